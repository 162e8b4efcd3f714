"""The PDF measured from outside: where pdfium finds each character (GB/T 9704-2012, 5.2)."""

import ctypes
import sys
from datetime import date
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import Image, ImageChops, ImageStat

from gongkai_desktop.documents.page_image import render_page, render_pages
from gongkai_desktop.documents.pdf import draw_pdf, write_pdf
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.letter.composed import (
    ComposedLetter,
    Enclosure,
    Paragraph,
    ParagraphKind,
    Profile,
)
from gongkai_desktop.domain.typeset.letter_page import LetterTypesetter

sys.path.insert(0, str(Path(__file__).parent))
from page_fonts import shipped

MM = 72 / 25.4
GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "pages"


def letter(**fields) -> ComposedLetter:
    values = {
        "code": "C3",
        "title": "望江县自然资源和规划局政府信息公开申请答复书",
        "number": "望资公开答〔2026〕12号",
        "addressee": "龚𬭸",
        "organ": "望江县自然资源和规划局",
        "letter_date": date(2026, 11, 22),
        "note": "联系电话：0556-7171234",
        "enclosures": (Enclosure(name="用地预审意见", pages=3), Enclosure(name="勘测报告")),
        "paragraphs": (
            Paragraph(
                text="本机关于2026年10月28日收到您提交的政府信息公开申请（登记编号：2026-0123）。"
            ),
            Paragraph(text="一、关于用地预审意见", kind=ParagraphKind.HEADING_1),
            Paragraph(
                text="根据《中华人民共和国政府信息公开条例》第三十六条第（二）项规定，"
                "本机关决定予以公开，并按照您要求的形式提供。"
            ),
            Paragraph(text="（一）勘测报告", kind=ParagraphKind.HEADING_2),
        ),
    }
    return ComposedLetter(**(values | fields))


def pdf_of(made: ComposedLetter, profile: Profile = Profile.DRAFT) -> bytes:
    return draw_pdf([LetterTypesetter(shipped()).layout(made, profile)], shipped())


def origins(pdf: bytes, number: int = 0) -> list[tuple[str, float, float]]:
    """(character, x, y from the top) in millimetres."""
    page = pypdfium2.PdfDocument(pdf)[number]
    text = page.get_textpage()
    found = []
    x, y = ctypes.c_double(), ctypes.c_double()
    for at in range(text.count_chars()):
        pdfium.FPDFText_GetCharOrigin(text.raw, at, ctypes.byref(x), ctypes.byref(y))
        char = chr(pdfium.FPDFText_GetUnicode(text.raw, at))
        if not char.isspace() and not pdfium.FPDFText_IsGenerated(text.raw, at):
            found.append((char, x.value / MM, 297 - y.value / MM))
    return found


def test_28_characters_fill_156_millimetres_and_22_rows_225():
    words = "政府信息公开申请人民机关答复依据法律法规规定范围方式时" * 40
    pdf = pdf_of(letter(paragraphs=(Paragraph(text=words),)), Profile.FINAL)
    rows: dict[float, list[float]] = {}
    for _, x, y in origins(pdf, 1):
        rows.setdefault(round(y, 1), []).append(x)
    heights = sorted(rows)[:22]
    full = [sorted(rows[y]) for y in heights if len(rows[y]) == 28]
    assert len(full) >= 10
    for row in full:
        assert row[0] == pytest.approx(28.0, abs=0.02)
        assert row[-1] + 156 / 28 == pytest.approx(184.0, abs=0.02)
    steps = {round(b - a, 1) for a, b in pairwise(heights[:20])}
    assert steps <= {10.2, 10.3}


def test_rare_characters_can_be_copied_out():
    """Beyond the BMP too: the name of a person must be found by searching the file."""
    pdf = pdf_of(letter(addressee="李𬭸、赵𬸚、王㛃、龚䶮"))
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
    assert "李𬭸、赵𬸚、王㛃、龚䶮：" in text


def test_no_font_is_left_outside_the_file():
    pdf = pdf_of(letter())
    assert b"Helvetica" not in pdf
    assert pdf.count(b"/FontFile2") == pdf.count(b"/Type /FontDescriptor") > 3


