"""文字部分: sections 一, 五, 六, written around numbers that follow the tables."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QListWidget, QPlainTextEdit, QVBoxLayout, QWidget

from gongkai_desktop.domain.role import Right
from gongkai_desktop.ui.common.forms import FieldHelp
from gongkai_desktop.ui.common.help import about, told
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.widgets import (
    Card,
    InfoBanner,
    button,
    clear,
    column,
    label,
    row,
    scrolled,
)
from gongkai_desktop.ui.ports.annual import ReportText, TextLine

_HELP = told("annual_text.text")


class TextView(QWidget):
    """The parts on the left, the one chosen with its preview, and what helps on the right."""

    saved = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        about(self, "annual.text")
        self._context = context
        self._year = 0
        self._text: ReportText | None = None
        self.parts = QListWidget()
        self.parts.setAccessibleName("文字部分")
        self.parts.setFixedWidth(200)
        self.parts.setSpacing(3)
        self.parts.currentRowChanged.connect(lambda _: self._show_part())
        self.editor = QPlainTextEdit()
        self.editor.setAccessibleName("文字")
        self.preview = label("", wrap=True, select=True)
        self.numbers = QComboBox()
        self.numbers.setAccessibleName("可以引用的数")
        self.numbers.setMinimumWidth(200)
        self._heading = label("", "strong")
        self._state = label("", "caption")
        self._aside = QVBoxLayout()
        self._assemble()

    def show_year(self, year: int) -> None:
        """Read the text of a year, the part chosen before staying chosen."""
        self._year = year
        self._text = text = self._context.ports.annual.text(year)
        at = max(0, self.parts.currentRow())
        self.parts.blockSignals(True)
        self.parts.clear()
        for one in text.parts:
            self.parts.addItem(f"{one.title or one.section}\n　{one.state}")
        self.parts.setCurrentRow(min(at, len(text.parts) - 1))
        self.parts.blockSignals(False)
        self.numbers.clear()
        for name, words in text.numbers:
            self.numbers.addItem(f"{name}　{words}", name)
        self._show_part()
        self._show_aside(text)

    def save(self) -> None:
        """Keep the part as it stands in the editor."""
        self._write(self.editor.toPlainText())

    def redraft(self) -> None:
        """Give up what was written: the part is drafted from the data again."""
        words = "这一部分改回由数据起草的文字，现在写的不再保留。"
        if self._context.prompts.confirm(self, "恢复草稿", words, "恢复草稿"):
            self._write("")

    def insert_number(self) -> None:
        """Bind the number chosen at the place of the cursor."""
        self.editor.insertPlainText(f"{{{self.numbers.currentData()}}}")
        self.editor.setFocus()

    def _write(self, words: str) -> None:
        part, ports = self._part(), self._context.ports.annual
        if part and self._context.errors.guard(
            self, lambda: ports.write(self._year, part.key, words)
        ):
            self.show_year(self._year)
            self.saved.emit()

    def _part(self) -> TextLine | None:
        at = self.parts.currentRow()
        return self._text.parts[at] if self._text and 0 <= at < len(self._text.parts) else None

    def _show_part(self) -> None:
        part = self._part()
        if part is None:
            return
        self._heading.setText(f"{part.section}　{part.title}".rstrip())
        self._state.setText(part.state)
        self.editor.setPlainText(part.written)
        self.preview.setText(part.words)

    def _show_aside(self, text: ReportText) -> None:
        clear(self._aside)
        over = text.length > text.limit
        self._aside.addWidget(
            label(
                f"总体情况 {text.length} 字，宜在 {text.limit} 字以内", "error" if over else "muted"
            )
        )
        for hard, words in text.told:
            self._aside.addWidget(InfoBanner(words, "danger" if hard else "warning"))
        for heading, lines in (("可以写的问题", text.hints), ("上年提出的改进", text.promised)):
            if lines:
                self._aside.addWidget(label(heading, "heading"))
            for line in lines:
                self._aside.addWidget(label(f"· {line}", wrap=True))

    def _assemble(self) -> None:
        bind = button("引用这个数", self.insert_number, symbol="plus")
        middle = Card(padding="small")
        middle.body.addLayout(row(self._heading, FieldHelp("文字部分", _HELP), self._state, 1))
        middle.body.addLayout(row(self.numbers, bind, 1))
        middle.body.addWidget(self.editor, 3)
        middle.body.addLayout(
            row(
                label("印出来是", "heading"),
                1,
                button("恢复草稿", self.redraft, kind="quiet", right=Right.KEEP),
                button("保存文字", self.save, kind="primary", right=Right.KEEP),
            )
        )
        middle.body.addWidget(scrolled(_top(self.preview)), 2)
        aside = Card("提示", padding="medium")
        aside.setFixedWidth(232)
        aside.body.addWidget(scrolled(_top(self._aside)), 1)
        self.setLayout(row(self.parts, middle, aside, gap="medium"))


def _top(content: QWidget | QVBoxLayout) -> QWidget:
    """The content at the top of a widget of its own."""
    holder = QWidget()
    holder.setLayout(column(content, 1))
    return holder
