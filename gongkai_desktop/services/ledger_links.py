"""What a row writes into another (双向关联), and the changes it keeps (立改废记录)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.ledger.condition import is_filled, values_of
from gongkai_desktop.domain.ledger.form import Column, LedgerForm
from gongkai_desktop.store import Change, LedgerQuery, LedgerRow, Reader

_CHANGED, _WHY = "changed", "change_reason"
"""Columns that say when and on what ground a value changed, where a ledger has them."""


def link_back(
    change: Change,
    ledgers: Sequence[LedgerForm],
    form: LedgerForm,
    before: Mapping[str, Any],
    row: LedgerRow,
    *,
    strict: bool = True,
) -> None:
    """Write this row's number into the rows it now names, and out of those it no longer does.

    Raises UserError where a number it names is not in the linked ledger; without ``strict`` such
    a number stays one-sided (an import tells of it by ``one_sided``).
    """
    for column in form.columns:
        if not column.back:
            continue
        target = next(one for one in ledgers if one.key == column.target)
        old, new = values_of(before.get(column.key)), values_of(row.body.get(column.key))
        for number in sorted(new - old):
            known = change.ledgers.numbered(column.target, number)
            if known is None and not strict:
                continue
            if known is None:
                raise UserError(f"{column.title}“{number}”不在台账里", "请填它在台账的编号")
            _mark(change, target.column(column.back), known, row.no, there=True)
        for number in sorted(old - new):
            known = change.ledgers.numbered(column.target, number)
            if known is not None:
                _mark(change, target.column(column.back), known, row.no, there=False)


def one_sided(reader: Reader, form: LedgerForm, rows: Sequence[LedgerRow]) -> list[list[str]]:
    """For each row about to go in, what it names that is in no ledger, in words.

    The rows may name one another where they bring their numbers along.
    """
    linking = [column for column in form.columns if column.back]
    known = {
        column.target: {one.no for one in reader.ledgers.find(LedgerQuery(ledger=column.target))}
        for column in linking
    }
    if form.key in known:
        known[form.key] |= {row.no for row in rows if row.no and not row.void_reason}
    return [
        [
            f"{column.title}“{number}”不在台账里，没有写上相互关联，登记以后请在本条重新填写"
            for column in linking
            for number in sorted(values_of(row.body.get(column.key)) - known[column.target])
        ]
        for row in rows
    ]


def _mark(change: Change, back: Column, known: LedgerRow, own: str, *, there: bool) -> None:
    """Let the linked row name the other, or name it no longer."""
    names = sorted(values_of(known.body.get(back.key)) - {own})
    if there:
        names = sorted([*names, own]) if back.many else [own]
    value: Any = names if back.many else "".join(names[:1])
    body = {**known.body, back.key: value}
    body = {key: one for key, one in body.items() if is_filled(one)}
    if body != dict(known.body):
        change.ledgers.save(attrs.evolve(known, body=body))


def with_history(
    form: LedgerForm, before: Mapping[str, Any], after: dict[str, Any], today: date
) -> dict[str, Any]:
    """The row with a line for each value that changed and whose changes are kept."""
    for column in form.columns:
        kept = column.history_of
        if not kept or before.get(kept) == after.get(kept) or not is_filled(before.get(kept)):
            continue
        line = {
            "date": after.get(_CHANGED) or today.isoformat(),
            "value": after.get(kept) or "",
            "reason": after.get(_WHY) or "",
        }
        lines = [*(after.get(column.key) or []), {key: one for key, one in line.items() if one}]
        after = {**after, column.key: lines}
    return after
