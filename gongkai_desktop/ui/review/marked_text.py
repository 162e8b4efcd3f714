"""The text of a draft with its findings marked in it (标注文稿)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from gongkai_desktop.ui.common.pasting import PastedText
from gongkai_desktop.ui.ports.review import FindingLine
from gongkai_desktop.ui.review.columns import SEVERITIES
from gongkai_desktop.ui.style.theme import colour

_MOST_MARKED = 300


def _start(line: FindingLine) -> int:
    return line.finding.start


class MarkedText(PastedText):
    """A text whose findings are tinted and underlined; the chosen one stands out.

    Findings count code points, Qt counts UTF-16 units: rare characters take two. What is typed
    stays until another text is shown, and the marks move with it.
    """

    def __init__(self) -> None:
        super().__init__(ask=True)
        self.setAccessibleName("待审文稿")
        self.setTabChangesFocus(True)
        self.setPlaceholderText("在这里粘贴文稿，或者选择文件。扫描只在本机进行，不自动改动文稿。")
        self._wide: list[int] = []
        self._scanned: str | None = None
        self._places: dict[tuple[str, int, int], QTextCursor] = {}
        self._lines: Sequence[FindingLine] = ()
        self._chosen: FindingLine | None = None

    def show_text(self, text: str, lines: Sequence[FindingLine]) -> None:
        """Show a text with its findings, none chosen."""
        self._lines, self._chosen = lines, None
        if text != self._scanned:
            self._scanned = text
            self._wide = [at for at, sign in enumerate(text) if ord(sign) > 0xFFFF]
            self._places = {}
            if text != self.toPlainText():
                self.setPlainText(text)
        self._mark()

    def forget(self) -> None:
        """Another item comes: what was typed for this one goes."""
        self._scanned = None

    def edit_chosen(self) -> None:
        """Select the words of the chosen finding, to be typed over."""
        if self._chosen is not None:
            self.setTextCursor(QTextCursor(self._cursor(self._chosen)))
            self.setFocus()

    def choose(self, line: FindingLine) -> None:
        """Let one finding stand out and bring it into view."""
        self._chosen = line
        self._mark()
        cursor = QTextCursor(self._cursor(line))
        cursor.clearSelection()
        self.setTextCursor(cursor)
        self.centerCursor()

    def _mark(self) -> None:
        self.setExtraSelections([self._selection(line) for line in self._near()])

    def _near(self) -> Sequence[FindingLine]:
        """The findings about the chosen one: to mark thousands at once holds the window up."""
        if len(self._lines) <= _MOST_MARKED:
            return self._lines
        ordered = sorted(self._lines, key=_start)
        start = self._chosen.finding.start if self._chosen else 0
        first = max(0, bisect_left(ordered, start, key=_start) - _MOST_MARKED // 2)
        return ordered[first : first + _MOST_MARKED]

    def _selection(self, line: FindingLine) -> QTextEdit.ExtraSelection:
        tint, _ = SEVERITIES[line.finding.severity]
        look = QTextCharFormat()
        if line.handling is None:
            look.setBackground(colour(f"{tint}_soft"))
            look.setUnderlineColor(colour(tint))
        else:
            look.setUnderlineColor(QColor(colour("faint")))
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        if line is self._chosen:
            look.setBackground(colour(tint))
            look.setForeground(colour("on_accent"))
            look.setFontWeight(QFont.Weight.DemiBold)
        selection = QTextEdit.ExtraSelection()
        selection.cursor = self._cursor(line)
        selection.format = look
        return selection

    def _cursor(self, line: FindingLine) -> QTextCursor:
        """The words of a finding, which Qt keeps in place while the text is edited."""
        finding = line.finding
        key = (finding.rule, finding.start, finding.end)
        if key not in self._places:
            cursor = QTextCursor(self.document())
            cursor.setPosition(self._unit(finding.start))
            cursor.setPosition(self._unit(finding.end), QTextCursor.MoveMode.KeepAnchor)
            self._places[key] = cursor
        return self._places[key]

    def _unit(self, offset: int) -> int:
        place = offset + bisect_left(self._wide, offset)
        return min(place, self.document().characterCount() - 1)
