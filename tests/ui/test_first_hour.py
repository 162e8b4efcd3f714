"""The first hour (完成的标准): on an empty office someone registers a request, prints the receipt,
reviews a page and finds the yearly table, reading nothing outside the window.

Only what is seen is pressed and filled in. With GONGKAI_WALK=folder the pictures are kept there in
the order of the clicks.
"""

import os
from datetime import date
from pathlib import Path

import pytest
from fake import FakePrompts
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from gongkai_desktop.domain.exchange.kind import PackageKind
from gongkai_desktop.domain.unit import Unit
from gongkai_desktop.services import exchange, exchange_members
from gongkai_desktop.services.unit import save_unit
from gongkai_desktop.services.workspace import open_workspace
from gongkai_desktop.ui.start import Start

TODAY = date(2026, 11, 23)
PAGE = "供水工程补助公示\n张某一，电话13000000001，补助300元。\n望山县水利局\n2026年11月23日"


class Walk:
    """A person at the window."""

    def __init__(self, qtbot, start, folder):
        self.qtbot, self.start, self.folder = qtbot, start, folder
        self.steps = []
        self.keeps = False

    @property
    def window(self) -> QWidget:
        return self.start.shell or self.start.wizard

    def settle(self):
        opened = self.start._opened
        if opened:
            self.qtbot.waitUntil(lambda: not opened.context.tasks.busy, timeout=20_000)
        self.qtbot.wait(30)

    def picture(self, name):
        self.settle()
        self.steps.append(name)
        if self.folder and self.keeps:
            path = Path(self.folder) / f"{len(self.steps):02d}-{name}.png"
            assert self.window.grab().save(str(path))

    def press(self, words, picture):
        seen = [
            one
            for one in self.window.findChildren(QAbstractButton)
            if one.isVisible() and one.isEnabled() and one.text().strip().startswith(words)
        ]
        assert seen, words
        seen[0].click()
        self.picture(picture)

    def fill(self, title, text):
        seen = [
            one
            for kind in (QLineEdit, QPlainTextEdit, QTextEdit)
            for one in self.window.findChildren(kind)
            if one.isVisibleTo(self.window) and one.accessibleName().startswith(title)
        ]
        assert seen, title
        write = (
            seen[0].setPlainText
            if isinstance(seen[0], (QPlainTextEdit, QTextEdit))
            else seen[0].setText
        )
        write(text)


@pytest.fixture
def prompts(tmp_path):
    class Saving(FakePrompts):
        def save_file(self, parent, title, name, kinds):
            return tmp_path / name

    return Saving()


@pytest.fixture
def walk(qtbot, app, prompts, tmp_path):
    start = Start(str(tmp_path / "公开台.gkt"), today=TODAY, password=None, prompts=prompts)
    start.open()
    folder = os.environ.get("GONGKAI_WALK", "")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
    made = Walk(qtbot, start, folder)
    yield made
    start.close()


def found_the_office(walk):
    walk.picture("欢迎")
    walk.press("开始填写", "填写单位")
    walk.fill("单位全称", "望山县水利局")
    walk.fill("机关代字", "望水")
    walk.press("下一步", "填写救济机关")
    walk.fill("本级人民政府", "望山县人民政府")
    walk.fill("管辖法院", "望山县人民法院")
    walk.press("下一步", "填写经办人")
    walk.fill("经办人姓名", "丁某")
    walk.press("完成", "工作台")
    walk.window.resize(1093, 614)


def test_the_first_hour(walk, tmp_path):
    walk.keeps = True
    found_the_office(walk)
    walk.press("登记新申请", "登记新申请")
    walk.fill("申请人（必填）", "李某二")
    walk.fill("联系电话", "13000000002")
    walk.fill("申请内容", "2025年农村供水工程竣工验收报告")
    walk.press("登记", "登记好了")
    assert (
        "2026-12-21"
        in walk.start._context.ports.register.lines(["2026-001"])[0].row.view.due_date.isoformat()
    )

    walk.press("拟制文书", "登记回执")
    printing = next(
        one
        for one in walk.window.findChildren(QAbstractButton)
        if one.isVisible() and one.text() == "打印"
    )
    printing.menu().actions()[0].trigger()
    walk.picture("打印回执")
    walk.qtbot.waitUntil(lambda: any(tmp_path.glob("2026-001-*登记回执*.pdf")), timeout=20_000)

    walk.press("发布预审", "发布预审")
    walk.press("新的待发布信息", "新的待发布信息")
    walk.fill("标题", "农村供水工程补助公示")
    walk.fill("发布责任人", "丁某")
    walk.press("保存", "放文稿的地方")
    walk.fill("待审文稿", PAGE)
    walk.press("扫描", "扫描提示")
    view = walk.window.page.desk._view
    assert any("13000000001" in one.words for one in view.findings)

    walk.press("年度报告与统计", "年度报告表二")
    table = walk.window.page.tables[1]
    rows = {table.item(at, 0).text(): at for at in range(table.rowCount()) if table.item(at, 0)}
    assert table.item(rows["一、本年新收"], table.columnCount() - 1).text() == "1"


def test_nothing_is_more_than_three_steps_from_the_desk(walk, qtbot):
    """Ctrl+K, a word, Enter: three steps lead to every place, ledger and part of the settings."""
    found_the_office(walk)
    search = walk.start._context.ports.search
    places = {(hit.place, str(hit.argument)) for hit in search.find("")}
    assert {place for place, _ in places} >= {
        "desk", "request", "review", "publication", "ledger", "dispute", "precedent", "annual",
        "settings",
    }  # fmt: skip
    for form in walk.start._opened.workspace.knowledge.ledgers:
        titles = [hit.title for hit in search.find(form.title) if hit.kind == "打开"]
        assert form.title in titles


def test_a_county_s_configuration_is_read_before_the_first_page(walk, prompts, tmp_path):
    county = open_workspace(tmp_path / "county.gkt", today=TODAY, create=True)
    save_unit(county, Unit(name="望山县政务公开办公室", code="000", prefix="望办"))
    exchange_members.save_members(
        county, [exchange_members.Member(code="013", name="望山县水利局")]
    )
    prompts.path = exchange.pack(county, PackageKind.CONFIGURATION, "2026", tmp_path).path
    county.close()
    wizard = walk.start.wizard
    wizard.read_configuration()
    assert "单位清单：1个单位" in wizard._package.accessibleName()
    wizard.own.setCurrentIndex(1)
    walk.press("开始填写", "填写单位")
    assert wizard.form.fields["name"].text() == "望山县水利局"
    wizard.form.fields["prefix"].setText("望水")
    walk.press("下一步", "填写救济机关")
    walk.fill("本级人民政府", "望山县人民政府")
    walk.fill("管辖法院", "望山县人民法院")
    walk.press("下一步", "填写经办人")
    walk.fill("经办人姓名", "丁某")
    walk.press("完成", "工作台")
    workspace = walk.start._opened.workspace
    with workspace.office.read() as reader:
        assert [one.name for one in exchange_members.members(reader)] == ["望山县水利局"]
    assert walk.start._context.ports.settings.unit().code == "013"


def test_a_file_that_is_no_configuration_is_refused(walk, prompts, tmp_path):
    prompts.path = tmp_path / "通知.zwgk"
    prompts.path.write_bytes(b"PK")
    walk.start.wizard.read_configuration()
    assert prompts.said[-1][0] == "trouble"
    assert walk.start.wizard.configuration is None
