"""What the section 归档 asks for: the papers of a request, what is missing, binding, closing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import attrs

if TYPE_CHECKING:
    from gongkai_desktop.domain.paper import Checked
    from gongkai_desktop.domain.progress import Report


@attrs.frozen(kw_only=True)
class PaperShelf:
    """The file of a request: what it must hold, how many papers there are, how it was closed."""

    needs: tuple[Checked, ...]
    papers: int = 0
    archived: date | None = None
    file_no: str = ""
    retention: str = ""
    reason: str = ""

    @property
    def missing(self) -> int:
        """How many things are missing."""
        return sum(not one.met_by for one in self.needs)


class Papers(Protocol):
    """The papers of requests (卷内材料)."""

    def shelf(self, register_no: str) -> PaperShelf:
        """The file of one request."""
        ...

    def put(self, register_no: str, path: Path, need: str, report: Report) -> None:
        """Keep a copy of a file as the paper that was needed; UserError where it cannot be."""
        ...

    def bundle(self, register_no: str, folder: Path, report: Report) -> Sequence[str]:
        """Bind the evidence; says what was made, what stays beside, what is missing."""
        ...

    def bind(self, register_no: str, folder: Path, report: Report) -> Sequence[str]:
        """Bind the file for the archive; says the same."""
        ...

    def close(
        self, register_no: str, day: date, *, file_no: str, retention: str, reason: str
    ) -> None:
        """归档; UserError where papers are missing and no reason is given."""
        ...
