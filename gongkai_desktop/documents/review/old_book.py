"""Old workbooks for review (.xls, .et): the values of every sheet (旧版表格)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

import python_calamine as calamine

from gongkai_desktop.documents.review.compound import old_book
from gongkai_desktop.documents.review.transcript import Attachment, Transcript
from gongkai_desktop.documents.review.workbook_sheet import column_letters
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.review import hidden
from gongkai_desktop.domain.review.source import Cell

_ADVICE = "请用 Excel 或 WPS 打开后另存为 .xlsx 再审"


def read_old_book(content: bytes, name: str, transcript: Transcript) -> Iterable[Attachment]:
    """Values only: what old files hide in other ways cannot be told, and that is said.

    Raises UserError for a damaged file.
    """
    try:
        with old_book(content, name, _ADVICE) as book:
            for index, meta in enumerate(book.sheets_metadata):
                if meta.typ == calamine.SheetTypeEnum.WorkSheet:
                    rows = book.get_sheet_by_index(index).iter_rows()
                    _add_sheet(rows, meta.name, _state(meta.visible), transcript)
    except calamine.CalamineError as error:
        raise UserError(f"“{name}”已损坏，打不开", _ADVICE) from error
    transcript.skip("批注、隐藏的行列、文本框", f"旧版表格的这些内容没有扫描；{_ADVICE}")
    return ()


def _state(visible: calamine.SheetVisibleEnum) -> str:
    if visible == calamine.SheetVisibleEnum.Hidden:
        return hidden.HIDDEN_SHEET
    return hidden.DEEP_HIDDEN_SHEET if visible == calamine.SheetVisibleEnum.VeryHidden else ""


def _add_sheet(
    rows: Iterable[Sequence[object]], sheet: str, how: str, transcript: Transcript
) -> None:
    table = transcript.table()
    for row, values in enumerate(rows):
        after = "\n"
        for column, one in enumerate(values):
            words = _words(one)
            if words.strip():
                place = f"工作表“{sheet}”{column_letters(column)}{row + 1}"
                cell = Cell(table=table, row=row, column=column)
                transcript.add(words, place, hidden=how, cell=cell, after=after)
                after = "\t"


def _words(one: object) -> str:
    if isinstance(one, float):
        return str(int(one)) if one.is_integer() else repr(one)
    if isinstance(one, datetime):
        return one.isoformat(" ")
    return one.isoformat() if isinstance(one, date) else str(one)
