"""The fields of a dispute's form, and the dispute that stands in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

import attrs
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from gongkai_desktop.domain.annual.cells import RESULTS3
from gongkai_desktop.domain.dispute import (
    PENDING,
    DatedNote,
    Dispute,
    DisputeKind,
    DisputeTexts,
    Proceeding,
)
from gongkai_desktop.ui.common.days import read_day
from gongkai_desktop.ui.common.forms import (
    DateField,
    FormGrid,
    choice_field,
    long_field,
    text_field,
    text_of,
)
from gongkai_desktop.ui.common.help import told_of

_PROCEDURES = [("普通程序", "普通"), ("简易程序", "简易")]
_NOT_ENDED = "尚未审结"

_CHOICES = ("kind", "procedure", "ruling", "result", "reanswer")
_TEXTS = (
    *("number", "organ", "case_no", "also", "received", "claimant", "handler", "claim"),
    "answered",
    *("papers", "hearings", "concluded", "decision_no", "decision_received", "reanswer_days"),
    "note",
)

_HELP = told_of("dispute")


def dated_lines(notes: Sequence[DatedNote]) -> str:
    """Dated notes as lines of text."""
    return "\n".join(f"{one.day.isoformat()} {one.what}".rstrip() for one in notes)


def read_dated_lines(text: str, today: date) -> tuple[tuple[DatedNote, ...], str]:
    """Dated notes from lines of text, and what is wrong with the first line that is none."""
    notes = []
    for line in filter(None, map(str.strip, text.splitlines())):
        first, _, rest = line.partition(" ")
        day = read_day(first, today)
        if day is None:
            return (), f"“{line[:12]}”没有以日期开头，请写成 2026-12-03 开庭"
        notes.append(DatedNote(day=day, what=rest.strip()))
    return tuple(notes), ""


class DisputeFields:
    """The form of a dispute, field by field; put ``grid`` where it is to be seen."""

    def __init__(self, today: date, texts: DisputeTexts) -> None:
        self._today, self._texts = today, texts
        self._before = Dispute(kind=DisputeKind.REVIEW)
        self.grid = FormGrid(columns=2)
        self.number = text_field("", "如 2026-007")
        self.kind = choice_field([(one.label, one.value) for one in DisputeKind])
        self.organ, self.case_no = text_field(), text_field("", "受理通知书、应诉通知书上的号")
        self.also = text_field("", "如 2026-008、2026-011")
        self.received = DateField(today, "收到副本日期")
        self.procedure = choice_field(_PROCEDURES)
        self.claimant = text_field("", "与信息公开申请人相同的不必填写")
        self.handler = text_field("", "本机关承办人、代理人")
        self.claim = long_field("", 2)
        self.answered = DateField(today, "提交答复日期")
        self.papers = long_field("", 2, "2026-11-12 答复书、证据目录及证据1至6")
        self.hearings = long_field("", 2, "2026-12-03 上午9时开庭")
        self.ruling, self.result = choice_field([]), choice_field([])
        self.concluded = DateField(today, "裁决日期")
        self.decision_no = text_field("", "决定书、判决书、裁定书文号")
        self.decision_received = DateField(today, "收到裁决日期")
        self.reanswer = choice_field([("没有责令", ""), ("责令重新答复", "ordered")])
        self.reanswer_days = text_field("", "裁决没有写明的留空，按20个工作日")
        self.note = long_field("", 2)
        self._lay_out()
        self.kind.currentIndexChanged.connect(lambda _: self._kind_changed())
        self.ruling.currentIndexChanged.connect(lambda _: self._ruling_changed())
        self.reanswer.currentIndexChanged.connect(lambda _: self._show_what_fits())

    def show_dispute(self, register_no: str, dispute: Dispute, joined: Sequence[str] = ()) -> None:
        """Fill the form."""
        self.also.setText("、".join(joined))
        self._before = dispute
        one = dispute.proceeding
        self.number.setText(register_no)
        self.number.setReadOnly(bool(dispute.id))
        self.kind.setCurrentIndex(max(0, self.kind.findData(dispute.kind)))
        self._offer_rulings()
        self.organ.setText(one.organ)
        self.case_no.setText(one.case_no)
        self.received.set_day(dispute.received)
        self.procedure.setCurrentIndex(max(0, self.procedure.findData(one.procedure)))
        self.claimant.setText(one.claimant)
        self.handler.setText(one.handler)
        self.claim.setPlainText(one.claim)
        self.answered.set_day(one.answered)
        self.papers.setPlainText(dated_lines(one.papers))
        self.hearings.setPlainText(dated_lines(one.hearings))
        self.ruling.setCurrentIndex(max(0, self.ruling.findData(one.ruling)))
        self.result.setCurrentIndex(max(0, self.result.findData(dispute.result)))
        self.concluded.set_day(dispute.concluded)
        self.decision_no.setText(one.decision_no)
        self.decision_received.set_day(one.decision_received)
        self.reanswer.setCurrentIndex(1 if one.reanswer else 0)
        self.reanswer_days.setText(str(one.reanswer_days or ""))
        self.note.setPlainText(dispute.note)
        self._show_what_fits()

    @property
    def words(self) -> dict[str, str]:
        """What stands in every field, by name: kept while it is typed."""
        return {name: text_of(field) for name, field in self._named().items()}

    def fill(self, words: Mapping[str, str]) -> None:
        """Put back what was typed; choices first, for others depend on them."""
        named = self._named()
        for name in (*_CHOICES, *(name for name in words if name not in _CHOICES)):
            field, text = named.get(name), words.get(name, "")
            if isinstance(field, QComboBox):
                field.setCurrentIndex(max(0, field.findData(text)))
            elif isinstance(field, QPlainTextEdit):
                field.setPlainText(text)
            elif isinstance(field, QLineEdit) and not field.isReadOnly():
                field.setText(text)
        self._show_what_fits()

    def _named(self) -> dict[str, QWidget]:
        return {name: getattr(self, name) for name in (*_CHOICES, *_TEXTS)}

    @property
    def dispute(self) -> Dispute:
        """The dispute as it stands in the form; ``grid.first_problem`` has been asked before."""
        ended = bool(self.ruling.currentData())
        days = self.reanswer_days.text().strip()
        proceeding = Proceeding(
            organ=self.organ.text().strip(),
            case_no=self.case_no.text().strip(),
            procedure=text_of(self.procedure) if self._is_review else "",
            claimant=self.claimant.text().strip(),
            claim=self.claim.toPlainText().strip(),
            handler=self.handler.text().strip(),
            answered=self.answered.day,
            papers=self._notes(text_of(self.papers)),
            hearings=self._notes(text_of(self.hearings)),
            ruling=text_of(self.ruling),
            decision_no=self.decision_no.text().strip() if ended else "",
            decision_received=self.decision_received.day if ended else None,
            reanswer=ended and bool(self.reanswer.currentData()),
            reanswer_days=int(days) if ended and days.isdigit() else None,
            joined=self._before.proceeding.joined,
        )
        return attrs.evolve(
            self._before,
            kind=text_of(self.kind),
            received=self.received.day,
            concluded=self.concluded.day if ended else None,
            result=text_of(self.result) if ended else "",
            note=self.note.toPlainText().strip(),
        ).with_proceeding(proceeding)

    @property
    def also_about(self) -> tuple[str, ...]:
        """The 登记号 of the further requests typed."""
        return tuple(filter(None, re.split(r"[\s、，,；;]+", self.also.text())))

    @property
    def _is_review(self) -> bool:
        return text_of(self.kind) == DisputeKind.REVIEW

    def _notes(self, text: str) -> tuple[DatedNote, ...]:
        return read_dated_lines(text, self._today)[0]

    def _lay_out(self) -> None:
        add, texts = self.grid.add, self._lines_check
        add("登记号", self.number, required=True)
        add("种类", self.kind, hint=_HELP["kind"])
        add("复议机关（法院）", self.organ, required=True, hint=_HELP["organ"])
        add("案号", self.case_no)
        add("收到副本日期", self.received, required=True, hint=_HELP["received"])
        add("复议程序", self.procedure, hint=_HELP["procedure"])
        add("申请人（原告）", self.claimant)
        add("承办人、代理人", self.handler)
        add("一并涉及的申请", self.also, hint=_HELP["also"], wide=True)
        add("请求", self.claim, wide=True)
        add("提交答复和证据日期", self.answered, hint=_HELP["answered"])
        add("备注", self.note)
        add("已提交的材料", self.papers, hint=_HELP["notes"], check=texts(self.papers))
        add("开庭、听取意见", self.hearings, hint=_HELP["notes"], check=texts(self.hearings))
        add("结果", self.ruling)
        add("年度报告归类", self.result, hint=_HELP["result"])
        add(
            "裁决日期",
            self.concluded,
            hint=_HELP["concluded"],
            check=lambda: self._needed(self.concluded.text()),
        )
        add("裁决文号", self.decision_no)
        add(
            "收到裁决日期",
            self.decision_received,
            hint=_HELP["decision_received"],
            check=self._received_check,
        )
        add("重新答复", self.reanswer, hint=_HELP["reanswer"])
        add("重新答复期限（工作日）", self.reanswer_days, check=self._days_check)

    def _lines_check(self, field: QWidget) -> Callable[[], str]:
        return lambda: read_dated_lines(text_of(field), self._today)[1]

    def _needed(self, words: str) -> str:
        return "" if words.strip() else "请填写裁决日期"

    def _received_check(self) -> str:
        if self.reanswer.currentData() and not self.decision_received.day:
            return "请填写，重新答复的期限从这一天起算"
        return ""

    def _days_check(self) -> str:
        days = self.reanswer_days.text().strip()
        return "" if not days or (days.isdigit() and 0 < int(days) <= 366) else "请填写工作日数"

    def _kind_changed(self) -> None:
        self._offer_rulings()
        self._show_what_fits()

    def _offer_rulings(self) -> None:
        chosen = self.ruling.currentData()
        self.ruling.blockSignals(True)
        self.ruling.clear()
        self.ruling.addItem(_NOT_ENDED, "")
        for one in self._texts.rulings_of(text_of(self.kind)):
            self.ruling.addItem(one.label, one.code)
        self.ruling.setCurrentIndex(max(0, self.ruling.findData(chosen)))
        self.ruling.blockSignals(False)
        self._offer_results()

    def _offer_results(self) -> None:
        ruling = self._texts.ruling(text_of(self.ruling))
        self.result.clear()
        for result in ruling.results if ruling else ():
            self.result.addItem(RESULTS3[result], result)

    def _ruling_changed(self) -> None:
        self._offer_results()
        ruling = self._texts.ruling(text_of(self.ruling))
        self.reanswer.setCurrentIndex(1 if ruling and ruling.reanswer else 0)
        self._show_what_fits()

    def _show_what_fits(self) -> None:
        ended = bool(self.ruling.currentData())
        self.grid.show_field(self.procedure, self._is_review)
        for field in (self.result, self.concluded, self.decision_no, self.decision_received):
            self.grid.show_field(field, ended)
        self.grid.show_field(self.reanswer, ended)
        self.grid.show_field(self.reanswer_days, ended and bool(self.reanswer.currentData()))


def result_words(dispute: Dispute, texts: DisputeTexts) -> str:
    """How a dispute ended, in the ruling's words where there are any."""
    if dispute.void_reason:
        return "作废"
    if not dispute.concluded:
        return _NOT_ENDED
    ruling = texts.ruling(dispute.proceeding.ruling)
    return ruling.label if ruling else RESULTS3.get(dispute.result or PENDING, "")
