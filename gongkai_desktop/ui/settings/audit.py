"""审计: every entry, what one of them changed, the list as a workbook, its end on paper."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt

from gongkai_desktop.domain.audit import AuditEntry
from gongkai_desktop.ui.common.forms import DateField
from gongkai_desktop.ui.common.layout import Panes
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.paper import save_pages
from gongkai_desktop.ui.common.prompts import XLSX
from gongkai_desktop.ui.common.record_table import RecordTable
from gongkai_desktop.ui.common.search import SearchBox
from gongkai_desktop.ui.common.table import Column, ListTableModel, VirtualTableModel
from gongkai_desktop.ui.common.widgets import Card, button, label, row
from gongkai_desktop.ui.common.work import carry_out
from gongkai_desktop.ui.ports.audit import AuditFilter, FieldLine

_WORDS = (
    "每次写入、导出、打印和查看完整个人信息都记一条，逐条相连，不能修改和删除。"
    "证件号码和联系方式在这里只显示一部分。"
)
_ENTRIES: tuple[Column[AuditEntry], ...] = (
    Column(title="序号", text=lambda one: str(one.seq), width=64, right=True),
    Column(title="时间", text=lambda one: one.at.replace("T", " "), width=160),
    Column(title="经办人", text=lambda one: one.operator, width=96),
    Column(title="操作", text=lambda one: one.use_case),
    Column(title="改动行数", text=lambda one: str(one.rows), width=84, right=True, gives_way=1),
)
_FIELDS: tuple[Column[FieldLine], ...] = (
    Column(title="记录", text=lambda one: one.place, width=150, gives_way=1),
    Column(title="项目", text=lambda one: one.field, width=104),
    Column(title="改动前", text=lambda one: one.before or "—"),
    Column(title="改动后", text=lambda one: one.after),
)


class AuditPart(Card):
    """审计."""

    def __init__(self, context: Context) -> None:
        super().__init__("审计")
        self._context, self._audits = context, context.ports.audits
        today = context.ports.desktop.facts().today
        self.search = SearchBox("查找经办人、操作", "查找审计")
        self.search.setMinimumWidth(160)
        self.search.setMaximumWidth(220)
        self.first, self.last = DateField(today, "起始日期"), DateField(today, "截止日期")
        self._count = label("", "muted")
        self.model = VirtualTableModel(_ENTRIES, self._find, self._audits.entries, self)
        self.table = RecordTable(self.model, "审计")
        self.fields = ListTableModel(_FIELDS, self)
        self._assemble()
        self.search.searched.connect(lambda _: self.reload())
        for field in (self.first, self.last):
            field.editingFinished.connect(self.reload)
        self.model.counted.connect(lambda count: self._count.setText(f"共 {count} 条"))
        self.table.selectionModel().currentRowChanged.connect(
            lambda at, _: self.show_entry(at.row())
        )
        self.reload()

    @property
    def wanted(self) -> AuditFilter:
        """What is filtered by now."""
        words = self.search.text().strip()
        return AuditFilter(words=words, first=self.first.day, last=self.last.day)

    def reload(self) -> None:
        """Read the entries again and open the latest."""
        self._context.errors.guard(self, self.model.reload)
        self.fields.show_rows(())
        if self.model.rowCount():
            self.table.selectRow(0)

    def show_entry(self, at: int) -> None:
        """Show what one entry changed."""
        if 0 <= at < self.model.rowCount():
            number = self.model.record(at).seq
            show = lambda: self.fields.show_rows(self._audits.changes(number))  # noqa: E731
            self._context.errors.guard(self, show)

    def export(self) -> None:
        """Write the entries shown as a workbook."""
        path = self._context.prompts.save_file(self, "导出审计", "审计.xlsx", XLSX)
        if path is None:
            return
        wanted = self.wanted
        write = lambda progress: self._audits.export(path, wanted, progress)  # noqa: E731
        carry_out(self._context, self, "导出审计", write, self._exported, cancellable=True)

    def _exported(self, count: object) -> None:
        self._context.prompts.tell(self, "导出审计", f"已导出 {count} 条")
        self.reload()

    def print_head(self) -> None:
        """The end of the chain on paper."""
        save_pages(self._context, self, "打印审计末条", "审计末条.pdf", self._audits.head_sheet)

    def _assemble(self) -> None:
        export = button("导出为表格…", self.export, symbol="export")
        head = button("打印末条…", self.print_head, symbol="print")
        head.setToolTip("打印最后一条的序号和校验值，存放在计算机之外，以后据此核对")
        for field in (self.first, self.last):
            field.setFixedWidth(150)
        self.body.addWidget(label(_WORDS, "muted", wrap=True))
        days = (self.first, label("至", "muted"), self.last)
        self.body.addLayout(row(self.search, 1, *days))
        self.body.addLayout(row(self._count, 1, export, head))
        changed = RecordTable(self.fields, "这一条改动的内容", empty="选中一条，看它改动了什么")
        panes = Panes("审计", self.table, changed, shares=(2, 1), way=Qt.Orientation.Vertical)
        self.body.addWidget(panes, 1)

    def _find(self, key: str, descending: bool) -> Sequence[int]:
        return self._audits.numbers(self.wanted)
