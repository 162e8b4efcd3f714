"""发布预审 in the window: from paste to the signed sheet, by the desk alone (product.md H1)."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai_desktop.domain.review.checklist import Answer
from gongkai_desktop.domain.review.finding import Finding, Gate, Severity
from gongkai_desktop.domain.review.handling import Action, Scope
from gongkai_desktop.ui.ports.review import FindingLine
from gongkai_desktop.ui.review.desk import GATES, PARTICULARS, SIGNING, TEXT, VERSIONS
from gongkai_desktop.ui.review.marked_text import MarkedText

FAULTY = "关于领取材料的通知\n𠮷林路请联系张某，手机13812345678。\n"


@pytest.fixture
def page(review_page):
    return review_page


def begun(page) -> None:
    page.begin()
    form = page.desk.particulars
    form.title.setText("关于领取材料的通知")
    form.responsible.setText("丁某")
    form.formed.set_day(date(2026, 11, 18))
    form.save_button.click()


def pasted(page, settle, text: str = FAULTY) -> None:
    begun(page)
    page.desk.text.setPlainText(text)
    page.desk.scan_button.click()
    settle()


def test_a_new_item_asks_for_what_it_needs_then_shows_its_text(page) -> None:
    page.begin()
    assert page.desk.tabs.currentIndex() == PARTICULARS
    assert not page.desk.tabs.isTabEnabled(TEXT)
    page.desk.particulars.save_button.click()
    assert page.desk.tabs.currentIndex() == PARTICULARS
    begun(page)
    assert page.desk.tabs.currentIndex() == TEXT
    assert not page.desk.scan_button.isEnabled()


def test_a_finding_is_marked_at_its_very_words_rare_characters_or_not(page, settle) -> None:
    pasted(page, settle)
    desk = page.desk
    (phone,) = [one for one in desk._view.findings if one.finding.rule == "YS03"]
    desk.findings.list.setCurrentRow(desk.findings._lines.index(phone))
    (chosen,) = [
        one.cursor.selectedText()
        for one in desk.text.extraSelections()
        if one.cursor.selectedText() == "13812345678"
    ]
    assert chosen == phone.words


def test_deciding_moves_on_and_can_be_taken_back(page, prompts, settle) -> None:
    pasted(page, settle)
    desk = page.desk
    desk.findings.decided.emit(desk.findings._line(), Action.GROUNDED, Scope.PLACE, "")
    assert prompts.said[-1][0] == "trouble"
    desk.findings.decided.emit(
        desk.findings._line(), Action.GROUNDED, Scope.PLACE, "欠税公告办法第五条"
    )
    assert "待处理 0" in desk.findings.count.text()
    (line,) = [one for one in desk._view.findings if one.handling]
    desk.findings.revoked.emit(line.handling)
    assert "待处理 1" in desk.findings.count.text()


def test_from_paste_to_publication(page, prompts, tmp_path, settle, qtbot) -> None:
    pasted(page, settle, "关于开展培训的通知\n请各科室安排人员参加。\n")
    desk = page.desk
    desk.tabs.setCurrentIndex(GATES)
    for line in list(desk.gates.rows.values()):
        line.buttons[Answer.YES].click()
    total = len(desk.gates.rows)
    assert desk.tabs.tabText(GATES) == f"关口问题 {total}/{total}"
    desk.tabs.setCurrentIndex(SIGNING)
    desk.signing.secrecy_name.setText("庚某")
    desk.signing.secrecy_button.click()
    for name in ("甲某", "乙某", "丙某"):
        desk.signing.name.setText(name)
        desk.signing.sign_button.click()
    assert desk._view.state == "可发布"
    prompts.path = tmp_path / "审核单.pdf"
    desk.signing.print_wanted.emit("审核单")
    qtbot.waitUntil(prompts.path.is_file)
    assert prompts.path.read_bytes().startswith(b"%PDF")
    desk.signing.publisher.setText("丁某")
    desk.signing.publish_button.click()
    assert desk._view.state == "已发布"
    assert desk.text.isReadOnly()
    page.show_list()
    assert page.table.model().index(0, 6).data() == "已发布"


def test_no_needs_words_before_it_counts(page, settle) -> None:
    pasted(page, settle, "关于开展培训的通知\n")
    line = next(iter(page.desk.gates.rows.values()))
    line.buttons[Answer.NO].click()
    assert page.desk._view.item.replies == {}
    line.note.setText("提法不规范")
    line.note.editingFinished.emit()
    assert page.desk._view.item.replies[line.question.key].note == "提法不规范"


def test_a_secret_is_told_and_nothing_is_kept(page, prompts, settle) -> None:
    pasted(page, settle, "机密★10年\n某某方案\n")
    assert prompts.said[-1][0] == "trouble"
    assert "没有保存" in prompts.said[-1][1]
    assert page.desk._view.item.mark == ""
    assert page.desk.text.toPlainText() == ""


def test_files_are_shown_as_read_and_not_edited_here(page, prompts, tmp_path, settle) -> None:
    begun(page)
    prompts.path = tmp_path / "附件.txt"
    prompts.path.write_text("联系手机13812345678。", encoding="gb18030")
    page.desk._choose_files()
    settle()
    assert page.desk.text.isReadOnly()
    assert not page.desk.scan_button.isVisible()
    assert [one.finding.rule for one in page.desk._view.findings] == ["YS03"]


def test_a_masked_copy_is_written_beside_the_draft(page, prompts, tmp_path, settle) -> None:
    pasted(page, settle)
    prompts.path = tmp_path / "副本.txt"
    assert page.desk._mask_button.window() is page.window()
    page.desk._mask_button.click()
    settle()
    assert "138****5678" in prompts.path.read_text(encoding="utf-8-sig")
    assert prompts.said[-1][2] == "副本.txt：遮挡了1处"


def test_an_earlier_version_is_compared_in_words(page, settle) -> None:
    pasted(page, settle, "关于培训的通知\n定于11月20日举行。\n请准时参加。\n")
    desk = page.desk
    assert not desk.tabs.isTabEnabled(VERSIONS)
    desk.text.setPlainText("关于培训的通知\n定于11月23日举行。\n附件：日程表\n")
    desk.scan_button.click()
    settle()
    desk.tabs.setCurrentIndex(VERSIONS)
    words = desk.versions.page.toPlainText()
    assert "第2段（改动）" in words and "【删：0】【增：3】" in words
    assert "旧稿第3段（删去）" in words and "第3段（新增）" in words
    assert "关于培训的通知" not in words
    assert desk.versions.told.text() == "改动1段　新增1段　删去1段"
    desk.versions.all.setChecked(True)
    assert "关于培训的通知" in desk.versions.page.toPlainText()


def test_of_thousands_of_findings_those_about_the_chosen_one_are_marked(app, qtbot) -> None:
    """A book with thousands of findings opens at once: the others are marked when one comes."""
    words = "手机13812345678，"
    count = 2_000
    lines = [
        FindingLine(
            finding=Finding(
                rule="YS03",
                gate=Gate.SECRECY,
                severity=Severity.HIGH,
                start=at * len(words) + 2,
                end=at * len(words) + 13,
                message="手机号码",
            ),
            place="第1行",
            words="13812345678",
            handling=None,
        )
        for at in range(count)
    ]
    text = MarkedText()
    qtbot.addWidget(text)
    text.show_text(words * count, lines)
    assert 0 < len(text.extraSelections()) < count // 2
    text.choose(lines[-1])
    marked = [one.cursor.selectionStart() for one in text.extraSelections()]
    assert lines[-1].finding.start in marked
    assert lines[0].finding.start not in marked
