"""撤销: takes back the step recorded last, where striking it (作废) takes it back wholly.

Nothing is deleted: what was entered is struck with the reason 撤销, its number stays used, and the
audit keeps both steps. Steps that others have acted on (a signature, a number, a seal, a final
report) are never taken back; they are mended by 作废, 更正 or a new answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.services import dispute, ledger, request, review_desk
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import Reader, RowChange

_COUNTER = "counter"
"""Numbers go on counting: what is struck keeps its own."""
REASON = "撤销：登记错误"
_LOOKED_BACK = 20
_OF_THE_PROGRAM = ("自动备份", "备份", "记下程序版本")
"""What the program does for itself between two steps of a person."""
_STRUCK = ("request", "event", "ledger_row", "dispute", "review")
"""Tables whose new rows can be struck, the one that holds the others first."""


@attrs.frozen(kw_only=True)
class Undo:
    """A step that can be taken back: its audit number, what it was, whose it is."""

    seq: int
    use_case: str
    subject: str
    table: str
    row: str
    register_no: str = ""


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
        advice = "请到原来的地方用“作废”“更正”或者重新登记"
        if entry.operator != workspace.operator:
            raise UserError(f"上一步“{entry.use_case}”是{entry.operator}做的", advice)
        found = _struck(tuple(reader.audit.changes(entry.seq)))
        if found is None:
            raise UserError(f"上一步“{entry.use_case}”不能撤销", advice)
        number, subject = _names(reader, found)
    return Undo(
        seq=entry.seq,
        use_case=entry.use_case,
        subject=subject,
        table=found.table,
        row=found.id,
        register_no=number,
    )


def take_back(workspace: Workspace, step: Undo) -> None:
    """Strike what a step entered; UserError where something was recorded since."""
    if last_step(workspace) != step:
        raise UserError("已经有了新的操作", "请重新按 Ctrl+Z，核对要撤销的是哪一步")
    if step.table == "request":
        request.void(workspace, step.register_no, REASON)
    elif step.table == "event":
        request.strike_event(workspace, step.register_no, step.row, REASON)
    else:
        strike = {"ledger_row": ledger.void, "dispute": dispute.void, "review": review_desk.void}
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
    return "", f"{row.get('no', '')}　{row.get('title', '')}".strip()
