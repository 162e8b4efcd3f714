"""The index of the manual (索引): where its terms stand, read from the pages themselves."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import pypdfium2
from pypinyin import lazy_pinyin

_MOST_PAGES = 4


@attrs.frozen(kw_only=True)
class Entry:
    """A term and its first few pages, counted from 1."""

    term: str
    pages: tuple[int, ...]


def index_of(pdf: bytes, terms: Sequence[str], *, first: int) -> tuple[Entry, ...]:
    """The terms that occur from page ``first`` on, in the order of their sound (拼音)."""
    document = pypdfium2.PdfDocument(pdf)
    texts = ["".join(page.get_textpage().get_text_range().split()) for page in document]
    found = []
    for term in sorted(set(terms), key=lazy_pinyin):
        pages = [at for at, text in enumerate(texts, start=1) if at >= first and term in text]
        if pages:
            found.append(Entry(term=term, pages=tuple(pages[:_MOST_PAGES])))
    return tuple(found)
