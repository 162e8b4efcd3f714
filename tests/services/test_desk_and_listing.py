"""The desk and the register of the sample office on 2026-11-22 (product story A1)."""

from datetime import date

from gongkai_desktop.services import listing
from gongkai_desktop.services.desk import desk_of
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


def test_the_horizon_asks_for_next_years_arrangement(sample: Workspace) -> None:
    horizon = desk_of(sample).horizon
    assert (horizon.known_until, horizon.missing_year) == (date(2026, 12, 31), 2027)


def test_duties_name_their_source(sample: Workspace) -> None:
    duties = desk_of(sample).duties
    assert all(one.duty.source for one in duties)
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
