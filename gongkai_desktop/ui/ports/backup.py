"""What the window asks of backups (备份)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import attrs

if TYPE_CHECKING:
    from gongkai_desktop.domain.progress import Report


@attrs.frozen(kw_only=True)
class BackupFacts:
    """Where automatic backups lie; ``second`` empty where no second place was chosen."""

    folder: Path
    second: str
    latest: str


class Backups(Protocol):
    """Copies of the data file, automatic and by hand."""

    def facts(self) -> BackupFacts:
        """Where they lie, and the latest one."""
        ...

    def back_up(self, folder: Path, report: Report) -> Path:
        """Write a safe copy and return it."""
        ...

    def back_up_if_changed(self, report: Report) -> str:
        """The automatic one, if anything changed; what went wrong in a sentence, else empty."""
        ...

    def choose_second_place(self, folder: str) -> None:
        """Keep a second copy of every automatic backup there; empty for none."""
        ...

    def preview(self, file: Path, report: Report) -> Sequence[str]:
        """What a restore from this file would change, in sentences."""
        ...

    def restore(self, file: Path, report: Report) -> str:
        """Put a backup in the office's place; the window closes afterwards. Returns the name of
        the copy of what was there."""
        ...

    def verify(self, report: Report) -> Sequence[tuple[str, bool]]:
        """What was checked and whether it was in order."""
        ...
