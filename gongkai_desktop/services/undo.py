"""撤销: takes back the step recorded last, where striking it (作废) takes it back wholly.

Nothing is deleted: what was entered is struck with the reason 撤销, its number stays used, and the
audit keeps both steps. A ledger row that was changed is given back what it held. Steps that others
have acted on (a signature, a number, a seal, a final report) are never taken back; they are mended
by 作废, 更正 or a new answer, and the refusal says where.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.services import attachment, dispute, ledger, request, review_desk
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import Reader, RowChange

_COUNTER = "counter"
"""Numbers go on counting: what is struck keeps its own."""
REASON = "撤销：登记错误"
_LOOKED_BACK = 20
_OF_THE_PROGRAM = ("自动备份", "备份", "记下程序版本")
"""What the program does for itself between two steps of a person."""
_STRUCK = ("request", "event", "ledger_row", "dispute", "review", "attachment")
"""Tables whose new rows can be struck, the one that holds the others first."""
_MANY = ("一次登记的多条不能一起撤销", "请在列表里逐条作废，或者从做这一步以前的备份恢复")
_ELSEWHERE = ("不能撤销", "请到原来的地方用“作废”“更正”或者重新登记")
_REASONS: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (
        ("annual_report",),
        "定稿不能撤销，已经报送的数字要留痕",
        "请在“定稿”写明更正理由，另存为新的一版",
    ),
    (
        ("exchange",),
        "报送和接收不能撤销，对方已经按它办理",
        "请用“退回所选”“撤销退回”，或者改正后重新生成",
    ),
    (
        ("letter",),
        "文书的拟稿、签名、编号、用印和寄送要留痕，不能撤销",
        "请在“文书”里退回、作废这一份，或者再拟一份",
    ),
    (
        ("setting", "entry", "calendar", "person"),
        "设置不能撤销",
        "请到“设置”里改回原来的值，操作记录里有改动以前的内容",
    ),
    (
        ("figure",),
        "填报的数不能撤销",
        "请在原来的地方重新填写，操作记录里有原来的数",
    ),
    (
        ("request", "item", "applicant", "event"),
        "改过的登记内容不能撤销，要留更正记录",
        "请在“登记内容”或者“事项”里改回，操作记录里有原来的内容",
    ),
)
"""By the weightiest table a step changed: why it is not taken back, and what to do instead."""


@attrs.frozen(kw_only=True)
class Undo:
    """A step that can be taken back: its audit number, what it was, whose it is.

    ``before`` and ``after`` are the bodies of a ledger row that was changed.
    """

    seq: int
    use_case: str
    subject: str
    table: str
    row: str
    register_no: str = ""
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None


def last_step(workspace: Workspace) -> Undo:
    """The step recorded last, if it can be taken back; UserError says why it cannot."""
    with workspace.office.read() as reader:
        entries = [
            one
            for one in reader.audit.entries(_LOOKED_BACK)
            if one.rows and one.use_case not in _OF_THE_PROGRAM
        ]
        if not entries:
            raise UserError("还没有可以撤销的操作", "登记以后才能撤销")
        entry = max(entries, key=lambda one: one.seq)
        if entry.operator != workspace.operator:
            told = f"上一步“{entry.use_case}”是{entry.operator}做的，只能由本人撤销"
            raise UserError(told, _ELSEWHERE[1])
        changes = tuple(reader.audit.changes(entry.seq))
        found = _struck(changes) or _rewritten(changes)
        if found is None:
            why, advice = _why_not(changes)
            raise UserError(f"上一步“{entry.use_case}”：{why}", advice)
        number, subject = _names(reader, found)
    return Undo(
        seq=entry.seq,
        use_case=entry.use_case,
        subject=subject,
        table=found.table,
        row=found.id,
        register_no=number,
        before=(found.before or {}).get("body"),
        after=(found.after or {}).get("body"),
    )


def take_back(workspace: Workspace, step: Undo) -> None:
    """Strike what a step entered; UserError where something was recorded since."""
    if last_step(workspace) != step:
        raise UserError("已经有了新的操作", "请重新按 Ctrl+Z，核对要撤销的是哪一步")
    if step.before is not None:
        ledger.amend(workspace, step.row, step.before, step.after)
    elif step.table == "request":
        request.void(workspace, step.register_no, REASON)
    elif step.table == "event":
        request.strike_event(workspace, step.register_no, step.row, REASON)
    else:
        strike = {
            "ledger_row": ledger.void,
            "dispute": dispute.void,
            "review": review_desk.void,
            "attachment": attachment.strike,
        }
        strike[step.table](workspace, step.row, REASON)


def _struck(changes: Sequence[RowChange]) -> RowChange | None:
    """The one new row by whose striking all is as before, None where there is no such row."""
    new = [one for one in changes if one.before is None and one.table != _COUNTER]
    held = {table: [one for one in new if one.table == table] for table in _STRUCK}
    chosen = next((held[table] for table in _STRUCK if held[table]), [])
    if len(chosen) != 1:
        return None
    (row,) = chosen
    follows = {"request": {"event", "item", "applicant"}}.get(row.table, set())
    strange = [one for one in new if one is not row and one.table not in follows]
    changed = [one for one in changes if one.before is not None and _weighty(one)]
    return None if strange or changed else row


def _rewritten(changes: Sequence[RowChange]) -> RowChange | None:
    """The one ledger row that was filled in anew, and nothing else with it."""
    weighty = [one for one in changes if one.before is None or _weighty(one)]
    if len(weighty) != 1 or weighty[0].table != "ledger_row":
        return None
    (one,) = weighty
    before, after = one.before or {}, one.after or {}
    changed = before.get("body") != after.get("body")
    return one if changed and not (before.get("void_reason") or after.get("void_reason")) else None


def _why_not(changes: Sequence[RowChange]) -> tuple[str, str]:
    """Why a step cannot be taken back, and what to do instead."""
    new = [one for one in changes if one.before is None and one.table in _STRUCK]
    struck = [one for one in changes if (one.after or {}).get("void_reason")]
    if struck:
        return "作废不能撤销，作废的记录和理由要留着", "如果作废错了，请重新登记"
    touched = {one.table for one in changes}
    for tables, why, advice in _REASONS[:-1]:
        if touched & set(tables):
            return why, advice
    if len(new) > 1:
        return _MANY
    tables, why, advice = _REASONS[-1]
    return (why, advice) if touched & set(tables) else _ELSEWHERE


def _weighty(change: RowChange) -> bool:
    """Whether a changed row says something else than before, which striking would leave."""
    if change.table == _COUNTER:
        return False
    before, after = change.before or {}, change.after or {}
    return any(before.get(name) != after.get(name) for name in after if name not in _OF_THE_ROW)


_OF_THE_ROW = ("row_hash", "updated")


def _names(reader: Reader, change: RowChange) -> tuple[str, str]:
    """登记号 and words for what was entered."""
    row: Mapping[str, Any] = change.after or {}
    if change.table == "request":
        number = str(row["register_no"])
        return number, f"{number}　{row.get('request_text', '')}"
    if change.table in ("event", "dispute"):
        owner = reader.requests.get_by_id(str(row["request_id"]))
        number = owner.register_no if owner else ""
        return number, number
    if change.table == "attachment":
        return "", str(row.get("name", ""))
    return "", f"{row.get('no', '')}　{row.get('title', '')}".strip()
