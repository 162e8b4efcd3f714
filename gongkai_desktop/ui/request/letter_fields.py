"""The fields of one letter as a form, built from what the letter form declares."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from gongkai_desktop.domain.letter.form import Field, FieldKind
from gongkai_desktop.ui.common.forms import (
    DateField,
    FormGrid,
    Help,
    choice_field,
    long_field,
    text_field,
)
from gongkai_desktop.ui.common.widgets import clear, label
from gongkai_desktop.ui.ports import LetterDraft

_LONG = 24


class LetterFields(QWidget):
    """Letter fields first, then those of every item. ``edited`` comes with every key."""

    edited = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self._draft: LetterDraft | None = None
        self._fields: dict[str, tuple[Field, QWidget]] = {}
        self._items: list[tuple[Mapping[str, Any], dict[str, tuple[Field, QWidget]]]] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 8, 0)

    def show_draft(self, draft: LetterDraft) -> None:
        """Build the form of a letter with the values known."""
        clear(self._layout)
        self._draft = draft
        self._items = []
        own = [field for field in draft.fields if not field.item and field.kind != FieldKind.ITEMS]
        self._fields = self._grid(own, draft.values)
        item_fields = [field for field in draft.fields if field.item]
        items = draft.values.get("items") or ()
        for number, values in enumerate(items if item_fields else (), start=1):
            self._layout.addWidget(
                label(f"第 {number} 项　{values.get('text', '')}", "strong", wrap=True)
            )
            self._items.append((values, self._grid(item_fields, values)))

    def values(self) -> dict[str, Any]:
        """Everything filled in, by field name; fields left empty are left out."""
        if self._draft is None:
            return {}
        kept = {name: value for name, value in self._draft.values.items() if name != "items"}
        result = kept | _read(self._fields)
        if self._items:
            result["items"] = [dict(base) | _read(fields) for base, fields in self._items]
        elif self._draft.values.get("items"):
            result["items"] = self._draft.values["items"]
        return {name: value for name, value in result.items() if value not in (None, "", [])}

    def field(self, name: str) -> QWidget:
        """A field of the letter by its name."""
        return self._fields[name][1]

    def _grid(
        self, fields: list[Field], values: Mapping[str, Any]
    ) -> dict[str, tuple[Field, QWidget]]:
        grid = FormGrid()
        made = {}
        for field in fields:
            widget = self._widget(field, values.get(field.name))
            hint = Help(meaning=field.help, example=_sample(field)) if field.help else None
            grid.add(field.label, widget, required=field.required, hint=hint)
            made[field.name] = (field, widget)
        grid.changed.connect(self.edited)
        self._layout.addWidget(grid)
        return made

    def _widget(self, field: Field, value: Any) -> QWidget:
        if field.kind == FieldKind.DATE:
            day = DateField(self._today, field.label)
            day.set_day(value if isinstance(value, date) else _iso(value))
            return day
        if field.kind == FieldKind.CHOICE:
            choices = [("请选择", ""), *((choice, choice) for choice in field.choices)]
            return choice_field(choices, value)
        if field.kind == FieldKind.LIST:
            return long_field("\n".join(value or ()), 3, "每行写一项")
        text = "" if value is None else str(value)
        long = len(text) > _LONG or len(str(field.sample or "")) > _LONG
        return long_field(text, 3) if long else text_field(text)


def _iso(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and value else None


def _sample(field: Field) -> str:
    return "；".join(field.sample) if isinstance(field.sample, list) else str(field.sample or "")


def _read(fields: Mapping[str, tuple[Field, QWidget]]) -> dict[str, Any]:
    return {name: _value(field, widget) for name, (field, widget) in fields.items()}


def _value(field: Field, widget: QWidget) -> Any:
    if isinstance(widget, DateField):
        return widget.day.isoformat() if widget.day else None
    if isinstance(widget, QComboBox):
        return widget.currentData()
    if isinstance(widget, QPlainTextEdit):
        text = widget.toPlainText().strip()
        if field.kind != FieldKind.LIST:
            return text
        return [line.strip() for line in text.splitlines() if line.strip()]
    assert isinstance(widget, QLineEdit)
    return widget.text().strip()
