"""When a paper is published (发布时机): within the period for it, with its explanation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

import attrs

from gongkai_desktop.domain.review.draft import Draft, Line
from gongkai_desktop.domain.review.finding import Finding, Gate, Severity, finding
from gongkai_desktop.domain.wording import date_words

_OPEN = "主动公开"
_FOOT = 10
"""Lines at the end among which the date of a paper (成文日期) stands alone."""
_SIGNED = re.compile(r"((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日")
_POLICY_PAPERS = frozenset({"政策文件", "规范性文件"})


@attrs.frozen(kw_only=True)
class Timing:
    """ZC05 a paper published too late, ZC06 a policy paper whose explanation is due with it.

    ``last_day`` gives the last day for publishing what was formed on a day (条例第二十六条), None
    where the calendar of that year is not known.
    """

    last_day: Callable[[date], date | None]

    def read(self, draft: Draft) -> Iterator[Finding]:
        """What the day of publication and the kind of paper ask for."""
        if draft.attribute == _OPEN:
            yield from self._late(draft)
        if draft.kind in _POLICY_PAPERS and draft.attribute in ("", _OPEN) and draft.lines:
            first = draft.lines[0]
            yield finding(
                "ZC06",
                Gate.POLICY,
                Severity.HINT,
                (first.start, first.end),
                "政策文件要同步解读：解读稿与文件一起发布，最迟3个工作日，互相链接；不需解读的写明理由",
                "准备解读稿",
                "国办发〔2016〕80号",
            )

    def _late(self, draft: Draft) -> Iterator[Finding]:
        signed = _signed(draft)
        if signed is None:
            return
        line, formed = signed
        last = self.last_day(formed)
        if last is not None and draft.day > last:
            yield finding(
                "ZC05",
                Gate.POLICY,
                Severity.MEDIUM,
                (line.start, line.end),
                f"成文已过20个工作日，应在{date_words(last)}前公开",
                "说明原因，不得改动成文日期和发布日期",
                "条例第二十六条",
            )


def _signed(draft: Draft) -> tuple[Line, date] | None:
    """The date of the paper: the last line near its end that is nothing but a date."""
    for line in reversed(draft.lines[-_FOOT:]):
        match = _SIGNED.fullmatch(line.words.replace(" ", ""))
        if match:
            try:
                return line, date(*map(int, match.groups()))
            except ValueError:
                return None
    return None
