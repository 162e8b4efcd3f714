"""Roles are enforced where something is written; people come in by name (登录)."""

from datetime import date
from pathlib import Path

import attrs
import pytest

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.role import Role
from gongkai_desktop.domain.unit import Unit
from gongkai_desktop.services import people, sign_in
from gongkai_desktop.services.draft import draft_of, keep_draft
from gongkai_desktop.services.handover import POSTS, appoint, doubts
from gongkai_desktop.services.request_export import export_register
from gongkai_desktop.services.unit import save_unit
from gongkai_desktop.services.workspace import Workspace, open_workspace
from gongkai_desktop.store import Person


def staffed(workspace: Workspace) -> Workspace:
    for name, role in (("丁某", Role.ADMIN), ("戊某", Role.HANDLER), ("庚某", Role.READER)):
        people.save_person(workspace, Person(name=name, roles=(str(role),)))
    people.save_person(workspace, Person(name="壬某", roles=(str(Role.REVIEWER),)))
    return workspace


def under(workspace: Workspace, name: str) -> Workspace:
    return sign_in.enter(workspace, name)


def test_a_reader_writes_nothing_and_is_told_so(sample: Workspace) -> None:
    reader = under(staffed(sample), "庚某")
    with sample.office.read() as before:
        number = before.audit.head().seq
    for attempt in (
        lambda: save_unit(reader, Unit(name="别的局")),
        lambda: people.save_person(reader, Person(name="新人")),
        lambda: reader.note("查看完整个人信息", what="2026-001"),
        lambda: sign_in.clear_password(reader, "丁某"),
    ):
        with pytest.raises(UserError, match="“庚某”的角色是只读，不能"):
            attempt()
    keep_draft(reader, "intake", {"name": "张某"})
    assert draft_of(reader, "intake") == {}
    with sample.office.read() as after:
        assert after.audit.head().seq == number


def test_a_refused_export_writes_no_file(sample: Workspace, tmp_path: Path) -> None:
    target = tmp_path / "登记簿.xlsx"
    staffed(sample)
    for name in ("庚某", "壬某"):
        with pytest.raises(UserError, match="完整个人信息"):
            export_register(under(sample, name), target)
    assert not target.exists()
    assert export_register(under(sample, "戊某"), target) > 0


def test_what_a_reader_prints_is_noted(sample: Workspace) -> None:
    reader = under(staffed(sample), "庚某")
    reader.note("打印待办", what="待办.pdf")
    with sample.office.read() as after:
        (entry,) = after.audit.entries(1)
    assert (entry.operator, entry.use_case) == ("庚某", "打印待办")


def test_one_admin_is_asked_for_nothing(empty: Workspace) -> None:
    assert not sign_in.must_choose(empty)
    people.save_person(empty, Person(name="丁某"))
    assert not sign_in.must_choose(empty)
    people.save_person(empty, Person(name="丁某", roles=(str(Role.ADMIN),)))
    assert not sign_in.must_choose(empty)


def test_the_first_role_given_must_leave_an_admin(empty: Workspace) -> None:
    with pytest.raises(UserError, match="没有在任的管理员"):
        people.save_person(empty, Person(name="戊某", roles=(str(Role.HANDLER),)))
    assert people.people(empty) == []


def test_the_last_admin_cannot_leave(empty: Workspace) -> None:
    staffed(empty)
    mine = people.people(empty)[0]
    with pytest.raises(UserError, match="没有在任的管理员"):
        people.save_person(empty, attrs.evolve(mine, until=date(2026, 11, 22)))
    assert people.people(empty)[0].until is None


def test_a_personal_password_is_asked_for_and_kept_only_as_a_hash(empty: Workspace) -> None:
    staffed(empty)
    mine = under(empty, "戊某")
    with pytest.raises(UserError, match="太短"):
        sign_in.set_own_password(mine, "", "12345")
    sign_in.set_own_password(mine, "", "三棵香樟树下")
    for wrong in ("", "三棵香樟树"):
        with pytest.raises(UserError, match="个人口令不正确"):
            sign_in.enter(empty, "戊某", wrong)
    assert sign_in.enter(empty, "戊某", "三棵香樟树下").operator == "戊某"
    with pytest.raises(UserError, match="原来的个人口令不正确"):
        sign_in.set_own_password(mine, "不对", "另一个新口令")
    assert "三棵香樟树下".encode() not in Path(empty.office.location).read_bytes()
    sign_in.clear_password(under(empty, "丁某"), "戊某")
    assert sign_in.enter(empty, "戊某").operator == "戊某"


def test_coming_in_is_recorded_and_remembered(empty: Workspace) -> None:
    staffed(empty)
    entered = under(empty, "戊某")
    with empty.office.read() as reader:
        (entry,) = reader.audit.entries(1)
    assert (entry.use_case, entry.operator) == ("登录", "戊某")
    assert entered.reloaded().operator == "戊某"
    again = open_workspace(empty.office.location, today=empty.today)
    assert again.operator == "戊某"
    again.close()


def test_who_is_not_in_the_list_cannot_come_in(empty: Workspace) -> None:
    staffed(empty)
    with pytest.raises(UserError, match="没有角色"):
        sign_in.enter(empty, "外人")
    with pytest.raises(UserError, match="先登录"):
        people.choose_operator(empty, "丁某")


def test_the_two_named_posts_ask_for_two_people(empty: Workspace) -> None:
    """拟发公文公开属性认定与管理、依申请公开答复办理两项职能应分别确定具体工作人员."""
    for title in POSTS:
        appoint(empty, title, "丁某", empty.today)
    assert any("丁某" in words for words in doubts(empty))
    appoint(empty, POSTS[1], "戊某", empty.today)
    assert doubts(empty) == ()
