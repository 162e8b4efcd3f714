"""Beside the form of a new request: mail waiting, doubts, earlier requests and what they mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gongkai_desktop.domain.ledger.mail import UnregisteredMail
from gongkai_desktop.ui.common.days import day_words
from gongkai_desktop.ui.common.forms import choice_field
from gongkai_desktop.ui.common.plain import plain
from gongkai_desktop.ui.common.widgets import (
    Card,
    InfoBanner,
    button,
    clear,
    column,
    label,
    scrolled,
)
from gongkai_desktop.ui.ports.arrivals import EarlierLine
from gongkai_desktop.ui.style.theme import space

WIDTH = 300
_BESIDE = 64
_MOST_MAIL, _MOST_EARLIER = 4, 6
NOT_REPEATED = "不是重复，照常办理"
REPEATED = "重复申请"
_UNJUDGED = "尚未判断"


class IntakeAside(QWidget):
    """``mail_chosen`` carries the mail to take in, ``history_asked`` nothing."""

    mail_chosen = Signal(object)
    history_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._mail, self._notes, self._earlier = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        for layout in (self._mail, self._notes, self._earlier):
            layout.setSpacing(space("small"))
        self.judgement = choice_field([(_UNJUDGED, "")])
        self.judgement.setAccessibleName("是否重复申请")
        self._asked: tuple[str, ...] = ()
        self._judged = Card("是否重复申请", padding="medium")
        words = "不影响登记，判断会记入更正记录。确属重复的，办理时按条例第三十六条第（六）项答复。"
        self._judged.body.addWidget(label(words, "caption", wrap=True))
        self._judged.body.addWidget(self.judgement)
        self._judged.hide()
        content = QWidget()
        content.setLayout(column(self._mail, self._notes, self._judged, self._earlier, 1))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(content))
        self.setFixedWidth(WIDTH)

    def show_mail(self, mail: Sequence[UnregisteredMail]) -> None:
        """Mail signed for and not yet registered; one click takes it into the form."""
        clear(self._mail)
        if not mail:
            return
        card = Card(f"收件簿待登记（{len(mail)}）", padding="medium")
        for one in mail[:_MOST_MAIL]:
            words = f"{one.mail_no}　{one.sender}".strip()
            take = button(words, partial(self.mail_chosen.emit, one), kind="quiet")
            take.setToolTip(plain(words))
            room = WIDTH - _BESIDE
            take.setText(take.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room))
            take.setStyleSheet("text-align: left; padding-left: 4px;")
            take.setCursor(Qt.CursorShape.PointingHandCursor)
            card.body.addWidget(take)
            handed = "已转交" if one.handed_over else "未转交"
            card.body.addWidget(label(f"{day_words(one.signed)} 签收　{handed}", "caption"))
        self._mail.addWidget(card)

    def show_notes(self, notes: Sequence[str]) -> None:
        """Doubts about what is typed."""
        clear(self._notes)
        for note in notes:
            self._notes.addWidget(InfoBanner(note, "warning"))

    def show_earlier(self, found: Sequence[EarlierLine], name: str) -> None:
        """Earlier requests with their outcome; those that look repeated are to be judged."""
        self._ask(tuple(one.line.row.register_no for one in found if one.repeats))
        clear(self._earlier)
        card = Card("以往的申请", padding="medium")
        if not found:
            words = "填写姓名、证件号码或者内容后，这里列出同一申请人以往的申请和内容相近的申请。"
            card.body.addWidget(label(words, "muted", wrap=True))
        for one in found[:_MOST_EARLIER]:
            card.body.addLayout(_earlier(one))
        if any(one.same_person for one in found):
            history = button("该申请人的全部申请", self.history_asked.emit, symbol="open")
            history.setToolTip(plain(name))
            card.body.addWidget(history)
        self._earlier.addWidget(card)

    @property
    def repeat_of(self) -> str:
        """The 登记号 of the request that this one repeats, empty where it does not."""
        chosen = str(self.judgement.currentData() or "")
        return chosen if chosen in self._asked else ""

    @property
    def judged(self) -> Mapping[str, str]:
        """What was made of each request that looked like this one."""
        chosen = str(self.judgement.currentData() or "")
        words = chosen or _UNJUDGED
        if self.repeat_of:
            return {no: REPEATED if no == chosen else NOT_REPEATED for no in self._asked}
        return dict.fromkeys(self._asked, words)

    def _ask(self, numbers: tuple[str, ...]) -> None:
        self._judged.setVisible(bool(numbers))
        if numbers == self._asked:
            return
        self._asked = numbers
        self.judgement.clear()
        self.judgement.addItem(_UNJUDGED, "")
        self.judgement.addItem(NOT_REPEATED, NOT_REPEATED)
        for number in numbers:
            self.judgement.addItem(f"与 {number} 重复", number)


def _earlier(one: EarlierLine) -> QVBoxLayout:
    row = one.line.row
    mark = "疑似重复　" if one.repeats else "同一申请人　" if one.same_person else "内容相近　"
    received = day_words(row.view.received_date)
    head = label(f"{mark}{row.register_no}", "strong" if one.repeats else "")
    return column(
        head,
        label(f"{row.applicant}　{received}　{one.outcome}", "caption", wrap=True),
        label(row.request_text, "caption", wrap=True),
        gap="tight",
    )
