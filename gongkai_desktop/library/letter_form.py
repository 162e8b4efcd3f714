"""Reads one form (文书格式、表单格式): a TOML table into a typed form, errors naming the place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import TypeVar

import attrs

from gongkai_desktop.domain.letter.composed import ParagraphKind
from gongkai_desktop.domain.letter.facts import FILLED, Condition, condition_error
from gongkai_desktop.domain.letter.form import (
    DERIVED,
    ITEM_DERIVED,
    PROPOSAL_NOTE,
    EnclosureRule,
    Field,
    FieldKind,
    LetterForm,
    OwnTitle,
    Part,
    Place,
    Recipient,
)
from gongkai_desktop.domain.letter.placeholder import PLACEHOLDER
from gongkai_desktop.domain.letter.table import (
    BOXES,
    ROW_MM,
    CellRule,
    RowRule,
    TableColumn,
)
from gongkai_desktop.domain.letter.values import FREE_FIELD
from gongkai_desktop.domain.remedy import RemedyKind
from gongkai_desktop.library.law import read_citation
from gongkai_desktop.library.layers import Entry, fingerprint
from gongkai_desktop.library.toml import Table


@attrs.frozen(kw_only=True)
class SharedWords:
    """What all forms share: fields by label, whether each form has them, and blocks of parts."""

    fields: tuple[Field, ...]
    always: frozenset[str]
    blocks: Mapping[str, tuple[Part, ...]]
    fingerprint: str


def read_shared(table: Table) -> SharedWords:
    """The shared fields and blocks of forms/letters/shared.toml; a block may use earlier ones."""
    always: set[str] = set()
    fields: list[Field] = []
    for one in table.tables("field"):
        if one.flag("always", False):
            always.add(one.text("name"))
        fields.append(_field(one))
    blocks: dict[str, tuple[Part, ...]] = {}
    for one in table.tables("block"):
        blocks[one.text("name")] = _parts(one, "part", blocks)
        one.finish()
    mark = fingerprint(table.values)
    return SharedWords(
        fields=tuple(fields), always=frozenset(always), blocks=blocks, fingerprint=mark
    )


def read_form(entry: Entry, shared: SharedWords, statutes: Iterable[str]) -> LetterForm:
    """One form; UserError naming file, key and reason where it is wrong."""
    table = entry.table
    parts = _parts(table, "part", shared.blocks)
    item_parts = _parts(table, "item", shared.blocks)
    kind_word = table.text("kind_word", "")
    draft = LetterForm(
        code=table.text("code"),
        title=table.text("title"),
        kind_word=kind_word,
        called=table.text("called"),
        recipient=_one_of(table, "recipient", Recipient, Recipient.APPLICANT),
        addressee=table.text("addressee", "{申请人}"),
        own_title=_own_title(table),
        remedy=_one_of(table, "remedy", RemedyKind),
        collects=table.flag("collects", False),
        basis=tuple(read_citation(one, statutes) for one in table.tables("basis")),
        file=table.texts("file"),
        stated=table.texts("stated"),
        fields=tuple(_field(one) for one in table.tables("field")),
        parts=parts,
        item_parts=item_parts,
        enclosures=tuple(_enclosure(one) for one in table.tables("enclosure")),
        rows=tuple(_row(one) for one in table.tables("row")),
        remarks=table.texts("remarks"),
        landscape=table.flag("landscape", False),
        titled=table.flag("titled", True),
        noted=table.flag("noted", True),
        reply_to=table.text("reply_to", ""),
        fingerprint=fingerprint({"form": entry.fingerprint, "shared": shared.fingerprint}),
    )
    form = attrs.evolve(draft, fields=_all_fields(draft, shared, table))
    _check(form, table)
    table.finish()
    return form


_E = TypeVar("_E", bound=StrEnum)


def _one_of(table: Table, key: str, kind: type[_E], default: _E | None = None) -> _E:
    said = table.text(key) if default is None else table.text(key, default.value)
    try:
        return kind(said)
    except ValueError:
        raise table.fail(key, f"应为{'、'.join(kind)}之一") from None


def _own_title(table: Table) -> OwnTitle:
    own = table.table("own_title")
    made = OwnTitle(
        title=own.text("title", ""), called=own.text("called", ""), suffix=own.text("suffix", "")
    )
    own.finish()
    return made


def _field(table: Table) -> Field:
    kind = _one_of(table, "kind", FieldKind, FieldKind.TEXT)
    most = table.integer("most", -1)
    field = Field(
        name=table.text("name"),
        label=table.text("label"),
        kind=kind,
        required=table.flag("required", True),
        sample=table.raw("sample", ""),
        help=table.text("help"),
        choices=table.texts("choices"),
        item=table.flag("item", False),
        separator=table.text("separator", ""),
        most=most if most >= 0 else None,
        most_rule=table.text("most_rule", "") if most >= 0 else "",
        columns=tuple(_column(one) for one in table.tables("columns")),
    )
    if kind == FieldKind.ROWS and not field.columns:
        raise table.fail("columns", "列表字段缺少列")
    if kind == FieldKind.CHOICE and not field.choices:
        raise table.fail("choices", "选择字段缺少选项")
    return field


def _column(table: Table) -> TableColumn:
    made = TableColumn(
        name=table.text("name"), label=table.text("label"), width_mm=table.integer("width", 0)
    )
    table.finish()
    return made


def _parts(table: Table, key: str, blocks: Mapping[str, tuple[Part, ...]]) -> tuple[Part, ...]:
    parts: list[Part] = []
    for one in table.tables(key):
        block = one.text("use", "")
        if not block:
            parts.append(_part(one))
            continue
        if block not in blocks:
            raise one.fail("use", f"没有名为“{block}”的共用段落")
        parts += blocks[block]
        one.finish()
    return tuple(parts)


def _part(table: Table) -> Part:
    place = table.text("place", "")
    try:
        part = Part(
            text="" if place else table.text("text"),
            block=table.text("block", place),
            kind=ParagraphKind(table.text("kind", "body")),
            condition=_condition(table),
            continues=table.flag("continues", False),
            place=Place(place) if place else None,
        )
    except ValueError as error:
        raise table.fail("place/kind", str(error)) from None
    table.finish()
    return part


def _condition(table: Table) -> Condition:
    return Condition(when=table.texts("when"), unless=table.texts("unless"))


def _enclosure(table: Table) -> EnclosureRule:
    rule = EnclosureRule(
        name=table.text("name"), pages=table.text("pages", ""), condition=_condition(table)
    )
    table.finish()
    return rule


def _row(table: Table) -> RowRule:
    """A row of a table: heading, list, or pairs written [label, text] or with widths."""
    rule = RowRule(
        pairs=tuple(_pair(table, number, one) for number, one in enumerate(_raw_pairs(table), 1)),
        heading=table.text("heading", ""),
        list_of=table.text("list", ""),
        least=table.integer("least", 0),
        height_mm=float(table.integer("height", int(ROW_MM))),
        condition=_condition(table),
    )
    if not (rule.pairs or rule.heading or rule.list_of):
        raise table.fail("pairs", "一行应有 pairs、heading 或者 list")
    table.finish()
    return rule


def _raw_pairs(table: Table) -> list[object]:
    raw = table.raw("pairs", [])
    if not isinstance(raw, list):
        raise table.fail("pairs", "应为列表")
    return raw


def _pair(table: Table, number: int, raw: object) -> CellRule:
    """[label, text], [label, text, text width] or [label, text, text width, label width] in mm."""
    if isinstance(raw, list) and 2 <= len(raw) <= 4:
        label, text, width, label_mm = [*raw, 0, 28] if len(raw) == 2 else [*raw, 28][:4]
        if isinstance(label, str) and isinstance(text, str):
            return CellRule(label=label, text=text, width_mm=float(width), label_mm=float(label_mm))
    raise table.fail(f"pairs[{number}]", "应写成 [“标签”, “文字”] 或者再加宽度（毫米）")


def _all_fields(form: LetterForm, shared: SharedWords, table: Table) -> tuple[Field, ...]:
    """The form's own fields behind the shared ones its text, remedy or conditions use.

    Shared fields of items stand last; ``[samples]`` and ``needs`` adapt shared ones.
    """
    taken = {one for field in form.fields for one in (field.name, field.label)}
    wanted, names = _wanted_labels(form), _wanted_names(form, shared)
    needs = table.texts("needs")
    used = [
        field
        for field in shared.fields
        if not {field.name, field.label} & taken
        and (field.label in wanted or field.name in names or field.name in needs)
    ]
    letter = [field for field in used if not field.item]
    last = [field for field in used if field.item]
    samples = table.table("samples")
    fields = tuple(
        _adapted(field, form, samples, needs) for field in (*letter, *form.fields, *last)
    )
    samples.finish()
    unknown = set(needs) - {field.name for field in fields}
    if unknown:
        raise table.fail("needs", f"没有名为“{min(unknown)}”的字段")
    return fields


def _wanted_labels(form: LetterForm) -> set[str]:
    parts = (*form.parts, *form.item_parts)
    texts = [form.addressee, *form.remarks, *(one.name for one in form.enclosures)]
    texts += [one.text for one in parts]
    texts += [pair.text for row in form.rows for pair in row.pairs]
    labels = {name.removeprefix(BOXES) for text in texts for name in PLACEHOLDER.findall(text)}
    entries = [entry for one in form.conditions for entry in one.entries]
    labels |= {entry.removesuffix(FILLED).split("=")[0] for entry in entries}
    return labels | {one.pages for one in form.enclosures} | {one.list_of for one in form.rows}


def _wanted_names(form: LetterForm, shared: SharedWords) -> set[str]:
    names = set(shared.always)
    if any(part.place == Place.REMEDY for part in form.parts):
        names |= {"review_body", "court", "delivery"} if form.remedy != RemedyKind.FEE else set()
    if any(part.place == Place.ITEMS for part in form.parts):
        names.add("enclosures")
    if any(part.place == Place.FREE for part in form.parts):
        names |= {FREE_FIELD, PROPOSAL_NOTE}
    return names


def _adapted(field: Field, form: LetterForm, samples: Table, needs: Sequence[str]) -> Field:
    """A field with the form's own sample, its own 类字, and whether this form needs it."""
    sample = samples.raw(field.name, field.sample)
    if field.name == "letter_no":
        sample = str(sample).replace("{类字}", form.kind_word)
    addressed = form.recipient is Recipient.APPLICANT or field.name != "applicant"
    required = (field.required and addressed and bool(form.kind_word)) or field.name in needs
    return attrs.evolve(field, sample=sample, required=required)


