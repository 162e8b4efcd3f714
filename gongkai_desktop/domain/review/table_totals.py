"""Totals of tables (表格合计): what stands in the row 合计 is the sum of the rows above it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from gongkai_desktop.domain.review.draft import Draft
from gongkai_desktop.domain.review.finding import Finding, Severity
from gongkai_desktop.domain.review.table import Cell, tables_in
from gongkai_desktop.domain.review.wording import wording

_TOTAL = re.compile(r"^(?:合 ?计|总 ?计|共 ?计)$")
_TOTAL_COLUMN = re.compile(r"^(?:合 ?计|总 ?计|小 ?计|总数|总分)$")
_PARTIAL = re.compile("小 ?计|合 ?计|总 ?计|其中|比例|占比|%|％|率")
_NUMBER = re.compile(r"^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$|^-?\d+(?:\.\d+)?$")


def read_table_totals(draft: Draft) -> Iterator[Finding]:
    """WZ11 a total that is not the sum of its column; rounding of the parts is allowed for."""
    for rows in tables_in(draft):
        yield from _across(rows)
        for at, row in enumerate(rows):
            if row and _TOTAL.match(row[0].words) and at >= 3:
                yield from _totals(rows[0], rows[1:at], row)
                break


def _across(rows: list[list[Cell]]) -> Iterator[Finding]:
    """WZ11 in a column 合计: where most rows add up to it, the one that does not is wrong.

    What the columns mean is not known; that most rows agree shows that the column is a sum.
    """
    for column, title in enumerate(rows[0]):
        if not _TOTAL_COLUMN.match(title.words) or column < 3:
            continue
        for first in range(1, column - 1):
            wrong, agreed = _disagreeing(rows[1:], first, column)
            if (agreed >= 2 and agreed >= 3 * len(wrong)) or (agreed >= 2 and len(wrong) == 1):
                for cell, found in wrong:
                    message = f"本行相加是{found}，与合计{cell.words}不符"
                    span = (cell.start, cell.end)
                    yield wording("WZ11", Severity.MEDIUM, span, message, str(found))
                break


def _disagreeing(
    rows: list[list[Cell]], first: int, column: int
) -> tuple[list[tuple[Cell, Decimal]], int]:
    """Rows whose cells from ``first`` on do not add up to that of ``column``; how many do."""
    wrong, agreed = [], 0
    for row in rows:
        words = [cell.words for cell in row[first : column + 1]]
        if len(words) != column + 1 - first or not all(map(_NUMBER.match, words)):
            continue
        found = sum((_value(one) for one in words[:-1]), Decimal(0))
        if abs(found - _value(words[-1])) > _slack(words[:-1], words[-1]):
            wrong.append((row[column], found))
        elif found:
            agreed += 1
    return wrong, agreed


def _totals(head: list[Cell], parts: list[list[Cell]], total: list[Cell]) -> Iterator[Finding]:
    if any(row and _PARTIAL.search(row[0].words) for row in parts):
        return
    for column in range(1, len(total)):
        title = head[column].words if column < len(head) else ""
        cells = [row[column].words for row in parts if column < len(row)]
        said = total[column].words
        if _PARTIAL.search(title) or len(cells) != len(parts) or not _NUMBER.match(said):
            continue
        if not all(_NUMBER.match(words) for words in cells):
            continue
        found = sum((_value(words) for words in cells), Decimal(0))
        if abs(found - _value(said)) > _slack(cells, said):
            cell = total[column]
            message = f"本列相加是{found}，与合计{said}不符"
            yield wording("WZ11", Severity.MEDIUM, (cell.start, cell.end), message, str(found))


def _value(words: str) -> Decimal:
    return Decimal(words.replace(",", ""))


def _slack(cells: list[str], said: str) -> Decimal:
    """Half a unit of the last place for each part."""
    places = max(len(words.partition(".")[2]) for words in (*cells, said))
    return Decimal(1).scaleb(-places) * (len(cells) + 1) / 2 if places else Decimal(0)
