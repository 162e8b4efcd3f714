"""Reads spreadsheets and delimited text as raw sheets; nothing in them is run or followed."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import python_calamine as calamine

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.intake.table import RawSheet, Value

SPREADSHEETS = frozenset({".xlsx", ".xls", ".xlsm", ".et", ".ods"})
TEXTS = frozenset({".csv", ".txt", ".tsv"})
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MOST_BYTES = 200 * 1024 * 1024
_MOST_UNPACKED = 1024 * 1024 * 1024
_MOST_RATIO = 300


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
        if "password" in str(error).lower() or "encrypt" in str(error).lower():
            raise _with_password(path) from error
        raise UserError(
            f"“{path.name}”读不出来，文件可能已损坏", "请用 Excel 或 WPS 打开后另存为 .xlsx 再导入"
        ) from error


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
    if head.startswith(_OLE) and path.suffix.lower() in (".xlsx", ".xlsm"):
        raise _with_password(path)
    if head.startswith(b"PK"):
        _refuse_bomb(path)


def _with_password(path: Path) -> UserError:
    return UserError(f"“{path.name}”设了打开密码", "请先在 Excel 或 WPS 里取消密码，另存后再导入")


def _refuse_bomb(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
            packed = sum(entry.compress_size for entry in archive.infolist()) or 1
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise UserError(f"“{path.name}”已损坏，打不开", "请重新取得这个文件") from error
    if unpacked > _MOST_UNPACKED or (unpacked > 50_000_000 and unpacked / packed > _MOST_RATIO):
        raise UserError(f"“{path.name}”解开后大得不正常", "请核对文件来源，另存后再导入")


def _workbook_sheets(path: Path) -> list[RawSheet]:
    with calamine.load_workbook(str(path)) as workbook:
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
    # Old .xls and .ods sheets do not tell; their merged cells stay as they are.
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
    content = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030", "utf-16"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise UserError(f"“{path.name}”的文字编码认不出来", "请另存为 UTF-8 编码的 CSV 再导入")
    if "\x00" in text:
        raise UserError(f"“{path.name}”不是文字表格", "请另存为 .xlsx 再导入")
    rows = _delimited(text)
    return RawSheet(name=path.stem, rows=rows)


def _delimited(text: str) -> list[list[Value]]:
    sample = text[:20000]
    delimiter = max((",", "\t", ";"), key=sample.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return [[value or None for value in row] for row in reader]
    except csv.Error as error:
        raise UserError(
            "CSV 的格式不对，读不下去", "请用 Excel 或 WPS 另存为 .xlsx 再导入"
        ) from error
