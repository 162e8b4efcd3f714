"""事项与结果: each thing asked for with its legal ground, and the report row that follows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from gongkai_desktop.domain.annual.placing import summary
from gongkai_desktop.domain.law import Ground
from gongkai_desktop.domain.outcome import INSEPARABLE, SEPARATED, SEPARATION_FIELD
from gongkai_desktop.domain.request import Item, Request
from gongkai_desktop.domain.role import Right
from gongkai_desktop.ui.common.flow import wrapping
from gongkai_desktop.ui.common.forms import FieldHelp, choice_field, long_field, text_of
from gongkai_desktop.ui.common.help import told
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.widgets import (
    Card,
    InfoBanner,
    button,
    clear,
    column,
    icon_button,
    label,
    row,
    scrolled,
)
from gongkai_desktop.ui.ports import RequestFile
from gongkai_desktop.ui.request.section import Section

_GROUND_HELP = told("items.ground")
_ROW_HELP = told("items.row")
_SEPARATIONS = ("", SEPARATED, INSEPARABLE)


class ItemSection(Section):
    """事项与结果."""

    title = "事项与结果"
    topic = "request.items"
    short = "事项"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._rows: list[ItemCard] = []
        self._list = QVBoxLayout()
        content = QWidget()
        content.setLayout(column(self._list, 1))
        self._reason = InfoBanner("", "info")
        self.row = QComboBox()
        self.row.setAccessibleName("计入年报的行")
        self.row.setMinimumWidth(220)
        self.save = button("保存事项与结果", self.submit, kind="primary", right=Right.KEEP)
        add = button("增加一项", self._add, symbol="plus", right=Right.KEEP)
        words = label("计入年报", "muted")
        words.setBuddy(self.row)
        named = row(words, FieldHelp("计入年报", _ROW_HELP), self.row)
        self.body.addWidget(scrolled(content), 1)
        self.body.addWidget(self._reason)
        self.body.addLayout(wrapping(add, 1, named, self.save))
        self.placed = label("", "caption", wrap=True)
        self.body.addWidget(self.placed)

    def show_file(self, file: RequestFile) -> None:
        """Show the items as kept."""
        super().show_file(file)
        self._show_items(file.request.items or (Item(no=1, text=file.request.request_text),))
        self._propose(file.request.row)
        self.placed.setText(summary(file.placed))
        self.placed.setToolTip("\n".join(one.words for one in file.placed))

    def items(self) -> tuple[Item, ...]:
        """The items as filled in, numbered from one."""
        return tuple(one.item(number) for number, one in enumerate(self._rows, start=1))

    def card(self, number: int) -> ItemCard:
        """The card of an item, counted from one."""
        return self._rows[number - 1]

    def submit(self) -> None:
        """Keep items and row."""
        register, row_key = self.context.ports.register, str(self.row.currentData() or "")

        def answer(seen: Request | None) -> None:
            known = seen.items if seen else None
            file = register.answer_items(self.register_no, self.items(), row_key, known)
            self.changed.emit(file)

        self.context.errors.settle(self, answer, self.file.request if self.file else None)

    def _show_items(self, items: Sequence[Item]) -> None:
        clear(self._list)
        grounds = self._grounds()
        self._rows = []
        for item in items:
            card = ItemCard(item, grounds, self._articles, self._remove)
            card.changed = self._propose
            self._rows.append(card)
            self._list.addWidget(card)
        for number, card in enumerate(self._rows, start=1):
            card.set_number(number, removable=len(self._rows) > 1)

    def _grounds(self) -> Sequence[Ground]:
        return self.context.ports.law.grounds(self._today())

    def _articles(self, ground: str) -> str:
        return self.context.ports.law.articles(ground, self._today())

    def _today(self) -> date:
        return self.context.ports.desktop.facts().today

    def _propose(self, kept: str = "") -> None:
        """Offer the row that follows; where the clerk must choose, all that may be chosen."""
        proposal = self.context.ports.law.propose(self.items(), self._today())
        chosen = kept or str(self.row.currentData() or "")
        rows = {one.key: one for one in self.context.ports.law.rows()}
        keys = (proposal.row,) if proposal.row else proposal.choices
        if kept and kept not in keys:
            keys = (*keys, kept)
        self.row.clear()
        if not proposal.row:
            self.row.addItem("待定", "")
        for key in keys:
            if key:
                self.row.addItem(rows[key].full_label, key)
        at = self.row.findData(chosen)
        self.row.setCurrentIndex(max(0, at))
        self._reason.say(proposal.reason)

    def _add(self) -> None:
        self._show_items((*self.items(), Item(no=len(self._rows) + 1, text="")))
        self._propose()
        self._rows[-1].text.setFocus()

    def _remove(self, card: ItemCard) -> None:
        self._show_items([one.item(0) for one in self._rows if one is not card])
        self._propose()


class ItemCard(Card):
    """One item: its words, its ground with the articles, whether the rest can be given."""

    def __init__(
        self,
        item: Item,
        grounds: Sequence[Ground],
        articles: Callable[[str], str],
        remove: Callable[[ItemCard], object],
    ) -> None:
        super().__init__(padding="medium")
        self._item, self._articles = item, articles
        self._separable = {ground.code for ground in grounds if ground.separable}
        self.changed: Callable[[], object] = lambda: None
        self._number = label("", "strong")
        self._remove = icon_button("close", "去掉这一项", lambda: remove(self))
        self.text = long_field(item.text, lines=2)
        self.text.setAccessibleName("事项内容")
        self.ground = choice_field(
            [("待定", ""), *((one.name, one.code) for one in grounds)], item.ground
        )
        self.ground.setAccessibleName("处理依据")
        self.separation = choice_field([(one or "请选择能否区分处理", one) for one in _SEPARATIONS])
        self.separation.setCurrentIndex(
            max(0, self.separation.findData(item.fields.get(SEPARATION_FIELD, "")))
        )
        self.separation.setAccessibleName("区分处理")
        self._basis = label("", "caption", wrap=True)
        self.body.addLayout(row(self._number, 1, self._remove))
        self.body.addWidget(self.text)
        help_mark = FieldHelp("处理依据", _GROUND_HELP)
        self.body.addLayout(
            row(label("处理依据", "muted"), help_mark, self.ground, self.separation, 1)
        )
        self.body.addWidget(self._basis)
        self.ground.setMinimumWidth(280)
        self.ground.currentIndexChanged.connect(lambda _: self._moved())
        self.separation.currentIndexChanged.connect(lambda _: self.changed())
        self._show_basis()

    def set_number(self, number: int, *, removable: bool) -> None:
        """Show its place among the items."""
        self._number.setText(f"第 {number} 项")
        self._remove.setVisible(removable)

    def item(self, number: int) -> Item:
        """The item as filled in."""
        fields = dict(self._item.fields)
        code = text_of(self.ground)
        if code in self._separable and text_of(self.separation):
            fields[SEPARATION_FIELD] = text_of(self.separation)
        else:
            fields.pop(SEPARATION_FIELD, None)
        return Item(
            no=number,
            text=self.text.toPlainText().strip(),
            ground=code,
            row="" if code else self._item.row,
            fields=fields,
            id=self._item.id,
        )

    def _moved(self) -> None:
        self._show_basis()
        self.changed()

    def _show_basis(self) -> None:
        code = text_of(self.ground)
        self.separation.setVisible(code in self._separable)
        self._basis.setText(self._articles(code) if code else "")
        self._basis.setVisible(bool(code))
