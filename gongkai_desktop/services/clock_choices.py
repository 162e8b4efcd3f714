"""What an office chooses for its clock (期限口径与提醒): conventions, and how near is near."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from gongkai_desktop.domain.clock.rules import Conventions
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.services.clock import MovedDeadline, rebuild_views
from gongkai_desktop.services.knowledge import CONVENTIONS_SETTING
from gongkai_desktop.services.workspace import NEAR_SETTING, Workspace

_MOST_NEAR = 10


def choose_conventions(workspace: Workspace, conventions: Conventions) -> tuple[MovedDeadline, ...]:
    """Keep the conventions and derive all open deadlines anew; lists what moved."""
    rules = workspace.knowledge.rules.following(conventions)
    knowledge = attrs.evolve(workspace.knowledge, rules=rules)
    with workspace.change("更改期限口径") as change:
        change.settings.put(CONVENTIONS_SETTING, _record(conventions))
        return rebuild_views(change, change.requests.open_ids(), knowledge)


def choose_near(workspace: Workspace, workdays: int) -> None:
    """Set how many working days before its limit a request counts as near (1 to 10)."""
    if not 1 <= workdays <= _MOST_NEAR:
        raise UserError(f"提醒天数应在1至{_MOST_NEAR}个工作日之间", "常用3个工作日")
    with workspace.change("更改到期提醒") as change:
        change.settings.put(NEAR_SETTING, workdays)


def _record(conventions: Conventions) -> dict[str, str]:
    raw: Mapping[str, Any] = attrs.asdict(conventions)
    return {name: choice.value for name, choice in raw.items()}
