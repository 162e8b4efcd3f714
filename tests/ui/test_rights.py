"""What a role does not allow is closed in the window and says who may; the rest stays open."""

import attrs
import pytest
from PySide6.QtWidgets import QPushButton

from gongkai_desktop.domain.role import Right, Role, permitted, refusals
from gongkai_desktop.ui.common.widgets import ActButton, button


@pytest.mark.parametrize("role", Role)
def test_the_words_name_every_right_a_role_lacks(role: Role) -> None:
    words = refusals({role})
    assert words.keys() == {right for right in Right if not permitted({role}, right)}
    for right, said in words.items():
        assert f"您的角色是{role}，不能{right}" in said
        assert Role.ADMIN in said.split("需要的角色")[1]
        assert role not in said.split("需要的角色")[1]


def test_the_buttons_of_a_reader(shell, office, qtbot) -> None:
    reading = refusals({Role.READER})
    facts = shell._context.ports.desktop.facts
    shell._context.ports.desktop.facts = lambda: attrs.evolve(facts(), refusals=reading)
    shell.show_facts()
    shell.show()
    page = shell.open_place("request")

    def closed() -> set[str]:
        return {one.text() for one in shell.findChildren(ActButton) if not one.isEnabled()}

    qtbot.waitUntil(lambda: {"登记新申请", "导入旧登记簿", "导出"} <= closed())
    new = next(one for one in shell.findChildren(ActButton) if one.text() == "登记新申请")
    assert "需要的角色：经办、负责人、管理员" in new.toolTip()
    new.setEnabled(True)
    assert not new.isEnabled()
    assert page.isEnabled()
    desk = shell.open_place("desk")
    assert desk.isEnabled()
    prints = [one for one in shell.findChildren(QPushButton) if one.text() == "打印清单"]
    assert any(one.isEnabled() for one in prints)
    shell.open_place("ledger")
    qtbot.waitUntil(lambda: {"登记", "导入", "导出"} <= closed())


def test_everything_is_open_where_no_roles_are_given(shell, qtbot) -> None:
    shell.show()
    shell.open_place("request")
    qtbot.waitUntil(lambda: any(one.isVisible() for one in shell.findChildren(ActButton)))
    assert [one.text() for one in shell.findChildren(ActButton) if not one.isEnabled()] == []


def test_a_button_outside_the_window_is_a_plain_one(app, qtbot) -> None:
    one = button("保存", right=Right.KEEP)
    qtbot.addWidget(one)
    one.show()
    assert one.isEnabled()


WRITES = {"保存", "采用", "停用", "启用", "导入词表", "移除词表", "从备份恢复", "设置口令并加密"}
OF_THIS_COMPUTER = "界面"


def test_a_reader_finds_no_open_button_that_would_be_refused_in_the_settings(
    shell, qtbot, context
) -> None:
    reading = refusals({Role.READER})
    facts = shell._context.ports.desktop.facts
    shell._context.ports.desktop.facts = lambda: attrs.evolve(facts(), refusals=reading)
    shell.show_facts()
    page = shell.open_place("settings")
    seen: set[str] = set()
    for at in range(page.parts.count()):
        if page.parts.item(at).text() == OF_THIS_COMPUTER:
            continue
        page.parts.setCurrentRow(at)
        for one in page.part().findChildren(QPushButton):
            words = one.text().strip("…")
            if one.isVisible() and words in WRITES:
                seen.add(words)
                assert not one.isEnabled(), f"{page.parts.item(at).text()}：{words}"
                assert "需要的角色：" in one.toolTip()
    assert seen >= {"保存", "采用", "导入词表", "从备份恢复"}
    qtbot.waitUntil(lambda: not context.tasks.busy)
