"""Letter forms (文书格式): texts, fields and conditions as data an office can edit.

A form is paragraphs with conditions and placeholders by Chinese label (``{申请人}``); there is
no template language. A reply (答复书) has item paragraphs besides: they answer one item and
serve the letter with a single item and the one with several alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

import attrs

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.law import Citation, LawBook
from gongkai_desktop.domain.letter.composed import ParagraphKind
from gongkai_desktop.domain.letter.facts import Condition
from gongkai_desktop.domain.letter.placeholder import PLACEHOLDER
from gongkai_desktop.domain.letter.table import RowRule, TableColumn
from gongkai_desktop.domain.remedy import RemedyKind


class FieldKind(StrEnum):
    """What a field holds."""

    TEXT = "text"
    DATE = "date"
    NUMBER = "number"
    CHOICE = "choice"
    ITEMS = "items"
    LIST = "list"
    ROWS = "rows"


@attrs.frozen(kw_only=True)
class Field:
    """One thing a clerk fills in (字段). ``item`` true: asked once for every item.

    ``help`` says what it means, with the article. A list is printed （一）…；（二）… or, with a
    ``separator``, joined by it; ``most`` is the largest number the law allows
    and ``most_rule`` the rule that is broken beyond it. ``columns`` are those of a table's rows.
    """

    name: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    required: bool = True
    sample: Any = ""
    help: str = ""
    choices: tuple[str, ...] = ()
    item: bool = False
    separator: str = ""
    most: int | None = None
    most_rule: str = ""
    columns: tuple[TableColumn, ...] = ()


class Place(StrEnum):
    """Where something stands that no form words: the items' answers, free paragraphs, remedy."""

    ITEMS = "items"
    FREE = "free"
    REMEDY = "remedy"


@attrs.frozen(kw_only=True)
class Part:
    """One paragraph of a form, or the place of the items, of free paragraphs or of the remedy.

    ``block`` names what it is for (see composed.Paragraph); ``continues`` joins it to the
    paragraph before it.
    """

    text: str = ""
    block: str = ""
    kind: ParagraphKind = ParagraphKind.BODY
    condition: Condition = attrs.field(factory=Condition)
    continues: bool = False
    place: Place | None = None

    @property
    def placeholders(self) -> tuple[str, ...]:
        """The labels in braces."""
        return tuple(PLACEHOLDER.findall(self.text))


@attrs.frozen(kw_only=True)
class EnclosureRule:
    """An enclosure that an item brings along: its name as text, its pages by field label."""

    name: str
    pages: str = ""
    condition: Condition = attrs.field(factory=Condition)


class Recipient(StrEnum):
    """To whom a letter goes; decides how it addresses its reader (称谓)."""

    APPLICANT = "applicant"
    THIRD_PARTY = "third_party"
    ORGAN = "organ"
    SECTION = "section"
    FILE = "file"


@attrs.frozen(kw_only=True)
class OwnTitle:
    """The title a superior may prescribe for one result (专用标题), in place of 答复书.

    ``called`` is how the letter then speaks of itself; ``suffix`` ends a number of the family
    案号加后缀.
    """

    title: str = ""
    called: str = ""
    suffix: str = ""


