"""The yearly tables for the window."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai_desktop.services import annual as annual_service
from gongkai_desktop.ui.bridge.session import Session


class AnnualBridge:
    """Annual over the open office."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def years(self) -> Sequence[int]:
        """Years that can be compiled, latest first."""
        return annual_service.years(self._session.workspace)
