"""An Office file opened for review: its parts, relations and properties (文档部件)."""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from urllib.parse import unquote

import attrs
from lxml.etree import _Element as Element

from gongkai_desktop.documents.packages import PackageLimits, guard_package
from gongkai_desktop.documents.review.markup import (
    BrokenPartError,
    local,
    parsed,
    value,
    within,
)
from gongkai_desktop.documents.review.transcript import Attachment, Piece, Transcript
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.review import hidden

_LIMITS = PackageLimits(unpacked=600 * 1024 * 1024)
_ADVICE = "请用 Word、Excel 或 WPS 打开后另存一份再审"
_PROPERTIES = {
    "title": "标题",
    "subject": "主题",
    "creator": "作者",
    "keywords": "关键词",
    "description": "备注",
    "lastModifiedBy": "最后修改者",
    "category": "类别",
    "contentStatus": "状态",
    "Manager": "管理者",
    "Company": "单位",
    "Template": "模板",
    "HyperlinkBase": "链接基础",
}
_MAKERS_OWN = re.compile(r"KSO|ICV$|commondata", re.IGNORECASE)
"""Properties an office program writes about itself."""
_FILES = ("package", "oleObject", "aFChunk")
_PLAIN_TEMPLATES = ("normal.dotm", "normal.dot", "normal")


@attrs.frozen
class Relation:
    """One reference of a part: to another part, or outside the file."""

    identity: str
    kind: str
    target: str
    external: bool


class Package:
    """Parts of one Office file by name; a broken part is told and left out.

    Raises UserError for a file that is damaged, locked or made to do harm.
    """

    def __init__(self, content: bytes, name: str, transcript: Transcript) -> None:
        guard_package(content, name, _ADVICE, _LIMITS)
        self._archive = zipfile.ZipFile(BytesIO(content))
        self._transcript = transcript
        self.name = name
        self.names = self._archive.namelist()
        self.trees: dict[str, Element] = {}
        """Parts read so far, each parsed once."""

    def part(self, name: str) -> bytes | None:
        """A part's bytes, None when it is missing."""
        try:
            return self._archive.read(name) if name in self.names else None
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
            raise UserError(f"“{self.name}”已损坏，打不开", _ADVICE) from error

    def stream(self, name: str) -> zipfile.ZipExtFile:
        """A part to be read piece by piece."""
        return self._archive.open(name)  # type: ignore[return-value]

    def tree(self, name: str) -> Element | None:
        """A part's XML; None when it is missing or, being told so, broken."""
        if name in self.trees:
            return self.trees[name]
        content = self.part(name)
        if content is None or not content.strip():
            return None
        try:
            self.trees[name] = parsed(content)
            return self.trees[name]
        except BrokenPartError:
            self._transcript.skip(name, f"这一部分已损坏或者过大，没有扫描；{_ADVICE}")
            return None

    def matching(self, pattern: str) -> list[str]:
        """Names of parts, those with numbers in the order of the numbers."""
        found = [name for name in self.names if re.fullmatch(pattern, name)]
        return sorted(found, key=lambda name: [int(n) for n in re.findall(r"\d{1,9}", name)])

    def relations(self, part: str) -> list[Relation]:
        """What a part refers to; the package itself for an empty name."""
        folder, name = posixpath.split(part)
        root = self.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        return [] if root is None else [_relation(one, folder) for one in root]

    def main(self) -> str:
        """The part the file is about: its document or workbook."""
        for relation in self.relations(""):
            if relation.kind == "officeDocument" and relation.target in self.names:
                return relation.target
        raise UserError(f"“{self.name}”已损坏，打不开", _ADVICE)


def _relation(element: Element, folder: str) -> Relation:
    external = value(element, "TargetMode") == "External"
    target = value(element, "Target")
    if not external:
        target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    kind = value(element, "Type").rpartition("/")[2]
    return Relation(value(element, "Id"), kind, target, external)


def add_properties(package: Package, transcript: Transcript) -> None:
    """Who wrote the file, in which office, from which template; and its own fields."""
    for name in ("docProps/core.xml", "docProps/app.xml"):
        root = package.tree(name)
        for one in root if root is not None else ():
            words, label = (one.text or "").strip(), _PROPERTIES.get(local(one))
            if label and words and words.lower() not in _PLAIN_TEMPLATES:
                transcript.add(f"{label}：{words}", "文件属性", hidden=hidden.PROPERTY)
    root = package.tree("docProps/custom.xml")
    for one in root if root is not None else ():
        label, words = value(one, "name"), "".join(str(text) for text in one.itertext()).strip()
        if words and not _MAKERS_OWN.match(label):
            transcript.add(f"{label}：{words}", "文件属性", hidden=hidden.PROPERTY)


def add_outside(package: Package, transcript: Transcript) -> None:
    """Addresses the file points at: links a reader can follow, and files it was made from."""
    told: set[str] = set()
    for relation in _all_relations(package):
        target = unquote(relation.target)
        if relation.external and target not in told:
            told.add(target)
            how = hidden.LINK if relation.kind == "hyperlink" else hidden.OUTSIDE
            transcript.add(target, how, hidden=how)


def add_drawn(package: Package, transcript: Transcript, folder: str) -> None:
    """Words in charts and diagrams, and data files that travel with them."""
    for kind, pattern in (
        ("图表", r"charts/chart\d*\.xml"),
        ("智能图形", r"diagrams/data\d*\.xml"),
    ):
        for number, name in enumerate(package.matching(f"{folder}/{pattern}"), 1):
            root = package.tree(name)
            for one in within(root, "p", "strCache") if root is not None else ():
                pieces = [Piece(text.text or "", text) for text in within(one, "t", "v")]
                words = "".join(piece.words for piece in pieces)
                transcript.add(words, f"{kind}{number}", pieces=pieces)
    for name in package.matching(r"customXml/item\d+\.xml"):
        root = package.tree(name)
        words = "\n".join(str(text).strip() for text in root.itertext()) if root is not None else ""
        transcript.add(words.strip(), "自定义数据", hidden=hidden.DATA)
    if any(name.endswith("vbaProject.bin") for name in package.names):
        transcript.skip("宏", "文件带有宏，宏中的文字没有扫描；请另存为不带宏的文件再审")


def embedded(package: Package) -> Iterator[Attachment]:
    """Files within the file that its parts refer to, each once."""
    told: set[str] = set()
    for relation in _all_relations(package):
        if relation.kind not in _FILES or relation.external or relation.target in told:
            continue
        told.add(relation.target)
        content = package.part(relation.target)
        if content:
            # What is taken in by reference (altChunk) shows as text; objects show as a picture.
            shown = relation.kind == "aFChunk"
            name = posixpath.basename(relation.target)
            yield Attachment(name, content, "" if shown else hidden.EMBEDDED)


def _all_relations(package: Package) -> Iterator[Relation]:
    for name in package.names:
        folder, _, rest = name.rpartition("_rels/")
        if rest.endswith(".rels"):
            yield from package.relations(folder + rest.removesuffix(".rels"))
