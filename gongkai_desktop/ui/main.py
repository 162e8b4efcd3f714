"""Runs the window (start.py) to its end; pictures of its pages without a display."""

from __future__ import annotations

import gc
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gongkai_desktop.domain.errors import UserError
    from gongkai_desktop.ui.common.prompts import Prompts
    from gongkai_desktop.ui.start import Start


_DIALOGS = "gongkai_desktop.ui.common.dialogs.WindowPrompts"


def run_window(location: str, *, today: date | None, password: str | None) -> int:
    """Open the window and stay until it is closed; returns the exit code.

    Raises UserError where the office cannot be opened.
    """
    start = begin_window(location, today=today, password=password)
    from gongkai_desktop.services import run_log
    from gongkai_desktop.ui.style.application import the_application

    start.follow_system()
    run_log.keep_log()
    code = the_application().exec()
    start.close()
    run_log.end_log()
    if start.refusal is not None:
        raise start.refusal
    return code


def begin_window(
    location: str, *, today: date | None, password: str | None, prompts: Prompts | None = None
) -> Start:
    """Let the window stand; the office may still come in behind it.

    What is read in for it is kept to the end: until the office is there nothing is collected, and
    it is never looked through again.
    """
    gc.disable()
    from gongkai_desktop.ui.lean import spare_the_sources

    spare_the_sources()
    from gongkai_desktop.ui.common.deferred import Deferred
    from gongkai_desktop.ui.start import Start
    from gongkai_desktop.ui.style.application import the_application

    the_application()
    asked: Any = prompts or Deferred(_DIALOGS)
    start = Start(location, today=today, password=password, prompts=asked)
    start.catch_the_last()
    try:
        start.begin(_collect_again)
    except BaseException:
        gc.enable()
        raise
    return start


def _collect_again() -> None:
    """What the start left behind is little; to look for it would hold up the first key."""
    gc.freeze()
    gc.enable()


def show_refusal(error: UserError) -> None:
    """Say in a window why none opens, where nobody would see a line of text."""
    from gongkai_desktop.ui.common.dialogs import WindowPrompts
    from gongkai_desktop.ui.style.application import the_application

    the_application()
    WindowPrompts().trouble(None, error.message, error.advice)


def shoot(office: Path, folder: Path, size: tuple[int, int]) -> list[Path]:
    """Pictures of every page of an office, without a display; ``size`` in logical pixels."""
    from PySide6.QtCore import QSize

    from gongkai_desktop.services.workspace import open_workspace
    from gongkai_desktop.ui.common.errors import ErrorDesk
    from gongkai_desktop.ui.common.unattended import UnattendedPrompts
    from gongkai_desktop.ui.opened import context_of, leave
    from gongkai_desktop.ui.screenshots import take_screenshots
    from gongkai_desktop.ui.style.unseen import draw_unseen

    draw_unseen()
    workspace = open_workspace(office)
    try:
        prompts = UnattendedPrompts()
        context = context_of(workspace, prompts, ErrorDesk(prompts))
        pictures = take_screenshots(context, folder, QSize(*size))
        leave(context)
        return pictures
    finally:
        workspace.close()


def shoot_first_hour(folder: Path) -> list[Path]:
    """Pictures of the first hour, from the missing office to the yearly table."""
    from gongkai_desktop.ui.screenshots import take_first_hour
    from gongkai_desktop.ui.style.unseen import draw_unseen

    draw_unseen()
    return take_first_hour(folder)


def shoot_care(folder: Path, size: tuple[int, int]) -> list[Path]:
    """Pictures of keeping, handing over and reporting, on offices made for them."""
    from PySide6.QtCore import QSize

    from gongkai_desktop.ui.screenshots import take_care_pictures
    from gongkai_desktop.ui.style.application import the_application

    the_application()
    return take_care_pictures(folder, QSize(*size))
