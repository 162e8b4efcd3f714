"""The frame around the pages: navigation, top bar, the standing notice, status words.

It stands on the screen before the office is open, so that it asks the floors below for nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gongkai_desktop.ui.common.days import day_words
from gongkai_desktop.ui.common.page import Command, Page
from gongkai_desktop.ui.common.plain import plain
from gongkai_desktop.ui.common.search import SearchBox
from gongkai_desktop.ui.common.widgets import button, clear, icon_button, icon_label, label, row
from gongkai_desktop.ui.places import PLACES, Place
from gongkai_desktop.ui.style.icons import icon
from gongkai_desktop.ui.style.theme import space

if TYPE_CHECKING:
    from gongkai_desktop.ui.ports import OfficeFacts

_SEARCH_LEAST, _SEARCH_MOST, _SPARE = 150, 264, 100
_SEARCH_ALL = "搜索全部"
_ENTRY, _ENTRY_NARROW = 36, 42
_BRAND, _BRAND_NARROW, _BRAND_ICON = 60, 44, 26
_ALL = 110
SECRECY_NOTICE = "非涉密计算机，不得录入国家秘密、工作秘密"
DEMO_RIBBON = "演示数据"
READING_RIBBON = "只读：可以查看和打印，不能改动"
_OPENING = "正在打开数据文件…"


class Navigation(QFrame):
    """The nine places, by mouse, Tab and Ctrl+1 … Ctrl+9.

    Where the window is narrow the names stand below the icons, and the pages get the room.
    """

    def __init__(self, opened: Callable[[str], object]) -> None:
        super().__init__()
        self.setObjectName("navigation")
        self.setAccessibleName("导航")
        self._narrow = False
        self._buttons: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, space("medium"))
        layout.setSpacing(2)
        layout.addWidget(self._make_brand())
        for number, place in enumerate(PLACES, start=1):
            if place.key == "settings":
                layout.addStretch(1)
            layout.addWidget(self._entry(place, number, opened))
        self._dress()

    def make_narrow(self, narrow: bool) -> None:
        """Names below the icons, or beside them."""
        if narrow is not self._narrow:
            self._narrow = narrow
            self._dress()
            for entry in self._buttons.values():
                # Asking for the style is dear, and before the first showing there is no need.
                if entry.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
                    entry.style().unpolish(entry)
                    entry.style().polish(entry)

    def _dress(self) -> None:
        width = space("navigation_narrow" if self._narrow else "navigation")
        style = Qt.ToolButtonStyle
        self.setFixedWidth(width)
        self._name.setVisible(not self._narrow)
        self._brand.setFixedHeight(_BRAND_NARROW if self._narrow else _BRAND)
        side = (width - _BRAND_ICON) // 2 if self._narrow else space("large")
        self._brand_row.setContentsMargins(side, 0, 0, 0)
        for place in PLACES:
            entry = self._buttons[place.key]
            entry.setProperty("narrow", self._narrow)
            entry.setText(place.short or place.title if self._narrow else f" {place.title}")
            entry.setToolButtonStyle(
                style.ToolButtonTextUnderIcon if self._narrow else style.ToolButtonTextBesideIcon
            )
            entry.setFixedWidth(width - 1)
            entry.setFixedHeight(_ENTRY_NARROW if self._narrow else _ENTRY)

    def select(self, key: str) -> None:
        """Show which place is open."""
        self._buttons[key].setChecked(True)

    def entry(self, key: str) -> QToolButton:
        """The button of a place."""
        return self._buttons[key]

    def _make_brand(self) -> QWidget:
        self._brand = QWidget()
        self._name = label("公开台")
        self._name.setObjectName("brand")
        self._brand_row = row(icon_label("app", size=_BRAND_ICON), self._name, 1)
        self._brand.setLayout(self._brand_row)
        return self._brand

    def _entry(self, place: Place, number: int, opened: Callable[[str], object]) -> QToolButton:
        entry = QToolButton()
        entry.setIcon(icon(place.symbol, "muted", checked="accent"))
        entry.setIconSize(QSize(20, 20))
        entry.setCheckable(True)
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
        self._ribbon.hide()
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

    def __init__(
        self,
        searched: Callable[[str], object],
        search_all: Callable[[], object],
        helped: Callable[[], object],
    ) -> None:
        super().__init__()
        self.setObjectName("topBar")
        self.setFixedHeight(54)
        self._title = label("", "title")
        self._unit = label("", "muted")
        self._search = SearchBox("在本页查找", "在本页查找", "Ctrl+F")
        self._search.setToolTip("编号、姓名、内容里的词或者拼音首字母")
        self._search.setMinimumWidth(_SEARCH_LEAST)
        self._search.setMaximumWidth(_SEARCH_MOST)
        self._search.searched.connect(searched)
        self._search.hide()
        self._all = button(_SEARCH_ALL, search_all, symbol="search")
        self._all.setAccessibleName(_SEARCH_ALL)
        self._all.setToolTip("搜索全部：申请、文书、台账、案例、设置和帮助一起找（Ctrl+K）")
        self._help = icon_button("help", "这里的帮助（F1）", helped)
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

    def show_title(self, title: str) -> None:
        """Say what is in front."""
        self._title.setText(title)

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
        """What has no room gives way: the unit, which the window's title says too, then a word."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        needed = self._title.sizeHint().width() + self._commands.sizeHint().width() + _SPARE
        whole = needed + self._unit.sizeHint().width() + _SEARCH_MOST
        self._unit.setVisible(whole <= self.width())
        searching = 0 if self._search.isHidden() else _SEARCH_LEAST
        self._all.setText(_SEARCH_ALL if needed + searching + _ALL <= self.width() else "")


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
        self._location.setText(f"数据文件：{Path(facts.location).name}")
        self._location.setToolTip(plain(facts.location))


class Opening(QWidget):
    """What stands in the place of a page while the office is being opened."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        words = label(_OPENING, "muted")
        layout = QVBoxLayout(self)
        layout.addWidget(words, 0, Qt.AlignmentFlag.AlignCenter)
        self.setAccessibleName(_OPENING)
