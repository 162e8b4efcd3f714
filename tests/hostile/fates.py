"""Terrible things done to a copy of an office in a forked process, and how the copy is then."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sys
import time
import traceback
import zipfile
from collections.abc import Callable
from pathlib import Path

import attrs

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.services.workspace import Workspace, open_workspace
from gongkai_desktop.store import open_office
from tests.hostile.scenario import GIVEN, Act, Office, copied

State = tuple[int, tuple[tuple[str, int], ...]]
Doom = Callable[[Workspace], object]


@attrs.frozen
class Fate:
    """How an act ended: the signal that ended it (0: none), its words, seconds it took."""

    signal: int
    words: str
    seconds: float


def state_of(location: Path) -> State:
    """Entries of the audit and rows of every table of a sound office; damage fails the test."""
    with open_office(location) as office:
        assert office.verify() == []
        with office.read() as reader:
            seq = reader.audit.head().seq
        return seq, tuple(sorted(office.counts().items()))


def twin(office: Office, folder: Path) -> tuple[Office, Path]:
    """The same office and its files in another folder, not opened yet."""
    shutil.copytree(office.folder, folder, ignore=shutil.ignore_patterns("*.gkt", "*备份*"))
    location = copied(Path(office.at.office.location), folder / "office.gkt")
    other = Office(office.at, folder)
    other.kept = {key: moved(value, office.folder, folder) for key, value in office.kept.items()}
    return other, location


def moved(value: object, before: Path, after: Path) -> object:
    """A remembered path as it is in the other folder; anything else as it is."""
    return after / value.relative_to(before) if isinstance(value, Path) else value


def suffer(office: Office, act: Act, location: Path, doom: Doom) -> Fate:
    """Do an act on the office at ``location`` in a process of its own, after ``doom``."""
    answer, told = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(answer)
        _live(office, act, location, doom, told)
    os.close(told)
    with os.fdopen(answer, encoding="utf-8") as words:
        said = words.read()
    _, status = os.waitpid(child, 0)
    number = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    seconds, _, rest = said.partition("\n")
    return Fate(signal=number, words=rest, seconds=float(seconds or 0))


def _live(office: Office, act: Act, location: Path, doom: Doom, told: int) -> None:
    """The child's life; it never returns."""
    words = ""
    started = time.monotonic()
    try:
        office.at = attrs.evolve(
            open_workspace(location, today=office.at.today, operator=office.at.operator),
            demo=office.at.demo,
            operator=office.at.operator,
        )
        doom(office.at)
        started = time.monotonic()
        act(office)
    except UserError as error:
        words = f"说明：{error}"
    except BaseException:
        words = f"缺陷：{traceback.format_exc()}"
    finally:
        spent = time.monotonic() - started
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
        os.write(told, f"{spent}\n{words}".encode())
        sys.stderr.flush()
        os._exit(0)


def nothing(workspace: Workspace) -> None:
    """No doom."""


def killed_after(seconds: float) -> Doom:
    """The process is ended without a word after so many seconds."""

    def doom(workspace: Workspace) -> None:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, max(seconds, 1e-4))

    return doom


def no_room(more: int) -> Doom:
    """No file may grow beyond the data file's size and so many bytes: every further write fails."""

    def doom(workspace: Workspace) -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        limit = Path(workspace.office.location).stat().st_size + more
        _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, most))

    return doom


def broken_files(folder: Path, before: set[str]) -> list[str]:
    """New files under their final names that are not whole."""
    found = []
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        if not path.is_file() or name in before or path.name[0] == "." or GIVEN in name:
            continue
        if path.suffix in {".xlsx", ".docx", ".zwgk"} and not zipfile.is_zipfile(path):
            found.append(name)
        if path.suffix == ".pdf" and path.read_bytes()[-1024:].find(b"%%EOF") < 0:
            found.append(name)
        if path.suffix == ".gkt" and path.parent != folder:
            state_of(path)
    return found
