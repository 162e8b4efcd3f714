"""Table sheets: the head on every page, nothing lost, nothing outside its cell."""

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai_desktop.domain.typeset.page import A4_HEIGHT, A4_WIDTH, MM, Role
from gongkai_desktop.domain.typeset.setter import Align
from gongkai_desktop.domain.typeset.table_page import TableColumn, TableSheet, TableTypesetter

sys.path.insert(0, str(Path(__file__).parent))
from fake_metrics import PlainMetrics

TYPESETTER = TableTypesetter(PlainMetrics())
COLUMNS = (
    TableColumn(heading="日期", width_mm=30),
    TableColumn(heading="第几日", width_mm=20, align=Align.CENTRE),
    TableColumn(heading="说明", width_mm=120),
)


def sheet(count: int, **fields) -> TableSheet:
    values = {
        "title": "期限演算单",
        "facts": (("登记编号", "2026-0123"),),
        "columns": COLUMNS,
        "rows": tuple((f"11月{n}日", str(n), "计入期限") for n in range(count)),
        "notes": ("依据节假日安排的通知。",),
    }
    return TableSheet(**(values | fields))


def test_the_head_is_repeated_and_pages_are_counted():
    pages = TYPESETTER.layout(sheet(100)).pages
    assert len(pages) > 1
    for page in pages:
        assert [line.text for line in page.lines_of(Role.TABLE_HEAD)] == ["日期", "第几日", "说明"]
        (folio,) = page.lines_of(Role.FOLIO)
        assert folio.text == f"第{page.number}页　共{len(pages)}页"


def test_landscape_turns_the_paper():
    (page,) = TYPESETTER.layout(sheet(3, landscape=True)).pages
    assert (page.width, page.height) == (A4_HEIGHT, A4_WIDTH)


def test_a_row_taller_than_a_page_goes_on_over_the_next():
    words = "自收到申请之日起二十个工作日内予以答复，" * 300
    pages = TYPESETTER.layout(sheet(1, rows=(("11月1日", "1", words),))).pages
    assert len(pages) > 1
    cells = [line.text for page in pages for line in page.lines_of(Role.TABLE_CELL)]
    assert words in "".join(cells).replace("11月1日", "").replace("1自", "自")


def test_more_cells_than_columns_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="4 cells"):
        TYPESETTER.layout(sheet(1, rows=(("一", "二", "三", "四"),)))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=60), st.text(max_size=9)), max_size=40))
def test_every_line_stays_on_the_paper(rows):
    result = TYPESETTER.layout(sheet(0, rows=tuple(rows)))
    for page in result.pages:
        for line in page.lines:
            assert line.baseline <= page.height - 10 * MM
            assert line.strip.right <= page.width - 15 * MM


def test_dates_and_numbers_are_never_parted_while_another_column_has_room():
    """A ledger's 日期 and 登记号 stand whole; what has room to spare gives it."""
    columns = (
        TableColumn(heading="登记号", width_mm=8),
        TableColumn(heading="检索日期", width_mm=8),
        TableColumn(heading="检索位置", width_mm=120),
    )
    rows = (("2026-001、2026-002、2026-003", "2026-01-15", "综合档案室" * 20),)
    (page,) = TYPESETTER.layout(sheet(1, columns=columns, rows=rows)).pages
    cells = [line.text for line in page.lines_of(Role.TABLE_CELL)]
    for whole in ("2026-001、", "2026-002、", "2026-003", "2026-01-15"):
        assert whole in cells


def test_a_web_address_does_not_squeeze_the_other_columns():
    long = "https://www.example.gov.cn/" + "a" * 90
    columns = (TableColumn(heading="链接", width_mm=30), TableColumn(heading="说明", width_mm=100))
    plain = TYPESETTER.layout(sheet(1, columns=columns, rows=(("短", "说明"),))).pages[0]
    with_link = TYPESETTER.layout(sheet(1, columns=columns, rows=((long, "说明"),))).pages[0]
    edges = [{round(rule.x1) for rule in page.rules} for page in (plain, with_link)]
    assert edges[0] == edges[1]


def test_a_narrow_heading_leaves_no_character_alone():
    columns = (TableColumn(heading="检索方式", width_mm=12), *COLUMNS)
    (page,) = TYPESETTER.layout(sheet(1, columns=columns, rows=())).pages
    assert [line.text for line in page.lines_of(Role.TABLE_HEAD)][:2] == ["检索", "方式"]
