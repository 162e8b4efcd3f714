"""What the rows and columns of a newer form count of the register (新格式的计数口径).

A request is registered with one result and one kind of applicant, in the words of the form of
2021. A later form says in its data file where each of them goes, by facts the register knows;
where it says nothing for a row or column of its own, that is filled in by hand.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import attrs

from gongkai_desktop.domain.annual.cells import Shape


@attrs.frozen(kw_only=True)
class Facts:
    """What the register knows of a request that a form may tell requests apart by.

    ``row`` is the result as registered (empty while there is none), ``ground`` the legal ground,
    ``kind`` the kind of applicant, ``channel`` the way it came.
    """

    row: str = ""
    ground: str = ""
    kind: str = ""
    channel: str = ""


@attrs.frozen(kw_only=True)
class CountRule:
    """One line of a form: which requests stand in a ``row``, or in a ``column``, of its own.

    Every list given must hold the request's fact; an empty one asks nothing.
    """

    row: str = ""
    column: str = ""
    rows: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()

    def takes(self, facts: Facts) -> bool:
        """Whether a request is one of those the line speaks of."""
        asked = (
            (self.rows, facts.row),
            (self.grounds, facts.ground),
            (self.kinds, facts.kind),
            (self.channels, facts.channel),
        )
        return all(not wanted or known in wanted for wanted, known in asked)


@attrs.frozen(kw_only=True)
class Counting:
    """Where a form puts each request: the first line that takes it, else where it was before."""

    rules: tuple[CountRule, ...] = ()

    def row(self, facts: Facts) -> str:
        """The result row of a request; as registered where no line speaks of it."""
        return next((one.row for one in self.rules if one.row and one.takes(facts)), facts.row)

    def column(self, facts: Facts) -> str:
        """The applicant column of a request."""
        found = (one.column for one in self.rules if one.column and one.takes(facts))
        return next(found, facts.kind)

    def redrawn(self, kinds: Iterable[str]) -> frozenset[str]:
        """Columns that gain or lose requests by the form's own lines."""
        found: set[str] = set()
        for one in self.rules:
            if one.column:
                found |= {one.column, *(one.kinds or kinds)}
        return frozenset(found)

    def by_hand(self, shape: Shape, known: Iterable[str]) -> tuple[str, ...]:
        """Rows and columns of the form that no register fills: neither ``known`` nor ruled."""
        counted = {*known, *(one.row for one in self.rules), *(one.column for one in self.rules)}
        return tuple(one for one in (*shape.results, *shape.kinds) if one not in counted)


AS_REGISTERED: Final = Counting()
"""The form of 2021: every request stands where it was registered."""
