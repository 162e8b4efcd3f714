"""The main window: its frame, and the places of the office in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from gongkai_desktop.ui.aids import Aids
from gongkai_desktop.ui.common.deferred import Deferred, named
from gongkai_desktop.ui.common.layout import BEGINS, BEGINS_LAST, LAST_PLACE
from gongkai_desktop.ui.common.local import Local
from gongkai_desktop.ui.common.page import KEEPS_TYPING, Context, Page
from gongkai_desktop.ui.common.room import Stack, Whole
from gongkai_desktop.ui.common.waiting import ProgressPanel
from gongkai_desktop.ui.common.widgets import InfoBanner, button
from gongkai_desktop.ui.frame import (
    SECRECY_NOTICE,
    Navigation,
    NoticeStrip,
    Opening,
    StatusWords,
    TopBar,
)
from gongkai_desktop.ui.places import PLACES, Place
from gongkai_desktop.ui.practice import PRACTICE, PracticeStrip

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from gongkai_desktop.domain.role import Right
    from gongkai_desktop.ui.ports import Ports
    from gongkai_desktop.ui.ports.search import Act

_TOLD_MS = 30_000
_NARROW = 1_060
"""Logical pixels below which the pages need the room of the navigation."""
_EARLY = "early"
GEOMETRY = "geometry"
"""The name under which a computer remembers size and place of the window."""

_ASKED_FIRST = {
    "request": ("register",),
    "review": ("reviews",),
    "publication": ("ledgers",),
    "ledger": ("ledgers",),
    "dispute": ("disputes",),
    "precedent": ("ledgers", "precedents"),
    "annual": ("annual", "statistics", "exchanges"),
    "settings": ("settings",),
}
"""The ports that a page asks as soon as it is made, by its place."""


class Shell(QMainWindow):
    """The window of one office.

    While the office is still being opened (``waiting``) the frame stands alone: what is asked of
    it by mouse or key is done when the office comes in with ``enter``. No port is used before.
    """

    def __init__(self, context: Context, *, waiting: bool = False) -> None:
        super().__init__()
        self._context = context
        self._pages: dict[str, Page] = {}
        self._wholes: dict[str, Whole] = {}
        self._stale: set[str] = set()
        self._closing = False
        self._waiting = True
        self._coming = ""
        self._first: tuple[str, object] = (self._first_place(), None)
        self._then: Callable[[], object] | None = None
        self._refusals: Mapping[Right, str] = {}
        self._stack = Stack()
        self._banners = QVBoxLayout()
        self.navigation = Navigation(self._go)
        self.aids = Aids(
            self, context, lambda: self.page, self.open_place, self._read_again, self._when_open
        )
        self._top = TopBar(
            self._search,
            partial(self._when_open, self.aids.search),
            partial(self._when_open, self.aids.help),
        )
        self._notice = NoticeStrip()
        self._practice = PracticeStrip(context.acts)
        self._status = StatusWords()
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().addWidget(self._status, 1)
        self._assemble()
        self._progress = ProgressPanel(self, context.tasks)
        context.tasks.idle.connect(self._close_if_waiting)
        for number, place in enumerate(PLACES, start=1):
            QShortcut(QKeySequence(f"Ctrl+{number}"), self, partial(self._go, place.key))
        if waiting:
            self._stand()
        else:
            self.enter()

    def _stand(self) -> None:
        """The frame alone, as it will look: the first place is in front, nothing is in it yet."""
        self.setWindowTitle(f"公开台（{SECRECY_NOTICE}）")
        self._stack.addWidget(Opening())
        self._top.show_title(next(one.title for one in PLACES if one.key == self._first[0]))
        self.navigation.select(self._first[0])
        new = QShortcut(QKeySequence("Ctrl+N"), self, partial(self._go, "request", "new"))
        new.setObjectName(_EARLY)

    def enter(self) -> None:
        """The office is open: show it, at the place and with what was asked for meanwhile."""
        early = self.findChild(QShortcut, _EARLY)
        if early is not None:
            early.setEnabled(False)  # the page brings a Ctrl+N of its own
            early.deleteLater()
        self._waiting = False
        self.show_facts()
        self.open_place(*self._first)
        if self._then is not None:
            self._then()

    @property
    def waiting(self) -> bool:
        """Whether the office is still being opened."""
        return self._waiting

    @property
    def local(self) -> Local:
        """What this computer remembers; tables and panes keep their layout there."""
        return self._context.local

    def _go(self, key: str, argument: object = None) -> None:
        """A place is asked for by mouse or key."""
        if self._waiting:
            self._first = (key, argument)
            self.navigation.select(key)
        elif key in self._pages:
            self.open_place(key, argument)
        else:
            self._open_read_in(key, argument)

    def _open_read_in(self, key: str, argument: object) -> None:
        """Open a place for the first time; what it is made of is read in beside the window's
        thread. Whoever turns elsewhere meanwhile stays there."""
        self._coming = key
        self.navigation.select(key)
        place, ports = _place(key), self._context.ports
        task = self._context.tasks.read(lambda progress: _read_in(place, ports), place.title)

        def come() -> None:
            if self._coming == key and not self._closing:
                self.open_place(key, argument)

        task.ended.connect(come)

    def _when_open(self, action: Callable[[], object]) -> None:
        """Do it now, or as soon as the office is open."""
        if self._waiting:
            self._then = action
        else:
            action()

    @property
    def place(self) -> str:
        """Key of the place in front."""
        return next(key for key, page in self._pages.items() if page is self.page)

    @property
    def page(self) -> Page:
        """The page in front."""
        around = self._stack.currentWidget()
        page = around.widget() if isinstance(around, Whole) else None
        assert isinstance(page, Page)
        return page

    def open_place(self, key: str, argument: object = None) -> Page:
        """Bring a place to the front, made when first opened, read again when out of date.

        An ``Act`` begins there once the page stands.
        """
        act = None if argument is None else _as_act(argument)
        if act is not None:
            return self._begin(act)
        self._coming = ""
        if key not in self._pages:
            self._pages[key] = self._make(key)
            self._stale.add(key)
        page = self._pages[key]
        self._stack.setCurrentWidget(self._wholes[key])
        self.navigation.select(key)
        if key in self._stale and page.guard(page.refresh):
            self._stale.discard(key)
        if argument is not None:
            page.guard(lambda: page.arrive(argument))
        self._show_commands()
        return page

    def _begin(self, act: Act) -> Page:
        from gongkai_desktop.ui.acts import press

        page = self.open_place(act.place, act.argument)
        if act.press:
            QTimer.singleShot(0, page, lambda: page.guard(lambda: press(self, act.press)))
        return page

    def show_facts(self) -> None:
        """Read again what the frame says of the office."""
        facts = self._context.ports.desktop.facts()
        unit = facts.unit_name or "未填写单位"
        practice = f"【{PRACTICE}】" if facts.practice else ""
        self.setWindowTitle(f"{practice}{unit} — 公开台（{SECRECY_NOTICE}）")
        self.show_practice(facts.practice)
        self._top.set_unit(facts.unit_name)
        self._notice.set_demo(facts.demo)
        self._notice.set_reading(not facts.writes)
        self._refusals = facts.refusals
        self._status.show_facts(facts)

    def refusal_of(self, right: Right) -> str:
        """Why the operator's roles do not carry a right, empty where they do (``ActButton``)."""
        return self._refusals.get(right, "")

    def show_practice(self, practice: bool) -> None:
        """Show or hide the strip that tells a practice file from the office."""
        self._practice.setVisible(practice)

    def told_of_backup(self, trouble: str) -> None:
        """An automatic backup was made; what went wrong stands in the status bar for a while."""
        self.show_facts()
        if trouble:
            self.statusBar().showMessage(trouble, _TOLD_MS)

    def tell(self, words: str, tone: str = "warning") -> None:
        """A sentence above the pages until it has been read."""
        read = button("知道了")
        banner = InfoBanner(words, tone, read)
        read.clicked.connect(banner.deleteLater)
        self._banners.addWidget(banner)

    def keep_typing(self) -> None:
        """What is being typed is kept now: the session may end at any moment."""
        for timer in self.findChildren(QTimer, KEEPS_TYPING):
            if timer.isActive():
                timer.stop()
                timer.timeout.emit()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Close only after running jobs have ended; they are asked to stop."""
        self.keep_typing()
        if self._context.tasks.busy:
            self._closing = True
            self._context.tasks.cancel_all()
            event.ignore()
            return
        geometry = self.saveGeometry().toBase64().toStdString()
        self.local.keep(GEOMETRY, geometry)
        if not self._waiting:
            self.local.keep(LAST_PLACE, self.place)
        event.accept()

    def _first_place(self) -> str:
        """工作台, where what goes wrong stands first, unless this computer is told otherwise."""
        last = self.local.text(LAST_PLACE) if self.local.text(BEGINS) == BEGINS_LAST else ""
        return last if last in {place.key for place in PLACES} else PLACES[0].key

    def _assemble(self) -> None:
        right = QWidget()
        layout = QVBoxLayout(right)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._notice)
        layout.addWidget(self._practice)
        layout.addWidget(self._top)
        layout.addLayout(self._banners)
        layout.addWidget(self._stack, 1)
        whole = QWidget()
        across = QHBoxLayout(whole)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.navigation)
        across.addWidget(right, 1)
        self.setCentralWidget(whole)
        self.setMinimumSize(QSize(900, 460))  # 1920×1080 at 200 %, less title and task bar

    def setVisible(self, visible: bool) -> None:  # noqa: N802 - Qt's name
        """The navigation knows its width before it is first drawn."""
        self.navigation.make_narrow(self.width() < _NARROW)
        super().setVisible(visible)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """A narrow window has a narrow navigation."""
        self.navigation.make_narrow(event.size().width() < _NARROW)
        super().resizeEvent(event)

    def _make(self, key: str) -> Page:
        """A place's page, read in when it is first opened."""
        page = named(f"gongkai_desktop.ui.{_place(key).page}")(self._context)
        assert isinstance(page, Page)
        page.commands_changed.connect(self._show_commands)
        page.data_changed.connect(lambda: self._mark_stale(key))
        page.go.connect(self.open_place)
        self._wholes[key] = Whole(page)
        self._stack.addWidget(self._wholes[key])
        return page

    def _read_again(self) -> None:
        """Every page is out of date, the one in front is read at once."""
        self._mark_stale("")
        self.open_place(self.place)

    def _mark_stale(self, changed: str) -> None:
        self._stale |= set(self._pages) - {changed}
        self.show_facts()

    def _show_commands(self) -> None:
        self._top.show_page(self.page)

    def _search(self, text: str) -> None:
        self.page.search(text)

    @Slot()
    def _close_if_waiting(self) -> None:
        if self._closing:
            QTimer.singleShot(0, self.close)


def _as_act(argument: object) -> Act | None:
    from gongkai_desktop.ui.ports.search import Act  # only who goes somewhere needs it

    return argument if isinstance(argument, Act) else None


def _place(key: str) -> Place:
    return next(place for place in PLACES if place.key == key)


def _read_in(place: Place, ports: Ports) -> None:
    """What a page and the services it asks first are made of."""
    named(f"gongkai_desktop.ui.{place.page}")
    for port in _ASKED_FIRST.get(place.key, ()):
        asked = getattr(ports, port)
        if isinstance(asked, Deferred):
            asked.read_in()
