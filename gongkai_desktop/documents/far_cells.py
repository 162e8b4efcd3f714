"""Stray cells far outside a table: the reader lays out every cell up to the last one."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from gongkai_desktop.domain.errors import UserError

_MOST_CELLS = 30_000_000
# A cell that holds something and stands far from the corner: three letters, or row 100,000 on.
_FAR_CELL = re.compile(
    rb"""<(?:\w+:)?c [^>]*?r=["']([A-Z]{3}\d+|[A-Z]+\d{6,})["'][^>]*[^/]>"""
    rb"""(?:<(?:\w+:)?f\b.{0,200}?)?<(?:\w+:)?(?:v>[^<]|is\b)"""
)
# Found at once in any sheet that has none: only where it stands is a cell looked at whole.
_FAR_NAME = re.compile(rb"""\br=["'](?:[A-Z]{3}|[A-Z]+\d{6})""")
_PIECE = 4 * 1024 * 1024
_OVERLAP = 1024
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_ROW, _CELL = f"{_TABLE}table-row", f"{_TABLE}table-cell"
_ROWS_REPEATED, _CELLS_REPEATED = (
    f"{_TABLE}number-rows-repeated",
    f"{_TABLE}number-columns-repeated",
)
_ADVICE = "请在 Excel 或 WPS 里删除表格以外的行和列，保存后再导入"


def refuse_far_cells(path: Path) -> None:
    """Refuse a workbook that would be laid out over terabytes; raises UserError naming the cell.

    The package has been judged before; a broken part is told by the reader itself.
    """
    with zipfile.ZipFile(path) as archive:
        for entry in archive.infolist():
            if entry.filename.startswith("xl/worksheets/"):
                _refuse_far(path, archive, entry)
            elif entry.filename == "content.xml":
                _refuse_repeated(path, archive, entry)


def _refuse_far(path: Path, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    for place in _far_cells(archive, entry):
        if not _fits(place):
            raise UserError(f"“{path.name}”在很远的单元格{place}里还有内容", _ADVICE)


def _refuse_repeated(path: Path, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """OpenDocument writes equal cells once with a count; a count is cheap, its cells are not."""
    cells = across = 0
    try:
        with archive.open(entry) as file:
            for _, element in ElementTree.iterparse(file):
                if element.tag == _CELL and len(element):
                    across += int(element.get(_CELLS_REPEATED, "1"))
                elif element.tag == _ROW:
                    cells += across * int(element.get(_ROWS_REPEATED, "1"))
                    across = 0
                    element.clear()
                if cells > _MOST_CELLS or across > _MOST_CELLS:
                    raise UserError(f"“{path.name}”里同样的内容重复了太多格", _ADVICE)
    except (ElementTree.ParseError, LookupError, ValueError) as error:
        raise UserError(f"“{path.name}”已损坏，打不开", "请重新取得这个文件") from error


def _far_cells(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[str]:
    kept = b""
    with archive.open(entry) as file:
        while piece := file.read(_PIECE):
            window = kept + piece
            if _FAR_NAME.search(window):
                for found in _FAR_CELL.finditer(window):
                    yield found.group(1).decode("ascii")
            kept = window[-_OVERLAP:]


def _fits(place: str) -> bool:
    letters = place.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column * int(place[len(letters) :]) <= _MOST_CELLS