@attrs.frozen(kw_only=True)
class LetterForm:
    """One kind of letter (文书), letters A1 to G2, or one slip (表单).

    ``kind_word``: 类字 of its number. ``called``: how it speaks of itself (本答复书).
    ``collects``: it takes the item texts of the forms of its items' grounds. ``basis``: its own
    citations; a reply cites its items' grounds instead. ``file``: what the file must hold;
    ``stated``: what of it the letter's own words state, so that no further paper is asked for.
    ``addressee``: text with placeholders, empty where there is none. ``rows``: its table, with
    ``remarks`` below; such a sheet has no signature block. ``landscape``: the page lies.
    ``titled``: the organ's name opens the title; ``noted``: the contact line ends the page.
    ``reply_to``: the letter this form is enclosed with and comes back on (B5r with B5): others
    fill it in, so it bears no number of ours.
    """

    code: str
    title: str
    kind_word: str
    called: str
    recipient: Recipient = Recipient.APPLICANT
    addressee: str = "{申请人}"
    own_title: OwnTitle = OwnTitle()
    remedy: RemedyKind = RemedyKind.NONE
    collects: bool = False
    basis: tuple[Citation, ...] = ()
    file: tuple[str, ...] = ()
    stated: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    parts: tuple[Part, ...] = ()
    item_parts: tuple[Part, ...] = ()
    enclosures: tuple[EnclosureRule, ...] = ()
    rows: tuple[RowRule, ...] = ()
    remarks: tuple[str, ...] = ()
    landscape: bool = False
    titled: bool = True
    noted: bool = True
    reply_to: str = ""
    fingerprint: str = ""

    @property
    def answers(self) -> bool:
        """Whether this letter ends a request or part of it, item by item (答复书)."""
        return any(part.place == Place.ITEMS for part in self.parts)

    @property
    def is_sheet(self) -> bool:
        """Whether it is a table filled in and signed by hand, which passes no chain (表格文书)."""
        return bool(self.rows)

    @property
    def letter_fields(self) -> tuple[Field, ...]:
        """Fields asked once for the letter."""
        return tuple(field for field in self.fields if not field.item)

    @property
    def item_fields(self) -> tuple[Field, ...]:
        """Fields asked for every item."""
        return tuple(field for field in self.fields if field.item)

    @property
    def kept_in_file(self) -> tuple[Field, ...]:
        """Facts of an item that no word of the letter prints: they stand on the 审批单."""
        printed = {name for part in self.item_parts for name in part.placeholders}
        printed |= {name for rule in self.enclosures for name in PLACEHOLDER.findall(rule.name)}
        printed |= {rule.pages for rule in self.enclosures}
        asked = {entry.split("=")[0] for one in self.conditions for entry in one.entries}
        return tuple(one for one in self.item_fields if one.label not in printed | asked)

    @property
    def facts(self) -> tuple[str, ...]:
        """Every condition the form's paragraphs depend on."""
        entries = [entry for one in self.conditions for entry in one.entries]
        return tuple(dict.fromkeys(entries))

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The conditions of all its paragraphs, enclosures and rows."""
        parts = (*self.parts, *self.item_parts)
        return (
            *(part.condition for part in parts),
            *(rule.condition for rule in self.enclosures),
            *(row.condition for row in self.rows),
        )

    def field(self, name: str) -> Field | None:
        """A field by its name."""
        return next((field for field in self.fields if field.name == name), None)


PROPOSAL_NOTE = "proposal_note"
"""The field of what the signers should know and the letter does not say, with its source."""

FEE_WORDS = frozenset({"收费明细", "收费金额", "收费大写", "缴费期限"})
"""Placeholders computed from the tariff: bands, amount in figures and in words, days to pay."""

DERIVED = frozenset({"您", "本", "文书", "法律依据"}) | FEE_WORDS
"""Placeholders the composer fills itself: 您 or 贵单位, 本机关, 本答复书, the citations, fees."""

ITEM_DERIVED = DERIVED | {"附件", "事项"}
"""Those it fills besides in the text of an item: 见附件1 and the item's own words."""


@attrs.frozen(kw_only=True)
class FormBook:
    """All forms of one kind by code: the letters, or the slips (表单).

    ``shared`` are the fields any form may be given, though not every form prints them.
    ``broken`` says by key why an office's own form cannot be read; the shipped one stands for it.
    """

    forms: Mapping[str, LetterForm]
    shared: tuple[Field, ...] = ()
    broken: Mapping[str, str] = attrs.field(factory=dict)

    def __iter__(self) -> Iterator[LetterForm]:
        return iter(self.forms.values())

    def __contains__(self, code: str) -> bool:
        return code in self.forms

    def get(self, code: str) -> LetterForm:
        """The form of a code; UserError naming the codes there are."""
        if code in self.forms:
            return self.forms[code]
        raise UserError(f"没有代号为“{code}”的文书", f"现有：{'、'.join(self.forms)}")


def basis_of(form: LetterForm, law: LawBook, day: date) -> tuple[str, ...]:
    """What a letter rests on, in words: its own citations, else those of the grounds it answers."""
    if form.basis:
        return tuple(law.cite(citation) for citation in form.basis)
    grounds = [law.ground(code, day) for code in law.grounds_of_letter(form.code, day)]
    cited = (citation for ground in grounds for citation in ground.citations)
    return tuple(dict.fromkeys(law.cite(citation) for citation in cited))
