"""OFD files for review (GB/T 33190): text of each page, notes, properties, attachments (版式)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator

from lxml.etree import _Element as Element

from gongkai_desktop.documents.review.markup import child, local, value, within
from gongkai_desktop.documents.review.package import Package
from gongkai_desktop.documents.review.pdf_lines import Glyph, Line, line_of, paragraphs
from gongkai_desktop.documents.review.transcript import Attachment, Transcript
from gongkai_desktop.domain.review import hidden

_PROPERTIES = {"Title": "标题", "Author": "作者", "Subject": "主题", "Keyword": "关键词"}
_MOST_PAGES = 3000
_NEAR = 0.5
"""Share of a line's height within which two pieces stand on one line."""


def read_ofd(content: bytes, name: str, transcript: Transcript) -> Iterable[Attachment]:
    """Pages in their order; what an OFD hides by covering it cannot be told, and that is said.

    Raises UserError for a file that is damaged or made to do harm.
    """
    package = Package(content, name, transcript)
    root = package.tree("OFD.xml")
    for body in within(root, "DocBody") if root is not None else ():
        main = _location("", child(body, "DocRoot"))
        document = package.tree(main)
        if document is not None:
            _add_pages(package, main, document, transcript)
        info = child(body, "DocInfo")
        for one in info if info is not None else ():
            label, words = _PROPERTIES.get(local(one)), (one.text or "").strip()
            if label and words:
                transcript.add(f"{label}：{words}", "文件属性", hidden=hidden.PROPERTY)
    transcript.skip("被遮盖的文字和图片", "OFD 中被遮盖的文字、图片、印章没有分辨；请审查它的原稿")
    return _attached(package)


def _add_pages(package: Package, main: str, document: Element, transcript: Transcript) -> None:
    base = posixpath.dirname(main)
    pages = within(document, "Page")
    for number, page in enumerate(pages[:_MOST_PAGES], 1):
        content = package.tree(_join(base, value(page, "BaseLoc")))
        if content is None:
            continue
        for part in paragraphs(list(_lines(content))):
            transcript.add(part.visible, f"第{number}页")
    if len(pages) > _MOST_PAGES:
        transcript.skip(f"第{_MOST_PAGES}页以后", "页数过多，没有扫描；请拆分后分别审查")
    for name in package.matching(rf"{base}/(?:.*/)?Annot[^/]*\.xml"):
        root = package.tree(name)
        for one in within(root, "Remark", "Parameter") if root is not None else ():
            transcript.add((one.text or "").strip(), "注释", hidden=hidden.ANNOTATION)


def _lines(content: Element) -> Iterator[Line]:
    """Pieces of text put to lines: a program may write every character by itself."""
    line: list[Glyph] = []
    for one in within(content, "TextObject"):
        glyphs = _glyphs(one)
        if glyphs and line and not _same_line(line[-1], glyphs[0]):
            yield line_of(line)
            line = []
        line += glyphs
    if line:
        yield line_of(line)


def _glyphs(one: Element) -> list[Glyph]:
    words = "".join(code.text or "" for code in within(one, "TextCode")).strip("\r\n")
    box = [_number(text) for text in value(one, "Boundary").split()[:4]]
    if not words.strip() or len(box) < 4:
        return []
    left, top, width, height = box
    step = width / len(words)
    # A page counts from its upper left corner, lines from below.
    return [
        Glyph(sign, left + at * step, left + (at + 1) * step, -top - height, -top)
        for at, sign in enumerate(words)
    ]


def _same_line(before: Glyph, after: Glyph) -> bool:
    height = max(before.top - before.bottom, 0.1)
    return abs(before.bottom - after.bottom) < _NEAR * height and after.left > before.left


def _attached(package: Package) -> Iterator[Attachment]:
    for name in package.matching(r".*/Attachs?/.+"):
        content = package.part(name)
        if content and not name.endswith(".xml"):
            yield Attachment(posixpath.basename(name), content, hidden.EMBEDDED)


def _location(base: str, element: Element | None) -> str:
    return "" if element is None else _join(base, (element.text or "").strip())


def _join(base: str, place: str) -> str:
    return posixpath.normpath(posixpath.join("/", base, place)).lstrip("/")


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
