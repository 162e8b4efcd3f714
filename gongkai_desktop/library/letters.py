"""Loads forms/letters/ into letter forms (文书格式)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import attrs

from gongkai_desktop.domain.law import LawBook
from gongkai_desktop.domain.letter.composed import ParagraphKind
from gongkai_desktop.domain.letter.facts import FILLED, Condition, condition_error
from gongkai_desktop.domain.letter.form import (
    DERIVED,
    ITEM_DERIVED,
    PLACEHOLDER,
    EnclosureRule,
    Field,
    FieldKind,
    FormBook,
    LetterForm,
    Part,
    Place,
)
from gongkai_desktop.domain.overlay import Overlay
from gongkai_desktop.domain.remedy import RemedyKind
from gongkai_desktop.domain.unit import Unit, UnitKind
from gongkai_desktop.library.law import read_citation
from gongkai_desktop.library.layers import Entry, fingerprint, resolve, shipped_entry
from gongkai_desktop.library.paths import form as form_path
from gongkai_desktop.library.toml import Table, read_table


@attrs.frozen(kw_only=True)
class _Shared:
    """What all forms share: fields by label, whether each form has them, and blocks of parts."""

    fields: tuple[Field, ...]
    always: frozenset[str]
    blocks: Mapping[str, tuple[Part, ...]]
    fingerprint: str


def load_letter_forms(law: LawBook, overlays: Sequence[Overlay] = ()) -> FormBook:
    """All letter forms in force; overlays have keys ``letters/CODE`` and hold a whole form.

    Raises UserError naming file, key and reason: an unknown placeholder, condition, statute or
    remedy, a label used twice, a choice without its options.
    """
    shared = _shared()
    entries = resolve(shipped_letters(), overlays, "letters")
    statutes = {statute.id for statute in law.statutes}
    forms = [_form(entry, shared, statutes) for entry in entries]
    pending = read_table(form_path("letters", "pending.toml"))
    codes = pending.texts("codes")
    pending.finish()
    known = {one.code: one for one in sorted(forms, key=lambda one: one.code)}
    return FormBook(
        forms={code: known[code] for code in sorted(known, key=_code_order)},
        pending=tuple(code for code in codes if code not in known),
    )


def _code_order(code: str) -> tuple[str, int, str]:
    digits = "".join(char for char in code if char.isdecimal())
    return code[:1], int(digits or 0), code


def shipped_letters() -> list[Entry]:
    """Every shipped form as an entry, to be compared with what an office has replaced."""
    return [
        shipped_entry(f"letters/{path.parent.name}", read_table(path))
        for path in sorted(form_path("letters").glob("*/form.toml"))
    ]


def load_sample_unit() -> Unit:
    """The fictional organ of sample letters and of an office without a name yet."""
    table = read_table(form_path("letters", "shared.toml")).table("sample_unit")
    kind = UnitKind(table.text("kind"))
    texts: dict[str, Any] = {name: table.text(name) for name in table.keys() if name != "kind"}  # noqa: SIM118
    return Unit(kind=kind, **texts)


def _shared() -> _Shared:
    table = read_table(form_path("letters", "shared.toml"))
    table.table("sample_unit")
    always: set[str] = set()
    fields: list[Field] = []
    for one in table.tables("field"):
        if one.flag("always", False):
            always.add(one.text("name"))
        fields.append(_field(one))
    blocks = {
        one.text("name"): tuple(_part(part) for part in one.tables("part"))
        for one in table.tables("block")
    }
    mark = fingerprint(table.values)
    table.finish()
    return _Shared(fields=tuple(fields), always=frozenset(always), blocks=blocks, fingerprint=mark)


def _form(entry: Entry, shared: _Shared, statutes: Iterable[str]) -> LetterForm:
    table = entry.table
    own = tuple(_field(one) for one in table.tables("field"))
    parts = _parts(table, shared)
    item_parts = tuple(_part(one) for one in table.tables("item"))
    kind_word = table.text("kind_word")
    form = LetterForm(
        code=table.text("code"),
        title=table.text("title"),
        kind_word=kind_word,
        called=table.text("called"),
        recipient=table.text("recipient", "applicant"),
        remedy=_remedy(table),
        collects=table.flag("collects", False),
        basis=tuple(read_citation(one, statutes) for one in table.tables("basis")),
        file=table.texts("file"),
        fields=_with_samples(_with_shared(own, shared, (*parts, *item_parts), kind_word), table),
        parts=parts,
        item_parts=item_parts,
        enclosures=tuple(_enclosure(one) for one in table.tables("enclosure")),
        fingerprint=fingerprint({"form": entry.fingerprint, "shared": shared.fingerprint}),
    )
    _check(form, table)
    table.finish()
    return form


def _remedy(table: Table) -> RemedyKind:
    try:
        return RemedyKind(table.text("remedy"))
    except ValueError:
        raise table.fail("remedy", f"应为{'、'.join(RemedyKind)}之一") from None


def _field(table: Table) -> Field:
    try:
        kind = FieldKind(table.text("kind", "text"))
    except ValueError:
        raise table.fail("kind", f"应为{'、'.join(FieldKind)}之一") from None
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
    )
    if kind == FieldKind.CHOICE and not field.choices:
        raise table.fail("choices", "选择字段缺少选项")
    return field


def _parts(table: Table, shared: _Shared) -> tuple[Part, ...]:
    parts: list[Part] = []
    for one in table.tables("part"):
        block = one.text("use", "")
        if not block:
            parts.append(_part(one))
            continue
        if block not in shared.blocks:
            raise one.fail("use", f"没有名为“{block}”的共用段落")
        parts += shared.blocks[block]
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


def _with_shared(
    own: Sequence[Field], shared: _Shared, parts: Sequence[Part], kind_word: str
) -> tuple[Field, ...]:
    """The form's own fields behind the shared ones its text, remedy or conditions use."""
    taken = {field.name for field in own}
    wanted = {label for part in parts for label in part.placeholders}
    wanted |= {entry.removesuffix(FILLED) for part in parts for entry in part.condition.entries}
    names = set(shared.always)
    if any(part.place == Place.REMEDY for part in parts):
        names |= {"review_body", "court", "delivery"}
    if any(part.place == Place.ITEMS for part in parts):
        names.add("enclosures")
    used = [
        field
        for field in shared.fields
        if (field.label in wanted or field.name in names) and field.name not in taken
    ]
    return tuple(_with_kind_word(field, kind_word) for field in (*used, *own))


def _with_samples(fields: Sequence[Field], table: Table) -> tuple[Field, ...]:
    """The fields with the form's own samples for shared ones (the request it tells of)."""
    samples = table.table("samples")
    told = tuple(
        attrs.evolve(field, sample=samples.raw(field.name, field.sample)) for field in fields
    )
    samples.finish()
    return told


def _with_kind_word(field: Field, kind_word: str) -> Field:
    """The sample number carries the letter's own 类字."""
    if field.name != "letter_no":
        return field
    return attrs.evolve(field, sample=str(field.sample).replace("{类字}", kind_word))


def _check(form: LetterForm, table: Table) -> None:
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
