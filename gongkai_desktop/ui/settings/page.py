"""设置: what the office tells the program about itself, and what it may look up."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

from gongkai_desktop.domain.role import Right
from gongkai_desktop.ui.common.help import about
from gongkai_desktop.ui.common.page import Context, Page
from gongkai_desktop.ui.common.room import Stack
from gongkai_desktop.ui.common.widgets import (
    Card,
    InfoBanner,
    button,
    row,
    scrolled,
)
from gongkai_desktop.ui.settings.about import AboutPart
from gongkai_desktop.ui.settings.audit import AuditPart
from gongkai_desktop.ui.settings.backup import BackupPart
from gongkai_desktop.ui.settings.calendar import CalendarPart
from gongkai_desktop.ui.settings.chain import ChainPart
from gongkai_desktop.ui.settings.common import holder
from gongkai_desktop.ui.settings.conventions import ConventionsPart
from gongkai_desktop.ui.settings.duty import DutyPart
from gongkai_desktop.ui.settings.forms import FormsPart
from gongkai_desktop.ui.settings.handover import HandoverPart
from gongkai_desktop.ui.settings.law import LawPart
from gongkai_desktop.ui.settings.letter_style import StylePart
from gongkai_desktop.ui.settings.lexicon import LexiconPart
from gongkai_desktop.ui.settings.local_days import LocalDaysPart
from gongkai_desktop.ui.settings.look import LookPart
from gongkai_desktop.ui.settings.numbering import NumberingPart
from gongkai_desktop.ui.settings.people import PeoplePart
from gongkai_desktop.ui.settings.review import ReviewPart
from gongkai_desktop.ui.settings.secret import SecretPart
from gongkai_desktop.ui.settings.unit_form import UnitForm
from gongkai_desktop.ui.settings.update import UpdatePart
from gongkai_desktop.ui.style.icons import icon

_PARTS = (
    ("unit", "单位", "unit"),
    ("people", "人员", "user"),
    ("numbering", "文号", "numbering"),
    ("chain", "审签流程", "letter"),
    ("style", "标题与版式", "edit"),
    ("forms", "文书格式", "file"),
    ("calendar", "工作日历", "calendar"),
    ("local", "地方假日", "calendar"),
    ("conventions", "期限口径与提醒", "clock"),
    ("duty", "定期任务", "done"),
    ("law", "法律依据", "law"),
    ("lexicon", "词库", "search"),
    ("review", "预审与脱敏", "review"),
    ("secret", "口令与加密", "lock"),
    ("backup", "备份与校验", "backup"),
    ("handover", "岗位与交接", "user"),
    ("audit", "审计", "law"),
    ("look", "界面", "settings"),
    ("update", "更新与数据包", "refresh"),
    ("about", "关于", "info"),
)


class SettingsPage(Page):
    """设置: a list of parts on the left, the part on the right."""

    title = "设置"
    topic = "settings.unit"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.parts = QListWidget()
        self.parts.setAccessibleName("设置的各部分")
        self.parts.setFixedWidth(164)
        self.parts.setFrameShape(QFrame.Shape.NoFrame)
        self.parts.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.parts.setObjectName("settingParts")
        self.parts.setIconSize(QSize(18, 18))
        self._stack = Stack()
        for _, title, symbol in _PARTS:
            item = QListWidgetItem(icon(symbol), title)
            item.setSizeHint(QSize(0, 32))
            self.parts.addItem(item)
            self._stack.addWidget(QWidget())
        self.parts.currentRowChanged.connect(self._show)
        self.body.addLayout(row(self.parts, self._stack, gap="medium"))

    def refresh(self) -> None:
        """Build the part in front anew."""
        if self.parts.currentRow() < 0:
            self.parts.setCurrentRow(0)
        else:
            self._show(self.parts.currentRow())

    def arrive(self, argument: object) -> None:
        """Show a part by its key."""
        keys = [key for key, _, _ in _PARTS]
        if argument in keys:
            self.parts.setCurrentRow(keys.index(str(argument)))

    def part(self) -> QWidget:
        """The part in front."""
        part = self._stack.currentWidget()
        assert part is not None
        return part

    def _show(self, at: int) -> None:
        self.guard(lambda: self._replace(at, self._make(_PARTS[at][0])))

    def _renew(self) -> None:
        """The office was written anew: every page reads it again, this part too."""
        self.data_changed.emit()
        self.refresh()

    def _replace(self, at: int, part: QWidget) -> None:
        about(part, f"settings.{_PARTS[at][0]}")
        before = self._stack.widget(at)
        self._stack.insertWidget(at, part)
        if before is not None:
            self._stack.removeWidget(before)
            before.deleteLater()
        self._stack.setCurrentIndex(at)

    def _make(self, key: str) -> QWidget:
        makers: dict[str, Callable[[], QWidget]] = {
            "unit": lambda: UnitPart(self.context, self.data_changed.emit),
            "people": lambda: PeoplePart(self.context, self.data_changed.emit),
            "local": lambda: LocalDaysPart(self.context, self.data_changed.emit),
            "conventions": lambda: ConventionsPart(self.context, self.data_changed.emit),
            "duty": lambda: DutyPart(self.context, self.data_changed.emit),
            "numbering": lambda: NumberingPart(self.context, self.data_changed.emit),
            "chain": lambda: ChainPart(self.context, self.data_changed.emit),
            "style": lambda: StylePart(self.context, self.data_changed.emit),
            "forms": lambda: FormsPart(self.context, self.data_changed.emit),
            "calendar": lambda: CalendarPart(self.context, self.data_changed.emit),
            "law": lambda: LawPart(self.context),
            "lexicon": lambda: LexiconPart(self.context, self.data_changed.emit),
            "review": lambda: ReviewPart(self.context, self.data_changed.emit),
            "secret": lambda: SecretPart(self.context, self._renew),
            "backup": lambda: BackupPart(self.context, self.data_changed.emit),
            "handover": lambda: HandoverPart(self.context, self.data_changed.emit),
            "audit": lambda: AuditPart(self.context),
            "look": lambda: LookPart(self.context),
            "update": lambda: UpdatePart(self.context, self.data_changed.emit),
            "about": lambda: AboutPart(self.context),
        }
        return makers[key]()


class UnitPart(Card):
    """单位."""

    def __init__(self, context: Context, changed: Callable[[], object]) -> None:
        super().__init__("单位")
        self.form = UnitForm(context.ports.settings.unit())
        self._context, self._changed = context, changed
        self._saved = InfoBanner("", "success")
        self._saved.hide()
        self.body.addWidget(scrolled(holder(self.form)), 1)
        self.body.addWidget(self._saved)
        self.body.addLayout(row(1, button("保存", self.submit, kind="primary", right=Right.MANAGE)))

    def submit(self) -> None:
        """Keep the unit when nothing is missing."""
        if self.form.first_problem():
            return
        save = self._context.ports.settings.save_unit
        if self._context.errors.guard(self, lambda: save(self.form.unit())):
            self._saved.say("已保存")
            self._changed()
