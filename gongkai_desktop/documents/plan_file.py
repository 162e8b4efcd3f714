"""Reads plans (要点、方案、任务分工) as blocks: Word, spreadsheets, plain text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from gongkai_desktop.documents.packages import guard_package
from gongkai_desktop.documents.sheets import SPREADSHEETS, decoded, read_sheets
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.intake.cells import read_text
from gongkai_desktop.domain.ledger.plan.read import Block

_ADVICE = "请用 Word 或 WPS 打开后另存为 .docx 再导入"
_NUMERALS = "零一二三四五六七八九"
_CHINESE = ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital")


def read_blocks(path: Path) -> list[Block]:
    """The paragraphs and tables of a file in order, merged cells filled.

    Raises UserError where the file is missing, broken or of a kind that cannot be read.
    """
    kind = path.suffix.lower()
    if not path.is_file():
        raise UserError(f"找不到文件“{path}”", "请核对文件名和所在文件夹")
    if kind == ".docx":
        return _word_blocks(path)
    if kind in (".txt", ".md"):
        return [Block(text=decoded(path))]
    if kind in SPREADSHEETS or kind in (".csv", ".tsv"):
        return [
            Block(grid=[[read_text(value) for value in row] for row in sheet.rows])
            for sheet in read_sheets(path)
            if not sheet.hidden
        ]
    raise UserError(
        f"不认识“{path.name}”这种文件", "请用 .docx、.xlsx 或者 .txt 文件；.doc 请先另存为 .docx"
    )


def _word_blocks(path: Path) -> list[Block]:
    guard_package(path, path.name, _ADVICE)
    try:
        document = docx.Document(str(path))
        return [*_body(document)]
    except Exception as error:
        # python-docx raises types of its own and of zip and XML for each kind of damage.
        raise UserError(f"“{path.name}”读不出来，文件可能已损坏", _ADVICE) from error


def _body(document: Any) -> Iterator[Block]:
    numbering = _Numbering(document)
    for element in document.element.body.iterchildren():
        if element.tag == qn("w:p"):
            paragraph = Paragraph(element, document)
            text = f"{numbering.mark(paragraph)}{paragraph.text}".strip()
            if text:
                yield Block(text=text)
        elif element.tag == qn("w:tbl"):
            table = Table(element, document)
            yield Block(grid=[[_cell(cell, numbering) for cell in row.cells] for row in table.rows])


def _cell(cell: Any, numbering: _Numbering) -> str:
    lines = [f"{numbering.mark(one)}{one.text}".strip() for one in cell.paragraphs]
    return "\n".join(line for line in lines if line)


class _Numbering:
    """The automatic numbers of a Word file (一、 1.), which its text does not hold."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[tuple[str, str], tuple[str, str]] = {}
        self._counts: Counter[tuple[str, int]] = Counter()
        self._seen: dict[Any, str] = {}
        part = next(
            (
                one.target_part
                for one in document.part.rels.values()
                if one.reltype.endswith("/numbering") and not one.is_external
            ),
            None,
        )
        if part is not None:
            self._read(part.element)

    def _read(self, root: Any) -> None:
        abstract = {
            one.get(qn("w:abstractNumId")): one for one in root.findall(qn("w:abstractNum"))
        }
        for one in root.findall(qn("w:num")):
            link = one.find(qn("w:abstractNumId"))
            form = abstract.get(link.get(qn("w:val"))) if link is not None else None
            for level in form.findall(qn("w:lvl")) if form is not None else ():
                style, text = level.find(qn("w:numFmt")), level.find(qn("w:lvlText"))
                if style is not None and text is not None:
                    key = (one.get(qn("w:numId")), level.get(qn("w:ilvl")))
                    self._levels[key] = (style.get(qn("w:val")), text.get(qn("w:val")) or "")

    def mark(self, paragraph: Paragraph) -> str:
        """The number Word shows before a paragraph; a merged cell's is counted once."""
        element = paragraph._p
        if element in self._seen:
            return self._seen[element]
        self._seen[element] = self._next(element)
        return self._seen[element]

    def _next(self, element: Any) -> str:
        found = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if found is None:
            return ""
        number, level = found.find(qn("w:numId")), found.find(qn("w:ilvl"))
        if number is None:
            return ""
        key = number.get(qn("w:val"))
        depth = int(level.get(qn("w:val"))) if level is not None else 0
        style = self._levels.get((key, str(depth)))
        if style is None or style[0] == "bullet":
            return ""
        self._counts[key, depth] += 1
        for lower in range(depth + 1, 9):
            self._counts[key, lower] = 0
        return re.sub(
            r"%(\d)",
            lambda at: self._shown(key, int(at.group(1)) - 1),
            style[1],
        )

    def _shown(self, key: str, depth: int) -> str:
        count = self._counts[key, depth]
        style = self._levels.get((key, str(depth)), ("decimal", ""))[0]
        return _chinese(count) if style in _CHINESE else str(count)


def _chinese(count: int) -> str:
    tens, ones = divmod(count, 10)
    if not tens:
        return _NUMERALS[ones]
    return f"{'' if tens == 1 else _NUMERALS[tens]}十{_NUMERALS[ones] if ones else ''}"
