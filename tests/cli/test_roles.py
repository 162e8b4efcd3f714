"""Roles at the shell: who calls is named, may do what the roles allow, and sees no more (个人信息
保护法 第五十一条). An office that gives no roles notices nothing of it."""

import json
from pathlib import Path

import pytest

from gongkai_desktop.services import people, sign_in
from gongkai_desktop.services.workspace import open_workspace
from gongkai_desktop.store import Person
from tests.cli.conftest import Run

NO = "2026-011"
EVENT = json.dumps({"type": "note", "date": "2026-11-20", "text": "电话告知"})


@pytest.fixture
def staffed(office: Path) -> Path:
    """The sample office with 管理员, 经办 (a password of her own), 只读."""
    workspace = open_workspace(office)
    for name, role in (("丁某", "管理员"), ("戊某", "经办"), ("庚某", "只读")):
        people.save_person(workspace, Person(name=name, roles=(role,)))
        workspace = sign_in.enter(workspace, "丁某")
    sign_in.set_own_password(sign_in.enter(workspace, "戊某"), "", "三棵老香樟树")
    sign_in.enter(workspace, "丁某")
    workspace.close()
    return office


def test_who_names_nobody_may_only_look(run: Run, staffed: Path, written) -> None:
    assert run("register", "list", "--office", staffed).code == 0
    run("archive", NO, staffed.parent / "卷", "--office", staffed).refused(
        "--operator", "需要的角色"
    )
    target = staffed.parent / "信.pdf"
    made = run("letter", "make", NO, "A1", "--pdf", target, "--office", staffed)
    made.refused("--operator")
    assert not target.exists()


def test_a_reader_is_refused_and_sees_masked_numbers(run: Run, staffed: Path) -> None:
    with_rights = run("register", "show", NO, "--json", "--office", staffed, "--operator", "丁某")
    masked = run("register", "show", NO, "--json", "--office", staffed, "--operator", "庚某")
    full, seen = with_rights.document, masked.document
    assert full.keys() == seen.keys()
    assert full["phone"] and full["phone"] not in masked.out
    assert "*" in seen["phone"]
    assert (seen["register_no"], seen["due_date"]) == (full["register_no"], full["due_date"])
    out = staffed.parent / "簿.xlsx"
    run("register", "export", out, "--office", staffed, "--operator", "庚某").refused("只读")
    assert not out.exists()


def test_a_stranger_is_told_who_there_is(run: Run, staffed: Path) -> None:
    run("register", "list", "--office", staffed, "--operator", "路人").refused("路人", "丁某")


def test_a_password_of_ones_own(run: Run, staffed: Path, written) -> None:
    call = ("register", "export", staffed.parent / "簿.xlsx", "--office", staffed)
    run(*call, "--operator", "戊某").refused("个人口令", "--password-file")
    wrong, right = written("a.txt", "falsch\n"), written("b.txt", "三棵老香樟树\n")
    run(*call, "--operator", "戊某", "--password-file", wrong).refused("个人口令不正确")
    assert run(*call, "--operator", "戊某", "--password-file", right).code == 0


def test_the_operator_can_be_named_in_the_surroundings(
    run: Run, staffed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGKAI_OPERATOR", "丁某")
    assert run("register", "export", staffed.parent / "簿.xlsx", "--office", staffed).code == 0
    with open_workspace(staffed).office.read() as reader:
        (entry,) = reader.audit.entries(1)
    assert (entry.use_case, entry.operator) == ("导出登记簿", "丁某")


def test_a_restore_asks_who_it_is(run: Run, staffed: Path) -> None:
    made = run("backup", staffed.parent / "备份", "--json", "--office", staffed).document
    restore = ("restore", made["file"], "--office", staffed)
    run(*restore).refused("--operator")
    run(*restore, "--operator", "庚某").refused("只读")
    assert run(*restore, "--operator", "丁某").code == 0


def test_without_roles_all_is_as_ever(run: Run, office: Path) -> None:
    shown = run("register", "show", NO, "--json", "--office", office).document
    assert "*" not in shown["phone"]
    assert run("register", "export", office.parent / "簿.xlsx", "--office", office).code == 0
