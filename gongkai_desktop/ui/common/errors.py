"""One place for errors: what the user can mend is said kindly, a defect offers its diagnosis."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QApplication, QWidget

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.services import run_log
from gongkai_desktop.ui.common.prompts import ZIP, Prompts


class ErrorDesk:
    """Shows every error of the window through the prompts, and keeps none to itself."""

    def __init__(self, prompts: Prompts) -> None:
        self._prompts = prompts
        self.write_package: Callable[[Path, str], None] = _report_alone
        """How the package for the maintainers is written; with the office's counts once open."""

    def show(self, parent: QWidget, error: BaseException) -> None:
        """Show one error: UserError as sentence and advice, anything else as a defect."""
        if isinstance(error, UserError):
            self._prompts.trouble(parent, error.message, error.advice)
            return
        report = diagnosis(error)
        run_log.log_error(error)
        if sys.stderr is not None:
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

    def settle(self, parent: QWidget, save: Callable[[Any], object], seen: object) -> bool:
        """Save against the version ``seen``; where another person changed the same fields both
        versions are shown, and the user says whether to insist. True when it went through."""
        from gongkai_desktop.domain.collision import CollisionError

        try:
            save(seen)
        except CollisionError as error:
            if self._prompts.insist(parent, error.message, error.clashes):
                return self.settle(parent, save, error.now)
            return False
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
            run_log.log_error(error)
            sys.__excepthook__(kind, error, trace)
            return
        self.show(window, error)

    def _export(self, parent: QWidget, report: str) -> None:
        path = self._prompts.save_file(parent, "导出诊断包", "诊断包.zip", ZIP)
        if path is None:
            return
        try:
            self.write_package(path, report)
        except (OSError, UserError):
            self._prompts.trouble(parent, f"无法写入“{path.name}”", "请换一个位置再导出")


def diagnosis(error: BaseException) -> str:
    """Versions and the places in our code, without the error's words: they may hold a name."""
    return run_log.diagnosis(error, f"Qt {qVersion()}")


def _report_alone(path: Path, report: str) -> None:
    from gongkai_desktop.services.diagnosis import write_package

    write_package(path, report, None)
