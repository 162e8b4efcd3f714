"""What the parts of the settings share: readable width, a foot with 保存, what has moved."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gongkai_desktop.domain.role import Right
from gongkai_desktop.ui.common.page import Context
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

READABLE = 780
_MOST_MOVED = 12


def holder(*content: QWidget) -> QWidget:
    """The content, no wider than reads well, at the top of its room."""
    result = QWidget()
    for widget in content:
        widget.setMaximumWidth(READABLE)
    result.setLayout(column(*content, 1, gap="medium"))
    return result


class SettingCard(Card):
    """A part that is filled in and saved: words, the form, what came of it, 保存."""

    def __init__(
        self,
        context: Context,
        title: str,
        words: str,
        form: QWidget,
        submit: Callable[[], object],
    ) -> None:
        super().__init__(title)
        self._context = context
        self._result = QVBoxLayout()
        outcome = QWidget()
        outcome.setLayout(self._result)
        if words:
            self.body.addWidget(label(words, "muted", wrap=True))
        self.body.addWidget(scrolled(holder(form, outcome)), 1)
        self.body.addLayout(row(1, button("保存", submit, kind="primary", right=Right.MANAGE)))

    def keep(self, action: Callable[[], object]) -> bool:
        """Run the saving, errors shown in one place; says 已保存 when it went through."""
        clear(self._result)
        if not self._context.errors.guard(self, action):
            return False
        self._result.addWidget(InfoBanner("已保存", "success"))
        return True

    def show_moved(self, moved: Sequence[tuple[str, str, str]]) -> None:
        """Say which open deadlines moved."""
        words = "在办申请的期限没有变化" if not moved else f"{len(moved)} 件在办申请的期限有变化："
        self._result.addWidget(label(words, "muted"))
        for number, old, new in moved[:_MOST_MOVED]:
            self._result.addWidget(label(f"{number}：{old} → {new}"))
        if len(moved) > _MOST_MOVED:
            self._result.addWidget(label(f"其余 {len(moved) - _MOST_MOVED} 件见登记簿", "muted"))
