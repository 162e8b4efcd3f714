"""A Word file with words replaced and everything unseen taken out (脱敏副本)."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Sequence
from io import BytesIO

from lxml import etree
from lxml.etree import _Element as Element

from gongkai_desktop.documents.review.markup import (
    BrokenPartError,
    child,
    local,
    parsed,
    value,
    within,
)
from gongkai_desktop.documents.review.masking import masked
from gongkai_desktop.documents.review.package import Package
from gongkai_desktop.documents.review.transcript import Piece, Transcript
from gongkai_desktop.documents.review.word import transcribe_word
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.review.masking import Replacement
from gongkai_desktop.domain.review.source import Span

_ADVICE = "请用 Word 或 WPS 打开后另存为 .docx 再做"
_KEPT_KINDS = frozenset(
    (
        *("officeDocument", "styles", "numbering", "settings", "fontTable", "theme", "webSettings"),
        *("header", "footer", "footnotes", "endnotes", "image", "chart", "font"),
        *("diagramData", "diagramLayout", "diagramQuickStyle", "diagramColors"),
        *("chartStyle", "chartColorStyle", "stylesWithEffects"),
    )
)
"""Parts that print. Comments, data, files within, properties and macros are left behind."""
_UNWRAPPED = frozenset(("ins", "moveTo", "hyperlink", "smartTag", "sdt", "sdtContent", "customXml"))
_DROPPED = re.compile(
    r"del|moveFrom|.*Change|comment(Range(Start|End)|Reference)|(ins|del|moveFrom|moveTo)Range.*"
    r"|sdtPr|sdtEndPr|smartTagPr|customXmlPr|docVars|attachedTemplate|mailMerge|trackRevisions"
    r"|OLEObject|externalData|altChunk|subDoc|control|hlink(Click|Hover)|rsids?|proofErr"
)
"""Changes taken back, and whatever points to a part that is left behind."""
_CODES = ("fldChar", "instrText", "delInstrText")
_TRACES = re.compile(r"rsid\w*|descr|alt|title|author|initials|link|href")
"""Attributes that tell of people, of former editings, or of things outside the file."""


def masked_word(content: bytes, name: str, replacements: Sequence[Replacement]) -> bytes:
    """The copy as bytes; offsets count in the text that ``read_source`` gives for the file.

    Raises UserError for a damaged file and for words that stand where none can be replaced.
    """
    transcript = Transcript(keeps=True)
    package = Package(content, name, transcript)
    transcribe_word(package, transcript)
    masked(transcript, replacements, _rewrite, name)
    for span, pieces in transcript.pieces.items():
        if span.hidden:
            _blank(pieces)
    kept = _kept_parts(package)
    for part in kept & package.trees.keys():
        _clean(package.trees[part])
    try:
        return _packed(package, kept)
    except BrokenPartError as error:
        raise UserError(f"“{name}”已损坏，做不了脱敏副本", _ADVICE) from error


def _rewrite(span: Span, pieces: Sequence[Piece], texts: Sequence[str]) -> None:
    """Give every element its part of the masked words."""
    for piece, text in zip(pieces, texts, strict=True):
        if piece.source is not None and text != piece.words:
            _set_text(piece.source, text)


def _set_text(element: Element, text: str) -> None:
    if local(element) == "textpath":
        element.set("string", text)
        return
    element.text = text
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _blank(pieces: Sequence[Piece]) -> None:
    for piece in pieces:
        if piece.source is not None:
            _set_text(piece.source, "")


def _clean(root: Element) -> None:
    """Accept every change; take out codes, descriptions, identities of authors and editings."""
    _drop_telling_fields(root)
    emptied = [one for one in within(root, "p") if _mark_deleted(one)]
    for one in list(root.iter()):
        if one.getparent() is None:
            continue
        if local(one) in _UNWRAPPED and not _is_mark(one):
            _unwrap(one)
        elif _is_left_behind(one):
            _remove(one)
        else:
            for key in [key for key in one.attrib if _TRACES.fullmatch(key.rpartition("}")[2])]:
                del one.attrib[key]
    for one in emptied:
        if not any(text.text for text in within(one, "t")) and _has_fellow(one):
            _remove(one)


def _is_left_behind(element: Element) -> bool:
    name = local(element)
    if name == "tr":
        properties = child(element, "trPr")
        return any(child(properties, mark) is not None for mark in ("del", "hidden"))
    if name == "Fallback":
        # The same words once more, for programs of long ago.
        return any(
            local(one) == "Choice" and len(one) for one in element.itersiblings(preceding=True)
        )
    return _is_mark(element) or _DROPPED.fullmatch(name) is not None


def _mark_deleted(paragraph: Element) -> bool:
    return child(paragraph, "pPr", "rPr", "del") is not None


def _has_fellow(paragraph: Element) -> bool:
    """Whether another paragraph stands beside: a cell must keep one."""
    parent = paragraph.getparent()
    return parent is not None and sum(local(one) == "p" for one in parent) > 1


def _is_mark(element: Element) -> bool:
    """Whether a tracked change only marks a paragraph or a row, holding no text."""
    parent = element.getparent()
    named = local(element) in ("ins", "moveTo", "del", "moveFrom")
    return named and parent is not None and local(parent) in ("rPr", "trPr", "tcPr")


def _drop_telling_fields(root: Element) -> None:
    """Fields that name files or addresses become the plain words they show."""
    for paragraph in within(root, "p"):
        codes = [one for one in paragraph.iter() if local(one) in _CODES]
        words = "".join(one.text or "" for one in codes)
        if any(sign in words for sign in '"\\:@'):
            for one in codes:
                _remove(one)
        for one in [one for one in paragraph.iter() if local(one) == "fldSimple"]:
            if any(sign in value(one, "instr") for sign in '"\\:@'):
                _unwrap(one)


def _unwrap(element: Element) -> None:
    parent = element.getparent()
    at = parent.index(element)
    for one in reversed(list(element)):
        parent.insert(at + 1, one)
    parent.remove(element)


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _kept_parts(package: Package) -> set[str]:
    """Parts reached from the document by relations that print."""
    kept: set[str] = set()
    waiting = [one.target for one in package.relations("") if one.kind == "officeDocument"]
    while waiting:
        part = waiting.pop()
        if part in kept or part not in package.names:
            continue
        kept.add(part)
        waiting += [
            one.target
            for one in package.relations(part)
            if one.kind in _KEPT_KINDS and not one.external
        ]
    return kept


def _packed(package: Package, kept: set[str]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("[Content_Types].xml", _content_types(package, kept))
        for part in ("", *sorted(kept)):
            rels = _relations(package, part, kept)
            if rels:
                folder, name = posixpath.split(part)
                target.writestr(posixpath.join(folder, "_rels", f"{name}.rels"), rels)
        for part in sorted(kept):
            tree = package.trees.get(part)
            content = package.part(part) or b""
            target.writestr(part, content if tree is None else _serialised(tree))
    return buffer.getvalue()


def _relations(package: Package, part: str, kept: set[str]) -> bytes:
    folder, name = posixpath.split(part)
    content = package.part(posixpath.join(folder, "_rels", f"{name}.rels"))
    if content is None:
        return b""
    root = parsed(content)
    known = {one.identity: one for one in package.relations(part)}
    for one in list(root):
        relation = known.get(value(one, "Id"))
        if relation is None or relation.external or relation.target not in kept:
            root.remove(one)
    return _serialised(root)


def _content_types(package: Package, kept: set[str]) -> bytes:
    content = package.part("[Content_Types].xml") or b""
    root = parsed(content)
    for one in list(root):
        if local(one) == "Override" and value(one, "PartName").lstrip("/") not in kept:
            root.remove(one)
    return _serialised(root)


def _serialised(root: Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
