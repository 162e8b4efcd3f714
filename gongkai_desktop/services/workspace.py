"""The open office with everything its rules need: what each use case starts from."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import attrs
import platformdirs

from gongkai_desktop.domain.event import read_date
from gongkai_desktop.domain.urgency import NEAR_WORKDAYS
from gongkai_desktop.services.knowledge import Knowledge, load_knowledge
from gongkai_desktop.store import Change, Office, open_office

APP_ID = "GongkaiDesktop"
OFFICE_FILE = "公开台.gkt"
OPERATOR_SETTING = "operator"
TODAY_SETTING = "today"
DEMO_SETTING = "demo"
NEAR_SETTING = "near_workdays"


def default_location() -> Path:
    """The data file in the user's own data folder."""
    return Path(platformdirs.user_data_path(APP_ID, appauthor=False)) / OFFICE_FILE


def exists(location: str) -> bool:
    """Whether there is an office at a location; a server's address is taken to exist."""
    return "://" in location or Path(location).exists()


@attrs.frozen(kw_only=True)
class Workspace:
    """One open office (数据文件) on one day.

    ``today`` is the day everything is judged by; ``operator`` signs the audit entries;
    ``now`` gives the moment of an audit entry. ``knowledge`` is law, forms and calendar.
    ``near`` is how many working days before its limit a request counts as near.
    """

    office: Office
    knowledge: Knowledge
    today: date
    operator: str
    demo: bool = False
    near: int = NEAR_WORKDAYS
    now: Callable[[], datetime] = datetime.now

    @contextmanager
    def change(self, use_case: str) -> Iterator[Change]:
        """One transaction and one audit entry under the operator's name."""
        with self.office.change(use_case, operator=self.operator, at=self.now()) as change:
            yield change

    def note(self, use_case: str, **facts: str | int) -> None:
        """An audit entry for what changes no row: a print, an export, a look at full numbers."""
        with self.change(use_case) as change:
            change.note(**facts)

    def reloaded(self) -> Workspace:
        """The same office after its calendar, law, forms or settings were changed."""
        with self.office.read() as reader:
            return attrs.evolve(
                self,
                knowledge=load_knowledge(reader),
                near=reader.settings.get(NEAR_SETTING, NEAR_WORKDAYS),
                operator=reader.settings.get(OPERATOR_SETTING, "") or self.operator,
            )

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
                operator=operator or settings.get(OPERATOR_SETTING, "") or _login_name(),
                demo=bool(settings.get(DEMO_SETTING, False)),
                near=settings.get(NEAR_SETTING, NEAR_WORKDAYS),
            )
    except BaseException:
        office.close()
        raise


def _login_name() -> str:
    """The name of the computer's user, until people and roles are entered."""
    return os.environ.get("USERNAME") or os.environ.get("USER") or "本机用户"
