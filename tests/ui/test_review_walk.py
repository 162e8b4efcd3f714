"""The whole way of one page through the window, by keyboard (product.md H1, prereview.md §1–3).

The page is of the kind bureaus publish; its faults are planted.
"""

from __future__ import annotations

from datetime import date

import attrs
import pytest
from PySide6.QtCore import Qt

from gongkai_desktop.domain.review.checklist import Answer
from gongkai_desktop.services import review_desk
from gongkai_desktop.ui.review.desk import ASSESSMENT, GATES, HANDLED, SIGNING
from gongkai_desktop.ui.review.page import ReviewPage
from tests.services.printed import text_of

PAGE = """望山县自然资源局关于2026年度征地补偿款发放情况的公示
根据《中华人民共和国土地管理法》《中华人民共和国环境保护法》有关规定，现将青石镇北坪村补偿款发放情况公示如下：
一、发放名单
1.张三丰，身份证号11010519491231002X，补偿款12.8万元；
2.李四海，手机13812345678，家住青石镇北坪村三组15号，补偿款9.6万元。
二、公示时间
公示期为2026年11月24日（星期一）至2026年11月30日。如有异议，请登陆望山县人民政府网站留言。
三、有关要求
以习近平为核心的党中央决策部署要落实到位，按排专人负责。
望山县自然资源局
2026年11月22日
"""
PLANTED = {"YS01", "YS03", "YS09", "ZC01", "ZZ02", "WZ07", "WZ02", "WZ01"}
CORRECTED = {
    "ZC01": "中华人民共和国生态环境法典",
    "ZZ02": "以习近平同志为核心的党中央",
    "WZ07": "2026年11月24日（星期二）",
    "WZ02": "登录",
    "WZ01": "安排",
}


@pytest.fixture
def page(review_page):
    return review_page


