"""The frame, the 工作台 and the choices of law."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai_desktop.domain.duty import DutyDue
from gongkai_desktop.domain.law import Ground, ReportRow
from gongkai_desktop.domain.request import Item
from gongkai_desktop.domain.role import Right, Role, permitted, refusals, roles_of, roles_used
from gongkai_desktop.services import desk as desk_service
from gongkai_desktop.services import duty as duty_service
from gongkai_desktop.services import start_up
from gongkai_desktop.services.unit import the_unit
from gongkai_desktop.services.workspace import LAST_BACKUP
from gongkai_desktop.ui.bridge.dispute_line import dispute_entry
from gongkai_desktop.ui.bridge.session import Session, register_line
from gongkai_desktop.ui.ports import (
    CalendarHorizon,
    Desk,
    DeskCounts,
    DutyLine,
    LedgerDueLine,
    OfficeFacts,
)

if TYPE_CHECKING:
    from gongkai_desktop.domain.outcome import Proposal


class DesktopBridge:
    """Desktop over the open office."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def facts(self) -> OfficeFacts:
        """What the frame shows."""
        workspace = self._session.workspace
        with workspace.office.read() as reader:
            saved = reader.settings.get(LAST_BACKUP, None)
            people = reader.people.all()
        roles = roles_of(people, workspace.operator, workspace.today)
        used = roles_used(people, workspace.today)
        return OfficeFacts(
            unit_name=the_unit(workspace).name,
            demo=workspace.demo,
            practice=workspace.practice,
            today=workspace.today,
            operator=workspace.operator,
            calendar_until=workspace.knowledge.calendar.known_until,
            location=workspace.office.location,
            backed_up=datetime.fromisoformat(saved) if saved else None,
            roles="、".join(role for role in Role if role in roles) if used else "",
            refusals=refusals(roles),
            writes=permitted(roles, Right.KEEP) or permitted(roles, Right.SIGN),
        )

    def starting_words(self, left_behind: bool) -> Sequence[str]:
        """What is said once at the start."""
        workspace = self._session.workspace
        ended = start_up.unfinished_words(workspace) if left_behind else ""
        return [words for words in (start_up.note_clock(workspace), ended) if words]

    def write_diagnosis(self, path: Path, report: str) -> None:
        """The package for the maintainers."""
        from gongkai_desktop.services.diagnosis import write_package

        write_package(path, report, self._session.workspace)

    def desk(self) -> Desk:
        """What is pressing today."""
        found = desk_service.desk_of(self._session.workspace)
        counts, horizon = found.counts, found.horizon
        return Desk(
            counts=DeskCounts(
                overdue=counts.overdue,
                near=counts.near,
                open=counts.open,
                waiting=counts.waiting,
                closed_this_year=counts.closed_this_year,
                on_time=counts.on_time,
                corrected=counts.corrected,
            ),
            urgent=tuple(map(register_line, found.urgent)),
            waiting=tuple(map(register_line, found.waiting)),
            mail=found.mail,
            ledger_rows=tuple(map(_ledger_line, found.ledger_rows)),
            duties=found.duties,
            disputes=tuple(map(dispute_entry, found.disputes)),
            handed=found.handed,
            near=self._session.workspace.near,
            horizon=CalendarHorizon(
                known_until=horizon.known_until,
                computable_until=horizon.computable_until,
                missing_year=horizon.missing_year,
                affected=horizon.affected,
            ),
        )

    def desk_page(self) -> bytes:
        """The desk as one A4 page."""
        from gongkai_desktop.services.desk_sheet import desk_pdf

        return desk_pdf(self._session.workspace, self._session.press)

    def record_duty(self, duty: DutyDue, day: date, evidence: Path) -> None:
        """A duty was met: the day, and the file that shows it."""
        duty_service.record_done(self._session.workspace, duty, day, evidence)

    def switch_duty(self, key: str, off_reason: str) -> None:
        """Take a duty off the desk with a reason, or put it back with none."""
        if off_reason:
            duty_service.switch_off(self._session.workspace, key, off_reason)
        else:
            duty_service.switch_on(self._session.workspace, key)

    def duty_lines(self) -> Sequence[DutyLine]:
        """Every duty, those switched off too."""
        return [
            DutyLine(
                key=one.key,
                title=one.title,
                source=one.source,
                off_reason=one.setting.off_reason,
                day=one.day,
            )
            for one in duty_service.choices(self._session.workspace)
        ]

    def move_duty(self, key: str, day: int) -> None:
        """Set the day of the month a movable duty falls due."""
        duty_service.move(self._session.workspace, key, day)


def _ledger_line(one: desk_service.LedgerDue) -> LedgerDueLine:
    row = one.row
    assert row.due_date is not None
    return LedgerDueLine(
        ledger=row.ledger,
        row=row.id,
        title=one.ledger,
        text=row.title,
        due=row.due_date,
        urgency=one.urgency,
    )


class LawBridge:
    """Law over the open office's law book."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def grounds(self, day: date) -> Sequence[Ground]:
        """Legal grounds on a day."""
        return self._session.workspace.knowledge.law.grounds_at(day)

    def rows(self) -> Sequence[ReportRow]:
        """The report rows of table two."""
        return self._session.workspace.knowledge.law.rows

    def propose(self, items: Sequence[Item], day: date) -> Proposal:
        """The report row that follows from items."""
        from gongkai_desktop.domain.outcome import propose  # the desk proposes nothing

        return propose(items, self._session.workspace.knowledge.law, day)

    def articles(self, ground: str, day: date) -> str:
        """The citations of a ground in words."""
        law = self._session.workspace.knowledge.law
        found = law.find_ground(ground, day)
        return "、".join(map(law.cite, found.citations)) if found else ""
