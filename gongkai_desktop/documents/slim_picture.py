"""Screenshots made small for the manual: a window has few colours, so that a palette holds them."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

_COLOURS = 64


def slim_png(png: bytes) -> bytes:
    """The same picture with a palette, about a third of the size."""
    picture = Image.open(BytesIO(png)).convert("RGB")
    buffer = BytesIO()
    picture.quantize(_COLOURS, dither=Image.Dither.NONE).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
