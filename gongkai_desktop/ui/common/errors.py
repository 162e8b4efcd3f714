"""One place for errors: what the user can mend is said kindly, a defect offers its diagnosis."""

from __future__ import annotations

import platform
import sys
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QApplication, QWidget

from gongkai_desktop import __version__
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.ui.common.prompts import ANY, Prompts


class ErrorDesk:
    """Shows every error of the window through the prompts, and keeps none to itself."""

    def __init__(self, prompts: Prompts) -> None:
        self._prompts = prompts

    def show(self, parent: QWidget, error: BaseException) -> None:
        """Show one error: UserError as sentence and advice, anything else as a defect."""
        if isinstance(error, UserError):
            self._prompts.trouble(parent, error.message, error.advice)
            return
        report = diagnosis(error)
        sys.stderr.write(report)
        if self._prompts.defect(parent, report):
            self._export(parent, report)

    def guard(self, parent: QWidget, action: Callable[[], object]) -> bool:
        """Run one action of the user; True when it went through."""
        try:
            action()
        except Exception as error:
            self.show(parent, error)
            return False
        return True

    def install(self) -> None:
        """Send what escapes every other handler here too."""
        sys.excepthook = self._uncaught

    def _uncaught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        window = QApplication.activeWindow()
        if isinstance(error, KeyboardInterrupt) or window is None:
            sys.__excepthook__(kind, error, trace)
            return
        self.show(window, error)

    def _export(self, parent: QWidget, report: str) -> None:
        path = self._prompts.save_file(parent, "导出诊断", "诊断信息.txt", ANY)
        if path is None:
            return
        try:
            path.write_text(report, encoding="utf-8")
        except OSError:
            self._prompts.trouble(parent, f"无法写入“{path.name}”", "请换一个位置再导出")


def diagnosis(error: BaseException) -> str:
    """Versions and the places in our code, without the error's words: they may hold a name."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [
        f"  {frame.name} {frame.filename.rsplit('gongkai_desktop', 1)[-1]}:{frame.lineno}"
        for frame in frames
    ]
    head = [
        f"公开台 {__version__}",
        f"Python {platform.python_version()} · Qt {qVersion()} · {platform.platform()}",
        f"错误类型 {type(error).__name__}",
    ]
    return "\n".join([*head, *places, ""])
