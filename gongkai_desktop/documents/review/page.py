"""Saved web pages for review: what a browser shows, and what only the source holds (网页)."""

from __future__ import annotations

import re
from collections.abc import Iterable

import attrs
from lxml import etree
from lxml.etree import _Element as Element

from gongkai_desktop.documents.review.plain import decoded
from gongkai_desktop.documents.review.transcript import Attachment, Transcript
from gongkai_desktop.domain.review import hidden
from gongkai_desktop.domain.review.source import Cell

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_\-]{3,20})""", re.IGNORECASE)
_CHINESE = ("gb2312", "gbk", "gb18030", "x-gbk", "gb_2312-80")
_LARGEST = 40 * 1024 * 1024
_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "br", "center", "dd", "div", "dl"),
        *("dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5"),
        *("h6", "head", "header", "hr", "li", "main", "nav", "ol", "option", "p", "pre", "section"),
        *("table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul"),
    )
)
_UNSEEN = frozenset(("script", "style"))
_PICTURES = frozenset(
    ("img", "picture", "video", "audio", "canvas", "embed", "object", "iframe", "svg")
)
_META = frozenset(("keywords", "description", "author", "title", "subject"))
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|opacity\s*:\s*0(?![.\d])"
    r"|text-indent\s*:\s*-\d{3,}|left\s*:\s*-\d{4,}",
    re.IGNORECASE,
)
_RULE = re.compile(r"([^{}]{1,500})\{([^{}]{0,5000})\}")
_SELECTOR = re.compile(r"([a-z0-9]*)([.#][\w\-]+)?", re.IGNORECASE)
_TOLD = ("alt", "title", "placeholder", "value")


def read_page(content: bytes, _name: str, transcript: Transcript) -> Iterable[Attachment]:
    """Visible text by paragraphs and table cells; then titles, comments and what is not shown.

    Scripts are not run, nothing is fetched.
    """
    text = _text(content)
    if text is None or len(content) > _LARGEST:
        transcript.skip("", "网页太大或者编码认不出来，没有扫描；请把文字复制出来再审")
        return ()
    # Decoded here: what the page says of its own encoding no longer counts.
    parser = etree.HTMLParser(no_network=True, huge_tree=True, encoding="utf-8")
    root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    if root is None:
        return ()
    _Reader(transcript, _hiding_selectors(root)).read(root)
    if any("depth" in one.message.lower() for one in parser.error_log):
        transcript.skip(
            "嵌套过深的部分", "网页嵌套的层数过多，里面的内容没有扫描；请把文字复制出来再审"
        )
    return ()


def _text(content: bytes) -> str | None:
    said = _CHARSET.search(content[:4096])
    if said and said.group(1).decode("ascii").lower() in _CHINESE:
        text = content.decode("gb18030", errors="replace")
        if text.count("\ufffd") <= 1 + len(text) / 500:
            return text
    found = decoded(content)
    return found[0] if found else None


def _hiding_selectors(root: Element) -> frozenset[str]:
    """Classes, identities and elements that the page's own styles hide."""
    found: set[str] = set()
    for style in root.iter("style"):
        for selectors, rules in _RULE.findall(style.text or ""):
            if _HIDING.search(rules):
                for one in selectors.split(","):
                    name = one.strip()
                    if name and _SELECTOR.fullmatch(name):
                        found.add(name.lower())
    return frozenset(found)


@attrs.define
class _Table:
    number: int
    title: int
    row: int = -1
    column: int = -1


class _Reader:
    """Walks the page without recursion: a hostile page may be nested as deep as it likes."""

    def __init__(self, transcript: Transcript, hiding: frozenset[str]) -> None:
        self._transcript = transcript
        self._hiding = hiding
        self._line: dict[str, list[str]] = {}
        self._paragraph = 0
        self._titles = 0
        self._tables: list[_Table] = []
        self._how: list[str] = [""]
        self._beside: list[tuple[str, str]] = []
        self._first_cell = True

    def read(self, root: Element) -> None:
        """The whole tree, then what stands beside the text."""
        for event, element in etree.iterwalk(root, events=("start", "end", "comment")):
            if event == "comment":
                self._beside.append((element.text or "", "注释"))
                self._put(element.tail or "")
            elif event == "start":
                self._start(element)
            else:
                self._end(element)
        self._flush()
        for words, place in self._beside:
            self._transcript.add(" ".join(words.split()), place, hidden=hidden.SOURCE_CODE)

    def _start(self, element: Element) -> None:
        name = str(element.tag)
        if name in _BLOCKS:
            self._flush()
        self._enter_table(element, name)
        self._how.append(self._how[-1] or self._hidden(element, name))
        self._tell(element, name)
        if name not in _UNSEEN:
            self._put(element.text or "")

    def _end(self, element: Element) -> None:
        name = str(element.tag)
        if name in _BLOCKS:
            self._flush()
        self._how.pop()
        if name == "table" and self._tables:
            self._tables.pop()
        self._put(element.tail or "")

    def _enter_table(self, element: Element, name: str) -> None:
        if name == "table":
            self._titles += 1
            self._tables.append(_Table(self._transcript.table(), self._titles))
        elif name == "tr" and self._tables:
            self._tables[-1].row += 1
            self._tables[-1].column = -1
            self._first_cell = True
        elif name in ("td", "th") and self._tables:
            self._tables[-1].column += 1

    def _hidden(self, element: Element, name: str) -> str:
        if name in ("noscript", "template"):
            return hidden.SOURCE_CODE
        styled = _HIDING.search(element.get("style") or "") is not None
        named = {name, f"#{element.get('id', '')}".lower()}
        for one in (element.get("class") or "").lower().split():
            named |= {f".{one}", f"{name}.{one}"}
        off = "hidden" in element.attrib or element.get("type") == "hidden"
        return hidden.SOURCE_CODE if styled or off or named & self._hiding else ""

    def _tell(self, element: Element, name: str) -> None:
        """Words in attributes; pictures that nobody reads."""
        if name == "meta":
            if (element.get("name") or "").lower() in _META:
                self._beside.append((element.get("content") or "", "网页描述"))
            return
        for key in _TOLD:
            words = element.get(key) or ""
            shown = key == "value" and name == "input" and not self._how[-1]
            if shown and element.get("type") not in ("radio", "checkbox", "password"):
                self._put(words)
            elif words:
                self._beside.append((words, "网页源码"))
        if name in _PICTURES:
            self._transcript.skip(
                "图片和嵌入的内容", "网页中的图片、视频和嵌入的网页没有扫描；请人工查看"
            )

    def _put(self, words: str) -> None:
        if words:
            self._line.setdefault(self._how[-1], []).append(words)

    def _flush(self) -> None:
        line, self._line = self._line, {}
        for how, words in line.items():
            text = " ".join("".join(words).split())
            if text:
                self._add(text, how)

    def _add(self, text: str, how: str) -> None:
        table = self._tables[-1] if self._tables else None
        if table is None or table.column < 0 or table.row < 0:
            self._paragraph += 1
            self._transcript.add(text, f"第{self._paragraph}段", hidden=how)
            return
        place = f"表{table.title}第{table.row + 1}行第{table.column + 1}列"
        cell = Cell(table=table.number, row=table.row, column=table.column)
        after = "\n" if self._first_cell else "\t"
        self._first_cell = False
        self._transcript.add(text, place, hidden=how, cell=cell, after=after)
