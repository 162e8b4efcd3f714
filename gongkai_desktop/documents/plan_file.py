"""Reads plans (要点、方案、任务分工) as blocks: Word, spreadsheets, web pages, PDF, plain text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from gongkai_desktop.documents.docx_numbering import Numbering
from gongkai_desktop.documents.html_tables import read_page
from gongkai_desktop.documents.packages import guard_package
from gongkai_desktop.documents.review.kinds import read_any
from gongkai_desktop.documents.review.transcript import Transcript
from gongkai_desktop.documents.sheets import SPREADSHEETS, decoded, read_sheets
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.intake.cells import read_text
from gongkai_desktop.domain.ledger.plan.read import Block

_RUNS = (
    ".//w:r[not(ancestor::w:moveFrom or ancestor::w:txbxContent)]"
    "/*[self::w:t or self::w:br or self::w:tab]"
)
_SPACING = {qn("w:br"): "\n", qn("w:tab"): "\t"}
_PAGES = (".html", ".htm")
_RUNNING = (".pdf", ".doc")
"""Kinds of which only the running text is read; a table in them comes line by line."""
_ADVICE = "请用 Word 或 WPS 打开后另存为 .docx 再导入"


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
    if kind in _PAGES:
        page = read_page(path.read_bytes())
        return [Block(text=page.prose), *(Block(grid=grid) for grid in page.grids)]
    if kind in _RUNNING:
        transcript = Transcript()
        read_any(path.read_bytes(), path.name, transcript)
        return [Block(text=transcript.source(path.name).text)]
    raise UserError(
        f"不认识“{path.name}”这种文件", "请用 .docx、.xlsx、.txt、.html、.doc 或者 .pdf 文件"
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
    numbering = _numbering(document)
    for element in _elements(document.element.body):
        if element.tag == qn("w:p"):
            text = _words(Paragraph(element, document), numbering)
            if text:
                yield Block(text=text)
        elif element.tag == qn("w:tbl"):
            table = Table(element, document)
            yield Block(grid=[[_cell(cell, numbering) for cell in row.cells] for row in table.rows])


def _elements(body: Any) -> Iterator[Any]:
    """What the body holds in order, also within content controls (w:sdt)."""
    for element in body.iterchildren():
        if element.tag == qn("w:sdt"):
            content = element.find(qn("w:sdtContent"))
            yield from _elements(content) if content is not None else ()
        else:
            yield element


def _cell(cell: Any, numbering: Numbering) -> str:
    lines = [_words(one, numbering) for one in cell.paragraphs]
    return "\n".join(line for line in lines if line)


def _words(paragraph: Paragraph, numbering: Numbering) -> str:
    """A paragraph as it reads with tracked changes accepted: what was put in, not what was cut."""
    nodes = paragraph._p.xpath(_RUNS)
    parts = [_SPACING.get(node.tag, node.text or "") for node in nodes]
    return f"{numbering.mark(paragraph._p)}{''.join(parts)}".strip()


def _numbering(document: Any) -> Numbering:
    part = next(
        (
            one.target_part
            for one in document.part.rels.values()
            if one.reltype.endswith("/numbering") and not one.is_external
        ),
        None,
    )
    return Numbering(None if part is None else part.element, document.styles.element)
