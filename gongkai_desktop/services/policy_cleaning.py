"""清理 of policy documents: a batch begun from those in force, its results written back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.services import ledger
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import Change, LedgerQuery, LedgerRow

POLICIES, RULEBOOK = "policies", "rulebook"
_GONE = ("废止", "失效")
_RESULTS = {"继续有效": "有效", "修改": "已修改", "废止": "废止", "宣布失效": "失效"}
"""What a result of the cleaning makes of a policy's validity."""


def begin_batch(workspace: Workspace, batch: str) -> int:
    """Put every policy in force up for a cleaning; returns how many were not in it yet.

    Raises UserError without a name for the batch, or where nothing is in force.
    """
    name = batch.strip()
    if not name:
        raise UserError("没有写清理批次", "如 2026年度清理")
    form = ledger.ledger_named(workspace, RULEBOOK)
    with workspace.change(f"开始清理：{name}") as change:
        known = {
            row.body.get("policy_no")
            for row in _rows(change, RULEBOOK)
            if row.body["batch"] == name
        }
        waiting = [row for row in _rows(change, POLICIES) if _in_force(row) and row.no not in known]
        if not waiting and not known:
            raise UserError("政策文件台账里没有现行有效的文件", "请先登记政策文件")
        for row in waiting:
            ledger.add_within(change, workspace, form, _begun(row, name))
    return len(waiting)


def _rows(change: Change, key: str) -> list[LedgerRow]:
    rows = change.ledgers.find(LedgerQuery(ledger=key))
    return [row for row in rows if not row.void_reason]


def _in_force(row: LedgerRow) -> bool:
    return row.body.get("validity") not in _GONE


def _begun(row: LedgerRow, batch: str) -> Mapping[str, Any]:
    told = {key: row.body.get(key) for key in ("title", "number", "made", "section")}
    return {key: one for key, one in told.items() if one} | {"policy_no": row.no, "batch": batch}


def write_back(workspace: Workspace) -> int:
    """Let the policies follow the results of the cleaning; returns how many changed.

    Day and batch become day and ground of the change. Raises UserError where nothing differs.
    """
    written = 0
    with workspace.change("清理结果写入政策文件") as change:
        policies = {row.no: row for row in _rows(change, POLICIES)}
        for row in sorted(_rows(change, RULEBOOK), key=lambda one: str(one.body.get("cleaned"))):
            policy = policies.get(str(row.body.get("policy_no")))
            became = _RESULTS.get(str(row.body.get("result")), "")
            if policy is None or not row.body.get("cleaned") or not became:
                continue
            body = _cleaned(policy, row, became)
            if body != dict(policy.body):
                saved = ledger.amend_within(change, workspace, policy.id, body).row
                policies[policy.no] = saved
                written += 1
        if not written:
            raise UserError("没有要写入的清理结果", "请在清理台账里填写清理结果和清理日期")
    return written


def _cleaned(policy: LedgerRow, row: LedgerRow, became: str) -> dict[str, Any]:
    """The policy after its cleaning; one that stays in force only notes the batch."""
    body = {**policy.body, "batch": row.body["batch"]}
    if became == policy.body.get("validity", "有效"):
        return body
    reason = str(row.body.get("reason") or "").strip()
    ground = f"{row.body['batch']}：{row.body['result']}" + (f"（{reason}）" if reason else "")
    return body | {"validity": became, "changed": row.body["cleaned"], "change_reason": ground}
