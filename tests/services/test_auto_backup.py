"""Automatic backups: made when something changed, rotated, twice, the first never forgone."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path

import attrs
import pytest

from gongkai_desktop import __version__
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.services import auto_backup, backup
from gongkai_desktop.services.unit import save_unit, the_unit
from gongkai_desktop.store import open_office

NOW = datetime(2026, 11, 22, 9, 0)


@pytest.fixture
def office(sample):
    return attrs.evolve(sample, now=lambda: NOW)


def rename(workspace, name: str) -> None:
    save_unit(workspace, attrs.evolve(the_unit(workspace), short_name=name))


def test_a_change_is_backed_up_once(office) -> None:
    rename(office, "甲局")
    made = auto_backup.back_up_if_changed(office)
    assert made is not None
    assert made.file.parent == Path(office.office.location).parent / "备份"
    with open_office(made.file) as copy:
        assert copy.verify() == []
    assert auto_backup.back_up_if_changed(office) is None
    rename(office, "乙局")
    later = attrs.evolve(office, now=lambda: NOW + timedelta(hours=1))
    assert auto_backup.back_up_if_changed(later) is not None


def test_old_ones_go_and_other_files_stay(office, tmp_path) -> None:
    place = Path(office.office.location).parent / "备份"
    place.mkdir()
    mine = place / "我的备份.gkt"
    mine.write_bytes(b"mine")
    for back in range(40):
        moment = NOW - timedelta(minutes=10 * (back + 1))
        old = place / f"自动备份_office_{moment:%Y%m%d-%H%M%S}.gkt"
        old.write_bytes(b"old")
    rename(office, "甲局")
    made = auto_backup.back_up_if_changed(office)
    assert made is not None
    assert made.removed > 30
    assert mine.exists()
    assert made.file.exists()


def test_a_second_copy_goes_to_the_second_place(office, tmp_path) -> None:
    stick = tmp_path / "U盘"
    stick.mkdir()
    auto_backup.choose_second_place(office, str(stick))
    made = auto_backup.back_up_if_changed(office)
    assert made is not None
    assert made.second is not None
    assert made.second.parent == stick
    with open_office(made.second) as copy:
        assert copy.verify() == []


def test_a_stick_pulled_out_is_said_and_the_first_copy_made(office, tmp_path) -> None:
    auto_backup.choose_second_place(office, str(tmp_path / "没有接上"))
    made = auto_backup.back_up_if_changed(office)
    assert made is not None
    assert made.file.exists()
    assert "没有接上" in made.trouble


def test_the_second_place_is_another_place(office) -> None:
    folder = str(Path(office.office.location).parent)
    with pytest.raises(UserError, match="第二处不能就是"):
        auto_backup.choose_second_place(office, folder)


def test_a_preview_names_what_would_be_lost_and_regained(sample, tmp_path) -> None:
    saved = backup.backup(sample, tmp_path / "存").file
    seen = backup.preview_restore(sample.office.location, saved, key=None)
    assert (seen.requests, seen.present_requests, seen.lost, seen.regained) == (60, 60, (), ())
    elsewhere = str(tmp_path / "新.gkt")
    fresh = backup.preview_restore(elsewhere, saved, key=None)
    assert (fresh.present_requests, len(fresh.regained)) == (0, 60)
    assert not Path(elsewhere).exists()


def test_a_backup_says_which_program_made_it(sample, tmp_path):
    saved = backup.backup(sample, tmp_path / "U盘").file
    seen = backup.preview_restore(sample.office.location, saved, key=None)
    assert seen.program == __version__


def test_a_backup_of_a_later_program_is_refused_and_nothing_is_touched(
    sample, tmp_path, monkeypatch
):
    monkeypatch.setattr(backup, "__version__", "99.0.0")
    saved = backup.backup(sample, tmp_path / "U盘").file
    monkeypatch.undo()
    office = Path(sample.office.location)
    before, content = office.read_bytes(), saved.read_bytes()
    for act in (
        lambda: backup.preview_restore(str(office), saved, key=None),
        lambda: backup.restore(str(office), saved, today=None, key=None),
    ):
        with pytest.raises(UserError, match=r"99\.0\.0") as refused:
            act()
        assert "安装" in refused.value.advice
    assert (office.read_bytes(), saved.read_bytes()) == (before, content)
    assert [one.name for one in saved.parent.iterdir()] == [saved.name]


@pytest.mark.parametrize("revision", ["0001", "0005"])
def test_looking_at_a_backup_of_an_older_program_leaves_it_as_it_is(sample, tmp_path, revision):
    old = tmp_path / "旧备份.gkt"
    shutil.copyfile(Path(__file__).parents[1] / "databases" / f"{revision}.gkt", old)
    content = old.read_bytes()
    backup.preview_restore(sample.office.location, old, key=None)
    assert old.read_bytes() == content
    assert not (tmp_path / "备份").exists()
