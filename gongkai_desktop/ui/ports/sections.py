"""What handing a request out to a section and its answer (协办) ask for, on both sides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import attrs

if TYPE_CHECKING:
    from gongkai_desktop.domain.exchange.lock import Strength
    from gongkai_desktop.ui.ports.exchange import PackedLine


@attrs.frozen(kw_only=True)
class HandOutOrder:
    """To whom a request goes, what is asked, and what goes along."""

    section: str
    reply_by: date
    advice: str = ""
    assisting: bool = False
    applicant: bool = False
    masked: bool = False
    attachments: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class HandOutStart:
    """What is known before a request is handed out: files as (identity, name)."""

    sections: Sequence[str]
    section: str
    files: Sequence[tuple[str, str]]
    private: bool
    """Whether the request's own words hold personal data."""


@attrs.frozen(kw_only=True)
class TaskLine:
    """A request another desk handed to us (协办来件)."""

    key: str
    register_no: str
    section: str
    text: str
    advice: str
    reply_by: str
    at: str
    unit: str
    files: Sequence[str]
    given: str = ""
    """When we gave our opinion, empty before."""


class Sections(Protocol):
    """A request out to a section, its opinion back (协办)."""

    def course(self, register_no: str) -> Sequence[tuple[date, str, str]]:
        """(day, what, more) of the request's way through sections, for its timeline."""
        ...

    def start(self, register_no: str) -> HandOutStart:
        """What is known before handing out."""
        ...

    def personal(self, register_no: str, order: HandOutOrder) -> Sequence[str]:
        """The kinds of personal data the package would hold."""
        ...

    def send(
        self, register_no: str, order: HandOutOrder, folder: Path, password: str
    ) -> PackedLine:
        """Enter the hand-out and write its package, 通知单 and 反馈表 beside it."""
        ...

    def judge(self, password: str) -> Strength:
        """How a password for a package stands."""
        ...

    def new_password(self) -> str:
        """A password nobody guesses."""
        ...

    def locked(self, paths: Sequence[Path]) -> Sequence[Path]:
        """Those among the files that are locked packages."""
        ...

    def opens(self, path: Path, password: str) -> bool:
        """Whether a password opens a locked package."""
        ...

    def preview_back(
        self, register_no: str, paths: Sequence[Path], passwords: Sequence[str]
    ) -> Sequence[str]:
        """What a section's answer says, in sentences; UserError where it is another's."""
        ...

    def take_back(
        self, register_no: str, paths: Sequence[Path], passwords: Sequence[str]
    ) -> Sequence[str]:
        """Take the answer into the request; what came of it, in sentences."""
        ...

    def tasks(self) -> Sequence[TaskLine]:
        """What was handed to us, the newest first."""
        ...

    def task_files(self, key: str, folder: Path) -> int:
        """Write the files that came with a task into a folder; returns how many."""
        ...

    def opinion(self, key: str) -> Mapping[str, Any]:
        """What we gave back on a task last, to begin from; empty before we did."""
        ...

    def opinion_personal(
        self, key: str, opinion: Mapping[str, Any], materials: Sequence[Path]
    ) -> Sequence[str]:
        """The kinds of personal data our answer would hold; UserError where it is incomplete."""
        ...

    def give_back(
        self,
        key: str,
        opinion: Mapping[str, Any],
        materials: Sequence[Path],
        folder: Path,
        password: str,
    ) -> PackedLine:
        """Write the package with our opinion into a folder."""
        ...
