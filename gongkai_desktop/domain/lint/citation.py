"""Articles cited in a letter (引用条款), in whatever shape offices write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

import attrs

from gongkai_desktop.domain.lint.text import LetterText, Span
from gongkai_desktop.domain.wording import number_in

_N = r"[一二三四五六七八九十百零〇\d]{1,6}"
_ARTICLE = rf"第(?P<article>{_N})条(?:之[一二三])?"
_PARAGRAPH = rf"(?:第(?P<paragraph>{_N})款)?"
_ITEM = rf"(?:第?[（(]?(?P<item>{_N})[）)]?项)?"
_CITED = re.compile(_ARTICLE + _PARAGRAPH + _ITEM)
_TITLE = re.compile(
    r"《(?P<title>[^《》]{2,60}(?:《[^》]{2,40}》[^《》]{0,20})?)》(?:（[^）]{0,40}）)?"
)


@attrs.frozen(kw_only=True)
class Cited:
    """One article cited: whose title (空 where unnamed), article, paragraph (款), item (项)."""

    title: str
    article: int
    paragraph: int | None
    item: int | None
    span: Span


@attrs.frozen
class Citations:
    """All citations of a letter and the titles it names."""

    letter: LetterText

    @cached_property
    def cited(self) -> tuple[Cited, ...]:
        """Every article in the order of the text, each under the title that governs it."""
        titles = [(match.end(), match.group("title")) for match in self._titles()]
        found = []
        for match in _CITED.finditer(self.letter.plain):
            article = number_in(match.group("article"))
            if not article:
                continue
            found.append(
                Cited(
                    title=self._governing(titles, match.start()),
                    article=article,
                    paragraph=number_in(match.group("paragraph") or "") or None,
                    item=number_in(match.group("item") or "") or None,
                    span=self.letter.span(*match.span()),
                )
            )
        return tuple(found)

    @cached_property
    def titles(self) -> tuple[Span, ...]:
        """Every title in 《》 with its place."""
        return tuple(self.letter.span(*match.span("title")) for match in self._titles())

    def of(self, title: str) -> Iterator[Cited]:
        """The articles of one statute, cited by its full or its short title."""
        return (one for one in self.cited if same_title(one.title, title))

    def _titles(self) -> list[re.Match[str]]:
        return [*_TITLE.finditer(self.letter.plain)]

    def _governing(self, titles: list[tuple[int, str]], at: int) -> str:
        """The title before an article, if the sentence has not ended in between.

        An article alone at the head of a new sentence goes on with the last statute named: in
        these letters that is nearly always 条例.
        """
        before = [(end, title) for end, title in titles if end <= at]
        if not before:
            return ""
        end, title = before[-1]
        return title if at - end <= 400 else ""


REGULATION = "政府信息公开条例"


def same_title(one: str, other: str) -> bool:
    """Whether two titles name one statute: with or without 中华人民共和国, 《条例》 for short."""
    plain, wanted = (title.removeprefix("中华人民共和国") for title in (one, other))
    if wanted == REGULATION:
        return plain in {REGULATION, "条例", "信息公开条例"}
    return plain == wanted


def read_articles(articles: tuple[str, ...]) -> list[tuple[int, int | None, int | None]]:
    """Articles of the law book (第三十六条第（二）项) as article, paragraph, item."""
    found = []
    for words in articles:
        for match in _CITED.finditer(words):
            paragraph, item = match.group("paragraph"), match.group("item")
            found.append(
                (
                    number_in(match.group("article")),
                    number_in(paragraph or "") or None,
                    number_in(item or "") or None,
                )
            )
    return found
