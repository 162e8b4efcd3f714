"""Conditions of a ledger's data (条件): a closed list of questions to one row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

Body = Mapping[str, Any]


@attrs.frozen(kw_only=True)
class Condition:
    """A question to one column; every part that is given must hold.

    ``any_of``: its value, or one of its values, is among these; ``none_of``: none is.
    ``filled``: whether it says anything. ``at_least`` and ``below`` bound a number, or how many
    values it has. ``same`` and ``not_after`` compare it with another column of the row.
    """

    column: str
    any_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    filled: bool | None = None
    at_least: float | None = None
    below: float | None = None
    same: str = ""
    not_after: str = ""

    def holds(self, body: Body) -> bool:
        """Whether the row answers yes."""
        value = body.get(self.column)
        values = values_of(value)
        return (
            (not self.any_of or bool(values & set(self.any_of)))
            and not values & set(self.none_of)
            and self.filled in (None, is_filled(value))
            and self._in_bounds(value)
            and (not self.same or value == body.get(self.same))
            and (not self.not_after or _not_after(value, body.get(self.not_after)))
        )

    def _in_bounds(self, value: Any) -> bool:
        if self.at_least is None and self.below is None:
            return True
        size = _size(value)
        return (self.at_least is None or size >= self.at_least) and (
            self.below is None or size < self.below
        )


def holds(conditions: Iterable[Condition], body: Body) -> bool:
    """Whether all of them hold."""
    return all(one.holds(body) for one in conditions)


def is_filled(value: Any) -> bool:
    """Whether a value says anything; 0 does."""
    return value is not None and value != "" and value != []


def values_of(value: Any) -> set[str]:
    """A value as a set of words: one for a single value, each of a list."""
    if isinstance(value, (list, tuple)):
        return {str(one) for one in value if not isinstance(one, Mapping)}
    return {str(value)} if is_filled(value) else set()


def _size(value: Any) -> float:
    if isinstance(value, (list, tuple)):
        return len(value)
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            return 0
    return float(value or 0)


def _not_after(value: Any, other: Any) -> bool:
    """Days and times are kept as ISO text: they compare as they are written."""
    return not (is_filled(value) and is_filled(other)) or str(value)[:10] <= str(other)[:10]
