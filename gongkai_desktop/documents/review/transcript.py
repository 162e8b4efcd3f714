"""A text being gathered from a file for review, with the place of each part (取文字)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import attrs
from lxml.etree import _Element as Element

from gongkai_desktop.domain.progress import Report, silent
from gongkai_desktop.domain.review.source import Cell, Source, Span, Unscanned

MOST_CHARACTERS = 40_000_000
MOST_SPANS = 1_500_000
MOST_UNSCANNED = 500
_SPANS_BETWEEN_REPORTS = 64
DEEPEST = 4
"""A file in a file in a file: deeper is nobody's attachment."""


MOST_ATTACHED = 1024**3
"""Bytes of all files within a file together, however deep."""


@attrs.frozen
class Attachment:
    """A file within a file; ``hidden`` where a reader of the page does not see that it is there."""

    name: str
    content: bytes
    hidden: str = ""


@attrs.frozen
class Piece:
    """Words of a span and the XML element that holds them, None for a sign of ours."""

    words: str
    source: Element | None = None


class TooMuchError(Exception):
    """The text has grown past what is read; the transcript has already told so."""


@attrs.define
class _Gathered:
    parts: list[str] = attrs.field(factory=list)
    length: int = 0
    spans: list[Span] = attrs.field(factory=list)
    unscanned: dict[Unscanned, None] = attrs.field(factory=dict)
    tables: int = 0
    attached: int = 0
    pieces: dict[Span, Sequence[Piece]] = attrs.field(factory=dict)


class Transcript:
    """Gathers text in reading order; ``inside`` gives a view for a file within the file.

    Nothing that is hidden interrupts what is seen: readers add it as lines of its own.
    """

    def __init__(self, keeps: bool = False, report: Report = silent) -> None:
        self._all = _Gathered()
        self._keeps = keeps
        self._report = report
        self._within = ""
        self._hidden = ""
        self._depth = 0

    def inside(self, file: Attachment) -> Transcript | None:
        """The same text, for an attachment: its places begin with the attachment's name.

        None, and told, where files stand in files too deep to be anybody's attachments.
        """
        if self._depth >= DEEPEST:
            self.skip(file.name, "文件套文件的层数过多，没有扫描；请解开后分别审查")
            return None
        self._all.attached += len(file.content)
        if self._all.attached > MOST_ATTACHED:
            self._too_much()
        inner = Transcript(report=self._report)
        inner._all = self._all
        inner._within = f"{self._within}{file.name} "
        inner._hidden = self._hidden or file.hidden
        inner._depth = self._depth + 1
        return inner

    def add(
        self,
        words: str,
        place: str,
        *,
        hidden: str = "",
        cell: Cell | None = None,
        after: str = "\n",
        pieces: Sequence[Piece] = (),
    ) -> None:
        """Append words as one span; ``after`` parts them from what came before.

        ``pieces`` make up the words; they are kept where a masked copy will be made.
        Raises TooMuchError past the limits, with the rest told as not scanned.
        """
        if not words.strip():
            return
        if self._all.length:
            self._append(after)
        start = self._all.length
        self._append(words)
        self._mark(start, self._all.length, place, hidden, cell)
        if pieces and self._keeps:
            self._all.pieces[self._all.spans[-1]] = pieces

    @property
    def pieces(self) -> Mapping[Span, Sequence[Piece]]:
        """The spans whose elements are known, in order."""
        return self._all.pieces

    def whole(self, text: str, spans: Iterator[tuple[int, int, str, Cell | None]]) -> None:
        """Append a text as it is, byte for byte the file, with spans counted from its start."""
        if self._all.length:
            self._append("\n")
        base = self._all.length
        self._append(text)
        for start, end, place, cell in spans:
            self._mark(base + start, base + end, place, "", cell)

    def skip(self, where: str, why: str) -> None:
        """Say of a part that it was not scanned, and what to do."""
        if len(self._all.unscanned) < MOST_UNSCANNED:
            at = f"{self._within}{where}".strip() or "全文"
            self._all.unscanned[Unscanned(where=at, why=why)] = None

    def table(self) -> int:
        """The number of a new table, unique in the file and all that is inside it."""
        self._all.tables += 1
        return self._all.tables - 1

    def source(self, path: str) -> Source:
        """What was gathered."""
        return Source(
            path=path,
            text="".join(self._all.parts),
            spans=tuple(self._all.spans),
            unscanned=tuple(self._all.unscanned),
        )

    def _append(self, words: str) -> None:
        if self._all.length + len(words) > MOST_CHARACTERS:
            self._too_much()
        self._all.parts.append(words)
        self._all.length += len(words)

    def _mark(self, start: int, end: int, place: str, hidden: str, cell: Cell | None) -> None:
        if len(self._all.spans) >= MOST_SPANS:
            self._too_much()
        if len(self._all.spans) % _SPANS_BETWEEN_REPORTS == 0:
            self._report(0, 0, f"正在读取 {self._within}{place}")
        at = f"{self._within}{place}".rstrip()
        how = hidden or self._hidden
        self._all.spans.append(Span(start=start, end=end, place=at, hidden=how, cell=cell))

    def _too_much(self) -> None:
        self.skip("其余部分", "内容过多，只扫描了前面的部分；请拆分后分别审查")
        raise TooMuchError
