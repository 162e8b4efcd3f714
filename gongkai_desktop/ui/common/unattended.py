"""Prompts for a window nobody sits at (screenshots): what would ask, ends the run instead."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from gongkai_desktop.domain.collision import Clash
from gongkai_desktop.domain.exchange.lock import Strength


class UnattendedPrompts:
    """Prompts that answer no to questions and raise on trouble, so that nothing waits."""

    attended = False

    def confirm(self, parent: QWidget, title: str, text: str, action: str) -> bool:
        """Never agree to anything."""
        return False

    def tell(self, parent: QWidget, title: str, text: str) -> None:
        """Nobody is there to be told."""

    def trouble(self, parent: QWidget | None, message: str, advice: str) -> None:
        """A page that shows trouble is not worth a picture."""
        raise RuntimeError(f"{message}。{advice}")

    def defect(self, parent: QWidget | None, report: str) -> bool:
        """A defect ends the run."""
        raise RuntimeError(report)

    def ask_text(self, parent: QWidget, title: str, label: str) -> str | None:
        """No answer."""
        return None

    def insist(self, parent: QWidget, message: str, clashes: Sequence[Clash]) -> bool:
        """The other's version stays."""
        return False

    def ask_secret(self, parent: QWidget, title: str, label: str) -> str | None:
        """No answer."""
        return None

    def ask_lock(
        self,
        parent: QWidget,
        held: Sequence[str],
        judge: Callable[[str], Strength],
        make: Callable[[], str],
    ) -> str | None:
        """No answer."""
        return None

    def open_file(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        """No file."""
        return None

    def open_files(self, parent: QWidget, title: str, kinds: str) -> Sequence[Path]:
        """No files."""
        return ()

    def save_file(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
        """No file."""
        return None

    def choose_folder(self, parent: QWidget, title: str) -> Path | None:
        """No folder."""
        return None
