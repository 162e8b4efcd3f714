"""Pages made for paper: made off the window's thread, shown, then printed or kept as PDF."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import attrs
from PySide6.QtWidgets import QWidget

from gongkai_desktop.documents.files import atomic_write
from gongkai_desktop.domain.progress import Report
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.prompts import PDF
from gongkai_desktop.ui.common.work import carry_out


def write_noted(
    context: Context, path: Path, make: Callable[[], bytes], what: str, subject: str = ""
) -> None:
    """Write a paper to a file, and once it is there keep in the audit that it was made.

    Raises UserError where the file is held open by another program or cannot be written.
    """
    atomic_write(path, make())
    context.ports.audits.note(what, subject or path.name)


@attrs.frozen(kw_only=True)
class OtherForm:
    """The same paper as another kind of file (Word, xlsx): its filter, and what writes it."""

    kinds: str
    write: Callable[[Path], object]

    def takes(self, path: Path) -> bool:
        """Whether a file's ending is this kind's."""
        return f"*{path.suffix.lower()}" in self.kinds


def save_pages(
    context: Context,
    parent: QWidget,
    title: str,
    name: str,
    make: Callable[[], bytes],
    *,
    also: Sequence[OtherForm] = (),
    then: Callable[[], object] | None = None,
) -> None:
    """Make the pages and offer them to be printed or kept; what is done is in the audit.

    ``also`` are the other kinds of file they may be kept as; ``then`` is called once they are
    made, before anyone has looked, for what making them entered.
    """

    def offer(pdf: bytes) -> None:
        if then is not None:
            then()
        offer_pages(context, parent, title, name, pdf, also)

    # Some pages leave a note in the audit while they are made, so they go with the writers.
    carry_out(context, parent, title, lambda progress: make(), offer)


def save_list(
    context: Context, parent: QWidget, title: str, name: str, make: Callable[[Report], bytes]
) -> None:
    """The same for a list that may run over many pages: with progress, and to be stopped."""
    offer = lambda pdf: offer_pages(context, parent, title, name, pdf)  # noqa: E731
    carry_out(context, parent, title, make, offer, cancellable=True, reads=True)


def offer_pages(
    context: Context,
    parent: QWidget,
    title: str,
    name: str,
    pdf: bytes,
    also: Sequence[OtherForm] = (),
) -> None:
    """Show pages in the print centre; where nobody sits, ask only where they are kept."""
    if context.prompts.attended:
        from gongkai_desktop.ui.printing.dialog import PrintDialog

        dialog = PrintDialog(context, parent, title, name, pdf, also)
        dialog.exec()
        dialog.deleteLater()
        return
    path = keep_pages(context, parent, title, name, pdf, also)
    if path is not None:
        context.prompts.tell(parent, title, f"已保存到 {path.name}")


def keep_pages(
    context: Context,
    parent: QWidget,
    title: str,
    name: str,
    pdf: bytes,
    also: Sequence[OtherForm],
) -> Path | None:
    """Ask where the pages are kept and as what, and write them; None where they were not."""
    kinds = ";;".join((PDF, *(one.kinds for one in also)))
    path = context.prompts.save_file(parent, title, name, kinds)
    if path is None:
        return None
    other = next((one for one in also if one.takes(path)), None)

    def write() -> None:
        if other is not None:
            other.write(path)
        else:
            write_noted(context, path, lambda: pdf, title)

    return path if context.errors.guard(parent, write) else None


def written(write: Callable[[Path], object]) -> Callable[[], bytes]:
    """The pages of what can only write them to a file."""

    def make() -> bytes:
        with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
            path = Path(folder) / "pages.pdf"
            write(path)
            return path.read_bytes()

    return make
