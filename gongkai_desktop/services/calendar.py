"""The holiday arrangement of a new year (放假安排): read, checked, kept, its effects listed."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs

from gongkai_desktop.domain.calendar import LocalDays, YearArrangement
from gongkai_desktop.domain.calendar_notice import parse_notice
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.library.calendars import (
    arrangement_to_record,
    load_calendar,
    load_statutory_days,
    read_local_days,
    write_local_days,
)
from gongkai_desktop.services.clock import (
    MovedDeadline,
    moved_deadlines,
    rebuild_views,
    views_of,
)
from gongkai_desktop.services.knowledge import Knowledge, load_knowledge
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import Reader


@attrs.frozen(kw_only=True)
class NoticeImport:
    """A notice as understood and the open deadlines it moves."""

    arrangement: YearArrangement
    problems: tuple[str, ...]
    moved: tuple[MovedDeadline, ...]

    @property
    def year(self) -> int:
        """The year arranged."""
        return self.arrangement.year

    @property
    def off(self) -> tuple[date, ...]:
        """Every day off named by the notice."""
        return tuple(day for stretch in self.arrangement.off for day in stretch.days())

    @property
    def work(self) -> tuple[date, ...]:
        """Weekend days worked."""
        return self.arrangement.work


def import_notice(workspace: Workspace, text: str, year: int, *, save: bool) -> NoticeImport:
    """Read a notice and say what it moves; a notice with problems is never kept."""
    reading = parse_notice(text, year, load_statutory_days(year))
    if reading.problems or not save:
        return NoticeImport(
            arrangement=reading.arrangement,
            problems=reading.problems,
            moved=preview(workspace, reading.arrangement),
        )
    with workspace.change(f"导入放假安排：{year}年") as change:
        change.calendars.put(year, arrangement_to_record(reading.arrangement))
        knowledge = with_arrangement(change, workspace.knowledge, reading.arrangement)
        moved = rebuild_views(change, change.requests.open_ids(), knowledge, workspace.report)
    return NoticeImport(arrangement=reading.arrangement, problems=(), moved=moved)


LOCAL_DAYS = "calendars/local"


def keep_local_days(workspace: Workspace, text: str) -> tuple[MovedDeadline, ...]:
    """Keep the regional holidays (地方假日) of the office, written as TOML; list what moves.

    ``source`` names the document, ``[[off]]`` and ``work`` are as in a year's arrangement.
    Raises UserError naming line or key where the text is wrong.
    """
    read_local_days(text, "地方假日")
    with workspace.change("设置地方假日") as change:
        change.entries.put("office", LOCAL_DAYS, text)
        knowledge = load_knowledge(change)
        return rebuild_views(change, change.requests.open_ids(), knowledge, workspace.report)


def save_local_days(workspace: Workspace, local: LocalDays) -> tuple[MovedDeadline, ...]:
    """Keep the regional holidays as filled in; raises UserError where they cannot be right."""
    if not local.source.strip():
        raise UserError("请填写地方假日的依据文件", "如自治区人民政府关于节日放假的通知")
    for stretch in local.off:
        if stretch.end < stretch.start:
            raise UserError(f"“{stretch.name}”的结束日早于开始日", "请改正后再保存")
    return keep_local_days(workspace, write_local_days(local))


def preview(workspace: Workspace, arrangement: YearArrangement) -> tuple[MovedDeadline, ...]:
    """The open deadlines that would move, nothing kept."""
    with workspace.office.read() as reader:
        knowledge = with_arrangement(reader, workspace.knowledge, arrangement)
        views = views_of(reader, reader.requests.open_ids(), knowledge, workspace.report)
        return moved_deadlines(reader, views)


def with_arrangement(
    reader: Reader, knowledge: Knowledge, arrangement: YearArrangement
) -> Knowledge:
    """The same knowledge with one year's arrangement added or replaced."""
    others = [record for record in reader.calendars.all() if record["year"] != arrangement.year]
    pasted = [*others, arrangement_to_record(arrangement)]
    return attrs.evolve(knowledge, calendar=load_calendar(pasted, knowledge.calendar.local))


def notice_document(result: NoticeImport) -> dict[str, Any]:
    """What ``calendar import`` prints as JSON."""
    return {
        "year": result.year,
        "document": result.arrangement.document,
        "off": [day.isoformat() for day in result.off],
        "work": [day.isoformat() for day in result.work],
        "problems": list(result.problems),
        "moved": [
            {"register_no": one.register_no, "old": _iso(one.old), "new": _iso(one.new)}
            for one in result.moved
        ],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
