"""PDF files for review: text by page, what is covered or invisible, notes, forms, files within."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing

import pypdfium2
import pypdfium2.raw as pdfium

from gongkai_desktop.documents.page_image import ONE_AT_A_TIME
from gongkai_desktop.documents.review.pdf_glyphs import PageReader, PageText
from gongkai_desktop.documents.review.pdf_lines import Paragraph, paragraphs
from gongkai_desktop.documents.review.pdf_notes import attached, notes
from gongkai_desktop.documents.review.transcript import Attachment, Transcript
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.review import hidden

_MOST_PAGES = 3000
_PROPERTIES = {"Title": "标题", "Author": "作者", "Subject": "主题", "Keywords": "关键词"}
_UNSAID = ("", "unspecified", "untitled", "anonymous")
_FEWEST = 8
"""Characters below which a page that shows something is a picture."""
_LOCKED = "设了打开密码，没有扫描；请取消密码后再审，或者审查它的原稿"
_PICTURE = "整页是图片或者扫描件，没有文字层，没有扫描；请人工查看，或者审查它的原稿"
_WITH_PICTURES = "页上的图片没有扫描；请人工查看"
_GARBLED = "页上的文字没有标明是什么字，读出来的不可靠；请审查它的原稿"
_BROKEN = "已损坏，没有扫描"


def read_pdf(content: bytes, name: str, transcript: Transcript) -> Iterable[Attachment]:
    """Pages in order, each with its notes; then properties, bookmarks and files within.

    Raises UserError for a damaged file.
    """
    try:
        with ONE_AT_A_TIME:
            document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            transcript.skip("", _LOCKED)
            return
        raise UserError(f"“{name}”已损坏，打不开", "请重新取得这个文件") from error
    told: dict[str, list[int]] = {}
    flow = _Flow(transcript)
    count = len(document)
    for number in range(1, min(count, _MOST_PAGES) + 1):
        with ONE_AT_A_TIME:
            _add_page(document, number, flow, told)
    if count > _MOST_PAGES:
        transcript.skip(f"第{_MOST_PAGES}页以后", "页数过多，没有扫描；请拆分后分别审查")
    for why, pages in told.items():
        transcript.skip(_ranges(pages), why)
    with ONE_AT_A_TIME:
        _add_about(document, transcript)
        files = list(attached(document))
        document.close()
    yield from files


class _Flow:
    """Adds pages one after the other; a sentence broken over two of them reads on."""

    def __init__(self, transcript: Transcript) -> None:
        self._transcript = transcript
        self._open = False

    def add(self, page: PageText, number: int) -> None:
        place = f"第{number}页"
        parts = paragraphs([line for line in page.lines if not line.is_page_number])
        goes_on = self._open and bool(parts) and parts[0].flush
        for at, part in enumerate(parts):
            self._transcript.add(part.visible, place, after="" if goes_on and at == 0 else "\n")
            if at == 0:
                # Here, where it parts no sentence: the last paragraph may go on overleaf.
                self._add_page_number(page, place)
        if not parts:
            self._add_page_number(page, place)
        self._open = bool(parts) and parts[-1].open
        for part in parts:
            self._add_hidden(part, place)

    def _add_page_number(self, page: PageText, place: str) -> None:
        for line in page.lines:
            if line.is_page_number:
                self._transcript.add(line.visible, place)

    def _add_hidden(self, part: Paragraph, place: str) -> None:
        for how, words in part.hidden:
            self._transcript.add(words, place, hidden=how)
            self._open = False

    def note(self, words: str, place: str, how: str) -> None:
        self._transcript.add(words, place, hidden=how)
        self._open = False


def _add_page(
    document: pypdfium2.PdfDocument, number: int, flow: _Flow, told: dict[str, list[int]]
) -> None:
    try:
        page = document[number - 1]
        with closing(page), closing(PageReader(page)) as reader:
            text = reader.read()
            flow.add(text, number)
            for words, where, how in notes(page):
                flow.note(words, f"第{number}页{where}", how)
    except pypdfium2.PdfiumError:
        told.setdefault(_BROKEN, []).append(number)
        return
    why = _not_scanned(text)
    if why:
        told.setdefault(why, []).append(number)


def _not_scanned(text: PageText) -> str:
    signs = [one for line in text.lines for one in line.glyphs if one.sign.strip()]
    seen = sum(not one.hidden for one in signs)
    if seen < _FEWEST and text.drawn:
        return _PICTURE
    if text.unreadable > len(signs) / 10:
        return _GARBLED
    return _WITH_PICTURES if text.pictures else ""


def _add_about(document: pypdfium2.PdfDocument, transcript: Transcript) -> None:
    for key, label in _PROPERTIES.items():
        words = document.get_metadata_value(key).strip()
        if words.lower() not in _UNSAID:
            transcript.add(f"{label}：{words}", "文件属性", hidden=hidden.PROPERTY)
    for one in _bookmarks(document):
        transcript.add(one, "书签", hidden=hidden.DATA)
    if document.get_formtype() in (pdfium.FORMTYPE_XFA_FULL, pdfium.FORMTYPE_XFA_FOREGROUND):
        transcript.skip("动态表单", "这种表单没有扫描；请另存为普通 PDF 再审")


def _bookmarks(document: pypdfium2.PdfDocument) -> Iterator[str]:
    try:
        for one in document.get_toc(max_depth=10):
            yield one.get_title()
    except pypdfium2.PdfiumError:
        return


def _ranges(pages: list[int]) -> str:
    """第2页、第5—9页."""
    runs: list[list[int]] = []
    for number in pages:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return "、".join(f"第{a}页" if a == b else f"第{a}—{b}页" for a, b in runs)
