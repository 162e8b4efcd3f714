"""PDF files: what shows, what is covered, invisible or beyond the page, and what cannot be read."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageDraw
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from gongkai_desktop.documents.review.pdf_lines import Line, joined, paragraphs
from gongkai_desktop.documents.source import read_source
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.review.source import Source

FONT = Path(__file__).parents[3] / "resources" / "fonts" / "FandolFang-GB2312.ttf"
SIZE = 16


def made(draw: Callable[[Canvas], None], **options: object) -> bytes:
    pdfmetrics.registerFont(TTFont("仿宋", FONT))
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842), **options)
    canvas.setFont("仿宋", SIZE)
    draw(canvas)
    canvas.save()
    return buffer.getvalue()


def read(draw: Callable[[Canvas], None]) -> Source:
    return read_source(made(draw), "公示.pdf")


def seen(source: Source) -> list[str]:
    return [source.words(one) for one in source.spans if not one.hidden]


def unseen(source: Source) -> set[tuple[str, str]]:
    return {(s.hidden, source.words(s)) for s in source.spans if s.hidden}


def invisible(canvas: Canvas, x: float, y: float, words: str) -> None:
    canvas.saveState()
    text = canvas.beginText(x, y)
    text.setTextRenderMode(3)
    text.textOut(words)
    canvas.drawText(text)
    canvas.restoreState()


def scanned(canvas: Canvas, dark: bool = False) -> None:
    image = Image.new("RGB", (800, 200), "white")
    pen = ImageDraw.Draw(image)
    for n in range(38):
        pen.line((20 * n, 60, 20 * n + 14, 140), fill="black", width=5)
    if dark:
        pen.rectangle((0, 0, 800, 200), fill="black")
    canvas.drawImage(ImageReader(image), 60, 500, 480, 120)


def test_lines_of_a_paragraph_read_on_over_the_page_too() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(106, 700, "本机关于二〇二六年十一月收到申请，现答复如下情况和说")
        canvas.drawString(74, 671, "明：申请公开的内容已经公开，可以到网站上查找和下载有关信")
        canvas.drawString(74, 642, "息。")
        canvas.drawString(106, 613, "特此告知，并请在收到本告知书之后妥善保管，以便今后查")
        canvas.setFont("仿宋", 14)
        canvas.drawString(290, 70, "— 1 —")
        canvas.showPage()
        canvas.setFont("仿宋", SIZE)
        canvas.drawString(74, 700, "阅使用。")

    source = read(draw)
    assert "说明：申请公开的内容已经公开，可以到网站上查找和下载有关信息。\n" in source.text
    assert "以便今后查阅使用。" in source.text
    assert [one.place for one in source.spans] == ["第1页"] * 3 + ["第2页"]


def test_what_is_under_a_bar_is_told_and_the_rest_reads() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 750, "张某，号410101199003078888，住某村")
        canvas.rect(72 + SIZE * 4, 745, SIZE * 9 + 1, 20, fill=1)

    source = read(draw)
    assert seen(source) == ["张某，号，住某村"]
    assert unseen(source) == {("被遮盖的文字", "410101199003078888")}


def test_ways_to_keep_text_from_view() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 780, "看得见——一、■■")
        canvas.drawString(72, -60, "页外")
        invisible(canvas, 72, 740, "不显示")
        canvas.setFillGray(1)
        canvas.drawString(72, 700, "白字")
        canvas.setFillColorRGB(0.1, 0.3, 0.6)
        canvas.rect(70, 656, 200, 24, fill=1)
        canvas.setFillGray(1)
        canvas.drawString(72, 660, "蓝底白字")
        canvas.setFillGray(0)
        canvas.drawString(72, 620, "图下")
        noise = Image.effect_noise((99, 40), 80).convert("RGB")
        canvas.drawImage(ImageReader(noise), 60, 610, 99, 40)
        canvas.drawString(72, 580, "黄色底纹")
        canvas.setFillColorRGB(1, 1, 0, alpha=0.4)
        canvas.rect(70, 576, 200, 24, fill=1, stroke=0)

    source = read(draw)
    assert seen(source) == ["看得见——一、■■", "蓝底白字", "黄色底纹"]
    assert unseen(source) == {
        ("页面以外的文字", "页外"),
        ("不显示的文字", "不显示"),
        ("与底色相同的文字", "白字"),
        ("被遮盖的文字", "图下"),
    }
    assert "第1页" in [one.where for one in source.unscanned]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_judged_the_same(turn: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(turn)
        canvas.drawString(72, 300, "看得见的字")
        canvas.drawString(72, 200, "盖住的字")
        canvas.rect(60, 190, 100, 30, fill=1)

    source = read(draw)
    assert seen(source) == ["看得见的字"]
    assert unseen(source) == {("被遮盖的文字", "盖住的字")}


def test_the_text_layer_of_a_scan_is_its_text_unless_the_scan_is_black_there() -> None:
    def draw(canvas: Canvas) -> None:
        scanned(canvas)
        invisible(canvas, 80, 550, "识别出来的文字层共有十几个字")
        canvas.showPage()
        canvas.setFont("仿宋", SIZE)
        scanned(canvas, dark=True)
        invisible(canvas, 80, 550, "涂黑处还留着文字层")

    source = read(draw)
    assert seen(source) == ["识别出来的文字层共有十几个字"]
    assert unseen(source) == {("被遮盖的文字", "涂黑处还留着文字层")}


def test_pages_that_are_pictures_are_told_by_their_numbers() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 750, "这一页有足够多的文字")
        for _ in range(3):
            canvas.showPage()
            scanned(canvas)
        canvas.showPage()

    (told,) = read(draw).unscanned
    assert told.where == "第2—4页"
    assert "扫描件" in told.why


def test_notes_properties_bookmarks_and_files_within() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setAuthor("王某")
        canvas.drawString(72, 750, "正文的文字写在这里")
        canvas.textAnnotation("此处再核", (100, 100, 120, 120))
        canvas.linkURL("http://10.1.1.1/a", (72, 740, 200, 770))
        canvas.bookmarkPage("a")
        canvas.addOutlineEntry("内部情况", "a")

    document = pypdfium2.PdfDocument(made(draw))
    document.new_attachment("名单.txt").set_data("李某 13800000000".encode())
    buffer = BytesIO()
    document.save(buffer)
    source = read_source(buffer.getvalue(), "a.pdf")
    assert unseen(source) >= {
        ("注释", "此处再核"),
        ("文件属性", "作者：王某"),
        ("附带的数据", "内部情况"),
        ("嵌入的文件", "李某 13800000000"),
    }
    assert any(how == "链接地址" and "10.1.1.1" in words for how, words in unseen(source))
    assert source.spans[-1].place == "名单.txt 第1行"


def test_form_fields() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 750, "表格的文字写在这里")
        canvas.acroForm.textfield(value="13912345678", x=72, y=600)

    source = read(draw)
    assert "13912345678" in seen(source)


def test_a_locked_file_is_told_and_a_broken_one_refused() -> None:
    lock = StandardEncryption("secret")
    source = read_source(made(lambda c: c.drawString(9, 9, "x"), encrypt=lock), "a.pdf")
    assert source.text == ""
    assert "密码" in source.unscanned[0].why
    with pytest.raises(UserError, match="已损坏"):
        read_source(b"%PDF-1.4\nnothing", "a.pdf")


def test_ends_of_a_broken_line() -> None:
    assert joined("open", "data") == "open data"
    assert joined("4101011990", "03078888") == "410101199003078888"
    assert joined("信", "息") == "信息"


def test_words_without_size_or_width_are_a_paragraph_of_their_own() -> None:
    """A broken page may say that its letters are nowhere and of no size."""
    nothing = Line(glyphs=(), left=10.0, right=10.0, bottom=5.0, size=0.0)
    assert [one.lines for one in paragraphs([nothing])] == [(nothing,)]
