"""Figures found in the text, held against what they may be (正文各处写的数与表)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

import attrs

from gongkai_desktop.domain.annual.number import Number, shown
from gongkai_desktop.domain.annual.violation import Violation, hard, soft

ELSEWHERE = re.compile(
    r"上年同期|去年|同比|相比|[较比]上|环比|增[长加]|减少|下降|上升|累计|历年|以来"
    r"|各(?:单位|部门|镇|乡|街道)|其中(?:镇|街道)"
)
"""Words of a clause that speaks of another year, of some of the units or of a comparison."""
_SOME = re.compile(
    "其中|含|本级|部门|单位|镇|乡|街道|同一|涉及|延期|超期|逾期|网|信函|邮|当面|自然人|企业|季度|上半年"
    r"|下半年|\d月|历次|先后|平均|全[省市县区州旗镇]|(?<![我本全])(?:局|委|厅|办公室|政府办)"
)
"""Words of a sentence that may pick some out of all."""
Told = Callable[[str, str, str], Violation]


@attrs.frozen
class Mention:
    """A number the text states: its words, the sentence ``before`` it, how surely it is meant."""

    words: str
    number: Number
    before: str
    certain: bool = True

    @property
    def picks_some(self) -> bool:
        """Whether the number may be one of several parts."""
        return _SOME.search(self.before + self.words) is not None


def clause_of(sentence: str, match: re.Match[str]) -> str:
    """The clause around a match, between commas and brackets."""
    start = max(sentence.rfind(sign, 0, match.start()) for sign in ",(") + 1
    end = min((at for sign in ",)" if (at := sentence.find(sign, match.end())) >= 0), default=None)
    return sentence[start:end]


def held(
    mentions: Sequence[Mention], due: Sequence[Fraction | Number], place: str, meant: str
) -> Iterator[Violation]:
    """C1: a figure no mention ties with is wrong; where one ties, another that does not is asked.

    Mentions that add up to the figure are its parts. ``meant`` says what the table shows.
    """
    numbers = [Fraction(one.number) for one in mentions]
    if not mentions or not due or (len(numbers) > 1 and sum(numbers) in due):
        return
    strange = [one for one in mentions if Fraction(one.number) not in due]
    if len(strange) == len(mentions):
        told = hard if any(one.certain for one in strange) else soft
        first = strange[0]
        yield told("C1", place, f"正文“{first.words}”写的是{shown(first.number)}，表中{meant}")
        return
    for one in strange:
        if one.certain and not one.picks_some:
            yield soft(
                "C1",
                place,
                f"正文“{one.words}”写的是{shown(one.number)}，别处写的与表一致，表中{meant}",
            )
