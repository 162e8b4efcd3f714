"""The levels of review, signed on paper and recorded here; then the publication (审签与发布)."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gongkai_desktop.domain.review.item import AGREE, READY, SEND_BACK, Signature
from gongkai_desktop.ui.common.forms import (
    DateField,
    FormGrid,
    choice_field,
    text_field,
    text_of,
)
from gongkai_desktop.ui.common.help import about
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


class SigningSection(QWidget):
    """Levels above, what stands in the way, the form of the level that is due."""

    signed = Signal(object)
    published = Signal(object, str, str)
    print_wanted = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        about(self, "review.signing")
        self._today = today
        self._view: ReviewView | None = None
        content = QWidget()
        self._body = QVBoxLayout(content)
        self._body.setContentsMargins(0, 0, 8, 0)
        self.setLayout(column(scrolled(content)))

    def show_view(self, view: ReviewView) -> None:
        """Show where an item stands."""
        self._view = view
        clear(self._body)
        self._body.addWidget(self._levels(view))
        for words in view.obstacles if not view.fixed else ():
            self._body.addWidget(InfoBanner(words, "warning"))
        if view.item.published:
            told = (
                f"{view.item.published.isoformat()} 由{view.item.publisher}发布　{view.item.link}"
            )
            self._body.addWidget(InfoBanner(told, "success"))
        elif view.state == READY:
            self._body.addWidget(self._publication())
        elif view.item.mark and not view.fixed:
            self._body.addWidget(self._signature(view))
        self._body.addStretch(1)

    def _levels(self, view: ReviewView) -> Card:
        card = Card(
            "审签", button("打印审核单", self.print_wanted.emit, symbol="print"), padding="medium"
        )
        due = view.item.next_level(view.levels)
        done = {one.level: one for one in view.item.signed()}
        for at, level in enumerate(view.levels.names):
            post = view.levels.posts[at] if at < len(view.levels.posts) else ""
            one = done.get(level)
            if one is not None:
                words = f"✓ {level}　{one.name}　{one.day.isoformat()}　{one.opinion}　{one.note}"
            else:
                words = f"{'▶' if level == due else '○'} {level}　{post}"
            card.body.addWidget(label(words, "strong" if level == due else ""))
        for one in view.item.signatures:
            if one.struck or one.opinion == SEND_BACK:
                trace = (one.level, one.name, one.day.isoformat(), one.opinion)
                gone = "　".join((*trace, one.struck or one.note))
                card.body.addWidget(label(f"已失效：{gone}" if one.struck else gone, "caption"))
        return card

    def _signature(self, view: ReviewView) -> Card:
        level = view.item.next_level(view.levels)
        card = Card(f"登记{level}", padding="medium")
        grid = FormGrid(columns=2)
        self.name = text_field()
        self.day = DateField(self._today, "签署日期")
        self.day.set_day(self._today)
        self.opinion = choice_field([(AGREE, AGREE), (SEND_BACK, SEND_BACK)])
        self.note = text_field()
        grid.add("签署人", self.name, required=True)
        grid.add("签署日期", self.day, required=True)
        grid.add("意见", self.opinion)
        grid.add("说明", self.note)
        card.body.addWidget(grid)

        def done() -> None:
            if grid.first_problem():
                return
            self.signed.emit(
                Signature(
                    level=level,
                    name=self.name.text().strip(),
                    day=self.day.day or self._today,
                    opinion=text_of(self.opinion),
                    note=self.note.text().strip(),
                )
            )

        self.sign_button = button("登记签名", done, kind="primary")
        card.body.addLayout(row(1, self.sign_button))
        return card

    def _publication(self) -> Card:
        card = Card("登记发布", padding="medium")
        grid = FormGrid(columns=2)
        self.out = DateField(self._today, "发布日期")
        self.out.set_day(self._today)
        self.publisher = text_field()
        self.link = text_field(placeholder="https://")
        grid.add("发布日期", self.out, required=True)
        grid.add("发布人", self.publisher, required=True)
        grid.add("链接", self.link, wide=True)
        card.body.addWidget(grid)

        def done() -> None:
            if not grid.first_problem():
                day = self.out.day or self._today
                self.published.emit(day, self.publisher.text().strip(), self.link.text().strip())

        self.publish_button = button("登记发布", done, kind="primary")
        card.body.addLayout(row(1, self.publish_button))
        return card
