"""The people of the office (人员) and whose name the operations bear (经办人)."""

from __future__ import annotations

import attrs

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.services.workspace import OPERATOR_SETTING, Workspace
from gongkai_desktop.store import Person


def people(workspace: Workspace) -> list[Person]:
    """Everyone, those who left too."""
    with workspace.office.read() as reader:
        return reader.people.all()


def save_person(workspace: Workspace, person: Person) -> Person:
    """Enter or change someone; raises UserError without a name."""
    if not person.name.strip():
        raise UserError("姓名不能为空", "请填写姓名")
    known = {one.id: one for one in people(workspace)}
    with workspace.change("更改人员" if person.id else "登记人员") as change:
        if person.id:
            kept = attrs.evolve(person, roles=known[person.id].roles, since=known[person.id].since)
            return change.people.save(kept)
        return change.people.add(attrs.evolve(person, since=workspace.today))


def choose_operator(workspace: Workspace, name: str) -> None:
    """Whose name the audit bears from now on; raises UserError without one."""
    if not name.strip():
        raise UserError("请填写经办人姓名", "操作记录要写明是谁做的")
    with workspace.change("更换经办人") as change:
        change.settings.put(OPERATOR_SETTING, name.strip())
