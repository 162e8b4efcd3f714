"""Taking back the last step, for the window."""

from __future__ import annotations

from gongkai_desktop.services import undo
from gongkai_desktop.ui.bridge.session import Session

_STRUCK = "登记的内容作废并写明“撤销”，号码不再使用，操作记录保留。"
_GIVEN_BACK = "改回这一步以前的内容，两次改动都留在操作记录里。"


class UndoBridge:
    """The last step of the open office."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def last(self) -> tuple[str, object]:
        """The step in words and itself."""
        step = undo.last_step(self._session.workspace)
        words = f"{step.use_case}　{step.subject}".strip()
        done = _GIVEN_BACK if step.before is not None else _STRUCK
        return f"{words}\n\n{done}", step

    def take_back(self, step: object) -> None:
        """Strike what that step entered."""
        assert isinstance(step, undo.Undo)
        undo.take_back(self._session.workspace, step)
