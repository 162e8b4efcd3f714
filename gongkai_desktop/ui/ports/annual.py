"""What the place 年度报告 needs of the services."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import attrs

if TYPE_CHECKING:
    from gongkai_desktop.domain.annual.chart import Chart
    from gongkai_desktop.ui.ports.dispute import DisputeEntry
from gongkai_desktop.ui.ports.desk import RegisterLine
from gongkai_desktop.ui.ports.values import AnnualTables


@attrs.frozen(kw_only=True)
class FigureLine:
    """One figure that sections supply (填报数): its name, and as last supplied."""

    key: str
    title: str
    value: str = ""
    section: str = ""
    supplied: str = ""


@attrs.frozen(kw_only=True)
class TextLine:
    """One part of the text: as written with bound numbers, and as it reads."""

    key: str
    section: str
    title: str
    written: str
    words: str
    state: str


@attrs.frozen(kw_only=True)
class ReportText:
    """The text of a year with what helps to write it.

    ``numbers`` are those a text may be bound to, by name and as they now are; ``told`` is what
    does not tie or is like last year's.
    """

    parts: tuple[TextLine, ...]
    numbers: tuple[tuple[str, str], ...]
    told: tuple[tuple[bool, str], ...]
    promised: tuple[str, ...]
    hints: tuple[str, ...]
    length: int
    limit: int


@attrs.frozen(kw_only=True)
class VersionLine:
    """A final version: number, moment, fingerprint, reason; whether it is as it was kept."""

    number: int
    at: str
    fingerprint: str
    reason: str
    intact: bool


class Annual(Protocol):
    """The yearly report (年度报告)."""

    def years(self) -> Sequence[int]:
        """Years that can be compiled, latest first."""
        ...

    def compile(self, year: int) -> AnnualTables:
        """The tables of a year."""
        ...

    def behind(self, year: int, row: str, column: str) -> Sequence[RegisterLine]:
        """The cases counted in one cell of table two."""
        ...

    def disputes_behind(self, year: int, block: str, result: str) -> Sequence[DisputeEntry]:
        """The disputes counted in one cell of table three."""
        ...

    def change(self, year: int, path: str, value: str, reason: str) -> None:
        """Change a cell by hand; UserError for a sum or without a reason."""
        ...

    def restore(self, year: int, path: str) -> None:
        """Take a change by hand back."""
        ...

    def figures(self, year: int) -> Sequence[FigureLine]:
        """What sections supply, whether supplied or not."""
        ...

    def enter(self, year: int, values: Mapping[str, str], section: str) -> None:
        """Keep figures as a section supplied them."""
        ...

    def text(self, year: int) -> ReportText:
        """The text as drafted or written."""
        ...

    def write(self, year: int, key: str, text: str) -> None:
        """Keep a part of the text; empty goes back to the draft."""
        ...

    def charts(self, year: int) -> Sequence[Chart]:
        """The year's requests beside last year's, to look at."""
        ...

    def versions(self, year: int) -> Sequence[VersionLine]:
        """Every final version, the latest last."""
        ...

    def freeze(self, year: int, reason: str) -> VersionLine:
        """Make the report final; UserError while something hard does not tie."""
        ...

    def addressee(self) -> str:
        """The office a cover letter goes to; empty where the unit's facts do not tell."""
        ...

    def write_cover(
        self, year: int, path: Path, number: str = "", addressee: str = "", day: date | None = None
    ) -> None:
        """Write the cover letter (报送函) of a year's report, Word or PDF by the file's ending."""
        ...

    def export(self, year: int, path: Path) -> None:
        """Write the tables (xlsx) or the whole report (docx, pdf, html), by the file's ending."""
        ...
