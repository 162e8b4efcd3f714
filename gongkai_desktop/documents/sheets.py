"""Reads spreadsheets and delimited text as raw sheets; nothing in them is run or followed."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import python_calamine as calamine

from gongkai_desktop.documents.far_cells import refuse_far_cells
from gongkai_desktop.documents.files import text_of
from gongkai_desktop.documents.packages import guard_package, is_package
from gongkai_desktop.documents.review.compound import old_book
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.intake.table import RawSheet, Value

SPREADSHEETS = frozenset({".xlsx", ".xls", ".xlsm", ".et", ".ods"})
_ZIPPED = frozenset({".xlsx", ".xlsm", ".ods"})
TEXTS = frozenset({".csv", ".txt", ".tsv"})
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MOST_BYTES = 200 * 1024 * 1024
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DELIMITERS = (",", "\t", ";", "|")
_SAMPLED_LINES = 60


def read_sheets(path: Path) -> list[RawSheet]:
    """Every sheet of a file, merged cells filled from their first cell.

    Raises UserError, one sentence each: missing, locked, empty, with a password, a web page
    under a wrong name, no spreadsheet, suspiciously packed.
    """
    kind = path.suffix.lower()
    if kind not in SPREADSHEETS | TEXTS:
        raise UserError(
            f"不认识“{path.name}”这种文件", "请选择 .xlsx、.xls 或者 .csv 文件，或者另存为 .xlsx"
        )
    head = _head(path)
    if kind in TEXTS:
        return [_text_sheet(path)]
    _refuse_disguised(path, head)
    try:
        return _workbook_sheets(path)
    except UserError:
        raise
    except Exception as error:
        # The reader raises its own types for each format; all mean the same to the clerk.
        if _sounds_locked(error) or (head.startswith(_OLE) and kind in _ZIPPED):
            raise _with_password(path) from error
        raise UserError(
            f"“{path.name}”读不出来，文件可能已损坏", "请用 Excel 或 WPS 打开后另存为 .xlsx 再导入"
        ) from error


def _sounds_locked(error: Exception) -> bool:
    words = str(error).lower()
    return "password" in words or "encrypt" in words


def _head(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise UserError(f"“{path}”是文件夹", "请选择一个文件")
        if path.stat().st_size > _MOST_BYTES:
            raise UserError(f"“{path.name}”超过200MB", "请拆分后再导入")
        with path.open("rb") as file:
            head = file.read(4096)
    except FileNotFoundError:
        raise UserError(f"找不到文件“{path}”", "请核对文件名和所在文件夹") from None
    except OSError as error:
        raise UserError(f"读不了文件“{path.name}”", "请关闭正在使用它的程序后重试") from error
    if not head.strip(b"\x00 \r\n\t"):
        raise UserError(f"“{path.name}”是空文件", "请核对选择的文件")
    return head


def _refuse_disguised(path: Path, head: bytes) -> None:
    start = head.lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"<html", b"<!doctype", b"<table", b"<meta", b"<?xml")):
        raise UserError(
            f"“{path.name}”其实是网页，不是表格文件", "请用 Excel 或 WPS 打开后另存为 .xlsx 再导入"
        )
    if head.startswith(_OLE) and _ENCRYPTED in path.read_bytes():
        raise _with_password(path)
    if not head.startswith(_OLE) and is_package(path):
        guard_package(path, path.name, "请重新取得这个文件")
        refuse_far_cells(path)


def _with_password(path: Path) -> UserError:
    return UserError(f"“{path.name}”设了打开密码", "请先在 Excel 或 WPS 里取消密码，另存后再导入")


def _workbook_sheets(path: Path) -> list[RawSheet]:
    # Read by what it holds: a name that says .xls or .et may stand over any kind of workbook.
    advice = "请用 Excel 或 WPS 打开后另存为 .xlsx 再导入"
    with old_book(path.read_bytes(), path.name, advice) as workbook:
        sheets = []
        for index, meta in enumerate(workbook.sheets_metadata):
            if meta.typ != calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = workbook.get_sheet_by_index(index)
            rows: list[list[Value]] = [*sheet.to_python(skip_empty_area=False)]  # type: ignore[list-item]
            _fill_merged(rows, _merged(sheet))
            hidden = meta.visible != calamine.SheetVisibleEnum.Visible
            sheets.append(RawSheet(name=meta.name, rows=rows, hidden=hidden))
    if not any(sheet.rows for sheet in sheets):
        raise UserError(f"“{path.name}”里没有内容", "请核对选择的文件")
    return sheets


_Range = tuple[tuple[int, int], tuple[int, int]]


def _merged(sheet: calamine.CalamineSheet) -> Sequence[_Range]:
    # An .ods sheet does not tell; its merged cells stay as they are.
    return getattr(sheet, "merged_cell_ranges", None) or ()


def _fill_merged(rows: list[list[Value]], merged: Sequence[_Range]) -> None:
    for (top, left), (bottom, right) in merged:
        if top >= len(rows) or left >= len(rows[top]):
            continue
        value = rows[top][left]
        for row in rows[top : bottom + 1]:
            for column in range(left, min(right + 1, len(row))):
                row[column] = value


def _text_sheet(path: Path) -> RawSheet:
    text = decoded(path)
    if "\x00" in text:
        raise UserError(f"“{path.name}”不是文字表格", "请另存为 .xlsx 再导入")
    return RawSheet(name=path.stem, rows=_delimited(text))


def decoded(path: Path) -> str:
    """A text file's words: UTF-8, UTF-16 with a mark, or GB 18030; raises UserError."""
    text = text_of(path.read_bytes())
    if text is None:
        raise UserError(f"“{path.name}”的文字编码认不出来", "请另存为 UTF-8 编码的 CSV 再导入")
    return text


def _delimited(text: str) -> list[list[Value]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        return [[value or None for value in row] for row in reader]
    except csv.Error as error:
        raise UserError(
            "CSV 的格式不对，读不下去", "请用 Excel 或 WPS 另存为 .xlsx 再导入"
        ) from error


def _delimiter(text: str) -> str:
    """The mark that cuts most rows into the same number of columns, more columns first."""
    lines = text.splitlines()[:_SAMPLED_LINES]

    def evenness(delimiter: str) -> tuple[int, int]:
        widths = [line.count(delimiter) for line in lines if line.count(delimiter)]
        common = max(widths, key=widths.count, default=0)
        return widths.count(common) if common else 0, common

    return max(_DELIMITERS, key=evenness)
