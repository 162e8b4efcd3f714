"""What an office chooses for its clock (期限口径与提醒): conventions, and how near is near."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from gongkai_desktop.domain.clock.rules import Conventions
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.letter.evidence import UsualDays
from gongkai_desktop.services.clock import MovedDeadline, rebuild_views
from gongkai_desktop.services.knowledge import CONVENTIONS_SETTING
from gongkai_desktop.services.workspace import NEAR_SETTING, Workspace
from gongkai_desktop.store import Reader

_MOST_NEAR = 10
_MOST_USUAL = 60
USUAL_DAYS_SETTING = "usual_days"


def choose_conventions(workspace: Workspace, conventions: Conventions) -> tuple[MovedDeadline, ...]:
    """Keep the conventions and derive all open deadlines anew; lists what moved."""
    rules = workspace.knowledge.rules.following(conventions)
    knowledge = attrs.evolve(workspace.knowledge, rules=rules)
    with workspace.change("更改期限口径") as change:
        change.settings.put(CONVENTIONS_SETTING, _record(conventions))
        return rebuild_views(change, change.requests.open_ids(), knowledge, workspace.report)


def choose_near(workspace: Workspace, workdays: int) -> None:
    """Set how many working days before its limit a request counts as near (1 to 10)."""
    if not 1 <= workdays <= _MOST_NEAR:
        raise UserError(f"提醒天数应在1至{_MOST_NEAR}个工作日之间", "常用3个工作日")
    with workspace.change("更改到期提醒") as change:
        change.settings.put(NEAR_SETTING, workdays)


def usual_days_kept(reader: Reader) -> UsualDays:
    """The usual periods as set, the factory's until then."""
    return UsualDays(**reader.settings.get(USUAL_DAYS_SETTING, {}))


def usual_days(workspace: Workspace) -> UsualDays:
    """How long the office usually gives an applicant to supplement or to give reasons."""
    with workspace.office.read() as reader:
        return usual_days_kept(reader)


def choose_usual_days(workspace: Workspace, usual: UsualDays) -> None:
    """Set the usual periods (1 to 60 working days each); letters already made keep theirs."""
    for name, days in (("补正期限", usual.correction), ("说明理由期限", usual.reasons)):
        if not 1 <= days <= _MOST_USUAL:
            raise UserError(f"{name}应在1至{_MOST_USUAL}个工作日之间", "条例要求是合理的期限")
    with workspace.change("更改常用期限") as change:
        change.settings.put(USUAL_DAYS_SETTING, attrs.asdict(usual))


def _record(conventions: Conventions) -> dict[str, str]:
    raw: Mapping[str, Any] = attrs.asdict(conventions)
    return {name: choice.value for name, choice in raw.items()}
