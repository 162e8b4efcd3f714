"""The levels of review, signed on paper and recorded here; then the publication (审签与发布)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QVBoxLayout, QWidget

from gongkai_desktop.domain.review.item import (
    AGREE,
    READY,
    RETURNED,
    SECRECY,
    SEND_AGAIN,
    SEND_BACK,
    Signature,
)
from gongkai_desktop.domain.role import Right
from gongkai_desktop.ui.common.forms import (
    DateField,
    FormGrid,
    choice_field,
    text_field,
    text_of,
)
from gongkai_desktop.ui.common.help import about, told
from gongkai_desktop.ui.common.widgets import (
    Card,
    InfoBanner,
    button,
    clear,
    column,
    label,
    row,
    scrolled,
)
from gongkai_desktop.ui.ports.review import ReviewView

REVIEW_SHEET, SECRECY_SHEET = "审核单", "保密审查单"


class SigningSection(QWidget):
    """Levels above, what stands in the way, the form of the level that is due."""

    signed = Signal(object)
    again = Signal(str, object, str)
    published = Signal(object, str, str)
    print_wanted = Signal(str)

    def __init__(self, today: date, names: Sequence[str]) -> None:
        super().__init__()
        about(self, "review.signing")
        self._today, self._names = today, list(names)
        content = QWidget()
        self._body = QVBoxLayout(content)
        self._body.setContentsMargins(0, 0, 8, 0)
        self.setLayout(column(scrolled(content)))

    def show_view(self, view: ReviewView) -> None:
        """Show where an item stands."""
        clear(self._body)
        for words in view.obstacles if not view.fixed else ():
            self._body.addWidget(InfoBanner(words, "warning"))
        self._body.addWidget(self._levels(view))
        if view.item.published:
            words = (
                f"{view.item.published.isoformat()} 由{view.item.publisher}发布　{view.item.link}"
            )
            self._body.addWidget(InfoBanner(words, "success"))
        elif not view.fixed:
            self._show_due(view)
        self._body.addStretch(1)

    def _show_due(self, view: ReviewView) -> None:
        """The form of what is due now."""
        if view.state == RETURNED:
            self._body.addWidget(self._sending_again())
        elif view.state == READY:
            self._body.addWidget(self._publication())
        elif view.item.mark:
            self._body.addWidget(self._signature(view))
        if view.item.mark and view.levels.secrecy and view.item.signed_for_secrecy() is None:
            self._body.addWidget(self._secrecy())

    def _levels(self, view: ReviewView) -> Card:
        printers = [
            button(f"打印{name}", partial(self.print_wanted.emit, name), symbol="print")
            for name in (SECRECY_SHEET, REVIEW_SHEET)
        ]
        card = Card("审签", *printers, padding="medium")
        due = view.item.next_level(view.levels)
        done = {one.level: one for one in view.item.signed()}
        for at, level in enumerate(view.levels.names):
            post = view.levels.posts[at] if at < len(view.levels.posts) else ""
            one = done.get(level)
            waiting = f"{'▶' if level == due else '○'} {level}　{post}"
            words = _signed_words(one) if one is not None else waiting
            card.body.addWidget(label(words, "strong" if level == due else ""))
        if view.levels.secrecy:
            secret = view.item.signed_for_secrecy()
            card.body.addWidget(label(_signed_words(secret) if secret else f"○ {SECRECY}"))
        for one in view.item.signatures:
            if one.struck or one.opinion != AGREE:
                card.body.addWidget(label(_trace(one), "caption", wrap=True))
        if view.clock:
            card.body.addWidget(label(view.clock, "caption"))
        return card

    def _name_field(self) -> QLineEdit:
        field = text_field()
        field.setCompleter(QCompleter(self._names, field))
        return field

    def _signature(self, view: ReviewView) -> Card:
        level = view.item.next_level(view.levels)
        at = view.levels.names.index(level)
        proof = view.levels.proofs[at] if at < len(view.levels.proofs) else ""
        card = Card(f"登记{level}", padding="medium")
        grid = FormGrid(columns=2)
        self.name = self._name_field()
        self.day = DateField(self._today, "签署日期")
        self.day.set_day(self._today)
        self.opinion = choice_field([(AGREE, AGREE), (SEND_BACK, SEND_BACK)])
        self.note = text_field()
        self.proofreader = self._name_field()
        grid.add("签署人", self.name, required=True)
        grid.add("签署日期", self.day, required=True)
        grid.add("意见", self.opinion)
        grid.add("说明", self.note)
        if proof:
            grid.add(
                f"{proof}人",
                self.proofreader,
                hint=told("review.proofreader"),
            )
        card.body.addWidget(grid)

        def done() -> None:
            if not grid.first_problem():
                self.signed.emit(
                    Signature(
                        level=level,
                        name=self.name.text().strip(),
                        day=self.day.day or self._today,
                        opinion=text_of(self.opinion),
                        note=self.note.text().strip(),
                        proofreader=self.proofreader.text().strip(),
                    )
                )

        self.sign_button = button("登记签名", done, kind="primary", right=Right.SIGN)
        card.body.addLayout(row(1, self.sign_button))
        return card

    def _secrecy(self) -> Card:
        """The signature on the 保密审查单, on its own sheet."""
        card = Card("登记保密审查", padding="medium")
        grid = FormGrid(columns=2)
        self.secrecy_name = self._name_field()
        self.secrecy_day = DateField(self._today, "审查日期")
        self.secrecy_day.set_day(self._today)
        self.secrecy_opinion = choice_field([(AGREE, AGREE), (SEND_BACK, SEND_BACK)])
        self.secrecy_note = text_field()
        grid.add(
            "审查人",
            self.secrecy_name,
            required=True,
            hint=told("review.secrecy"),
        )
        grid.add("审查日期", self.secrecy_day, required=True)
        grid.add("意见", self.secrecy_opinion)
        grid.add("说明", self.secrecy_note)
        card.body.addWidget(grid)

        def done() -> None:
            if not grid.first_problem():
                self.signed.emit(
                    Signature(
                        level=SECRECY,
                        name=self.secrecy_name.text().strip(),
                        day=self.secrecy_day.day or self._today,
                        opinion=text_of(self.secrecy_opinion),
                        note=self.secrecy_note.text().strip(),
                    )
                )

        self.secrecy_button = button("登记保密审查", done, right=Right.KEEP)
        card.body.addLayout(row(1, self.secrecy_button))
        return card

    def _sending_again(self) -> Card:
        card = Card("重新送审", padding="medium")
        grid = FormGrid(columns=2)
        self.sent_by = self._name_field()
        self.sent = DateField(self._today, "送审日期")
        self.sent.set_day(self._today)
        self.corrected = text_field(placeholder="改了什么")
        grid.add("送审人", self.sent_by, required=True)
        grid.add("送审日期", self.sent, required=True)
        grid.add("修改情况", self.corrected, required=True, wide=True)
        card.body.addWidget(grid)

        def done() -> None:
            if not grid.first_problem():
                day = self.sent.day or self._today
                self.again.emit(self.sent_by.text().strip(), day, self.corrected.text().strip())

        self.again_button = button("重新送审", done, kind="primary", right=Right.KEEP)
        card.body.addLayout(row(1, self.again_button))
        return card

    def _publication(self) -> Card:
        card = Card("登记发布", padding="medium")
        grid = FormGrid(columns=2)
        self.out = DateField(self._today, "发布日期")
        self.out.set_day(self._today)
        self.publisher = self._name_field()
        self.link = text_field(placeholder="https://")
        grid.add("发布日期", self.out, required=True)
        grid.add("发布人", self.publisher, required=True)
        grid.add("链接", self.link, wide=True)
        card.body.addWidget(grid)

        def done() -> None:
            if not grid.first_problem():
                day = self.out.day or self._today
                self.published.emit(day, self.publisher.text().strip(), self.link.text().strip())

        self.publish_button = button("登记发布", done, kind="primary", right=Right.KEEP)
        card.body.addLayout(row(1, self.publish_button))
        return card


def _signed_words(one: Signature) -> str:
    proof = f"　校对 {one.proofreader}" if one.proofreader else ""
    parts = (f"✓ {one.level}", one.name, one.day.isoformat(), one.opinion, one.note)
    return "　".join(part for part in parts if part) + proof


def _trace(one: Signature) -> str:
    """A signature that no longer counts, a return, or what followed it."""
    act = one.opinion == SEND_AGAIN
    parts = (one.day.isoformat(), "" if act else one.level, one.name, one.opinion, one.note)
    told = "　".join(part for part in parts if part)
    return f"已失效（{one.struck}）：{told}" if one.struck else told
