"""What the pages of the ledgers (台账) ask for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Protocol

import attrs

from gongkai_desktop.domain.ledger.form import LedgerForm


@attrs.frozen(kw_only=True)
class LedgerOverview:
    """One ledger: its form, how many rows, how many late, its counters in words (列席 3/5)."""

    form: LedgerForm
    rows: int
    overdue: int = 0
    counters: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class LedgerLine:
    """One row as the list and the form show it; ``cells`` are its columns as words.

    ``lines`` are the lines of the columns that have some, each as words by part.
    """

    id: str
    no: str
    status: str
    due: date | None
    overdue: bool
    cells: Mapping[str, str]
    lines: Mapping[str, Sequence[Mapping[str, str]]] = attrs.field(factory=dict)


Words = Mapping[str, "str | Sequence[Mapping[str, str]]"]
"""What a form of a row says, by column: words, or the lines of a column that has some."""


@attrs.frozen(kw_only=True)
class LedgerQuestion:
    """What a list of rows is asked for; ``state`` is empty, open, closed, overdue or void."""

    ledger: str
    text: str = ""
    state: str = ""
    sort: str = ""
    descending: bool = False


class Ledgers(Protocol):
    """The ledgers of the office."""

    def overviews(self, place: str) -> Sequence[LedgerOverview]:
        """The ledgers of a place of the window, in their order."""
        ...

    def place_of(self, ledger: str) -> str:
        """The place of the window a ledger stands in: ledger or publication."""
        ...

    def find(self, question: LedgerQuestion) -> Sequence[str]:
        """Identities of the rows that answer, in order."""
        ...

    def lines(self, ledger: str, ids: Sequence[str]) -> Sequence[LedgerLine]:
        """Some rows, in the order given."""
        ...

    def blank(self, ledger: str) -> Mapping[str, str]:
        """What a new row starts with."""
        ...

    def save(self, ledger: str, row_id: str, words: Words) -> Sequence[str]:
        """Enter a row, or change one; returns doubts. UserError where it is refused."""
        ...

    def files(self, row_id: str) -> Sequence[tuple[str, str]]:
        """(identity, name) of the evidence files of a row."""
        ...

    def attach(self, row_id: str, path: Path) -> None:
        """Keep a copy of a file with a row; UserError where it cannot be."""
        ...

    def save_file(self, file_id: str, path: Path) -> None:
        """Write an evidence file out."""
        ...

    def void(self, row_id: str, reason: str) -> None:
        """Strike a row with a reason."""
        ...

    def bring_in(self, ledger: str, path: Path) -> Sequence[str]:
        """Import a table or a plan; says what was done."""
        ...

    def export(self, ledger: str, path: Path) -> None:
        """Write the whole ledger to an xlsx file."""
        ...

    def printed(self, ledger: str, text: str) -> bytes:
        """The rows that hold some words as PDF, in the order of their numbers."""
        ...
