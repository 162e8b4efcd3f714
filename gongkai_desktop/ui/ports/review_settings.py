"""What the settings ask of the pre-review: its packs of words, its questions, its levels."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import attrs

if TYPE_CHECKING:
    from gongkai_desktop.domain.review.fact import FactKind
    from gongkai_desktop.domain.review.finding import Gate, Severity


@attrs.frozen(kw_only=True)
class PackLine:
    """One pack: its name and day, whose it is, how much is in it; ``ours`` can be taken back."""

    key: str
    name: str
    as_of: date
    layer: str
    source: str
    count: int
    ours: bool


@attrs.frozen(kw_only=True)
class WordLine:
    """One entry or fact as the list shows it; ``off`` is why it is switched off, empty if on."""

    key: str
    pack: str
    words: str
    meaning: str
    gate: str
    severity: str
    wrong: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    basis: str = ""
    off: str = ""


class ReviewSettings(Protocol):
    """The pre-review as the office sets it."""

    def packs(self) -> Sequence[PackLine]:
        """Every pack in force."""
        ...

    def words(self, pack: str, text: str) -> Sequence[WordLine]:
        """Entries of one pack (all packs when empty) with these words."""
        ...

    def switch(self, key: str, on: bool, reason: str) -> None:
        """Switch an entry on, or off with a reason."""
        ...

    def add_word(self, wrong: str, right: str, gate: Gate, severity: Severity) -> None:
        """Add a word of the office's own; UserError where it cannot be."""
        ...

    def add_fact(self, kind: FactKind, subject: str, detail: str, attribute: str) -> None:
        """Add a fact of the office's own; UserError where it cannot be."""
        ...

    def preview(self, file: Path) -> str:
        """What a file would bring in, in words; UserError where it is no pack."""
        ...

    def take_in(self, file: Path) -> None:
        """Bring it in."""
        ...

    def remove(self, pack: str, reason: str) -> None:
        """Take an imported pack back."""
        ...
