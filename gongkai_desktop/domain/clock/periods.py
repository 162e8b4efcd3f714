"""The other periods: proactive publication, review, suit, and the office's own answers.

Natural days and months begin the day after and roll over to the next working day when their
last day is a day off (民法典第二百零一条至第二百零三条, 民事诉讼法第八十五条).
"""

from __future__ import annotations

import calendar as month_lengths
from datetime import date, timedelta

import attrs

from gongkai_desktop.domain.calendar import CalendarMissingError, WorkCalendar
from gongkai_desktop.domain.clock.rules import RemedyPeriods, RuleBook
from gongkai_desktop.domain.errors import UserError

SIMPLIFIED = ("简易", "简易程序", "simplified")
ORDINARY = ("", "普通", "普通程序", "一般程序", "ordinary")


@attrs.frozen(kw_only=True)
class PeriodEnd:
    """The last day of a period; ``raw_date`` is the one before rolling over, natural time only."""

    due_date: date | None
    raw_date: date | None = None
    provisional: bool = False
    needs_calendar_year: int | None = None


def proactive_deadline(formed: date, calendar: WorkCalendar, rules: RuleBook) -> PeriodEnd:
    """主动公开: 20 working days from forming or change (条例第二十六条)."""
    return _workdays(formed, rules.at(formed).proactive, calendar)


def review_deadline(received: date, calendar: WorkCalendar, remedy: RemedyPeriods) -> PeriodEnd:
    """申请行政复议: 60 natural days from receiving the reply (行政复议法第二十条)."""
    return _rolled(received + timedelta(days=remedy.review_natural), calendar)


def suit_deadline(received: date, calendar: WorkCalendar, remedy: RemedyPeriods) -> PeriodEnd:
    """直接起诉: six months from receiving the reply (行政诉讼法第四十六条)."""
    return _rolled(months_after(received, remedy.suit_months), calendar)


def suit_after_review_deadline(
    received: date, calendar: WorkCalendar, remedy: RemedyPeriods
) -> PeriodEnd:
    """复议后起诉: 15 natural days from receiving the review decision (行政诉讼法第四十五条)."""
    return _rolled(received + timedelta(days=remedy.suit_after_review_natural), calendar)


def review_answer_deadline(
    copy_received: date, procedure: str, calendar: WorkCalendar, remedy: RemedyPeriods
) -> PeriodEnd:
    """复议答复: 10 working days, 5 in simplified procedure (行政复议法第四十八条、第五十四条).

    Without a word the procedure is the ordinary one; UserError for one that is neither.
    """
    simplified = procedure.strip() in SIMPLIFIED
    if not simplified and procedure.strip() not in ORDINARY:
        raise UserError(f"复议程序“{procedure}”不认识", "请填写“普通”或者“简易”")
    days = remedy.review_answer_simplified if simplified else remedy.review_answer
    return _workdays(copy_received, days, calendar)


def suit_answer_deadline(
    copy_received: date, calendar: WorkCalendar, remedy: RemedyPeriods
) -> PeriodEnd:
    """应诉答辩: 15 natural days from receiving the copy (行政诉讼法第六十七条)."""
    return _rolled(copy_received + timedelta(days=remedy.suit_answer_natural), calendar)


def months_after(day: date, months: int) -> date:
    """The same day some months on, the month's last day where it has none (民法典第二百零二条)."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = month_lengths.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def _workdays(start: date, days: int, calendar: WorkCalendar) -> PeriodEnd:
    try:
        due = calendar.nth_workday_after(start, days)
    except CalendarMissingError as missing:
        return PeriodEnd(due_date=None, needs_calendar_year=missing.year)
    return PeriodEnd(due_date=due, provisional=calendar.is_provisional(due))


def _rolled(raw: date, calendar: WorkCalendar) -> PeriodEnd:
    try:
        due = calendar.on_or_after(raw)
    except CalendarMissingError as missing:
        return PeriodEnd(due_date=None, raw_date=raw, needs_calendar_year=missing.year)
    return PeriodEnd(due_date=due, raw_date=raw, provisional=calendar.is_provisional(due))
