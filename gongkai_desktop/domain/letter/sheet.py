"""The table of a form sheet with its words filled in (表格文书、表单)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.letter.fill import gap
from gongkai_desktop.domain.letter.form import Field, FieldKind, LetterForm
from gongkai_desktop.domain.letter.placeholder import PLACEHOLDER
from gongkai_desktop.domain.letter.table import (
    BOXES,
    Cell,
    CellRule,
    RowRule,
    TableRow,
    list_rows,
    option_boxes,
)

_ENDS = "。！？；：…）”』》"


def table_rows(
    form: LetterForm, words: Mapping[str, str], values: Mapping[str, Any], facts: frozenset[str]
) -> tuple[TableRow, ...]:
    """All rows of the form's table; empty cells stay blank to be written by hand."""
    fields = {field.label: field for field in form.fields}
    rows: list[TableRow] = []
    for rule in form.rows:
        if not rule.condition.holds(facts):
            continue
        if rule.heading:
            rows.append(_heading(rule))
        elif rule.list_of:
            field = fields[rule.list_of]
            rows += list_rows(field.columns, entries_of(field, values.get(field.name)), rule)
        else:
            rows.append(_pairs(rule, fields, words))
    return tuple(rows)


def entries_of(field: Field, value: Any) -> list[Mapping[str, Any]]:
    """The lines of a list field; UserError where they are not objects with its columns."""
    if not value:
        return []
    named = f"字段“{field.label}”（{field.name}）"
    if not isinstance(value, (list, tuple)) or not all(isinstance(one, Mapping) for one in value):
        raise UserError(f"{named}应为行的列表", "每行写成 {“列名”: “值”}")
    known = {column.name for column in field.columns}
    for one in value:
        unknown = set(one) - known
        if unknown:
            raise UserError(
                f"{named}没有名为“{min(unknown)}”的列",
                f"可填：{'、'.join(column.name for column in field.columns)}",
            )
    return list(value)


def _heading(rule: RowRule) -> TableRow:
    return TableRow(cells=(Cell(text=rule.heading, label=True),), height_mm=rule.height_mm)


def _pairs(rule: RowRule, fields: Mapping[str, Field], words: Mapping[str, str]) -> TableRow:
    cells: list[Cell] = []
    for pair in rule.pairs:
        if pair.label:
            cells.append(Cell(text=pair.label, label=True, width_mm=pair.label_mm))
        cells.append(Cell(text=cell_text(pair, fields, words), width_mm=pair.width_mm))
    return TableRow(cells=tuple(cells), height_mm=rule.height_mm)


def cell_text(pair: CellRule, fields: Mapping[str, Field], words: Mapping[str, str]) -> str:
    """The text beside a label: a missing required field stays visible, any other blank."""

    def word(name: str) -> str:
        label = name.removeprefix(BOXES)
        field = fields.get(label)
        said = words.get(label, "")
        if name.startswith(BOXES) and field is not None and field.kind == FieldKind.CHOICE:
            return option_boxes(field.choices, said)
        return said or (gap(label) if field is not None and field.required else "")

    return _ended(PLACEHOLDER.sub(lambda match: word(match.group(1)), pair.text))


def _ended(text: str) -> str:
    """Sentences end with their mark in a cell, where no words of the form follow."""
    return f"{text}。" if "。" in text and text[-1] not in _ENDS else text
