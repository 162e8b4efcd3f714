"""Copies of a file with words masked, to be published in its place (脱敏副本)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gongkai_desktop.documents.files import atomic_write, content_of
from gongkai_desktop.documents.review.masked_book import masked_workbook
from gongkai_desktop.documents.review.masked_word import masked_word
from gongkai_desktop.documents.review.masking import replaced
from gongkai_desktop.documents.review.plain import decoded
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.review.masking import Replacement

_LARGEST = 200 * 1024 * 1024
_TEXTS = (".txt", ".csv", ".md")


def write_masked_copy(original: Path, target: Path, replacements: Sequence[Replacement]) -> None:
    """Write a copy of a text, Word or Excel file with stretches of its text replaced.

    Offsets are those of ``read_source(original).text``. Formats stay; tracked changes are
    accepted; hidden text, comments, properties, links and files within are left behind. Raises
    UserError for other kinds of files and where a stretch cannot be masked.
    """
    if original.resolve() == target.resolve():
        raise UserError("脱敏副本不能盖掉原稿", "请换一个文件名")
    content = content_of(original, _LARGEST, "待审文件", "请拆分后分别处理")
    atomic_write(target, _masked(content, original, replacements))


def _masked(content: bytes, original: Path, replacements: Sequence[Replacement]) -> bytes:
    ending = original.suffix.lower()
    if ending in _TEXTS:
        found = decoded(content)
        if found is None:
            raise UserError(f"“{original.name}”的文字编码认不出来", "请另存为 UTF-8 编码的文本")
        # With its mark, so that old programs of Windows read it too.
        return replaced(found[0], replacements).encode("utf-8-sig")
    if ending == ".docx":
        return masked_word(content, original.name, replacements)
    if ending == ".xlsx":
        return masked_workbook(content, original.name, replacements)
    if ending == ".pdf":
        raise UserError(
            "PDF 不做脱敏副本，盖住的字还在文件里", "请在原稿（Word、Excel）里脱敏后重新导出"
        )
    raise UserError(f"“{original.name}”做不了脱敏副本", "请另存为 .docx、.xlsx 或 .txt 再做")
