"""Finds thousands of words in one pass over a text (多词匹配)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

try:
    import ahocorasick
except ImportError:  # no compiled matcher for this kind of machine
    ahocorasick = None

Value = TypeVar("Value")
Found = Iterable[tuple[int, tuple[int, Value]]]


class Matcher:
    """Every occurrence of every word, overlapping ones too: ``(last, (length, value))``.

    ``last`` is the offset of a hit's last character. The compiled automaton does the work where
    it exists for the machine, otherwise a table of two-character beginnings, some three times
    slower.
    """

    def __init__(self, words: Mapping[str, Any], *, compiled: bool = True) -> None:
        self._automaton: Any = None
        self._heads: dict[str, list[str]] = {}
        self._values: Mapping[str, Any] = {}
        if compiled and words and ahocorasick is not None:
            self._automaton = _automaton(words)
            return
        self._values = words
        for word in words:
            self._heads.setdefault(word[:2], []).append(word)

    def __call__(self, text: str) -> Found[Any]:
        """All hits in a text; the compiled automaton gives them in the order of their ends."""
        if self._automaton is not None:
            return self._automaton.iter(text)  # type: ignore[no-any-return]
        return self._walk(text)

    def _walk(self, text: str) -> Iterator[tuple[int, tuple[int, Any]]]:
        singles = {head for head in self._heads if len(head) == 1}
        for at in range(len(text)):
            for head in (text[at : at + 2], text[at] if text[at] in singles else ""):
                for word in self._heads.get(head, ()):
                    if len(head) == min(2, len(word)) and text.startswith(word, at):
                        yield at + len(word) - 1, (len(word), self._values[word])


def _automaton(words: Mapping[str, Any]) -> Any:
    """The compiled words; those of one length and value share one answer."""
    automaton = ahocorasick.Automaton()
    answers: dict[tuple[int, int], tuple[int, Any]] = {}
    for word, value in words.items():
        answer = answers.setdefault((len(word), id(value)), (len(word), value))
        automaton.add_word(word, answer)
    automaton.make_automaton()
    return automaton
