"""Who is there (登录): the people of the office by name, some with a password of their own."""

from __future__ import annotations

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from gongkai_desktop.ui.common.errors import ErrorDesk
from gongkai_desktop.ui.common.forms import FormGrid, choice_field, text_field
from gongkai_desktop.ui.common.widgets import Card, button, icon_label, label, row
from gongkai_desktop.ui.ports.sign_in import SignIn
from gongkai_desktop.ui.style.theme import space

LONGEST_WAIT = 30


class SignInWindow(QWidget):
    """``entered`` comes once somebody is in; after a wrong password the next try waits longer."""

    entered = Signal()

    def __init__(self, signing: SignIn, errors: ErrorDesk, chosen: str = "") -> None:
        super().__init__()
        self.setObjectName("page")
        self.setWindowTitle("公开台　登录")
        self.setMinimumSize(QSize(480, 280))
        self._signing, self._errors, self._wrong = signing, errors, 0
        self._desks = tuple(signing.desks())
        self.name = choice_field([(f"{one.name}（{one.roles}）", one.name) for one in self._desks])
        self.password = text_field()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.returnPressed.connect(self.submit)
        self.button = button("进入", self.submit, kind="primary")
        self.button.setDefault(True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(lambda: self.button.setEnabled(True))
        self._form = FormGrid()
        self._form.add("姓名", self.name)
        self._form.add("个人口令", self.password)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 24, 32, 24)
        layout.addWidget(self._card())
        self.name.currentIndexChanged.connect(self._show_password)
        names = [one.name for one in self._desks]
        self.name.setCurrentIndex(names.index(chosen) if chosen in names else 0)
        self._show_password()

    def submit(self) -> None:
        """Come in under the chosen name."""
        if not self.button.isEnabled():
            return
        name, password = str(self.name.currentData()), self.password.text()
        if self._errors.guard(self, lambda: self._signing.enter(name, password)):
            self.entered.emit()
            return
        self._wrong += 1
        self.button.setEnabled(False)
        self._pause.start(min(2 ** (self._wrong - 1), LONGEST_WAIT) * 1000)
        self.password.clear()

    def _show_password(self) -> None:
        at = self.name.currentIndex()
        self._form.show_field(self.password, at >= 0 and self._desks[at].locked)

    def _card(self) -> Card:
        card = Card()
        card.body.setSpacing(space("medium"))
        card.body.addLayout(row(icon_label("user", size=28), label("请选择姓名", "title"), 1))
        words = "之后的每一步操作都记在这个人名下。"
        card.body.addWidget(label(words, "muted", wrap=True))
        card.body.addWidget(self._form)
        card.body.addStretch(1)
        card.body.addLayout(row(1, self.button))
        return card
