"""Bringing in an old register (导入旧登记簿): file → mapping → questions → result."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import attrs
from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from gongkai_desktop.domain.role import Right
from gongkai_desktop.ui.common.forms import choice_field
from gongkai_desktop.ui.common.help import about
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.prompts import EXCEL, XLSX
from gongkai_desktop.ui.common.record_table import RecordTable
from gongkai_desktop.ui.common.room import Stack
from gongkai_desktop.ui.common.table import Column, VirtualTableModel
from gongkai_desktop.ui.common.tasks import Progress
from gongkai_desktop.ui.common.widgets import (
    Card,
    EmptyState,
    InfoBanner,
    button,
    column,
    icon_button,
    label,
    row,
    scrolled,
)
from gongkai_desktop.ui.ports import (
    ImportIssue,
    ImportPlan,
    ImportQuestion,
    ImportResult,
    ImportSheet,
)

_MOST_WARNINGS = 30
_CHOICE_WIDTH = 440


class BringIn(QWidget):
    """The steps; nothing is written before the last one, and bad rows do not stop good ones."""

    closed = Signal()
    imported = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        about(self, "request.bring_in")
        self._context = context
        self._plan: ImportPlan | None = None
        self._result: ImportResult | None = None
        self._step = label("", "muted")
        self._views = Stack()
        choose = button("选择表格文件", self._choose, kind="primary", symbol="import")
        text = (
            "支持 Excel、WPS 表格和 .csv。表头在哪一行、日期写成什么样都可以；"
            "读不懂的行会列出原因，不影响其他行。同一份表再次导入不会重复登记。"
        )
        self._show(EmptyState("import", "导入原来的登记簿", text, choose), "第 1 步　选择文件")
        back = icon_button("back", "返回登记簿", self.closed.emit)
        head = row(back, label("导入旧登记簿", "strong"), self._step, 1, gap="medium")
        self.setLayout(column(head, self._views, gap="medium"))

    def read(self, path: Path) -> None:
        """Look at a file and show how it is understood."""
        imports = self._context.ports.imports

        def look(progress: Progress) -> ImportPlan:
            return imports.plan(path, progress)

        task = self._context.tasks.read(look, f"读取 {path.name}")
        task.done.connect(self.show_plan)
        task.failed.connect(self._trouble)

    def show_plan(self, plan: ImportPlan) -> None:
        """Second step: the mapping of headers, to be corrected."""
        if not plan.sheets:
            self._try(plan)  # our own workbook: nothing to map
            return
        self._plan = plan
        self._show(MappingView(plan, self._try), "第 2 步　核对表头")

    def _try(self, plan: ImportPlan) -> None:
        self._plan = plan
        self._run({}, dry=True)

    def _run(self, answers: Mapping[str, str], *, dry: bool) -> None:
        plan, imports = self._plan, self._context.ports.imports
        assert plan is not None

        def work(progress: Progress) -> ImportResult:
            return imports.run(plan, answers, dry, progress)

        tasks = self._context.tasks
        task = tasks.read(work, "试读") if dry else tasks.write(work, "导入登记簿")
        task.done.connect(self._tried if dry else self.show_result)
        task.failed.connect(self._trouble)

    def _tried(self, result: ImportResult) -> None:
        view = QuestionView(result, lambda answers: self._run(answers, dry=False))
        self._show(view, "第 3 步　核对与确认")

    def show_result(self, result: ImportResult) -> None:
        """Last step: what went in and what did not."""
        self._result = result
        view = ResultView(result, self._export, self.closed.emit)
        self._show(view, "第 4 步　结果")
        self.imported.emit()

    def _choose(self) -> None:
        path = self._context.prompts.open_file(self, "选择登记簿", EXCEL)
        if path is not None:
            self.read(path)

    def _export(self) -> None:
        path = self._context.prompts.save_file(self, "导出问题清单", "导入问题清单.xlsx", XLSX)
        if path is None or self._result is None:
            return
        result, export = self._result, self._context.ports.imports.export_issues
        self._context.errors.guard(self, lambda: export(result, path))

    def _trouble(self, error: BaseException) -> None:
        self._context.errors.show(self, error)

    def _show(self, view: QWidget, step: str) -> None:
        before = self._views.currentWidget()
        self._views.addWidget(view)
        self._views.setCurrentWidget(view)
        self._step.setText(step)
        if before is not None:
            self._views.removeWidget(before)
            before.deleteLater()


class MappingView(QWidget):
    """Every header of a sheet with the field it is read as, and the first rows below."""

    def __init__(self, plan: ImportPlan, proceed: Callable[[ImportPlan], object]) -> None:
        super().__init__()
        self._plan = plan
        self._choices: list[dict[str, QComboBox]] = []
        cards = [self._card(sheet) for sheet in plan.sheets]
        content = QWidget()
        content.setLayout(column(*cards, 1, gap="medium"))
        go = button("下一步", lambda: proceed(self.plan()), kind="primary")
        note = label("没有对应字段的列不导入，原文件不会改动。", "caption")
        self.setLayout(column(scrolled(content), row(note, 1, go)))

    def plan(self) -> ImportPlan:
        """The plan with the mapping as chosen."""
        sheets = [
            attrs.evolve(
                sheet, mapping={name: str(one.currentData()) for name, one in chosen.items()}
            )
            for sheet, chosen in zip(self._plan.sheets, self._choices, strict=True)
        ]
        return attrs.evolve(self._plan, sheets=tuple(sheets))

    def _card(self, sheet: ImportSheet) -> Card:
        card = Card(f"{sheet.name}（表头在第 {sheet.header_row} 行，共 {sheet.rows} 行）")
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        chosen: dict[str, QComboBox] = {}
        fields = [("不导入", ""), *((label_, name) for name, label_ in self._plan.fields.items())]
        for position, (header, field) in enumerate(sheet.mapping.items()):
            line, side = divmod(position, 2)
            chosen[header] = choice_field(fields, field)
            chosen[header].setAccessibleName(f"{header} 对应")
            grid.addWidget(label(header, "muted"), line, side * 2)
            grid.addWidget(chosen[header], line, side * 2 + 1)
            grid.setColumnStretch(side * 2 + 1, 1)
        self._choices.append(chosen)
        card.body.addLayout(grid)
        card.body.addWidget(label("前几行", "heading"))
        card.body.addWidget(_preview(tuple(sheet.mapping), sheet.preview))
        return card


def _preview(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> QTableWidget:
    table = QTableWidget(len(rows), len(headers))
    table.setHorizontalHeaderLabels(list(headers))
    table.setAccessibleName("前几行")
    table.setWordWrap(False)
    table.verticalHeader().hide()
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    for at, cells in enumerate(rows):
        for column_at, text in enumerate(cells):
            table.setItem(at, column_at, QTableWidgetItem(text))
    table.setFixedHeight(34 + 31 * len(rows))
    return table


class QuestionView(QWidget):
    """What a trial run found, and old words that may mean several results."""

    def __init__(
        self, result: ImportResult, proceed: Callable[[Mapping[str, str]], object]
    ) -> None:
        super().__init__()
        self._answers: dict[str, QComboBox] = {}
        words = f"可导入 {result.imported} 件"
        words += f"，已在登记簿中 {result.skipped} 件" if result.skipped else ""
        words += f"，读不懂 {len(result.errors)} 行" if result.errors else ""
        banner = InfoBanner(words, "warning" if result.errors else "success")
        asked: dict[str, list[ImportQuestion]] = {}
        for question in result.questions:
            asked.setdefault(question.column, []).append(question)
        cards = [self._card(name, questions) for name, questions in asked.items()]
        cards = cards or [Card("没有需要确认的问题")]
        errors = _issues("读不懂的行", result.errors)
        content = QWidget()
        content.setLayout(column(*cards, errors, _warnings(result.warnings), 1, gap="medium"))
        go = button("开始导入", lambda: proceed(self.answers()), kind="primary", right=Right.KEEP)
        self.setLayout(column(banner, scrolled(content), row(1, go), gap="medium"))

    def answers(self) -> dict[str, str]:
        """What each old word was said to mean, by column and word; words left open are absent."""
        return {
            word: str(one.currentData()) for word, one in self._answers.items() if one.currentData()
        }

    def _card(self, name: str, questions: Sequence[ImportQuestion]) -> Card:
        card = Card(f"“{name}”一列有 {len(questions)} 种写法，请逐个确认")
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        for line, question in enumerate(questions):
            choices = [(question.later, ""), *((words, key) for key, words in question.choices)]
            field = choice_field(choices)
            field.setAccessibleName(f"{name}“{question.value}”指")
            field.setFixedWidth(_CHOICE_WIDTH)
            self._answers[f"{name}:{question.value}"] = field
            words = label(f"“{question.value}”（{question.times} 件）指", wrap=True)
            grid.addWidget(words, line, 0)
            grid.addWidget(field, line, 1)
        card.body.addLayout(grid)
        return card


class ResultView(QWidget):
    """What went in, what did not and why, and limits that differ from the old table's."""

    def __init__(
        self, result: ImportResult, export: Callable[[], object], close: Callable[[], object]
    ) -> None:
        super().__init__()
        words = (
            f"已导入 {result.imported} 件，跳过 {result.skipped} 件，未导入 {len(result.errors)} 行"
        )
        banner = InfoBanner(words, "warning" if result.errors else "success")
        content = QWidget()
        errors = _issues("未导入的行", result.errors)
        differences = _issues("与原表期限不一致", result.differences)
        warnings = _warnings(result.warnings)
        content.setLayout(column(errors, differences, warnings, 1, gap="medium"))
        save = button("导出问题清单", export, symbol="export")
        save.setEnabled(bool(result.errors or result.differences))
        done = button("完成", close, kind="primary")
        self.setLayout(column(banner, scrolled(content), row(save, 1, done), gap="medium"))


