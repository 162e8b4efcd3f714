"""The desk on one A4 page (工作台清单): what is pressing, what is awaited, what recurs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gongkai_desktop.domain.dispute import DisputeKind
from gongkai_desktop.domain.typeset.page import Layout
from gongkai_desktop.domain.typeset.setter import Align
from gongkai_desktop.domain.typeset.table_page import TableColumn, TableSheet
from gongkai_desktop.domain.unit import Unit
from gongkai_desktop.domain.wording import date_words
from gongkai_desktop.services.desk import Desk, DeskLine, Horizon, desk_of
from gongkai_desktop.services.press import Press
from gongkai_desktop.services.unit import the_unit
from gongkai_desktop.services.workspace import Workspace

_COLUMNS = (
    TableColumn(heading="类别", width_mm=19, align=Align.CENTRE),
    TableColumn(heading="编号", width_mm=21, align=Align.CENTRE),
    TableColumn(heading="事项", width_mm=65),
    TableColumn(heading="期限", width_mm=23, align=Align.CENTRE),
    TableColumn(heading="状态", width_mm=42),
)
_LONGEST = 42

Row = tuple[str, ...]


def desk_pdf(workspace: Workspace, press: Press) -> bytes:
    """The desk as of today as PDF, always one page."""
    return press.pdf(desk_page(desk_of(workspace), workspace, press))


def desk_page(desk: Desk, workspace: Workspace, press: Press) -> Layout:
    """The one page: the least pressing rows give way, and the page says how many."""
    unit, rows = the_unit(workspace), list(_rows(desk))
    left_out = 0
    while True:
        sheet = _sheet(desk, unit, workspace, rows, left_out)
        layout = press.table_pages(sheet)
        if len(layout.pages) == 1 or not rows:
            return layout
        rows.pop()
        left_out += 1


def _sheet(
    desk: Desk, unit: Unit, workspace: Workspace, rows: list[Row], left_out: int
) -> TableSheet:
    counts = desk.counts
    words = (
        f"在办{counts.open}件，其中已超期{counts.overdue}件、即将到期{counts.near}件、"
        f"等待条件{counts.waiting}件；本年已办结{counts.closed_this_year}件"
    )
    if counts.on_time is not None:
        words += f"，按时答复率{counts.on_time}%，复议诉讼纠错{counts.corrected}件"
    notes = [_horizon_words(desk.horizon)]
    if left_out:
        notes.insert(0, f"另有{left_out}项较远的事项没有列出，见工作台。")
    return TableSheet(
        title="政府信息公开待办事项" + ("（演示数据）" if workspace.demo else ""),
        facts=(
            ("单位", unit.name or "（未填写）"),
            ("日期", date_words(workspace.today)),
            ("概况", words),
        ),
        columns=_COLUMNS,
        rows=tuple(rows),
        notes=tuple(notes),
    )


def _rows(desk: Desk) -> Iterator[Row]:
    """Most pressing first; of the duties those not yet met."""
    for line in desk.urgent:
        yield _request("先办", line, _day(line.row.view.due_date, line.row.view.provisional))
    for mail in desk.mail:
        what = " ".join(part for part in (mail.kind, mail.mail_no, mail.sender) if part)
        yield (
            "来件",
            mail.no,
            what,
            _day(mail.due),
            f"{mail.signed.month}月{mail.signed.day}日签收，待登记",
        )
    for task in desk.handed:
        what = _short(f"{task.unit}：{task.text}")
        yield ("协办", task.register_no, what, _day(task.due), task.urgency.words)
    for line in desk.waiting:
        yield _request("等待", line, _day(line.row.view.awaited_until))
    for case in desk.disputes:
        what = _short(f"{DisputeKind(case.dispute.kind).label}：{case.matter}")
        yield ("复议诉讼", case.numbers, what, _day(case.due), case.urgency.words)
    for one in desk.ledger_rows:
        what = _short(f"{one.ledger}：{one.row.title}")
        yield ("台账", one.row.no, what, _day(one.row.due_date), one.urgency.words)
    for duty in desk.duties:
        if not duty.met:
            yield ("定期", "", _short(duty.title), _day(duty.due), duty.progress)


def _request(group: str, line: DeskLine, day: str) -> Row:
    row, urgency = line.row, line.urgency
    state = urgency.level.value
    words = urgency.words if urgency.words.startswith(state) else f"{state}，{urgency.words}"
    return (group, row.register_no, _short(f"{row.applicant}：{row.request_text}"), day, words)


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"


def _day(day: date | None, provisional: bool = False) -> str:
    if day is None:
        return "—"
    return f"{day.isoformat()}{'（暂定）' if provisional else ''}"


def _horizon_words(horizon: Horizon) -> str:
    known = f"工作日历已知至{date_words(horizon.known_until)}"
    if horizon.missing_year is None:
        return f"{known}。"
    limit = date_words(horizon.computable_until)
    return f"{known}；{horizon.missing_year}年放假安排尚未录入，{limit}以前的期限为暂定。"
