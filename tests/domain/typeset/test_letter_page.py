"""Letters on the grid of GB/T 9704-2012: rows, the signature block and its cures (7.3.5)."""

import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai_desktop.domain.letter.composed import (
    ComposedLetter,
    Enclosure,
    Paragraph,
    ParagraphKind,
    Profile,
    SealSpec,
)
from gongkai_desktop.domain.typeset import grid
from gongkai_desktop.domain.typeset.letter_page import LetterStyle, LetterTypesetter
from gongkai_desktop.domain.typeset.page import MM, Layout, Page, Role
from gongkai_desktop.domain.typeset.setter import Align
from gongkai_desktop.domain.unit import LetterLayout

sys.path.insert(0, str(Path(__file__).parent))
from fake_metrics import PlainMetrics

TYPESETTER = LetterTypesetter(PlainMetrics())
TEXT_ROLES = (Role.BODY, Role.ENCLOSURE)


def letter(rows: int = 5, **fields) -> ComposedLetter:
    """A letter of exactly ``rows`` rows of text: one title line, number, addressee above."""
    values = {
        "code": "C1",
        "title": "望江县司法局答复书",
        "number": "望司公开答〔2026〕12号",
        "addressee": "龚小平",
        "organ": "望江县司法局",
        "letter_date": date(2026, 11, 22),
        "paragraphs": tuple(Paragraph(text="本机关依法予以公开。") for _ in range(rows)),
    }
    return ComposedLetter(**(values | fields))


def layout(profile: Profile = Profile.FINAL, **fields) -> Layout:
    return TYPESETTER.layout(letter(**fields), profile)


def only(page: Page, role: Role):
    (line,) = page.lines_of(role)
    return line


def test_rows_of_the_first_page():
    """Row 1 blank, title, blank, number, blank, addressee, text."""
    page = layout().pages[0]
    assert only(page, Role.TITLE).row == 2
    assert only(page, Role.NUMBER).row == 4
    assert only(page, Role.ADDRESSEE).row == 6
    assert only(page, Role.ADDRESSEE).text == "龚小平："
    assert page.lines_of(Role.BODY)[0].row == 7
    assert page.lines_of(Role.BODY)[0].strip.x == pytest.approx(grid.LEFT + 2 * grid.CELL)
    assert only(page, Role.NUMBER).strip.right == pytest.approx(184 * MM)


def test_a_full_page_has_22_rows_28_99_points_apart():
    page = layout(rows=40).pages[0]
    lines = [line for line in page.lines if line.row]
    assert max(line.row for line in lines) == 22
    assert grid.baseline(2) - grid.baseline(1) == pytest.approx(28.99, abs=0.005)
    last = page.lines_of(Role.BODY)[-1]
    assert last.baseline < grid.BOTTOM < last.baseline + 10


def test_date_four_characters_from_the_right_and_organ_centred_over_it():
    page = layout().pages[0]
    day, organ = only(page, Role.DATE).strip, only(page, Role.ORGAN).strip
    assert day.text == "2026年11月22日"
    assert day.right == pytest.approx(grid.RIGHT - 4 * grid.CELL)
    assert (organ.x + organ.right) / 2 == pytest.approx((day.x + day.right) / 2)
    assert (day.x + day.right) / 2 / MM == pytest.approx(142.2, abs=0.3)


def test_month_and_day_have_no_zero_before_them():
    page = layout(letter_date=date(2026, 3, 5)).pages[0]
    assert only(page, Role.DATE).text == "2026年3月5日"


def test_an_organ_longer_than_the_margin_allows_moves_the_common_centre():
    page = layout(organ="望江县住房和城乡建设局人民防空办公室").pages[0]
    day, organ = only(page, Role.DATE).strip, only(page, Role.ORGAN).strip
    assert organ.right == pytest.approx(grid.RIGHT)
    assert (organ.x + organ.right) / 2 == pytest.approx((day.x + day.right) / 2)


def test_an_organ_of_sixty_characters_takes_lines_by_meaning():
    organ = "新疆维吾尔自治区巴音郭楞蒙古自治州若羌县住房和城乡建设局（人民防空办公室）" * 2
    page = layout(organ=organ[:60], title="答复书").pages[0]
    lines = page.lines_of(Role.ORGAN)
    assert "".join(line.text for line in lines) == organ[:60]
    assert all(
        line.strip.x >= grid.LEFT and line.strip.right <= grid.RIGHT + 0.01 for line in lines
    )


@pytest.mark.parametrize("diameter", [38.0, 42.0, 45.0, 50.0])
def test_draft_shows_the_seal_where_it_will_press_on_both_lines(diameter):
    page = layout(Profile.DRAFT, seal=SealSpec(diameter_mm=diameter)).pages[0]
    (circle,) = page.circles
    day, organ = only(page, Role.DATE), only(page, Role.ORGAN)
    text = page.lines_of(Role.BODY)[-1]
    assert circle.radius == pytest.approx(diameter / 2 * MM)
    assert circle.x == pytest.approx((day.strip.x + day.strip.right) / 2)
    assert circle.y < organ.baseline < day.baseline < circle.y + circle.radius
    foot_of_text = text.baseline + 0.14 * grid.BODY_SIZE
    assert 0 < circle.y - circle.radius - foot_of_text < grid.PITCH
    assert only(page, Role.SEAL_LABEL).text == "（盖章处）"
    assert only(page, Role.DRAFT).text.startswith("审签稿　第1稿")


