"""Word files for review (.docx, also as WPS saves them): what is printed, and all that is not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml.etree import _Element as Element

from gongkai_desktop.documents.docx_numbering import Numbering
from gongkai_desktop.documents.review.markup import child, local, value, within
from gongkai_desktop.documents.review.package import (
    Package,
    add_drawn,
    add_outside,
    add_properties,
    embedded,
)
from gongkai_desktop.documents.review.transcript import Attachment, Transcript
from gongkai_desktop.documents.review.word_looks import Looks
from gongkai_desktop.documents.review.word_story import Spot, Story
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.review import hidden

_NOTES = {"footnotes": ("footnote", "脚注"), "endnotes": ("endnote", "尾注")}
_AUTHORS = "descendant-or-self::*/@*[local-name()='author']"
_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")


def read_word(content: bytes, name: str, transcript: Transcript) -> Iterable[Attachment]:
    """Body, headers, footers, notes, comments, boxes; revisions, properties, links; files within.

    Raises UserError for a file that is damaged, locked or made to do harm.
    """
    package = Package(content, name, transcript)
    transcribe_word(package, transcript)
    return embedded(package)


def transcribe_word(package: Package, transcript: Transcript) -> None:
    """Add all text of an opened Word file; raises UserError where its body is damaged."""
    main = package.main()
    document = package.tree(main)
    if document is None:
        raise UserError(
            f"“{package.name}”已损坏，打不开", "请用 Word 或 WPS 打开后另存为 .docx 再审"
        )
    parts = {one.kind: one.target for one in package.relations(main) if not one.external}
    styles, numbering = (_tree(package, parts, kind) for kind in ("styles", "numbering"))
    story = Story(transcript, Looks(styles), Numbering(numbering, styles))
    body = child(document, "body")
    story.read(document if body is None else body, Spot())
    others = list(_other_flows(package, main))
    for root, spot in others:
        story.read(root, spot)
    _add_revisers([document, *(root for root, _ in others)], transcript)
    _add_variables(_tree(package, parts, "settings"), transcript)
    add_drawn(package, transcript, main.rpartition("/")[0])
    add_outside(package, transcript)
    add_properties(package, transcript)


def _tree(package: Package, parts: dict[str, str], kind: str) -> Element | None:
    return package.tree(parts[kind]) if kind in parts else None


def _other_flows(package: Package, main: str) -> Iterator[tuple[Element, Spot]]:
    """Headers and footers, notes and comments, each with its place."""
    counts = {"header": 0, "footer": 0}
    for relation in package.relations(main):
        root = None if relation.external else _flow(package, relation.kind, relation.target)
        if root is None:
            continue
        if relation.kind in counts:
            counts[relation.kind] += 1
            word = "页眉" if relation.kind == "header" else "页脚"
            yield root, Spot(place=f"{word}{counts[relation.kind]}")
        elif relation.kind == "comments":
            for number, one in enumerate(within(root, "comment"), 1):
                yield one, Spot(place=f"批注{number}", hidden=hidden.COMMENT)
        elif relation.kind in _NOTES:
            element, word = _NOTES[relation.kind]
            notes = (one for one in root if local(one) == element)
            written = (one for one in notes if value(one, "type") not in _SEPARATORS)
            for number, one in enumerate(written, 1):
                yield one, Spot(place=f"{word}{number}")


def _flow(package: Package, kind: str, target: str) -> Element | None:
    known = ("header", "footer", "comments", *_NOTES)
    return package.tree(target) if kind in known else None


def _add_revisers(roots: list[Element], transcript: Transcript) -> None:
    """Who changed and commented, in the order of appearance; insertions leave no other trace."""
    names = dict.fromkeys(name for root in roots for name in root.xpath(_AUTHORS) if name)
    told = "、".join(names)
    if told:
        transcript.add(f"修订、批注人：{told}", "修订", hidden=hidden.REVISED_BY)


def _add_variables(settings: Element | None, transcript: Transcript) -> None:
    for one in within(settings, "docVar") if settings is not None else ():
        words = f"{value(one, 'name')}：{value(one, 'val')}"
        transcript.add(words, "文档变量", hidden=hidden.DATA)
