"""Two versions side by side (左右对照): what it is, as it stands, as it would stand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from gongkai_desktop.ui.common.widgets import label, rule
from gongkai_desktop.ui.style.theme import space

Sides = tuple[str, str, str]


def side_by_side(headings: Sides, rows: Sequence[Sides]) -> QWidget:
    """The rows under their headings; the words can be selected and copied."""
    content = QWidget()
    grid = QGridLayout(content)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(space("large"))
    grid.setVerticalSpacing(space("small"))
    for at, words in enumerate(headings):
        grid.addWidget(label(words, "caption"), 0, at)
    grid.addWidget(rule(), 1, 0, 1, 3)
    for line, one in enumerate(rows, start=2):
        for at, words in enumerate(one):
            cell = label(words, "strong" if at == 0 else "", wrap=True, select=True)
            grid.addWidget(cell, line, at, Qt.AlignmentFlag.AlignTop)
    grid.setColumnStretch(0, 2)
    grid.setColumnStretch(1, 3)
    grid.setColumnStretch(2, 3)
    grid.setRowStretch(len(rows) + 2, 1)
    return content
