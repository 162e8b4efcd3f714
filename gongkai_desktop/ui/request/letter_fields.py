"""The fields of one letter as a form, built from what the letter form declares."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from gongkai_desktop.domain.help import Told
from gongkai_desktop.domain.letter.finding import Finding
from gongkai_desktop.domain.letter.form import Field, FieldKind
from gongkai_desktop.ui.common.forms import (
    DateField,
    FormGrid,
    choice_field,
    long_field,
    text_field,
)
from gongkai_desktop.ui.common.widgets import clear, label
from gongkai_desktop.ui.ports import LetterDraft

_LONG = 24


class LetterFields(QWidget):
    """What only the clerk knows first, item by item, then what the register has filled in.

    ``edited`` comes with every key.
    """

    edited = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self._draft: LetterDraft | None = None
        self._fields: dict[str, tuple[Field, QWidget]] = {}
        self._items: list[dict[str, tuple[Field, QWidget]]] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 8, 0)

    def show_draft(self, draft: LetterDraft) -> None:
        """Build the form of a letter with the values known."""
        clear(self._layout)
        self._draft = draft
        own = [field for field in draft.fields if not field.item and field.kind != FieldKind.ITEMS]
        asked = [field for field in own if field.name not in draft.known]
        needed = [field for field in asked if field.required]
        self._items = self._item_grids(draft)
        self._fields = self._grid(needed, draft.values)
        self._fields |= self._grid([one for one in asked if one not in needed], draft.values)
        known = [field for field in own if field.name in draft.known]
        if known:
            self._layout.addWidget(label("登记簿里已有的", "heading"))
        self._fields |= self._grid(known, draft.values)

    def _item_grids(self, draft: LetterDraft) -> list[dict[str, tuple[Field, QWidget]]]:
        grids = []
        items = draft.values.get("items") or ()
        for number, (values, fields) in enumerate(zip(items, draft.item_fields, strict=True), 1):
            words = f"第 {number} 项　{values.get('text', '')}"
            self._layout.addWidget(label(words, "strong", wrap=True))
            grids.append(self._grid(list(fields), values))
        return grids

    def values(self) -> dict[str, Any]:
        """Everything filled in, by field name; fields left empty are left out."""
        if self._draft is None:
            return {}
        items = self._draft.values.get("items") or ()
        kept = {name: value for name, value in self._draft.values.items() if name != "items"}
        result = kept | _read(self._fields)
        result["items"] = [
            dict(base) | _read(fields) for base, fields in zip(items, self._items, strict=True)
        ]
        return {name: value for name, value in result.items() if value not in (None, "", [])}

    def holds(self, finding: Finding) -> bool:
        """Whether what a finding speaks of was typed in a field here."""
        return self._holder(finding) is not None

    def point_at(self, finding: Finding) -> bool:
        """Go to the field a finding speaks of and select the words; False where it is in none."""
        widget = self._holder(finding)
        if widget is None:
            return False
        widget.setFocus()
        text = _typed(widget)
        at = text.find(finding.words) if finding.words else -1
        if at >= 0 and isinstance(widget, QLineEdit):
            widget.setSelection(at, len(finding.words))
        elif at >= 0 and isinstance(widget, QPlainTextEdit):
            cursor = widget.textCursor()
            cursor.setPosition(at)
            cursor.setPosition(at + len(finding.words), QTextCursor.MoveMode.KeepAnchor)
            widget.setTextCursor(cursor)
        return True

    def mend(self, finding: Finding) -> bool:
        """Write the suggestion in place of the words; False where they are in no field."""
        widget = self._holder(finding)
        if widget is None or not finding.suggestion or finding.words not in _typed(widget):
            return False
        changed = _typed(widget).replace(finding.words, finding.suggestion, 1)
        if isinstance(widget, QPlainTextEdit):
            widget.setPlainText(changed)
        elif isinstance(widget, QLineEdit):
            widget.setText(changed)
        self.edited.emit()
        return True

    def _holder(self, finding: Finding) -> QWidget | None:
        """The field named by a finding, else the one in which its words were typed."""
        grids = [self._fields, *self._items]
        if finding.field:
            own = self._items[finding.item - 1] if 0 < finding.item <= len(self._items) else {}
            found = own.get(finding.field) or self._fields.get(finding.field)
            return found[1] if found else None
        if not finding.words:
            return None
        widgets = (widget for grid in grids for _, widget in grid.values())
        return next((one for one in widgets if finding.words in _typed(one)), None)

    def item_field(self, number: int, name: str) -> QWidget:
        """A field of an item, counted from 1, by its name."""
        return self._items[number - 1][name][1]

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
            hint = Told(meaning=field.help, example=_sample(field)) if field.help else None
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


def _typed(widget: QWidget) -> str:
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText()
    return widget.text() if isinstance(widget, QLineEdit) else ""


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
