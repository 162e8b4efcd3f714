"""Word files made for the tests: python-docx for the frame, raw XML for what it cannot say."""

from __future__ import annotations

import zipfile
from io import BytesIO

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

SPACES = nsdecls("w", "r", "wp", "a") + (
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def add(document: Document, xml: str) -> None:
    """Append raw blocks to the body; the namespaces are declared for them."""
    root = parse_xml(f"<w:body {SPACES}>{xml}</w:body>")
    for one in list(root):
        document.element.body.insert(len(document.element.body) - 1, one)


def saved(document: Document) -> bytes:
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def with_parts(content: bytes, parts: dict[str, str | bytes], relations: str = "") -> bytes:
    """The package with more parts, and more relations of its document."""
    target = BytesIO()
    rels = "word/_rels/document.xml.rels"
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == rels:
                part = part.replace(b"</Relationships>", f"{relations}</Relationships>".encode())
            if name not in parts:
                new.writestr(name, part)
        for name, extra in parts.items():
            new.writestr(name, extra)
    return target.getvalue()


def plain(*paragraphs: str) -> bytes:
    document = docx.Document()
    for words in paragraphs:
        document.add_paragraph(words)
    return saved(document)
