"""Forms: labelled fields in a grid, help beside what carries law, errors under the field."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gongkai_desktop.domain.help import Told
from gongkai_desktop.ui.common.days import day_words, read_day, weekday_words
from gongkai_desktop.ui.common.help import explain
from gongkai_desktop.ui.common.pasting import PastedLine, PastedText
from gongkai_desktop.ui.common.widgets import column, label, row
from gongkai_desktop.ui.style.icons import icon
from gongkai_desktop.ui.style.theme import space


class FieldHelp(QToolButton):
    """The ``?`` beside a field; opens a small panel, closed by Escape or a click elsewhere."""

    def __init__(self, title: str, text: Told) -> None:
        super().__init__()
        self.setProperty("kind", "help")
        self.setText("?")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"{title}的说明")
        self.setToolTip(text.meaning)
        self._title, self._help = title, text
        explain(self, title, text)
        self.clicked.connect(lambda: self.popover())

    def popover(self) -> QFrame:
        """Show the panel below the mark and return it."""
        panel = QFrame(self, Qt.WindowType.Popup)
        panel.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        panel.setProperty("role", "popover")
        panel.setFixedWidth(320)
        layout = QVBoxLayout(panel)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(space("tight"))
        layout.addWidget(label(self._title, "strong"))
        layout.addWidget(label(self._help.meaning, wrap=True))
        for heading, text in (("依据", self._help.article), ("例", self._help.example)):
            if text:
                layout.addWidget(label(heading, "heading"))
                layout.addWidget(label(text, "muted", wrap=True))
        panel.adjustSize()
        panel.move(self.mapToGlobal(QPoint(0, self.height() + 4)))
        panel.show()
        return panel


class DateField(QLineEdit):
    """A date typed as people type it; on leaving it is written out in full.

    ``day`` is None while empty or unreadable; ``problem`` tells which in words.
    """

    day_changed = Signal(object)

    def __init__(self, today: date, name: str) -> None:
        super().__init__()
        self._today = today
        self.setAccessibleName(name)
        self.setPlaceholderText("如 2026-3-2")
        action = self.addAction(icon("calendar"), QLineEdit.ActionPosition.TrailingPosition)
        action.setToolTip("填今天")
        action.triggered.connect(lambda: self.set_day(self._today))
        for inner in self.findChildren(QToolButton):
            inner.setAccessibleName(f"{name}：填今天")
        self.editingFinished.connect(self._write_out)
        self.textChanged.connect(lambda: self.day_changed.emit(self.day))

    @property
    def day(self) -> date | None:
        """The day meant by what is typed."""
        return read_day(self.text(), self._today)

    @property
    def problem(self) -> str:
        """Why what is typed is no date, empty when it is one or nothing is typed."""
        if not self.text().strip() or self.day:
            return ""
        return "这不是日期，可写成 2026-03-02 或者 今天"

    def set_day(self, day: date | None) -> None:
        """Put a day in, or empty the field."""
        self.setText(day.isoformat() if day else "")
        self.setToolTip(weekday_words(day) if day else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Up and down move by a day."""
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step and self.day:
            self.set_day(date.fromordinal(self.day.toordinal() + step))
            return
        super().keyPressEvent(event)

    def _write_out(self) -> None:
        if self.day:
            self.set_day(self.day)
            self.setToolTip(f"{day_words(self.day)} {weekday_words(self.day)}")


Check = Callable[[], str]


class FormGrid(QWidget):
    """Labelled fields below each other, in one or two columns of fields.

    ``check`` of a field gives an error text or nothing; ``first_problem`` marks all and moves to
    the first. Required fields are marked with the word 必填 for screen readers and an asterisk.
    """

    changed = Signal()

    def __init__(self, columns: int = 1) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(space("large"))
        self._grid.setVerticalSpacing(space("medium"))
        self._columns = columns
        for position in range(columns):
            self._grid.setColumnStretch(position, 1)
        self._next = 0
        self._order: list[tuple[QWidget, bool]] = []
        self._cells: dict[QWidget, QWidget] = {}
        self._checks: list[tuple[QWidget, QLabel, Check]] = []

    def add(
        self,
        title: str,
        field: QWidget,
        *,
        required: bool = False,
        hint: Told | None = None,
        check: Check | None = None,
        wide: bool = False,
    ) -> None:
        """Add a field under its title; ``wide`` takes the whole line."""
        name = label(f"{title} *" if required else title, "muted")
        name.setBuddy(field)
        if not field.accessibleName():
            field.setAccessibleName(f"{title}（必填）" if required else title)
        trouble = label("", "error", wrap=True)
        trouble.hide()
        head = row(name, FieldHelp(title, hint) if hint else None, 1)
        cell = QWidget()
        cell.setLayout(column(head, field, trouble, 1, gap="tight"))
        self._cells[field] = cell
        if hint:
            explain(cell, title, hint)
        self._order.append((cell, wide))
        self._place(cell, wide)
        if check or required or isinstance(field, DateField):
            self._checks.append((field, trouble, _checker(field, title, required, check)))
        self._watch(field)

    def first_problem(self) -> str:
        """Mark every field that is wrong, focus the first and return its error; empty if none."""
        first = ""
        for field, trouble, check in self._checks:
            text = "" if self._cells[field].isHidden() else check()
            _mark(field, trouble, text)
            if text and not first:
                first = text
                field.setFocus()
                bring_into_view(self._cells[field])
        return first

    def show_field(self, field: QWidget, shown: bool) -> None:
        """Show or hide a field with its title; a hidden field is never wrong and leaves no gap."""
        cell = self._cells[field]
        if cell.isHidden() is shown:
            cell.setVisible(shown)
            self._flow()

    def is_shown(self, field: QWidget) -> bool:
        """Whether a field of this grid is not hidden; False for one of another grid."""
        return field in self._cells and not self._cells[field].isHidden()

    def _flow(self) -> None:
        """Place the fields that are shown one after the other."""
        self._next = 0
        for cell, wide in self._order:
            self._grid.removeWidget(cell)
            if not cell.isHidden():
                self._place(cell, wide)

    def _place(self, cell: QWidget, wide: bool) -> None:
        line, column = divmod(self._next, self._columns)
        if wide and column:
            line, column = line + 1, 0
        span = self._columns if wide else 1
        self._grid.addWidget(cell, line, column, 1, span)
        self._next = line * self._columns + column + span

    def _watch(self, field: QWidget) -> None:
        if isinstance(field, QComboBox):
            field.currentTextChanged.connect(lambda _: self._touched(field))
        elif isinstance(field, (QLineEdit, QPlainTextEdit)):
            field.textChanged.connect(lambda *_: self._touched(field))

    def _touched(self, field: QWidget) -> None:
        for one, trouble, check in self._checks:
            if one is field and not trouble.isHidden():
                _mark(one, trouble, check())
        self.changed.emit()


