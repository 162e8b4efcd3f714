"""The main window: navigation, top bar, the standing notice, status bar, and the places."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSize, Qt, QTimer, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gongkai_desktop.domain.role import Right
from gongkai_desktop.ui.aids import Aids
from gongkai_desktop.ui.common.days import day_words
from gongkai_desktop.ui.common.deferred import named
from gongkai_desktop.ui.common.layout import BEGINS, BEGINS_LAST, LAST_PLACE
from gongkai_desktop.ui.common.local import Local
from gongkai_desktop.ui.common.page import KEEPS_TYPING, Command, Context, Page
from gongkai_desktop.ui.common.plain import plain
from gongkai_desktop.ui.common.search import SearchBox
from gongkai_desktop.ui.common.waiting import ProgressPanel
from gongkai_desktop.ui.common.widgets import (
    InfoBanner,
    button,
    clear,
    icon_button,
    icon_label,
    label,
    row,
)
from gongkai_desktop.ui.places import PLACES, Place
from gongkai_desktop.ui.ports import OfficeFacts
from gongkai_desktop.ui.practice import PRACTICE, PracticeStrip
from gongkai_desktop.ui.style.icons import icon
from gongkai_desktop.ui.style.theme import space

_SEARCH_LEAST, _SEARCH_MOST, _SPARE = 150, 264, 100
SECRECY_NOTICE = "非涉密计算机，不得录入国家秘密、工作秘密"
DEMO_RIBBON = "演示数据"
READING_RIBBON = "只读：可以查看和打印，不能改动"


_TOLD_MS = 30_000
GEOMETRY = "geometry"
"""The name under which a computer remembers size and place of the window."""


class Shell(QMainWindow):
    """The window of one open office."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._pages: dict[str, Page] = {}
        self._stale: set[str] = set()
        self._closing = False
        self._refusals: Mapping[Right, str] = {}
        self._stack = QStackedWidget()
        self._banners = QVBoxLayout()
        self.navigation = Navigation(self.open_place)
        self.aids = Aids(self, context, lambda: self.page, self.open_place, self._read_again)
        self._top = TopBar(self._search, self.aids)
        self._notice = NoticeStrip()
        self._practice = PracticeStrip(context.acts)
        self._status = StatusWords()
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().addWidget(self._status, 1)
        self._assemble()
        self._progress = ProgressPanel(self, context.tasks)
        context.tasks.idle.connect(self._close_if_waiting)
        for number, place in enumerate(PLACES, start=1):
            QShortcut(QKeySequence(f"Ctrl+{number}"), self, self._opener(place.key))
        self.show_facts()
        self.open_place(self._first_place())

    @property
    def local(self) -> Local:
        """What this computer remembers; tables and panes keep their layout there."""
        return self._context.local

    @property
    def place(self) -> str:
        """Key of the place in front."""
        return next(key for key, page in self._pages.items() if page is self.page)

    @property
    def page(self) -> Page:
        """The page in front."""
        page = self._stack.currentWidget()
        assert isinstance(page, Page)
        return page

    def open_place(self, key: str, argument: object = None) -> Page:
        """Bring a place to the front, made when first opened, read again when out of date."""
        if key not in self._pages:
            self._pages[key] = self._make(key)
            self._stale.add(key)
        page = self._pages[key]
        self._stack.setCurrentWidget(page)
        self.navigation.select(key)
        if key in self._stale and page.guard(page.refresh):
            self._stale.discard(key)
        if argument is not None:
            page.guard(lambda: page.arrive(argument))
        self._show_commands()
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
        self.setMinimumSize(QSize(900, 560))

    def _make(self, key: str) -> Page:
        """A place's page, read in when it is first opened."""
        place = next(place for place in PLACES if place.key == key)
        page = named(f"gongkai_desktop.ui.{place.page}")(self._context)
        assert isinstance(page, Page)
        page.commands_changed.connect(self._show_commands)
        page.data_changed.connect(lambda: self._mark_stale(key))
        page.go.connect(self.open_place)
        self._stack.addWidget(page)
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

    def _opener(self, key: str) -> Callable[[], object]:
        return lambda: self.open_place(key)

    @Slot()
    def _close_if_waiting(self) -> None:
        if self._closing:
            QTimer.singleShot(0, self.close)


class Navigation(QFrame):
    """The nine places, by mouse, Tab and Ctrl+1 … Ctrl+9."""

    def __init__(self, opened: Callable[[str], object]) -> None:
        super().__init__()
        self.setObjectName("navigation")
        self.setFixedWidth(space("navigation"))
        self.setAccessibleName("导航")
        self._buttons: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, space("medium"))
        layout.setSpacing(2)
        layout.addWidget(self._brand())
        for number, place in enumerate(PLACES, start=1):
            if place.key == "settings":
                layout.addStretch(1)
            layout.addWidget(self._entry(place, number, opened))

    def select(self, key: str) -> None:
        """Show which place is open."""
        self._buttons[key].setChecked(True)

    def entry(self, key: str) -> QToolButton:
        """The button of a place."""
        return self._buttons[key]

    def _brand(self) -> QWidget:
        brand = QWidget()
        brand.setFixedHeight(60)
        name = label("公开台")
        name.setObjectName("brand")
        layout = row(icon_label("app", size=26), name, 1)
        layout.setContentsMargins(16, 0, 8, 0)
        brand.setLayout(layout)
        return brand

    def _entry(self, place: Place, number: int, opened: Callable[[str], object]) -> QToolButton:
        entry = QToolButton()
        entry.setText(f" {place.title}")
        entry.setIcon(icon(place.symbol, "muted", checked="accent"))
        entry.setIconSize(QSize(20, 20))
        entry.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        entry.setCheckable(True)
        entry.setFixedWidth(space("navigation") - 1)
        entry.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        entry.setAccessibleName(place.title)
        entry.setToolTip(f"{place.title}（Ctrl+{number}）")
        entry.clicked.connect(lambda: opened(place.key))
        self._group.addButton(entry)
        self._buttons[place.key] = entry
        return entry


