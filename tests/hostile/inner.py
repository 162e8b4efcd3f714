"""Readers no command leads to: each takes a file and answers, or refuses with UserError."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from gongkai_desktop.domain.overlay import Layer
from gongkai_desktop.services import ledger, letter_form, lexicon, task_import
from gongkai_desktop.services.workspace import Workspace, open_workspace
from gongkai_desktop.store import open_office


def in_an_office(read: Callable[[Workspace, Path], object]) -> Callable[[Path], None]:
    """The reader over an office of its own, thrown away afterwards."""

    def answer(path: Path) -> None:
        with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
            workspace = open_workspace(Path(folder) / "a.gkt", operator="丁某", create=True)
            try:
                read(workspace, path)
            finally:
                workspace.close()

    return answer


def data_file(path: Path) -> None:
    """A data file from elsewhere: opened as a copy, checked, read a little."""
    with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
        copy = shutil.copyfile(path, Path(folder) / "a.gkt")
        with open_office(copy) as office:
            office.verify()
            with office.read() as reader:
                reader.settings.all()
                reader.people.all()
                reader.audit.entries(5)


def pasted(workspace: Workspace, path: Path) -> object:
    """Pasted words of a plan: whatever a clipboard holds."""
    words = path.read_bytes().decode("utf-8", errors="replace")
    return task_import.import_pasted(workspace, words, dry_run=True)


INNER: dict[str, Callable[[Path], None]] = {
    "@ledger": in_an_office(ledger.add_ledger),
    "@lexicon": in_an_office(lexicon.import_pack),
    "@form": in_an_office(
        lambda workspace, path: letter_form.take_in(workspace, "letters/C12", path, Layer.OFFICE)
    ),
    "@paste": in_an_office(pasted),
    "@gkt": data_file,
}
