"""New files of the scan folder (扫描文件夹), offered where they are kept with a request."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QTimer, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget
from shiboken6 import isValid

from gongkai_desktop.domain.role import Right
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.plain import plain
from gongkai_desktop.ui.common.widgets import button, column, label, row
from gongkai_desktop.ui.common.work import carry_out
from gongkai_desktop.ui.ports.records import ScanLine

_SETTLE_MS = 1500
_ROW = 26
_MOST_SHOWN = 5


class ScanPanel(QWidget):
    """What came into the folder; ``chosen`` carries the paths to keep."""

    chosen = Signal(list)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._found: Sequence[ScanLine] = ()
        self._words = label("", "muted", wrap=True)
        self.list = QListWidget()
        self.list.setAccessibleName("扫描文件夹里的新文件")
        self.list.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.list.itemDoubleClicked.connect(lambda _: self.keep())
        self._keep = button("存入所选", self.keep, symbol="attach", right=Right.KEEP)
        self._set = button("", self._choose, kind="quiet")
        # A scanner writes for a while: the folder is read when it has come to rest.
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self.refresh)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(lambda _: self._settle.start())
        head = row(self._words, 1, self._keep, self._set)
        self.setLayout(column(head, self.list, gap="tight"))

    def refresh(self) -> None:
        """Read the folder again."""
        scans = self._context.ports.scans
        folder = scans.folder()
        self._watch(folder)
        if folder:
            self._look(folder)
        else:
            self._show(None, ())

    def _look(self, folder: Path) -> None:
        """Look into the folder; a large scan is read once to know whether it is kept already."""
        fresh = self._context.ports.scans.fresh

        def show(found: Sequence[ScanLine]) -> None:
            if isValid(self):
                self._show(folder, found)

        carry_out(self._context, self, "查看扫描文件夹", fresh, show, cancellable=True, reads=True)

    def _show(self, folder: Path | None, found: Sequence[ScanLine]) -> None:
        self._found = found
        self._set.setText("更换" if folder else "设置扫描文件夹")
        self._set.setToolTip(plain(str(folder or "扫描仪保存文件的文件夹；新文件会列在这里")))
        count = f"有 {len(self._found)} 个新文件" if self._found else "没有新文件"
        self._words.setText(f"扫描文件夹“{folder.name}”{count}" if folder else "")
        self.list.clear()
        for one in self._found:
            written = f"{one.written:%m-%d %H:%M}"
            self.list.addItem(QListWidgetItem(f"{one.path.name}　{written}"))
        self.list.setVisible(bool(self._found))
        self._keep.setVisible(bool(self._found))
        self.list.setFixedHeight(_ROW * min(len(self._found), _MOST_SHOWN) + 6)
        if self._found:
            self.list.setCurrentRow(0)

    def keep(self) -> None:
        """Hand on the files that are selected."""
        rows = sorted(index.row() for index in self.list.selectedIndexes())
        if rows:
            self.chosen.emit([self._found[at].path for at in rows])
            self.refresh()

    def _watch(self, folder: Path | None) -> None:
        watched = self._watcher.directories()
        if watched and (folder is None or str(folder) not in watched):
            self._watcher.removePaths(watched)
        if folder is not None and str(folder) not in self._watcher.directories():
            self._watcher.addPath(str(folder))

    def _choose(self) -> None:
        folder = self._context.prompts.choose_folder(self, "扫描仪保存文件的文件夹")
        if folder is None:
            return

        def take() -> None:
            self._context.ports.scans.set_folder(folder)
            self.refresh()

        self._context.errors.guard(self, take)
