"""What the view of reporting between levels (两级报送) asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import attrs

if TYPE_CHECKING:
    from gongkai_desktop.ui.ports.values import AnnualTables


@attrs.frozen(kw_only=True)
class StandingLine:
    """How one unit stands: ``state`` in words, ``edition`` empty where nothing came in."""

    code: str
    unit: str
    state: str
    edition: str = ""
    source: str = ""
    at: str = ""
    reason: str = ""

    @property
    def reported(self) -> bool:
        """Whether its figures count in the total."""
        return self.state.startswith("已报")


@attrs.frozen(kw_only=True)
class PackedLine:
    """A package made: where it lies, the papers beside it (报送单、报送函), and its mark."""

    path: Path
    papers: Sequence[Path]
    edition: int
    mark: str


class Exchanges(Protocol):
    """Reporting between levels (两级报送)."""

    def kinds(self) -> Sequence[tuple[str, str]]:
        """(word, label) of every kind of package."""
        ...

    def periods(self, kind: str) -> Sequence[str]:
        """Periods of a kind to choose from, the usual one first."""
        ...

    def pack(self, kind: str, period: str, folder: Path) -> PackedLine:
        """Make our own package and its papers in a folder; UserError where it may not leave."""
        ...

    def receive(self, paths: Sequence[Path]) -> Sequence[str]:
        """Take files in; what became of each, in sentences."""
        ...

    def preview_configuration(self, path: Path) -> Sequence[str]:
        """What a configuration would change, in sentences; UserError where it is none."""
        ...

    def standing(self, kind: str, period: str) -> Sequence[StandingLine]:
        """How every unit stands."""
        ...

    def send_back(self, kind: str, period: str, code: str, reason: str, notice: Path) -> None:
        """Send a report back with a reason; the notice is written to ``notice``."""
        ...

    def take_members(self, path: Path) -> int:
        """Keep the unit list of a table; returns how many units."""
        ...

    def total(self, year: int) -> AnnualTables:
        """The county's sum; UserError where nothing has come in."""
        ...

    def behind(self, year: int, path: str) -> Sequence[tuple[str, str]]:
        """(unit, figure) behind one cell of the sum."""
        ...

    def paper(self, year: int, code: str) -> AnnualTables:
        """What is known of a unit's report, else zeros, to be typed over from paper."""
        ...

    def take_paper(self, year: int, code: str, cells: Mapping[str, str]) -> Sequence[str]:
        """Keep a report typed from paper by its cells; what became of it, in sentences."""
        ...

    def close_period(self, kind: str, period: str, closed: bool) -> None:
        """Close a period to further reports, or open it again."""
        ...

    def is_closed(self, kind: str, period: str) -> bool:
        """Whether a period takes no more reports."""
        ...
