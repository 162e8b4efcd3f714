"""审计 in the settings: filtered, one entry by field, exported, its head printed; looks noted."""

from datetime import date
from pathlib import Path

import pytest

from gongkai_desktop.ui.settings.audit import AuditPart


@pytest.fixture
def part(qtbot, context) -> AuditPart:
    made = AuditPart(context)
    qtbot.addWidget(made)
    return made


def test_the_latest_entry_is_open_and_another_one_shows_its_own_fields(part: AuditPart) -> None:
    assert [one.place for one in part.fields.rows] == ["申请 2026-002"]
    part.table.selectRow(1)
    assert [one.place for one in part.fields.rows] == ["申请 2026-001"]


@pytest.mark.parametrize(
    ("words", "first", "last", "count"),
    [
        ("更正", None, None, 1),
        ("丁某", None, date(2026, 11, 18), 0),
        ("", date(2026, 11, 20), None, 1),
        ("", date(2026, 11, 19), date(2026, 11, 20), 2),
    ],
)
def test_entries_are_filtered_by_words_and_day(part: AuditPart, words, first, last, count) -> None:
    part.search.setText(words)
    part.first.set_day(first)
    part.last.set_day(last)
    part.reload()
    assert part.model.rowCount() == count


def test_what_is_shown_is_what_is_exported(qtbot, part, office, prompts, tmp_path: Path) -> None:
    prompts.path = tmp_path / "审计.xlsx"
    part.first.set_day(date(2026, 11, 20))
    part.export()
    qtbot.waitUntil(lambda: ("tell", "导出审计", "已导出 1 条") in prompts.said)
    assert office.audits.exported.first == date(2026, 11, 20)


def test_a_print_is_itself_recorded(qtbot, part, office, prompts, tmp_path: Path) -> None:
    prompts.path = tmp_path / "末条.pdf"
    part.print_head()
    qtbot.waitUntil(lambda: bool(prompts.said))
    assert prompts.path.read_bytes() == b"%PDF-head"
    assert office.audits.noted == [("打印审计末条", "末条.pdf")]


def words_of(section) -> str:
    grid = section._grid
    return " ".join(grid.itemAt(at).widget().text() for at in range(grid.count()))


def test_full_numbers_are_shown_on_asking_and_the_look_is_recorded(shell, office) -> None:
    """Issue 7, 审计: a look at masked data is noted with who, when and whose."""
    page = shell.open_place("request")
    number = next(no for no, (one, *_) in office.requests.items() if one.applicant.phone)
    phone = office.requests[number][0].applicant.phone
    page.open_request(number)
    section = page.detail.section("基本信息")
    assert phone not in words_of(section)
    section._reveal.click()
    assert phone in words_of(section)
    assert office.audits.noted == [("查看完整个人信息", number)]


def test_correcting_shows_everything_and_is_a_look_too(shell, office) -> None:
    page = shell.open_place("request")
    page.open_request("2026-015")
    page.detail.section("基本信息").begin()
    assert office.audits.noted == [("查看完整个人信息", "2026-015")]
