"""The window's side of the services: pages know nothing else of the floors below."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gongkai_desktop.ui.ports.annual import Annual
    from gongkai_desktop.ui.ports.desk import (
        CalendarHorizon,
        Desk,
        DeskCounts,
        DutyLine,
        LedgerDueLine,
        OfficeFacts,
        RegisterLine,
        StateFilter,
    )
    from gongkai_desktop.ui.ports.letters import (
        LetterChoice,
        LetterDraft,
        Letters,
        RenderedLetter,
    )
    from gongkai_desktop.ui.ports.protocols import (
        Desktop,
        Import,
        Law,
        Ports,
        Register,
        Settings,
    )
    from gongkai_desktop.ui.ports.secret import Secret
    from gongkai_desktop.ui.ports.values import (
        AmendmentLine,
        AnnualTables,
        ClockSheet,
        CountedDay,
        FileLine,
        ImportIssue,
        ImportPlan,
        ImportQuestion,
        ImportResult,
        ImportSheet,
        LetterLine,
        NoticeReading,
        PersonLine,
        RegisterQuery,
        RequestFile,
    )

__all__ = [
    "AmendmentLine",
    "Annual",
    "AnnualTables",
    "CalendarHorizon",
    "ClockSheet",
    "CountedDay",
    "Desk",
    "DeskCounts",
    "Desktop",
    "DutyLine",
    "FileLine",
    "Import",
    "ImportIssue",
    "ImportPlan",
    "ImportQuestion",
    "ImportResult",
    "ImportSheet",
    "Law",
    "LedgerDueLine",
    "LetterChoice",
    "LetterDraft",
    "LetterLine",
    "Letters",
    "NoticeReading",
    "OfficeFacts",
    "PersonLine",
    "Ports",
    "Register",
    "RegisterLine",
    "RegisterQuery",
    "RenderedLetter",
    "RequestFile",
    "Secret",
    "Settings",
    "StateFilter",
]

_ROOMS = {
    "annual": ("Annual",),
    "desk": (
        "CalendarHorizon",
        "Desk",
        "DeskCounts",
        "DutyLine",
        "LedgerDueLine",
        "OfficeFacts",
        "RegisterLine",
        "StateFilter",
    ),
    "letters": (
        "LetterChoice",
        "LetterDraft",
        "Letters",
        "RenderedLetter",
    ),
    "protocols": (
        "Desktop",
        "Import",
        "Law",
        "Ports",
        "Register",
        "Settings",
    ),
    "secret": ("Secret",),
}
"""What does not stand in ``values``, by its room: read in when it is first asked for."""


def __getattr__(name: str) -> Any:
    room = next((room for room, names in _ROOMS.items() if name in names), "values")
    return getattr(import_module(f"{__name__}.{room}"), name)
