"""One applicant's requests (申请人申请情况): counts by period, outcomes, the annex."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gongkai_desktop.domain.frequency import PeriodCount
from gongkai_desktop.ui.common.days import day_words
from gongkai_desktop.ui.common.help import about
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.paper import save_pages
from gongkai_desktop.ui.common.record_table import RecordTable
from gongkai_desktop.ui.common.table import Column, VirtualTableModel
from gongkai_desktop.ui.common.widgets import Card, button, column, icon_button, label, row
from gongkai_desktop.ui.ports import RegisterLine
from gongkai_desktop.ui.ports.arrivals import ApplicantCard

Line = tuple[RegisterLine, str]

_COLUMNS: tuple[Column[Line], ...] = (
    Column(title="登记号", text=lambda line: line[0].row.register_no, width=90),
    Column(
        title="收到日期", text=lambda line: day_words(line[0].row.view.received_date), width=104
    ),
    Column(title="申请内容", text=lambda line: line[0].row.request_text),
    Column(title="办理结果", text=lambda line: line[1], width=220),
    Column(title="办结日期", text=lambda line: day_words(line[0].row.view.decided_date), width=104),
)


class ApplicantView(QWidget):
    """The history of one applicant; ``opened`` carries a 登记号."""

    closed = Signal()
    opened = Signal(str)

    def __init__(self, context: Context, name: str, id_no: str) -> None:
        super().__init__()
        about(self, "request.applicant")
        self._context, self._name, self._id_no = context, name, id_no
        self.card = context.ports.arrivals.applicant(name, id_no)
        self._model = VirtualTableModel(_COLUMNS, self._find, self._fetch, self)
        self.table = RecordTable(self._model, "申请清单")
        self.table.opened.connect(
            lambda at: self.opened.emit(self.card.lines[at][0].row.register_no)
        )
        head = row(
            icon_button("back", "返回", self.closed.emit),
            label(f"{name}的申请", "strong"),
            1,
            button("打印统计表", self._print, symbol="print"),
        )
        counts = Card(padding="medium")
        for title, text in _facts(self.card):
            counts.body.addLayout(row(label(title, "muted"), label(text, wrap=True), 1))
        words = "数量、频次是否明显超过合理范围由本机关判断；可以要求说明理由的，见条例第三十五条。"
        counts.body.addWidget(label(words, "caption", wrap=True))
        listed = Card(padding="small")
        listed.body.addWidget(self.table)
        self.setLayout(column(head, counts, listed, gap="medium"))
        self._model.reload()

    def _print(self) -> None:
        name = f"{self._name}申请情况统计表.pdf"
        sheet = self._context.ports.arrivals.applicant_sheet
        make = lambda: sheet(self._name, self._id_no)  # noqa: E731
        save_pages(self._context, self, "打印统计表", name, make)

    def _find(self, key: str, descending: bool) -> Sequence[int]:
        return range(len(self.card.lines))

    def _fetch(self, positions: Sequence[int]) -> Sequence[Line]:
        return [self.card.lines[at] for at in positions]


def _facts(card: ApplicantCard) -> list[tuple[str, str]]:
    counts = card.frequency
    span = f"，{day_words(counts.first)} 至 {day_words(counts.last)}" if counts.first else ""
    return [
        ("合计", f"{counts.requests} 件，{counts.items} 项{span}"),
        ("分年", _words(counts.years)),
        ("近一年分月", _words(counts.months)),
    ]


def _words(counts: Sequence[PeriodCount]) -> str:
    return "　".join(f"{one.title} {one.requests} 件" for one in counts) or "没有"
