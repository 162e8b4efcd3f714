"""个人信息保护影响评估: needed before personal data are published, kept as a ledger.

个人信息保护法第五十五条第三项 asks for it, 第五十六条 says what it must cover and that it is kept
for three years.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.ledger.values import shown
from gongkai_desktop.domain.review.handling import handling_of, personal_data_kept
from gongkai_desktop.services import slip
from gongkai_desktop.services.ledger import ledger_named
from gongkai_desktop.services.unit import the_unit
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import LedgerQuery, LedgerRow, Reader

if TYPE_CHECKING:
    from gongkai_desktop.services.review_desk import ReviewFile

LEDGER = "assessments"
_NOT_TO_GO_OUT = "不公开"
_KINDS = {
    "YS01": "身份证件号码",
    "YS02": "身份证件号码",
    "YS03": "电话号码",
    "YS05": "金融账户",
    "YS07": "身份证件号码",
    "YS08": "车牌号",
    "YS09": "住址",
    "YS10": "电子邮箱、社交账号",
}
_OTHER_KIND = "其他"


def assessment_of(reader: Reader, item_no: str) -> LedgerRow | None:
    """The assessment of an item under review, the latest; None where there is none."""
    if not item_no:
        return None
    query = LedgerQuery(ledger=LEDGER, equals=(("item", item_no),))
    return max(reader.ledgers.find(query), key=lambda row: row.no, default=None)


def is_assessed(reader: Reader, item_no: str) -> bool:
    """Whether there is an assessment that lets the data go out."""
    row = assessment_of(reader, item_no)
    return row is not None and row.body.get("conclusion") != _NOT_TO_GO_OUT


def proposed(shown_item: ReviewFile, today: str) -> dict[str, Any]:
    """What the desk knows already of an assessment to be made."""
    text, handled = shown_item.text, shown_item.handled
    kept = personal_data_kept(shown_item.findings, text, handled)
    decisions = [handling_of(one, text, handled) for one in kept]
    reasons = dict.fromkeys(one.reason for one in decisions if one and one.reason)
    kinds = dict.fromkeys(_KINDS.get(one.rule, _OTHER_KIND) for one in kept)
    return {
        "item": shown_item.item.no,
        "title": shown_item.item.title,
        "outlet": shown_item.item.channel,
        "kinds": list(kinds),
        "places": len(kept),
        "basis": "；".join(reasons),
        "assessed": today,
    }


def assessment_sheet(workspace: Workspace, item_no: str) -> bytes:
    """The assessment of an item as PDF to be signed; UserError where there is none."""
    with workspace.office.read() as reader:
        row = assessment_of(reader, item_no)
    if row is None:
        raise UserError(f"{item_no}还没有做个人信息保护影响评估", "请先填写评估")
    return slip.render(
        "assessment",
        _values(workspace, row),
        knowledge=workspace.knowledge,
        unit=the_unit(workspace),
    )


def _values(workspace: Workspace, row: LedgerRow) -> Mapping[str, Any]:
    form = ledger_named(workspace, LEDGER)
    told = {one.key: shown(one, row.body.get(one.key)) for one in form.columns}
    return {"assessment_no": row.no, **{f"a_{key}": words for key, words in told.items() if words}}
