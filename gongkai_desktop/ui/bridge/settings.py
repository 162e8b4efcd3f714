"""Unit, calendar, law and backup for the window."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai_desktop.domain.unit import Unit
from gongkai_desktop.services import calendar as calendar_service
from gongkai_desktop.services import unit as unit_service
from gongkai_desktop.ui.bridge.session import Session
from gongkai_desktop.ui.ports import NoticeReading


class SettingsBridge:
    """Settings over the open office."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def unit(self) -> Unit:
        """The unit as kept."""
        return unit_service.the_unit(self._session.workspace)

    def save_unit(self, unit: Unit) -> None:
        """Keep it; UserError where it cannot be right."""
        unit_service.save_unit(self._session.workspace, unit)

    def calendar_years(self) -> Sequence[tuple[int, str]]:
        """Known years with their source, the latest first."""
        years = self._session.workspace.knowledge.calendar.arrangements
        return [(one.year, one.document or one.status.label) for one in reversed(years)]

    def read_notice(self, text: str, year: int) -> NoticeReading:
        """Understand a pasted notice without keeping it."""
        return self._notice(text, year, save=False)

    def accept_notice(self, text: str, year: int) -> NoticeReading:
        """Keep it and recompute what is open."""
        reading = self._notice(text, year, save=True)
        self._session.reload()
        return reading

    def _notice(self, text: str, year: int, *, save: bool) -> NoticeReading:
        found = calendar_service.import_notice(self._session.workspace, text, year, save=save)
        moved = calendar_service.notice_document(found)["moved"]
        return NoticeReading(
            year=found.year,
            off=found.off,
            work=found.work,
            problems=found.problems,
            moved=tuple(
                (one["register_no"], one["old"] or "—", one["new"] or "—") for one in moved
            ),
        )

    def law_entries(self) -> Sequence[tuple[str, str, str, bool]]:
        """(name, document, valid from–until in words, confirmed) of the statutes."""
        return [
            (
                f"《{statute.title}》",
                version.document,
                f"{version.valid_from}起" + (f"至{version.until}" if version.until else ""),
                version.confirmed,
            )
            for statute in self._session.workspace.knowledge.law.statutes
            for version in statute.versions
        ]
