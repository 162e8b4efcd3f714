"""更正记录: who changed what and when; nothing here can be changed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QStackedLayout

from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.record_table import RecordTable
from gongkai_desktop.ui.common.table import Column, VirtualTableModel
from gongkai_desktop.ui.common.widgets import EmptyState
from gongkai_desktop.ui.ports import AmendmentLine, RequestFile
from gongkai_desktop.ui.request.section import Section


def change_words(line: AmendmentLine) -> str:
    """Before and after in one cell."""
    if not line.before and not line.after:
        return "—"
    return f"{line.before or '（空）'} → {line.after or '（空）'}"


_COLUMNS: tuple[Column[AmendmentLine], ...] = (
    Column(title="时间", text=lambda line: f"{line.when:%Y-%m-%d %H:%M}", width=136),
    Column(title="经办", text=lambda line: line.who or "—", width=76),
    Column(title="事项", text=lambda line: line.what, width=180),
    Column(title="原来 → 现在", text=change_words),
)


class AmendmentSection(Section):
    """更正记录."""

    title = "更正记录"
    topic = "request.amendments"
    short = "更正"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._lines: Sequence[AmendmentLine] = ()
        self._model = VirtualTableModel(_COLUMNS, self._find, self._fetch, self)
        self._pages = QStackedLayout()
        text = "登记以后的每次改动都会自动记在这里，不能删除。"
        self._pages.addWidget(EmptyState("edit", "还没有更正", text))
        self._pages.addWidget(RecordTable(self._model, "更正记录"))
        self.body.addLayout(self._pages, 1)

    def show_file(self, file: RequestFile) -> None:
        """Show the record."""
        super().show_file(file)
        self._lines = file.amendments
        self._model.reload()
        self._pages.setCurrentIndex(1 if file.amendments else 0)

    def _find(self, key: str, descending: bool) -> Sequence[int]:
        return range(len(self._lines))

    def _fetch(self, positions: Sequence[int]) -> Sequence[AmendmentLine]:
        return [self._lines[at] for at in positions]
