"""Reading yearly reports: our JSON, workbooks, Word files, saved web pages (年报读入)."""

from __future__ import annotations

import email
import email.policy
import json
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path

from gongkai_desktop.documents.annual_book import book_tables, old_book_tables
from gongkai_desktop.documents.annual_word import word_tables
from gongkai_desktop.documents.files import content_of
from gongkai_desktop.documents.html_tables import read_page
from gongkai_desktop.documents.review.compound import MAGIC, BrokenContainerError, Container
from gongkai_desktop.domain.annual.grid import Grid, SourceTable, report_from_grids
from gongkai_desktop.domain.annual.record import report_from_record
from gongkai_desktop.domain.annual.tables import AnnualReport
from gongkai_desktop.domain.annual.template import AnnualTemplate
from gongkai_desktop.domain.errors import UserError

_ADVICE = "请给出年报的 JSON、xlsx、xls、docx 或 html 文件"
_TABLE_ADVICE = "请给出 Word、Excel 文件或者网页"
_LARGEST = 50 * 1024 * 1024
_ZIP = b"PK\x03\x04"
_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype|html|head|meta|table|body)"
)
_OLD_WORD = ("WordDocument",)
_PICTURES = (".jpg", ".jpeg", ".png", ".bmp", ".tif", ".tiff", ".gif")
_PRINTED = "请向编报单位要网页、Word 或者表格原件，再核对"


def read_report(path: Path, forms: Iterable[AnnualTemplate] = ()) -> AnnualReport:
    """The report in a file, by what it holds; raises UserError with one line for unreadable input.

    A name may say .xls over a web page, or .doc over a Word file of today. ``forms`` are the
    versions of the form; of those later than 2021's the rows and columns of their own are read.
    """
    content = content_of(path, _LARGEST, "年报", _ADVICE)
    ending = path.suffix.lower()
    if ending == ".json":
        return _from_json(path, content)
    tables, prose = _tables_of(path, content, ending)
    report = report_from_grids(tables, prose, path.stem, [one.shape for one in forms])
    if report.table1 is None and report.table2 is None and report.table3 is None:
        raise UserError(f"“{path.name}”里没有找到年报的三张表", _ADVICE)
    return report


def tables_in(path: Path) -> list[Grid]:
    """Every table of a Word file, workbook or page as a grid of text; raises UserError."""
    content = content_of(path, _LARGEST, "评分表", _TABLE_ADVICE)
    tables, _ = _tables_of(path, content, path.suffix.lower())
    return [one.grid for one in tables if not one.hidden]


def _tables_of(path: Path, content: bytes, ending: str) -> tuple[Sequence[SourceTable], str]:
    head = content[:4096].lower()
    plain = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    if ending in (".mht", ".mhtml") or plain.startswith((b"mime-version", b"from: <")):
        return _from_page(_page_of_archive(path, content))
    if ending in (".html", ".htm", ".shtml", ".xhtml") or _PAGE.match(plain):
        return _from_page(content)
    if content.startswith(MAGIC):
        return _from_old(path, content)
    if content.startswith(_ZIP) and b"word/" in content:
        return word_tables(path, content, _ADVICE)
    if content.startswith(_ZIP) and b"xl/" in content:
        return book_tables(path, content, _ADVICE), ""
    if content.startswith(_ZIP) and ending == ".ods":
        return old_book_tables(path), ""
    raise _unreadable(path, head, ending)


def _unreadable(path: Path, head: bytes, ending: str) -> UserError:
    """Why a file is no report that can be read, and what to do."""
    if head.startswith(b"%pdf"):
        return UserError(f"“{path.name}”是 PDF，表格的行列读不准", _PRINTED)
    if ending in _PICTURES:
        return UserError(f"“{path.name}”是图片，读不出表格", _PRINTED)
    if ending in (".ofd", ".rtf", ".odt", ".wps"):
        return UserError(
            f"“{path.name}”这种文件读不了", "请用 Word 或 WPS 打开，另存为 .docx 后再核对"
        )
    if ending in (".docx", ".xlsx", ".xlsm", ".xls", ".et", ".doc"):
        return UserError(f"“{path.name}”已损坏，打不开", "请重新取得这个文件")
    return UserError(f"“{path.name}”不是能读的年报文件", _ADVICE)


def _from_page(content: bytes) -> tuple[Sequence[SourceTable], str]:
    page = read_page(content)
    pairs = zip(page.grids, page.captions, strict=True)
    return [SourceTable(grid=grid, caption=caption) for grid, caption in pairs], page.prose


def _page_of_archive(path: Path, content: bytes) -> bytes:
    """The page in a web archive (.mht), as browsers and Word save one."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            found = part.get_payload(decode=True)
            if isinstance(found, bytes):
                return found
    raise UserError(f"“{path.name}”里没有网页", _ADVICE)


def _from_old(path: Path, content: bytes) -> tuple[Sequence[SourceTable], str]:
    """An old workbook is read; an old Word file keeps no grid that could be trusted."""
    try:
        names = Container(content).names
    except BrokenContainerError as error:
        raise UserError(f"“{path.name}”已损坏，打不开", "请重新取得这个文件") from error
    if names & {"Workbook", "Book"}:
        return old_book_tables(path), ""
    if "EncryptedPackage" in names:
        raise UserError(f"“{path.name}”设了打开密码", "请先取消密码，另存后再核对")
    if names & {*_OLD_WORD}:
        advice = "请用 Word 或 WPS 打开，另存为 .docx 后再核对"
        raise UserError(f"“{path.name}”是旧版的文档（.doc、.wps）", advice)
    raise UserError(f"“{path.name}”不是能读的年报文件", _ADVICE)


def _from_json(path: Path, content: bytes) -> AnnualReport:
    try:
        record = json.loads(content.decode("utf-8-sig"), parse_float=Decimal)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise UserError(f"“{path.name}”不是有效的 JSON", _ADVICE) from error
    try:
        return report_from_record(record)
    except UserError as error:
        raise UserError(f"“{path.name}”：{error.message}", error.advice) from error
