"""What the settings ask for about posts and hand-over (岗位与交接)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from gongkai_desktop.domain.handover import Post, Transfer, Work


class Handovers(Protocol):
    """Posts and hand-over of the office."""

    def posts(self) -> Sequence[Post]:
        """The named posts with their holders."""
        ...

    def doubts(self) -> Sequence[str]:
        """What is doubtful about who holds them."""
        ...

    def names(self) -> Sequence[str]:
        """People known, the operator first."""
        ...

    def appoint(self, title: str, name: str, day: date) -> None:
        """Name who holds a post; UserError where that cannot be."""
        ...

    def work(self) -> Sequence[Work]:
        """All open work."""
        ...

    def hand_over(self, transfer: Transfer) -> None:
        """Pass work and posts in one transaction, and keep the sheet to be signed."""
        ...

    def write_sheet(self, path: Path) -> None:
        """Write the sheet of the last hand-over as PDF; UserError where there was none."""
        ...
