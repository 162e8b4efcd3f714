"""统计报表 in the place 年度报告与统计: month and quarter forms, counted, entered, written out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gongkai_desktop.domain.statistics import Statistics, StatisticsRow
from gongkai_desktop.ui.common.flow import wrapping
from gongkai_desktop.ui.common.forms import choice_field, text_of
from gongkai_desktop.ui.common.help import about
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.paper import OtherForm, save_pages
from gongkai_desktop.ui.common.prompts import XLSX
from gongkai_desktop.ui.common.record_table import RecordTable
from gongkai_desktop.ui.common.table import Column, VirtualTableModel
from gongkai_desktop.ui.common.widgets import Card, button, column, icon_button, label
from gongkai_desktop.ui.common.work import carry_out


class StatisticsView(QWidget):
    """One form for one period; a figure by hand is entered by opening its line."""

    back = Signal()
    scoring = Signal()
    data_changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        about(self, "annual.statistics")
        self._context = context
        self._ports = context.ports.statistics
        self._made: Statistics | None = None
        self.form = choice_field([(title, key) for key, title in self._ports.forms()])
        self.form.setAccessibleName("统计表")
        self.period = choice_field([])
        self.period.setAccessibleName("期间")
        self.period.setMinimumWidth(116)
        self.form.currentIndexChanged.connect(lambda _: self._guard(self._choose_form))
        self.period.currentIndexChanged.connect(lambda _: self._guard(self.refresh))
        self.about = label("", "muted")
        self._holder = Card(padding="small")
        self.table: RecordTable | None = None
        self._assemble()

    def _assemble(self) -> None:
        self._holder.body.addLayout(
            wrapping(
                icon_button("back", "返回年报", self.back.emit),
                label("统计报表", "heading"),
                self.form,
                self.period,
                self.about,
                1,
                button("考核自评", self.scoring.emit, kind="quiet"),
                button("打印", self._print, symbol="print"),
                button("导出表格", self._export, symbol="export", kind="primary"),
            )
        )
        hint = (
            "由登记簿和台账汇总；标“填报”的指标双击填写。表式和报送日期各地不同，可以改成本地的。"
        )
        self._hint = label(hint, "caption", wrap=True)
        self._holder.body.addWidget(self._hint)
        self.setLayout(column(self._holder))

    def open(self) -> None:
        """Show the form that is chosen, for the period due."""
        self._choose_form()

    def refresh(self) -> None:
        """Count again."""
        if text_of(self.period):
            self._show(self._ports.compile(text_of(self.form), text_of(self.period)))

    def _choose_form(self) -> None:
        self.period.blockSignals(True)
        self.period.clear()
        for one in self._ports.periods(text_of(self.form)):
            self.period.addItem(one, one)
        self.period.blockSignals(False)
        self.refresh()

    def _show(self, made: Statistics) -> None:
        self._made = made
        due = self._ports.due(text_of(self.form), text_of(self.period))
        told = f"{made.span.label}　{due.month}月{due.day}日前报送"
        self.about.setText(told + ("　零报告" if made.zero else ""))
        rows = made.form.rows
        model: VirtualTableModel[StatisticsRow] = VirtualTableModel(
            _columns(made),
            lambda key, down: range(len(rows)),
            lambda positions: [rows[at] for at in positions],
            self,
        )
        model.reload()
        table = RecordTable(model, made.form.title)
        table.opened.connect(lambda at: self._enter(rows[at]))
        if self.table is not None:
            self._holder.body.removeWidget(self.table)
            self.table.deleteLater()
        self.table = table
        self._holder.body.insertWidget(1, table, 1)

    def _enter(self, one: StatisticsRow) -> None:
        if not one.by_hand:
            return
        value = self._context.prompts.ask_text(self, one.title, f"数量（{one.unit}）")
        if value is None:
            return
        section = self._context.prompts.ask_text(self, one.title, "由哪个科室提供") or ""

        def keep() -> None:
            form, period = text_of(self.form), text_of(self.period)
            self._show(self._ports.enter(form, period, one.key, value, section))
            self.data_changed.emit()

        self._guard(keep)

    def _export(self) -> None:
        made = self._made
        if made is None:
            return
        name = f"{made.form.title}{made.span.label}.xlsx"
        path = self._context.prompts.save_file(self, "导出统计报表", name, XLSX)
        if path is not None:
            form, period = text_of(self.form), text_of(self.period)
            write = lambda progress: self._ports.export(form, period, path)  # noqa: E731
            carry_out(self._context, self, "导出统计报表", write)

    def _print(self) -> None:
        made = self._made
        if made is None:
            return
        form, period = text_of(self.form), text_of(self.period)
        name = f"{made.form.title}{made.span.label}.pdf"
        book = OtherForm(kinds=XLSX, write=lambda path: self._ports.export(form, period, path))
        make = lambda: self._ports.page(form, period)  # noqa: E731
        save_pages(self._context, self, "打印统计报表", name, make, also=[book])

    def _guard(self, action: Callable[[], object]) -> bool:
        return self._context.errors.guard(self, action)


def _columns(made: Statistics) -> tuple[Column[StatisticsRow], ...]:
    return (
        Column(title="指标名称", text=lambda one: "　" * one.level + one.title),
        Column(title="计量单位", text=lambda one: one.unit, width=84),
        Column(title="代码", text=lambda one: one.code, width=60),
        *(_figures(made, at, column.title) for at, column in enumerate(made.form.columns)),
        Column(title="来源", text=lambda one: "填报" if one.by_hand else "", width=64),
    )


def _figures(made: Statistics, at: int, title: str) -> Column[StatisticsRow]:
    def shown(one: StatisticsRow) -> str:
        value = made.figures[one.key][at]
        return "" if value is None else str(value)

    return Column(title=title, text=shown, width=96, right=True)
