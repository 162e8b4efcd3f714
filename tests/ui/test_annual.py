"""年度报告 in the window: changes by hand, supplied figures, text, final versions."""

from datetime import date
from pathlib import Path

import pytest

from gongkai_desktop.domain.dispute import Dispute


@pytest.fixture
def page(shell):
    return shell.open_place("annual")


def test_a_cell_is_changed_with_a_reason_and_given_back(page, prompts):
    page.tables[1]._open(0, 1)
    strip = page.cases.strip
    assert not strip.isHidden()
    strip.value.setText("17")
    strip._save.click()
    assert prompts.said[-1][0] == "trouble"
    strip.reason.setText("漏登一件")
    strip._save.click()
    ports = page.context.ports.annual
    assert ports.changed == {"table2.r1_new.natural": ("17", "漏登一件")}
    assert "漏登一件" in page.tables[1].item(0, 1).toolTip()
    page.tables[1]._open(0, 1)
    assert (strip.value.text(), strip.reason.text()) == ("16", "漏登一件")
    strip._back.click()
    assert ports.changed == {}


def test_sums_offer_no_change_and_the_third_table_does(page):
    page.tables[1]._open(0, 7)
    assert page.cases.strip.isHidden()
    page.tables[2]._open(0, 1)
    page.cases.strip.value.setText("2")
    page.cases.strip.reason.setText("更正")
    page.cases.strip._save.click()
    assert page.context.ports.annual.changed == {"table3.review.upheld": ("2", "更正")}


def test_a_figure_of_the_third_table_shows_its_disputes_and_each_opens(shell, office, page):
    dispute = Dispute(kind="review", received=date(2026, 11, 17))
    entry, _ = office.disputes.save("2026-016", dispute)
    page.tables[2]._open(0, 4)
    model = page.cases.dispute_table.model()
    assert page.cases._title.text() == "2026年　行政复议　尚未审结（1 件）"
    assert (model.rowCount(), model.index(0, 0).data()) == (1, "2026-016")
    assert page.cases.table.isHidden()
    page.cases.dispute_table.opened.emit(0)
    assert shell.page.form._entry == entry
    page.tables[2]._open(0, 1)
    assert (model.rowCount(), page.cases._title.text()[-5:]) == (0, "（0 件）")
    page.tables[1]._open(0, 1)
    assert page.cases.dispute_table.isHidden()
    assert not page.cases.table.isHidden()


def test_a_click_on_a_zero_opens_nothing_enter_does(page):
    page.tables[1]._open_counted(0, 3)
    assert page._views.currentIndex() == 0
    page.tables[1]._open(0, 3)
    assert page._views.currentWidget() is page.cases


def test_figures_are_kept_under_the_section_that_supplied_them(page, prompts):
    page.show_figures()
    view = page.figures
    view.fields["penalty_decisions"].setText("37")
    view.save()
    assert prompts.said[-1][0] == "trouble"
    view.section.setText("执法科")
    view.save()
    assert page.context.ports.annual.supplied == {"penalty_decisions": ("37", "执法科")}
    assert "执法科" in view._sources["penalty_decisions"].text()
    view.save()
    assert prompts.said[-1][:2] == ("tell", "没有改动")


def test_text_is_written_around_numbers(page):
    page.tabs.setCurrentIndex(3)
    view = page.text
    view.parts.setCurrentRow(1)
    assert view.preview.text() == "本年新收20件。"
    view.editor.setPlainText("全年收到件。")
    cursor = view.editor.textCursor()
    cursor.setPosition(4)
    view.editor.setTextCursor(cursor)
    view.insert_number()
    view.save()
    assert view.preview.text() == "全年收到20件。"
    assert view.parts.currentRow() == 1
    view.redraft()
    assert page.context.ports.annual.written == {}


def test_a_final_version_is_asked_for_once_more_and_a_second_wants_its_reason(page, prompts):
    page.show_final()
    assert page.final.reason.isHidden()
    prompts.yes = False
    page.final.freeze()
    assert page.context.ports.annual.kept == []
    prompts.yes = True
    page.final.freeze()
    assert [one.number for one in page.context.ports.annual.kept] == [1]
    assert not page.final.reason.isHidden()


def test_the_cover_letter_is_written_beside_the_final_version(page, prompts, qtbot, tmp_path: Path):
    page.show_final()
    prompts.path = tmp_path / "a.docx"
    assert page.final.addressee.text() == "望山县人民政府办公室"
    page.final.number.setText("望资函〔2026〕3号")
    page.final.addressee.setText("望山县人民政府")
    page.final.day.set_day(date(2026, 1, 20))
    page.final.write_cover()
    qtbot.waitUntil(lambda: not page.context.tasks.busy)
    assert prompts.path.read_bytes() == b"letter"
    head = ("望资函〔2026〕3号", "望山县人民政府", date(2026, 1, 20))
    assert page.context.ports.annual.covers == head


def test_the_whole_report_is_exported(page, prompts, qtbot, tmp_path: Path):
    prompts.path = tmp_path / "a.docx"
    page._export_whole()
    qtbot.waitUntil(lambda: not page.context.tasks.busy)
    assert prompts.path.exists()


def test_charts_follow_the_year_and_can_be_told(page):
    page.tabs.setCurrentIndex(4)
    (picture,) = page.charts.charts
    year = page.year.currentData()
    assert f"{year}年：予以公开3，其他1" in picture.accessibleDescription()
    assert page._foot.isHidden()
    assert not picture.grab().toImage().isNull()
    page.tabs.setCurrentIndex(1)
    assert page._stack.currentIndex() == 1
    assert not page._foot.isHidden()
