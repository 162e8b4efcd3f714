"""Whether two records are of one review or suit (同一案件): one case counts once in 表三."""

from __future__ import annotations

import unicodedata

from gongkai_desktop.domain.dispute import Dispute

_BRACKETS = str.maketrans("〔[【〕]】", "((()))")


def is_same_case(one: Dispute, other: Dispute) -> bool:
    """Whether two records are of one case: its number, and its organ where both name one."""
    mine, theirs = one.proceeding, other.proceeding
    number = _bare(mine.case_no)
    if not number or number != _bare(theirs.case_no):
        return False
    return not mine.organ or not theirs.organ or mine.organ == theirs.organ


def _bare(case_no: str) -> str:
    """A case number without blanks, its brackets and digits of one kind."""
    return "".join(unicodedata.normalize("NFKC", case_no).translate(_BRACKETS).split())
