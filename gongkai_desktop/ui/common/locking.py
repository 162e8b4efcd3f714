"""A new password for a package with personal data (口令), and the second confirmation."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit, QVBoxLayout, QWidget

from gongkai_desktop.domain.exchange.lock import Strength
from gongkai_desktop.ui.common.forms import FormGrid, text_field
from gongkai_desktop.ui.common.widgets import InfoBanner, button, enter_means, label, row
from gongkai_desktop.ui.style.theme import space

_ADVICE = (
    "口令请当面或者打电话告诉收件人，不要和文件放在一起。收件人没有安装公开台的，"
    "可以用 7-Zip、WinRAR、360压缩打开。程序不保存口令，忘记了只能重新生成。"
)


class LockDialog(QDialog):
    """Names what personal data go out; accepted only with a strong password and the tick."""

    def __init__(
        self,
        parent: QWidget | None,
        held: Sequence[str],
        judge: Callable[[str], Strength],
        make: Callable[[], str],
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("包里有个人信息")
        self.setMinimumSize(QSize(560, 360))
        self._judge, self._make = judge, make
        named = "、".join(held)
        self.password, self.again = _hidden(), _hidden()
        self.strength = label("", "muted", wrap=True)
        self.shown = QCheckBox("显示口令")
        self.shown.toggled.connect(self._show)
        self.sure = QCheckBox(f"我已核对，{named}确需提供给收件人")
        self.sure.toggled.connect(lambda _: self._look())
        self.take = button("加密生成", self.accept, kind="primary")
        grid = FormGrid()
        grid.add("口令", self.password)
        grid.add("再输入一次", self.again)
        for field in (self.password, self.again):
            field.textChanged.connect(lambda _: self._look())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(space("medium"))
        layout.addWidget(InfoBanner(f"这个包里有：{named}。须加密，并再确认一次。", "warning"))
        layout.addWidget(grid)
        layout.addLayout(row(self.shown, button("生成一个口令", self.fill, kind="quiet"), 1))
        layout.addWidget(self.strength)
        layout.addWidget(label(_ADVICE, "caption", wrap=True))
        layout.addWidget(self.sure)
        layout.addStretch(1)
        layout.addLayout(row(1, button("取消", self.reject), self.take))
        enter_means(self, self.take)
        self._look()

    def fill(self) -> None:
        """Put in a password nobody guesses, to be read and written down."""
        made = self._make()
        self.password.setText(made)
        self.again.setText(made)
        self.shown.setChecked(True)

    def _show(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        for field in (self.password, self.again):
            field.setEchoMode(mode)

    def _look(self) -> None:
        """Say how the password stands and what is still missing."""
        typed = self.password.text()
        found = self._judge(typed)
        same = typed == self.again.text()
        words = found.words
        if not found.fault and not same:
            words = "两次输入的口令不同" if self.again.text() else f"{words}；请再输入一次"
        self.strength.setText(words)
        self.take.setEnabled(not found.fault and same and self.sure.isChecked())


def _hidden() -> QLineEdit:
    field = text_field()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    return field