def test_the_same_letter_gives_the_same_bytes():
    assert pdf_of(letter()) == pdf_of(letter())


def test_many_letters_go_into_one_file():
    typesetter = LetterTypesetter(shipped())
    layouts = [typesetter.layout(letter(), Profile.FINAL) for _ in range(3)]
    document = pypdfium2.PdfDocument(draw_pdf(layouts, shipped(), title="答复书一批"))
    assert len(document) == sum(len(layout.pages) for layout in layouts)
    assert document.get_metadata_value("Title") == "答复书一批"


def test_nothing_is_printed_as_a_box():
    layout = LetterTypesetter(shipped()).layout(letter(addressee="王\U00030edd"), Profile.DRAFT)
    assert layout.missing == ("\U00030edd",)


def test_golden_words_of_the_page():
    """The page's words in reading order, as last looked at and found right."""
    text = pypdfium2.PdfDocument(pdf_of(letter()))[0].get_textpage().get_text_range()
    lines = [line.strip() for line in text.replace("\r", "").split("\n") if line.strip()]
    expected = (GOLDEN / "letter.txt").read_text(encoding="utf-8").split("\n")
    assert lines == [line for line in expected if line]


def test_golden_picture_of_the_page():
    """The page's picture at 40 dpi, within a tolerance that other renderers keep too."""
    png = render_page(pdf_of(letter()), 0, dpi=40)
    with Image.open(GOLDEN / "letter.png") as golden:
        made = Image.open(BytesIO(png)).convert("L")
        assert made.size == golden.size
        difference = ImageStat.Stat(ImageChops.difference(made, golden.convert("L")))
    assert difference.mean[0] < 1.5


def test_every_page_can_be_pictured():
    pdf = pdf_of(letter(paragraphs=(Paragraph(text="公开" * 900),)))
    pictures = render_pages(pdf, dpi=30)
    assert len(pictures) == len(pypdfium2.PdfDocument(pdf)) > 1
    assert all(picture.startswith(b"\x89PNG") for picture in pictures)


def test_a_folder_that_is_not_there_is_explained(tmp_path):
    layout = LetterTypesetter(shipped()).layout(letter(), Profile.DRAFT)
    with pytest.raises(UserError, match="文件夹不存在"):
        write_pdf(tmp_path / "无" / "答复书.pdf", [layout], shipped())


def test_a_file_is_replaced_whole(tmp_path):
    target = tmp_path / "答复书.pdf"
    target.write_bytes(b"old")
    write_pdf(target, [LetterTypesetter(shipped()).layout(letter(), Profile.DRAFT)], shipped())
    assert target.read_bytes().startswith(b"%PDF")
    assert [path.name for path in tmp_path.iterdir()] == ["答复书.pdf"]


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "长" * 300},
        {"paragraphs": ()},
        {"paragraphs": (Paragraph(text=""), Paragraph(text="甲\t乙\x07丙\n丁"))},
        {"addressee": "", "number": "", "note": "", "enclosures": ()},
        {"organ": "", "letter_date": None},
        {"organ": "局" * 200},
        {"note": "注" * 700},
        {"enclosures": tuple(Enclosure(name="材料" * 20) for _ in range(40))},
    ],
)
def test_odd_letters_still_make_pages(fields):
    assert len(pypdfium2.PdfDocument(pdf_of(letter(**fields)))) >= 1


def test_words_are_found_on_the_page_over_a_line_end() -> None:
    from gongkai_desktop.documents.page_image import places_of
    from gongkai_desktop.services.press import the_press

    text = "本机关收到申请后组织检索。" * 12
    letter = ComposedLetter(code="C1", title="答复书", paragraphs=(Paragraph(text=text),))
    pdf = the_press().pdf(the_press().letter_pages(letter, Profile.DRAFT))
    found = places_of(pdf, "本机关收到 申请后组织检索。本机关收到申请后组织检索。本机关收到申请后")
    assert len(found) == 2, "one box per line"
    assert all(
        0 < left < right < 1 and 0 < top < bottom < 1 for _, left, top, right, bottom in found
    )
    assert places_of(pdf, "没有这些字") == []
