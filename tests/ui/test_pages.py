"""Annual tables, settings, first run, screenshots."""

import pytest
from PySide6.QtCore import QSize, Qt

from gongkai_desktop.domain.unit import UnitKind
from gongkai_desktop.services.unit_guess import review_body_of
from gongkai_desktop.ui.common.errors import ErrorDesk, diagnosis
from gongkai_desktop.ui.first_run.page import FirstRun
from gongkai_desktop.ui.screenshots import take_screenshots


def test_a_figure_opens_the_cases_behind_it(shell):
    page = shell.open_place("annual")
    page.tables[1]._open(2, 1)
    assert page.cases.table.model().rowCount() == 3
    assert "予以公开" in page.cases._title.text()


def test_an_empty_office_is_told_the_first_step(qtbot, app, prompts):
    from fake import FakeOffice, make_context

    from gongkai_desktop.ui.shell import Shell

    window = Shell(make_context(FakeOffice(empty=True), prompts))
    qtbot.addWidget(window)
    window.open_place("annual")
    window.open_place("request")
    assert window.page.list._pages.currentIndex() == 1


def test_a_notice_is_checked_before_it_can_be_accepted(shell, settle):
    page = shell.open_place("settings", "calendar")
    part = page.part()
    part.text.setPlainText("看不懂的内容")
    part._read()
    settle()
    assert not part.accept.isEnabled()
    part.text.setPlainText("一、元旦：1月1日（周五）至3日（周日）放假，共3天。")
    part._read()
    settle()
    assert part.accept.isEnabled()


def test_the_unit_is_kept(shell, office):
    page = shell.open_place("settings", "unit")
    page.part().form.fields["short_name"].setText("望资")
    page.part().submit()
    assert office.unit_kept.short_name == "望资"


@pytest.fixture
def first(qtbot, app, prompts):
    window = FirstRun(prompts, ErrorDesk(prompts), review_body_of)
    qtbot.addWidget(window)
    window.show()
    return window


def test_first_run_asks_for_what_letters_need(qtbot, first):
    first.proceed()
    first.proceed()
    assert len(first._forms) == 1
    first.form.fields["name"].setText("望山县自然资源局")
    first.form.fields["prefix"].setText("望资")
    first.proceed()
    first.form.fields["government"].setText("望山县人民政府")
    first.form.fields["court"].setText("望山县人民法院")
    assert "向望山县人民政府申请行政复议，向望山县人民法院提起诉讼" in first.body.accessibleName()
    first.proceed()
    first.proceed()  # the operator is asked for
    first.operator.setText("丁某")
    first.proceed()  # the telephone is asked for: every receipt and notice says it
    assert first.form.fields["office_phone"].hasFocus()
    first.form.fields["office_phone"].setText("000-1234567")
    with qtbot.waitSignal(first.finished) as finished:
        first.proceed()
    unit, operator = finished.args
    assert (unit.name, unit.court, operator) == ("望山县自然资源局", "望山县人民法院", "丁某")
    assert unit.seal_diameter_mm == 42


def test_going_back_keeps_what_was_filled_in(first):
    first.proceed()
    first.form.fields["name"].setText("望山县自然资源局")
    first.form.fields["prefix"].setText("望资")
    first.proceed()
    first.form.fields["government"].setText("望山县人民政府")
    first.form.fields["court"].setText("望山县人民法院")
    first.proceed()
    first.operator.setText("丁某")
    first._move(-1)
    first._move(-1)
    first.proceed()
    first.form.fields["government"].setText("望山县人民政府")
    first.form.fields["court"].setText("望山县人民法院")
    first.proceed()
    assert first.operator.text() == "丁某"


def test_first_run_does_not_go_on_without_a_review_body(first):
    """行政复议法第二十八条: a justice department is reviewed by government or superior."""
    first.proceed()
    first.form.fields["name"].setText("某局某分局")
    first.form.fields["prefix"].setText("某分")
    first.form.kind.setCurrentIndex(first.form.kind.findData(UnitKind.VERTICAL.value))
    first.proceed()
    first.form.fields["government"].setText("某县人民政府")
    first.form.fields["court"].setText("某县人民法院")
    first.proceed()
    assert len(first._forms) == 2
    assert "还缺少" in first.body.accessibleName()
    first.form.fields["superior"].setText("某局")
    first.proceed()
    assert len(first._forms) == 3


def tab_to(qtbot, window, field) -> None:
    for _ in range(30):
        if window.focusWidget() is field:
            return
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    raise AssertionError("not reached by Tab")


def test_first_run_is_done_by_keyboard_alone(qtbot, first):
    """Keys move; the words come from an input method, which a test cannot type."""

    def enter() -> None:
        qtbot.keyClick(first.focusWidget(), Qt.Key.Key_Return)

    enter()
    assert first.focusWidget() is first.form.fields["name"]
    first.focusWidget().insert("望山县自然资源局")
    tab_to(qtbot, first, first.form.fields["prefix"])
    first.focusWidget().insert("望资")
    enter()
    assert first.focusWidget() is first.form.fields["government"]
    first.focusWidget().insert("望山县人民政府")
    tab_to(qtbot, first, first.form.fields["court"])
    first.focusWidget().insert("望山县人民法院")
    enter()
    tab_to(qtbot, first, first.operator)
    first.operator.insert("丁某")
    tab_to(qtbot, first, first.form.fields["office_phone"])
    first.focusWidget().insert("000-1234567")
    with qtbot.waitSignal(first.finished):
        enter()


def test_a_diagnosis_holds_no_words_of_the_error():
    try:
        raise ValueError("张某一 990101198001010014")
    except ValueError as error:
        report = diagnosis(error)
    assert "张某一" not in report
    assert "ValueError" in report


def test_every_page_is_pictured(context, tmp_path):
    files = take_screenshots(context, tmp_path, QSize(1093, 614))
    assert len(files) >= 20
    assert all(file.stat().st_size > 5000 for file in files)
