"""The desk and the register of the sample office on 2026-11-22 (product story A1)."""

from datetime import date

import attrs
import pytest

from gongkai_desktop.domain.event import Event, EventType
from gongkai_desktop.domain.request import Applicant, ApplicantKind, CurrentView, Request
from gongkai_desktop.domain.urgency import Level, alert_day, urgency_of
from gongkai_desktop.services import listing
from gongkai_desktop.services import request as request_service
from gongkai_desktop.services.desk import MOST_LINES, desk_of
from gongkai_desktop.services.desk_sheet import desk_page
from gongkai_desktop.services.knowledge import load_knowledge
from gongkai_desktop.services.press import the_press
from gongkai_desktop.services.quality import Quality
from gongkai_desktop.services.request import register
from gongkai_desktop.services.workspace import Workspace


def test_what_goes_wrong_first_stands_first(sample: Workspace) -> None:
    desk = desk_of(sample)
    assert [(line.row.register_no, line.urgency.words) for line in desk.urgent] == [
        ("2026-015", "已超期2个工作日"),
        ("2026-016", "剩2个工作日"),
        ("2026-014", "剩12个工作日"),
        ("2026-019", "剩16个工作日"),
        ("2026-020", "剩20个工作日"),
    ]
    assert [(line.row.register_no, line.row.view.awaited_until) for line in desk.waiting] == [
        ("2026-017", date(2026, 12, 2)),
        ("2026-018", date(2026, 12, 7)),
    ]


def test_the_counts_of_the_desk(sample: Workspace) -> None:
    counts = desk_of(sample).counts
    assert (counts.open, counts.overdue, counts.near, counts.waiting) == (7, 1, 1, 2)
    assert counts.closed_this_year == 14
    assert (counts.on_time, counts.corrected) == (100, 1)


@pytest.mark.parametrize(
    ("answered", "late", "percent"), [(0, 0, None), (4, 1, 75), (1000, 1, 99), (3, 3, 0)]
)
def test_a_hundred_percent_in_time_means_every_answer(answered, late, percent) -> None:
    assert Quality(answered=answered, late=late).on_time == percent


def test_a_day_to_answer_by_presses_only_until_the_office_has_answered(sample: Workspace) -> None:
    """行政复议法第四十八条: once the answer is in, its last day is no longer a limit."""
    for line in desk_of(sample).disputes:
        answered = line.dispute.proceeding.answered
        assert (line.due is None) == (answered is not None)


def test_the_horizon_asks_for_next_years_arrangement(sample: Workspace) -> None:
    horizon = desk_of(sample).horizon
    assert (horizon.known_until, horizon.missing_year) == (date(2026, 12, 31), 2027)


def test_the_alert_day_is_one_working_day_earlier(sample: Workspace) -> None:
    """内部警戒日 (A2): 2026-11-23 is the working day before 11-24, 12-11 the one before 12-14."""
    alerts = {line.row.register_no: line.alert for line in desk_of(sample).urgent}
    assert alerts["2026-016"] == date(2026, 11, 23)
    assert alerts["2026-019"] == date(2026, 12, 11)


def test_mail_that_waits_and_ledger_rows_past_their_limit(sample: Workspace) -> None:
    desk = desk_of(sample)
    assert [one.mail_no for one in desk.mail] == ["1000000000901", "1000000000902"]
    assert [one.row.title for one in desk.ledger_rows][:1] == ["土地征收成片开发方案"]
    assert all(one.urgency.words.startswith("已超期") for one in desk.ledger_rows)


def test_mail_that_was_registered_leaves_the_desk(sample: Workspace) -> None:
    received = Event(type=EventType.RECEIVED, date=date(2026, 11, 19), channel="邮寄(EMS/挂号)")
    fresh = Request(
        register_no="",
        applicant=Applicant(name="某律师"),
        request_text="地块规划条件",
        events=(received,),
    )
    request_service.register(sample, fresh, mail=desk_of(sample).mail[0].id)
    assert [one.mail_no for one in desk_of(sample).mail] == ["1000000000902"]


