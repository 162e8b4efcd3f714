"""Records, steps and scans of a request over the real services, as its page asks for them."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import attrs
import pytest
from fake import FakePrompts

from gongkai_desktop.domain.event import Event, EventType
from gongkai_desktop.domain.progress import silent
from gongkai_desktop.domain.request import Applicant, Request
from gongkai_desktop.services.workspace import open_workspace
from gongkai_desktop.ui.bridge import ports_of
from gongkai_desktop.ui.bridge.session import Session
from gongkai_desktop.ui.common.errors import ErrorDesk
from gongkai_desktop.ui.opened import context_of
from gongkai_desktop.ui.ports import Ports
from gongkai_desktop.ui.ports.ledger import LedgerQuestion
from gongkai_desktop.ui.shell import Shell

NO = "2026-016"


@pytest.fixture
def ports(sample_file: Path, tmp_path: Path) -> Iterator[Ports]:
    location = tmp_path / "office.gkt"
    shutil.copyfile(sample_file, location)
    workspace = open_workspace(location)
    yield ports_of(Session(workspace))
    workspace.close()


def test_every_request_has_its_records_and_those_it_was_given(ports: Ports) -> None:
    titles = [one.form.title for one in ports.records.groups("2026-018")]
    assert titles[:4] == ["批办催办", "检索记录", "沟通记录", "收件簿"]
    talks = next(one for one in ports.records.groups("2026-018") if one.form.key == "contacts")
    assert [line.cells["with_whom"] for line in talks.lines] == ["窦某庚"]
    seals = [one for one in ports.records.groups("2026-017") if one.form.key == "seals"]
    assert len(seals[0].lines) == 1


def test_a_new_record_knows_the_request(ports: Ports) -> None:
    talk = ports.records.blank(NO, "contacts")
    assert (talk["request"], talk["with_whom"], talk["person"]) == (NO, "水某己", "丁某")


def test_the_first_section_handed_a_request_is_its_own(ports: Ports) -> None:
    words = dict(ports.records.blank("2026-020", "assignments"))
    words |= {"section": "测绘科", "reply_by": "2026-11-30", "advice": "请检索"}
    before = ports.register.open("2026-020").request.section
    ports.records.save("2026-020", "assignments", "", words)
    assert ports.register.open("2026-020").request.section == before == "规划科"
    group = ports.records.groups("2026-020")[0]
    assert group.lines[0].cells["section"] == "测绘科"
    assert ports.records.slip("2026-020", "assignments", group.lines[0].id).startswith(b"%PDF")
    assert ports.records.slip("2026-020", "searches", "").startswith(b"%PDF")


def test_reminders_are_counted_by_section_and_printed_together(ports: Ports) -> None:
    owed = ports.records.to_chase()
    assert len(owed) == 7
    chosen = [one for one in owed if one.register_no in ("2026-015", "2026-016", "2026-020")]
    pdf = ports.records.chase(chosen, date(2026, 11, 26))
    assert len(ports.printing.previews(pdf, silent)) == len({one.section for one in chosen})
    again = {one.register_no: one.times for one in ports.records.to_chase()}
    assert (again["2026-015"], again["2026-014"]) == (1, 0)


def test_what_an_event_would_do_is_told_by_the_clock(ports: Ports) -> None:
    longer = Event(type=EventType.EXTENSION, date=date(2026, 11, 20), days=21)
    assert "第三十三条第二款" in ports.steps.effect(NO, longer).refusal
    fine = Event(type=EventType.EXTENSION, date=date(2026, 11, 20), days=20)
    effect = ports.steps.effect(NO, fine)
    assert (effect.refusal, effect.due) == ("", date(2026, 12, 22))
    fee = ports.steps.fee("按量", 240, 0, date(2026, 11, 20))
    assert fee is not None
    assert fee.amount == 4300
    assert ports.steps.fee_count(NO) == (1, 0)


def test_a_struck_event_leaves_the_page(ports: Ports) -> None:
    event = Event(type=EventType.EXTENSION, date=date(2026, 11, 20), days=10)
    opened = ports.register.record_event(NO, event)
    kept = opened.request.events[-1].id
    assert opened.clock.extension_days == 10
    assert ports.steps.strike_event(NO, kept, "登记错了").clock.extension_days == 0


def test_the_scan_folder_is_remembered(ports: Ports, tmp_path: Path) -> None:
    folder = tmp_path / "扫描"
    folder.mkdir()
    assert ports.scans.folder() is None
    ports.scans.set_folder(folder)
    (folder / "信封.jpg").write_bytes(b"\x89PNG\r\n\x1a\n")
    (found,) = ports.scans.fresh(silent)
    assert "PNG 图片" in ports.register.attach(NO, found.path, silent)
    assert ports.scans.fresh(silent) == []


def test_an_applicant_is_shown_with_outcomes_and_printed(ports: Ports) -> None:
    card = ports.arrivals.applicant("张某一", "990101198001010014")
    assert card.frequency.requests == len(card.lines) == 8
    assert ports.arrivals.applicant_sheet("张某一", "").startswith(b"%PDF")
    assert ports.arrivals.blank_form().startswith(b"%PDF")
    (first, *_) = ports.arrivals.similar("", "990101198001010014", "N村征地补偿明细")
    assert first.repeats


def test_a_late_hand_over_stays_with_the_file(ports: Ports) -> None:
    """product B2, sample 2025-004: signed 2025-02-20, handed over 2025-02-26."""
    assert any("转交" in words for words in ports.register.open("2025-004").clock.warnings)


def test_a_ledger_is_printed(ports: Ports) -> None:
    assert ports.ledgers.printed(LedgerQuestion(ledger="mail_in"), silent).startswith(b"%PDF")


def concealed(phone: str) -> str:
    """A mobile number as lists show it: three figures in front, four at the end."""
    return f"{phone[:3]}****{phone[-4:]}"


def test_a_correction_shows_what_stood_there_before(ports: Ports) -> None:
    request = ports.register.open(NO).request
    moved = attrs.evolve(request, applicant=attrs.evolve(request.applicant, phone="13900000000"))
    line = ports.register.amend(moved).amendments[0]
    assert (line.what, line.before) == (
        "更改登记内容",
        f"电话：{concealed(request.applicant.phone)}",
    )
    assert line.after == f"电话：{concealed('13900000000')}"


def test_what_was_made_of_a_repeat_is_seen_in_the_record_of_changes(ports: Ports) -> None:
    received = Event(type=EventType.RECEIVED, date=date(2026, 11, 20), channel="当面")
    new = Request(
        register_no="",
        applicant=Applicant(name="张某一"),
        request_text="N村征地补偿明细",
        events=(received,),
    )
    opened = ports.register.register(new, judged={"2025-017": "不是重复，照常办理"})
    assert opened.amendments[-1].after == "2025-017：不是重复，照常办理"


@pytest.fixture
def window(qtbot, sample_file: Path, tmp_path: Path, prompts: FakePrompts) -> Iterator[Shell]:
    """The shell over a copy of the sample office."""
    location = tmp_path / "office.gkt"
    shutil.copyfile(sample_file, location)
    workspace = open_workspace(location)
    context = context_of(workspace, prompts, ErrorDesk(prompts))
    shell = Shell(context)
    qtbot.addWidget(shell)
    yield shell
    context.tasks.finish()
    workspace.close()


def test_a_second_request_joins_a_recorded_case_in_the_window(
    window: Shell, prompts: FakePrompts
) -> None:
    """One case over several replies is one record, and every list of the window names them all."""
    shell = window
    shell.open_place("request").open_request("2026-012")
    shell.page.detail.section("复议诉讼").begin()
    page = shell.page
    for number in ("2026-012", "2026-013"):
        page.begin(number)
        page.form.fields.case_no.setText("望府复〔2026〕40号")
        page.form.fields.received.set_day(date(2026, 11, 17))
        page.form.save()
    assert ("confirm", "这个案件已经登记") in [one[:2] for one in prompts.said]
    assert page.form.fields.number.text() == "2026-012"
    assert page.form.fields.also_about == ("2026-013",)
    assert all(number in page.form._about.text() for number in ("2026-012", "2026-013"))
    page.show_list()
    listed = [page.table.model().index(at, 0).data() for at in range(3)]
    assert "2026-012等2件" in listed
    desk = shell.open_place("desk").disputes
    told = "\n".join(str(desk.line(at)) for at in range(2))
    assert "joined=('2026-013',)" in told
