"""The data file cannot be read (损坏): the latest backups, each one click from being restored."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QListWidget, QVBoxLayout, QWidget

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.ui.common.errors import ErrorDesk
from gongkai_desktop.ui.common.prompts import GKT, Prompts
from gongkai_desktop.ui.common.widgets import Card, InfoBanner, button, icon_label, label, row
from gongkai_desktop.ui.style.theme import space

_MOST = 20


class Rescue(QWidget):
    """``restored`` comes once a backup stands in the place of the damaged file.

    ``copies`` are the backups beside it, the latest first; ``restore`` puts one in place and
    returns the name under which the damaged file is kept.
    """

    restored = Signal()

    def __init__(
        self,
        trouble: UserError,
        copies: Sequence[Path],
        restore: Callable[[Path], str],
        prompts: Prompts,
        errors: ErrorDesk,
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setWindowTitle("公开台　恢复数据")
        self.setMinimumSize(QSize(620, 420))
        self._copies, self._restore = tuple(copies[:_MOST]), restore
        self._prompts, self._errors = prompts, errors
        self.list = QListWidget()
        self.list.setAccessibleName("备份")
        self.list.addItems([one.name for one in self._copies])
        self.list.setCurrentRow(0 if self._copies else -1)
        self.go = button("用选中的备份恢复", self.submit, kind="primary")
        self.go.allow("" if self._copies else "没有找到备份")
        self.list.currentRowChanged.connect(
            lambda at: self.go.allow("" if at >= 0 else "先选中一份备份")
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 24, 32, 24)
        layout.addWidget(self._card(trouble))

    def submit(self) -> None:
        """Put the chosen backup in place."""
        self._put_back(self._copies[self.list.currentRow()])

    def choose(self) -> None:
        """Another backup, from a stick or elsewhere."""
        path = self._prompts.open_file(self, "选择备份", GKT)
        if path is not None:
            self._put_back(path)

    def _put_back(self, file: Path) -> None:
        words = f"用“{file.name}”代替损坏的数据文件。损坏的文件另存一份，不会删除。"
        if not self._prompts.confirm(self, "从备份恢复", words, "恢复"):
            return
        kept: list[str] = []
        if self._errors.guard(self, lambda: kept.append(self._restore(file))):
            self._prompts.tell(self, "从备份恢复", f"已恢复。原来的文件另存为“{kept[0]}”。")
            self.restored.emit()

    def _card(self, trouble: UserError) -> Card:
        card = Card()
        card.body.setSpacing(space("medium"))
        card.body.addLayout(row(icon_label("backup", size=28), label("恢复数据", "title"), 1))
        card.body.addWidget(InfoBanner(f"{trouble.message}。", "danger"))
        words = (
            "下面是自动保存的备份，最近的在最上面。恢复后，备份以后登记的内容要补登。"
            if self._copies
            else "数据文件旁边没有找到备份。请选择 U 盘或者其他地方的备份。"
        )
        card.body.addWidget(label(words, "muted", wrap=True))
        card.body.addWidget(self.list, 1)
        other = button("选择其他备份…", self.choose, symbol="file")
        card.body.addLayout(row(other, 1, button("退出", self.close), self.go))
        return card
