"""考核自评: a year's indicators with points, reasons and what proves them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from gongkai_desktop.domain.annual.number import shown
from gongkai_desktop.domain.scoring import Scored, ScoreSheet
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.paper import save_pages
from gongkai_desktop.ui.common.record_table import RecordTable
from gongkai_desktop.ui.common.table import Column, VirtualTableModel
from gongkai_desktop.ui.common.widgets import Card, button, column, icon_button, label, row
from gongkai_desktop.ui.common.work import carry_out

_COLUMNS: tuple[Column[Scored], ...] = (
    Column(title="类别", text=lambda one: one.indicator.group, width=110),
    Column(title="指标", text=lambda one: one.indicator.title),
    Column(title="满分", text=lambda one: shown(one.indicator.full), width=60, right=True),
    Column(
        title="自评",
        text=lambda one: "待评" if one.score is None else shown(one.score),
        width=64,
        right=True,
    ),
    Column(title="依据", text=lambda one: one.why, width=230),
    Column(title="佐证", text=lambda one: f"{one.pieces} 份" if one.pieces else "—", width=64),
)


class ScoringView(QWidget):
    """The scoring table of a year; opening a line scores it by hand."""

    back = Signal()
    editing = Signal()
    data_changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._ports = context.ports.statistics
        self._sheet: ScoreSheet | None = None
        self.year = QComboBox()
        self.year.setAccessibleName("自评年度")
        self.year.currentIndexChanged.connect(lambda _: self.refresh())
        self.total = label("", "strong")
        self._model = VirtualTableModel(
            _COLUMNS,
            lambda key, down: range(len(self._lines())),
            lambda positions: [self._lines()[at] for at in positions],
            self,
        )
        self.table = RecordTable(self._model, "自评指标")
        self.table.opened.connect(self._give)
        self._source = label("", "caption", wrap=True)
        card = Card(padding="small")
        card.body.addLayout(
            row(
                icon_button("back", "返回统计报表", self.back.emit),
                label("考核自评", "heading"),
                self.year,
                self.total,
                1,
                button("修改评分表", self.editing.emit, kind="quiet"),
                button("打印自评表", self._print, symbol="print"),
                button("导出佐证材料", self._export, symbol="export", kind="primary"),
            )
        )
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self._source)
        self.setLayout(column(card))

    def open(self, years: list[int], year: int) -> None:
        """Show the years that can be scored, one chosen."""
        self.year.blockSignals(True)
        self.year.clear()
        for one in years:
            self.year.addItem(f"{one}年", one)
        self.year.setCurrentIndex(max(0, self.year.findData(year)))
        self.year.blockSignals(False)
        self.refresh()

    def refresh(self) -> None:
        """Work the scores out again."""
        year = self.year.currentData()
        if year is None:
            return
        self._sheet = sheet = self._ports.score(year)
        self._model.reload()
        waiting = f"　{sheet.open} 项待评" if sheet.open else ""
        self.total.setText(f"自评 {shown(sheet.total)} / {shown(sheet.full)} 分{waiting}")
        unsure = (
            ""
            if sheet.table.confirmed
            else "　分值和扣分办法各地不同，请点“修改评分表”改成本地的。"
        )
        self._source.setText(f"双击一项打分；{sheet.table.source}{unsure}")

    def _lines(self) -> tuple[Scored, ...]:
        return self._sheet.lines if self._sheet else ()

    def _give(self, at: int) -> None:
        one = self._lines()[at]
        prompts, full = self._context.prompts, shown(one.indicator.full)
        asked = f"得分（满分{full}，留空恢复）"
        if one.indicator.standard:
            asked = f"{one.indicator.standard}\n{asked}"
        score = prompts.ask_text(self, one.indicator.title, asked)
        if score is None:
            return
        why = ""
        if score.strip():
            why = prompts.ask_text(self, one.indicator.title, "自评依据") or ""
        year, key = self.year.currentData(), one.indicator.key
        if self._context.errors.guard(self, lambda: self._ports.give_score(year, key, score, why)):
            self.refresh()
            self.data_changed.emit()

    def _print(self) -> None:
        year = self.year.currentData()
        name = f"{year}年政务公开考核自评表.pdf"
        save_pages(self._context, self, "打印自评表", name, lambda: self._ports.score_page(year))

    def _export(self) -> None:
        folder = self._context.prompts.choose_folder(self, "佐证材料放在哪个文件夹")
        if folder is None:
            return
        year, title = self.year.currentData(), "导出佐证材料"

        def told(files: int) -> None:
            words = f"{files}份材料按指标分放，目录在“目录.xlsx”。"
            self._context.prompts.tell(self, "已导出佐证材料", words)

        write = lambda progress: self._ports.evidence(year, folder, progress)  # noqa: E731
        carry_out(self._context, self, title, write, told, cancellable=True)
