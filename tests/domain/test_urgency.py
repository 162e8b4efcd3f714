"""Words and order of the desk, on the sample office's day 2026-11-22 (a Sunday)."""

from datetime import date, timedelta

import pytest

from gongkai_desktop.domain.request import CurrentView, Stage
from gongkai_desktop.domain.urgency import Level, urgency_of

SUNDAY = date(2026, 11, 22)


class PlainWeeks:
    """A calendar without holidays: Monday to Friday."""

    def workdays_between(self, start: date, end: date) -> int:
        days = (start + timedelta(days=step) for step in range(1, (end - start).days + 1))
        return sum(day.weekday() < 5 for day in days)


def view(**changes: object) -> CurrentView:
    return CurrentView(stage=Stage.HANDLED, clock_state="计时", **changes)


@pytest.mark.parametrize(
    ("due", "level", "words"),
    [
        (date(2026, 11, 18), Level.OVERDUE, "已超期2个工作日"),
        (date(2026, 11, 24), Level.NEAR, "剩2个工作日"),
        (date(2026, 12, 8), Level.NORMAL, "剩12个工作日"),
        (date(2026, 12, 14), Level.NORMAL, "剩16个工作日"),
        (date(2026, 12, 18), Level.NORMAL, "剩20个工作日"),
        (SUNDAY, Level.TODAY, "今日到期"),
        (date(2026, 11, 20), Level.OVERDUE, "已超期"),
    ],
)
def test_days_left_of_the_sample_office(due: date, level: Level, words: str) -> None:
    urgency = urgency_of(view(due_date=due), PlainWeeks(), SUNDAY)
    assert (urgency.level, urgency.words) == (level, words)


def test_waiting_names_what_and_until_when() -> None:
    waiting = view(awaited="补正", awaited_until=date(2026, 12, 7))
    assert urgency_of(waiting, PlainWeeks(), SUNDAY).words == "等待补正至12月7日"


def test_a_lapsed_wait_asks_for_its_result() -> None:
    waiting = view(awaited="补正", awaited_until=date(2026, 11, 20))
    assert urgency_of(waiting, PlainWeeks(), SUNDAY).words == "补正已于11月20日到期，请登记结果"


def test_a_closed_file_is_never_late() -> None:
    closed = CurrentView(stage=Stage.ANSWERED, due_date=date(2026, 1, 5))
    assert urgency_of(closed, PlainWeeks(), SUNDAY).level == Level.CLOSED


def test_a_clock_that_needs_a_calendar_says_so() -> None:
    unknown = CurrentView(stage=Stage.REGISTERED, clock_state="需要2027年放假安排")
    assert urgency_of(unknown, PlainWeeks(), SUNDAY).words == "需要2027年放假安排"
