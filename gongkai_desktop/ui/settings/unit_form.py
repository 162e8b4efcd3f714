"""The unit's particulars as a form, shared by the first-run wizard and the settings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDoubleSpinBox, QLineEdit, QVBoxLayout, QWidget

from gongkai_desktop.domain.unit import Unit, UnitKind
from gongkai_desktop.services.unit_guess import organs_asked
from gongkai_desktop.ui.common.forms import (
    FormGrid,
    choice_field,
    inset,
    text_field,
    text_of,
)
from gongkai_desktop.ui.common.help import told_of

_HELP = told_of("unit")
_TEXTS = (
    ("name", "单位全称", True),
    ("short_name", "简称", False),
    ("kind", "单位性质", True),
    ("government", "本级人民政府", True),
    ("superior", "上一级主管部门", True),
    ("local_government", "所在地人民政府", True),
    ("court", "管辖法院", True),
    ("prefix", "机关代字", True),
    ("code", "单位代码", False),
    ("office_name", "公开工作机构", False),
    ("office_phone", "联系电话", False),
    ("office_address", "办公地址", False),
    ("office_postcode", "邮政编码", False),
)
_BY_KIND = ("government", "superior", "local_government")
"""Asked only of the kinds whose review they decide."""


class UnitForm(QWidget):
    """What letters need to know of the organ: all of it, or the fields of ``names``.

    ``before`` are other fields (title, field) asked for on the same page, ``needed`` those of
    ``names`` that must be filled in here though they may be left out elsewhere.
    """

    changed = Signal()

    def __init__(
        self,
        unit: Unit,
        names: tuple[str, ...] = (),
        *,
        seal: bool = True,
        before: Sequence[tuple[str, QLineEdit]] = (),
        needed: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self._unit = unit
        self._before = tuple(before)
        self._grid = FormGrid(columns=2)
        self.fields: dict[str, QLineEdit] = {}
        self.kind = choice_field([(kind.label, kind.value) for kind in UnitKind], unit.kind.value)
        self.kind.setMinimumContentsLength(12)
        self.seal = QDoubleSpinBox()
        self.seal.setRange(20, 60)
        self.seal.setDecimals(1)
        self.seal.setSuffix(" 毫米")
        self.seal.setValue(unit.seal_diameter_mm)
        inset(self.seal)
        for title, field in before:
            self._grid.add(title, field, required=True)
        for name, title, required in _TEXTS:
            if not names or name in names:
                self._add(name, title, required or name in needed)
        if seal:
            self._grid.add("印章直径", self.seal, hint=_HELP["seal"])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._grid)
        self._grid.changed.connect(self.changed)
        self.kind.currentIndexChanged.connect(lambda _: self._show_asked())
        self._show_asked()

    def begin(self) -> None:
        """Put the cursor into the first field."""
        first = next((field for _, field in self._before), None)
        shown = [field for field in self.fields.values() if field.isVisibleTo(self)]
        (first or shown[0]).setFocus()

    def first_problem(self) -> str:
        """Mark what is missing and return the first; empty when all is there."""
        return self._grid.first_problem()

    def unit(self) -> Unit:
        """The unit as filled in; what the form does not show stays."""
        words: dict[str, Any] = {name: one.text().strip() for name, one in self.fields.items()}
        kind = UnitKind(text_of(self.kind))
        return attrs.evolve(self._unit, kind=kind, seal_diameter_mm=self.seal.value(), **words)

    def _add(self, name: str, title: str, required: bool) -> None:
        if name == "kind":
            self._grid.add(title, self.kind, required=True, hint=_HELP["kind"])
            return
        sample = _HELP[name].example if name in _HELP else ""
        self.fields[name] = text_field(getattr(self._unit, name), f"如 {sample}" if sample else "")
        self._grid.add(title, self.fields[name], required=required, hint=_HELP.get(name))

    def _show_asked(self) -> None:
        """Ask for what decides the review of this kind; a name that is filled in stays in sight."""
        asked = organs_asked(UnitKind(text_of(self.kind)))
        for name in _BY_KIND:
            field = self.fields.get(name)
            if field is not None:
                self._grid.show_field(field, name in asked or bool(field.text().strip()))
