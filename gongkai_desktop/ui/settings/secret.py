"""口令与加密: a password for the data file, its recovery sheet, the idle lock."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QSpinBox

from gongkai_desktop.domain.role import Right
from gongkai_desktop.ui.common.forms import FormGrid, text_field
from gongkai_desktop.ui.common.help import told
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.paper import save_pages
from gongkai_desktop.ui.common.tasks import Progress
from gongkai_desktop.ui.common.widgets import Card, InfoBanner, button, label, row

_OPEN = (
    "数据文件现在没有加密：拿到这台电脑或者备份的人都能读到申请人的姓名、证件号码和联系方式。"
    "设置口令后，数据文件、附件和今后的备份都加密保存。"
)
_CLOSED = "数据文件已加密。每次打开都要输入口令；请打印恢复密钥，密封后交专人锁存。"
_PASSWORD_HELP = told("secret.password")
_IDLE_HELP = told("secret.idle")


class SecretPart(Card):
    """口令与加密."""

    def __init__(self, context: Context, changed: Callable[[], object]) -> None:
        super().__init__("口令与加密")
        self._context, self._changed = context, changed
        self._secret = context.ports.secret
        encrypted = self._secret.encrypted()
        self.state = InfoBanner(_CLOSED if encrypted else _OPEN, "info" if encrypted else "warning")
        self.password, self.again = _password_field(), _password_field()
        self.idle = QSpinBox()
        self.idle.setRange(0, 240)
        self.idle.setSuffix(" 分钟")
        self.idle.setFixedWidth(130)
        self.idle.setValue(self._secret.idle_minutes())
        self._form = FormGrid()
        self._form.add("新口令", self.password, required=True, hint=_PASSWORD_HELP)
        self._form.add("再输一遍", self.again, required=True, check=self._same)
        self.submit_button = button(
            "更换口令" if encrypted else "设置口令并加密",
            self.submit,
            kind="primary",
            right=Right.MANAGE,
        )
        self.body.addWidget(self.state)
        self.body.addWidget(self._form)
        self.body.addLayout(row(self.submit_button, 1))
        if encrypted:
            self._add_more()
        self.body.addStretch(1)

    def submit(self) -> None:
        """Set the password in the background; the office is written anew."""
        if self._form.first_problem():
            return
        password = self.password.text()
        task = self._context.tasks.write(
            lambda progress: self._set(password, progress), "加密数据文件", cancellable=False
        )
        task.done.connect(lambda _: self._done())
        task.failed.connect(lambda error: self._context.errors.show(self, error))

    def _set(self, password: str, progress: Progress) -> None:
        progress(0, 0, "正在加密并逐行核对")
        self._secret.set_password(password)

    def _done(self) -> None:
        words = "数据文件已加密。请马上打印恢复密钥：口令和恢复密钥都丢失时，数据无法找回。"
        copies = self._secret.unprotected_copies()
        if copies:
            words += f"\n\n“备份”文件夹里还有{len(copies)}份以前没有加密的备份，请移走或者删除。"
        self._context.prompts.tell(self, "口令与加密", words)
        self._changed()

    def _add_more(self) -> None:
        print_ = button("打印恢复密钥", self.print_sheet, symbol="print")
        print_.setToolTip("打印后密封，交专人锁存；存成文件的，打印后彻底删除")
        plain = button("取消加密…", self.take_away, right=Right.MANAGE)
        grid = FormGrid()
        grid.add("闲置锁定", self.idle, hint=_IDLE_HELP)
        self.idle.valueChanged.connect(self._secret.set_idle_minutes)
        self.body.addWidget(grid)
        self.body.addLayout(row(print_, plain, 1))
        copies = self._secret.unprotected_copies()
        if copies:
            words = f"没有加密的旧备份：{'、'.join(copies)}。请移走或者删除。"
            self.body.addWidget(label(words, "muted", wrap=True))

    def print_sheet(self) -> None:
        """The recovery sheet, to be printed and locked away; kept as a file it must be deleted."""
        make = self._secret.recovery_sheet
        save_pages(self._context, self, "打印恢复密钥", "恢复密钥.pdf", make)

    def take_away(self) -> None:
        """Keep the office plainly again, after a question."""
        words = "取消后，拿到数据文件的人都能读到申请人的信息。确定取消加密吗？"
        if not self._context.prompts.confirm(self, "取消加密", words, "取消加密"):
            return
        task = self._context.tasks.write(
            lambda progress: self._secret.take_away(), "取消加密", cancellable=False
        )
        task.done.connect(lambda _: self._changed())
        task.failed.connect(lambda error: self._context.errors.show(self, error))

    def _same(self) -> str:
        return "" if self.again.text() == self.password.text() else "两次输入的口令不同"


def _password_field() -> QLineEdit:
    field = text_field()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setMaximumWidth(360)
    return field
