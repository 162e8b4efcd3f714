"""What people decide at the review desk (预审处理): findings, answers, signatures, publication."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.review.checklist import Answer, Reply
from gongkai_desktop.domain.review.finding import Finding
from gongkai_desktop.domain.review.handling import (
    Action,
    Handling,
    Scope,
    context_of,
    near_context_of,
    reason_needed,
    words_of,
)
from gongkai_desktop.domain.review.item import (
    READY,
    SECRECY,
    SEND_BACK,
    ReviewItem,
    Signature,
    doubts_about_signing,
    sent_again,
    sent_back,
)
from gongkai_desktop.services import ledger
from gongkai_desktop.services.review_desk import (
    UNIT_HANDLING_SETTING,
    levels_of,
    open_item,
    opened,
    unit_handling,
)
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import Change

_PUBLICATIONS = "publications"


def decide(
    workspace: Workspace,
    item_id: str,
    finding: Finding,
    text: str,
    action: Action,
    *,
    scope: Scope = Scope.PLACE,
    reason: str = "",
) -> Handling:
    """Record what a person decided about a finding; raises UserError where a reason is missing.

    误报·本单位 holds for the same words between the same neighbours in every later text.
    """
    if reason_needed(finding, action, scope) and not reason.strip():
        words = "依据的条款" if action == Action.GROUNDED else "理由"
        raise UserError(f"“{finding.message}”要写明{words}", "请填写后再确认")
    if scope != Scope.PLACE and action != Action.FALSE_ALARM:
        raise UserError("只有误报可以推到全文或者全单位", "请逐处处理")
    made = Handling(
        rule=finding.rule,
        words=words_of(finding, text),
        context=context_of(finding, text),
        near=near_context_of(finding, text),
        action=action,
        scope=scope,
        reason=reason.strip(),
        who=workspace.operator,
        at=workspace.now().isoformat(timespec="minutes"),
    )
    with workspace.change(f"处理扫描提示：{action.value}") as change:
        item = open_item(change, item_id)
        if scope == Scope.UNIT:
            kept = change.settings.get(UNIT_HANDLING_SETTING, [])
            change.settings.put(UNIT_HANDLING_SETTING, [*kept, _handling_record(made)])
        else:
            change.reviews.save(attrs.evolve(item, handled=(*item.handled, made)))
    return made


def revoke(workspace: Workspace, item_id: str, handling: Handling) -> None:
    """Take a decision back; it stays as a trace."""
    word = f"{workspace.operator} {workspace.now().isoformat(timespec='minutes')}"
    gone = attrs.evolve(handling, revoked=word)
    with workspace.change("撤回对扫描提示的处理") as change:
        if handling.scope == Scope.UNIT:
            kept = [gone if one == handling else one for one in unit_handling(change)]
            change.settings.put(UNIT_HANDLING_SETTING, [_handling_record(one) for one in kept])
            return
        item = open_item(change, item_id)
        kept = [gone if one == handling else one for one in item.handled]
        change.reviews.save(attrs.evolve(item, handled=tuple(kept)))


def _handling_record(one: Handling) -> dict[str, Any]:
    return {**attrs.asdict(one), "action": one.action.value, "scope": one.scope.value}


def reply(workspace: Workspace, item_id: str, answers: Mapping[str, Reply]) -> ReviewItem:
    """Answer questions of the gates; 否 must say what is wrong. Raises UserError otherwise."""
    for one in answers.values():
        if one.answer == Answer.NO and not one.note.strip():
            raise UserError("答“否”的要写明情况", "请在备注里写明哪里不符、怎么处理")
    with workspace.change("回答预审问题") as change:
        item = open_item(change, item_id)
        return change.reviews.save(attrs.evolve(item, replies={**item.replies, **answers}))


# ------------------------------------------------------------------ signatures and publication


def sign(workspace: Workspace, item_id: str, signature: Signature) -> ReviewItem:
    """Record a signature on paper: 同意 only where nothing stands in the way, 退回 with a reason.

    Raises UserError naming the first obstacle.
    """
    if not signature.name.strip():
        raise UserError("没有写签署人", "请填写签署人姓名")
    shown = opened(workspace, item_id)
    signature = attrs.evolve(signature, mark=shown.item.mark, name=signature.name.strip())
    back = signature.opinion == SEND_BACK
    if back and not signature.note.strip():
        raise UserError("退回须写明理由", "请填写理由后重试")
    doubts = doubts_about_signing(
        shown.item,
        shown.levels,
        signature.level,
        signature.name,
        signature.day,
        workspace.today,
    )
    _refuse_first(doubts)
    if not back and signature.level != SECRECY:
        _refuse_first(shown.obstacles)
    with workspace.change(f"预审签字：{signature.level}{signature.opinion}") as change:
        item = open_item(change, item_id)
        if back:
            return change.reviews.save(sent_back(item, signature))
        return change.reviews.save(attrs.evolve(item, signatures=(*item.signatures, signature)))


def send_again(workspace: Workspace, item_id: str, name: str, day: date, note: str) -> ReviewItem:
    """Send an item up anew after a level sent it back (重新送审), saying what was changed.

    Raises UserError where it was not sent back, or who, what or the day is missing or impossible.
    """
    if not name.strip() or not note.strip():
        raise UserError("重新送审要写明送审人和改了什么", "请填写后重试")
    with workspace.change("重新送审") as change:
        item = open_item(change, item_id)
        if not item.returned:
            raise UserError(f"{item.no}没有被退回", "请直接登记签名")
        if not item.signatures[-1].day <= day <= workspace.today:
            raise UserError("重新送审日期应在退回日和今天之间", "日期如实填写")
        return change.reviews.save(sent_again(item, name.strip(), day, note.strip()))


def _refuse_first(reasons: Sequence[str]) -> None:
    if reasons:
        raise UserError(
            reasons[0], "请处理以后再签" if len(reasons) == 1 else "；".join(reasons[1:])
        )


def publish(
    workspace: Workspace, item_id: str, day: date, *, publisher: str, link: str
) -> ReviewItem:
    """Record that an item went out; the 主动公开台账 gets its row.

    The day cannot lie before the last signature nor in the future: 伪造发稿日期 fails a whole
    site (国办秘函〔2019〕19号). Raises UserError otherwise.
    """
    if not publisher.strip():
        raise UserError("没有写发布人", "请填写发布人姓名")
    shown = opened(workspace, item_id)
    with workspace.change("登记发布") as change:
        item = open_item(change, item_id)
        levels = levels_of(change)
        if item.state(levels) != READY:
            raise UserError(f"还没有审完，现在轮到“{item.state(levels)}”", "审完以后再登记发布")
        _refuse_first(shown.obstacles)
        last = max(one.day for one in item.signed())
        if day < last or day > workspace.today:
            raise UserError(
                f"发布日期应在{last.isoformat()}（{levels.names[-1]}）和今天之间",
                "发布日期如实填写，不能倒填",
            )
        out = attrs.evolve(item, published=day, publisher=publisher.strip(), link=link.strip())
        _into_ledger(change, workspace, out)
        return change.reviews.save(out)


def _into_ledger(change: Change, workspace: Workspace, item: ReviewItem) -> None:
    assert item.published is not None and item.formed is not None
    body = {
        "title": item.title,
        "number": item.document_no,
        "formed": item.formed.isoformat(),
        "published": item.published.isoformat(),
        "channels": [item.channel] if item.channel else [],
        "link": item.link,
        "reviewer": item.signed()[-1].name,
    }
    form = ledger.ledger_named(workspace, _PUBLICATIONS)
    ledger.add_within(change, workspace, form, {key: value for key, value in body.items() if value})
