"""设置 for what a unit asks, signs and masks (prereview.md §1.3, §2, §3.3 YS13), a real office."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import attrs
import pytest

from gongkai_desktop.domain.overlay import Layer
from gongkai_desktop.services import review_desk, review_forms
from gongkai_desktop.services.workspace import open_workspace
from gongkai_desktop.ui.bridge.review_settings import ReviewSettingsBridge
from gongkai_desktop.ui.bridge.session import Session
from gongkai_desktop.ui.settings.review import ReviewPart


@pytest.fixture
def session(tmp_path: Path):
    workspace = open_workspace(tmp_path / "a.gkt", today=date(2026, 11, 22), create=True)
    yield Session(workspace)
    workspace.close()


@pytest.fixture
def part(qtbot, context, session):
    bridge = ReviewSettingsBridge(session)
    own = context._replace(ports=attrs.evolve(context.ports, review_settings=bridge))
    made = ReviewPart(own, lambda: None)
    qtbot.addWidget(made)
    made.resize(880, 480)
    made.show()
    return made


def asked(session, kind: str = "动态信息", channel: str = "政府网站") -> list[str]:
    gates = session.workspace.knowledge.checklist.asked_of(kind, channel)
    return [one.text for gate in gates for one in gate.questions]


def test_a_question_of_the_unit_is_asked_of_its_kinds_and_restored(part, session) -> None:
    form = part.questions
    form.questions.add()
    form.text.setText("惠农补贴名单已与财政核对")
    form.kinds.setText("公示公告")
    form.star.setChecked(True)
    form.foot.save()
    assert "惠农补贴名单已与财政核对" in asked(session, "公示公告")
    assert "惠农补贴名单已与财政核对" not in asked(session)
    assert form.foot.state.text() == "现在用的：本机关"
    form.foot.restore()
    assert "惠农补贴名单已与财政核对" not in asked(session, "公示公告")
    assert form.foot.state.text() == "现在用的：随程序提供"
    assert not form.foot.undo.isEnabled()


def test_a_question_can_be_reworded_moved_and_taken_out(part, session) -> None:
    form = part.questions
    first, second = asked(session)[:2]
    form.questions.list.setCurrentRow(0)
    form.questions.shift(1)
    form.text.setText("改过的问题")
    form.foot.save()
    assert asked(session)[:2] == [second, "改过的问题"]
    form.questions.list.setCurrentRow(1)
    form.questions.remove()
    form.foot.save()
    assert first not in asked(session) and "改过的问题" not in asked(session)


def test_an_empty_question_is_refused(part, prompts, session) -> None:
    part.questions.questions.add()
    part.questions.foot.save()
    assert "没有写内容" in prompts.said[-1][1]
    assert review_forms.standing(session.workspace, "checklists/review").layer is Layer.SHIPPED


def test_the_countys_pack_stands_below_the_units_own(part, prompts, session, tmp_path) -> None:
    form = part.questions
    prompts.path = tmp_path / "清单.toml"
    form.foot.write_out()
    text = prompts.path.read_text(encoding="utf-8")
    prompts.path.write_text(text.replace("日期存在，星期相符", "县里的问题"), encoding="utf-8")
    form.foot.take_in(Layer.COUNTY)
    assert "县里的问题" in asked(session)
    assert form.foot.state.text() == "现在用的：县级下发"
    prompts.path.write_text(text.replace("日期存在，星期相符", "本局的问题"), encoding="utf-8")
    form.foot.take_in(Layer.OFFICE)
    assert "本局的问题" in asked(session) and "县里的问题" not in asked(session)
    form.foot.restore()
    assert "县里的问题" in asked(session)


def test_a_broken_file_changes_nothing(part, prompts, session, tmp_path) -> None:
    prompts.path = tmp_path / "坏.toml"
    prompts.path.write_text("kinds = [", encoding="utf-8")
    before = asked(session)
    part.questions.foot.take_in(Layer.COUNTY)
    assert prompts.said[-1][0] == "trouble"
    assert asked(session) == before


def test_after_an_upgrade_the_office_sees_it_and_chooses(part, session) -> None:
    workspace = session.workspace
    text = workspace.knowledge.checklist
    review_forms.save_checklist(workspace, text)
    with workspace.change("旧版本的清单") as change:
        own = next(one for one in change.entries.all() if one.key == "checklists/review")
        change.entries.put("office", own.key, own.text, "0123456789abcdef")
    part.questions.foot.tell("")
    assert part.questions.foot.choice.isVisibleTo(part.questions)
    part.questions.foot.keep_ours()
    assert not part.questions.foot.choice.isVisibleTo(part.questions)


def shipped_changed_since(session, key: str) -> None:
    """As after an upgrade: the own text was laid over another shipped one."""
    with session.workspace.change("程序更新以前的") as change:
        own = next(one for one in change.entries.all() if one.key == key)
        change.entries.put("office", own.key, own.text, "0123456789abcdef")


def test_after_an_upgrade_both_are_seen_side_by_side_and_one_is_taken(part, session) -> None:
    form = part.questions
    first = form.questions.list.item(0).text().partition("★")[2]
    form.text.setText("改过的第一问")
    form.foot.save()
    shipped_changed_since(session, "checklists/review")
    form.foot.tell("")
    choice = form.foot.choice
    choice.look.click()
    (line,) = [choice.model.record(at) for at in range(choice.model.rowCount())]
    assert line.shipped.startswith(f"★{first}") and line.own.startswith("★改过的第一问")
    assert choice.table.isVisibleTo(form)
    assert first in choice.words.text() and "改过的第一问" in choice.words.text()
    choice.take.click()
    assert "改过的第一问" not in asked(session) and first in asked(session)
    assert not choice.isVisibleTo(form)


def test_changed_masking_rules_are_seen_side_by_side_and_kept(part, session) -> None:
    part.tabs.setCurrentWidget(part.masks)
    changed = next(one for one in part.masks.rows if one.head.isEnabled() and one.head.value() > 1)
    changed.head.setValue(changed.head.value() - 1)
    part.masks.foot.save()
    shipped_changed_since(session, "checklists/masking")
    part.masks.foot.tell("")
    choice = part.masks.foot.choice
    (line,) = [choice.model.record(at) for at in range(choice.model.rowCount())]
    assert line.what == changed.on.text() and line.shipped != line.own
    choice.keep.click()
    assert not choice.isVisibleTo(part.masks)
    assert review_forms.standing(session.workspace, "checklists/masking").layer is Layer.OFFICE


def test_a_gate_is_called_what_the_unit_calls_it(part, prompts, session) -> None:
    form = part.questions
    form.questions.list.setCurrentRow(0)
    form.gate_title.clear()
    form.gate_title.textEdited.emit("")
    form.foot.save()
    assert "关口名称要填写" in prompts.said[-1][1]
    form.gate_title.setText("意识形态关")
    form.gate_title.textEdited.emit("意识形态关")
    assert form.questions.list.item(0).text().startswith("意识形态关")
    form.foot.save()
    assert session.workspace.knowledge.checklist.gates[0].title == "意识形态关"
    assert form.gate.currentText() == "意识形态关"
    form.foot.restore()
    assert form.gate_title.text() == session.workspace.knowledge.checklist.gates[0].title != ""
    assert form.gate.currentText() == form.gate_title.text() != "意识形态关"


def test_levels_are_the_units(part, session) -> None:
    part.tabs.setCurrentWidget(part.levels)
    part.levels.add()
    part.levels.submit()
    for field, words in zip(part.levels.rows[-1], ("签发", "", "主要负责人"), strict=True):
        field.setText(words)
    part.levels.small.setChecked(True)
    part.levels.secrecy.setChecked(False)
    part.levels.submit()
    with session.workspace.office.read() as reader:
        levels = review_desk.levels_of(reader)
    assert levels.names == ("初审", "复审", "终审", "签发")
    assert levels.posts[-1] == "主要负责人"
    assert levels.small_unit and not levels.secrecy
    part.levels.remove(0)
    part.levels.submit()
    with session.workspace.office.read() as reader:
        assert review_desk.levels_of(reader).names == ("复审", "终审", "签发")


def test_an_unnamed_level_is_refused(part, prompts) -> None:
    part.levels.add()
    part.levels.submit()
    assert "审级" in prompts.said[-1][1]


def test_masks_are_the_units_and_hide_enough(part, prompts, session) -> None:
    rows = {one.mask().rule: one for one in part.masks.rows}
    assert not rows["YS04"].mask().on, "telephones of an office are public"
    rows["YS03"].tail.setValue(2)
    rows["YS04"].on.setChecked(True)
    assert rows["YS03"].sample.text() == "138******78"
    part.masks.foot.save()
    masks = session.workspace.knowledge.masks
    assert masks["YS03"].applied("13812345678") == "138******78"
    assert "YS04" in masks
    rows = {one.mask().rule: one for one in part.masks.rows}
    rows["YS01"].head.setValue(10)
    rows["YS01"].tail.setValue(4)
    part.masks.foot.save()
    assert "至少遮挡6位" in prompts.said[-1][1]
    part.masks.foot.restore()
    assert session.workspace.knowledge.masks["YS03"].tail == 4
