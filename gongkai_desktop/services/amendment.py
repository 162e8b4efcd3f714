"""What was changed on a request (更正记录): who, when, what stood there before and after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import attrs

from gongkai_desktop.domain.request import Request
from gongkai_desktop.domain.review.masking import Masks
from gongkai_desktop.services.audit_words import FIELD_TITLES, pair_of_words
from gongkai_desktop.store import Reader, RowChange

_LATEST = 200
_MOST_ROWS = 500
_SHOWN = (
    "name",
    "kind",
    "id_kind",
    "id_no",
    "contact",
    "phone",
    "email",
    "address",
    "postcode",
    "agent",
    "authority",
    "request_text",
    "corrected_text",
    "delivery_form",
    "mail_no",
    "platform_no",
    "signer",
    "forwarded",
    "section",
    "handler",
    "reply_no",
    "service_no",
    "remarks",
    "archived",
    "void_reason",
    "repeat_of",
    "date",
    "text",
)


@attrs.frozen(kw_only=True)
class Amendment:
    """One use case that touched a request: when, who, what, and the fields it changed."""

    when: datetime
    who: str
    what: str
    before: str = ""
    after: str = ""


def amendments_of(reader: Reader, request: Request, masks: Masks) -> tuple[Amendment, ...]:
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
        before, after = _differences(mine, masks)
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


def _differences(changes: Iterable[RowChange], masks: Masks) -> tuple[str, str]:
    """The fields that changed, as they stood before and after; new rows have no before."""
    before, after = [], []
    for change in changes:
        if change.before is None or change.after is None:
            continue
        for name in _SHOWN:
            label = FIELD_TITLES[name]
            old, new = change.before.get(name), change.after.get(name)
            if name in change.after and old != new:
                was, now = pair_of_words(masks, name, old, new)
                before.append(f"{label}：{was}")
                after.append(f"{label}：{now}")
    return "；".join(before), "；".join(after)
