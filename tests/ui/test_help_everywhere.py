"""F1 and ? (产品要求 Q1): nothing of the window points at help that is not there, nothing that
carries law stands without its ?."""

import re
from datetime import date
from pathlib import Path

import pytest

import gongkai_desktop.ui as ui
from gongkai_desktop.domain.unit import Unit
from gongkai_desktop.library.help import load_field_help, load_help
from gongkai_desktop.ui.common.forms import FieldHelp, FormGrid
from gongkai_desktop.ui.common.help import field_at
from gongkai_desktop.ui.dispute.fields import DisputeFields
from gongkai_desktop.ui.request.intake_fields import IntakeFields
from gongkai_desktop.ui.review.particulars import ReviewParticulars
from gongkai_desktop.ui.settings.unit_form import UnitForm

SOURCES = {path: path.read_text(encoding="utf-8") for path in Path(ui.__path__[0]).rglob("*.py")}
TEXT = "\n".join(SOURCES.values())


def test_every_part_that_names_a_topic_finds_it():
    known = {one.key for one in load_help().topics}
    named = set(re.findall(r'about\([\w.]+, "([\w.]+)"\)', TEXT))
    named |= set(re.findall(r'offer_help\([\w.]+, "([\w.]+)"\)', TEXT))
    named |= set(re.findall(r'^    topic = "([\w.]+)"', TEXT, re.MULTILINE))
    assert len(named) > 30
    assert named - known == set()


def test_every_field_explained_is_used_and_every_one_used_is_explained():
    explained = set(load_field_help())
    used = set(re.findall(r'told\("([\w.]+)"\)', TEXT))
    rooms = set(re.findall(r'told_of\("(\w+)"\)', TEXT))
    assert used - explained == set()
    assert {key for key in explained if key.partition(".")[0] not in rooms} - used == set()


def test_a_room_uses_every_field_it_explains():
    for path, text in SOURCES.items():
        for room in re.findall(r'told_of\("(\w+)"\)', text):
            if room == "event":  # asked for by the kind of event
                continue
            names = {
                key.partition(".")[2] for key in load_field_help() if key.startswith(f"{room}.")
            }
            lacking = {name for name in names if f'"{name}"' not in text}
            assert lacking == set(), (path.name, lacking)


LAW = {  # the fields of each form that rest on an article
    "intake": "收件渠道 收到日期 提交日期 怎样确认收到 签收人 转交日期 转送机关 申请人类型 "
    "证件号码 联系电话 委托书 申请内容 分项 提供方式和获取途径",
    "unit": "单位性质 本级人民政府 上一级主管部门 所在地人民政府 管辖法院 机关代字 "
    "公开工作机构 联系电话",
    "review": "发布责任人 来源 公开属性 依据 形成日期 拟发布日期",
    "dispute": "种类 复议机关（法院） 收到副本日期 复议程序 一并涉及的申请 提交答复日期 "
    "年度报告归类 裁决日期 收到裁决日期 重新答复",
}


@pytest.fixture
def forms(qtbot, app, context):
    today = date(2026, 11, 23)
    fields = DisputeFields(today, context.ports.disputes.texts())
    made = {
        "intake": IntakeFields(today, ()),
        "unit": UnitForm(Unit()),
        "review": ReviewParticulars(context.ports.reviews.checklist(), today),
        "dispute": fields.grid,
    }
    for one in made.values():
        qtbot.addWidget(one)
    return made


@pytest.mark.parametrize("name", list(LAW))
def test_every_field_that_carries_law_has_its_mark(forms, name):
    form = forms[name]
    grids = [form] if isinstance(form, FormGrid) else form.findChildren(FormGrid)
    cells = {
        field.accessibleName().removesuffix("（必填）"): cell
        for grid in grids
        for field, cell in grid._cells.items()
    }
    for title in LAW[name].split():
        cell = cells[title]
        assert cell.findChildren(FieldHelp), title
        told = field_at(cell)
        assert told and told[1].meaning.endswith(("。", "）", "”")), title
