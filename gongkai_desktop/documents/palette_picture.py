"""A picture with a palette drawn into a PDF as it is (调色板图): a third of full colour.

The PNG's own compressed lines go into the file: PDF reads them with the same predictor (ISO 32000
7.4.4.4), so that nothing is packed anew.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.platypus import Flowable

_HEADER = 8
_WITH_PALETTE, _PNG_PREDICTOR = 3, 15


class PalettePicture(Flowable):
    """A PNG with a palette of at most 256 colours, not interlaced, ``width`` points wide."""

    def __init__(self, png: bytes, width: float, height: float) -> None:
        super().__init__()
        self.width, self.height = width, height
        self._png = png

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Its own size."""
        return self.width, self.height

    def draw(self) -> None:
        """Put it where it belongs; the same picture stands in the file once."""
        canvas, document = self.canv, self.canv._doc
        name = sha256(self._png).hexdigest()[:32]
        inside = document.getXObjectName(name)
        if inside not in document.idToObject:
            image = _Image(name, self._png)
            canvas._setXObjects(image)
            document.Reference(image, inside)
            document.addForm(name, image)
        canvas.saveState()
        canvas.scale(self.width, self.height)
        canvas._code.append(f"/{inside} Do")
        canvas.restoreState()
        canvas._formsinuse.append(name)
        canvas._currentPageHasImages = 1


class _Image(pdfdoc.PDFImageXObject):
    """The image as an object of the file."""

    def __init__(self, name: str, png: bytes) -> None:
        super().__init__(name)
        parts = list(_chunks(png))
        self.width, self.height, self._depth, kind = struct.unpack(">IIBB", parts[0][1][:10])
        if kind != _WITH_PALETTE:
            raise ValueError("no picture with a palette")
        self._palette = next(data for tag, data in parts if tag == b"PLTE")
        self.streamContent = b"".join(data for tag, data in parts if tag == b"IDAT")

    def format(self, document: Any) -> Any:
        """What stands in the file."""
        stream = pdfdoc.PDFStream(content=self.streamContent)
        facts = stream.dictionary
        facts["Type"], facts["Subtype"] = pdfdoc.PDFName("XObject"), pdfdoc.PDFName("Image")
        facts["Width"], facts["Height"] = self.width, self.height
        facts["BitsPerComponent"] = self._depth
        last = len(self._palette) // 3 - 1
        colours = f"[/Indexed /DeviceRGB {last} <{self._palette.hex()}>]"
        facts["ColorSpace"] = _Raw(colours)
        facts["Filter"] = pdfdoc.PDFName("FlateDecode")
        how = {"Predictor": _PNG_PREDICTOR, "Colors": 1, "BitsPerComponent": self._depth}
        facts["DecodeParms"] = pdfdoc.PDFDictionary({**how, "Columns": self.width})
        facts["Length"] = len(self.streamContent)
        return stream.format(document)


class _Raw(pdfdoc.PDFObject):
    """Words of the file as they stand."""

    def __init__(self, words: str) -> None:
        self._words = words

    def format(self, _document: Any) -> Any:
        """Themselves."""
        return self._words.encode("ascii")


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = _HEADER
    while at < len(png):
        size, tag = struct.unpack(">I4s", png[at : at + 8])
        yield tag, png[at + 8 : at + 8 + size]
        at += size + 12
