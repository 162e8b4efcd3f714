"""The words of old registers: spellings of headers, kinds and filler rows, loaded from data."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Hashable, Mapping
from functools import lru_cache

import attrs

_BRACKETED = re.compile(r"[(\[【〔][^()\[\]【】〔〕]*[)\]】〕]")
_SPACE = re.compile(r"\s+")
_JUNK = re.compile(r"[\s*＊:：、，,。.“”\"'_/\\]+")
_LEADING_NUMBER = re.compile(r"^[(（]?[\d一二三四五六七八九十]{1,2}[)）.、]\s*")
_KIND_MARKS = re.compile(r"[\-—–:：/、,，()（）;；]+")
_LONGEST_HEADER = 24
_LONGEST_EMPTY = 8
_SHORTEST_ORGANISATION = 4


@lru_cache(maxsize=16_384, typed=True)
def plain(value: Hashable) -> str:
    """Text with full-width forms folded and without spaces, for comparing."""
    if value is None:
        return ""
    return _SPACE.sub("", unicodedata.normalize("NFKC", str(value)))


def header_words(value: object) -> str:
    """A header without marks and spaces, lower case."""
    return _JUNK.sub("", plain(value)).lower()


def without_brackets(words: str) -> str:
    """A header without its bracketed remark: 收到日期(年月日)."""
    return _BRACKETED.sub("", words)


@attrs.frozen(kw_only=True)
class IntakeWords:
    """Every spelling known: header → field, words of kinds, of filler rows, of empty cells.

    ``unsure`` are words that forbid taking a header for a longer one of its kind (是否延期 is no
    day). ``detours`` are groups of columns under which 收到日期 is not the receipt of the request.
    ``organisation`` finds what only names of organisations hold; ``name_kinds`` and ``code_kinds``
    tell the kind of an applicant by the end of its name (有限公司) and by the first two places of
    its credit code (GB 32100). ``units`` fill the row of units some tables have below the header.
    """

    headers: Mapping[str, str]
    labels: Mapping[str, str]
    kinds: Mapping[str, str]
    unclear_kinds: frozenset[str]
    name_kinds: Mapping[str, str]
    code_kinds: Mapping[str, str]
    organisation: re.Pattern[str]
    totals: tuple[str, ...]
    footers: tuple[str, ...]
    units: frozenset[str]
    empty: frozenset[str]
    same: frozenset[str]
    withdrawn: tuple[str, ...]
    yes: frozenset[str]
    unsure: tuple[str, ...]
    detours: tuple[str, ...]

    def exact_field(self, header: object) -> str:
        """The field of a header written just so, its numbering and bracketed remark left out."""
        folded = plain(header)
        for candidate in (folded, without_brackets(folded), _LEADING_NUMBER.sub("", folded)):
            field = self.headers.get(header_words(candidate))
            if field:
                return field
        return ""

    def field_of(self, header: object) -> str:
        """The field a header names, empty where it names none.

        Exact spellings first, then the longest known spelling it ends with, then the longest one
        inside it.
        """
        exact = self.exact_field(header)
        words = header_words(without_brackets(plain(header)))
        if exact or len(words) > _LONGEST_HEADER or any(word in words for word in self.unsure):
            return exact
        inside = [known for known in self.headers if len(known) >= 3 and known in words]
        if not inside:
            return ""
        return self.headers[max(inside, key=lambda known: (words.endswith(known), len(known)))]

    def kind_of(self, words: str) -> str:
        """The kind of applicant some words name, empty where they name none or several.

        The national form writes 法人或其他组织—商业企业: the last part that names a kind counts.
        """
        whole = header_words(words)
        if whole in self.kinds:
            return self.kinds[whole]
        parts = [header_words(_LEADING_NUMBER.sub("", one)) for one in _KIND_MARKS.split(words)]
        named = {self.kinds[part] for part in parts if part in self.kinds}
        return named.pop() if len(named) == 1 else ""

    def kind_of_name(self, name: str) -> str:
        """The kind the end of a name settles, empty where it settles none."""
        if len(name) < _SHORTEST_ORGANISATION:
            return ""
        bare = without_brackets(plain(name))
        return next((kind for end, kind in self.name_kinds.items() if bare.endswith(end)), "")

    def is_empty(self, value: object) -> bool:
        """Whether a cell says nothing."""
        if value is None:
            return True
        if not isinstance(value, str):
            return False
        return not value or (len(value) <= _LONGEST_EMPTY and plain(value).lower() in self.empty)
