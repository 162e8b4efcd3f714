"""Binding the papers of a file (装订): one numbered PDF, the originals beside it with their hashes.

What can be put on pages goes into the PDF: our own letters and sheets, PDFs, pictures. What
cannot (Word files, broken or locked PDFs, what is too large) stays beside it as the original,
and the list of contents says so and why. Files are copied piece by piece.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import attrs

from gongkai_desktop.documents import binding
from gongkai_desktop.documents.files import atomic_write, make_folder, writing_told
from gongkai_desktop.documents.picture_pdf import is_picture, picture_pdf
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.progress import Report
from gongkai_desktop.domain.typeset.page import Layout
from gongkai_desktop.services.papers import FilePaper
from gongkai_desktop.services.press import the_press
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import Attachment

ORIGINALS = "原件"
HASHES = "校验值.txt"
_PDF_HEAD = b"%PDF-"
_WORDS = {".doc": "Word 文件", ".docx": "Word 文件", ".wps": "WPS 文件", ".ofd": "OFD 文件"}
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_ROUNDS = 4
_LONGEST_NAME = 120
MOST_BOUND = 400 * 1024 * 1024
"""Bytes bound into one volume at most; what does not fit stays beside it."""


@attrs.frozen(kw_only=True)
class BoundPaper:
    """One paper in its place: first and last page, 0 where it stays beside, and why it does."""

    paper: FilePaper
    first: int = 0
    last: int = 0
    apart: str = ""

    @property
    def pages(self) -> str:
        """Its pages in words: 5, 5-8, 另附."""
        if self.apart:
            return "另附"
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


@attrs.frozen(kw_only=True)
class BoundFile:
    """What was bound: the PDF, its pages, every paper in its place, the folder of originals."""

    pdf: Path
    pages: int
    papers: tuple[BoundPaper, ...]
    originals: Path | None

    @property
    def apart(self) -> tuple[BoundPaper, ...]:
        """The papers that could not be put on pages."""
        return tuple(one for one in self.papers if one.apart)


Front = Callable[[Sequence[BoundPaper], int], Sequence[Layout]]
"""Composes the pages before the papers from the papers in their places and the last page."""


def bind_papers(
    workspace: Workspace,
    papers: Sequence[FilePaper],
    folder: Path,
    name: str,
    front: Front,
    back: Front | None = None,
    report: Report | None = None,
) -> BoundFile:
    """Bind papers into ``folder`` under a name, behind the pages ``front`` composes.

    Raises UserError where the folder cannot be written, or holds originals that are not ours.
    """
    target = folder / safe_name(name)
    make_folder(folder)
    refuse_strange_originals(folder / ORIGINALS)
    with workshop(folder) as shop, writing_told(target):
        sheaf = _sheaf(workspace, papers, shop, report)
        placed, opening = _placed(papers, sheaf, front)
        parts = [*_drawn(opening, shop, "front"), *(one.pdf for one in sheaf if one.pdf)]
        if back:
            parts += _drawn(back(placed, _last(placed, opening)), shop, "back")
        bound = shop / target.name
        pages = binding.bind(parts, bound, report)
        bound.replace(target)
        originals = _originals_into_place(shop / ORIGINALS, folder / ORIGINALS)
    return BoundFile(pdf=target, pages=pages, papers=tuple(placed), originals=originals)


def safe_name(name: str) -> str:
    """A file name without the signs that Windows, or a path, would take for something else."""
    return _UNSAFE.sub("_", name)


def refuse_strange_originals(folder: Path) -> None:
    """Refuse to replace a folder of originals that this program did not write (UserError)."""
    if folder.exists() and not (folder / HASHES).exists():
        raise UserError(f"“{folder}”里已有别的文件", "请选择一个空文件夹")


@attrs.frozen(kw_only=True)
class _Part:
    """A paper made ready: its PDF and pages, or why there is none."""

    pdf: Path | None = None
    pages: int = 0
    apart: str = ""


@contextmanager
def workshop(folder: Path) -> Iterator[Path]:
    """A hidden folder for half-made files; it goes whatever happens."""
    with writing_told(folder):
        shop = Path(tempfile.mkdtemp(prefix=".未完成-", dir=folder))
    try:
        yield shop
    finally:
        shutil.rmtree(shop, ignore_errors=True)


def into_place(files: Sequence[Path], shop: Path, folder: Path) -> list[Path]:
    """Files finished in a hidden folder, put under the same names into the one they are for."""
    placed = []
    for path in files:
        target = folder / path.relative_to(shop)
        make_folder(target.parent)
        with writing_told(target):
            path.replace(target)
        placed.append(target)
    return placed


def _sheaf(
    workspace: Workspace, papers: Sequence[FilePaper], shop: Path, report: Report | None
) -> list[_Part]:
    """Every paper made ready, until the volume is full: binding holds it in memory."""
    sheaf: list[_Part] = []
    room = MOST_BOUND
    for at, paper in enumerate(papers, 1):
        if report:
            report(at - 1, len(papers), f"正在整理 {paper.title}")
        part = _put(workspace, paper, at, shop)
        size = part.pdf.stat().st_size if part.pdf else 0
        if size > room:
            part, size = _Part(apart="文件过大，原件另附"), 0
        room -= size
        sheaf.append(part)
    return sheaf


def _put(workspace: Workspace, paper: FilePaper, at: int, shop: Path) -> _Part:
    drawn = shop / f"{at:03d}.pdf"
    if paper.pdf:
        drawn.write_bytes(paper.pdf())
        return _Part(pdf=drawn, pages=binding.pages_in(drawn))
    assert paper.attachment is not None
    try:
        original = _write_original(workspace, paper.attachment, at, shop / ORIGINALS)
        return _on_pages(original, drawn)
    except UserError as error:
        return _Part(apart=f"{error.message}，原件另附")


def _on_pages(original: Path, drawn: Path) -> _Part:
    """A kept file as pages; UserError where it is broken, a reason where it is no such file."""
    with original.open("rb") as file:
        head = file.read(1024)
    if _PDF_HEAD in head:
        return _Part(pdf=original, pages=binding.pages_in(original))
    if is_picture(original):
        return _Part(pages=picture_pdf(original, drawn), pdf=drawn)
    kind = _WORDS.get(original.suffix.lower(), "不能直接装订的文件")
    return _Part(apart=f"{kind}，原件另附")


def _write_original(workspace: Workspace, kept: Attachment, at: int, folder: Path) -> Path:
    """Write a kept file out piece by piece; UserError where its content was lost or altered."""
    folder.mkdir(exist_ok=True)
    path = folder / safe_name(f"{at:02d}_{kept.name[-_LONGEST_NAME:]}")
    digest = hashlib.sha256()
    with (
        writing_told(path),
        workspace.office.read() as reader,
        path.open("wb") as file,
    ):
        for piece in reader.attachments.chunks(kept.sha256):
            digest.update(piece)
            file.write(piece)
    if digest.hexdigest() != kept.sha256:
        raise UserError(f"附件“{kept.name}”的内容缺失或者已被改动", "请从备份恢复数据文件")
    return path


def _placed(
    papers: Sequence[FilePaper], sheaf: Sequence[_Part], front: Front
) -> tuple[list[BoundPaper], Sequence[Layout]]:
    """Number the pages; the pages in front grow with their own list, so ask until they agree."""
    opening_pages = 0
    for _ in range(_ROUNDS):
        placed = _numbered(papers, sheaf, opening_pages + 1)
        last = max((one.last for one in placed), default=opening_pages)
        opening = front(placed, last)
        needed = sum(len(one.pages) for one in opening)
        if needed == opening_pages:
            break
        opening_pages = needed
    return placed, opening


def _numbered(papers: Sequence[FilePaper], sheaf: Sequence[_Part], first: int) -> list[BoundPaper]:
    placed = []
    for paper, part in zip(papers, sheaf, strict=True):
        last = first + part.pages - 1
        placed.append(
            BoundPaper(paper=paper, apart=part.apart)
            if part.apart
            else BoundPaper(paper=paper, first=first, last=last)
        )
        first += part.pages
    return placed


def _last(placed: Sequence[BoundPaper], opening: Sequence[Layout]) -> int:
    return max((one.last for one in placed), default=sum(len(one.pages) for one in opening))


def _drawn(layouts: Sequence[Layout], shop: Path, name: str) -> list[Path]:
    paths = []
    for at, layout in enumerate(layouts):
        path = shop / f"{name}{at}.pdf"
        path.write_bytes(the_press().pdf(layout))
        paths.append(path)
    return paths


def _originals_into_place(made: Path, place: Path) -> Path | None:
    """Write the list of hashes and give the folder its name, over one we wrote before."""
    if not made.exists():
        return None
    lines = [f"{_hash_of(path)}  {path.name}" for path in sorted(made.iterdir())]
    atomic_write(made / HASHES, ("SHA-256\n" + "\n".join(lines) + "\n").encode())
    with writing_told(place):
        if place.exists():
            shutil.rmtree(place)
        made.replace(place)
    return place


def _hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
