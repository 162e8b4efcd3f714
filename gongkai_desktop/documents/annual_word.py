"""The tables and text of a Word file that holds a yearly report (年报 Word 文件).

Read from the markup itself: changes that were accepted nowhere yet, hidden words, raised marks of
notes and rows set in from the left would otherwise move or change a figure.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from gongkai_desktop.documents.files import damage_told
from gongkai_desktop.documents.packages import PackageLimits, guard_package
from gongkai_desktop.domain.annual.grid import SourceTable

_LIMITS = PackageLimits(unpacked=200 * 1024 * 1024)
_TABLE, _ROW, _CELL, _PARAGRAPH = qn("w:tbl"), qn("w:tr"), qn("w:tc"), qn("w:p")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE = frozenset({qn("w:del"), qn("w:moveFrom"), _FALLBACK})
"""Words taken out by a tracked change, and second copies for old readers."""
_SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_LARGEST_SPAN = 60


def word_tables(path: Path, content: bytes, advice: str) -> tuple[list[SourceTable], str]:
    """Every table with the words before it, nested ones apart, and the text outside tables.

    Raises UserError for a broken file.
    """
    guard_package(content, path.name, advice, _LIMITS)
    with damage_told(path, advice):
        document = docx.Document(str(path))
        return [*_tables(document)], _prose(document)


def _tables(document: Document) -> Iterator[SourceTable]:
    before: list[str] = []
    for element in document.element.body.iter(_TABLE, _PARAGRAPH):
        if _is_gone(element):
            continue
        if element.tag == _TABLE:
            yield SourceTable(grid=_grid(element), caption="".join(before)[-200:])
            before = []
        elif _inside(element, _TABLE) is None:
            before.append("".join(_words(element).split()))


def _prose(document: Document) -> str:
    """The paragraphs outside tables, wherever they stand."""
    outside = (
        one
        for one in document.element.body.iter(_PARAGRAPH)
        if _inside(one, _TABLE) is None and not _is_gone(one)
    )
    return "\n".join(_words(one) for one in outside)


def _inside(element: Element, tag: str) -> Element | None:
    """The nearest element of a kind around one."""
    found: Element | None = next(element.iterancestors(tag), None)
    return found


def _is_gone(element: Element) -> bool:
    return any(one.tag in _GONE for one in element.iterancestors())


def _words(paragraph: Element) -> str:
    """A paragraph as it shows once its changes are accepted, without raised marks."""
    found: list[str] = []
    for run in paragraph.iter(qn("w:r")):
        if _inside(run, _PARAGRAPH) is paragraph and not _is_gone(run) and not _is_unread(run):
            found += [
                one.text or "" if one.tag == qn("w:t") else _SIGNS.get(one.tag, "") for one in run
            ]
    return "".join(found)


def _is_unread(run: Element) -> bool:
    """Hidden words, and signs raised above the line."""
    properties = run.find(qn("w:rPr"))
    if properties is None:
        return False
    hidden = properties.find(qn("w:vanish"))
    if hidden is not None and hidden.get(qn("w:val"), "1") not in ("0", "false", "off"):
        return True
    raised = properties.find(qn("w:vertAlign"))
    return (
        raised is not None
        and raised.get(qn("w:val")) == "superscript"
        and (_inside(run, _CELL) is not None)
    )


def _grid(table: Element) -> list[list[str]]:
    """Rows of text; a merged cell repeats its text at every place it covers."""
    rows: list[list[str]] = []
    for row in table.iter(_ROW):
        if _inside(row, _TABLE) is not table or _is_taken_out(row):
            continue
        above = rows[-1] if rows else []
        line: list[str] = [""] * _number(row, "w:gridBefore")
        for cell in row.iter(_CELL):
            if _inside(cell, _ROW) is not row:
                continue
            span = min(_LARGEST_SPAN, max(1, _number(cell, "w:gridSpan")))
            text = _cell_text(cell)
            if _goes_on(cell) and not text.strip():
                text = above[len(line)] if len(line) < len(above) else ""
            line += [text] * span
        rows.append(line)
    width = max(map(len, rows), default=0)
    return [line + [""] * (width - len(line)) for line in rows]


def _is_taken_out(row: Element) -> bool:
    properties = row.find(qn("w:trPr"))
    return properties is not None and properties.find(qn("w:del")) is not None


def _cell_text(cell: Element) -> str:
    """The lines of a cell without those of tables in it."""
    lines = (one for one in cell.iter(_PARAGRAPH) if _inside(one, _CELL) is cell)
    return "\n".join(_words(one) for one in lines if not _is_gone(one))


def _goes_on(cell: Element) -> bool:
    """Whether a cell continues the one above (w:vMerge without a beginning)."""
    merge = next(_properties(cell, "w:vMerge"), None)
    return merge is not None and merge.get(qn("w:val"), "continue") != "restart"


def _number(element: Element, name: str) -> int:
    found = next(_properties(element, name), None)
    digits = "" if found is None else str(found.get(qn("w:val"), ""))
    return min(_LARGEST_SPAN, int(digits)) if digits.isdecimal() else 0


def _properties(element: Element, name: str) -> Iterator[Element]:
    for holder in (qn("w:tcPr"), qn("w:trPr")):
        properties = element.find(holder)
        if properties is not None:
            yield from properties.findall(qn(name))
