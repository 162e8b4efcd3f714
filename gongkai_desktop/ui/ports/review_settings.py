"""What the settings ask of the pre-review: its packs of words, its questions, its levels."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import attrs

if TYPE_CHECKING:
    from gongkai_desktop.domain.overlay import Layer
    from gongkai_desktop.domain.review.checklist import Checklist
    from gongkai_desktop.domain.review.checklist_versions import Differing
    from gongkai_desktop.domain.review.fact import FactKind
    from gongkai_desktop.domain.review.finding import Gate, Severity
    from gongkai_desktop.domain.review.item import Levels
    from gongkai_desktop.domain.review.masking import Mask

CHECKLIST, MASKS = "checklists/review", "checklists/masking"


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

    def checklist(self) -> Checklist:
        """The questions in force."""
        ...

    def save_checklist(self, checklist: Checklist) -> None:
        """Keep the office's own questions; UserError naming what is wrong."""
        ...

    def masks(self) -> Sequence[Mask]:
        """The masking rules, those switched off too."""
        ...

    def save_masks(self, masks: Sequence[Mask]) -> None:
        """Keep the office's own masking rules; UserError where one hides too little."""
        ...

    def levels(self) -> Levels:
        """The levels of review."""
        ...

    def save_levels(self, levels: Levels) -> None:
        """Keep them; UserError naming what is wrong."""
        ...

    def standing(self, key: str) -> tuple[Layer, bool]:
        """Whose questions or rules are in force, and whether the shipped ones changed since."""
        ...

    def compared(self, key: str) -> Sequence[Differing]:
        """What ships against what is in force, where they differ."""
        ...

    def restore(self, key: str) -> None:
        """Take the own ones back; UserError where there are none."""
        ...

    def keep_ours(self, key: str) -> None:
        """Keep the own ones though the shipped ones have changed."""
        ...

    def write_out(self, key: str, path: Path) -> None:
        """Write what is in force to a file."""
        ...

    def take_in_form(self, key: str, path: Path, layer: Layer) -> None:
        """Take a file in as the office's own or the county's."""
        ...
