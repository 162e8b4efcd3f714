"""What every page of the window is (页面), and what it is handed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from gongkai_desktop.domain.role import Right
from gongkai_desktop.ui.common.errors import ErrorDesk
from gongkai_desktop.ui.common.help import about
from gongkai_desktop.ui.common.local import Local
from gongkai_desktop.ui.common.prompts import Prompts
from gongkai_desktop.ui.common.room import LeastHeight
from gongkai_desktop.ui.common.tasks import Tasks
from gongkai_desktop.ui.style.theme import space

if TYPE_CHECKING:
    from gongkai_desktop.ui.ports import Ports


class WindowActs(Protocol):
    """What a page may ask of the window as a whole."""

    def restyle(self) -> None:
        """Put on the look that was chosen: the window is made anew."""
        ...

    def practise(self, fresh: bool = False) -> None:
        """Leave the office for the practice file; ``fresh`` begins it anew."""
        ...

    def stop_practising(self) -> None:
        """Go back from the practice file to the office."""
        ...


class NoActs:
    """A window of its own, with no office to change to (screenshots, tests)."""

    def restyle(self) -> None:
        """Nothing to make anew."""

    def practise(self, fresh: bool = False) -> None:
        """No practice file here."""

    def stop_practising(self) -> None:
        """No office to go back to."""


class Context(NamedTuple):  # no attrs: see ui/lean.py
    """What pages work with: services, prompts, long work, errors, what this computer remembers,
    and the window."""

    ports: Ports
    prompts: Prompts
    tasks: Tasks
    errors: ErrorDesk
    local: Local
    acts: WindowActs = NoActs()


LIST = "list"
"""Argument of ``go`` for what a place begins with, whatever is open there."""

KEEPS_TYPING = "keepsTyping"
"""Name of the timers that keep what is typed after a pause; the window lets them go off at once
when it has no more time."""


class Command(NamedTuple):
    """One action of a page, shown in the top bar; ``primary`` is the one usually meant.

    ``right`` is what it asks of the operator's roles.
    """

    title: str
    run: Callable[[], object]
    symbol: str = ""
    shortcut: str = ""
    primary: bool = False
    right: Right = Right.LOOK


class Page(LeastHeight):
    """A place of the window.

    ``data_changed`` tells the window that other places are out of date; ``go`` asks it to open
    another place with an argument (a 登记号, a filter). ``topic`` is what F1 tells of it,
    ``searchable`` whether it has a list to look for words in.
    """

    title = ""
    topic = ""
    searchable = False
    data_changed = Signal()
    commands_changed = Signal()
    go = Signal(str, object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("page")
        about(self, self.topic)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.context = context
        self.body = QVBoxLayout(self)
        margin = space("large")
        self.body.setContentsMargins(margin, margin, margin, margin)
        self.body.setSpacing(space("medium"))

    def refresh(self) -> None:
        """Read everything again; called when the page comes to the front."""

    def commands(self) -> Sequence[Command]:
        """What the top bar offers on this page."""
        return ()

    def arrive(self, argument: object) -> None:
        """Come to the front with an argument of ``go``."""

    @property
    def words(self) -> str:
        """The words the page is searched for now, shown in the search box."""
        return ""

    def search(self, text: str) -> bool:
        """Take the words of the global search box; False where the page has nothing to search."""
        return False

    def guard(self, action: Callable[[], object]) -> bool:
        """Run an action of the user, errors shown in one place; True when it went through."""
        return self.context.errors.guard(self, action)