def _check(form: LetterForm, table: Table) -> None:
    own = {field.label: field for field in form.fields}
    _check_rows(form, own, table)
    labels = [field.label for field in form.fields]
    twice = {label for label in labels if labels.count(label) > 1}
    if twice:
        raise table.fail("field", f"标签“{min(twice)}”重复")
    letter = {field.label: field.choices for field in form.letter_fields}
    everything = {field.label: field.choices for field in form.fields}
    for key, parts, known, derived in (
        ("part", form.parts, letter, DERIVED),
        ("item", form.item_parts, everything, ITEM_DERIVED),
    ):
        for number, part in enumerate(parts, start=1):
            _check_text(part.text, {*known, *derived}, table, f"{key}[{number}].text")
            _check_condition(part.condition, known, table, f"{key}[{number}].when")
    for number, rule in enumerate(form.enclosures, start=1):
        _check_text(rule.name, {*everything}, table, f"enclosure[{number}].name")
        _check_condition(rule.condition, everything, table, f"enclosure[{number}].when")
        if rule.pages and rule.pages not in everything:
            raise table.fail(f"enclosure[{number}].pages", f"没有标签“{rule.pages}”")
    for key, text in (
        ("title", form.title),
        ("addressee", form.addressee),
        *(("remarks", one) for one in form.remarks),
    ):
        _check_text(text, {*everything, *DERIVED}, table, key)


def _check_rows(form: LetterForm, fields: Mapping[str, Field], table: Table) -> None:
    for number, row in enumerate(form.rows, start=1):
        for pair in row.pairs:
            for label in pair.placeholders:
                if label not in fields and label not in DERIVED:
                    raise table.fail(f"row[{number}].pairs", f"“{{{label}}}”不是已知的标签")
        listed = fields.get(row.list_of)
        if row.list_of and (listed is None or listed.kind != FieldKind.ROWS):
            raise table.fail(f"row[{number}].list", f"“{row.list_of}”不是列表字段")
        _check_condition(
            row.condition,
            {label: field.choices for label, field in fields.items()},
            table,
            f"row[{number}].when",
        )


def _check_text(text: str, known: set[str], table: Table, key: str) -> None:
    for label in PLACEHOLDER.findall(text):
        if label not in known:
            raise table.fail(key, f"“{{{label}}}”不是已知的标签")


def _check_condition(
    condition: Condition, known: Mapping[str, tuple[str, ...]], table: Table, key: str
) -> None:
    for entry in condition.entries:
        error = condition_error(entry, known)
        if error:
            raise table.fail(key, error)