class NoticeStrip(QFrame):
    """The standing notice that no secret may be entered, and the ribbon of a sample office."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notice")
        self.setFixedHeight(26)
        self._ribbon = label(DEMO_RIBBON)
        self._ribbon.setObjectName("ribbon")
        self._ribbon.setFixedHeight(19)
        self._ribbon.setToolTip("虚构的单位和申请，不能用于上报")
        self._reading = label(READING_RIBBON)
        self._reading.setObjectName("ribbon")
        self._reading.setFixedHeight(19)
        self._reading.hide()
        lock = icon_label("lock", "faint", 14)
        layout = row(lock, label(SECRECY_NOTICE), 1, self._reading, self._ribbon)
        layout.setContentsMargins(16, 0, 16, 0)
        self.setLayout(layout)

    def set_demo(self, demo: bool) -> None:
        """Show the ribbon on a sample office."""
        self._ribbon.setVisible(demo)

    def set_reading(self, reading: bool) -> None:
        """Say that who sits here may only look."""
        self._reading.setVisible(reading)


class TopBar(QFrame):
    """Title, unit, the box that searches this page's list, search of all, help, commands."""

    def __init__(self, searched: Callable[[str], object], aids: Aids) -> None:
        super().__init__()
        self.setObjectName("topBar")
        self.setFixedHeight(54)
        self._title = label("", "title")
        self._unit = label("", "muted")
        self._search = SearchBox("在本页查找（Ctrl+F）", "在本页查找", "Ctrl+F")
        self._search.setToolTip("编号、姓名、内容里的词或者拼音首字母")
        self._search.setMinimumWidth(_SEARCH_LEAST)
        self._search.setMaximumWidth(_SEARCH_MOST)
        self._search.searched.connect(searched)
        self._all = button("搜索全部", aids.search, symbol="search")
        self._all.setToolTip("申请、文书、台账、案例、设置和帮助一起找（Ctrl+K）")
        self._help = icon_button("help", "这里的帮助（F1）", aids.help)
        self._commands = QHBoxLayout()
        self._commands.setSpacing(space("small"))
        layout = row(self._title, self._unit, 1, gap="medium")
        layout.addWidget(self._search, 4)
        layout.addWidget(self._all)
        layout.addLayout(self._commands)
        layout.addWidget(self._help)
        layout.setContentsMargins(16, 0, 16, 0)
        self.setLayout(layout)
        self._shortcuts: list[QShortcut] = []

    def set_unit(self, name: str) -> None:
        """Show the unit."""
        self._unit.setText(name)
        self._unit.setToolTip(plain(name))

    def show_page(self, page: Page) -> None:
        """Show title, commands and searched words of the page in front."""
        self._title.setText(page.title)
        self._search.setVisible(page.searchable)
        self._search.show_words(page.words)
        clear(self._commands)
        for command in page.commands():
            self._commands.addWidget(_command_button(command))
        QTimer.singleShot(0, self, self._fit)  # once the buttons know their size

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """What has no room gives way: first the unit, which the window's title says too."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        buttons = self._commands.sizeHint().width()
        needed = self._title.sizeHint().width() + self._unit.sizeHint().width() + buttons
        self._unit.setVisible(needed + _SEARCH_MOST + _SPARE <= self.width())


def _command_button(command: Command) -> QWidget:
    kind = "primary" if command.primary else ""
    result = button(
        command.title, command.run, kind=kind, symbol=command.symbol, right=command.right
    )
    if command.shortcut:
        result.setShortcut(QKeySequence(command.shortcut))
        result.setToolTip(f"{command.title}（{command.shortcut}）")
    result.ensurePolished()
    result.setMinimumWidth(result.sizeHint().width())
    return result


class StatusWords(QWidget):
    """Operator, calendar horizon, last backup, data file."""

    def __init__(self) -> None:
        super().__init__()
        self._operator, self._calendar = label(), label()
        self._backup, self._location = label(), label()
        parts = (self._operator, self._calendar, 1, self._backup, self._location)
        layout = row(*parts, gap="large")
        layout.setContentsMargins(8, 0, 8, 0)
        self.setLayout(layout)

    def show_facts(self, facts: OfficeFacts) -> None:
        """Say them."""
        roles = f"（{facts.roles}）" if facts.roles else ""
        self._operator.setText(f"经办：{facts.operator or '未选择'}{roles}")
        self._calendar.setText(
            f"今天 {day_words(facts.today)}　工作日历已知至 {day_words(facts.calendar_until)}"
        )
        backed_up = f"{facts.backed_up:%Y-%m-%d %H:%M}" if facts.backed_up else "尚未备份"
        self._backup.setText(f"上次备份：{backed_up}")
        self._location.setText(f"数据文件：{facts.location}")
