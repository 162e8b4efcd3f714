"""How pressing an open request is today: the words and the order of the desk (工作台)."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

import attrs

from gongkai_desktop.domain.calendar import CalendarMissingError
from gongkai_desktop.domain.request import CurrentView, Stage

NEAR_WORKDAYS = 3
# Where the calendar ends before the day, working days are taken for natural ones and a weekend.
_WEEKEND = 2


class CountsWorkdays(Protocol):
    """What is needed of the calendar: working days in (start, end]."""

    def workdays_between(self, start: date, end: date) -> int:
        """Working days after ``start`` up to and including ``end``."""
        ...


class KnowsDays(CountsWorkdays, Protocol):
    """What is needed of the calendar to name days beside."""

    def before(self, day: date) -> date:
        """The last working day before a day."""
        ...

    def nth_workday_after(self, day: date, n: int) -> date:
        """The n-th working day after a day."""
        ...


class Level(StrEnum):
    """How pressing, most pressing first; the value is the word shown beside the colour."""

    OVERDUE = "已超期"
    TODAY = "今日到期"
    NEAR = "即将到期"
    NORMAL = "正常"
    UNKNOWN = "期限待定"
    WAITING = "暂停"
    CLOSED = "已办结"


@attrs.frozen(kw_only=True)
class Urgency:
    """Level, words for the list, and signed working days left (negative: late); None if none."""

    level: Level
    words: str
    days_left: int | None = None


def urgency_of(
    view: CurrentView, calendar: CountsWorkdays, today: date, near: int = NEAR_WORKDAYS
) -> Urgency:
    """Judge one request of the register on a given day; ``near`` in working days.

    Days left are the working days in (today, due]; days late those in (due, today]. A request
    due on a day that has begun counts as due today, not late (民法典第二百零三条第二款).
    Lateness is plain from two dates; where the calendar ends before one of them only the count of
    working days is left out, natural days stand in for it.
    """
    if view.stage in (Stage.ANSWERED, Stage.ARCHIVED, Stage.VOID):
        return Urgency(level=Level.CLOSED, words=view.stage.value)
    if view.awaited:
        return _waiting(view, today)
    if view.due_date is None:
        return Urgency(level=Level.UNKNOWN, words=view.clock_state or "期限待定")
    if view.due_date < today:
        return _late(view.due_date, calendar, today)
    return _counting(view.due_date, calendar, today, near)


def _late(due: date, calendar: CountsWorkdays, today: date) -> Urgency:
    try:
        late = calendar.workdays_between(due, today)
    except CalendarMissingError:
        return Urgency(level=Level.OVERDUE, words=Level.OVERDUE.value)
    return Urgency(level=Level.OVERDUE, words=_late_words(late), days_left=-late)


def _counting(due: date, calendar: CountsWorkdays, today: date, near: int) -> Urgency:
    if due == today:
        return Urgency(level=Level.TODAY, words="今日到期", days_left=0)
    try:
        left = calendar.workdays_between(today, due)
    except CalendarMissingError:
        natural = (due - today).days
        level = Level.NEAR if natural <= near + _WEEKEND else Level.NORMAL
        return Urgency(level=level, words=f"{natural}天后到期")
    level = Level.NEAR if left <= near else Level.NORMAL
    return Urgency(level=level, words=f"剩{left}个工作日", days_left=left)


def alert_day(view: CurrentView, calendar: KnowsDays) -> date | None:
    """The office's own warning day (内部警戒日), one working day before the due date.

    None where there is no due date or the calendar does not reach it.
    """
    if view.due_date is None or view.awaited:
        return None
    try:
        return calendar.before(view.due_date)
    except CalendarMissingError:
        return None


def near_until(calendar: KnowsDays, today: date, near: int = NEAR_WORKDAYS) -> date:
    """The last day that counts as near, ``near`` working days from today; never refused."""
    try:
        return calendar.nth_workday_after(today, near)
    except CalendarMissingError:
        return today + timedelta(days=near + _WEEKEND)


def _late_words(late: int) -> str:
    return f"已超期{late}个工作日" if late else "已超期"


def _waiting(view: CurrentView, today: date) -> Urgency:
    until = view.awaited_until
    if until is None:
        return Urgency(level=Level.WAITING, words=f"等待{view.awaited}")
    day = f"{until.month}月{until.day}日"
    if until < today:
        return Urgency(level=Level.WAITING, words=f"{view.awaited}已于{day}到期，请登记结果")
    return Urgency(level=Level.WAITING, words=f"等待{view.awaited}至{day}")
