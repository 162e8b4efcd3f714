"""Evidence files of one row (佐证材料): kept in the data file, taken out by a double click."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from gongkai_desktop.domain.role import Right
from gongkai_desktop.ui.common.keeping import keep_files
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.prompts import ANY
from gongkai_desktop.ui.common.widgets import button, column, label, row
from gongkai_desktop.ui.common.work import carry_out

_HEIGHT = 92


class EvidencePanel(QWidget):
    """The files of a row that is already in the ledger."""

    def __init__(self, context: Context, row_id: str) -> None:
        super().__init__()
        self._context, self._row_id = context, row_id
        self._ports = context.ports.ledgers
        self.list = QListWidget()
        self.list.setAccessibleName("佐证材料")
        self.list.setFixedHeight(_HEIGHT)
        self.list.itemActivated.connect(self._save)
        add = button("存入文件", self._choose, kind="quiet", symbol="attach", right=Right.KEEP)
        hint = label("照片、签到表、通知等，可以拖到这里；双击取出。", "caption")
        self.setLayout(
            column(row(label("佐证材料", "muted"), hint, 1, add), self.list, gap="tight")
        )
        self.setAcceptDrops(True)
        self.refresh()

    def refresh(self) -> None:
        """Read the files again."""
        self.list.clear()
        for file_id, name in self._ports.files(self._row_id):
            item = QListWidgetItem(name)
            item.setData(Qt.ItemDataRole.UserRole, file_id)
            self.list.addItem(item)

    def attach_all(self, paths: Sequence[Path]) -> None:
        """Keep copies of files."""
        keep = partial(self._ports.attach, self._row_id)
        keep_files(self._context, self, "存入佐证材料", paths, keep, self.refresh)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Accept local files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Keep what is dropped."""
        urls = [url for url in event.mimeData().urls() if url.isLocalFile()]
        self.attach_all([Path(url.toLocalFile()) for url in urls])

    def _choose(self) -> None:
        self.attach_all(self._context.prompts.open_files(self, "存入佐证材料", ANY))

    def _save(self, item: QListWidgetItem) -> None:
        path = self._context.prompts.save_file(self, "取出佐证材料", item.text(), ANY)
        if path is not None:
            file_id = str(item.data(Qt.ItemDataRole.UserRole))
            write = lambda progress: self._ports.save_file(file_id, path)  # noqa: E731
            carry_out(self._context, self, "取出佐证材料", write)
