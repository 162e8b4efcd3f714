"""Pages made for paper: made off the window's thread, shown, then printed or kept as PDF."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from gongkai_desktop.documents.files import atomic_write
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.prompts import PDF


def write_noted(
    context: Context, path: Path, make: Callable[[], bytes], what: str, subject: str = ""
) -> None:
    """Write a paper to a file, and once it is there keep in the audit that it was made.

    Raises UserError where the file is held open by another program or cannot be written.
    """
    atomic_write(path, make())
    context.ports.audits.note(what, subject or path.name)


def save_pages(
    context: Context, parent: QWidget, title: str, name: str, make: Callable[[], bytes]
) -> None:
    """Make the pages and offer them to be printed or kept; what is done is in the audit."""
    # Some pages leave a note in the audit while they are made, so they go with the writers.
    task = context.tasks.write(lambda progress: make(), title)
    task.done.connect(lambda pdf: offer_pages(context, parent, title, name, pdf))
    task.failed.connect(lambda error: context.errors.show(parent, error))


def offer_pages(context: Context, parent: QWidget, title: str, name: str, pdf: bytes) -> None:
    """Show pages in the print centre; where nobody sits, ask only where they are kept."""
    if context.prompts.attended:
        from gongkai_desktop.ui.printing.dialog import PrintDialog

        dialog = PrintDialog(context, parent, title, name, pdf)
        dialog.exec()
        dialog.deleteLater()
        return
    path = context.prompts.save_file(parent, title, name, PDF)
    if path is None:
        return

    if context.errors.guard(parent, lambda: write_noted(context, path, lambda: pdf, title)):
        context.prompts.tell(parent, title, f"已保存到 {path.name}")


def written(write: Callable[[Path], object]) -> Callable[[], bytes]:
    """The pages of what can only write them to a file."""

    def make() -> bytes:
        with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
            path = Path(folder) / "pages.pdf"
            write(path)
            return path.read_bytes()

    return make
