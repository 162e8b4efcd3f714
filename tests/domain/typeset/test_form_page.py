"""Form sheets: frames closed, rows whole, heads of lists repeated, nothing outside the paper."""

import sys
from pathlib import Path

import pytest

from gongkai_desktop.domain.letter.composed import ComposedLetter, Profile
from gongkai_desktop.domain.letter.table import Cell, RowRule, TableColumn, TableRow, list_rows
from gongkai_desktop.domain.typeset.form_page import FormTypesetter
from gongkai_desktop.domain.typeset.page import Role

sys.path.insert(0, str(Path(__file__).parent))
from fake_metrics import PlainMetrics

SETTER = FormTypesetter(PlainMetrics())
COLUMNS = (TableColumn(name="no", label="序号", width_mm=12), TableColumn(name="a", label="内容"))


def sheet(rows, **more):
    return ComposedLetter(code="X", title="某局表单", organ="某局", table=tuple(rows), **more)


def pairs(label, text, height=10.0):
    return TableRow(cells=(Cell(text=label, label=True, width_mm=28), Cell(text=text)),
                    height_mm=height)  # fmt: skip


def layout(rows, profile=Profile.FINAL, mark="", **more):
    return SETTER.layout(sheet(rows, **more), profile, mark)


def test_a_short_sheet_is_one_page_with_a_closed_frame():
    (page,) = layout([pairs("甲", "乙"), pairs("丙", "")]).pages
    ys = {round(rule.y1, 2) for rule in page.rules if rule.y1 == rule.y2}
    assert len(ys) == 3
    assert not page.lines_of(Role.FOLIO)
    assert [line.text for line in page.lines_of(Role.TABLE_HEAD)] == ["甲", "丙"]


def test_rows_stay_whole_and_pages_are_numbered():
    pages = layout([pairs(str(n), "字" * 60, height=30) for n in range(20)]).pages
    assert len(pages) > 1
    assert all(page.lines_of(Role.FOLIO) for page in pages)
    for page in pages:
        bottom = max(rule.y2 for rule in page.rules)
        assert all(line.baseline <= bottom for line in page.lines_of(Role.TABLE_CELL))
        assert bottom <= page.height


def test_the_head_of_a_list_is_repeated_on_the_next_page():
    entries = [{"a": "字" * 30} for _ in range(90)]
    rows = list_rows(COLUMNS, entries, RowRule(list_of="单", least=0, height_mm=12))
    pages = layout(rows).pages
    assert len(pages) > 1
    assert all(page.lines_of(Role.TABLE_HEAD)[0].text == "序号" for page in pages)
    assert sum(len(page.lines_of(Role.TABLE_CELL)) for page in pages) == 180


def test_a_row_taller_than_a_page_is_cut():
    pages = layout([pairs("长", "字" * 4000)]).pages
    assert len(pages) > 1
    text = "".join(line.text for page in pages for line in page.lines_of(Role.TABLE_CELL))
    assert text == "字" * 4000


def test_a_label_never_leaves_one_character_alone():
    (page,) = layout([pairs("征求意见书文号", "")]).pages
    lines = [line.text for line in page.lines_of(Role.TABLE_HEAD)]
    assert min(map(len, lines)) >= 3


@pytest.mark.parametrize(("profile", "shown"), [(Profile.DRAFT, True), (Profile.FINAL, False)])
def test_only_a_draft_carries_count_and_check_code(profile, shown):
    (page,) = layout([pairs("甲", "乙")], profile, mark="审签稿　第1稿").pages
    assert bool(page.lines_of(Role.DRAFT)) == shown


def test_blank_lines_are_made_up_and_counted():
    rows = list_rows(COLUMNS, [{"a": "一"}], RowRule(list_of="单", least=3))
    assert [row.cells[0].text for row in rows] == ["序号", "1", "2", "3"]
    assert rows[0].head
    assert all(row.listed for row in rows[1:])


def test_a_lying_page_is_wider_than_high():
    (page,) = layout([pairs("甲", "乙")], landscape=True).pages
    assert page.width > page.height
