"""What became of files taken in, every sentence of it; passwords of locked packages asked for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.widgets import Card, button, column, icon_button, label, row


class _Locks(Protocol):
    """Whoever knows which packages are locked, and what opens them."""

    def locked(self, paths: Sequence[Path]) -> Sequence[Path]: ...
    def opens(self, path: Path, password: str) -> bool: ...


def asked_passwords(
    context: Context, parent: QWidget, locks: _Locks, paths: Sequence[Path]
) -> list[str] | None:
    """The passwords of the locked packages among some files, each asked for until it fits.

    None when the user gave up; one password that opens several is asked for once.
    """
    known: list[str] = []
    for path in locks.locked(paths):
        words = f"“{path.name}”加了口令，请输入生成单位告知的口令"
        while not any(locks.opens(path, one) for one in known):
            typed = context.prompts.ask_secret(parent, "输入口令", words)
            if typed is None:
                return None
            words = f"口令不对，请重新输入“{path.name}”的口令（区分大小写）"
            if locks.opens(path, typed.strip()):
                known.append(typed.strip())
    return known


class AnswersView(QWidget):
    """Every sentence about what was taken in, to be read in peace and copied.

    What is to be approved first comes the same way: ``approved`` is its yes, ``back`` its no.
    """

    back = Signal()
    approved = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = label("", "strong")
        self.lines = QPlainTextEdit()
        self.lines.setReadOnly(True)
        self.lines.setAccessibleName("接收结果")
        self._refuse = button("不采用", self.back.emit)
        self.act = button("知道了", self._act, kind="primary")
        self._asking = False
        card = Card(padding="small")
        back = icon_button("back", "返回报送情况", self.back.emit)
        card.body.addLayout(row(back, self.title, 1))
        card.body.addWidget(self.lines, 1)
        card.body.addLayout(row(1, self._refuse, self.act))
        self.setLayout(column(card))

    def show_lines(self, title: str, lines: Sequence[str]) -> None:
        """Show sentences under a title."""
        self._show(title, lines, asking=False)

    def ask(self, title: str, lines: Sequence[str]) -> None:
        """Show what would change, all of it, to be approved or not."""
        self._show(title, lines, asking=True)

    def _show(self, title: str, lines: Sequence[str], *, asking: bool) -> None:
        self._asking = asking
        self.title.setText(title)
        self.lines.setPlainText("\n".join(lines))
        self._refuse.setVisible(asking)
        self.act.setText("采用" if asking else "知道了")

    def _act(self) -> None:
        (self.approved if self._asking else self.back).emit()
