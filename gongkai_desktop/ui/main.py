"""Runs the window (start.py) to its end; pictures of its pages without a display."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QSize

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.services import run_log
from gongkai_desktop.services.workspace import open_workspace
from gongkai_desktop.ui.common.errors import ErrorDesk
from gongkai_desktop.ui.common.prompts import WindowPrompts
from gongkai_desktop.ui.common.unattended import UnattendedPrompts
from gongkai_desktop.ui.opened import context_of, leave
from gongkai_desktop.ui.start import Start
from gongkai_desktop.ui.style.application import the_application

__all__ = ["Start", "context_of", "leave", "run_window", "shoot", "show_refusal"]


def run_window(location: str, *, today: date | None, password: str | None) -> int:
    """Open the window and stay until it is closed; returns the exit code.

    Raises UserError where the office cannot be opened.
    """
    application = the_application()
    run_log.keep_log()
    start = Start(location, today=today, password=password, prompts=WindowPrompts())
    start.catch_the_last()
    start.open()
    start.follow_system()
    code = application.exec()
    start.close()
    run_log.end_log()
    return code


def show_refusal(error: UserError) -> None:
    """Say in a window why none opens, where nobody would see a line of text."""
    the_application()
    WindowPrompts().trouble(None, error.message, error.advice)


def shoot(office: Path, folder: Path, size: tuple[int, int]) -> list[Path]:
    """Pictures of every page of an office, without a display; ``size`` in logical pixels."""
    from gongkai_desktop.ui.screenshots import take_screenshots

    the_application()
    workspace = open_workspace(office)
    try:
        prompts = UnattendedPrompts()
        context = context_of(workspace, prompts, ErrorDesk(prompts))
        pictures = take_screenshots(context, folder, QSize(*size))
        leave(context)
        return pictures
    finally:
        workspace.close()
