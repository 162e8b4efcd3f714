"""Duties of an office (product story A3): records with evidence, off with a reason."""

from datetime import date
from pathlib import Path

import attrs
import pytest

from gongkai_desktop.domain.duty import DutyDue
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.services import duty, ledger
from gongkai_desktop.services.workspace import Workspace


def duties(workspace: Workspace) -> dict[str, DutyDue]:
    with workspace.office.read() as reader:
        return {one.key: one for one in duty.duties_of(reader, workspace)}


@pytest.fixture
def evidence(tmp_path: Path) -> Path:
    path = tmp_path / "公布页面.png"
    path.write_bytes(b"\x89PNG page")
    return path


def test_the_sample_shows_done_and_needed(sample: Workspace) -> None:
    """列席 3/5 and the days of 年报 and 季报; every duty names where it is laid down."""
    found = duties(sample)
    assert (found["ledger/attendance/year"].done, found["ledger/attendance/year"].needed) == (3, 5)
    assert found["annual"].due == date(2027, 1, 31)
    assert found["quarterly"].due == date(2027, 1, 6)
    assert all(one.source for one in found.values())


def test_an_empty_office_has_the_lawful_ones_only(empty: Workspace) -> None:
    assert set(duties(empty)) == {"annual", "quarterly", "calendar", "review"}


def test_done_needs_day_and_evidence_and_rolls_on(empty: Workspace, evidence: Path) -> None:
    later = attrs.evolve(empty, today=date(2027, 1, 20))
    saved = duty.record_done(later, duties(later)["annual"], date(2027, 1, 15), evidence)
    assert saved.body["evidence"] == evidence.name
    assert duties(later)["annual"].due == date(2028, 1, 31)
    with later.office.read() as reader:
        (kept,) = reader.attachments.list(ledger.OWNER, saved.id)
        assert reader.attachments.read(kept.id) == evidence.read_bytes()


def test_a_day_to_come_and_a_missing_file_are_refused(empty: Workspace, evidence: Path) -> None:
    annual = duties(empty)["annual"]
    with pytest.raises(UserError, match="晚于今天"):
        duty.record_done(empty, annual, date(2026, 12, 1), evidence)
    with pytest.raises(UserError, match="读不了文件"):
        duty.record_done(empty, annual, date(2026, 11, 1), evidence.with_name("没有.png"))
    assert duties(empty)["annual"].due == date(2027, 1, 31)


def test_off_needs_a_reason_and_can_be_undone(sample: Workspace) -> None:
    key = "ledger/attendance/year"
    with pytest.raises(UserError, match="写明理由"):
        duty.switch_off(sample, key, "  ")
    duty.switch_off(sample, key, "本机关不召开常务会议")
    assert key not in duties(sample)
    (choice,) = [one for one in duty.choices(sample) if one.key == key]
    assert choice.setting.off_reason == "本机关不召开常务会议"
    duty.switch_on(sample, key)
    assert key in duties(sample)


def test_the_quarterly_day_is_the_offices_own(sample: Workspace) -> None:
    """6, 8, 12 or 15 of the same month, place by place (product 2.10)."""
    duty.move(sample, "quarterly", 15)
    assert duties(sample)["quarterly"].due == date(2027, 1, 15)
    with pytest.raises(UserError):
        duty.move(sample, "quarterly", 31)
