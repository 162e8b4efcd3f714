"""The window before the office is open (先见窗口): when it may stand, what is done behind it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gongkai_desktop.ui.common.deferred import named
from gongkai_desktop.ui.opened import Home, fetch

if TYPE_CHECKING:
    from gongkai_desktop.services.workspace import Workspace
    from gongkai_desktop.store import OfficeLock
    from gongkai_desktop.ui.bridge.session import Session
    from gongkai_desktop.ui.common.local import Local
    from gongkai_desktop.ui.common.page import Context

ASKS_NAME = "asks_name"
"""The name under which a computer remembers that this office asks first who is there."""
_PLAIN = b"SQLite format 3\0"


def stands_first(home: Home, local: Local) -> bool:
    """Whether nothing is to be asked or said before the window: a plain file nobody has open.

    Only looked at from outside, before anything is opened. Whatever is another case than the calm
    one (no file yet, a password, another window, names to choose) is opened the long way.
    """
    if "://" in home.location or local.text(ASKS_NAME):
        return False
    file = Path(home.location)
    if file.with_name(file.name + ".lock").exists():
        return False
    try:
        with file.open("rb") as content:
            return content.read(len(_PLAIN)) == _PLAIN
    except OSError:
        return False


def fetch_behind(
    session: Session, context: Context, home: Home
) -> tuple[Workspace, OfficeLock | None]:
    """Open the office and read in what its first page needs, on another thread than the window's.

    Raises UserError where it cannot be opened.
    """
    workspace, lock = fetch(home)
    try:
        session.workspace = workspace
        named("gongkai_desktop.ui.desk.page.DeskPage")
        context.ports.desktop.facts()
        context.ports.signing.must_choose()
    except BaseException:
        workspace.close()
        if lock:
            lock.release()
        raise
    return workspace, lock
