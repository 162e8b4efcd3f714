"""Papers on a plan's tasks (重点任务): 提醒单 to those who are late, 通报 of how all stand."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai_desktop.domain.duty import of_latest_year
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.ledger.pending import Pending, pending_of, standings
from gongkai_desktop.domain.typeset.page import Layout
from gongkai_desktop.domain.typeset.setter import Align
from gongkai_desktop.domain.typeset.table_page import TableColumn, TableSheet
from gongkai_desktop.domain.wording import date_words
from gongkai_desktop.services.ledger import amend_within, find
from gongkai_desktop.services.press import Press
from gongkai_desktop.services.task_import import TASKS
from gongkai_desktop.services.unit import the_unit
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import LedgerQuery, LedgerRow

_CENTRE = Align.CENTRE
_REMINDER = (
    TableColumn(heading="序号", width_mm=12, align=_CENTRE),
    TableColumn(heading="任务", width_mm=74),
    TableColumn(heading="时限", width_mm=26, align=_CENTRE),
    TableColumn(heading="情况", width_mm=24, align=_CENTRE),
    TableColumn(heading="已报进展", width_mm=34),
)
_STANDING = (
    TableColumn(heading="责任单位（科室）", width_mm=58),
    TableColumn(heading="任务数", width_mm=18, align=_CENTRE),
    TableColumn(heading="已完成", width_mm=18, align=_CENTRE),
    TableColumn(heading="长期坚持", width_mm=20, align=_CENTRE),
    TableColumn(heading="逾期", width_mm=16, align=_CENTRE),
    TableColumn(heading="完成率", width_mm=18, align=_CENTRE),
    TableColumn(heading="提醒次数", width_mm=22, align=_CENTRE),
)
_LATE = (
    TableColumn(heading="序号", width_mm=12, align=_CENTRE),
    TableColumn(heading="任务", width_mm=82),
    TableColumn(heading="责任单位（科室）", width_mm=42),
    TableColumn(heading="时限", width_mm=26, align=_CENTRE),
    TableColumn(heading="逾期", width_mm=16, align=_CENTRE),
)
_REPLY = (
    "请于＿＿月＿＿日前书面反馈工作进展、存在问题和后续举措，已完成的附佐证材料；"
    "不能按时完成的写明原因和完成日期。"
)


def reminder_pdf(workspace: Workspace, press: Press) -> bytes:
    """提醒单: a page for each section or unit with what is late or due within a month.

    What was printed is entered as 调度记录 of each task. Raises UserError where nothing is due.
    """
    rows, found = _pending(workspace)
    if not found:
        raise UserError(
            "没有逾期和30日内到期的任务", "任务的时限和具体事项的截止日可以在台账里核对"
        )
    groups = list(dict.fromkeys(who for one in found for who in one.who))
    sheets = [_reminder(workspace, who, [one for one in found if who in one.who]) for who in groups]
    _record(workspace, rows, found, "提醒", "打印提醒单")
    return _bound(press, "政务公开重点任务提醒单", sheets)


def notice_pdf(workspace: Workspace, press: Press) -> bytes:
    """通报: how the tasks of each unit stand, and every late one by name.

    Late tasks get it as 调度记录. Raises UserError where there are no tasks.
    """
    rows, found = _pending(workspace)
    if not rows:
        raise UserError("还没有任务", "请先导入要点、实施方案或者任务分工表")
    late = [one for one in found if one.late_days(workspace.today)]
    sheets = [_standing_sheet(workspace, rows), *([_late_sheet(workspace, late)] if late else [])]
    _record(workspace, rows, late, "通报", "列入落实情况通报")
    return _bound(press, "政务公开重点任务落实情况通报", sheets)


def _pending(workspace: Workspace) -> tuple[list[LedgerRow], list[Pending]]:
    rows = _of_this_plan(workspace)
    found = [one for row in rows for one in pending_of(row.id, row.body, workspace.today)]
    return rows, sorted(found, key=lambda one: one.due)


def _of_this_plan(workspace: Workspace) -> list[LedgerRow]:
    rows = find(workspace, LedgerQuery(ledger=TASKS))
    current = of_latest_year([row.body for row in rows], workspace.today.year)
    return [row for row in rows if row.body in current]


def _record(
    workspace: Workspace, rows: Sequence[LedgerRow], found: Sequence[Pending], way: str, result: str
) -> None:
    """Each task once: that it was reminded of or reported on today, and by whom."""
    said = {one.row for one in found}
    line = {"date": workspace.today.isoformat(), "way": way, "result": result}
    line |= {"person": workspace.operator} if workspace.operator else {}
    with workspace.change(f"记下任务办理：{way}") as change:
        for row in rows:
            before = list(row.body.get("dispatches") or ())
            if row.id in said and line not in before:
                amend_within(change, workspace, row.id, {**row.body, "dispatches": [*before, line]})


def _reminder(workspace: Workspace, who: str, found: Sequence[Pending]) -> TableSheet:
    return TableSheet(
        title=_titled(workspace, "政务公开重点任务提醒单"),
        facts=(
            ("提醒单位", the_unit(workspace).name or "（未填写）"),
            ("承办", who),
            ("日期", date_words(workspace.today)),
            ("任务", f"{len(found)}项"),
        ),
        columns=_REMINDER,
        rows=tuple(
            (
                one.number or str(at),
                one.text,
                one.due.isoformat(),
                _late_words(one, workspace),
                one.progress,
            )
            for at, one in enumerate(found, start=1)
        ),
        notes=(
            _REPLY,
            "公开机构负责人（签名）：＿＿＿＿＿＿　　承办负责人签收：＿＿＿＿＿　　日期：＿＿＿＿",
        ),
    )


def _standing_sheet(workspace: Workspace, rows: Sequence[LedgerRow]) -> TableSheet:
    bodies = [row.body for row in rows]
    plans = list(dict.fromkeys(str(body.get("plan") or "") for body in bodies))
    return TableSheet(
        title=_titled(workspace, "政务公开重点任务落实情况通报"),
        facts=(
            ("通报单位", the_unit(workspace).name or "（未填写）"),
            ("截至", date_words(workspace.today)),
            ("依据", "、".join(f"《{one.strip('《》')}》" for one in plans if one)),
        ),
        columns=_STANDING,
        rows=tuple(
            (
                one.who,
                str(one.tasks),
                str(one.done),
                str(one.lasting),
                str(one.late),
                one.share,
                str(one.reminded),
            )
            for one in standings(bodies, workspace.today)
        ),
        notes=("完成率按有完成时限的任务计算；一项任务由几个单位承担的，分别计入各单位。",),
    )


def _late_sheet(workspace: Workspace, late: Sequence[Pending]) -> TableSheet:
    return TableSheet(
        title="逾期任务清单",
        facts=(("截至", date_words(workspace.today)), ("任务", f"{len(late)}项")),
        columns=_LATE,
        rows=tuple(
            (
                one.number,
                one.text,
                "、".join(one.who),
                one.due.isoformat(),
                f"{one.late_days(workspace.today)}天",
            )
            for one in late
        ),
        notes=("请逾期单位于＿＿月＿＿日前报送完成情况。",),
    )


def _late_words(one: Pending, workspace: Workspace) -> str:
    late = one.late_days(workspace.today)
    return f"逾期{late}天" if late else f"还有{(one.due - workspace.today).days}天"


def _titled(workspace: Workspace, title: str) -> str:
    return title + ("（演示数据）" if workspace.demo else "")


def _bound(press: Press, title: str, sheets: Sequence[TableSheet]) -> bytes:
    pages = tuple(page for one in sheets for page in press.table_pages(one).pages)
    return press.pdf(Layout(title=title, pages=pages))
