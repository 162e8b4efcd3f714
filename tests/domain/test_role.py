"""Roles: what each may do, and that an office without roles is held up by nothing."""

from datetime import date

import attrs
import pytest

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.role import (
    RIGHTS,
    Right,
    Role,
    permitted,
    refuse_no_admin,
    refuse_without,
    right_of,
    roles_of,
)

TODAY = date(2026, 11, 22)


@attrs.frozen
class Somebody:
    name: str
    roles: tuple[str, ...] = ()
    until: date | None = None


def test_an_office_without_roles_lets_everyone_do_everything() -> None:
    assert roles_of([], "丁某", TODAY) == {Role.ADMIN}
    assert roles_of([Somebody("丁某"), Somebody("戊某")], "外人", TODAY) == {Role.ADMIN}


def test_a_stranger_in_an_office_with_roles_may_only_look() -> None:
    people = [Somebody("丁某", (Role.ADMIN,))]
    assert roles_of(people, "外人", TODAY) == {Role.READER}
    assert roles_of([*people, Somebody("戊某")], "戊某", TODAY) == {Role.READER}


def test_roles_of_two_lines_of_one_person_add_up_and_end_with_the_post() -> None:
    people = [
        Somebody("丁某", (Role.ADMIN,)),
        Somebody("戊某", (Role.HANDLER,)),
        Somebody("戊某", (Role.REVIEWER,)),
        Somebody("己某", (Role.HEAD,), until=date(2026, 11, 1)),
    ]
    assert roles_of(people, "戊某", TODAY) == {Role.HANDLER, Role.REVIEWER}
    assert roles_of(people, "己某", TODAY) == {Role.READER}


@pytest.mark.parametrize(
    ("use_case", "who"),
    [
        ("登记申请", {Role.HANDLER, Role.HEAD, Role.ADMIN}),
        ("审签：法规审核", {Role.REVIEWER, Role.HEAD, Role.ADMIN}),
        ("预审签字：终审同意", {Role.REVIEWER, Role.HEAD, Role.ADMIN}),
        ("作废申请", {Role.HEAD, Role.ADMIN}),
        ("年报定稿", {Role.HEAD, Role.ADMIN}),
        ("修改单位信息", {Role.ADMIN}),
        ("从备份恢复", {Role.ADMIN}),
        ("自动备份", set(Role)),
        ("查看完整个人信息", {Role.HANDLER, Role.HEAD, Role.ADMIN}),
    ],
)
def test_which_roles_a_use_case_needs(use_case: str, who: set[Role]) -> None:
    assert {role for role in Role if permitted([role], right_of(use_case))} == who


def test_what_nobody_entered_needs_the_highest_right() -> None:
    assert right_of("没有登记过的用例") is Right.MANAGE


def test_the_refusal_names_who_may() -> None:
    with pytest.raises(UserError) as caught:
        refuse_without(Right.KEEP, {Role.READER}, "庚某", "登记事件：收到申请")
    assert caught.value.message == "“庚某”的角色是只读，不能登记和办理（登记事件）"
    assert "经办、负责人、管理员" in caught.value.advice


def test_everyone_may_look_and_only_the_admin_may_change_roles() -> None:
    assert all(Right.LOOK in rights for rights in RIGHTS.values())
    assert [role for role in Role if Right.MANAGE in RIGHTS[role]] == [Role.ADMIN]


def test_roles_without_an_admin_are_refused() -> None:
    refuse_no_admin([Somebody("丁某")], TODAY)
    left = Somebody("丁某", (Role.ADMIN,), until=TODAY)
    with pytest.raises(UserError, match="没有在任的管理员"):
        refuse_no_admin([Somebody("戊某", (Role.HANDLER,)), left], TODAY)
