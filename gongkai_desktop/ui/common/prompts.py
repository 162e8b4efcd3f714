"""Every question, message and file dialog of the window goes through one Prompts object.

Those of the desktop stand in ``dialogs.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

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
