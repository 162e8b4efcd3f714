"""Fields that clean what is pasted (粘贴清洗): 括号拼音, 全角字符, stray spaces, 繁体字.

Nothing is changed unseen: a field says what it did and one undo brings the text back as it was;
where the very words count (申请内容, 待审文稿) it only offers to.
"""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtGui import QResizeEvent, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from gongkai_desktop.domain.ledger.plan.cleaning import cleaned_text
from gongkai_desktop.library.plans import load_simplified
from gongkai_desktop.ui.common.widgets import button

_SHOWN_MS = 10_000
_PASTE_LEAST = 4
_MARGIN = 4
DONE = "已清理粘贴的文字，按 Ctrl+Z 恢复原样"
OFFER = "粘贴的文字有拼音、全角字符、多余空格或繁体字，点这里清理"


class PastedText(QPlainTextEdit):
    """Several lines of text; ``ask`` leaves what is pasted as it is and offers to clean it."""

    def __init__(self, text: str = "", *, ask: bool = False) -> None:
        super().__init__(text)
        self._ask = ask
        self.note = button("", self.clean, kind="quiet")
        self.note.setParent(self)
        self.note.hide()
        self._fading = QTimer(self)
        self._fading.setSingleShot(True)
        self._fading.setInterval(_SHOWN_MS)
        self._fading.timeout.connect(self.note.hide)

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's name
        """Paste; what the page or the mail put in between is taken out, in a step of its own."""
        start = self.textCursor().selectionStart()
        super().insertFromMimeData(source)
        end = self.textCursor().position()
        raw = self.toPlainText()[start:end]
        if cleaned_text(raw, load_simplified()) == raw:
            self.note.hide()
        elif self._ask:
            self._say(OFFER)
        else:
            self._replace(start, end)
            self._say(DONE)
            self._fading.start()

    def clean(self) -> None:
        """Clean all the text, as one step that can be undone."""
        self._replace(0, len(self.toPlainText()))
        self.note.hide()
        self.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the note in the corner."""
        super().resizeEvent(event)
        self._place()

    def _replace(self, start: int, end: int) -> None:
        cursor = self.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        raw = self.toPlainText()[start:end]
        clean = cleaned_text(raw, load_simplified())
        if clean != raw:
            cursor.insertText(clean)
            self.setTextCursor(cursor)

    def _say(self, words: str) -> None:
        self.note.setText(words)
        self.note.setAccessibleName(words)
        self.note.setEnabled(words == OFFER)
        self.note.adjustSize()
        self._place()
        self.note.show()
        self.note.raise_()

    def _place(self) -> None:
        area = self.viewport().geometry()
        self.note.move(
            area.right() - self.note.width() - _MARGIN,
            area.bottom() - self.note.height() - _MARGIN,
        )


class PastedLine(QLineEdit):
    """One line of text; pasted pinyin, full-width characters and spaces are taken out.

    Traditional characters stay: a line is often a name.
    """

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self._before = len(text)
        self.textChanged.connect(self._pasted)

    def _pasted(self, text: str) -> None:
        grown, self._before = len(text) - self._before, len(text)
        if grown < _PASTE_LEAST or not self.hasFocus():
            return
        clean = cleaned_text(text, {}).strip()
        if clean != text:
            self.selectAll()
            self.insert(clean)  # undo brings the pasted words back
