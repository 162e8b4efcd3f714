"""Binding: every page A4, numbered at the top right as it is read; bad files told plainly."""

import io
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from gongkai_desktop.documents.binding import bind, pages_in
from gongkai_desktop.documents.picture_pdf import is_picture, picture_pdf
from gongkai_desktop.domain.errors import UserError

A4 = (595, 842)


def made(folder: Path, name: str, pages: int = 1, size=A4, turned: int = 0, lock: str = "") -> Path:
    path = folder / name
    encrypt = StandardEncryption(lock) if lock else None
    canvas = Canvas(str(path), pagesize=size, encrypt=encrypt)
    for number in range(pages):
        canvas.drawString(size[0] / 4, size[1] / 2, f"{path.stem} {number}")
        canvas.showPage()
    canvas.save()
    if turned:
        with pypdfium2.PdfDocument(path.read_bytes()) as document:
            document[0].set_rotation(turned)
            document.save(path)
    return path


def words(page: pypdfium2.PdfPage, corner: bool) -> str:
    """The words in the top right corner of a page as it is read, or all of them."""
    text = page.get_textpage()
    if not corner:
        return text.get_text_bounded()
    width, height = page.get_mediabox()[2:]
    boxes = {
        0: (width - 90, height - 60, width, height),
        90: (0, height - 90, 60, height),
        180: (0, 0, 90, 60),
        270: (width - 60, 0, width, 90),
    }
    left, bottom, right, top = boxes[page.get_rotation()]
    return text.get_text_bounded(left=left, bottom=bottom, right=right, top=top)


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("size", [A4, (842, 595), (2480, 3508), (300, 200)])
def test_every_page_is_a4_and_numbered_where_it_is_read(tmp_path, turned, size) -> None:
    parts = [made(tmp_path, "front.pdf", 2), made(tmp_path, "scan.pdf", 1, size, turned)]
    target = tmp_path / "bound.pdf"
    assert bind(parts, target) == 3
    with pypdfium2.PdfDocument(target) as document:
        last = document[2]
        shape = sorted(round(side) for side in last.get_mediabox()[2:])
        assert shape == [595, 842]
        assert words(last, corner=True).strip() == "3"
        assert "scan 0" in words(last, corner=False)
        assert words(document[0], corner=True).strip() == "1"


def test_a_cropped_page_shows_only_what_was_shown(tmp_path) -> None:
    path = made(tmp_path, "cropped.pdf", 1, (800, 1000))
    with pypdfium2.PdfDocument(path.read_bytes()) as document:
        document[0].set_cropbox(100, 300, 700, 900)
        document.save(path)
    target = tmp_path / "bound.pdf"
    bind([path], target)
    with pypdfium2.PdfDocument(target) as document:
        width, height = document[0].get_size()
        assert sorted((round(width), round(height))) == [595, 842]


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"%PDF-1.4 nothing follows", "已损坏"), (b"", "已损坏")],
)
def test_a_broken_pdf_is_named(tmp_path, content, told) -> None:
    path = tmp_path / "坏文件.pdf"
    path.write_bytes(content)
    with pytest.raises(UserError, match=told) as caught:
        pages_in(path)
    assert "坏文件.pdf" in caught.value.message


def test_a_locked_pdf_is_named(tmp_path) -> None:
    with pytest.raises(UserError, match="密码"):
        pages_in(made(tmp_path, "锁.pdf", lock="secret"))


def test_binding_can_be_given_up(tmp_path) -> None:
    class GivenUpError(Exception):
        pass

    def report(done: int, total: int, text: str) -> None:
        raise GivenUpError

    with pytest.raises(GivenUpError):
        bind([made(tmp_path, "one.pdf")], tmp_path / "bound.pdf", report)
    assert pages_in(made(tmp_path, "two.pdf")) == 1  # the lock was given back


def picture(folder: Path, name: str, size=(900, 600), mode="RGB", **more) -> Path:
    path = folder / name
    Image.new(mode, size, "red" if mode == "RGB" else None).save(path, **more)
    return path


def test_pictures_of_any_kind_stand_on_a4(tmp_path) -> None:
    frames = [Image.new("1", (400, 800)) for _ in range(3)]
    fax = tmp_path / "传真.tif"
    frames[0].save(fax, save_all=True, append_images=frames[1:])
    turned = Image.Exif()
    turned[0x0112] = 6
    cases = {
        picture(tmp_path, "横.jpg"): (1, (842, 595)),
        picture(tmp_path, "竖.png", (600, 900), "RGBA"): (1, (595, 842)),
        picture(tmp_path, "手机.jpg", exif=turned): (1, (595, 842)),
        picture(tmp_path, "灰.bmp", mode="L"): (1, (842, 595)),
        fax: (3, (595, 842)),
    }
    for path, (pages, size) in cases.items():
        target = tmp_path / f"{path.stem}.pdf"
        assert is_picture(path)
        assert picture_pdf(path, target) == pages
        with pypdfium2.PdfDocument(target) as document:
            assert len(document) == pages
            assert tuple(map(round, document[0].get_size())) == size


def test_what_is_no_picture_is_seen_and_a_damaged_one_named(tmp_path) -> None:
    plain = tmp_path / "文字.jpg"
    plain.write_text("不是图片", encoding="utf-8")
    assert not is_picture(plain)
    buffer = io.BytesIO()
    Image.effect_noise((600, 400), 60).save(buffer, "PNG")
    cut = tmp_path / "断.png"
    cut.write_bytes(buffer.getvalue()[:2000])
    assert is_picture(cut)
    with pytest.raises(UserError, match="断"):
        picture_pdf(cut, tmp_path / "out.pdf")
