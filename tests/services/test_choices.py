"""What an office chooses: conventions of the clock, near days, regional days, people, filters."""

from datetime import date

import pytest

from gongkai_desktop.domain.calendar import DayOff as Stretch
from gongkai_desktop.domain.calendar import LocalDays
from gongkai_desktop.domain.clock.rules import Boundary, Conventions, DayOff
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.services import calendar, clock_choices, people, saved_filter
from gongkai_desktop.services.clock import deadline_of
from gongkai_desktop.services.desk import desk_of
from gongkai_desktop.services.request import find
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import Person


def due_of(workspace: Workspace, register_no: str) -> date | None:
    with workspace.office.read() as reader:
        request = find(reader, register_no)
    return deadline_of(request, workspace.knowledge, workspace.today).due_date


def test_the_other_boundary_moves_a_consultation_by_a_day(sample: Workspace) -> None:
    """law.md 2.5: under [start,end] the result is one day later, under (start,end) one earlier."""
    assert due_of(sample, "2024-016") == date(2024, 11, 28)
    clock_choices.choose_conventions(sample, Conventions(consult_boundary=Boundary.BOTH))
    assert due_of(sample.reloaded(), "2024-016") == date(2024, 11, 29)
    clock_choices.choose_conventions(sample, Conventions(consult_boundary=Boundary.NEITHER))
    assert due_of(sample.reloaded(), "2024-016") == date(2024, 11, 27)


def test_conventions_are_kept_and_open_deadlines_that_move_are_listed(sample: Workspace) -> None:
    moved = clock_choices.choose_conventions(sample, Conventions(day_off=DayOff.NEXT))
    assert moved == ()  # no open request of the sample came in on a day off
    assert sample.reloaded().knowledge.rules.conventions.day_off == DayOff.NEXT


def test_more_days_of_warning_make_more_requests_near(sample: Workspace) -> None:
    clock_choices.choose_near(sample, 10)
    assert desk_of(sample.reloaded()).counts.near == 1
    with pytest.raises(UserError):
        clock_choices.choose_near(sample, 0)


def test_a_regional_holiday_moves_open_deadlines(sample: Workspace) -> None:
    """A day off on 2026-12-10 puts off every limit counted across it by one working day."""
    day = Stretch(name="地方节日", start=date(2026, 12, 10), end=date(2026, 12, 10))
    moved = calendar.save_local_days(sample, LocalDays(source="某通知", off=(day,)))
    days = {one.register_no: one.new for one in moved}
    assert days == {"2026-019": date(2026, 12, 15), "2026-020": date(2026, 12, 21)}
    assert sample.reloaded().knowledge.calendar.local[0].source == "某通知"


@pytest.mark.parametrize(
    "local",
    [
        LocalDays(source=" "),
        LocalDays(
            source="某通知",
            off=(Stretch(name="节", start=date(2027, 4, 10), end=date(2027, 4, 9)),),
        ),
    ],
)
def test_regional_days_that_cannot_be_right_are_refused(
    sample: Workspace, local: LocalDays
) -> None:
    with pytest.raises(UserError):
        calendar.save_local_days(sample, local)


def test_people_keep_their_past_and_the_operator_signs(empty: Workspace) -> None:
    entered = people.save_person(empty, Person(name="丙某", post="公开专员"))
    assert entered.since == empty.today
    people.save_person(empty, Person(id=entered.id, name="丙某", until=date(2026, 11, 20)))
    (kept,) = people.people(empty)
    assert (kept.since, kept.until) == (empty.today, date(2026, 11, 20))
    people.choose_operator(empty, "丁某某")
    assert empty.reloaded().operator == "丁某某"
    for wrong in (lambda: people.save_person(empty, Person(name=" ")),):
        with pytest.raises(UserError):
            wrong()


def test_filters_are_kept_by_name(empty: Workspace) -> None:
    saved_filter.save_filter(empty, " 规划科的 ", {"section": "规划科"})
    assert saved_filter.saved_filters(empty) == {"规划科的": {"section": "规划科"}}
    with pytest.raises(UserError):
        saved_filter.save_filter(empty, "", {})
    saved_filter.drop_filter(empty, "规划科的")
    assert saved_filter.saved_filters(empty) == {}
