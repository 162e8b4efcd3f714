"""The questions and messages of the window as real dialogs, read in when the first is asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QInputDialog, QLineEdit, QMessageBox, QWidget

from gongkai_desktop.ui.common.locking import LockDialog
from gongkai_desktop.ui.common.plain import plain

if TYPE_CHECKING:
    from gongkai_desktop.domain.collision import Clash
    from gongkai_desktop.domain.exchange.lock import Strength


_WIDE = 420


class WindowPrompts:
    """Prompts as real dialogs of the desktop."""

    attended = True

    def confirm(self, parent: QWidget, title: str, text: str, action: str) -> bool:
        """Ask before something weighty; the safe button is the default."""
        box = _box(QMessageBox.Icon.NoIcon, title, text, parent)
        yes = box.addButton(action, QMessageBox.ButtonRole.AcceptRole)
        no = box.addButton("取消", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(no)
        box.exec()
        return box.clickedButton() is yes

    def insist(self, parent: QWidget, message: str, clashes: Sequence[Clash]) -> bool:
        """Show both versions side by side; leaving the other's is the default."""
        from gongkai_desktop.ui.common.collision import CollisionDialog

        return CollisionDialog(parent, message, clashes).exec() == QDialog.DialogCode.Accepted

    def tell(self, parent: QWidget, title: str, text: str) -> None:
        """Say that something is done."""
        box = _box(QMessageBox.Icon.Information, title, text, parent)
        box.exec()

    def trouble(self, parent: QWidget | None, message: str, advice: str) -> None:
        """Say what is wrong and what to do."""
        box = _box(QMessageBox.Icon.Warning, "没有完成", message, parent)
        box.setInformativeText(plain(advice))
        box.exec()

    def defect(self, parent: QWidget | None, report: str) -> bool:
        """Tell of a defect of ours and offer the diagnosis."""
        text = "程序遇到一处没有预料到的错误，刚才的操作没有完成"
        box = _box(QMessageBox.Icon.Critical, "程序出错", text, parent)
        box.setInformativeText("已经保存的数据不受影响。可导出诊断信息交给维护人员。")
        box.setDetailedText(report)
        export = box.addButton("导出诊断", QMessageBox.ButtonRole.ActionRole)
        leave = box.addButton("关闭", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(leave)
        box.setEscapeButton(leave)
        box.exec()
        return box.clickedButton() is export

    def ask_text(self, parent: QWidget, title: str, label: str) -> str | None:
        """One line of text."""
        return _asked(parent, title, label, QLineEdit.EchoMode.Normal)

    def ask_secret(self, parent: QWidget, title: str, label: str) -> str | None:
        """One line that is not shown as it is typed."""
        return _asked(parent, title, label, QLineEdit.EchoMode.Password)

    def ask_lock(
        self,
        parent: QWidget,
        held: Sequence[str],
        judge: Callable[[str], Strength],
        make: Callable[[], str],
    ) -> str | None:
        """A new password with the second confirmation."""
        dialog = LockDialog(parent, held, judge, make)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        return dialog.password.text() if accepted else None

    def open_file(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        """An existing file."""
        name, _ = QFileDialog.getOpenFileName(parent, title, "", kinds)
        return Path(name) if name else None

    def open_files(self, parent: QWidget, title: str, kinds: str) -> Sequence[Path]:
        """Existing files, any number of them."""
        names, _ = QFileDialog.getOpenFileNames(parent, title, "", kinds)
        return [Path(name) for name in names]

    def save_file(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
        """Where to write."""
        chosen, _ = QFileDialog.getSaveFileName(parent, title, name, kinds)
        return Path(chosen) if chosen else None

    def choose_folder(self, parent: QWidget, title: str) -> Path | None:
        """An existing folder."""
        chosen = QFileDialog.getExistingDirectory(parent, title)
        return Path(chosen) if chosen else None


def _asked(parent: QWidget, title: str, label: str, shown: QLineEdit.EchoMode) -> str | None:
    """One line, in a field wide enough for a sentence."""
    dialog = QInputDialog(parent)
    dialog.setWindowTitle(title)
    dialog.setLabelText(plain(label))
    dialog.setTextEchoMode(shown)
    dialog.resize(_WIDE, dialog.sizeHint().height())
    return dialog.textValue() if dialog.exec() == QDialog.DialogCode.Accepted else None


def _box(icon: QMessageBox.Icon, title: str, text: str, parent: QWidget | None) -> QMessageBox:
    """A message whose words are words, whatever they look like."""
    box = QMessageBox(icon, title, "", parent=parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    return box
