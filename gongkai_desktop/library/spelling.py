"""Loads the screened misspellings and the words of the language (resources/lexicon/facts)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.review.spelling import Kind, Misspelling, Vocabulary
from gongkai_desktop.library.paths import resource

_NONE = "-"


@cache
def load_misspellings() -> tuple[Misspelling, ...]:
    """All fixed names and common words with what they may be mistaken for.

    A line is kind, word, and for each character of the word those it may be mistaken for, ``-``
    where there are none. Raises UserError naming the line that is not so.
    """
    vocabulary = load_vocabulary()
    found = []
    for number, line in _lines("misspellings.tsv"):
        try:
            kind, word, mistaken = line.split("\t")
            signs = tuple("" if one == _NONE else one for one in mistaken.split(" "))
            if len(signs) != len(word):
                raise ValueError(line)
            found.append(
                Misspelling(kind=Kind(kind), word=word, mistaken=signs, vocabulary=vocabulary)
            )
        except ValueError as error:
            where = f"misspellings.tsv 第{number}行写法有误"
            raise UserError(where, "请写成：类别、词、每个字的错字，用制表符分开") from error
    return tuple(found)


@cache
def load_vocabulary() -> Vocabulary:
    """The two-character words, and how longer ones end and begin."""
    return Vocabulary(
        words=_pairs("words.txt"),
        ends=_pairs("word_ends.txt"),
        beginnings=_pairs("word_beginnings.txt"),
    )


def _pairs(name: str) -> frozenset[str]:
    """Pairs of characters; a line is the first character and all that may follow it."""
    return frozenset(line[0] + sign for _, line in _lines(name) for sign in line[1:])


def _lines(name: str) -> Iterator[tuple[int, str]]:
    text = resource("lexicon", "facts", name).read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), start=1):
        if line and not line.startswith("#"):
            yield number, line
