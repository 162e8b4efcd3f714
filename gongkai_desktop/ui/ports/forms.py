"""What the window asks of the forms an office may edit (文书格式)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from gongkai_desktop.domain.letter.draft import DraftPart, FormDraft, FormState
    from gongkai_desktop.domain.overlay import Layer
    from gongkai_desktop.domain.unit import Unit


class Forms(Protocol):
    """Forms of letters and slips: edit, print on samples, restore."""

    def states(self) -> Sequence[FormState]:
        """Every form with whose wording is in force."""
        ...

    def draft(self, key: str, layer: Layer | None = None) -> FormDraft:
        """A form for editing, as it is in force or as one layer has it."""
        ...

    def own_paragraphs(self, part: DraftPart) -> Sequence[DraftPart]:
        """Common paragraphs as the form's own."""
        ...

    def sample_page(self, draft: FormDraft) -> bytes:
        """The draft printed on its samples; UserError naming what is wrong."""
        ...

    def save(self, draft: FormDraft) -> None:
        """Keep the office's own wording; UserError naming what is wrong."""
        ...

    def restore(self, key: str) -> None:
        """Take the office's own wording back."""
        ...

    def keep_ours(self, key: str) -> None:
        """Keep the own wording though the shipped one has changed."""
        ...

    def write_out(self, key: str, path: Path) -> None:
        """Write the form in force to a file."""
        ...

    def take_in(self, key: str, path: Path, layer: Layer) -> None:
        """Take a form from a file; UserError where it is wrong."""
        ...

    def style_page(self, unit: Unit) -> bytes:
        """A sample reply in the titles, number and layout of a unit."""
        ...
