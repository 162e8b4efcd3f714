"""The clock sheet (期限演算单): how a deadline was counted, day by day, as a printed page."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from gongkai_desktop.documents.files import atomic_write
from gongkai_desktop.domain.clock import CountedDay, Deadline, explain
from gongkai_desktop.domain.request import Request
from gongkai_desktop.domain.typeset.setter import Align
from gongkai_desktop.domain.typeset.table_page import TableColumn, TableSheet
from gongkai_desktop.domain.unit import Unit
from gongkai_desktop.domain.wording import date_words, in_print
from gongkai_desktop.services.clock import deadline_of
from gongkai_desktop.services.press import Press
from gongkai_desktop.services.request import find
from gongkai_desktop.services.unit import read_unit
from gongkai_desktop.services.workspace import Workspace

_WEEKDAYS = "一二三四五六日"
_COLUMNS = (
    TableColumn(heading="日期", width_mm=34),
    TableColumn(heading="星期", width_mm=14, align=Align.CENTRE),
    TableColumn(heading="第几个工作日", width_mm=26, align=Align.CENTRE),
    TableColumn(heading="事由", width_mm=96),
)


def counted_days(
    workspace: Workspace, request: Request, deadline: Deadline
) -> tuple[CountedDay, ...]:
    """The count of a deadline day by day, for the window and the page."""
    return explain(deadline, request.events, workspace.knowledge.calendar)


def write_sheet(workspace: Workspace, press: Press, register_no: str, target: Path) -> int:
    """Write the sheet of one request as PDF; returns the number of pages."""
    pdf, pages = sheet_pdf(workspace, press, register_no)
    atomic_write(target, pdf)
    return pages


def sheet_pdf(workspace: Workspace, press: Press, register_no: str) -> tuple[bytes, int]:
    """The sheet of one request as PDF and its number of pages."""
    with workspace.office.read() as reader:
        request = find(reader, register_no)
        unit = read_unit(reader)
    deadline = deadline_of(request, workspace.knowledge, workspace.today)
    days = counted_days(workspace, request, deadline)
    layout = press.table_pages(
        sheet_of(request, deadline, days, unit, workspace.today, demo=workspace.demo)
    )
    return press.pdf(layout), len(layout.pages)


def sheet_of(
    request: Request,
    deadline: Deadline,
    days: tuple[CountedDay, ...],
    unit: Unit,
    today: date,
    *,
    demo: bool,
) -> TableSheet:
    """The words of the sheet: facts above, the count, what it rests on below."""
    return TableSheet(
        title="期限演算单" + ("（演示数据）" if demo else ""),
        facts=tuple(_facts(request, deadline, unit)),
        columns=_COLUMNS,
        rows=tuple(_row(day) for day in days),
        notes=(*_notes(deadline), f"演算日期：{date_words(today)}"),
        footer=f"登记编号 {request.register_no}",
    )


def _facts(request: Request, deadline: Deadline, unit: Unit) -> list[tuple[str, str]]:
    received = request.received
    facts = [
        ("机关", unit.name),
        ("登记编号", request.register_no),
        ("申请人", request.applicant.name),
        ("申请内容", request.request_text),
    ]
    if received:
        channel = f"（{received.channel}）" if received.channel else ""
        facts.append(("收到日", date_words(received.date) + channel))
    facts += [
        (event.type.label, date_words(event.date))
        for event in request.events
        if event is not received
    ]
    facts.append(("结论", conclusion(deadline)))
    return facts


def conclusion(deadline: Deadline) -> str:
    """The result in one line."""
    if deadline.due_date is None:
        latest = deadline.latest_due
        more = f"，无人答复时最晚至{date_words(latest)}" if latest else ""
        return deadline.status + more
    mark = "（暂定，节假日未核）" if deadline.provisional else ""
    parts = [f"{deadline.period}个工作日"]
    if deadline.extension_days:
        parts.append(f"延长{deadline.extension_days}个工作日")
    if deadline.excluded_workdays:
        parts.append(f"扣除{deadline.excluded_workdays}个工作日")
    counted = "" if deadline.set_by_delay else f"（{'，'.join(parts)}）"
    return f"{deadline.status}，答复期限{date_words(deadline.due_date)}{mark}{counted}"


def _row(day: CountedDay) -> tuple[str, ...]:
    number = f"第{day.number}日" if day.number is not None else "—"
    return (date_words(day.date), _WEEKDAYS[day.date.weekday()], number, day.why)


def _notes(deadline: Deadline) -> list[str]:
    notes = [f"注意：{in_print(warning)}" for warning in deadline.warnings]
    marks = [f"{name}：{date_words(day)}" for name, day in deadline.milestones.items()]
    if marks:
        notes.append("；".join(marks))
    notes.append(
        "收到当日不计入，自次日起计算；法定节假日和休息日不计，调休上班日计入"
        "（条例第三十一条、第三十三条，民法典第二百零一条）。"
    )
    return notes