_ISSUE_COLUMNS: tuple[Column[ImportIssue], ...] = (
    Column(title="工作表", text=lambda issue: issue.sheet, width=110),
    Column(title="行", text=lambda issue: str(issue.row), width=56),
    Column(title="列", text=lambda issue: issue.column or "—", width=110),
    Column(title="原因", text=lambda issue: issue.reason),
)


def _issues(title: str, issues: Sequence[ImportIssue]) -> QWidget | None:
    if not issues:
        return None
    card = Card(f"{title}（{len(issues)}）", padding="medium")
    fetch = lambda positions: [issues[at] for at in positions]  # noqa: E731
    model = VirtualTableModel(_ISSUE_COLUMNS, lambda key, down: range(len(issues)), fetch, card)
    table = RecordTable(model, title)
    model.reload()
    table.setFixedHeight(min(8, len(issues)) * 36 + 44)
    card.body.addWidget(table)
    return card


def _warnings(warnings: Sequence[str]) -> QWidget | None:
    """What the clerk should know about rows that went in; the first ones, the rest counted."""
    if not warnings:
        return None
    card = Card(f"请留意（{len(warnings)}）", padding="medium")
    for words in warnings[:_MOST_WARNINGS]:
        card.body.addWidget(label(words, "muted", wrap=True))
    if len(warnings) > _MOST_WARNINGS:
        card.body.addWidget(label(f"另有 {len(warnings) - _MOST_WARNINGS} 条", "caption"))
    return card
