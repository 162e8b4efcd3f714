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
    assert words_of(pages).replace("（转续页）", "") == "字" * 4000


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


def signed_sheet(words, count=14):
    """A slip with long words among boxes to sign."""
    boxes = [pairs(f"第{n}环节签名", "", height=12) for n in range(count)]
    return layout([pairs("申请内容", "请求公开"), pairs("拟办意见", words), *boxes])


def words_of(pages, role=Role.TABLE_CELL):
    return "".join(line.text for page in pages for line in page.lines_of(role))


def text_size(page):
    return max(run.size for line in page.lines_of(Role.TABLE_CELL) for run in line.strip.runs)


@pytest.mark.parametrize("count", [200, 400, 500])
def test_words_a_little_long_are_fitted_and_never_below_legible_type(count):
    (page,) = signed_sheet("字" * count).pages
    assert 10.5 <= text_size(page) <= 12


@pytest.mark.parametrize("count", [900, 1700, 5000])
def test_long_words_go_overleaf_and_every_box_to_sign_stays_on_the_first_page(count):
    first, *overleaf = signed_sheet("".join(chr(0x4E00 + n) for n in range(count))).pages
    assert sum("签名" in line.text for line in first.lines_of(Role.TABLE_HEAD)) == 14
    assert overleaf
    assert words_of([first]).endswith("（转续页）")
    assert text_size(first) == 12
    assert overleaf[0].lines_of(Role.TABLE_HEAD)[0].text == "拟办意见"
    assert all("（续页）" in words_of([page], Role.TITLE) for page in overleaf)
    whole = words_of([first, *overleaf]).replace("（转续页）", "").removeprefix("请求公开")
    assert whole == "".join(chr(0x4E00 + n) for n in range(count))


def test_the_continuation_names_the_request_and_repeats_the_label():
    rows = [pairs("甲", "字" * 900), pairs("乙", "文" * 2500), pairs("签名", "", height=150)]
    made = layout(rows, register_no="2026-011").pages
    for page in made[1:]:
        assert words_of([page], Role.NOTE) == "登记编号：2026-011"
        assert page.lines_of(Role.TABLE_HEAD)
        bottom = max(rule.y2 for rule in page.rules)
        assert all(line.baseline <= bottom for line in page.lines_of(Role.TABLE_CELL))


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        ("送达日期、时间", ["送达日期、", "时间"]),
        ("受送达人签名或者盖章", ["受送达人签名", "或者盖章"]),
        ("科室负责人（签名）", ["科室负责人", "（签名）"]),
        ("送达文书名称及文号", ["送达文书名称", "及文号"]),
        ("统一社会信用代码", ["统一社会", "信用代码"]),
        ("征求意见书文号", ["征求意见书", "文号"]),
    ],
)
def test_a_label_breaks_between_its_words(label, lines):
    (page,) = layout([pairs(label, "")]).pages
    assert [line.text for line in page.lines_of(Role.TABLE_HEAD)] == lines


def test_a_crowded_slip_keeps_its_boxes_together_in_smaller_type():
    """A long title, several long cells and many boxes: the type gives way before the boxes part."""
    long = [pairs(name, "字" * 400) for name in ("申请内容", "检索结果", "拟办意见", "依据")]
    boxes = [pairs(f"第{n}环节签名", "", height=13) for n in range(18)]
    first, *overleaf = layout([*long, *boxes]).pages
    assert sum("签名" in line.text for line in first.lines_of(Role.TABLE_HEAD)) == 18
    assert 10.5 <= text_size(first) < 12
    assert text_size(overleaf[0]) == 12


def test_the_room_to_write_gives_way_before_the_boxes_to_sign_part():
    entries = [{"a": "字" * 90} for _ in range(21)]
    rows = list_rows(COLUMNS, entries, RowRule(list_of="单", least=0, height_mm=20))
    boxes = [pairs(f"第{n}环节签名", "", height=14) for n in range(4)]
    pages = layout([*rows, *boxes]).pages
    assert len(pages) == 2
    assert sum("签名" in line.text for line in pages[-1].lines_of(Role.TABLE_HEAD)) == 4