def test_final_shows_no_circle_no_label_no_draft_mark():
    page = layout(Profile.FINAL).pages[0]
    assert not page.circles
    assert not page.lines_of(Role.SEAL_LABEL)
    assert not page.lines_of(Role.DRAFT)
    assert page.boxes, "lint still finds the seal's place"


def test_number_and_date_not_yet_given_leave_room_in_a_draft():
    page = layout(Profile.DRAFT, number="", letter_date=None).pages[0]
    day = only(page, Role.DATE).strip
    assert only(page, Role.NUMBER).text == "〔　　〕　　号"
    assert day.right - day.x == pytest.approx(7 * grid.CELL)


def test_note_stands_below_the_date_in_brackets_two_in():
    page = layout(note="联系电话：0556-7171234").pages[0]
    note = only(page, Role.NOTE)
    assert note.text == "（联系电话：0556-7171234）"
    assert note.row == only(page, Role.DATE).row + 1
    assert note.strip.x == pytest.approx(grid.LEFT + 2 * grid.CELL)


def test_enclosures_hang_on_the_names_first_character():
    names = ("关于雷池北路延伸段项目用地预审与选址意见的批复及其附图附表", "项目勘测定界报告书")
    page = layout(enclosures=tuple(Enclosure(name=name, pages=3) for name in names)).pages[0]
    strips = [line.strip for line in page.lines_of(Role.ENCLOSURE)]
    label, first, name, second = strips[0], strips[1], strips[2], strips[-2]
    assert label.text == "附件："
    assert label.x == pytest.approx(grid.LEFT + 2 * grid.CELL)
    assert (first.text, second.text) == ("1.", "2.")
    assert first.x == pytest.approx(second.x)
    assert {round(strip.x, 3) for strip in strips[2:-2]} == {round(name.x, 3)}
    assert page.lines_of(Role.ENCLOSURE)[0].row == page.lines_of(Role.BODY)[-1].row + 2


def test_a_single_enclosure_has_no_number():
    page = layout(enclosures=(Enclosure(name="意见反馈表"),)).pages[0]
    assert [line.text for line in page.lines_of(Role.ENCLOSURE)] == ["附件：", "意见反馈表"]


def test_page_numbers_change_sides():
    pages = layout(rows=60).pages
    odd, even = only(pages[0], Role.FOLIO), only(pages[1], Role.FOLIO)
    assert (odd.text, even.text) == ("— 1 —", "— 2 —")
    assert odd.strip.right == pytest.approx(grid.RIGHT - 14)
    assert even.strip.x == pytest.approx(grid.LEFT + 14)
    assert odd.baseline - grid.DASH_HEIGHT * 14 == pytest.approx(grid.BOTTOM + 7 * MM)


def test_first_cure_rows_a_little_closer():
    """6 rows of head, 4 of block: 12 rows of text fit on 22, 13 need the pitch of 27.5."""
    assert [page.pitch for page in layout(rows=12).pages] == [pytest.approx(grid.PITCH)]
    (page,) = layout(rows=13).pages
    assert page.pitch == grid.TIGHT_PITCH
    assert only(page, Role.DATE).baseline < grid.BOTTOM


def test_second_cure_characters_a_little_closer():
    """24 characters and four figures overflow the indented line by 0.4 pt: tracking saves a row."""
    overflowing = Paragraph(text="依法予以公开" * 4 + "1234")
    words = [Paragraph(text="本机关依法予以公开。")] * 12
    (page,) = layout(paragraphs=(*words, overflowing)).pages
    assert page.pitch == grid.TIGHT_PITCH
    run = page.lines_of(Role.BODY)[0].strip.runs[0]
    assert run.char_space == pytest.approx(grid.CELL - 0.2 - grid.BODY_SIZE)


def test_third_cure_two_lines_of_text_go_over():
    pages = layout(rows=14).pages
    assert len(pages) == 2
    assert len(pages[1].lines_of(Role.BODY)) == 2
    assert pages[1].lines_of(Role.ORGAN)


def test_enclosures_go_over_with_two_lines_of_text():
    pages = layout(rows=12, enclosures=(Enclosure(name="意见反馈表"),)).pages
    assert len(pages) == 2
    assert len(pages[1].lines_of(Role.BODY)) == 2
    assert pages[1].lines_of(Role.ENCLOSURE)


def test_missing_glyphs_are_reported_and_not_drawn():
    result = layout(addressee="龚𰻝")
    assert result.missing == ("𰻝",)
    runs = only(result.pages[0], Role.ADDRESSEE).strip.runs
    assert "𰻝" not in "".join(run.text for run in runs)


