"""The first hour (完成的标准): on an empty office someone registers a request, prints the receipt,
reviews a page and finds the yearly table, reading nothing outside the window.

The steps are those of the manual's pictures: pressed by mouse, typed by keys, nothing that is not
seen. With GONGKAI_WALK=folder the pictures are kept there in the order of the clicks.
"""

import os
from pathlib import Path

import attrs
import pypdfium2
import pytest
from fake import FakePrompts
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from gongkai_desktop.domain.exchange.kind import PackageKind
from gongkai_desktop.domain.numbering import CASE_PATTERN
from gongkai_desktop.domain.unit import Unit, UnitKind
from gongkai_desktop.services import exchange, exchange_members
from gongkai_desktop.services.backup import backup
from gongkai_desktop.services.unit import save_unit
from gongkai_desktop.services.workspace import open_workspace
from gongkai_desktop.ui.first_hour import DAY, walk
from gongkai_desktop.ui.hand import Hand
from gongkai_desktop.ui.start import Start

UNIT = "望山县水利局"


@pytest.fixture
def prompts(tmp_path):
    class Saving(FakePrompts):
        def save_file(self, parent, title, name, kinds):
            return tmp_path / "回执.pdf"

    return Saving()


@pytest.fixture
def start(app, prompts, tmp_path):
    made = Start(str(tmp_path / "公开台.gkt"), today=DAY, password=None, prompts=prompts)
    made.open()
    yield made
    made.close()


def settle(qtbot, start):
    if start.shell:
        qtbot.waitUntil(lambda: not start.context.tasks.busy)
    qtbot.wait(30)


def found(qtbot, start, name=UNIT):
    """Through the wizard, by keys alone: Enter goes on."""
    hand = Hand(start.wizard)
    hand.press("开始填写")
    hand.enter("单位全称", name)
    hand.enter("机关代字", "望水")
    hand.key(Qt.Key.Key_Return)
    hand.press("下一步")
    hand.enter("经办人姓名", "丁某")
    hand.enter("联系电话", "0100-12345678")
    hand.press("完成")
    settle(qtbot, start)


def test_the_first_hour(qtbot, start, prompts, tmp_path):
    kept, steps = os.environ.get("GONGKAI_WALK", ""), []
    for name, window in walk(start, tmp_path / "回执.pdf"):
        settle(qtbot, start)
        steps += [name] if name else []
        if kept and name:
            Path(kept).mkdir(parents=True, exist_ok=True)
            assert window.grab().save(str(Path(kept) / f"{len(steps):02d}-{name}.png"))
    assert [one for one in prompts.said if one[0] in ("trouble", "defect")] == []

    (line,) = start.context.ports.register.lines(["2026-001"])
    assert line.row.view.due_date.isoformat() == "2026-12-21"
    page = pypdfium2.PdfDocument(tmp_path / "回执.pdf")[0].get_textpage().get_text_range()
    told = "".join(page.split())
    for words in ("望水公开收〔2026〕1号", "2026年11月23日", "当面提交之日", "0100-12345678"):
        assert words in told, words
    (entry,) = start.context.ports.reviews.listing("")
    assert any(
        "13000000001" in one.words
        for one in start.context.ports.reviews.open(entry.item.id).findings
    )
    table = start.shell.page.tables[1]
    rows = {table.item(at, 0).text(): at for at in range(table.rowCount()) if table.item(at, 0)}
    assert table.item(rows["一、本年新收"], table.columnCount() - 1).text() == "1"


def test_the_wizard_types_what_the_name_tells_and_asks_four_things(qtbot, start):
    found(qtbot, start)
    unit = start.context.ports.settings.unit()
    assert (unit.government, unit.court) == ("望山县人民政府", "望山县人民法院")
    assert (unit.office_name, unit.kind) == ("办公室", UnitKind.LOCAL_DEPARTMENT)


def test_a_tax_office_is_asked_for_its_superior(start):
    hand = Hand(start.wizard)
    hand.press("开始填写")
    hand.enter("单位全称", "国家税务总局望山县税务局")
    hand.enter("机关代字", "望税")
    hand.press("下一步")
    fields = start.wizard.form.fields
    assert not fields["government"].isVisible()
    assert fields["superior"].isVisible()
    hand.press("下一步")
    assert start.wizard.form.fields.keys() >= {"superior"}
    hand.enter("上一级主管部门", "国家税务总局某市税务局")
    hand.enter("管辖法院", "望山县人民法院")
    assert "向国家税务总局某市税务局申请行政复议" in start.wizard.body.accessibleName()


