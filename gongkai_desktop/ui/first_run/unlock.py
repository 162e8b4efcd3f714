"""The locked door (解锁): asks for the password before anything of the office is seen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from gongkai_desktop.ui.common.errors import ErrorDesk
from gongkai_desktop.ui.common.widgets import Card, InfoBanner, button, icon_label, label, row
from gongkai_desktop.ui.help.panel import offer_help
from gongkai_desktop.ui.style.theme import space

LONGEST_WAIT = 30
_DOUBT_AFTER = 3
"""After so many wrong passwords the file itself may be the trouble."""


class Unlock(QWidget):
    """``unlocked`` carries what was typed once it opened the office.

    ``opens`` answers whether a password or recovery key is right. After each wrong one the next
    try has to wait longer, up to half a minute. ``damaged`` asks for a backup instead.
    """

    unlocked = Signal(str)
    damaged = Signal()

    def __init__(
        self,
        opens: Callable[[str], bool],
        errors: ErrorDesk,
        words: str,
        *,
        offers_restore: bool = False,
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setWindowTitle("公开台　解锁")
        self.setMinimumSize(QSize(520, 264))
        self._opens, self._errors, self._wrong = opens, errors, 0
        self._offers_restore = offers_restore
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setAccessibleName("口令")
        self.field.setPlaceholderText("口令，或者恢复密钥的两行")
        self.field.returnPressed.connect(self.submit)
        self._trouble = InfoBanner("", "warning")
        self._trouble.hide()
        self.button = button("解锁", self.submit, kind="primary")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(lambda: self.button.setEnabled(True))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 24, 32, 24)
        layout.addWidget(self._card(words))
        offer_help(self, "unlock")
        self.field.setFocus()

    def submit(self) -> None:
        """Try what was typed."""
        typed = self.field.text().strip("\r\n")
        if not typed or not self.button.isEnabled():
            return
        answers: list[bool] = []
        if not self._errors.guard(self, lambda: answers.append(self._opens(typed))):
            return
        self.field.clear()
        if answers == [True]:
            self.unlocked.emit(typed)
        else:
            self._refuse()

    def _refuse(self) -> None:
        self._wrong += 1
        wait = min(2 ** (self._wrong - 1), LONGEST_WAIT)
        self.button.setEnabled(False)
        self._pause.start(wait * 1000)
        self.restore.setVisible(self._wrong >= _DOUBT_AFTER and self._offers_restore)
        self._trouble.say(f"口令不正确，{wait}秒后可以再试。忘记口令请用封存的恢复密钥。")
        self.field.setFocus()

    def _card(self, words: str) -> Card:
        card = Card()
        card.body.setSpacing(space("medium"))
        card.body.addLayout(row(icon_label("lock", size=28), label("公开台已锁定", "title"), 1))
        card.body.addWidget(label(words, "muted", wrap=True))
        card.body.addWidget(self.field)
        card.body.addWidget(self._trouble)
        card.body.addStretch(1)
        self.restore = button("从备份恢复…", self.damaged.emit, kind="link")
        self.restore.hide()
        card.body.addLayout(row(self.restore, 1, self.button))
        return card
