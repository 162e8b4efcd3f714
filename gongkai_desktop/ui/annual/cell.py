"""What stands behind one figure: the cases it counts, and a change of it by hand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from gongkai_desktop.domain.annual.cells import SHAPE_2021, Shape
from gongkai_desktop.domain.annual.manual import is_changeable
from gongkai_desktop.domain.role import Right
from gongkai_desktop.ui.common.forms import FieldHelp
from gongkai_desktop.ui.common.help import told
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.record_table import RecordTable
from gongkai_desktop.ui.common.table import ListTableModel, VirtualTableModel
from gongkai_desktop.ui.common.widgets import Card, button, column, icon_button, label, row
from gongkai_desktop.ui.dispute.columns import dispute_columns
from gongkai_desktop.ui.ports import RegisterLine
from gongkai_desktop.ui.ports.dispute import DisputeEntry
from gongkai_desktop.ui.request.listing import REGISTER_COLUMNS

_HELP = told("annual_cell.text")


class ChangeStrip(QWidget):
    """Changes one cell by hand (手工更改): a new figure with its reason, or back to the count."""

    changed = Signal(str, str, str)
    restored = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._path = ""
        self.value = QLineEdit()
        self.value.setAccessibleName("更改为")
        self.value.setFixedWidth(80)
        self.reason = QLineEdit()
        self.reason.setAccessibleName("更改理由")
        self.reason.setPlaceholderText("理由（印在差异说明上）")
        self._save = button("手工更改", self._emit, right=Right.DECIDE)
        self._back = button(
            "恢复登记簿数", lambda: self.restored.emit(self._path), kind="quiet", right=Right.DECIDE
        )
        self.setLayout(
            row(
                label("更改为", "muted"),
                FieldHelp("手工更改", _HELP),
                self.value,
                self.reason,
                self._save,
                self._back,
            )
        )

    def show_cell(
        self, path: str, change: tuple[str, str, str] | None, shape: Shape | None
    ) -> None:
        """Show a cell of a form; ``change`` is its figure, the register's count and the reason."""
        self._path = path
        self.setVisible(is_changeable(path, shape or SHAPE_2021))
        figure, counted, reason = change or ("", "", "")
        self.value.setText(figure)
        self.reason.setText(reason)
        self._back.setVisible(change is not None)
        self._back.setText(f"恢复登记簿数 {counted}".rstrip())

    def _emit(self) -> None:
        self.changed.emit(self._path, self.value.text(), self.reason.text())


class CellView(QWidget):
    """The requests or the disputes behind one figure, and its change."""

    back = Signal()
    opened = Signal(str)
    dispute_opened = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._lines: Sequence[RegisterLine] = ()
        self._title = label("", "strong")
        self.strip = ChangeStrip()
        self._model = VirtualTableModel(
            REGISTER_COLUMNS,
            lambda key, down: range(len(self._lines)),
            lambda positions: [self._lines[at] for at in positions],
            self,
        )
        self.table = RecordTable(self._model, "所计的申请")
        self.table.opened.connect(lambda at: self.opened.emit(self._lines[at].row.register_no))
        columns = dispute_columns(context.ports.disputes.texts(), request=True)
        self._disputes = ListTableModel(columns, self)
        self.dispute_table = RecordTable(self._disputes, "所计的复议诉讼")
        self.dispute_table.opened.connect(
            lambda at: self.dispute_opened.emit(self._disputes.rows[at])
        )
        card = Card(padding="small")
        card.body.addLayout(row(icon_button("back", "返回表格", self.back.emit), self._title, 1))
        card.body.addWidget(self.strip)
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self.dispute_table, 1)
        self.setLayout(column(card))

    def show_lines(self, title: str, lines: Sequence[RegisterLine]) -> None:
        """Show the requests one figure of 表二 counts."""
        self._lines = lines
        self._model.reload()
        self._show(title, self.table, len(lines))

    def show_disputes(self, title: str, found: Sequence[DisputeEntry]) -> None:
        """Show the disputes one figure of 表三 counts."""
        self._disputes.show_rows(found)
        self._show(title, self.dispute_table, len(found))

    def _show(self, title: str, shown: RecordTable, count: int) -> None:
        self._title.setText(f"{title}（{count} 件）")
        for table in (self.table, self.dispute_table):
            table.setVisible(table is shown)
        (shown if count else self.strip.value).setFocus()
