"""The Word file: the grid it declares, paragraphs that reflow, the block kept together."""

import sys
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from gongkai_desktop.documents.docx import draw_docx, write_docx
from gongkai_desktop.domain.letter.composed import Profile

sys.path.insert(0, str(Path(__file__).parent))
from test_pdf import letter

TITLE = ("望江县自然资源和规划局", "政府信息公开申请答复书")


@pytest.fixture
def document():
    return Document(BytesIO(draw_docx(letter(), Profile.DRAFT, TITLE)))


def find(document, start: str):
    return next(one for one in document.paragraphs if one.text.startswith(start))


def test_paper_margins_and_grid(document):
    section = document.sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin.mm) for margin in margins] == [37, 35, 28, 26]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:type")) == "linesAndChars"
    assert int(grid.get(qn("w:linePitch"))) * 22 <= 225 / 25.4 * 1440
    assert int(grid.get(qn("w:charSpace"))) == pytest.approx((15.793 - 16) * 4096, abs=2)


def test_each_paragraph_of_the_letter_is_one_paragraph(document):
    for paragraph in letter().paragraphs:
        assert any(one.text == paragraph.text for one in document.paragraphs)


def test_body_is_indented_by_characters_and_kinsoku_is_on(document):
    body = find(document, "本机关于")
    assert body._p.pPr.ind.get(qn("w:firstLineChars")) == "200"
    assert document.styles["Normal"].element.pPr.find(qn("w:kinsoku")).get(qn("w:val")) == "1"


def test_faces_are_the_standards_own(document):
    def face(start: str) -> str:
        return find(document, start).runs[0]._r.rPr.rFonts.get(qn("w:eastAsia"))

    assert face("望江县自然资源和规划局\n") == "方正小标宋简体"
    assert face("本机关于") == "仿宋_GB2312"
    assert face("一、") == "黑体"
    assert face("（一）") == "楷体_GB2312"


def test_the_signature_block_keeps_together(document):
    day = find(document, "2026年11月22日")
    organ = next(
        one for one in reversed(document.paragraphs) if one.text == "望江县自然资源和规划局"
    )
    assert organ.paragraph_format.keep_with_next
    assert day.paragraph_format.keep_together
    assert day._p.pPr.ind.get(qn("w:rightChars")) == "400"


def test_page_numbers_stand_on_outer_sides(document):
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    assert (
        section.footer.paragraphs[0].alignment != section.even_page_footer.paragraphs[0].alignment
    )
    assert "PAGE" in section.footer._element.xml


def test_the_same_letter_gives_the_same_file(tmp_path):
    write_docx(tmp_path / "一.docx", letter(), Profile.FINAL, TITLE)
    assert (tmp_path / "一.docx").read_bytes() == draw_docx(letter(), Profile.FINAL, TITLE)


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "长" * 300},
        {"paragraphs": ()},
        {"addressee": "", "number": "", "note": ""},
        {"organ": "", "letter_date": None},
        {"addressee": "王\x07\x00小\ud800明"},
        {"enclosures": ()},
    ],
)
def test_odd_letters_still_make_a_file_that_opens(fields):
    made = draw_docx(letter(**fields), Profile.DRAFT, (fields.get("title", "答复书"),))
    assert Document(BytesIO(made)).paragraphs
