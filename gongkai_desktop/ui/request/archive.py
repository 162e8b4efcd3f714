"""归档: what the file must hold and what is missing; evidence bundle, bound file, closing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from gongkai_desktop.domain.paper import Checked, Need
from gongkai_desktop.domain.progress import Report
from gongkai_desktop.domain.role import Right
from gongkai_desktop.ui.common.badge import Shape, Tone
from gongkai_desktop.ui.common.days import day_words
from gongkai_desktop.ui.common.forms import DateField, FormGrid, text_field
from gongkai_desktop.ui.common.help import told
from gongkai_desktop.ui.common.keeping import keep_files
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.prompts import ANY
from gongkai_desktop.ui.common.record_table import RecordTable
from gongkai_desktop.ui.common.table import Column, ListTableModel
from gongkai_desktop.ui.common.tasks import Progress
from gongkai_desktop.ui.common.widgets import button, column, label, row, scrolled
from gongkai_desktop.ui.ports import RequestFile
from gongkai_desktop.ui.ports.papers import PaperShelf
from gongkai_desktop.ui.request.section import Section

_THERE: Tone = ("success", Shape.TICK)
_MISSING: Tone = ("warning", Shape.TRIANGLE)
_MOST_TOLD = 14
_SIDE = 236

_COLUMNS: tuple[Column[Checked], ...] = (
    Column(
        title="卷内应有",
        text=lambda one: one.need.text,
        tip=lambda one: _tip(one.need),
    ),
    Column(
        title="状态",
        text=lambda one: "已有" if one.met_by else "缺",
        tone=lambda one: _THERE if one.met_by else _MISSING,
        width=80,
    ),
    Column(title="是哪份材料", text=lambda one: "、".join(one.met_by) or "双击存入", width=170),
)

_RETENTION = told("archive.retention")
_Binder = Callable[[str, Path, Report], Sequence[str]]


def _tip(need: Need) -> str:
    return f"{need.text}\n{need.source}要求" if need.source else need.text


class ArchiveSection(Section):
    """归档."""

    title = "归档"
    topic = "request.archive"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._ports = context.ports.papers
        self._shelf = PaperShelf(needs=())
        self._model = ListTableModel(_COLUMNS, self)
        self.table = RecordTable(self._model, "卷内应有的材料")
        self.table.opened.connect(lambda at: self._put(self._shelf.needs[at].need.text))
        self.state = label("", "strong")
        today = context.ports.desktop.facts().today
        self.day = DateField(today, "归档日期")
        self.file_no, self.retention = text_field("", "如 WS·2026-G-011"), text_field("", "如 10年")
        self.reason = text_field("", "如 纸质原件另存档案室")
        self.grid = FormGrid()
        self._close = button("归档", self.close_file, kind="primary", right=Right.KEEP)
        self._assemble()

    def show_file(self, file: RequestFile) -> None:
        """Another request: read its papers when they are looked at."""
        super().show_file(file)
        if self.isVisible():
            self.came_to_front()

    def came_to_front(self) -> None:
        """Read what is there and what is missing."""
        if self.register_no:
            self.context.errors.guard(self, self._read)

    def close_file(self) -> None:
        """Close the file; with papers missing the reason is needed."""
        if self.grid.first_problem() or self.day.day is None:
            return
        number, day = self.register_no, self.day.day
        if self.context.errors.guard(
            self,
            lambda: self._ports.close(
                number,
                day,
                file_no=self.file_no.text().strip(),
                retention=self.retention.text().strip(),
                reason=self.reason.text().strip(),
            ),
        ):
            self._changed()

    def make_bundle(self) -> None:
        """The evidence bundle in a folder the user names."""
        self._bind("生成证据材料", self._ports.bundle)

    def make_file(self) -> None:
        """The bound file in a folder the user names."""
        self._bind("装订案卷", self._ports.bind)

    def _read(self) -> None:
        shelf = self._shelf = self._ports.shelf(self.register_no)
        self._model.show_rows(shelf.needs)
        missing = f"，还缺 {shelf.missing} 种" if shelf.missing else "，齐全"
        closed = f"已于 {day_words(shelf.archived)} 归档　" if shelf.archived else ""
        self.state.setText(f"{closed}应有 {len(shelf.needs)} 种材料{missing}")
        self.day.set_day(shelf.archived or self.context.ports.desktop.facts().today)
        self.file_no.setText(shelf.file_no)
        self.retention.setText(shelf.retention)
        self.reason.setText(shelf.reason)
        self.grid.show_field(self.reason, bool(shelf.missing))
        self._close.setText("更改归档信息" if shelf.archived else "归档")

    def _put(self, wanted: str) -> None:
        path = self.context.prompts.open_file(self, f"存入：{wanted}", ANY)
        if path is None:
            return
        number = self.register_no

        def keep(one: Path, report: Report) -> str:
            self._ports.put(number, one, wanted, report)
            return ""

        keep_files(self.context, self, "存入卷内材料", [path], keep, self._changed)

    def _bind(self, title: str, bind: _Binder) -> None:
        folder = self.context.prompts.choose_folder(self, title)
        if folder is None:
            return
        number = self.register_no

        def work(progress: Progress) -> Sequence[str]:
            return bind(number, folder, progress)

        task = self.context.tasks.write(work, title)
        task.done.connect(lambda lines: self._tell(title, lines))
        task.failed.connect(lambda error: self.context.errors.show(self, error))

    def _tell(self, title: str, lines: Sequence[str]) -> None:
        told = list(lines[:_MOST_TOLD])
        if len(lines) > _MOST_TOLD:
            told.append(f"另有 {len(lines) - _MOST_TOLD} 条")
        self.context.prompts.tell(self, title, "\n".join(told))

    def _changed(self) -> None:
        self.changed.emit(self.context.ports.register.open(self.register_no))

    def _assemble(self) -> None:
        evidence = button("生成证据材料", self.make_bundle, symbol="dispute", right=Right.FULL)
        bound = button("装订案卷", self.make_file, symbol="archive", right=Right.FULL)
        self.grid.add("归档日期", self.day, required=True)
        self.grid.add("档号", self.file_no)
        self.grid.add("保管期限", self.retention, hint=_RETENTION)
        self.grid.add("缺少材料的原因", self.reason, required=True)
        side = QWidget()
        side.setFixedWidth(_SIDE)
        fields = QWidget()
        fields.setLayout(column(self.grid, 1))
        side.setLayout(column(scrolled(fields), row(1, self._close)))
        self.body.addLayout(row(self.state, 1, evidence, bound))
        self.body.addLayout(row(self.table, side, gap="large"), 1)
