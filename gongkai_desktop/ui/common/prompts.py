"""Every question, message and file dialog of the window goes through one Prompts object."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QInputDialog, QLineEdit, QMessageBox, QWidget

from gongkai_desktop.ui.common.locking import LockDialog
from gongkai_desktop.ui.common.plain import plain

if TYPE_CHECKING:
    from gongkai_desktop.domain.collision import Clash
from gongkai_desktop.domain.exchange.lock import Strength

EXCEL = "Excel 或 CSV 表格 (*.xlsx *.xls *.et *.ods *.csv *.txt)"
XLSX = "Excel 表格 (*.xlsx)"
PACKAGE = "报送包 (*.zwgk)"
PDF = "PDF 文件 (*.pdf)"
WORD = "Word 文档 (*.docx)"
GKT = "公开台数据文件 (*.gkt)"
ZIP = "压缩包 (*.zip)"
ANY = "所有文件 (*)"


class Prompts(Protocol):
    """What the window may ask or tell. Tests give a fake, so that none meets a modal window.

    ``attended`` is whether someone sits there to answer.
    """

    attended: bool

    def confirm(self, parent: QWidget, title: str, text: str, action: str) -> bool:
        """Ask before something weighty; ``action`` is the word on the button that does it."""
        ...

    def insist(self, parent: QWidget, message: str, clashes: Sequence[Clash]) -> bool:
        """Show both versions of what two people changed; True to save one's own all the same."""
        ...

    def tell(self, parent: QWidget, title: str, text: str) -> None:
        """Say that something is done."""
        ...

    def trouble(self, parent: QWidget | None, message: str, advice: str) -> None:
        """Say what is wrong and what to do, without blame."""
        ...

    def defect(self, parent: QWidget | None, report: str) -> bool:
        """Tell of a defect of ours; True when the user wants the diagnosis exported."""
        ...

    def ask_text(self, parent: QWidget, title: str, label: str) -> str | None:
        """One line of text, None when cancelled."""
        ...

    def ask_secret(self, parent: QWidget, title: str, label: str) -> str | None:
        """One line that is not shown as it is typed, None when cancelled."""
        ...

    def ask_lock(
        self,
        parent: QWidget,
        held: Sequence[str],
        judge: Callable[[str], Strength],
        make: Callable[[], str],
    ) -> str | None:
        """A new password for personal data that go out, confirmed; None when cancelled."""
        ...

    def open_file(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        """An existing file, None when cancelled."""
        ...

    def open_files(self, parent: QWidget, title: str, kinds: str) -> Sequence[Path]:
        """Existing files, empty when given up."""
        ...

    def save_file(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
        """Where to write, None when cancelled; asks before replacing a file."""
        ...

    def choose_folder(self, parent: QWidget, title: str) -> Path | None:
        """An existing folder, None when cancelled."""
        ...


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
        box.addButton("关闭", QMessageBox.ButtonRole.RejectRole)
        box.exec()
        return box.clickedButton() is export

    def ask_text(self, parent: QWidget, title: str, label: str) -> str | None:
        """One line of text."""
        text, accepted = QInputDialog.getText(parent, title, plain(label))
        return text if accepted else None

    def ask_secret(self, parent: QWidget, title: str, label: str) -> str | None:
        """One line that is not shown as it is typed."""
        hidden = QLineEdit.EchoMode.Password
        text, accepted = QInputDialog.getText(parent, title, plain(label), hidden)
        return text if accepted else None

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


def _box(icon: QMessageBox.Icon, title: str, text: str, parent: QWidget | None) -> QMessageBox:
    """A message whose words are words, whatever they look like."""
    box = QMessageBox(icon, title, "", parent=parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    return box
