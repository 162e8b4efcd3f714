"""How a policy was interpreted (解读情况): all its interpretations as one, and what it misses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import attrs

from gongkai_desktop.domain.calendar import WorkCalendar
from gongkai_desktop.domain.ledger.condition import Body, values_of
from gongkai_desktop.domain.ledger.form import LedgerForm, Statistic
from gongkai_desktop.domain.ledger.limit import LimitState, limits_of
from gongkai_desktop.domain.ledger.row import problems_of
from gongkai_desktop.domain.ledger.tally import Subject

_SHARED = ("forms", "elements")
_NEVER = "9999-12-31"
NOT_VARIED = "没有文字以外的解读形式，不计入多样化解读"


@attrs.frozen(kw_only=True)
class Interpreted:
    """One policy: ``body`` holds its first interpretation with the forms of all (空 where none).

    ``limit``: 3 working days after the policy; ``varied``: counted in 多样化解读率; ``misses``:
    in words what is not as it should be.
    """

    title: str
    number: str
    body: Body
    count: int
    varied: bool
    limit: LimitState | None
    misses: tuple[str, ...]


def interpreted(
    form: LedgerForm, statistic: Statistic, subject: Subject, calendar: WorkCalendar, today: date
) -> Interpreted:
    """A policy with what was done for it; several interpretations complete one another.

    The first to go out answers for the days (三同步, 3个工作日), all together for the forms.
    """
    own = subject.body or {}
    body = _together(subject.rows)
    published = body.get("published") or own.get("published")
    state = next(iter(limits_of(form.limits, {**body, "published": published}, calendar)), None)
    varied = subject.hit(statistic)
    return Interpreted(
        title=str(own.get("title") or body.get("policy") or ""),
        number=str(own.get("number") or body.get("number") or ""),
        body={**body, "published": published},
        count=len(subject.rows),
        varied=varied,
        limit=state,
        misses=tuple(_misses(form, body, state, varied=varied, today=today)),
    )


def _together(rows: list[Body]) -> dict[str, Any]:
    if not rows:
        return {}
    ordered = sorted(rows, key=lambda row: str(row.get("i_published") or _NEVER))
    joined = {key: [one for row in ordered for one in row.get(key) or ()] for key in _SHARED}
    kept = {key: list(dict.fromkeys(some)) for key, some in joined.items() if some}
    return {**ordered[0], **kept}


def _misses(
    form: LedgerForm, body: Body, state: LimitState | None, *, varied: bool, today: date
) -> Iterator[str]:
    if not body:
        yield "没有解读"
    else:
        limits = (state,) if state else ()
        yield from (problem.message for problem in problems_of(form, body, limits))
    if state and state.open and state.due and state.due < today:
        yield f"解读应在{state.due.isoformat()}前发布，还没有发布"
    if body and not varied and values_of(body.get("forms")):
        yield NOT_VARIED
