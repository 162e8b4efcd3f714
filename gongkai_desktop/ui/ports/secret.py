"""What the window asks of the office's password."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class Secret(Protocol):
    """Password, recovery key and idle lock (口令、恢复密钥、闲置锁定)."""

    def encrypted(self) -> bool:
        """Whether the data file is kept encrypted."""
        ...

    def set_password(self, password: str) -> None:
        """Encrypt the office or change its password; UserError when it is too short."""
        ...

    def take_away(self) -> None:
        """Keep the office plainly again."""
        ...

    def opens(self, typed: str) -> bool:
        """Whether what was typed is the password or the recovery key."""
        ...

    def recovery_sheet(self) -> bytes:
        """The sheet to print and lock away, as PDF."""
        ...

    def unprotected_copies(self) -> Sequence[str]:
        """Names of backups beside the office that anybody can still open."""
        ...

    def idle_minutes(self) -> int:
        """After how many minutes without a hand on it the window locks; 0 never."""
        ...

    def set_idle_minutes(self, minutes: int) -> None:
        """Keep that number."""
        ...
