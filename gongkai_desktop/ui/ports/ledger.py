"""What the pages of the ledgers (台账) ask for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import attrs

from gongkai_desktop.domain.progress import Report

if TYPE_CHECKING:
    from gongkai_desktop.domain.ledger.form import LedgerForm
    from gongkai_desktop.domain.ledger.mail import RequestBegun


@attrs.frozen(kw_only=True)
class LedgerOverview:
    """One ledger: its form, how many rows, how many late, its counters in words (列席 3/5).

    ``sources`` say where each need comes from, ``sheets`` are its papers by key.
    """

    form: LedgerForm
    rows: int
    overdue: int = 0
    counters: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    sheets: Mapping[str, str] = attrs.field(factory=dict)


@attrs.frozen(kw_only=True)
class LedgerLine:
    """One row as the list and the form show it; ``cells`` are its columns as words.

    ``lines`` are the lines of the columns that have some, each as words by part; ``kept`` is the
    row as it lay there, against which a change is held.
    """

    id: str
    no: str
    status: str
    due: date | None
    overdue: bool
    cells: Mapping[str, str]
    lines: Mapping[str, Sequence[Mapping[str, str]]] = attrs.field(factory=dict)
    kept: Mapping[str, Any] = attrs.field(factory=dict)


Words = Mapping[str, "str | Sequence[Mapping[str, str]]"]
"""What a form of a row says, by column: words, or the lines of a column that has some."""


@attrs.frozen(kw_only=True)
class LedgerQuestion:
    """What a list of rows is asked for; ``state`` is empty, open, closed, overdue or void.

    ``only`` is a column and the value it must hold.
    """

    ledger: str
    text: str = ""
    state: str = ""
    only: tuple[str, str] | None = None
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

    def save(
        self, ledger: str, row_id: str, words: Words, seen: Mapping[str, Any] | None = None
    ) -> Sequence[str]:
        """Enter a row, or change one; returns doubts. UserError where it is refused."""
        ...

    def files(self, row_id: str) -> Sequence[tuple[str, str]]:
        """(identity, name) of the evidence files of a row."""
        ...

    def attach(self, row_id: str, path: Path, report: Report) -> str:
        """Keep a copy of a file with a row, and say what is doubtful about it; UserError."""
        ...

    def save_file(self, file_id: str, path: Path) -> None:
        """Write an evidence file out."""
        ...

    def begin_cleaning(self, batch: str) -> int:
        """Put every policy in force up for a cleaning; how many."""
        ...

    def end_cleaning(self) -> int:
        """Let the policies follow the results; how many changed."""
        ...

    def mark_handed_over(self) -> int:
        """Record that all that waits was handed to archive and library today; how many rows."""
        ...

    def void(self, row_id: str, reason: str) -> None:
        """Strike a row with a reason."""
        ...

    def bring_in(self, ledger: str, path: Path, report: Report) -> Sequence[str]:
        """Import a table, a plan or a package; says what was done. Stopped, it leaves nothing."""
        ...

    def export(self, ledger: str, path: Path, report: Report) -> None:
        """Write the whole ledger to an xlsx file."""
        ...

    def printed(self, question: LedgerQuestion, report: Report) -> bytes:
        """The rows that answer as PDF, in the order of the list."""
        ...

    def sheet(self, ledger: str, key: str) -> bytes:
        """One of the ledger's papers as PDF; UserError where there is nothing to print."""
        ...

    def bring_in_text(self, text: str, report: Report) -> Sequence[str]:
        """Read tasks out of pasted text; says what was done."""
        ...

    def beginning(self, row_id: str) -> RequestBegun:
        """What a row knows of a request it is turned into (转为公开申请)."""
        ...

    def pack(self, path: Path) -> None:
        """Write this year's cases as a package for other offices, without 登记号."""
        ...
