"""文件: attachments kept inside the data file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedLayout

from gongkai_desktop.domain.role import Right
from gongkai_desktop.ui.common.days import day_words
from gongkai_desktop.ui.common.keeping import keep_files
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.prompts import ANY
from gongkai_desktop.ui.common.record_table import RecordTable
from gongkai_desktop.ui.common.table import Column, VirtualTableModel
from gongkai_desktop.ui.common.widgets import EmptyState, button, label, row
from gongkai_desktop.ui.common.work import carry_out
from gongkai_desktop.ui.ports import FileLine, RequestFile
from gongkai_desktop.ui.request.scans import ScanPanel
from gongkai_desktop.ui.request.section import Section


def size_words(size: int) -> str:
    """A size for people: 312 KB."""
    if size < 1024:
        return f"{size} 字节"
    if size < 1024 * 1024:
        return f"{size // 1024} KB"
    return f"{size / 1024 / 1024:.1f} MB"


_KINDS = {
    "application/pdf": "PDF",
    "image/jpeg": "JPEG 图片",
    "image/png": "PNG 图片",
    "image/tiff": "TIFF 图片",
    "image/bmp": "BMP 图片",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
    "application/msword": "Word",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel",
    "application/vnd.ms-excel": "Excel",
    "text/plain": "文本",
    "application/zip": "压缩包",
}


def kind_words(mime: str) -> str:
    """A kind of file for people: PDF; what has no name of its own is a 文件."""
    return _KINDS.get(mime, "文件" if "/" in mime else mime or "—")


_COLUMNS: tuple[Column[FileLine], ...] = (
    Column(title="名称", text=lambda file: file.name),
    Column(title="种类", text=lambda file: kind_words(file.kind), width=110),
    Column(title="大小", text=lambda file: size_words(file.size), width=84, right=True),
    Column(title="存入日期", text=lambda file: day_words(file.added), width=110),
)


class FileSection(Section):
    """文件."""

    title = "文件"
    topic = "request.files"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._files: Sequence[FileLine] = ()
        self._model = VirtualTableModel(_COLUMNS, self._find, self._fetch, self)
        self.table = RecordTable(self._model, "文件")
        self.table.opened.connect(self._save)
        add = button("存入文件", self._choose, symbol="attach", right=Right.KEEP)
        hint = "也可以把文件拖到这里。双击取出。"
        empty = EmptyState(
            "attach",
            "还没有文件",
            "申请书、信封、征求意见回函、送达凭证等扫描件存在数据文件里，随数据一起备份。也可以把文件拖到这里。",
        )
        self._pages = QStackedLayout()
        self._pages.addWidget(empty)
        self._pages.addWidget(self.table)
        self.scans = ScanPanel(context)
        self.scans.chosen.connect(self.attach_all)
        self.body.addLayout(row(add, label(hint, "caption"), 1))
        self.body.addWidget(self.scans)
        self.body.addLayout(self._pages, 1)
        self.setAcceptDrops(True)

    def show_file(self, file: RequestFile) -> None:
        """Show the files kept."""
        super().show_file(file)
        self._files = file.files
        self._model.reload()
        self._pages.setCurrentIndex(1 if file.files else 0)

    def came_to_front(self) -> None:
        """Look into the scan folder."""
        self.context.errors.guard(self, self.scans.refresh)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Accept local files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Keep what is dropped."""
        urls = [url for url in event.mimeData().urls() if url.isLocalFile()]
        self.attach_all([Path(url.toLocalFile()) for url in urls])

    def attach_all(self, paths: Sequence[Path]) -> None:
        """Keep copies of files with the request that is open."""
        number, register = self.register_no, self.context.ports.register
        keep_files(
            self.context,
            self,
            "存入文件",
            paths,
            lambda path, report: register.attach(number, path, report),
            lambda: self.changed.emit(register.open(number)),
        )

    def _choose(self) -> None:
        self.attach_all(self.context.prompts.open_files(self, "存入文件", ANY))

    def _save(self, at: int) -> None:
        file = self._files[at]
        path = self.context.prompts.save_file(self, "取出文件", file.name, ANY)
        if path is not None:
            save = self.context.ports.register.save_attachment
            carry_out(self.context, self, "取出文件", lambda progress: save(file.id, path))

    def _find(self, key: str, descending: bool) -> Sequence[int]:
        return range(len(self._files))

    def _fetch(self, positions: Sequence[int]) -> Sequence[FileLine]:
        return [self._files[at] for at in positions]
