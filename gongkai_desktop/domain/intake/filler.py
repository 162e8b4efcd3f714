"""Rows of an old register that hold no request: blanks, totals, headers again, footers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from gongkai_desktop.domain.intake.table import RECEIPT, Layout, Value
from gongkai_desktop.domain.intake.words import IntakeWords, header_words, plain

Said = Mapping[str, tuple[Value, str]]
_ESSENTIAL = (*RECEIPT, "applicant", "request_text")
_MOST_IN_FOOTER = 6
_HALF_FILLED = 3
_BRACKETED = re.compile(r"[(\[【〔].{0,12}[)\]】〕]")
"""A row of units below the header: (年月日), (工作日)."""


class Fillers:
    """Knows the rows of one sheet that are skipped without being errors."""

    def __init__(self, layout: Layout, words: IntakeWords) -> None:
        self._parts = layout.parts
        self._words = words
        totals = "|".join(map(re.escape, words.totals))
        # 合计, 2024年合计: 35件, 共35件; never a word inside a longer name.
        self._total = re.compile(
            rf"(?:.{{0,8}}?(?:{totals})|共)(?:[(（:：]?[\d.,]*[件条次人]?[)）]?)"
        )

    def skip(self, values: Sequence[Value], said: Said) -> bool:
        """Whether a row holds no request; ``said`` are its cells by field."""
        essential = [field for field in _ESSENTIAL if field in said]
        if not essential and ("register_no" not in said or len(said) < _HALF_FILLED):
            return True  # nothing, or a number kept for a request that has not come yet
        if len(essential) >= 3 and any(isinstance(said[field][0], date) for field in essential):
            return False
        words = [plain(value) for value in values if value is not None]
        words = [word for word in words if word]
        return (
            any(self._total.fullmatch(word) for word in words[:3])
            or self._is_footer(words)
            or self._is_heading(values, words)
            or all(_BRACKETED.fullmatch(word) or word in self._words.units for word in words)
            or self._is_header_again(words)
        )

    def _is_footer(self, words: Sequence[str]) -> bool:
        return words[0].startswith(self._words.footers) and len(set(words)) <= _MOST_IN_FOOTER

    def _is_heading(self, values: Sequence[Value], words: Sequence[str]) -> bool:
        """One remark across the table, or a row that only numbers its columns."""
        if len(set(words)) == 1 and len(values) > 2:
            return len(words) > 1 or not self._words.is_empty(values[0])
        numbers = [word.strip("()") for word in words]
        return len(words) > 3 and numbers == [str(one) for one in range(1, len(words) + 1)]

    def _is_header_again(self, words: Sequence[str]) -> bool:
        again = sum(header_words(word) in self._parts for word in words)
        return again >= 3 and again * 2 > len(words)
