"""Documents this office decided not to publish (本机关未公开文件), cited by title or number.

What is quoted of them goes out with the paper that quotes it, so title and number are looked for
in every draft (公开属性认定台账; 条例第十四条至第十六条).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

import attrs

from gongkai_desktop.domain.review.draft import Draft
from gongkai_desktop.domain.review.finding import Finding, Gate, Severity

_SHORTEST = 8
"""Characters from which on a title says which document is meant."""
_YEAR = re.compile(r"[〔\[（(【](\d{4})[〕\]）)】]")
_BRACKETS = ("〔〕", "[]", "（）", "()", "【】")


@attrs.frozen(kw_only=True)
class PrivateDocument:
    """One document: title, number, its attribute (依申请公开 or 不予公开), where that is kept."""

    title: str
    number: str
    attribute: str
    basis: str = "公开属性认定台账"

    @cached_property
    def find(self) -> tuple[str, ...]:
        """Its title, and its number in every kind of brackets."""
        words = [self.title] if len(self.title) >= _SHORTEST else []
        year = _YEAR.search(self.number)
        if year:
            head, tail = self.number[: year.start()], self.number[year.end() :]
            words += [f"{head}{pair[0]}{year.group(1)}{pair[1]}{tail}" for pair in _BRACKETS]
        return tuple(words)

    def check(self, draft: Draft, start: int, end: int) -> Iterator[Finding]:
        """The finding at one mention; ``14号`` within ``114号`` is another document."""
        words = draft.text[start:end]
        if words[:1].isdigit() and draft.text[start - 1 : start].isdigit():
            return
        yield Finding(
            rule="BM11",
            gate=Gate.SECRECY,
            severity=Severity.HIGH,
            start=start,
            end=end,
            message=f"引用了本机关认定为{self.attribute}的文件“{self.title}”",
            suggestion="删去标题、文号和引用的内容，或者先调整公开属性",
            basis=self.basis,
        )
