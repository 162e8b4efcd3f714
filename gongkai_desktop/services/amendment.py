"""What was changed on a request (更正记录): who, when, what stood there before and after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import attrs

from gongkai_desktop.domain.request import ApplicantKind, Request
from gongkai_desktop.store import Reader, RowChange

_LATEST = 200
_MOST_ROWS = 500
_LABELS: Mapping[str, str] = {
    "name": "申请人",
    "kind": "申请人类型",
    "id_kind": "证件名称",
    "id_no": "证件号码",
    "contact": "联系人",
    "phone": "电话",
    "email": "电子邮箱",
    "address": "地址",
    "postcode": "邮政编码",
    "agent": "代理人",
    "authority": "委托书",
    "request_text": "申请内容",
    "corrected_text": "补正后内容",
    "delivery_form": "获取方式",
    "mail_no": "邮件号",
    "platform_no": "平台编号",
    "signer": "签收人",
    "forwarded": "转交日期",
    "section": "承办科室",
    "handler": "承办人",
    "reply_no": "答复文号",
    "service_no": "送达邮件号",
    "remarks": "备注",
    "archived": "归档日期",
    "void_reason": "作废理由",
    "repeat_of": "重复于",
    "date": "日期",
    "text": "事项",
}
_HIDDEN = "id_no"


@attrs.frozen(kw_only=True)
class Amendment:
    """One use case that touched a request: when, who, what, and the fields it changed."""

    when: datetime
    who: str
    what: str
    before: str = ""
    after: str = ""


def amendments_of(reader: Reader, request: Request) -> tuple[Amendment, ...]:
    """The latest audit entries that changed a row of this request, newest first.

    Entries over very many rows (an import, an upgrade) are left out: they say nothing of one
    request, and reading them would hold up its page.
    """
    ids = {
        request.id,
        request.applicant.id,
        *(event.id for event in request.events),
        *(one.id for one in request.items),
    }
    found = []
    for entry in reader.audit.entries(limit=_LATEST):
        if entry.rows > _MOST_ROWS:
            continue
        mine = [change for change in reader.audit.changes(entry.seq) if change.id in ids]
        if not mine:
            continue
        before, after = _differences(mine)
        found.append(
            Amendment(
                when=datetime.fromisoformat(entry.at),
                who=entry.operator,
                what=entry.use_case,
                before=before,
                after="；".join(filter(None, (after, _judgement(entry.notes)))),
            )
        )
    return tuple(found)


def _judgement(notes: Mapping[str, Any]) -> str:
    """What the clerk made of requests that looked the same (疑似重复)."""
    judged = notes.get("疑似重复") or {}
    return "；".join(f"{number}：{words}" for number, words in judged.items())


def _differences(changes: Iterable[RowChange]) -> tuple[str, str]:
    """The fields that changed, as they stood before and after; new rows have no before."""
    before, after = [], []
    for change in changes:
        if change.before is None or change.after is None:
            continue
        for name, label in _LABELS.items():
            old, new = change.before.get(name), change.after.get(name)
            if name in change.after and old != new:
                before.append(f"{label}：{_words(name, old)}")
                after.append(f"{label}：{_words(name, new)}")
    return "；".join(before), "；".join(after)


def _words(name: str, value: Any) -> str:
    if value in (None, ""):
        return "（空）"
    text = str(value)
    if name == _HIDDEN:
        return f"{text[:4]}…{text[-4:]}" if len(text) > 8 else text
    if name == "kind" and text in tuple(ApplicantKind):
        return ApplicantKind(text).label
    return text
