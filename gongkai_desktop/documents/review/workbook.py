"""Workbooks for review (.xlsx): every sheet as shown, and all that is kept from view."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree
from lxml.etree import _Element as Element

from gongkai_desktop.documents.review.markup import child, local, value, within
from gongkai_desktop.documents.review.package import (
    Package,
    add_drawn,
    add_outside,
    add_properties,
    embedded,
)
from gongkai_desktop.documents.review.transcript import Attachment, Transcript
from gongkai_desktop.documents.review.workbook_sheet import Sheet, SheetReader, rich_text
from gongkai_desktop.documents.review.workbook_style import Styles
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.review import hidden

_STATES = {"hidden": hidden.HIDDEN_SHEET, "veryHidden": hidden.DEEP_HIDDEN_SHEET}
_ADVICE = "请用 Excel 或 WPS 打开后另存为 .xlsx 再审"


def read_workbook(content: bytes, name: str, transcript: Transcript) -> Iterable[Attachment]:
    """Sheets with comments and text boxes; names, caches, links, properties; files within.

    Raises UserError for a file that is damaged, locked or made to do harm.
    """
    package = Package(content, name, transcript)
    transcribe_workbook(package, transcript)
    return embedded(package)


def transcribe_workbook(package: Package, transcript: Transcript) -> None:
    """Add all text of an opened workbook; raises UserError where its list of sheets is damaged."""
    main = package.main()
    root = package.tree(main)
    if root is None:
        raise UserError(f"“{package.name}”已损坏，打不开", _ADVICE)
    parts = {one.identity: one for one in package.relations(main) if not one.external}
    by_kind = {one.kind: one.target for one in parts.values()}
    from_1904 = value(child(root, "workbookPr"), "date1904") in ("1", "true")
    styles = Styles(package.tree(by_kind.get("styles", "")), from_1904)
    texts = list(_shared_texts(package, by_kind.get("sharedStrings", "")))
    sheets = child(root, "sheets")
    for one in sheets if sheets is not None else ():
        relation = parts.get(_relation_id(one))
        content_of_sheet = package.part(relation.target) if relation else None
        if relation is None or content_of_sheet is None:
            continue
        sheet = Sheet(
            name=value(one, "name"),
            hidden=_STATES.get(value(one, "state"), ""),
            number=transcript.table(),
            texts=texts,
            styles=styles,
        )
        if relation.kind == "worksheet":
            SheetReader(sheet, content_of_sheet, transcript).read()
        _add_beside(package, relation.target, sheet, transcript)
    _add_names(root, transcript)
    _add_caches(package, transcript)
    add_drawn(package, transcript, main.rpartition("/")[0])
    add_outside(package, transcript)
    add_properties(package, transcript)


def _relation_id(sheet: Element) -> str:
    return next((text for key, text in sheet.items() if key.endswith("}id")), "")


def _shared_texts(package: Package, name: str) -> Iterator[str]:
    if name not in package.names:
        return
    parser = etree.iterparse(
        package.stream(name), tag="{*}si", resolve_entities=False, no_network=True
    )
    try:
        for _, element in parser:
            yield rich_text(element)
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise UserError(f"“{package.name}”已损坏，打不开", _ADVICE) from error


def _add_beside(package: Package, part: str, sheet: Sheet, transcript: Transcript) -> None:
    """Comments, discussions and drawings of one sheet."""
    place = f"工作表“{sheet.name}”"
    for relation in package.relations(part):
        if relation.external:
            continue
        if relation.kind in ("comments", "threadedComment"):
            root = package.tree(relation.target)
            for one in within(root, "comment", "threadedComment") if root is not None else ():
                at = f"{place}{value(one, 'ref')}批注"
                words = "".join(
                    text.text or "" for text in within(one, "t", "text") if not len(text)
                )
                transcript.add(words, at, hidden=hidden.COMMENT)
        elif relation.kind == "drawing":
            _add_drawing(package, relation.target, place, sheet.hidden, transcript)


def _add_drawing(package: Package, part: str, place: str, how: str, transcript: Transcript) -> None:
    root = package.tree(part)
    for one in within(root, "txBody") if root is not None else ():
        lines = ("".join(text.text or "" for text in within(p, "t")) for p in within(one, "p"))
        transcript.add("\n".join(lines).strip(), f"{place}文本框", hidden=how)
    for one in within(root, "cNvPr") if root is not None else ():
        transcript.add(value(one, "descr"), place, hidden=hidden.ALTERNATIVE)
    if any(one.kind == "image" for one in package.relations(part)):
        transcript.skip(f"{place}的图片", "图片中的文字没有扫描；请人工查看")


_OF_THE_PROGRAM = "_xlnm."
"""Names that programs give to print ranges and filters by themselves."""


def _add_names(root: Element, transcript: Transcript) -> None:
    """Names that hold a text or point outside; plain ranges tell nothing."""
    for one in within(root, "definedName"):
        words, kept = one.text or "", value(one, "hidden") in ("1", "true")
        kept = kept and not value(one, "name").startswith(_OF_THE_PROGRAM)
        if kept or any(sign in words for sign in '"[\\'):
            transcript.add(f"{value(one, 'name')}：{words}", "名称管理器", hidden=hidden.NAME)


def _add_caches(package: Package, transcript: Transcript) -> None:
    """Data that pivot tables, links and connections keep after their source was deleted."""
    kept = (
        (r"xl/pivotCache/pivotCache(Definition|Records)\d*\.xml", "数据透视表缓存", hidden.PIVOT),
        (r"xl/externalLinks/externalLink\d*\.xml", "外部链接的缓存", hidden.OUTSIDE),
        (r"xl/connections\.xml", "数据连接", hidden.DATA),
        (r"xl/persons/.*\.xml", "批注人", hidden.REVISED_BY),
    )
    for pattern, place, how in kept:
        for name in package.matching(pattern):
            for words in _cached(package, name, transcript):
                transcript.add(words, place, hidden=how)


def _cached(package: Package, name: str, transcript: Transcript) -> Iterator[str]:
    """Values of a cache, one line per record or field."""
    parser = etree.iterparse(
        package.stream(name),
        tag=["{*}r", "{*}cacheField", "{*}row", "{*}dbPr", "{*}person"],
        resolve_entities=False,
        no_network=True,
    )
    try:
        for _, element in parser:
            yield "\t".join(_values(element))
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError:
        transcript.skip(name, f"这一部分已损坏，没有扫描；{_ADVICE}")


def _values(element: Element) -> Iterator[str]:
    for one in element.iter():
        kind = local(one)
        if kind in ("s", "n", "d"):
            yield value(one, "v")
        elif kind == "v":
            yield one.text or ""
        elif kind in ("cacheField", "dbPr", "person"):
            yield value(one, "name") or value(one, "connection") or value(one, "displayName")
