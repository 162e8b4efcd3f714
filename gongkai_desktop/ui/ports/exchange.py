"""What the view of reporting between levels (两级报送) asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import attrs

if TYPE_CHECKING:
    from gongkai_desktop.domain.exchange.lock import Strength
    from gongkai_desktop.domain.progress import Report
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


@attrs.frozen(kw_only=True)
class ConfigurationLook:
    """What a configuration would change (what it is, as it stands, as it would stand), and what
    speaks against its being meant for this office."""

    doubts: Sequence[str]
    changes: Sequence[tuple[str, str, str]]


@attrs.frozen(kw_only=True)
class OwnReport:
    """Our own latest package of a kind and period in words; ``returned`` why it came back."""

    words: str
    returned: str = ""


class Exchanges(Protocol):
    """Reporting between levels (两级报送)."""

    def kinds(self) -> Sequence[tuple[str, str]]:
        """(word, label) of every kind of package."""
        ...

    def periods(self, kind: str) -> Sequence[str]:
        """Periods of a kind to choose from, the usual one first."""
        ...

    def own(self, kind: str, period: str) -> OwnReport | None:
        """Our own latest package, None where none was made."""
        ...

    def personal(self, kind: str, period: str, along: bool, report: Report) -> Sequence[str]:
        """The kinds of personal data a package would hold; UserError where it may not leave.

        ``along`` is whether what its kind offers goes along: the letters, the masked words.
        """
        ...

    def judge(self, password: str) -> Strength:
        """How a password for a package stands."""
        ...

    def new_password(self) -> str:
        """A password nobody guesses."""
        ...

    def pack(
        self, kind: str, period: str, folder: Path, along: bool, password: str, report: Report
    ) -> PackedLine:
        """Make our own package and its papers in a folder; UserError where it may not leave."""
        ...

    def locked(self, paths: Sequence[Path]) -> Sequence[Path]:
        """Those among the files that are locked packages."""
        ...

    def opens(self, path: Path, password: str) -> bool:
        """Whether a password opens a locked package."""
        ...

    def configurations(self, paths: Sequence[Path]) -> Sequence[Path]:
        """Those among the files that are configurations, to be previewed."""
        ...

    def receive(
        self,
        paths: Sequence[Path],
        passwords: Sequence[str],
        report: Report,
        *,
        agreed: bool = False,
    ) -> Sequence[str]:
        """Take files in; what became of each, in sentences. Stopped, those before stay.

        ``agreed``: configurations were looked at, with what speaks against their being meant
        for this office.
        """
        ...

    def preview_configuration(self, path: Path, report: Report) -> Sequence[str]:
        """What a configuration would change, in sentences; UserError where it is none."""
        ...

    def configuration_changes(self, path: Path, report: Report) -> ConfigurationLook:
        """What it would change, and what speaks against it; UserError."""
        ...

    def configuration_taken(self) -> str:
        """The configuration in force in words, empty where none can be taken back."""
        ...

    def withdraw_configuration(self) -> Sequence[str]:
        """Take the configuration in force back; what it did, in sentences."""
        ...

    def standing(self, kind: str, period: str) -> Sequence[StandingLine]:
        """How every unit stands."""
        ...

    def send_back(self, kind: str, period: str, code: str, reason: str, folder: Path) -> Path:
        """Send a report back with a reason; its package (退回包) is written to a folder."""
        ...

    def return_notice(self, kind: str, period: str, code: str) -> bytes:
        """The 退回通知 of a report sent back, as PDF; UserError where it was not."""
        ...

    def accept(self, kind: str, period: str, code: str) -> None:
        """Take a returned report for reported after all; UserError where it does not tie."""
        ...

    def save_files(self, kind: str, period: str, code: str, folder: Path, report: Report) -> int:
        """Write the files that came with a package into a folder; returns how many."""
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

    def take_code(self, text: str) -> Sequence[str]:
        """Keep a report scanned from its 报送单; what became of it, in sentences."""
        ...

    def close_period(self, kind: str, period: str, closed: bool) -> None:
        """Close a period to further reports, or open it again."""
        ...

    def is_closed(self, kind: str, period: str) -> bool:
        """Whether a period takes no more reports."""
        ...
