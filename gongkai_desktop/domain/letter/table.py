"""Tables of letters and slips (表格文书、表单): rules of a form, and rows filled in for the page.

送达回证, 意见反馈表, 审批单 and the like are tables with some words above and notes below. A row
is pairs of a label and what stands beside it, a heading across, or a list with one line for
every entry of a field and blank lines to write on by hand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from gongkai_desktop.domain.letter.facts import Condition
from gongkai_desktop.domain.letter.placeholder import PLACEHOLDER

BOXES = "□"
"""``{□标签}`` prints every option of a choice field, the chosen one ticked."""

ROW_MM = 10.0
"""Height of a row that asks for none, in millimetres."""


@attrs.frozen(kw_only=True)
class TableColumn:
    """A column of a list field (列): its key in the data, its heading, its width in millimetres."""

    name: str
    label: str
    width_mm: float = 0.0


@attrs.frozen(kw_only=True)
class CellRule:
    """A label and the text beside it; either may be empty. Widths in mm, 0 for a fair share."""

    label: str = ""
    text: str = ""
    label_mm: float = 28.0
    width_mm: float = 0.0

    @property
    def placeholders(self) -> tuple[str, ...]:
        """The labels in braces, marks for option boxes left off."""
        return tuple(name.removeprefix(BOXES) for name in PLACEHOLDER.findall(self.text))


@attrs.frozen(kw_only=True)
class RowRule:
    """One row of a form's table: pairs, a heading across, or a list of a field of kind rows.

    ``height_mm`` is the least height (room to sign); ``least`` the least number of lines of a
    list, blank ones made up.
    """

    pairs: tuple[CellRule, ...] = ()
    heading: str = ""
    list_of: str = ""
    least: int = 0
    height_mm: float = ROW_MM
    condition: Condition = attrs.field(factory=Condition)


@attrs.frozen(kw_only=True)
class Cell:
    """One cell as it is printed; ``label`` cells are set centred and in 黑体."""

    text: str = ""
    label: bool = False
    width_mm: float = 0.0


@attrs.frozen(kw_only=True)
class TableRow:
    """One row as it is printed; ``head`` opens a list, ``listed`` rows are its lines."""

    cells: tuple[Cell, ...]
    height_mm: float = ROW_MM
    head: bool = False
    listed: bool = False

    @property
    def text(self) -> str:
        """The words of the row, cell by cell."""
        return "　".join(cell.text for cell in self.cells if cell.text)


def option_boxes(choices: Sequence[str], chosen: str) -> str:
    """All options with a box each, the chosen one filled: □直接送达　■邮寄送达."""
    return "　".join(f"{'■' if one == chosen else BOXES}{one}" for one in choices)


def list_rows(
    columns: Sequence[TableColumn], entries: Sequence[Mapping[str, Any]], rule: RowRule
) -> list[TableRow]:
    """Heading row and one row per entry, blank ones up to the rule's least number.

    A column named ``no`` counts the lines.
    """
    head = tuple(Cell(text=one.label, label=True, width_mm=one.width_mm) for one in columns)
    rows = [TableRow(cells=head, head=True)]
    for number in range(1, max(len(entries), rule.least) + 1):
        entry = entries[number - 1] if number <= len(entries) else {}
        cells = tuple(
            Cell(text=_entry_text(entry, one, number), width_mm=one.width_mm) for one in columns
        )
        rows.append(TableRow(cells=cells, height_mm=rule.height_mm, listed=True))
    return rows


def _entry_text(entry: Mapping[str, Any], column: TableColumn, number: int) -> str:
    said = entry.get(column.name)
    if said in (None, "") and column.name == "no":
        return str(number)
    return "" if said is None else str(said)
