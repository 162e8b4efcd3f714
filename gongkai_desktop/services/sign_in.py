"""Who sits at the desk (登录): the people with roles, and a password of their own if they want one.

A personal password keeps colleagues from working under another's name. It does not keep anybody
from the data file itself; only the office's password does (``services.secret``).
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

import attrs

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.role import in_post, roles_used
from gongkai_desktop.services.workspace import OPERATOR_SETTING, Workspace
from gongkai_desktop.store import Person, Reader

PASSWORD_SETTING = "personal_password:"
SHORTEST = 6
_COST = {"n": 2**14, "r": 8, "p": 1, "dklen": 32}


@attrs.frozen(kw_only=True)
class Desk:
    """Someone who may sit down here; ``locked`` where a password of their own is asked for."""

    name: str
    roles: tuple[str, ...]
    locked: bool


def desks(workspace: Workspace) -> tuple[Desk, ...]:
    """Those to choose from at the start; nobody where the office gives no roles."""
    with workspace.office.read() as reader:
        people = reader.people.all()
        if not roles_used(people, workspace.today):
            return ()
        known = [one for one in people if one.roles and in_post(one, workspace.today)]
        return tuple(
            Desk(name=one.name, roles=one.roles, locked=bool(_kept(reader, one))) for one in known
        )


def must_choose(workspace: Workspace) -> bool:
    """Whether the start has to ask who is there: several people, or one with a password."""
    known = desks(workspace)
    return len(known) > 1 or any(one.locked for one in known)


def enter(workspace: Workspace, name: str, password: str = "") -> Workspace:
    """Somebody sits down for the day; raises UserError for a stranger or a wrong password."""
    entered = seated(workspace, name, password)
    with entered.change("登录") as change:
        change.settings.put(OPERATOR_SETTING, name)
        change.note(who=name)
    return entered


def seated(workspace: Workspace, name: str, password: str = "") -> Workspace:
    """The office under somebody's name for one call; raises UserError as ``enter`` does."""
    known = {one.name: one for one in desks(workspace)}
    if known and name not in known:
        raise UserError(f"“{name}”没有角色", f"可选：{'、'.join(known)}；其他人请由管理员先给角色")
    if not right_password(workspace, name, password):
        raise UserError("个人口令不正确", "请重新输入；忘记了请管理员在“设置—人员”里清除")
    return attrs.evolve(workspace, operator=name)


def right_password(workspace: Workspace, name: str, password: str) -> bool:
    """Whether this is the person's password; always where they have none."""
    with workspace.office.read() as reader:
        kept = [_kept(reader, one) for one in reader.people.all() if one.name == name]
    return all(_fits(one, password) for one in kept if one)


def set_own_password(workspace: Workspace, old: str, new: str) -> None:
    """Give the operator a password of their own, or take it away with an empty one."""
    if new and len(new) < SHORTEST:
        raise UserError(f"个人口令太短（{len(new)}个字符）", f"请用{SHORTEST}个以上字符")
    if not right_password(workspace, workspace.operator, old):
        raise UserError("原来的个人口令不正确", "请重新输入；忘记了请管理员清除")
    _put(workspace, "修改个人口令", workspace.operator, new)


def clear_password(workspace: Workspace, name: str) -> None:
    """Take somebody's forgotten password away (管理员)."""
    _put(workspace, "更改人员：清除个人口令", name, "")


def _put(workspace: Workspace, use_case: str, name: str, password: str) -> None:
    with workspace.change(use_case) as change:
        mine = [one for one in change.people.all() if one.name == name]
        if not mine:
            raise UserError(f"人员里没有“{name}”", "请先在“设置—人员”里登记，再设个人口令")
        for one in mine:
            change.settings.put(PASSWORD_SETTING + one.id, _hashed(password) if password else None)


def _kept(reader: Reader, person: Person) -> dict[str, str] | None:
    kept: dict[str, str] | None = reader.settings.get(PASSWORD_SETTING + person.id)
    return kept


def _hashed(password: str) -> dict[str, str]:
    salt = secrets.token_bytes(16)
    return {"salt": salt.hex(), "hash": _digest(password, salt)}


def _fits(kept: dict[str, str], password: str) -> bool:
    return hmac.compare_digest(kept["hash"], _digest(password, bytes.fromhex(kept["salt"])))


def _digest(password: str, salt: bytes) -> str:
    return hashlib.scrypt(password.encode(), salt=salt, **_COST).hex()
