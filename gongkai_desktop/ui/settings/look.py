"""界面: light, dark or high contrast, or as the system; of this computer only."""

from __future__ import annotations

from gongkai_desktop.ui.common.forms import FormGrid, choice_field
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.widgets import Card, button, label, row
from gongkai_desktop.ui.settings.common import holder
from gongkai_desktop.ui.style.schemes import CHOICES, CHOSEN, SYSTEM


class LookPart(Card):
    """The part of the settings."""

    def __init__(self, context: Context) -> None:
        super().__init__("界面")
        self._context = context
        words = "只影响本机的窗口，不影响打印。文字的大小随系统的显示缩放（100%至200%）。"
        self.scheme = choice_field(
            [(title, key) for key, title in CHOICES], context.local.text(CHOSEN, SYSTEM)
        )
        grid = FormGrid()
        grid.add("明暗和对比", self.scheme)
        self.body.addWidget(label(words, "muted", wrap=True))
        self.body.addWidget(holder(grid))
        self.body.addStretch(1)
        self.body.addLayout(row(1, button("采用", self.submit, kind="primary")))

    def submit(self) -> None:
        """Remember the choice and put it on."""
        self._context.local.keep(CHOSEN, str(self.scheme.currentData()))
        self._context.acts.restyle()
