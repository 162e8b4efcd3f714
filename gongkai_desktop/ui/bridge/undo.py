"""Taking back the last step, for the window."""

from __future__ import annotations

from gongkai_desktop.services import undo
from gongkai_desktop.ui.bridge.session import Session


class UndoBridge:
    """The last step of the open office."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def last(self) -> tuple[str, object]:
        """The step in words and itself."""
        step = undo.last_step(self._session.workspace)
        return f"{step.use_case}　{step.subject}".strip(), step

    def take_back(self, step: object) -> None:
        """Strike what that step entered."""
        assert isinstance(step, undo.Undo)
        undo.take_back(self._session.workspace, step)