@pytest.mark.parametrize("day", [date(2026, 12, 30), date(2027, 1, 28), date(2027, 9, 1)])
def test_the_desk_opens_on_any_day_however_far_the_calendar_reaches(
    sample: Workspace, day: date
) -> None:
    later = attrs.evolve(sample, today=day)
    desk = desk_of(later)
    assert desk.counts.open == 7
    assert len(desk_page(desk, later, the_press()).pages) == 1


def test_a_due_date_beyond_the_calendar_is_counted_in_natural_days() -> None:
    calendar = load_knowledge().calendar
    far = CurrentView(due_date=date(2027, 6, 10))
    near = urgency_of(far, calendar, date(2027, 6, 7))
    assert (near.level, near.words) == (Level.NEAR, "3天后到期")
    assert urgency_of(far, calendar, date(2026, 11, 22)).level == Level.NORMAL
    assert urgency_of(far, calendar, date(2027, 6, 11)).level == Level.OVERDUE
    assert alert_day(far, calendar) is None


def test_the_page_is_one_a4_with_title_unit_and_day(sample: Workspace) -> None:
    layout = desk_page(desk_of(sample), sample, the_press())
    (page,) = layout.pages
    text = "".join(line.text for line in page.lines)
    assert "政府信息公开待办事项" in text
    assert "望山县自然资源局" in text
    assert "2026年11月22日" in text
    assert "按时答复率100%，复议诉讼纠错1件" in text
    assert text.index("2026-015") < text.index("2026-016") < text.index("2026-017")


def test_a_full_desk_still_is_one_page_and_says_what_is_left_out(sample: Workspace) -> None:
    desk = desk_of(sample)
    crowded = attrs.evolve(desk, urgent=desk.urgent * 12)
    layout = desk_page(crowded, sample, the_press())
    assert len(layout.pages) == 1
    assert "项较远的事项没有列出" in "".join(line.text for line in layout.pages[0].lines)


def test_duties_name_their_source(sample: Workspace) -> None:
    duties = desk_of(sample).duties
    assert all(one.source for one in duties)
    assert any(one.due == date(2027, 1, 31) for one in duties)


def test_the_list_says_what_is_late_today(sample: Workspace) -> None:
    listed = {row["register_no"]: row for row in listing.register_list(sample)}
    assert len(listed) == 60
    assert listed["2026-015"]["status"] == "已超期"
    assert listed["2026-017"]["status"] == "暂停(征求意见中)"
    assert listed["2025-004"]["status"] == "超期答复"
    assert listed["2025-004"]["due_date"] == "2025-03-20"


def test_a_request_is_shown_without_store_identities(sample: Workspace) -> None:
    shown = listing.register_show(sample, "2025-005")
    assert "id" not in shown
    assert all("id" not in event for event in shown["events"])


def test_a_group_shows_its_most_pressing_and_counts_them_all(sample: Workspace) -> None:
    received = Event(type=EventType.RECEIVED, date=date(2026, 11, 20), channel="当面")
    for at in range(MOST_LINES):
        applicant = Applicant(name=f"申请人{at}", kind=ApplicantKind.NATURAL)
        request = Request(
            register_no="", applicant=applicant, request_text="某文件", events=(received,)
        )
        register(sample, request)
    desk = desk_of(sample)
    assert (len(desk.urgent), desk.counts.open) == (MOST_LINES, 7 + MOST_LINES)
    assert desk.urgent[0].row.register_no == "2026-015"


def test_requests_that_wait_for_a_years_arrangement_are_counted(sample: Workspace) -> None:
    """A limit in January 2027 is provisional until the notice is entered."""
    assert desk_of(sample).horizon.affected == 0
    received = Event(type=EventType.RECEIVED, date=date(2026, 12, 10), channel="当面")
    later = attrs.evolve(sample, today=date(2026, 12, 11))
    request = Request(
        register_no="",
        applicant=Applicant(name="申请人", kind=ApplicantKind.NATURAL),
        request_text="某文件",
        events=(received,),
    )
    register(later, request)
    assert desk_of(later).horizon.affected == 1
