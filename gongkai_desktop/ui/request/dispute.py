"""复议诉讼 of one request: those recorded; each opens in the place 复议诉讼."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedLayout

from gongkai_desktop.domain.role import Right
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.record_table import RecordTable
from gongkai_desktop.ui.common.table import ListTableModel
from gongkai_desktop.ui.common.widgets import EmptyState, button, row
from gongkai_desktop.ui.dispute.columns import dispute_columns
from gongkai_desktop.ui.ports import RequestFile
from gongkai_desktop.ui.request.section import Section

_PLACE = "dispute"


class DisputeSection(Section):
    """复议诉讼."""

    title = "复议诉讼"
    topic = "request.dispute"
    short = "争议"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        columns = dispute_columns(context.ports.disputes.texts(), request=False)
        self._model = ListTableModel(columns, self)
        self.table = RecordTable(self._model, "本件的复议诉讼")
        self.table.opened.connect(
            lambda at: self.go.emit(_PLACE, (self._model.rows[at], self.register_no))
        )
        words = "申请人对答复不服，申请行政复议或者提起诉讼的，收到副本后登记在这里。"
        self._pages = QStackedLayout()
        self._pages.addWidget(EmptyState("dispute", "没有复议诉讼", words))
        self._pages.addWidget(self.table)
        self.body.addLayout(
            row(button("登记复议诉讼", self.begin, symbol="plus", right=Right.KEEP), 1)
        )
        self.body.addLayout(self._pages, 1)

    def show_file(self, file: RequestFile) -> None:
        """Show the disputes of a request, struck ones too."""
        super().show_file(file)
        found = self.context.ports.disputes.of_request(file.request.id)
        self._model.show_rows(found)
        self._pages.setCurrentIndex(1 if found else 0)

    def begin(self) -> None:
        """The form of a new dispute over this request."""
        self.go.emit(_PLACE, self.register_no)
