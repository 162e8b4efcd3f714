"""What every section of a request has in common."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gongkai_desktop.ui.common.help import about
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.ports import RequestFile
from gongkai_desktop.ui.style.theme import space


class Section(QWidget):
    """One part of a request. ``changed`` carries the request after a change made here.

    ``short`` is its name on the tab where ``title`` would be too long for all to fit; ``topic``
    what F1 tells of it.

    ``go`` asks the window for another place with an argument, as a page does.
    """

    title = ""
    short = ""
    topic = ""
    changed = Signal(object)
    go = Signal(str, object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        about(self, self.topic)
        self.context = context
        self.file: RequestFile | None = None
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, space("small"), 0, 0)
        self.body.setSpacing(space("medium"))

    def show_file(self, file: RequestFile) -> None:
        """Show a request."""
        self.file = file

    def came_to_front(self) -> None:
        """The user has turned to this section."""

    @property
    def register_no(self) -> str:
        """登记号 of the request shown; empty before one is."""
        return self.file.request.register_no if self.file else ""
