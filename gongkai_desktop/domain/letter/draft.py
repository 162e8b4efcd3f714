"""A form as the office edits it (格式修改): paragraphs, cells and fields with what each is for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from gongkai_desktop.domain.overlay import Layer


@attrs.frozen(kw_only=True)
class DraftPart:
    """One paragraph being edited. ``item``: it answers one item.

    ``shared`` names the common paragraphs that stand here (共用段落) and ``shows`` their words;
    ``place`` is where the items or the remedy go. Either is fixed: its text is not edited here.
    ``rest`` are the keys of the paragraph that the page does not show.
    """

    text: str = ""
    when: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    item: bool = False
    shared: str = ""
    place: str = ""
    shows: str = ""
    rest: Mapping[str, Any] = attrs.field(factory=dict)

    @property
    def fixed(self) -> bool:
        """Whether its words come from elsewhere."""
        return bool(self.shared or self.place)


@attrs.frozen(kw_only=True)
class DraftField:
    """One field of the form: what the clerk is asked and what a sample says."""

    name: str
    label: str
    help: str = ""
    sample: Any = ""
    required: bool = True
    item: bool = False
    rest: Mapping[str, Any] = attrs.field(factory=dict)


@attrs.frozen(kw_only=True)
class DraftCell:
    """One cell of a form sheet: its label and its text, by row and place in the row."""

    row: int
    at: int
    label: str
    text: str


@attrs.frozen(kw_only=True)
class FormDraft:
    """A form being edited. ``key`` is ``letters/C12`` or ``slips/approval``.

    ``labels`` are the placeholders its texts may use, ``conditions`` those its paragraphs may
    depend on. ``base`` is the TOML text it was read from.
    """

    key: str
    title: str
    own_title: str = ""
    parts: tuple[DraftPart, ...] = ()
    fields: tuple[DraftField, ...] = ()
    cells: tuple[DraftCell, ...] = ()
    remarks: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    base: str = ""

    @property
    def code(self) -> str:
        """The form's code: C12."""
        return self.key.partition("/")[2]


@attrs.frozen(kw_only=True)
class FormState:
    """A form in the list of forms: whose wording is in force, what is to be decided.

    ``layer`` is the one in force. ``changed``: the shipped form has changed since the office or
    the county replaced it. ``broken`` says why a replacement cannot be read; the shipped form
    is then in force.
    """

    key: str
    title: str
    layer: Layer = Layer.SHIPPED
    changed: bool = False
    broken: str = ""

    @property
    def code(self) -> str:
        """The form's code: C12."""
        return self.key.partition("/")[2]
