"""Personal data in a package (个人信息): a password and a second confirmation, or none leave."""

from __future__ import annotations

import secrets

import attrs

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.exchange.lock import (
    ALPHABET,
    GROUP,
    GROUPS,
    Strength,
    demand_strong,
    strength_of,
)
from gongkai_desktop.domain.unit import Unit
from gongkai_desktop.services.exchange_content import Content
from gongkai_desktop.services.unit import the_unit
from gongkai_desktop.services.workspace import Workspace


@attrs.frozen(kw_only=True)
class Lock:
    """The password of a package; ``confirmed`` once it was said what personal data it holds."""

    password: str = ""
    confirmed: bool = False


def demanded(content: Content, unit: Unit, lock: Lock | None) -> str:
    """The password a content leaves under, empty where it holds nothing personal.

    Raises UserError where one is missing or weak, or the second confirmation was not given.
    """
    if not content.personal:
        return ""
    held = "、".join(content.personal)
    if lock is None or not lock.password:
        raise UserError(f"这个包里有{held}，须设口令", "请设口令后再生成，口令另外告知收件人")
    demand_strong(lock.password, _known(unit))
    if not lock.confirmed:
        raise UserError(f"这个包里有{held}，还没有确认", "请核对确需提供后再确认")
    return lock.password


def strength(workspace: Workspace, password: str) -> Strength:
    """How a password for a package of this office stands."""
    return strength_of(password, _known(the_unit(workspace)))


def made_password() -> str:
    """A password nobody guesses, easy to read out over the telephone."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(GROUP)) for _ in range(GROUPS))
    return "-".join(groups)


def _known(unit: Unit) -> tuple[str, ...]:
    return (unit.code, unit.name, unit.office_phone)
