"""记录: rows of the ledgers that belong to the request, its number never retyped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QTabBar, QWidget

from gongkai_desktop.domain.ledger.form import LedgerForm
from gongkai_desktop.domain.role import Right
from gongkai_desktop.ui.common.days import day_words
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.paper import save_pages
from gongkai_desktop.ui.common.record_table import RecordTable
from gongkai_desktop.ui.common.room import Stack
from gongkai_desktop.ui.common.table import Column, VirtualTableModel
from gongkai_desktop.ui.common.widgets import EmptyState, button, row
from gongkai_desktop.ui.ledger.evidence import EvidencePanel
from gongkai_desktop.ui.ledger.form import RowForm
from gongkai_desktop.ui.ports import RequestFile
from gongkai_desktop.ui.ports.ledger import LedgerLine
from gongkai_desktop.ui.ports.records import RecordGroup
from gongkai_desktop.ui.request.hand_out import HandOut
from gongkai_desktop.ui.request.section import Section

_MOST_COLUMNS = 4
_NUMBER = "request"
_ASSIGNMENTS = "assignments"


class RecordSection(Section):
    """记录: one tab for each ledger, its rows below, the form of a row over them."""

    title = "记录"
    topic = "request.records"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._groups: Sequence[RecordGroup] = ()
        self._read_for: RequestFile | None = None
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("记录的种类")
        self.tabs.setExpanding(False)
        self.tabs.currentChanged.connect(lambda _: self._show_group())
        self.views = Stack()
        self._add = button("登记一条", lambda: self.open_row(), symbol="plus", right=Right.KEEP)
        self._print = button("", lambda: self._save_slip(), symbol="print")
        self._hand_out = button(
            "发给科室、收回反馈", self.hand_out, symbol="mail", right=Right.KEEP
        )
        self.body.addWidget(self.tabs)
        self.body.addLayout(row(1, self._hand_out, self._print, self._add))
        self.body.addWidget(self.views, 1)

    def show_file(self, file: RequestFile) -> None:
        """Show a request; its records are read when they are looked at."""
        super().show_file(file)
        if self.isVisible():
            self.reload()

    def came_to_front(self) -> None:
        """Read the records of the request shown."""
        if self._read_for is not self.file:
            self.reload()

    def reload(self) -> None:
        """Read the records again and show the same ledger."""
        at = max(0, self.tabs.currentIndex())
        self._read_for = self.file
        self._groups = self.context.ports.records.groups(self.register_no)
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for one in self._groups:
            count = f" {len(one.lines)}" if one.lines else ""
            self.tabs.addTab(f"{one.form.title}{count}")
        self.tabs.setCurrentIndex(min(at, len(self._groups) - 1))
        self.tabs.blockSignals(False)
        self._show_group()

    def begin(self, ledger: str) -> None:
        """Open the form of a new row of a ledger."""
        self.came_to_front()
        keys = [one.form.key for one in self._groups]
        self.tabs.setCurrentIndex(keys.index(ledger))
        self.open_row()

    def open_row(self, line: LedgerLine | None = None) -> None:
        """The form of a row, or of a new one with what the request already says."""
        group = self._group
        if group is None:
            return
        records, key = self.context.ports.records, group.form.key
        cells = line.cells if line else records.blank(self.register_no, key)
        form = RowForm(
            group.form,
            cells,
            line.no if line else "",
            line.lines if line else {},
            EvidencePanel(self.context, line.id) if line else None,
        )
        row_id = line.id if line else ""
        form.saved.connect(lambda words: self._save(key, words, line))
        form.struck.connect(lambda: self._strike(row_id))
        form.closed.connect(self._show_group)
        self._put(form)

    def hand_out(self) -> None:
        """The steps of giving the request to a section and taking its opinion back."""
        view = HandOut(self.context, self.register_no)
        view.closed.connect(self._tell_changed)
        self._put(view)

    @property
    def _group(self) -> RecordGroup | None:
        at = self.tabs.currentIndex()
        return self._groups[at] if 0 <= at < len(self._groups) else None

    def _show_group(self) -> None:
        group = self._group
        if group is None:
            return
        self._hand_out.setVisible(group.form.key == _ASSIGNMENTS)
        self._print.setText(f"打印{group.slip}")
        self._print.setVisible(bool(group.slip))
        if not group.lines:
            self._put(EmptyState("ledger", f"还没有{group.form.title}", group.form.purpose))
            return
        lines = group.lines
        model: VirtualTableModel[LedgerLine] = VirtualTableModel(
            _columns(group.form),
            lambda key, descending: range(len(lines)),
            lambda positions: [lines[at] for at in positions],
            self,
        )
        self.table = RecordTable(model, group.form.title)
        model.reload()
        self.table.opened.connect(lambda at: self.open_row(lines[at]))
        self._put(self.table)

    def _put(self, view: QWidget) -> None:
        while (old := self.views.widget(0)) is not None:
            self.views.removeWidget(old)
            old.deleteLater()
        self.views.addWidget(view)

    def _save(self, key: str, words: Mapping[str, str], line: LedgerLine | None) -> None:
        records, number = self.context.ports.records, self.register_no
        row_id = line.id if line else ""

        def save(seen: Mapping[str, Any] | None) -> None:
            doubts = records.save(number, key, row_id, words, seen)
            self._tell_changed()
            if doubts:
                self.context.prompts.tell(self, "已保存，请留意", "\n".join(doubts))

        self.context.errors.settle(self, save, line.kept if line else None)

    def _strike(self, row_id: str) -> None:
        reason = self.context.prompts.ask_text(self, "作废记录", "作废理由")
        if reason is None:
            return

        def void() -> None:
            self.context.ports.ledgers.void(row_id, reason)
            self._tell_changed()

        self._guard(void)

    def _tell_changed(self) -> None:
        self.changed.emit(self.context.ports.register.open(self.register_no))
        self.reload()

    def _save_slip(self) -> None:
        group = self._group
        if group is None:
            return
        name = f"{group.slip}-{self.register_no}.pdf"
        last = group.lines[-1].id if group.lines else ""
        slip, number, key = self.context.ports.records.slip, self.register_no, group.form.key
        save_pages(self.context, self, f"打印{group.slip}", name, lambda: slip(number, key, last))

    def _guard(self, action: object) -> None:
        self.context.errors.guard(self, action)  # type: ignore[arg-type]


def _columns(form: LedgerForm) -> tuple[Column[LedgerLine], ...]:
    """The ledger's own columns but for the 登记号, which is the same in every row."""
    shown = [one for one in form.columns if one.width and one.key != _NUMBER][:_MOST_COLUMNS]
    dates = {limit.column for limit in form.limits}
    limited = bool(form.limits) and not dates & {one.key for one in shown}
    due = Column[LedgerLine](
        title="时限", text=lambda line: day_words(line.due) if line.due else "—", width=100
    )
    return (
        *(
            Column(
                title=one.title,
                text=lambda line, key=one.key: line.cells.get(key, ""),  # type: ignore[misc]
                width=0 if one.key == form.title_column else one.width,
            )
            for one in shown
        ),
        *((due,) if limited else ()),
        Column(title="状态", text=lambda line: line.status, width=100),
    )
