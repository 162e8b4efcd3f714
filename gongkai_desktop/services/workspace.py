"""The open office with everything its rules need: what each use case starts from."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import attrs

from gongkai_desktop.domain.event import read_date
from gongkai_desktop.domain.progress import Report, silent
from gongkai_desktop.domain.role import (
    Right,
    Role,
    note_right,
    refuse_without,
    right_of,
    roles_of,
    roles_used,
)
from gongkai_desktop.domain.urgency import NEAR_WORKDAYS
from gongkai_desktop.services.home import RUN_LOG
from gongkai_desktop.services.knowledge import Knowledge, load_knowledge
from gongkai_desktop.store import Change, Office, Reader, open_office

OPERATOR_SETTING = "operator"
TODAY_SETTING = "today"
DEMO_SETTING = "demo"
PRACTICE_SETTING = "practice"
DEMO_MARK = "演示数据"
PRACTICE_MARK = "练习　不作公文使用"
NEAR_SETTING = "near_workdays"
LAST_BACKUP = "last_backup"


@attrs.frozen(kw_only=True)
class Workspace:
    """One open office (数据文件) on one day.

    ``today`` is the day everything is judged by; ``operator`` signs the audit entries;
    ``now`` gives the moment of an audit entry. ``knowledge`` is law, forms and calendar.
    ``near`` is how many working days before its limit a request counts as near. ``report`` hears
    at every safe point of long work how far it is (done, of how many or 0, words), and a change
    reports the rows it has written; what ``report`` raises stops the work and undoes the change.
    """

    office: Office
    knowledge: Knowledge
    today: date
    operator: str
    demo: bool = False
    practice: bool = False
    near: int = NEAR_WORKDAYS
    now: Callable[[], datetime] = datetime.now
    report: Report = silent

    @property
    def mark(self) -> str:
        """What every print of this office bears; nothing but where it is for practising."""
        return PRACTICE_MARK if self.practice else ""

    @property
    def unreal(self) -> str:
        """What stands over figures that are not an office's own: of a sample, for practising."""
        return self.mark or (DEMO_MARK if self.demo else "")

    @contextmanager
    def change(self, use_case: str) -> Iterator[Change]:
        """One transaction and one audit entry under the operator's name.

        Raises UserError where no role of the operator allows the use case.
        """
        with self.office.change(
            use_case, operator=self.operator, at=self.now(), report=self.report
        ) as change:
            self._refuse(change, right_of(use_case), use_case)
            yield change
        RUN_LOG.info("%s", use_case.split("：")[0])

    def reporting(self, report: Report) -> Workspace:
        """The same office for long work: it reports how far it is, and may be stopped there."""
        return attrs.evolve(self, report=report)

    def unstoppable(self) -> Workspace:
        """The same office past the last safe point: what is written is now also recorded."""
        return attrs.evolve(self, report=silent)

    def note(self, use_case: str, **facts: str | int) -> None:
        """An audit entry for what changes no row: a print, an export, a look at full numbers.

        Whatever is not entered among the use cases counts as looking, which everyone may.
        """
        with self.office.change(use_case, operator=self.operator, at=self.now()) as change:
            self._refuse(change, note_right(use_case), use_case)
            change.note(**facts)

    def demand(self, use_case: str) -> None:
        """Raise UserError where the operator may not do this: before a file is written."""
        with self.office.read() as reader:
            self._refuse(reader, note_right(use_case), use_case)

    def roles(self) -> frozenset[Role]:
        """The operator's roles; all rights where the office uses none."""
        with self.office.read() as reader:
            return roles_of(reader.people.all(), self.operator, self.today)

    def _refuse(self, reader: Reader, right: Right, use_case: str) -> None:
        if right is not Right.LOOK:
            roles = roles_of(reader.people.all(), self.operator, self.today)
            refuse_without(right, roles, self.operator, use_case)

    def reloaded(self) -> Workspace:
        """The same office after its calendar, law, forms or settings were changed."""
        with self.office.read() as reader:
            return attrs.evolve(
                self,
                knowledge=load_knowledge(reader),
                near=reader.settings.get(NEAR_SETTING, NEAR_WORKDAYS),
                operator=self._operator_now(reader),
            )

    def _operator_now(self, reader: Reader) -> str:
        """Whoever the settings name, unless people come in by name or at several desks."""
        several = "://" in self.office.location
        if several or roles_used(reader.people.all(), self.today):
            return self.operator
        return reader.settings.get(OPERATOR_SETTING, "") or self.operator

    def close(self) -> None:
        """Close the data file."""
        self.office.close()


def open_workspace(
    location: str | Path,
    *,
    today: date | None = None,
    key: str | None = None,
    operator: str = "",
    create: bool = False,
) -> Workspace:
    """Open an office; without ``today`` a sample office keeps its own day, any other is today's.

    Raises UserError where the file is missing (and not to be created), foreign, damaged, newer
    than the program, locked, or the password is wrong.
    """
    office = open_office(location, key=key, create=create)
    try:
        with office.read() as reader:
            settings = reader.settings
            stored = settings.get(TODAY_SETTING, None)
            return Workspace(
                office=office,
                knowledge=load_knowledge(reader),
                today=today or (read_date(stored, "演示日期") if stored else date.today()),
                operator=operator or settings.get(OPERATOR_SETTING, "") or login_name(),
                demo=bool(settings.get(DEMO_SETTING, False)),
                practice=bool(settings.get(PRACTICE_SETTING, False)),
                near=settings.get(NEAR_SETTING, NEAR_WORKDAYS),
            )
    except BaseException:
        office.close()
        raise


def login_name() -> str:
    """The name of the computer's user, until people and roles are entered."""
    return os.environ.get("USERNAME") or os.environ.get("USER") or "本机用户"
