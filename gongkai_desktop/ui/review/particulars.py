"""What an item is called and where it goes (待发布信息的登记内容)."""

from __future__ import annotations

from datetime import date

import attrs
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gongkai_desktop.domain.review.checklist import Checklist
from gongkai_desktop.domain.review.item import ReviewItem
from gongkai_desktop.domain.role import Right
from gongkai_desktop.ui.common.forms import (
    DateField,
    FormGrid,
    choice_field,
    text_field,
    text_of,
)
from gongkai_desktop.ui.common.help import about, told
from gongkai_desktop.ui.common.widgets import Card, button, column, row, scrolled

_ATTRIBUTES = ("主动公开", "依申请公开", "不予公开")


class ReviewParticulars(QWidget):
    """The form of a new item, and of one that is open."""

    saved = Signal(object)

    def __init__(self, checklist: Checklist, today: date) -> None:
        super().__init__()
        about(self, "review.particulars")
        self._item = ReviewItem(title="")
        self.title = text_field()
        self.responsible = text_field()
        self.kind = choice_field([(one, one) for one in checklist.kinds])
        self.channel = choice_field([(one, one) for one in checklist.channels])
        self.column = text_field()
        self.source = choice_field([(one, one) for one in checklist.sources])
        self.origin = text_field()
        self.document_no = text_field()
        self.attribute = choice_field([(one, one) for one in _ATTRIBUTES])
        self.basis = text_field()
        self.formed = DateField(today, "形成日期")
        self.planned = DateField(today, "拟发布日期")
        self.save_button = button("保存", self._save, kind="primary", right=Right.KEEP)
        self._grid = self._make_grid()
        card = Card(padding="large")
        card.body.addWidget(self._grid)
        content = QWidget()
        content.setLayout(column(card, 1))
        self.setLayout(column(scrolled(content), row(1, self.save_button)))

    def _make_grid(self) -> FormGrid:
        grid = FormGrid(columns=2)
        grid.add("标题", self.title, required=True, wide=True)
        grid.add(
            "发布责任人",
            self.responsible,
            required=True,
            hint=told("review.responsible"),
        )
        grid.add("类型", self.kind)
        grid.add("公开渠道", self.channel)
        grid.add("栏目", self.column)
        grid.add("来源", self.source, hint=told("review.source"))
        grid.add("转载出处或者来文单位", self.origin)
        grid.add("文号", self.document_no)
        grid.add("公开属性", self.attribute, hint=told("review.attribute"))
        grid.add("依据", self.basis, hint=told("review.basis"))
        grid.add(
            "形成日期",
            self.formed,
            hint=told("review.formed"),
        )
        grid.add(
            "拟发布日期",
            self.planned,
            hint=told("review.planned"),
        )
        return grid

    def show_item(self, item: ReviewItem, *, fixed: bool = False) -> None:
        """Fill the form."""
        self._item = item
        for name in ("title", "responsible", "column", "origin", "document_no", "basis"):
            getattr(self, name).setText(getattr(item, name))
        for name in ("kind", "channel", "source", "attribute"):
            field = getattr(self, name)
            field.setCurrentIndex(max(0, field.findData(getattr(item, name))))
        self.formed.set_day(item.formed)
        self.planned.set_day(item.planned)
        self.setEnabled(not fixed)
        self.title.setFocus()

    def _save(self) -> None:
        if self._grid.first_problem():
            return
        self.saved.emit(
            attrs.evolve(
                self._item,
                title=self.title.text().strip(),
                responsible=self.responsible.text().strip(),
                kind=text_of(self.kind),
                channel=text_of(self.channel),
                column=self.column.text().strip(),
                source=text_of(self.source),
                origin=self.origin.text().strip(),
                document_no=self.document_no.text().strip(),
                attribute=text_of(self.attribute),
                basis=self.basis.text().strip(),
                formed=self.formed.day,
                planned=self.planned.day,
            )
        )
