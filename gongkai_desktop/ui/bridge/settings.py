"""Unit, calendar, law and backup for the window."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from gongkai_desktop.domain.calendar import LocalDays, Status, YearArrangement
from gongkai_desktop.domain.clock.rules import Conventions
from gongkai_desktop.domain.law_lines import LawLine, law_lines
from gongkai_desktop.domain.letter.evidence import UsualDays
from gongkai_desktop.domain.overlay import Layer
from gongkai_desktop.domain.progress import Report
from gongkai_desktop.domain.unit import Unit
from gongkai_desktop.services import calendar as calendar_service
from gongkai_desktop.services import clock_choices, manual, update
from gongkai_desktop.services import people as people_service
from gongkai_desktop.services import unit as unit_service
from gongkai_desktop.services.clock import MovedDeadline
from gongkai_desktop.store import Person
from gongkai_desktop.ui.bridge.session import Session
from gongkai_desktop.ui.ports import NoticeReading, PersonLine
from gongkai_desktop.ui.ports.protocols import Moved


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
        return [(one.year, _source(one)) for one in reversed(years)]

    def read_notice(self, text: str, year: int, report: Report) -> NoticeReading:
        """Understand a pasted notice without keeping it."""
        return self._notice(text, year, report, save=False)

    def accept_notice(self, text: str, year: int, report: Report) -> NoticeReading:
        """Keep it and recompute what is open."""
        reading = self._notice(text, year, report, save=True)
        self._session.reload()
        return reading

    def _notice(self, text: str, year: int, report: Report, *, save: bool) -> NoticeReading:
        workspace = self._session.workspace.reporting(report)
        found = calendar_service.import_notice(workspace, text, year, save=save)
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

    def local_days(self) -> LocalDays | None:
        """The regional holidays of the office."""
        return next(iter(self._session.workspace.knowledge.calendar.local), None)

    def save_local_days(self, local: LocalDays) -> Sequence[Moved]:
        """Keep them; says which deadlines moved."""
        moved = calendar_service.save_local_days(self._session.workspace, local)
        self._session.reload()
        return _moved(moved)

    def conventions(self) -> Conventions:
        """The conventions of the clock."""
        return self._session.workspace.knowledge.rules.conventions

    def save_conventions(self, conventions: Conventions) -> Sequence[Moved]:
        """Keep them; says which deadlines moved."""
        moved = clock_choices.choose_conventions(self._session.workspace, conventions)
        self._session.reload()
        return _moved(moved)

    def usual_days(self) -> UsualDays:
        """How long the office usually gives an applicant to supplement or to give reasons."""
        return clock_choices.usual_days(self._session.workspace)

    def save_usual_days(self, usual: UsualDays) -> None:
        """Set the usual periods; letters already made keep theirs."""
        clock_choices.choose_usual_days(self._session.workspace, usual)

    def near(self) -> int:
        """How many working days before its limit a request counts as near."""
        return self._session.workspace.near

    def save_near(self, workdays: int) -> None:
        """Keep that number."""
        clock_choices.choose_near(self._session.workspace, workdays)
        self._session.reload()

    def people(self) -> Sequence[PersonLine]:
        """Everyone of the office, those who left too."""
        return [
            PersonLine(
                id=one.id,
                name=one.name,
                post=one.post,
                roles=one.roles,
                section=one.section,
                phone=one.phone,
                until=one.until,
            )
            for one in people_service.people(self._session.workspace)
        ]

    def save_person(self, person: PersonLine) -> None:
        """Enter or change someone."""
        people_service.save_person(
            self._session.workspace,
            Person(
                id=person.id,
                name=person.name,
                post=person.post,
                roles=person.roles,
                section=person.section,
                phone=person.phone,
                until=person.until,
            ),
        )

    def choose_operator(self, name: str) -> None:
        """Whose name the operations bear from now on."""
        people_service.choose_operator(self._session.workspace, name)
        self._session.reload()

    def guides(self) -> Sequence[tuple[str, str]]:
        """Key and title of every one-page guide."""
        return manual.guides()

    def guide(self, key: str) -> bytes:
        """A guide with the office's own particulars."""
        return manual.guide_pdf(self._session.workspace, key)

    def news(self, path: Path) -> Sequence[str]:
        """What a new program brings."""
        return [f"{one.version}　{line}" for one in update.read_news(path) for line in one.lines]

    def law_lines(self) -> Sequence[LawLine]:
        """Statutes, grounds, outcomes and remedies with the days they are in force."""
        workspace = self._session.workspace
        with workspace.office.read() as reader:
            layers = {entry.key: Layer(entry.layer) for entry in reader.entries.all()}
        return law_lines(workspace.knowledge.law, workspace.knowledge.rules, layers)


def _source(one: YearArrangement) -> str:
    return one.status.label if one.status == Status.STATUTORY else one.document or one.status.label


def _moved(moved: Sequence[MovedDeadline]) -> list[Moved]:
    return [(one.register_no, _day(one.old), _day(one.new)) for one in moved]


def _day(day: date | None) -> str:
    return day.isoformat() if day else "—"
