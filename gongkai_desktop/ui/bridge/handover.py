"""Posts and hand-over for the window."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import attrs

from gongkai_desktop.domain.handover import Post, Transfer, Work
from gongkai_desktop.services import handover
from gongkai_desktop.ui.bridge.session import Session


class HandoverBridge:
    """Handovers over the open office."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def posts(self) -> Sequence[Post]:
        """The named posts with their holders."""
        return handover.posts(self._session.workspace)

    def doubts(self) -> Sequence[str]:
        """What is doubtful about who holds them."""
        return handover.doubts(self._session.workspace)

    def names(self) -> Sequence[str]:
        """People known."""
        return handover.names(self._session.workspace)

    def appoint(self, title: str, name: str, day: date) -> None:
        """Name who holds a post."""
        handover.appoint(self._session.workspace, title, name, day)

    def work(self) -> Sequence[Work]:
        """All open work."""
        return handover.open_work(self._session.workspace)

    def hand_over(self, transfer: Transfer) -> None:
        """Pass work and posts, and keep the sheet."""
        workspace = self._session.workspace
        done = handover.hand_over(workspace, transfer)
        if workspace.operator == transfer.giver:
            self._session.workspace = attrs.evolve(workspace, operator=transfer.successor)
        handover.keep_sheet(self._session.workspace, done)

    def write_sheet(self, path: Path) -> None:
        """Write the sheet of the last hand-over."""
        handover.write_sheet(self._session.workspace, path)