def reached_in(form: QWidget) -> list[QWidget]:
    """What Tab reaches in a form, in the order it is read."""
    here, tab = form.window(), Qt.FocusPolicy.TabFocus
    found = [one for one in form.findChildren(QWidget) if one.window() is here]
    return [one for one in found if one.focusPolicy() & tab]


def first_problem_of(grids: Sequence[FormGrid]) -> str:
    """Mark what is wrong in several forms, go to the first of all and return its error."""
    problems = [grid.first_problem() for grid in reversed(grids)]  # the last one asked is gone to
    return next(filter(None, reversed(problems)), "")


def bring_into_view(cell: QWidget) -> None:
    """Scroll to a field once its error has found its place."""
    around = cell.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    if isinstance(around, QScrollArea):
        area = around
        QTimer.singleShot(0, cell, lambda: area.ensureWidgetVisible(cell, 0, space("medium")))


def _checker(field: QWidget, title: str, required: bool, check: Check | None) -> Check:
    def run() -> str:
        if required and not text_of(field).strip():
            return f"请填写{title}"
        if isinstance(field, DateField) and field.problem:
            return field.problem
        return check() if check else ""

    return run


def _mark(field: QWidget, trouble: QLabel, text: str) -> None:
    field.setProperty("invalid", "true" if text else "false")
    field.style().unpolish(field)
    field.style().polish(field)
    trouble.setText(text)
    trouble.setVisible(bool(text))


def text_of(field: QWidget) -> str:
    """What a text, date or choice field says."""
    if isinstance(field, QComboBox):
        data = field.currentData()
        return str(data) if data is not None else field.currentText()
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText()
    return field.text() if isinstance(field, QLineEdit) else ""


def text_field(text: str = "", placeholder: str = "") -> QLineEdit:
    """One line of text."""
    field = PastedLine(text)
    field.setPlaceholderText(placeholder)
    return field


def long_field(
    text: str = "", lines: int = 4, placeholder: str = "", *, verbatim: bool = False
) -> QPlainTextEdit:
    """Several lines of text; Tab moves on. Pasted text is cleaned, ``verbatim`` only on demand."""
    field = PastedText(text, ask=verbatim)
    field.setTabChangesFocus(True)
    field.setPlaceholderText(placeholder)
    field.setFixedHeight(field.fontMetrics().lineSpacing() * lines + 18)
    return field


def suggest_field(choices: Sequence[str], text: str = "") -> QComboBox:
    """One line of text with common answers to pick from."""
    field = QComboBox()
    field.setEditable(True)
    field.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    field.addItems(list(choices))
    field.setCurrentIndex(-1)
    field.setEditText(text)
    return field


def number_field(low: int, high: int, value: int, unit: str = "", width: int = 140) -> QSpinBox:
    """A whole number between two bounds, its unit behind it."""
    field = QSpinBox()
    field.setRange(low, high)
    field.setSuffix(f" {unit}" if unit else "")
    field.setValue(value)
    field.setFixedWidth(width)
    inset(field)
    return field


def inset(field: QAbstractSpinBox) -> None:
    """Set the figure off from the frame, as in fields of text; the style sheet cannot."""
    field.lineEdit().setTextMargins(space("small") - 2, 0, 0, 0)


def choice_field(choices: Sequence[tuple[str, object]], current: object = None) -> QComboBox:
    """A choice among (words, value)."""
    field = QComboBox()
    for words, value in choices:
        field.addItem(words, value)
    field.setCurrentIndex(max(0, field.findData(current)))
    return field
