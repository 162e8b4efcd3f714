"""界面: light, dark or high contrast, or as the system; of this computer only."""

from __future__ import annotations

from gongkai_desktop.ui.common.forms import FormGrid, choice_field
from gongkai_desktop.ui.common.layout import BEGINS, BEGINS_LAST, LAYOUT, Panes
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.record_table import RecordTable
from gongkai_desktop.ui.common.widgets import Card, button, label, row
from gongkai_desktop.ui.settings.common import holder
from gongkai_desktop.ui.style.schemes import CHOICES, CHOSEN, SYSTEM

_BEGINNINGS = (("显示工作台（默认）", ""), ("显示上次关闭时的页面", BEGINS_LAST))


class LookPart(Card):
    """The part of the settings."""

    def __init__(self, context: Context) -> None:
        super().__init__("界面")
        self._context = context
        words = "只影响本机的窗口，不影响打印。文字的大小随系统的显示缩放（100%至200%）。"
        self.scheme = choice_field(
            [(title, key) for key, title in CHOICES], context.local.text(CHOSEN, SYSTEM)
        )
        self.begins = choice_field(_BEGINNINGS, context.local.text(BEGINS))
        grid = FormGrid()
        grid.add("明暗和对比", self.scheme)
        grid.add("打开程序时", self.begins)
        forget = button("恢复默认布局", self.forget)
        forget.setToolTip("表格的列宽和排序、各处的分栏都回到原来的样子")
        self.body.addWidget(label(words, "muted", wrap=True))
        self.body.addWidget(holder(grid))
        self.body.addStretch(1)
        self.body.addLayout(row(forget, 1, button("采用", self.submit, kind="primary")))

    def submit(self) -> None:
        """Remember the choice and put it on."""
        self._context.local.keep(CHOSEN, str(self.scheme.currentData()))
        self._context.local.keep(BEGINS, str(self.begins.currentData()))
        self._context.acts.restyle()

    def forget(self) -> None:
        """Put tables and panes as they came, at once in every page that is made anew."""
        self._context.local.forget(LAYOUT)
        for table in self.window().findChildren(RecordTable):
            table.as_it_came()
        for panes in self.window().findChildren(Panes):
            panes.as_they_came()
        self._context.prompts.tell(self, "界面", "列宽、排序和分栏都恢复了默认")
