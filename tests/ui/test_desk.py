"""工作台, story A1: what goes wrong first."""

from gongkai_desktop.ui.desk.page import DeskPage
from gongkai_desktop.ui.ports import StateFilter


def test_the_most_pressing_comes_first_and_waiting_stands_apart(shell):
    page = shell.page
    assert isinstance(page, DeskPage)
    urgent = [page.urgent.line(at).row.register_no for at in range(5)]
    waiting = [page.waiting.line(at).row.register_no for at in range(2)]
    assert urgent == ["2026-015", "2026-016", "2026-014", "2026-019", "2026-020"]
    assert waiting == ["2026-017", "2026-018"]


def test_every_row_says_its_state_in_words(shell):
    model = shell.page.urgent.table.model()
    states = [model.data(model.index(row, 3)) for row in range(model.rowCount())]
    assert states[0].startswith("已超期")
    assert states[1].startswith("剩")


def test_a_row_opens_its_request(shell):
    shell.page.urgent.table.opened.emit(0)
    assert shell.page.title == "依申请公开"
    assert shell.page.detail.header._number.text() == "2026-015"


def test_a_tile_opens_what_it_counts(shell, office):
    shell.page.tiles["overdue"].opened.emit()
    assert shell.page.list.query.state == StateFilter.OVERDUE
    assert shell.page.list.table.model().rowCount() == 1


def test_the_missing_calendar_leads_to_the_settings(shell):
    shell.page._horizon.paste.click()
    assert shell.page.title == "设置"
    assert shell.page.parts.currentItem().text() == "工作日历"
