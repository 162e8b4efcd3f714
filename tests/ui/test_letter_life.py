"""One letter through its chain in the window, over the real services."""

import shutil
from datetime import date
from pathlib import Path

import docx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QLabel, QPlainTextEdit

from gongkai_desktop.domain.event import EventType
from gongkai_desktop.domain.letter.course import Opinion
from gongkai_desktop.domain.request import Item
from gongkai_desktop.services.workspace import open_workspace
from gongkai_desktop.ui.common.errors import ErrorDesk
from gongkai_desktop.ui.common.unattended import UnattendedPrompts
from gongkai_desktop.ui.opened import context_of
from gongkai_desktop.ui.ports.letters import StepState
from gongkai_desktop.ui.request.page import RequestPage
from gongkai_desktop.ui.settings.chain import ChainPart
from gongkai_desktop.ui.settings.numbering import NumberingPart
from tests.services.printed import text_of

NO = "2026-016"
FACTS = {
    "info_title": "《关于土地整治项目验收的意见》",
    "info_no": "望资验〔2025〕3号",
    "pages": "6",
    "form": "纸质",
    "way": "邮寄",
}


class Told(UnattendedPrompts):
    """Prompts that answer from what a test lays out and remember what was told."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.troubles, self.text, self.file = folder, [], None, None

    def save_file(self, parent, title, name, kinds):
        return self.folder / name

    def open_file(self, parent, title, kinds):
        return self.file

    def ask_text(self, parent, title, label):
        return self.text

    def trouble(self, parent, message, advice):
        self.troubles.append(message)


@pytest.fixture
def prompts(tmp_path):
    return Told(tmp_path)


@pytest.fixture
def context(app, sample_file, tmp_path, prompts):
    location = tmp_path / "office.gkt"
    shutil.copyfile(sample_file, location)
    workspace = open_workspace(location)
    made = context_of(workspace, prompts, ErrorDesk(prompts))
    yield made
    while made.tasks.busy:
        app.processEvents()
    made.tasks.finish()
    workspace.close()


@pytest.fixture
def page(qtbot, context):
    made = RequestPage(context)
    qtbot.addWidget(made)
    made.resize(880, 560)
    made.show()
    items = (Item(no=1, text="土地整治项目验收资料", ground="open_provide"),)
    context.ports.register.answer_items(NO, items, "")
    made.open_request(NO)
    return made


@pytest.fixture
def letters(page, qtbot, context):
    section = page.detail.section("文书")
    section.choose("*")
    for name, value in FACTS.items():
        put(section.fields.item_field(1, name), value)
    return section


def put(field, value):
    if isinstance(field, QComboBox):
        at = field.findData(value)
        field.setCurrentIndex(at) if at >= 0 else field.setCurrentText(value)
    elif isinstance(field, QPlainTextEdit):
        field.setPlainText(value)
    else:
        field.setText(value)


def step(qtbot, section, **values):
    """Open the form of the step that is due, fill it in, and wait until it is recorded."""
    section.begin_step()
    form = section.act
    before = section.case
    for name, value in values.items():
        put(getattr(form, name), value)
    form.submit()
    qtbot.waitUntil(lambda: section.case != before and section.act is None)


def sign_all(qtbot, section, day="2026-11-20"):
    for name in ("钱某", "孙某", "李某", "丁某", "王某"):
        step(qtbot, section, name=name, day=day, reason="已核对")


def test_the_answer_asks_first_for_what_only_the_clerk_knows(letters):
    assert letters.chosen.code == "C1"
    assert letters.next.text() == "送签"
    assert letters.strip.isHidden()


def test_a_letter_goes_through_the_chain_to_the_signed_receipt(letters, qtbot, page, context):
    letters.begin_step()
    assert letters.case.status == "拟稿"
    assert [one.step.title for one in letters.strip.chips()][-2:] == ["用印", "寄送"]
    letters.show_act(None)
    sign_all(qtbot, letters)
    assert (letters.case.status, letters.case.number) == ("已签发", "望资公开答〔2026〕1号")
    assert letters.next.text() == "登记用印"
    step(qtbot, letters, day="2026-11-20", explanation="已核对")
    step(qtbot, letters, mail_no="1000000026016", posted="2026-11-20")
    assert letters.next.text() == "登记投递结果"
    step(qtbot, letters, day="2026-11-22")
    assert letters.case.status == "已送达"
    assert letters.next.isHidden()
    request = context.ports.register.open(NO).request
    assert request.reply_no == "望资公开答〔2026〕1号"
    assert request.last(EventType.REPLY_SENT).signed == date(2026, 11, 22)
    states = {chip.step.state for chip in letters.strip.chips()}
    assert states == {StepState.DONE}


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_row_of_steps_tells_a_screen_reader_and_opens_by_keyboard(letters, qtbot):
    step(qtbot, letters, name="钱某", day="2026-11-20", reason="已核对")
    first = letters.strip.chips()[0]
    assert first.accessibleName() == "承办人：钱某 11-20"
    qtbot.keyClick(first, Qt.Key.Key_Return)
    (panel,) = [one for one in first.findChildren(QFrame) if one.property("role") == "popover"]
    assert next(one.text() for one in panel.findChildren(QLabel)) == "承办人"
    panel.close()


def test_tab_leads_from_the_last_field_to_the_button(letters):
    letters.begin_step()
    form = letters.act
    after, seen = form.scan.take.nextInFocusChain(), []
    while after is not form.cancel and len(seen) < 20:
        seen.append(after)
        after = after.nextInFocusChain()
    assert form.save in seen
    assert not any(one is form.name for one in seen)


def test_a_return_leads_back_and_the_trace_stays(letters, qtbot):
    step(qtbot, letters, name="钱某", day="2026-11-20", reason="已核对")
    step(
        qtbot, letters, opinion=Opinion.RETURNED.value, name="孙某", words="理由不足",
        day="2026-11-20",
    )  # fmt: skip
    assert letters.case.due.key == "handler"
    trace = letters.strip.chips()[1].details()
    assert any("退回；理由不足" in line for line in trace)


def test_a_change_after_a_signature_warns_first_and_strikes_on_save(letters, qtbot):
    step(qtbot, letters, name="钱某", day="2026-11-20", reason="已核对")
    put(letters.fields.item_field(1, "pages"), "9")
    qtbot.waitUntil(lambda: letters.unsaved.isVisible())
    assert letters.case.signatures == 1
    letters.save()
    assert letters.case.signatures == 0
    assert "承办人的签名已作废" in letters.unsaved.accessibleName()


def test_typing_is_there_again_after_the_window_closed(letters, qtbot, context):
    qtbot.waitUntil(
        lambda: bool(context.ports.letters.draft(NO, "C1").values["items"][0].get("way")),
        timeout=3000,
    )
    again = RequestPage(context)
    qtbot.addWidget(again)
    again.show()
    again.open_request(NO)
    section = again.detail.section("文书")
    section.choose("*")
    assert section.fields.item_field(1, "info_no").text() == "望资验〔2025〕3号"
    section.give_up()
    assert section.fields.item_field(1, "info_no").text() == ""


def test_mail_without_its_number_is_not_recorded(letters, qtbot):
    letters.begin_step()
    letters.show_act(None)
    sign_all(qtbot, letters)
    step(qtbot, letters, day="2026-11-20", explanation="已核对")
    letters.begin_step()
    letters.act.submit()
    assert letters.case.status == "已用印"
    assert letters.act.grid.first_problem() == "请填写邮件号"


def test_the_steps_of_the_request_lead_to_the_letter_not_to_typing_again(letters, qtbot, page):
    sign_all(qtbot, letters)
    step(qtbot, letters, day="2026-11-20", explanation="已核对")
    page.detail.section("经过")
    send = next(one for one in letters.file.steps if one.key == "send")
    page.detail.take_step(send)
    assert page.detail.tabs.tabText(page.detail.tabs.currentIndex()).startswith("文书")
    assert letters.next.text() == "登记寄送"


def test_papers_are_written_under_their_names(letters, qtbot, tmp_path):
    sign_all(qtbot, letters)
    names = [one.text() for one in letters.menu.buttons[0].menu().actions() if one.text()]
    assert names == [
        "审签稿…", "审签稿 Word…", "审批单…", "用印稿…", "用印稿 Word…", "信封面…",
        "邮寄交接单…", "送达回证…",
    ]  # fmt: skip
    for action in letters.menu.buttons[0].menu().actions():
        action.trigger()
    expected = {
        "审签稿.pdf", "审签稿.docx", "审批单.pdf", "用印稿.pdf", "用印稿.docx", "信封面.pdf",
        "邮寄交接单.pdf", "送达回证.pdf",
    }  # fmt: skip
    written = lambda: {path.name.rsplit("-", 1)[-1] for path in tmp_path.glob(f"{NO}-*")}  # noqa: E731
    qtbot.waitUntil(lambda: written() == expected)


def test_an_edited_word_file_takes_the_place_of_the_fields(letters, qtbot, tmp_path, prompts):
    letters.begin_step()
    letters.show_act(None)
    held = docx.Document()
    for line in ("望山县自然资源局政府信息公开申请答复书", "水某己：", "现答复如下。"):
        held.add_paragraph(line)
    prompts.file = tmp_path / "改稿.docx"
    held.save(str(prompts.file))
    before = letters.case
    letters.menu._attach()
    qtbot.waitUntil(lambda: letters.case != before)
    assert letters.case.manual
    assert letters.fields.isHidden()
    assert "现答复如下。" in letters.words.toPlainText()
    assert "人工修改" in letters.menu.notes.text()
    assert "重排的样张" in letters.manual.accessibleName()
    qtbot.waitUntil(lambda: "现答复如下" in text_of(letters._pdf))


def test_voiding_keeps_the_number_and_offers_no_step(letters, qtbot, prompts):
    sign_all(qtbot, letters)
    prompts.text = "名称写错"
    before = letters.case
    letters.menu._void()
    qtbot.waitUntil(lambda: letters.case != before)
    assert (letters.case.status, letters.case.number) == ("作废", "望资公开答〔2026〕1号")
    assert letters.next.isHidden()


def test_an_office_adds_its_head_to_the_chain(qtbot, context, prompts):
    part = ChainPart(context, lambda: None)
    qtbot.addWidget(part)
    part.add()
    put(part._rows[5].title, "主要负责人")
    part.submit()
    assert [one.title for one in context.ports.letters.chain()][4:6] == ["分管领导", "主要负责人"]
    part.remove(3)
    part.submit()
    assert "编号" in prompts.troubles[-1]
    assert len(context.ports.letters.chain()) == 8


def test_a_long_chain_still_fits_the_window(letters, qtbot, context, page):
    part = ChainPart(context, lambda: None)
    qtbot.addWidget(part)
    for at, words in enumerate(("科室分管负责人", "局主要负责人")):
        part.add()
        put(part._rows[5 + at].title, words)
    part.submit()
    letters.begin_step()
    assert len(letters.strip.chips()) == 9
    qtbot.waitUntil(lambda: letters.strip.width() > 0)
    assert letters.strip.minimumSizeHint().width() <= 836


def test_numbers_are_listed_explained_and_printed(qtbot, office, tmp_path):
    from fake import FakePrompts, make_context

    prompts = FakePrompts()
    part = NumberingPart(make_context(office, prompts), lambda: None)
    qtbot.addWidget(part)
    qtbot.waitUntil(lambda: bool(part.numbers._lines))
    shown = [one.use.number for one in part.numbers._lines]
    assert shown == [f"望资公开答〔2026〕{serial}号" for serial in (1, 2, 3, 4)]
    assert "1个空号" in part.numbers.open.accessibleName()
    prompts.text = "编号时误点"
    part.numbers.explain.click()
    qtbot.waitUntil(part.numbers.open.isHidden)
    part.family.setCurrentIndex(1)
    part.family.activated.emit(1)
    assert part._example.text() == "例：望资公开〔2026〕18号—公告"


def print_menu(section):
    return {one.text(): one for one in section.menu.buttons[0].menu().actions() if one.text()}


def test_a_letter_of_opinion_prints_the_form_the_third_party_fills_in(page, qtbot, tmp_path):
    section = page.detail.section("文书")
    section.choose("B5")
    facts = {"third_party": "古丽·阿依", "info_title": "《验收意见》", "content": "第3页"}
    for name, value in facts.items():
        put(section.fields.field(name), value)
    section.save()
    offered = [words for words in print_menu(section) if "反馈表" in words]
    assert offered == ["意见反馈表…", "意见反馈表 Word…"]
    for words in offered:
        print_menu(section)[words].trigger()
    written = lambda ending: next(tmp_path.glob(f"{NO}-*反馈表.{ending}"), None)  # noqa: E731
    qtbot.waitUntil(lambda: bool(written("pdf") and written("docx")))
    words = "".join(text_of(written("pdf").read_bytes()).split())
    for said in ("古丽·阿依", "《验收意见》", "第3页", "□同意公开"):
        assert said in words
    assert "水某己" not in words


def test_a_sheet_filled_in_by_hand_is_printed_as_it_is(page, qtbot, tmp_path):
    """送达回证, 意见反馈表 and the like pass no chain: there is no draft to sign."""
    section = page.detail.section("文书")
    section.choose("B7r")
    assert list(print_menu(section)) == ["打印…", "Word…"]
    assert section.final.isHidden()
    assert section.next.isHidden()
    section.save()
    assert section.next.isHidden()
    assert section.letter.currentText() == "征求意见复函　已存"
    print_menu(section)["打印…"].trigger()
    qtbot.waitUntil(lambda: bool(list(tmp_path.glob("*打印稿.pdf"))))
    assert "审签稿" not in text_of(next(tmp_path.glob("*打印稿.pdf")).read_bytes())
