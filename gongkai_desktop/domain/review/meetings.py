"""Congresses and plenary sessions (党的会议) against the table of those that were held."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import attrs

from gongkai_desktop.domain.review.draft import Draft
from gongkai_desktop.domain.review.fact import Fact, FactKind
from gongkai_desktop.domain.review.finding import Finding, Gate, Severity, finding

_PLENARY = re.compile(
    r"(?P<congress>十[一二三四五六七八九]?|二十)届(?P<session>[一二三四五六七八九十]{1,2})中全会"
)
_CONGRESS = re.compile(
    r"党的(?P<congress>[一二三四五六七八九十]{1,3})大(?!报|队|会|学|量|批|部|力|型|户|军)"
)
_FULL = re.compile(
    r"(?:中国共产党|中共|党的)第(?P<congress>[一二三四五六七八九十]{1,3})次全国代表大会"
)
_YEAR_AFTER = re.compile(
    r"(?:是?[于在])((?:19|20)\d\d)年\d{0,2}月?\d{0,2}日?(?:在[^，。]{1,6})?(?:召开|举行|开幕)"
)
_YEAR = re.compile(
    r"((?:19|20)\d\d)年(?:\d{1,2}月)?(?:召开|举行|闭幕|开幕)?的?(?:党的|中国共产党|中共)?$"
)


@attrs.frozen(kw_only=True)
class Plenaries:
    """ZZ03: a session that was never held, one not yet held, a wrong year before the name."""

    held: Mapping[str, date]
    find: tuple[str, ...] = ("中全会", "党的", "次全国代表大会")

    def check(self, draft: Draft, start: int, end: int) -> Iterator[Finding]:
        """The finding at one name."""
        for pattern in (_PLENARY, _CONGRESS, _FULL):
            for match in draft.near(pattern, start, end, 12):
                yield from self._judged(draft, match)

    def _judged(self, draft: Draft, match: re.Match[str]) -> Iterator[Finding]:
        name = match.group().removeprefix("党的")
        if match.re is _FULL:
            name = f"{match.group('congress')}大"
        opened = self.held.get(name)
        if opened is None:
            yield _finding(Severity.GRAVE, match.span(), f"没有“{name}”这次会议", "核对届次")
            return
        if opened > draft.day:
            message = f"“{name}”在{opened.year}年{opened.month}月才召开"
            yield _finding(Severity.HIGH, match.span(), message, "核对届次")
            return
        year = _YEAR.search(draft.before(match.start(), 20))
        if year and int(year.group(1)) != opened.year:
            span = (match.start() - len(year.group()), match.end())
            yield _finding(
                Severity.HIGH, span, f"“{name}”在{opened.year}年召开", f"{opened.year}年"
            )
            return
        after = _YEAR_AFTER.match(draft.text, match.end())
        if after and int(after.group(1)) != opened.year:
            message = f"“{name}”在{opened.year}年召开"
            yield _finding(Severity.HIGH, after.span(1), message, str(opened.year))


def plenaries(facts: Iterable[Fact]) -> Plenaries:
    """The rule that follows from the meetings among an office's facts."""
    return Plenaries(
        held={
            fact.subject: date.fromisoformat(fact.detail)
            for fact in facts
            if fact.kind is FactKind.MEETING
        }
    )


def _finding(severity: Severity, span: tuple[int, int], message: str, suggestion: str) -> Finding:
    basis = "中央公布的会议公报"
    return finding("ZZ03", Gate.POLITICS, severity, span, message, suggestion, basis)
