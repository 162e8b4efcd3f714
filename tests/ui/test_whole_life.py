"""The whole life of a request in the window: every act by the widgets that the clerk sees.

The walks are those of ``tests/cases/whole_life.toml``. Nothing is typed into a field that the
register, a step or a ledger could have filled, and every act begins at the step on offer.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QSpinBox, QWidget

from gongkai_desktop.domain.dispute import Dispute, Proceeding
from gongkai_desktop.domain.event import EventType
from gongkai_desktop.domain.letter.finding import Severity
from gongkai_desktop.domain.next_step import ANSWER_LETTER, SECRECY
from gongkai_desktop.domain.request import Applicant, Request, Stage
from gongkai_desktop.domain.stage import stage_of
from gongkai_desktop.services import annual, dispute, unit
from gongkai_desktop.services import request as request_service
from gongkai_desktop.services.workspace import Workspace, open_workspace
from gongkai_desktop.ui.common.errors import ErrorDesk
from gongkai_desktop.ui.common.forms import DateField
from gongkai_desktop.ui.common.unattended import UnattendedPrompts
from gongkai_desktop.ui.opened import context_of, leave
from gongkai_desktop.ui.request.detail import RequestDetail
from gongkai_desktop.ui.request.intake import Intake
from gongkai_desktop.ui.request.letter_acts import FollowForm, PostForm, SealForm, SigningForm
from gongkai_desktop.ui.shell import Shell
from tests.cases.whole_life import (
    NET,
    OFFICE,
    RECEIVED,
    SIGNERS,
    WALKS,
    Clerk,
    Facts,
    Walk,
    applicant_of,
    carried,
)
from tests.services.printed import text_of

QUICK = ("third_party", "not_exist")
PAPERS = ("审签稿…", "审批单…", "用印稿…", "信封面…", "邮寄交接单…")
LOOK = os.environ.get("GONGKAI_TEST_PICTURES", "")
"""A folder for pictures of the window along the way, for whoever wants to look."""


class Desk(UnattendedPrompts):
    """A clerk who says where files go; trouble ends the walk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.told: list[str] = []

    def tell(self, parent: QWidget, title: str, text: str) -> None:
        self.told.append(text)

    def save_file(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
        return self.folder / name

    def choose_folder(self, parent: QWidget, title: str) -> Path | None:
        return self.folder


def put(widget: QWidget, value: Any) -> None:
    """Type or choose something in a field that is there to be filled in."""
    assert widget.isVisible() and widget.isEnabled(), widget.accessibleName()
    if isinstance(widget, DateField):
        widget.setText(value.isoformat() if isinstance(value, date) else str(value))
    elif isinstance(widget, QSpinBox):
        widget.setValue(int(value))
    elif isinstance(widget, QComboBox) and widget.isEditable():
        widget.setEditText(str(value))
    elif isinstance(widget, QComboBox):
        at = max(widget.findData(value), widget.findText(str(value)))
        assert at >= 0, f"{widget.accessibleName()}: no choice {value}"
        widget.setCurrentIndex(at)
    elif isinstance(widget, QPlainTextEdit):
        widget.setPlainText("\n".join(value) if isinstance(value, list) else str(value))
    else:
        assert isinstance(widget, QLineEdit), type(widget)
        widget.setText(str(value))


def said(widget: QWidget) -> str:
    """What already stands in a field."""
    if isinstance(widget, QComboBox):
        return str(widget.currentData() or "") if not widget.isEditable() else widget.currentText()
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText()
    return widget.text() if isinstance(widget, QLineEdit) else ""


class WindowClerk(Clerk):
    """A clerk at the window, opened anew on every day of work."""

    def __init__(
        self, workspace: Workspace, applicant: Applicant, folder: Path, qtbot: Any
    ) -> None:
        self.workspace, self.applicant, self.no, self.qtbot = workspace, applicant, "", qtbot
        self.desk = Desk(folder)
        self.shell: Shell | None = None
        self.found: list[str] = []
        self._pictures = 0

    def on(self, today: date) -> None:
        if self.shell is not None and self.workspace.today == today:
            return
        self.leave()
        self.workspace = attrs.evolve(self.workspace, today=today)
        self.context = context_of(self.workspace, self.desk, ErrorDesk(self.desk))
        self.shell = Shell(self.context)
        self.shell.resize(1093, 614)
        self.shell.show()

    def leave(self) -> None:
        if self.shell is not None:
            self.settle()
            self.shell = None
            leave(self.context)

    def settle(self) -> None:
        """Let what is running come to its end and be shown."""
        QApplication.processEvents()
        self.qtbot.waitUntil(lambda: not self.context.tasks.busy)
        QApplication.processEvents()

    def look(self, name: str) -> None:
        """Keep a picture of the window where pictures are wanted."""
        if LOOK and self.shell is not None:
            self.settle()
            self._pictures += 1
            picture = self.desk.folder / f"{self._pictures:02d}-{name}.png"
            self.shell.grab().save(str(picture))

    @property
    def detail(self) -> RequestDetail:
        """The request, open in the window."""
        assert self.shell is not None
        page = self.shell.open_place("request")
        if not page.detail.isVisible() or page.detail.header._number.text() != self.no:
            page.open_request(self.no)
        return page.detail

    @property
    def request(self) -> Request:
        return request_service.request_numbered(self.workspace, self.no)

    def step(self, **wanted: Any) -> None:
        """Take the step on offer that has these traits; it must be among those shown."""
        detail = self.detail
        steps = detail._file.steps
        fits = [
            one for one in steps if all(getattr(one, key) == value for key, value in wanted.items())
        ]
        assert fits, f"{wanted} is not offered: {[one.key for one in steps]}"
        detail.take_step(fits[0])

    def registers(self, text: str, channel: str = NET, received: date = RECEIVED, **more: Any):
        self.on(received)
        assert self.shell is not None
        page = self.shell.open_place("request")
        page.show_intake()
        intake = page._views.currentWidget()
        assert isinstance(intake, Intake)
        fields, who = intake.fields, self.applicant
        put(fields.channel, channel)
        typed = {"name": who.name, "phone": who.phone, "address": who.address, "text": text}
        typed |= {"kind": who.kind.value, "section": "办公室", "handler": "丁某"}
        if fields._receipt.is_shown(fields.how):
            typed["how"] = "电话与申请人确认"
        if channel == "转送":
            typed["transferred_by"] = "县信访局"
        for name, value in typed.items():
            put(getattr(fields, name), value)
        repeat_of = more.pop("repeat_of", "")
        for name, value in more.items():
            field = getattr(fields, name)
            if fields._receipt.is_shown(field) and value:
                put(field, value)
        if repeat_of:
            self.qtbot.waitUntil(lambda: intake.aside.judgement.isVisible())
            put(intake.aside.judgement, repeat_of)
        intake._look_up()
        self.settle()
        self.look("登记")
        intake.submit()
        self.no = page.detail.header._number.text()
        self.look("登记后")

    def records(self, kind: EventType, on: date, **more: Any) -> None:
        self.on(on)
        self.step(event=kind)
        form = self._event_form(more)
        self.look(kind.value)
        form.submit()
        assert not form.isVisible(), form.refusal.accessibleName()

    def is_refused(self, kind: EventType, on: date, article: str, **more: Any) -> None:
        self.on(on)
        detail = self.detail
        if kind not in detail._file.fitting:
            return  # what the law does not allow is not even offered
        detail.begin_event(kind)
        form = self._event_form(more)
        form.show_effect()
        self.look(f"不能{kind.value}")
        assert article in form.refusal.accessibleName()
        form.cancelled.emit()

    def _event_form(self, typed: Mapping[str, Any]) -> Any:
        form = self.detail.section("经过").form
        for name, value in typed.items():
            if said(form.field(name)) != str(value):
                put(form.field(name), value)
        return form

    def searches(self, place: str, words: str, on: date, **more: Any) -> None:
        self.on(on)
        section = self.detail.section("记录")
        section.begin("searches")
        form = section.views.currentWidget()
        typed = {"place": place, "words": words, "result": "未找到", **more}
        for name, value in typed.items():
            put(form.fields[name], value)
        self.look("检索记录")
        form._save()

    def decides(self, *grounds: str, separation: str = "") -> None:
        steps = {one.key for one in self.detail._file.steps}
        if steps & {"examine", "examine_repeat"}:
            self.step(key="examine" if "examine" in steps else "examine_repeat")
        section = self.detail.section("事项与结果")
        for at, ground in enumerate(grounds, start=1):
            card = section.card(at)
            put(card.ground, ground)
            if separation:
                put(card.separation, separation)
        self.look("事项与结果")
        section.submit()
        if any(one.slip == SECRECY for one in self.detail._file.steps):
            self._reviews_for_secrecy("隐去部分内容" if separation else "可以公开")

    def _reviews_for_secrecy(self, result: str) -> None:
        """条例第十七条: what is to be given is reviewed first, and the record names who did it."""
        self.step(slip=SECRECY)
        form = self.detail.section("记录").views.currentWidget()
        assert said(form.fields["object"]) == self.request.request_text
        put(form.fields["person"], "庚某")
        put(form.fields["result"], result)
        put(form.fields["basis"], "条例第三十七条，第4页至第9页的询问笔录")
        self.look("保密审查")
        form._save()

    def sends(self, code: str, facts: Facts, on: date, reached: date | None = None) -> None:
        self.on(on)
        offered = {one.letter for one in self.detail._file.steps}
        self.step(letter=code if code in offered else ANSWER_LETTER)
        section = self.detail.section("文书")
        self.settle()
        assert section.chosen.code == code
        self._type(section, facts)
        section._pause.stop()
        section._typed()
        self.settle()
        self.found += [
            f"{code} {one.rule} {one.message}"
            for one in section.findings._found
            if one.severity is not Severity.HINT and one.rule not in ("F01", "F02", "D24")
        ]
        self.look(f"{code}拟制")
        assert section.next.text() == "送签"
        section.next.click()
        self.settle()
        for step in SIGNERS:
            if code == "A1" and step not in ("handler", "office"):
                continue
            self._signs(section, step)
        self._seals(section)
        self._posts(section)
        self._prints(section)
        if reached:
            self._arrives(code, reached)

    def _type(self, section: Any, facts: Facts) -> None:
        """Type what is asked; nothing that stands there already, nothing left open."""
        fields = section.fields
        for name, value in facts.items():
            own = name in fields._fields
            widget = fields.field(name) if own else fields.item_field(1, name)
            assert said(widget) in ("", "请选择"), f"asked twice: {name} {said(widget)}"
            put(widget, value)

    def _act(self, section: Any, kind: type) -> Any:
        if section.act is None:
            section.next.click()
            self.settle()
        assert isinstance(section.act, kind), (type(section.act), section.next.text())
        return section.act

    def _done(self, section: Any) -> None:
        section.act.submit()
        self.settle()

    def _signs(self, section: Any, step: str) -> None:
        form = self._act(section, SigningForm)
        assert form._step.key == step
        if said(form.name) != SIGNERS[step]:
            put(form.name, SIGNERS[step])
        if form._wanting:
            put(form.reason, "已核对")
        self.look(f"签名-{step}")
        self._done(section)

    def _seals(self, section: Any) -> None:
        form = self._act(section, SealForm)
        assert said(form.approver) == SIGNERS["leader"]
        assert said(form.person)
        if form.grid.is_shown(form.explanation):
            put(form.explanation, "已核对")
        self.look("用印")
        self._done(section)

    def _posts(self, section: Any) -> None:
        form = self._act(section, PostForm)
        assert said(form.method) == "邮寄"
        assert said(form.to)
        put(form.mail_no, "1000000000058")
        self.look("寄送")
        self._done(section)

    def _prints(self, section: Any) -> None:
        """Print every paper that the letter's menu offers."""
        for title in PAPERS:
            actions = {one.text(): one for one in section.menu._print.actions()}
            assert title in actions, list(actions)
            actions[title].trigger()
            self.settle()
        self.look("寄送后")

    def _arrives(self, code: str, reached: date) -> None:
        self.on(reached)
        section = self.detail.section("文书")
        section.choose(code)
        self.settle()
        form = self._act(section, FollowForm)
        self._done(section)
        assert form is not section.act


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    opened = open_workspace(tmp_path / "office.gkt", today=RECEIVED, operator="丁某", create=True)
    unit.save_unit(opened, OFFICE)
    yield opened
    opened.close()


def _long_unless_quick(walk: Walk) -> Any:
    marks = () if walk.ground in QUICK else (pytest.mark.long,)
    return pytest.param(walk, id=walk.ground, marks=marks)


@pytest.mark.parametrize("walk", [_long_unless_quick(one) for one in WALKS])
def test_from_intake_to_archive_in_the_window(
    app: QApplication, qtbot: Any, workspace: Workspace, walk: Walk, tmp_path: Path
) -> None:
    folder = Path(LOOK) / walk.ground if LOOK else tmp_path / "纸"
    folder.mkdir(parents=True, exist_ok=True)
    clerk = WindowClerk(workspace, applicant_of(walk), folder, qtbot)
    try:
        carried(clerk, walk)
        assert clerk.found == []
        is_answered(clerk, walk)
        is_archived(clerk, walk)
    finally:
        clerk.leave()


def is_answered(clerk: WindowClerk, walk: Walk) -> None:
    """The register knows the outcome; what was printed says the same."""
    request, deadline = request_service.show(clerk.workspace, clerk.no)
    ends = {
        "withdrawn": "已撤回",
        "overdue_correction": "视为放弃申请",
        "overdue_fee": "视为放弃申请",
    }
    assert deadline.status == ends.get(walk.ground, "按期答复")
    assert (request.row, stage_of(request)) == (walk.row, Stage.ANSWERED)
    for paper in clerk.desk.folder.glob(f"{clerk.no}-*.pdf"):
        words = "".join(text_of(paper.read_bytes()).split())
        assert "{" not in words, paper.name
        assert clerk.applicant.name in words or "征求" in paper.name, paper.name
    table = annual.compile_year(clerk.workspace, 2026).report.table2
    assert table[walk.row][clerk.applicant.kind.value] == 1


def is_archived(clerk: WindowClerk, walk: Walk) -> None:
    """The step on offer leads to the archive; with its number and reason the file is closed."""
    clerk.step(key="archive")
    section = clerk.detail.section("归档")
    clerk.look("归档前")
    put(section.file_no, "2026-公开-001")
    put(section.retention, "10年")
    put(section.reason, "原件另存纸质档案")
    section.close_file()
    clerk.settle()
    assert stage_of(clerk.request) is Stage.ARCHIVED
    section.make_file()
    clerk.settle()
    clerk.look("归档后")
    assert clerk.desk.told
    assert clerk.detail._file.steps == ()


TYPED = {
    "申请人（必填）": "窦某庚",
    "证件号码": "990103199302281456",
    "联系电话": "13800000000",
    "地址": "望山县示例路9号",
    "申请内容（必填）": "旧城改造征收补偿安置方案",
    "签收人（必填）": "辛某",
    "邮件号": "1000000000011",
}
_DOWN_TO_THE_POST = 2
_KEYS_IN_THREE_MINUTES = 180


def said_by_input_method(field: QWidget, words: str) -> None:
    """Chinese is typed through an input method, which hands over whole words."""
    if words:
        event = QInputMethodEvent()
        event.setCommitString(words)
        QApplication.sendEvent(field, event)


def test_a_letter_in_the_post_is_registered_by_keyboard_in_three_minutes(
    app: QApplication, qtbot: Any, workspace: Workspace, tmp_path: Path
) -> None:
    """Ctrl+N, Tab from field to field, Ctrl+Enter: a key a second is three minutes."""
    clerk = WindowClerk(workspace, applicant_of(WALKS[0]), tmp_path, qtbot)
    clerk.on(RECEIVED)
    assert clerk.shell is not None
    shell, keys = clerk.shell, 1
    try:
        shell.open_place("request")
        shell.activateWindow()
        clerk.settle()
        qtbot.keyClick(shell, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: isinstance(shell.page._views.currentWidget(), Intake))
        left = dict(TYPED)
        for _ in range(60):
            field = QApplication.focusWidget() or shell.focusWidget()
            words = left.pop(field.accessibleName(), "")
            said_by_input_method(field, words)
            if field.accessibleName() == "收件渠道（必填）":
                for _ in range(_DOWN_TO_THE_POST):
                    qtbot.keyClick(field, Qt.Key.Key_Down)
            if not left:
                break
            qtbot.keyClick(field, Qt.Key.Key_Tab)
            keys += len(words) + 1
        assert not left, f"Tab does not reach {list(left)}"
        qtbot.keyClick(shell, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        clerk.settle()
        page = shell.page
        clerk.no = page.detail.header._number.text()
        assert clerk.no == "2026-001"
        assert clerk.request.channel == "邮寄(EMS/挂号)"
        assert clerk.request.applicant.id_no == TYPED["证件号码"]
        assert keys < _KEYS_IN_THREE_MINUTES
    finally:
        clerk.leave()


ORDER = Proceeding(
    organ="望山县人民政府",
    case_no="望府复〔2026〕41号",
    procedure="普通",
    ruling="review_revoked_reanswer",
    decision_no="望府复决〔2026〕41号",
    decision_received=date(2026, 12, 7),
    reanswer=True,
)


@pytest.mark.long
def test_an_order_to_answer_again_is_carried_out_in_the_window(
    app: QApplication, qtbot: Any, workspace: Workspace, tmp_path: Path
) -> None:
    """A refusal quashed on review: open again, G2 knows the order, 表三 counts it."""
    walk = next(one for one in WALKS if one.ground == "process")
    given = next(one for one in WALKS if one.ground == "open_provide")
    folder = Path(LOOK) / "reanswer" if LOOK else tmp_path / "纸"
    folder.mkdir(parents=True, exist_ok=True)
    clerk = WindowClerk(workspace, applicant_of(walk), folder, qtbot)
    try:
        carried(clerk, walk)
        clerk.on(date(2026, 12, 7))
        received, concluded = date(2026, 11, 25), date(2026, 12, 4)
        review = Dispute(kind="review", received=received, concluded=concluded, result="corrected")
        dispute.record(clerk.workspace, clerk.no, review.with_proceeding(ORDER))
        clerk.detail.reload()
        assert clerk.detail._file.steps[0].letter == "G2"
        clerk.decides("open_provide")
        typed = {name: value for name, value in given.facts.items() if name != "separation"}
        clerk.sends("G2", typed, date(2026, 12, 14))
        assert clerk.found == []
        answer = text_of(next(folder.glob("*用印稿.pdf")).read_bytes())
        for once in ("望府复决〔2026〕41号", "望山县人民政府", given.facts["info_no"]):
            assert once in "".join(answer.split()), once
        assert stage_of(clerk.request) is Stage.ANSWERED
        tables = annual.compile_year(clerk.workspace, 2026).report
        assert tables.to_record()["table3"]["review"]["corrected"] == 1
    finally:
        clerk.leave()
