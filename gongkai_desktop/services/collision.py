"""Records of the register saved over what somebody else changed meanwhile (编辑冲突)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import attrs

from gongkai_desktop.domain.collision import Clash, CollisionError, merged
from gongkai_desktop.domain.ledger.form import LedgerForm
from gongkai_desktop.domain.ledger.values import shown, shown_lines
from gongkai_desktop.domain.request import Applicant, Item, Request
from gongkai_desktop.services.audit_words import field_title, plain_words

R = TypeVar("R", bound=attrs.AttrsInstance)
_NOT_TYPED = ("id", "register_no", "events", "items", "applicant", "row", "ground", "imported")


def flat(record: attrs.AttrsInstance, *left_out: str) -> dict[str, Any]:
    """The fields of a value object by name."""
    fields = attrs.fields(type(record))
    return {one.name: getattr(record, one.name) for one in fields if one.name not in left_out}


def together(what: str, seen: R, now: R, mine: R, *left_out: str) -> R:
    """One value object out of three; raises CollisionError with both versions, ``now`` in it."""
    try:
        values = merged(
            what, flat(seen, *left_out), flat(now, *left_out), flat(mine, *left_out), _words
        )
    except CollisionError as error:
        raise CollisionError(what, error.clashes, now) from None
    evolved: R = attrs.evolve(mine, **values)  # type: ignore[misc]
    return evolved


def request_together(seen: Request | None, now: Request, mine: Request) -> Request:
    """A request's particulars and its applicant's."""
    if seen is None or (seen, seen.applicant) == (now, now.applicant):
        return mine
    what = f"申请{now.register_no}"
    clashes: list[Clash] = []
    people: Applicant | None = None
    try:
        people = together(what, seen.applicant, now.applicant, mine.applicant, "id")
    except CollisionError as error:
        clashes += error.clashes
    try:
        mine = together(what, seen, now, mine, *_NOT_TYPED)
    except CollisionError as error:
        clashes += error.clashes
    if people is None or clashes:
        raise CollisionError(what, clashes, now)
    return attrs.evolve(mine, applicant=people)


def items_unchanged(seen: Sequence[Item] | None, now: Request, mine: Sequence[Item]) -> None:
    """Items are decided as a whole: raises CollisionError where another list stands there now."""
    if seen is None or tuple(seen) == now.items or tuple(mine) == now.items:
        return
    clash = Clash(title="事项与处理依据", theirs=_items(now.items), mine=_items(mine))
    raise CollisionError(f"申请{now.register_no}", [clash], now)


def body_together(
    form: LedgerForm,
    no: str,
    seen: Mapping[str, Any] | None,
    now: Mapping[str, Any],
    mine: Mapping[str, Any],
) -> Mapping[str, Any]:
    """A ledger row's body."""
    if seen is None or seen == now:
        return mine
    columns = {one.key: one for one in form.columns}

    def words(name: str, value: Any) -> tuple[str, str]:
        column = columns.get(name)
        if column is None:
            return _words(name, value)
        if isinstance(value, (list, tuple)):
            return column.title, "；".join(map("，".join, map(_cells, shown_lines(column, value))))
        return column.title, shown(column, value)

    return merged(f"{form.title}{no}", seen, now, mine, words)


def _cells(line: Any) -> list[str]:
    return [str(one) for one in (line.values() if isinstance(line, Mapping) else line)]


def _items(items: Sequence[Item]) -> str:
    return "；".join(f"{one.no}. {one.text}（{one.ground or one.row or '待定'}）" for one in items)


def _words(name: str, value: Any) -> tuple[str, str]:
    return field_title(name), plain_words(name, value)
