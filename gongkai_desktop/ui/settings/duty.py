"""定期任务: which duties stand on the desk, why others do not, and the days that may be moved."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gongkai_desktop.domain.role import Right
from gongkai_desktop.ui.common.forms import number_field
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.widgets import (
    Card,
    button,
    clear,
    column,
    label,
    row,
    rule,
    scrolled,
)
from gongkai_desktop.ui.ports import DutyLine
from gongkai_desktop.ui.settings.common import READABLE

_WORDS = (
    "法律规定的任务随程序提供；其他任务来自本机关的台账和导入的工作要点，并写明出处。"
    "停用要写明理由。"
)


class DutyPart(Card):
    """定期任务."""

    def __init__(self, context: Context, changed: Callable[[], object]) -> None:
        super().__init__("定期任务")
        self._context, self._changed = context, changed
        self._rows = QVBoxLayout()
        content = QWidget()
        content.setMaximumWidth(READABLE)
        content.setLayout(column(self._rows, 1))
        self.body.addWidget(label(_WORDS, "muted", wrap=True))
        self.body.addWidget(scrolled(content), 1)
        self.reload()

    def reload(self) -> None:
        """Read the duties again."""
        clear(self._rows)
        for at, one in enumerate(self._context.ports.desktop.duty_lines()):
            if at:
                self._rows.addWidget(rule())
            self._rows.addLayout(self._row(one))

    def switch_off(self, key: str, title: str) -> None:
        """Ask for the reason and take the duty off."""
        reason = self._context.prompts.ask_text(self, f"停用：{title}", "停用理由")
        if reason is not None and reason.strip():
            self._run(lambda: self._context.ports.desktop.switch_duty(key, reason))

    def _row(self, one: DutyLine) -> QVBoxLayout:
        if one.off_reason:
            switch = button("启用", lambda: self._switch_on(one.key), right=Right.MANAGE)
        else:
            switch = button(
                "停用…", lambda: self.switch_off(one.key, one.title), right=Right.MANAGE
            )
        switch.setAccessibleName(f"{switch.text()} {one.title}")
        head = row(label(one.title, wrap=True), 1, *self._day(one), switch)
        lines = [label(one.source, "caption", wrap=True)]
        if one.off_reason:
            lines.append(label(f"已停用：{one.off_reason}", "warning", wrap=True))
        return column(head, *lines, gap="tight")

    def _day(self, one: DutyLine) -> tuple[QWidget, ...]:
        if one.day is None:
            return ()
        day = number_field(1, 28, one.day, "日前", 130)
        day.setPrefix("每次 ")
        day.setAccessibleName(f"{one.title}的日期")
        move = button("更改日期", lambda: self._move(one.key, day.value()), right=Right.MANAGE)
        return day, move

    def _move(self, key: str, day: int) -> None:
        self._run(lambda: self._context.ports.desktop.move_duty(key, day))

    def _switch_on(self, key: str) -> None:
        self._run(lambda: self._context.ports.desktop.switch_duty(key, ""))

    def _run(self, action: Callable[[], object]) -> None:
        if self._context.errors.guard(self, action):
            self.reload()
            self._changed()
