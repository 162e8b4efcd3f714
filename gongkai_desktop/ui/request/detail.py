"""One request: header with days left, sections, and the panel of next steps."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabBar, QVBoxLayout, QWidget

from gongkai_desktop.domain.event import Event, EventType
from gongkai_desktop.domain.next_step import (
    ANSWER_LETTER,
    INSTRUCTION,
    REMINDER,
    SECRECY,
    NextStep,
)
from gongkai_desktop.ui.common.badge import TONES, StatusBadge
from gongkai_desktop.ui.common.days import day_words
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.plain import plain
from gongkai_desktop.ui.common.room import Stack
from gongkai_desktop.ui.common.steps import StepPanel
from gongkai_desktop.ui.common.widgets import Card, InfoBanner, icon_button, label, row
from gongkai_desktop.ui.ports import RequestFile
from gongkai_desktop.ui.request.amendments import AmendmentSection
from gongkai_desktop.ui.request.archive import ArchiveSection
from gongkai_desktop.ui.request.clock import ClockSection
from gongkai_desktop.ui.request.course import CourseSection
from gongkai_desktop.ui.request.dispute import DisputeSection
from gongkai_desktop.ui.request.files import FileSection
from gongkai_desktop.ui.request.items import ItemSection
from gongkai_desktop.ui.request.letters import LetterSection
from gongkai_desktop.ui.request.particulars import ParticularSection
from gongkai_desktop.ui.request.precedents import PrecedentSection
from gongkai_desktop.ui.request.records import RecordSection
from gongkai_desktop.ui.request.section import Section
from gongkai_desktop.ui.style.theme import space

_WIDE = {"文书", "归档"}


_LEDGERS = {INSTRUCTION: "assignments", SECRECY: "secrecy"}
"""Where a step that is a record is entered."""

_OF_THE_ANSWER = (EventType.DECIDED, EventType.REPLY_SENT)
"""Events that a letter's own chain records: with one on record the step leads there."""


