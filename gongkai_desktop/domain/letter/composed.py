"""The composed letter (成文文书): what typesetting, Word and lint all read."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import attrs

from gongkai_desktop.domain.letter.table import TableRow


class ParagraphKind(StrEnum):
    """How a paragraph is set (GB/T 9704-2012, 7.3.3): body or one of the four heading levels."""

    BODY = "body"
    HEADING_1 = "heading_1"
    HEADING_2 = "heading_2"
    FLUSH = "flush"


@attrs.frozen(kw_only=True)
class Paragraph:
    """One paragraph of the text; ``block`` names the part of the letter it belongs to.

    Blocks: facts 申请事实, search 检索, item 逐项答复, reason 理由, decision 决定, basis 依据,
    remedy 救济, closing. ``item`` is the item's number where it answers one, else 0.
    """

    text: str
    kind: ParagraphKind = ParagraphKind.BODY
    block: str = ""
    item: int = 0


@attrs.frozen(kw_only=True)
class Enclosure:
    """One entry of the list of enclosures (附件说明)."""

    name: str
    pages: int | None = None


@attrs.frozen(kw_only=True)
class SealSpec:
    """The seal the signature block leaves room for: circle diameter in millimetres and wording."""

    diameter_mm: float = 42.0
    label: str = "盖章处"


class Profile(StrEnum):
    """Print profile: 审签稿 shows the seal placeholder, 用印稿 leaves its place blank."""

    DRAFT = "draft"
    FINAL = "final"


@attrs.frozen(kw_only=True)
class ComposedLetter:
    """One letter, complete in words: no lines, no positions.

    ``number`` and ``letter_date`` stay empty until the 办公室 step and the signing; ``text``
    fields of the two fingerprints leave them out. ``title`` carries the organ's name first.
    ``note`` is the contact line (附注) without its brackets. A letter with a ``table`` is a form
    sheet: paragraphs above the table, ``remarks`` below it, no signature block.
    """

    code: str
    title: str
    number: str = ""
    addressee: str = ""
    paragraphs: tuple[Paragraph, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    organ: str = ""
    letter_date: date | None = None
    note: str = ""
    register_no: str = ""
    seal: SealSpec = SealSpec()
    table: tuple[TableRow, ...] = ()
    remarks: tuple[str, ...] = ()
    landscape: bool = False

    @property
    def text(self) -> str:
        """The approved words: title, addressee, paragraphs, enclosures; no number, no date."""
        parts = [self.title, f"{self.addressee}：" if self.addressee else ""]
        parts += [paragraph.text for paragraph in self.paragraphs]
        parts += [row.text for row in self.table]
        parts += self.remarks
        parts += [enclosure.name for enclosure in self.enclosures]
        return "\n".join(part for part in parts if part)
