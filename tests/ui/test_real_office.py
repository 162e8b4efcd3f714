"""The window over the real services: first run, registering, a letter, the yearly table."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from gongkai_desktop.domain.event import Event, EventType
from gongkai_desktop.domain.progress import silent
from gongkai_desktop.domain.request import Applicant, Item, Request
from gongkai_desktop.domain.unit import Unit
from gongkai_desktop.services.workspace import open_workspace
from gongkai_desktop.ui.bridge import ports_of
from gongkai_desktop.ui.bridge.register import fitting_events
from gongkai_desktop.ui.bridge.session import Session
from gongkai_desktop.ui.common.errors import ErrorDesk
from gongkai_desktop.ui.common.unattended import UnattendedPrompts
from gongkai_desktop.ui.opened import context_of
from gongkai_desktop.ui.ports import Ports, RegisterQuery, StateFilter
from gongkai_desktop.ui.ports.letters import Paper
from gongkai_desktop.ui.request.intake import DRAFT, Intake
from gongkai_desktop.ui.start import Start


@pytest.fixture
def ports(sample_file: Path, tmp_path: Path) -> Iterator[Ports]:
    location = tmp_path / "office.gkt"
    shutil.copyfile(sample_file, location)
    workspace = open_workspace(location)
    yield ports_of(Session(workspace))
    workspace.close()


def test_the_frame_says_where_the_office_stands(ports: Ports) -> None:
    facts = ports.desktop.facts()
    assert (facts.demo, facts.operator, facts.backed_up) == (True, "丁某", None)
    assert facts.calendar_until == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("state", "count"),
    [
        (StateFilter.ALL, 60),
        (StateFilter.OPEN, 7),
        (StateFilter.OVERDUE, 1),
        (StateFilter.NEAR, 1),
        (StateFilter.WAITING, 2),
        (StateFilter.CLOSED, 53),
        (StateFilter.CLOSED_THIS_YEAR, 14),
        (StateFilter.VOID, 0),
    ],
)
def test_every_state_of_the_list(ports: Ports, state: StateFilter, count: int) -> None:
    assert len(ports.register.find(RegisterQuery(state=state))) == count


@pytest.mark.parametrize("words", ["征地", "张某一", "2026-007", "zmy"])
def test_search_finds_words_numbers_and_initials(ports: Ports, words: str) -> None:
    found = ports.register.find(RegisterQuery(text=words))
    assert 0 < len(found) < 60


def test_a_request_is_registered_answered_and_archived(ports: Ports, tmp_path: Path) -> None:
    received = Event(type=EventType.RECEIVED, date=date(2026, 11, 20), channel="当面")
    opened = ports.register.register(
        Request(
            register_no="",
            applicant=Applicant(name="李某二"),
            request_text="城区控规局部调整批复",
            events=(received,),
        )
    )
    number = opened.request.register_no
    assert number == "2026-021"
    assert opened.steps[0].letter == "A1"
    receipt = tmp_path / "回执.pdf"
    letter_id, _ = ports.letters.save(number, "A1", {})
    ports.letters.write(letter_id, Paper.DRAFT, receipt)
    assert receipt.read_bytes().startswith(b"%PDF")
    item = Item(no=1, text="城区控规局部调整批复", ground="not_ours")
    opened = ports.register.answer_items(number, (item,), "")
    assert opened.view.report_row == "r3_4_1_not_held"
    proposed = [one.code for one in ports.letters.choices(number) if one.proposed]
    assert proposed == ["C13"]
    for kind in (EventType.DECIDED, EventType.REPLY_SENT):
        opened = ports.register.record_event(number, Event(type=kind, date=date(2026, 11, 22)))
    assert opened.clock.status == "按期答复"
    closing = {"file_no": "", "retention": "10年", "reason": "纸质原件另存"}
    ports.papers.close(number, date(2026, 11, 22), **closing)
    assert ports.register.open(number).steps == ()


def test_the_draft_asks_only_what_the_office_does_not_know(ports: Ports) -> None:
    draft = ports.letters.draft("2026-016", "A1")
    names = {field.name for field in draft.fields}
    assert not names & {"unit", "office_name", "applicant_kind"}
    assert draft.values["applicant"] == "水某己"


def test_the_preview_is_the_very_pdf(ports: Ports) -> None:
    rendered = ports.letters.render("2026-016", "A1", {}, final=False)
    assert len(ports.printing.previews(rendered.pdf, silent)) == rendered.pages


def test_a_cell_opens_its_cases(ports: Ports) -> None:
    tables = ports.annual.compile(2025)
    figures = {key: values for key, _, values in tables.table2}
    assert figures["r1_new"] == (18, 2, 0, 0, 1, 1, 22)
    assert tables.violations == ()
    behind = ports.annual.behind(2025, "r3_3_4_third_party", "biz")
    assert [line.row.register_no for line in behind] == ["2025-005"]
    assert len(ports.annual.behind(2025, "r3_7_total", "total")) == 23


def test_files_are_kept_and_written_out_again(ports: Ports, tmp_path: Path) -> None:
    paper = tmp_path / "申请表.txt"
    paper.write_text("材料", encoding="utf-8")
    assert ports.register.attach("2026-016", paper, silent) == ""
    (kept,) = ports.register.open("2026-016").files
    target = tmp_path / "取出.txt"
    ports.register.save_attachment(kept.id, target)
    assert target.read_text(encoding="utf-8") == "材料"


def test_changes_are_listed_with_who_made_them(ports: Ports) -> None:
    closing = {"file_no": "", "retention": "", "reason": "纸质原件另存"}
    ports.papers.close("2026-011", date(2026, 11, 20), **closing)
    opened = ports.register.open("2026-011")
    assert (opened.amendments[0].who, opened.amendments[0].what) == ("丁某", "归档")
    assert fitting_events(opened.request, []) == ()


def test_what_is_being_typed_outlives_the_form(qtbot, sample_file: Path, tmp_path: Path) -> None:
    location = tmp_path / "office.gkt"
    shutil.copyfile(sample_file, location)
    workspace = open_workspace(location)
    context = context_of(workspace, UnattendedPrompts(), ErrorDesk(UnattendedPrompts()))
    form = Intake(context)
    qtbot.addWidget(form)
    form.fields.name.setText("李某二")
    form.fields.text.setPlainText("城区控规")
    form.keep()
    again = Intake(context)
    qtbot.addWidget(again)
    assert (again.fields.name.text(), again.fields.text.toPlainText()) == ("李某二", "城区控规")
    again.cancelled.emit()
    assert context.ports.register.draft(DRAFT) == {}
    context.tasks.finish()
    workspace.close()


def test_backup_and_check(ports: Ports, tmp_path: Path) -> None:
    saved = ports.backups.back_up(tmp_path / "备份", silent)
    assert saved.is_file()
    assert ports.desktop.facts().backed_up is not None
    assert all(fine for _, fine in ports.backups.verify(silent))


def test_the_first_run_founds_an_office(qtbot, tmp_path: Path) -> None:
    location = tmp_path / "新 文件夹" / "公开台.gkt"
    start = Start(str(location), today=None, password=None, prompts=UnattendedPrompts())
    start.open()
    assert start.wizard is not None
    start.wizard.finished.emit(Unit(name="望山县自然资源局（虚构）", prefix="望资"), "丁某")
    assert start.shell is not None
    assert location.is_file()
    assert "望山县自然资源局" in start.shell.windowTitle()
    assert start.shell._context.ports.desktop.facts().operator == "丁某"
    start.close()
