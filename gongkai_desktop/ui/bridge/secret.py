"""The office's password for the window."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai_desktop.services import secret as secret_service
from gongkai_desktop.ui.bridge.session import Session


class SecretBridge:
    """Password, recovery key and idle lock over the open office."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def encrypted(self) -> bool:
        """Whether the data file is kept encrypted."""
        return secret_service.is_encrypted(self._session.workspace)

    def set_password(self, password: str) -> None:
        """Encrypt or change the password; the session goes on with the new file."""
        self._session.workspace = secret_service.set_password(self._session.workspace, password)

    def take_away(self) -> None:
        """Keep the office plainly again."""
        self._session.workspace = secret_service.take_password_away(self._session.workspace)

    def opens(self, typed: str) -> bool:
        """Whether what was typed opens the office."""
        return secret_service.opens(self._session.workspace.office.location, typed)

    def recovery_sheet(self) -> bytes:
        """The recovery sheet as PDF."""
        return secret_service.recovery_sheet(self._session.workspace, self._session.press)

    def unprotected_copies(self) -> Sequence[str]:
        """Backups beside the office that are not encrypted."""
        return [file.name for file in secret_service.unprotected_copies(self._session.workspace)]

    def idle_minutes(self) -> int:
        """Minutes after which the window locks."""
        return secret_service.idle_minutes(self._session.workspace)

    def set_idle_minutes(self, minutes: int) -> None:
        """Keep that number."""
        secret_service.set_idle_minutes(self._session.workspace, minutes)
