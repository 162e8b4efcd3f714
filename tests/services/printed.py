"""What a printed paper says, for tests that read it as its reader would."""

from __future__ import annotations

import pypdfium2


def text_of(pdf: bytes) -> str:
    """The words of all pages in order, lines joined."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [document[at].get_textpage().get_text_bounded() for at in range(len(document))]
    return "".join(pages).replace("\r\n", "")
