"""Pages made for paper: written to a PDF the user names, off the window's thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from gongkai_desktop.documents.files import atomic_write
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.prompts import PDF
from gongkai_desktop.ui.common.tasks import Progress


def save_pages(
    context: Context, parent: QWidget, title: str, name: str, make: Callable[[], bytes]
) -> None:
    """Ask where to, make the pages, write them, keep that in the audit and say so."""
    path = context.prompts.save_file(parent, title, name, PDF)
    if path is None:
        return

    def write(progress: Progress) -> None:
        atomic_write(path, make())
        context.ports.audits.note(title, path.name)

    task = context.tasks.write(write, title)
    task.done.connect(lambda _: context.prompts.tell(parent, title, f"已保存到 {path.name}"))
    task.failed.connect(lambda error: context.errors.show(parent, error))