class RequestDetail(QWidget):
    """Everything about one request. ``changed`` comes whenever it was changed here."""

    back = Signal()
    changed = Signal()
    go = Signal(str, object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._file: RequestFile | None = None
        self.header = RequestHeader(self.back.emit)
        self.warning = InfoBanner("", "warning")
        self.warning.hide()
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("申请的各部分")
        self.tabs.setExpanding(False)
        self._stack = Stack()
        self.steps = StepPanel()
        self.steps.chosen.connect(self.take_step)
        self._sections = self._make_sections()
        for section in self._sections:
            self.tabs.addTab(section.title)
            self._stack.addWidget(section)
            section.changed.connect(self._section_changed)
            section.go.connect(self.go)
        self.tabs.currentChanged.connect(self._show_section)
        QShortcut(QKeySequence("Alt+Left"), self, self.back.emit)
        self._assemble()

    def open(self, register_no: str) -> None:
        """Read one request and show it from its first section."""
        self.show_file(self._context.ports.register.open(register_no))
        self.tabs.setCurrentIndex(0)

    def reload(self) -> None:
        """Read the request again."""
        if self._file:
            self.show_file(self._context.ports.register.open(self._file.request.register_no))

    def show_file(self, file: RequestFile) -> None:
        """Show a request as it now stands."""
        self._file = file
        self.header.show_file(file)
        self.warning.say("；".join(dict.fromkeys(file.clock.warnings)))
        self.steps.show_steps(file.steps)
        for section in self._sections:
            section.show_file(file)
        self._name_tabs(file)

    @property
    def section_titles(self) -> tuple[str, ...]:
        """The sections in order."""
        return tuple(section.title for section in self._sections)

    def section(self, title: str) -> Section:
        """A section by its title, brought to the front."""
        for at, section in enumerate(self._sections):
            if section.title == title:
                self.tabs.setCurrentIndex(at)
                return section
        raise KeyError(title)

    def turn_to_letter(self, letter_id: str) -> None:
        """Bring a letter on record to the front."""
        self.section("文书")
        self._letters().turn_to(letter_id)

    def take_step(self, step: NextStep) -> None:
        """Go where a step is done: its letter, its event, or the items."""
        if step.slip == REMINDER:
            self.go.emit("request", REMINDER)
        elif step.slip:
            section = self.section("记录")
            assert isinstance(section, RecordSection)
            section.begin(_LEDGERS[step.slip])
        elif step.letter:
            self.section("文书")
            self._letters().choose(step.letter)
        elif step.event in _OF_THE_ANSWER and self._letters().answer_begun:
            self._letters().choose(ANSWER_LETTER)
            self.section("文书")
        elif step.event:
            self.begin_event(step.event, step.begun)
        elif step.key == "archive":
            self.section("归档")
        else:
            self.section("事项与结果")

    def _letters(self) -> LetterSection:
        return next(one for one in self._sections if isinstance(one, LetterSection))

    def begin_event(self, kind: EventType | None = None, begun: Event | None = None) -> None:
        """Open the form of events, on one kind where given, with what is known of it."""
        course = self.section("经过")
        assert isinstance(course, CourseSection)
        course.begin(kind, begun)

    def _make_sections(self) -> list[Section]:
        kinds = (
            ParticularSection,
            CourseSection,
            ClockSection,
            ItemSection,
            RecordSection,
            LetterSection,
            FileSection,
            PrecedentSection,
            DisputeSection,
            ArchiveSection,
            AmendmentSection,
        )
        return [kind(self._context) for kind in kinds]

    def _assemble(self) -> None:
        card = Card(padding="small")
        card.body.setContentsMargins(16, 4, 16, 12)
        card.body.setSpacing(space("small"))
        card.body.addWidget(self.tabs)
        card.body.addWidget(self._stack, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(space("medium"))
        layout.addWidget(self.header)
        layout.addWidget(self.warning)
        layout.addLayout(row(card, self.steps, gap="medium"), 1)

    def _show_section(self, at: int) -> None:
        self._stack.setCurrentIndex(at)
        self.steps.setVisible(self._sections[at].title not in _WIDE)
        self._sections[at].came_to_front()

    def _section_changed(self, file: RequestFile) -> None:
        self.show_file(file)
        self.changed.emit()

    def _name_tabs(self, file: RequestFile) -> None:
        counts = {"文书": len(file.letters), "文件": len(file.files)}
        for at, section in enumerate(self._sections):
            count = counts.get(section.title, 0)
            name = section.short or section.title
            self.tabs.setTabText(at, f"{name} {count}" if count else name)
            self.tabs.setTabToolTip(at, section.title)


class RequestHeader(Card):
    """Number, applicant, text, and how many days are left."""

    def __init__(self, back: Callable[[], object]) -> None:
        super().__init__(padding="small")
        self._back = icon_button("back", "返回登记簿（Alt+←）", back)
        self._number = label("", "strong", select=True)
        self._who = label("", "muted")
        self._text = label("", select=True)
        self.badge = StatusBadge()
        self._due = label("", "muted")
        self.body.setContentsMargins(8, 8, 16, 10)
        self.body.setSpacing(2)
        top = row(self._back, self._number, self._who, 1, self._due, self.badge, gap="medium")
        self.body.addLayout(top)
        self._text.setContentsMargins(42, 0, 0, 0)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self._text.setMinimumWidth(1)
        self.body.addWidget(self._text)

    def show_file(self, file: RequestFile) -> None:
        """Show one request."""
        request = file.request
        self._number.setText(request.register_no)
        kind = request.applicant.kind.label
        received = request.received.date if request.received else None
        self._who.setText(f"{request.applicant.name}（{kind}）　{day_words(received)} 收到")
        asked = request.corrected_text or request.request_text
        self._text.setText(asked)
        self._text.setToolTip(plain(asked))
        self.badge.show_state(file.urgency.words, TONES[file.urgency.level])
        self._due.setText(_due_words(file))


def _due_words(file: RequestFile) -> str:
    if file.view.awaited:
        return file.view.clock_state
    if file.clock.due is None:
        return file.clock.status
    provisional = "（暂定）" if file.clock.provisional else ""
    return f"答复期限 {day_words(file.clock.due)}{provisional}"
