"""The people of the office (人员) and whose name the operations bear (经办人)."""

from __future__ import annotations

import attrs

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.role import refuse_no_admin, roles_used
from gongkai_desktop.services.workspace import OPERATOR_SETTING, Workspace
from gongkai_desktop.store import Person


def people(workspace: Workspace) -> list[Person]:
    """Everyone, those who left too."""
    with workspace.office.read() as reader:
        return reader.people.all()


def save_person(workspace: Workspace, person: Person) -> Person:
    """Enter or change someone; raises UserError without a name, or without a 管理员 left."""
    if not person.name.strip():
        raise UserError("姓名不能为空", "请填写姓名")
    with workspace.change("更改人员" if person.id else "登记人员") as change:
        known = {one.id: one for one in change.people.all()}
        since = known[person.id].since if person.id else workspace.today
        saved = change.people.save(attrs.evolve(person, since=since))
        refuse_no_admin(change.people.all(), workspace.today)
    return saved


def choose_operator(workspace: Workspace, name: str) -> None:
    """Whose name the audit bears from now on, in an office without roles; raises UserError."""
    if not name.strip():
        raise UserError("请填写经办人姓名", "操作记录要写明是谁做的")
    if roles_used(people(workspace), workspace.today):
        raise UserError("换人要先登录", "请选择姓名，有个人口令的输入个人口令")
    with workspace.change("更换经办人") as change:
        change.settings.put(OPERATOR_SETTING, name.strip())


def person_present(workspace: Workspace) -> str:
    """The operator where the office knows the name; else empty: a login is nobody's name."""
    with workspace.office.read() as reader:
        names = {one.name for one in reader.people.all()}
        names.add(reader.settings.get(OPERATOR_SETTING, ""))
    return workspace.operator if workspace.operator in names else ""