def pasted(page, qtbot, settle) -> None:
    page.begin()
    form = page.desk.particulars
    form.title.setText("关于2026年度征地补偿款发放情况的公示")
    form.responsible.setText("丁某")
    form.kind.setCurrentText("公示公告")
    form.formed.set_day(date(2026, 11, 18))
    form.save_button.click()
    page.desk.text.setPlainText(PAGE)
    qtbot.keyClick(page.desk, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()


def press(qtbot, desk, key: Qt.Key, modifier=Qt.KeyboardModifier.AltModifier) -> None:
    qtbot.keyClick(desk, key, modifier)


def decide_all(page: ReviewPage, qtbot) -> None:
    """Every finding in turn, by keys alone: typed over, a legal basis, a false alarm, kept."""
    desk = page.desk
    for _ in range(20):
        line = desk.findings._line()
        if line is None or line.handling is not None:
            return
        rule = line.finding.rule
        if rule in CORRECTED:
            press(qtbot, desk, Qt.Key.Key_1)
            assert desk.text.textCursor().selectedText() == line.words
            desk.text.textCursor().insertText(CORRECTED[rule])
            press(qtbot, desk, Qt.Key.Key_F8, Qt.KeyboardModifier.NoModifier)
        elif rule == "YS01":
            press(qtbot, desk, Qt.Key.Key_2)
            assert "写明依据的条款" in desk.findings.asks.text()
            desk.findings.reason.insert("某某公告办法第五条")
            qtbot.keyClick(desk.findings.reason, Qt.Key.Key_Return)
        elif rule == "YS03":
            press(qtbot, desk, Qt.Key.Key_6)
            assert "以后各份文稿里的“13812345678”都不再提示" in desk.findings.asks.text()
            desk.findings.reason.insert("本局值班电话")
            qtbot.keyClick(desk.findings.reason, Qt.Key.Key_Return)
        else:
            press(qtbot, desk, Qt.Key.Key_4)
            desk.findings.reason.insert("被征收人已书面同意")
            qtbot.keyClick(desk.findings.reason, Qt.Key.Key_Return)


def answer_all(desk) -> None:
    desk.tabs.setCurrentIndex(GATES)
    for line in list(desk.gates.rows.values()):
        line.buttons[Answer.YES].click()


def assess(desk, conclusion: str = "落实保护措施后公开") -> None:
    desk.tabs.setCurrentIndex(ASSESSMENT)
    fields = desk.assessment.form.fields
    fields["sensitive"].setCurrentText("是")
    fields["conclusion"].setCurrentText(conclusion)
    fields["assessor"].setText("丁某")
    for name in ("purpose", "impact", "measures"):
        fields[name].setPlainText("只公示必要的几项，期满撤下")
    desk.assessment.form._save()


def sign(desk, *names: str) -> None:
    desk.tabs.setCurrentIndex(SIGNING)
    for name in names:
        desk.signing.name.setText(name)
        desk.signing.sign_button.click()


def sign_for_secrecy(desk) -> None:
    desk.tabs.setCurrentIndex(SIGNING)
    desk.signing.secrecy_name.setText("庚某")
    desk.signing.secrecy_button.click()


def obstacles(desk) -> str:
    return "；".join(desk._view.obstacles)


def test_a_published_page_goes_from_paste_to_the_signed_sheet(
    page, prompts, qtbot, settle, tmp_path
) -> None:
    pasted(page, qtbot, settle)
    desk = page.desk
    assert {one.finding.rule for one in desk._view.findings} >= PLANTED
    assert "2处“严重”问题没有处理" in obstacles(desk)

    decide_all(page, qtbot)
    assert "1处“严重”问题没有处理" in obstacles(desk), "改 counts only once it is scanned again"
    qtbot.keyClick(desk, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    left = {one.finding.rule: one.handling.action.value for one in desk._view.findings}
    assert left == {"YS01": "有依据", "YS03": "误报", "YS09": "接受"}
    assert desk.findings.count.text() == "3 处，待处理 0"

    answer_all(desk)
    star = desk.gates.rows["s1"]
    star.buttons[Answer.NO].click()
    star.note.setText("附件页眉有标志")
    star.note.editingFinished.emit()
    sign(desk, "甲某")
    assert "★" in prompts.said[-1][1] and desk._view.state == "初审"
    star.buttons[Answer.YES].click()

    sign(desk, "甲某", "甲某")
    assert "同一人不能签两审" in prompts.said[-1][1] and desk._view.state == "复审"
    desk.signing.name.setText("乙某")
    desk.signing.opinion.setCurrentText("退回")
    desk.signing.note.setText("名单口径未核")
    desk.signing.sign_button.click()
    assert desk._view.state == "退回修改"

    desk.text.setPlainText(desk.text.toPlainText().replace("12.8万元", "12.9万元"))
    desk.scan_button.click()
    settle()
    assert desk._view.state == "退回修改"
    assert {one.handling.action.value for one in desk._view.findings} == {
        "有依据",
        "误报",
        "接受",
    }, "a scan of a changed text keeps the answers"
    desk.signing.sent_by.setText("丁某")
    desk.signing.corrected.setText("名单已核对")
    desk.signing.again_button.click()
    sign(desk, "甲某", "乙某")
    sign_for_secrecy(desk)
    sign(desk, "丙某")
    assert desk._view.state == "终审"
    assert "2处个人信息要公开，还没有做个人信息保护影响评估" in obstacles(desk)
    assess(desk)
    sign(desk, "丙某")
    assert desk._view.state == "可发布"

    prompts.path = tmp_path / "审核单.pdf"
    desk.signing.print_wanted.emit("审核单")
    settle()
    words = "".join(text_of(prompts.path.read_bytes()).split())
    assert "第2页" not in words, "one sheet of A4"
    for told in (
        "共8处提示：有依据1处、误报1处、接受1处、已改5处，没有留存未处理的",
        "乙某退回：名单口径未核",
        "丁某重新送审：名单已核对",
        "2026年11月18日形成，应在2026年12月16日前公开",
        "发布责任人丁某",
    ):
        assert told in words, told

    prompts.path = tmp_path / "副本.txt"
    desk._mask_button.click()
    settle()
    copy = prompts.path.read_text(encoding="utf-8-sig")
    assert "11010519491231002X" in copy, "what goes out with a basis stays"

    desk.signing.publisher.setText("丁某")
    desk.signing.publish_button.click()
    assert desk._view.state == "已发布"


def test_a_masked_copy_is_clean_when_it_is_scanned_again(
    page, prompts, qtbot, settle, tmp_path
) -> None:
    pasted(page, qtbot, settle)
    prompts.path = tmp_path / "副本.txt"
    page.desk._mask_button.click()
    settle()
    copy = prompts.path.read_text(encoding="utf-8-sig")
    page.desk.text.setPlainText(copy)
    page.desk.scan_button.click()
    settle()
    assert not [one for one in page.desk._view.findings if one.finding.rule.startswith("YS")]


def test_a_changed_text_takes_the_signatures_with_it_in_the_window(page, qtbot, settle) -> None:
    pasted(page, qtbot, settle)
    desk = page.desk
    decide_all(page, qtbot)
    desk.scan_button.click()
    settle()
    sign(desk, "甲某")
    assert desk._view.state == "复审"
    desk.text.setPlainText(desk.text.toPlainText() + "补一句。\n")
    desk.scan_button.click()
    settle()
    assert desk._view.state == "初审"
    assert desk._view.item.signatures[0].struck == "文稿有改动"


def test_what_is_typed_stays_while_other_findings_are_decided(page, qtbot, settle) -> None:
    pasted(page, qtbot, settle)
    desk = page.desk
    desk.text.setPlainText(desk.text.toPlainText().replace("登陆", "登录"))
    while desk.findings._line().finding.rule != "WZ01":
        desk.findings.list.setCurrentRow(desk.findings.list.currentRow() + 1)
    press(qtbot, desk, Qt.Key.Key_3)
    assert "登录" in desk.text.toPlainText()
    assert desk.scan_button.isEnabled()


def test_what_the_unit_lets_pass_is_listed_and_can_be_taken_back(page, qtbot, settle) -> None:
    pasted(page, qtbot, settle)
    decide_all(page, qtbot)
    page.desk.tabs.setCurrentIndex(HANDLED)
    assert page.desk.handled.model.rowCount() == 8
    page.show_list()
    page.show_memory()
    memory = page.memory
    assert [one.words for one in memory.model.rows] == ["13812345678"]
    memory.table.selectRow(0)
    memory.undo.click()
    assert memory.model.rows[0].revoked
    page.open_item(page._found[0].item.id)
    settle()
    (phone,) = [one for one in page.desk._view.findings if one.finding.rule == "YS03"]
    assert phone.handling is None


def test_a_small_unit_prints_its_exception(page, prompts, qtbot, settle, tmp_path) -> None:
    workspace = page._ports._session.workspace
    with workspace.office.read() as reader:
        levels = review_desk.levels_of(reader)
    review_desk.save_levels(workspace, attrs.evolve(levels, small_unit=True))
    page.begin()
    page.desk.particulars.title.setText("关于开展培训的通知")
    page.desk.particulars.responsible.setText("丁某")
    page.desk.particulars.save_button.click()
    page.desk.text.setPlainText("关于开展培训的通知\n请各科室安排人员参加。\n")
    page.desk.scan_button.click()
    settle()
    sign(page.desk, "甲某", "甲某")
    assert page.desk._view.state == "终审"
    prompts.path = tmp_path / "审核单.pdf"
    page.desk.signing.print_wanted.emit("审核单")
    settle()
    assert "小单位例外" in "".join(text_of(prompts.path.read_bytes()).split())
