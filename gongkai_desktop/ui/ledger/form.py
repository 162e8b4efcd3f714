"""The form of one ledger row (台账登记): its fields follow from the ledger's columns."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from gongkai_desktop.domain.help import Told
from gongkai_desktop.domain.ledger.form import Column, ColumnType, LedgerForm
from gongkai_desktop.domain.role import Right
from gongkai_desktop.ui.common.forms import FormGrid, choice_field, long_field, text_field
from gongkai_desktop.ui.common.forms import text_of as words_in
from gongkai_desktop.ui.common.widgets import Card, button, label, row, scrolled
from gongkai_desktop.ui.ledger.lines import Lines, LinesField

_NOTHING: Mapping[str, Lines] = {}


class RowForm(QWidget):
    """A form over one ledger; ``saved`` carries words, or lines of words, by column key.

    ``evidence`` is the panel of the row's files, None for a row that is not in the ledger yet.
    One that stands within another page is not ``closable``: it has neither 返回 nor 作废.
    """

    saved = Signal(object)
    struck = Signal()
    closed = Signal()
    converted = Signal()

    def __init__(
        self,
        form: LedgerForm,
        cells: Mapping[str, str],
        number: str,
        lines: Mapping[str, Lines] = _NOTHING,
        evidence: QWidget | None = None,
        *,
        closable: bool = True,
    ) -> None:
        super().__init__()
        self.grid = FormGrid(columns=2)
        self.fields: dict[str, QWidget] = {}
        for column in form.columns:
            if column.type == ColumnType.LINES:
                self._add_lines(column, lines.get(column.key, ()))
            else:
                self._add(column, cells.get(column.key, ""))
        head = label(f"{form.title}　{number}" if number else f"登记{form.title}", "heading")
        card = Card(padding="medium")
        card.body.addWidget(head)
        content = QWidget()
        inside = QVBoxLayout(content)
        inside.addWidget(self.grid)
        if evidence is not None:
            inside.addWidget(evidence)
        inside.addStretch(1)
        card.body.addWidget(scrolled(content), 1)
        card.body.addLayout(row(1, *reversed(self._actions(form, number, closable=closable))))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)

    def begin(self) -> None:
        """Put the cursor where filling in begins."""
        first = next(iter(self.fields.values()), None)
        if first is not None:
            first.setFocus()

    def _actions(self, form: LedgerForm, number: str, *, closable: bool) -> list[QWidget]:
        actions: list[QWidget] = [button("保存", self._save, kind="primary", right=Right.KEEP)]
        if closable:
            actions.append(button("返回", self.closed.emit))
        if number and closable:
            actions.append(button("作废", self.struck.emit, right=Right.KEEP))
        if number and form.request_text:
            turn = button("转为公开申请", self.converted.emit, symbol="request", right=Right.KEEP)
            turn.setToolTip("留言内容实际是申请公开政府信息的，带入登记表，登记后互相对应")
            actions.append(turn)
        return actions

    def _add(self, column: Column, words: str) -> None:
        field = _field(column, words)
        self.fields[column.key] = field
        self.grid.add(
            column.title,
            field,
            required=column.required,
            hint=Told(meaning=column.help) if column.help else None,
            wide=column.type == ColumnType.LONG,
        )

    def _add_lines(self, column: Column, lines: Lines) -> None:
        field = LinesField(column, lines)
        self.fields[column.key] = field
        self.grid.add(
            column.title,
            field,
            hint=Told(meaning=column.help) if column.help else None,
            wide=True,
        )

    def _save(self) -> None:
        if not self.grid.first_problem():
            self.saved.emit({key: _said(field) for key, field in self.fields.items()})


def _said(field: QWidget) -> object:
    return field.lines() if isinstance(field, LinesField) else words_in(field)


def _field(column: Column, words: str) -> QLineEdit | QPlainTextEdit | QComboBox:
    if column.type == ColumnType.LONG:
        return long_field(words, 3)
    if column.type == ColumnType.CHOICE:
        choices = [("", ""), *((one, one) for one in column.choices)]
        if words and words not in column.choices:
            choices.append((words, words))
        return choice_field(choices, words)
    if column.type == ColumnType.CHOICES:
        return text_field(words, "、".join(column.choices))
    if column.type == ColumnType.DATE:
        return text_field(words, "如 2026-11-20")
    if column.type == ColumnType.DATETIME:
        return text_field(words, "如 2026-11-20 15:30")
    return text_field(words)
