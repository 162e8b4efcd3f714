"""The import wizard over the real services: what the file leaves open is asked, then brought in."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton

from gongkai_desktop.services import listing, request_export
from gongkai_desktop.services.workspace import Workspace, open_workspace
from gongkai_desktop.ui.common.errors import ErrorDesk
from gongkai_desktop.ui.common.unattended import UnattendedPrompts
from gongkai_desktop.ui.opened import context_of
from gongkai_desktop.ui.request.bring_in import BringIn, MappingView, QuestionView, ResultView

HEAD = "登记号,收到日期,申请方式,申请人,申请人类型,申请内容,答复日期,办理结果\n"
ROWS = (
    "2025-001,2025-3-4,EMS,张三,公民,征地批复,2025-3-20,不予公开\n"
    "2025-002,2025-3-5,来信来访,甲单位,法人,控规,,\n"
    "2025-003,2025-2-30,网上,李四,公民,图纸,,\n"
)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    opened = open_workspace(tmp_path / "o.gkt", today=date(2026, 11, 22), create=True)
    yield opened
    opened.close()


@pytest.fixture
def wizard(app, qtbot, workspace: Workspace) -> Iterator[BringIn]:
    prompts = UnattendedPrompts()
    context = context_of(workspace, prompts, ErrorDesk(prompts))
    view = BringIn(context)
    qtbot.addWidget(view)
    view.resize(1000, 640)
    view.show()
    yield view
    context.tasks.finish()


def press(qtbot, view, words: str) -> None:
    (found,) = [one for one in view.findChildren(QPushButton) if one.text() == words]
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def shown(qtbot, wizard: BringIn, kind: type):
    qtbot.waitUntil(lambda: wizard.findChild(kind) is not None)
    return wizard.findChild(kind)


def test_results_kinds_and_channels_are_asked(qtbot, wizard, workspace, tmp_path) -> None:
    path = tmp_path / "台账.csv"
    path.write_text(HEAD + ROWS, encoding="utf-8")
    wizard.read(path)
    press(qtbot, shown(qtbot, wizard, MappingView), "下一步")
    questions = shown(qtbot, wizard, QuestionView)
    fields = {one.accessibleName(): one for one in questions.findChildren(QComboBox)}
    assert {name: field.currentText() for name, field in fields.items()} == {
        "办理结果“不予公开”指": "先记为待定",
        "申请人类型“法人”指": "先记为其他",
        "申请方式“来信来访”指": "先照原样记",
    }
    for name, answer in (
        ("办理结果“不予公开”指", "r3_3_6_process"),
        ("申请人类型“法人”指", "biz"),
        ("申请方式“来信来访”指", "平信"),
    ):
        fields[name].setCurrentIndex(fields[name].findData(answer))
    press(qtbot, questions, "开始导入")
    shown(qtbot, wizard, ResultView)
    first, second = listing.register_list(workspace)
    assert first["outcome"] == "r3_3_6_process"
    assert (second["applicant_kind"], second["channel"]) == ("biz", "平信")


def test_what_was_left_aside_is_said(qtbot, wizard, tmp_path) -> None:
    path = tmp_path / "台账.csv"
    path.write_text(HEAD + ROWS + ",,,,,补充事项,,\n", encoding="utf-8")
    wizard.read(path)
    press(qtbot, shown(qtbot, wizard, MappingView), "下一步")
    questions = shown(qtbot, wizard, QuestionView)
    words = [one.text() for one in questions.findChildren(QLabel)]
    assert [one for one in words if "读不懂 2 行" in one]


def test_our_own_workbook_needs_no_mapping(qtbot, wizard, workspace, tmp_path) -> None:
    other = open_workspace(tmp_path / "p.gkt", today=date(2026, 11, 22), create=True)
    book = tmp_path / "登记簿.xlsx"
    request_export.export_register(other, book)
    other.close()
    wizard.read(book)
    assert "可导入 0 件" in shown(qtbot, wizard, QuestionView).findChildren(QLabel)[1].text()
    assert wizard.findChild(MappingView) is None
