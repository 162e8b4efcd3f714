"""Articles cited in a letter (引用条款), in whatever shape offices write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

import attrs

from gongkai_desktop.domain.lint.text import LetterText, Span
from gongkai_desktop.domain.wording import number_in

_N = r"[一二三四五六七八九十百零〇两\d]{1,6}"
_AND = r"[、和及或与]"
_ARTICLE = rf"第(?P<article>{_N})条(?:之[一二三])?"
_PARAGRAPHS = rf"(?:第(?P<paragraphs>{_N}(?:{_AND}第?{_N})*)款)?"
_ONE_ITEM = rf"第?[（(]?{_N}[）)]?"
_ITEMS = rf"(?:(?P<items>{_ONE_ITEM}(?:项?{_AND}{_ONE_ITEM}(?=项|[、和及]第?[（(]))*)项)?"
_CITED = re.compile(_ARTICLE + _PARAGRAPHS + _ITEMS)
_FIGURE = re.compile(_N)
_SHORT = re.compile(r"(?:信息公开条例|(?<=[据照依和及、，。；由按])(?:本|该|上述|现行)?条例)的?$")
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
        found: list[Cited] = []
        for match in _CITED.finditer(self.letter.plain):
            title = self._governing(titles, match.start())
            span = self.letter.span(*match.span())
            for article, paragraph, item in _read(match):
                found.append(
                    Cited(title=title, article=article, paragraph=paragraph, item=item, span=span)
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
        if _SHORT.search(self.letter.plain, max(0, at - 16), at):
            return REGULATION
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
    return [one for words in articles for match in _CITED.finditer(words) for one in _read(match)]


def _read(match: re.Match[str]) -> Iterator[tuple[int, int | None, int | None]]:
    """One citation, or several where it lists paragraphs or items (第（二）、（四）项)."""
    article = number_in(match.group("article"))
    paragraphs = _figures(match.group("paragraphs"))
    items = _figures(match.group("items"))
    if article:
        yield from ((article, paragraph, item) for paragraph in paragraphs for item in items)


def _figures(words: str | None) -> list[int | None]:
    found = [number_in(one) or None for one in _FIGURE.findall(words or "")]
    return [*found] or [None]