@settings(max_examples=120, deadline=None)
@given(
    rows=st.integers(0, 70),
    enclosures=st.integers(0, 30),
    organ=st.integers(1, 80),
    note=st.integers(0, 400),
    diameter=st.floats(30, 58),
)
def test_the_block_never_stands_alone_and_never_parts(rows, enclosures, organ, note, diameter):
    result = layout(
        rows=rows,
        enclosures=tuple(Enclosure(name=f"材料之{n}", pages=2) for n in range(enclosures)),
        organ=("望江县自然资源和规划局" * 8)[:organ],
        note="联系电话" * (note // 4),
        seal=SealSpec(diameter_mm=diameter),
    )
    signing = [page for page in result.pages if page.lines_of(Role.ORGAN)]
    assert len(signing) == 1
    page = signing[0]
    assert page.lines_of(Role.DATE)
    if page.number > 1 and rows >= 2:
        text = {line.row for role in TEXT_ROLES for line in page.lines_of(role)}
        assert len(text) >= 2
    for each in result.pages:
        for line in each.lines:
            if line.row:
                assert line.baseline <= grid.BOTTOM
                assert line.strip.right <= grid.RIGHT + 0.05
    bodies = [line for each in result.pages for line in each.lines_of(Role.BODY)]
    assert len(bodies) == rows


HEADED = [
    Paragraph(text=f"{'一二三四五六七八九十'[n]}、关于某事项", kind=ParagraphKind.HEADING_1)
    if half == 0
    else Paragraph(text="答" * 70)
    for n in range(10)
    for half in (0, 1)
]


@pytest.mark.parametrize("blank", range(8))
def test_a_heading_never_ends_a_page(blank):
    before = [Paragraph(text="前言")] * blank
    for page in layout(paragraphs=(*before, *HEADED)).pages:
        body = page.lines_of(Role.BODY)
        assert not body or "、关于" not in body[-1].text


def test_a_missive_has_its_red_head_and_no_number_on_the_first_page():
    style = LetterStyle(layout=LetterLayout.MISSIVE)
    first, *others = TYPESETTER.layout(letter(60), Profile.FINAL, style).pages
    (mark,) = first.lines_of(Role.MARK)
    assert mark.red
    red = [rule for rule in first.rules if rule.red]
    assert [round(rule.line_width, 2) for rule in red] == [1.5, 0.75, 0.75, 1.5]
    assert red[0].x2 - red[0].x1 == pytest.approx(170 * MM)
    assert red[2].y1 == pytest.approx((297 - 20) * MM)
    assert not first.lines_of(Role.FOLIO)
    assert all(page.lines_of(Role.FOLIO) and not page.rules for page in others)
    (number,) = first.lines_of(Role.NUMBER)
    assert number.strip.right == pytest.approx(grid.RIGHT)
    assert number.baseline > red[1].y1


def test_a_preprinted_head_stays_blank_and_may_be_shifted():
    plain = LetterStyle(layout=LetterLayout.PREPRINTED, head_mm=120)
    moved = LetterStyle(layout=LetterLayout.PREPRINTED, head_mm=120, shift_mm=3)
    (first, *_), (later, *_) = (
        TYPESETTER.layout(letter(), Profile.FINAL, style).pages for style in (plain, moved)
    )
    (number,) = first.lines_of(Role.NUMBER)
    assert number.baseline == pytest.approx(116 * MM)
    assert all(line.baseline >= number.baseline for line in first.lines)
    title, title_later = first.lines_of(Role.TITLE)[0], later.lines_of(Role.TITLE)[0]
    assert title.baseline > 120 * MM
    assert title_later.baseline - title.baseline == pytest.approx(3 * MM)
    assert not first.rules


def test_the_number_may_stand_in_the_middle():
    style = LetterStyle(number_align=Align.CENTRE)
    (line,) = TYPESETTER.layout(letter(), Profile.FINAL, style).pages[0].lines_of(Role.NUMBER)
    assert (line.strip.x + line.strip.right) / 2 == pytest.approx(grid.LEFT + grid.WIDTH / 2)


def test_a_draft_says_which_draft_it_is():
    style = LetterStyle(draft_no=3)
    (line,) = TYPESETTER.layout(letter(), Profile.DRAFT, style).pages[0].lines_of(Role.DRAFT)
    assert line.text.startswith("审签稿　第3稿　校验码")


def test_a_line_before_a_number_carried_over_stays_on_the_grid():
    """文号 is not broken; what it leaves open is not spread over the line like a headline."""
    words = "根据望江县人民政府作出的行政复议决定书（望府复决〔2026〕41号）的要求办理，"
    first, second = layout(paragraphs=(Paragraph(text=words * 2),)).pages[0].lines_of(Role.BODY)[:2]
    assert second.text.startswith("（望府复决〔2026〕41号）")
    assert first.strip.right < grid.LEFT + 24 * grid.CELL
    (run,) = first.strip.runs
    assert run.size + run.char_space == pytest.approx(grid.CELL, abs=0.5)
