"""The kinds of package (报送包种类) and the periods they bear."""

from __future__ import annotations

import re
from enum import StrEnum

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.ledger.form import Period


class PackageKind(StrEnum):
    """What a package carries; the value is the word on it and in its file name."""

    ANNUAL = "年报"
    QUARTER = "季报"
    TASKS = "任务"
    REGISTER = "台账脱敏"
    FILING = "答复备案"
    PRECEDENTS = "案例"
    CONFIGURATION = "配置"
    RETURN = "退回"
    ASSIGNMENT = "协办"
    OPINION = "协办反馈"

    @property
    def word(self) -> str:
        """The house's English word, accepted on the command line."""
        return self.name.lower()

    @property
    def goes_up(self) -> bool:
        """Whether a department hands it to the county office (上报), not the other way."""
        return self in _UPWARD

    @property
    def within(self) -> bool:
        """Whether it stays inside the organ: a request out to a section and back (协办)."""
        return self in (PackageKind.ASSIGNMENT, PackageKind.OPINION)


_UPWARD = (
    PackageKind.ANNUAL,
    PackageKind.QUARTER,
    PackageKind.REGISTER,
    PackageKind.FILING,
)


def kind_named(name: str) -> PackageKind:
    """A kind by its word; raises UserError naming the words there are."""
    for kind in PackageKind:
        if name in (kind.value, kind.word):
            return kind
    known = "、".join(f"{kind.value}（{kind.word}）" for kind in PackageKind)
    raise UserError(f"没有“{name}”这种报送包", f"可用：{known}")


_YEAR = re.compile(r"(20\d\d)年?(?:度)?")
_QUARTER = re.compile(r"20\d\dQ[1-4]")
_NUMBER = re.compile(r"[^\x00-\x1f\x7f]{1,60}")
_QUARTERS = "一二三四"


def period_of(text: str, kind: PackageKind) -> str:
    """The reporting period (期间) as packages bear it: 2026, a quarter 2026Q3, a 登记号.

    A return bears the period of the report it sends back; what goes to a section and back bears
    the number of its request. Raises UserError where the words fit the kind of package not.
    """
    words = text.strip()
    if kind.within:
        if not _NUMBER.fullmatch(words):
            raise UserError(f"登记号“{words[:20]}”不对", "请写登记簿里的登记号，如 2026-004")
        return words
    found = _YEAR.fullmatch(words)
    if kind == PackageKind.QUARTER or (kind == PackageKind.RETURN and not found):
        from gongkai_desktop.domain.statistics import span_of  # the desk knows kinds, not spans

        first = span_of(Period.QUARTER, text).first
        return f"{first.year}Q{(first.month + 2) // 3}"
    if found is None:
        raise UserError(f"期间“{text}”不对", "请写成四位数的年份，如 2026")
    return found.group(1)


def period_words(period: str) -> str:
    """A period in words: 2026年, 2026年第三季度; a 登记号 as it is."""
    if _QUARTER.fullmatch(period):
        year, _, quarter = period.partition("Q")
        return f"{year}年第{_QUARTERS[int(quarter) - 1]}季度"
    return f"{period}年" if _YEAR.fullmatch(period) else period
