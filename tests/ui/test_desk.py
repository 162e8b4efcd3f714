"""工作台, story A1: what goes wrong first."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from gongkai_desktop.ui.common.badge import NOTE_ROLE
from gongkai_desktop.ui.desk.page import DeskPage
from gongkai_desktop.ui.ports import DeskCounts, StateFilter


def test_the_most_pressing_comes_first_and_waiting_stands_apart(shell):
    page = shell.page
    assert isinstance(page, DeskPage)
    urgent = [page.urgent.line(at).row.register_no for at in range(5)]
    waiting = [page.waiting.line(at).row.register_no for at in range(2)]
    assert urgent == ["2026-015", "2026-016", "2026-014", "2026-019", "2026-020"]
    assert waiting == ["2026-017", "2026-018"]


def cells(part, column, role=Qt.ItemDataRole.DisplayRole):
    model = part.table.model()
    return [model.data(model.index(row, column), role) for row in range(model.rowCount())]


def test_every_row_says_its_state_in_words(shell):
    """Colour is never the only signal: 已超期 / 即将到期 / 正常 / 暂停 stand in every row."""
    page = shell.page
    assert cells(page.urgent, 3) == ["已超期", "即将到期", "正常", "正常", "正常"]
    assert cells(page.urgent, 3, NOTE_ROLE)[1].startswith("剩")
    assert cells(page.waiting, 3) == ["暂停", "暂停"]
    assert cells(page.waiting, 2) == ["2026-12-02", "2026-12-07"]


def test_the_list_is_written_as_a_page(shell, prompts, tmp_path, qtbot):
    prompts.path = tmp_path / "待办.pdf"
    shell.page.save_page()
    qtbot.waitUntil(lambda: prompts.path.exists() and bool(prompts.said))
    assert prompts.path.read_bytes().startswith(b"%PDF-1")


def test_a_piece_of_mail_becomes_a_request_with_one_click(shell, office):
    shell.page.mail.findChild(QPushButton).click()
    intake = shell.page._views.currentWidget()
    assert (intake.fields.name.text(), intake.fields.mail_no.text()) == ("某律师", "1000000000901")
    assert intake.fields.received.day == date(2026, 11, 19)
    intake.fields.phone.setText("13000000001")
    intake.fields.text.setPlainText("某地块出让合同")
    intake.submit()
    assert ("mail", "mail-1", "2026-021") in office.calls


def test_a_duty_is_done_with_a_day_and_evidence(shell, office, prompts, tmp_path):
    annual = office.desk().duties[0]
    prompts.text, prompts.path = "昨天", tmp_path / "回执.png"
    shell.page.record(annual)
    assert ("duty done", "annual", date(2026, 11, 21), prompts.path) in office.calls


def test_a_duty_is_switched_off_only_with_a_reason(shell, office, prompts):
    annual = office.desk().duties[0]
    prompts.text = "  "
    shell.page.switch_off(annual)
    assert not [call for call in office.calls if call[0] == "duty off"]
    prompts.text = "由县政府办统一公布"
    shell.page.switch_off(annual)
    assert ("duty off", "annual", "由县政府办统一公布") in office.calls


def test_a_row_opens_its_request(shell):
    shell.page.urgent.table.opened.emit(0)
    assert shell.page.title == "依申请公开"
    assert shell.page.detail.header._number.text() == "2026-015"


def test_a_tile_opens_what_it_counts(shell, office):
    shell.page.tiles["overdue"].opened.emit()
    assert shell.page.list.query.state == StateFilter.OVERDUE
    assert shell.page.list.table.model().rowCount() == 1


def test_the_missing_calendar_leads_to_the_settings(shell):
    shell.page.horizon.paste.click()
    assert shell.page.title == "设置"
    assert shell.page.parts.currentItem().text() == "工作日历"


def test_the_years_quality_stands_beside_what_was_closed_and_is_read_out(shell) -> None:
    """按时率和纠错数: in a few words beside the figure, once for those who cannot see it."""
    tiles = shell.open_place("desk").tiles
    assert tiles["closed_this_year"].accessibleName() == "本年办结 13 件　按时92%，被纠错1"
    assert tiles["waiting"].accessibleName() == "等待条件 2 件"
    none = DeskCounts(overdue=0, near=0, open=0, waiting=0, closed_this_year=0)
    assert none.quality == "", "no share of nothing"