def test_another_name_takes_its_guesses_with_it(start):
    hand = Hand(start.wizard)
    hand.press("开始填写")
    hand.enter("单位全称", UNIT)
    hand.enter("机关代字", "望水")
    hand.press("下一步")
    hand.press("上一步")
    start.wizard.form.fields["name"].setText("临河县水利局")
    hand.press("下一步")
    assert start.wizard.form.fields["government"].text() == "临河县人民政府"
    assert start.wizard.form.fields["court"].text() == "临河县人民法院"


def test_help_is_there_before_there_is_an_office(start):
    Hand(start.wizard).key(Qt.Key.Key_F1)
    assert start.wizard.help.isVisible()
    assert "读入配置包" in start.wizard.help.said()


def test_an_office_that_lies_elsewhere_is_taken_up(qtbot, start, prompts, tmp_path):
    """Another computer, a successor: the data file or a backup of it, nothing typed again."""
    old = open_workspace(tmp_path / "旧电脑.gkt", today=DAY, create=True)
    save_unit(old, Unit(name=UNIT, prefix="望水"))
    prompts.path = backup(old, tmp_path / "U盘").file
    old.close()
    Hand(start.wizard).press("用已有的数据")
    settle(qtbot, start)
    assert start.context.ports.settings.unit().name == UNIT
    assert prompts.path.exists()


def test_a_file_that_is_no_office_leaves_the_wizard_as_it_was(start, prompts, tmp_path):
    prompts.path, prompts.text = tmp_path / "假的.gkt", "不是口令"
    prompts.path.write_bytes(b"PK" * 3000)
    Hand(start.wizard).press("用已有的数据")
    assert prompts.said[-1][0] == "trouble"
    assert start.wizard.isVisible()
    assert not (tmp_path / "公开台.gkt").exists()


def test_nothing_is_more_than_three_steps_from_the_desk(qtbot, start):
    """Ctrl+K, a word, Enter: three steps lead to every place, ledger and part of the settings."""
    found(qtbot, start)
    search = start.context.ports.search
    places = {(hit.place, str(hit.argument)) for hit in search.find("")}
    assert {place for place, _ in places} >= {
        "desk", "request", "review", "publication", "ledger", "dispute", "precedent", "annual",
        "settings",
    }  # fmt: skip
    for form in start._opened.workspace.knowledge.ledgers:
        titles = [hit.title for hit in search.find(form.title) if hit.kind == "打开"]
        assert form.title in titles


def test_a_county_s_configuration_is_read_before_the_first_page(qtbot, start, prompts, tmp_path):
    county = open_workspace(tmp_path / "county.gkt", today=DAY, create=True)
    sender = Unit(name="望山县政务公开办公室", code="000", prefix="望办")
    save_unit(county, attrs.evolve(sender, number_pattern=CASE_PATTERN))
    exchange_members.save_members(
        county, [exchange_members.Member(code="013", name="望山县水利局")]
    )
    prompts.path = exchange.pack(county, PackageKind.CONFIGURATION, "2026", tmp_path).path
    county.close()
    wizard, hand = start.wizard, Hand(start.wizard)
    hand.press("读入配置包")
    assert "单位清单：1个单位" in wizard._package.accessibleName()
    wizard.own.setCurrentIndex(1)
    hand.press("开始填写")
    assert wizard.form.fields["name"].text() == UNIT
    hand.enter("机关代字", "望水")
    hand.press("下一步")
    hand.press("下一步")
    hand.enter("经办人姓名", "丁某")
    hand.enter("联系电话", "0100-12345678")
    hand.press("完成")
    settle(qtbot, start)
    with start._opened.workspace.office.read() as reader:
        assert [one.name for one in exchange_members.members(reader)] == [UNIT]
    unit = start.context.ports.settings.unit()
    assert (unit.code, unit.prefix, unit.number_pattern) == ("013", "望水", CASE_PATTERN)


def test_a_file_that_is_no_configuration_is_refused(start, prompts, tmp_path):
    prompts.path = tmp_path / "通知.zwgk"
    prompts.path.write_bytes(b"PK")
    start.wizard.read_configuration()
    assert prompts.said[-1][0] == "trouble"
    assert start.wizard.configuration is None


def test_the_hand_presses_nothing_that_is_not_seen(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    layout, pressed = QVBoxLayout(window), []
    for words in ("隐藏", "灰的", "可按"):
        one = QPushButton(words)
        one.clicked.connect(lambda _, words=words: pressed.append(words))
        layout.addWidget(one)
        one.setHidden(words == "隐藏")
        one.setEnabled(words != "灰的")
    window.show()
    for words in ("隐藏", "灰的", "没有"):
        with pytest.raises(LookupError):
            Hand(window).press(words)
    Hand(window).press("可按")
    assert pressed == ["可按"]
