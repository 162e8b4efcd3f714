"""The words of old registers: spellings of headers, kinds and filler rows, loaded from data."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

import attrs

_BRACKETED = re.compile(r"\([^()]*\)")
_JUNK = re.compile(r"[\s*＊:：、，,。.“”\"'_]+")


def plain(value: object) -> str:
    """Text with full-width forms folded and without spaces, for comparing."""
    if value is None:
        return ""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(value)))


def header_words(value: object) -> str:
    """A header without marks and spaces, lower case."""
    return _JUNK.sub("", plain(value)).lower()


def without_brackets(words: str) -> str:
    """A header without its bracketed remark: 收到日期(年月日)."""
    return _BRACKETED.sub("", words)


@attrs.frozen(kw_only=True)
class IntakeWords:
    """Every spelling known: header → field, words of kinds, of filler rows, of empty cells."""

    headers: Mapping[str, str]
    labels: Mapping[str, str]
    kinds: Mapping[str, str]
    unclear_kinds: frozenset[str]
    totals: tuple[str, ...]
    footers: tuple[str, ...]
    empty: frozenset[str]
    withdrawn: tuple[str, ...]

    def field_of(self, header: object) -> str:
        """The field a header names, empty where it names none.

        Exact spellings first, then the same without brackets, then the longest known spelling
        inside the header.
        """
        words = header_words(header)
        for candidate in (words, header_words(without_brackets(words))):
            if candidate in self.headers:
                return self.headers[candidate]
        inside = [known for known in self.headers if len(known) >= 3 and known in words]
        if not inside or len(words) > 24:
            return ""
        return self.headers[max(inside, key=len)]

    def is_empty(self, value: object) -> bool:
        """Whether a cell says nothing."""
        return plain(value).lower() in self.empty
