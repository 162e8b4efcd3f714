"""The Word file: the grid it declares, paragraphs that reflow, the block kept together."""

import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import attrs
import pytest
from docx import Document
from docx.oxml.ns import qn

from gongkai_desktop.documents.docx import draw_docx
from gongkai_desktop.domain.letter.composed import Profile
from gongkai_desktop.domain.letter.table import Cell, TableRow
from gongkai_desktop.domain.typeset.letter_page import LetterStyle
from gongkai_desktop.domain.unit import LetterLayout

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
    (tmp_path / "一.docx").write_bytes(draw_docx(letter(), Profile.FINAL, TITLE))
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


ROWS = (
    TableRow(cells=(Cell(text="登记编号", label=True, width_mm=28), Cell(text="2026-018"),
                    Cell(text="承办科室", label=True, width_mm=28), Cell(text="征收科"))),
    TableRow(cells=(Cell(text="申请内容", label=True, width_mm=28), Cell(text="甲\n乙")),
             height_mm=30.0),
    TableRow(cells=(Cell(text="横贯的标题", label=True),)),
)  # fmt: skip


def test_a_form_sheet_is_a_table_to_type_into():
    made = Document(
        BytesIO(
            draw_docx(attrs.evolve(letter(), table=ROWS, remarks=("说明",)), Profile.FINAL, TITLE)
        )
    )
    (table,) = made.tables
    texts = [[cell.text for cell in dict.fromkeys(row.cells)] for row in table.rows]
    assert texts == [["登记编号", "2026-018", "承办科室", "征收科"], ["申请内容", "甲\n乙"],
                     ["横贯的标题"]]  # fmt: skip
    assert made.paragraphs[-1].text == "说明"


@pytest.mark.parametrize("layout", list(LetterLayout))
def test_every_layout_has_title_number_and_text(layout):
    style = LetterStyle(layout=layout, head_mm=120)
    made = Document(BytesIO(draw_docx(letter(), Profile.FINAL, TITLE, style)))
    texts = [paragraph.text for paragraph in made.paragraphs]
    assert "\n".join(TITLE) in texts
    assert texts.count(letter().number) == 1
    assert (letter().organ == texts[0]) == (layout is LetterLayout.MISSIVE)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
@pytest.mark.long
def test_libreoffice_opens_table_and_missive(tmp_path):
    missive = LetterStyle(layout=LetterLayout.MISSIVE)
    (tmp_path / "a.docx").write_bytes(
        draw_docx(attrs.evolve(letter(), table=ROWS), Profile.FINAL, TITLE)
    )
    (tmp_path / "b.docx").write_bytes(draw_docx(letter(), Profile.FINAL, TITLE, missive))
    command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    command += [str(tmp_path / "a.docx"), str(tmp_path / "b.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=110)
    assert (tmp_path / "a.pdf").stat().st_size > 1000
    assert (tmp_path / "b.pdf").stat().st_size > 1000
