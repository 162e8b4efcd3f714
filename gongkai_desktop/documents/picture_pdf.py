"""Pictures as PDF pages (图片上纸): each on an A4 sheet, upright or lying as the picture is."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.typeset.page import A4_HEIGHT, A4_WIDTH, MM

_MARGIN = 12 * MM
_MOST_PIXELS = 120_000_000
_MOST_SIDE = 4000
"""Pixels along the longer side: more than 340 dots per inch on A4 adds weight, not detail."""

_ADVICE = "请另存为 PDF、JPG 或者 PNG 后重新存入"


def is_picture(path: Path) -> bool:
    """Whether the content, not the name, is a picture that can be read."""
    try:
        with Image.open(path) as picture:
            return bool(picture.format)
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
        return False


def picture_pdf(path: Path, target: Path) -> int:
    """Put every frame of a picture file on a page of its own; returns the number of pages.

    Raises UserError for a picture that is damaged or far too large.
    """
    canvas = Canvas(str(target), pagesize=(A4_WIDTH, A4_HEIGHT), invariant=1)
    try:
        with Image.open(path) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                raise UserError(f"图片“{path.name}”过大", _ADVICE)
            pages = 0
            for frame in ImageSequence.Iterator(picture):
                _draw(canvas, _upright(frame))
                pages += 1
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise UserError(f"图片“{path.name}”已损坏，打不开", _ADVICE) from error
    canvas.save()
    return pages


def _upright(frame: Image.Image) -> Image.Image:
    """A frame as it is to be seen, in colours PDF knows, on white where it is transparent."""
    frame.draft("RGB", (_MOST_SIDE, _MOST_SIDE))
    turned = ImageOps.exif_transpose(frame)
    turned.thumbnail((_MOST_SIDE, _MOST_SIDE))
    if turned.mode in ("RGBA", "LA", "PA") or "transparency" in turned.info:
        shaded = turned.convert("RGBA")
        ground = Image.new("RGB", shaded.size, "white")
        ground.paste(shaded, mask=shaded.getchannel("A"))
        return ground
    return turned if turned.mode in ("RGB", "L", "1") else turned.convert("RGB")


def _draw(canvas: Canvas, picture: Image.Image) -> None:
    lying = picture.width > picture.height
    width, height = (A4_HEIGHT, A4_WIDTH) if lying else (A4_WIDTH, A4_HEIGHT)
    canvas.setPageSize((width, height))
    room = (width - 2 * _MARGIN, height - 2 * _MARGIN)
    scale = min(room[0] / picture.width, room[1] / picture.height)
    size = (picture.width * scale, picture.height * scale)
    left, bottom = (width - size[0]) / 2, (height - size[1]) / 2
    canvas.drawImage(ImageReader(picture), left, bottom, *size)
    canvas.showPage()
