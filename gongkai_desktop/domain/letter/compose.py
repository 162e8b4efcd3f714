"""Composes a letter from its form, the values and the items it answers (成文).

A reply is composed item by item and the letter with one result is the case of one item. The
remedy is built from the items' grounds and the letter's date, never typed (行政复议法第二十三条).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from gongkai_desktop.domain.event import read_date
from gongkai_desktop.domain.law import LawBook
from gongkai_desktop.domain.letter.composed import (
    ComposedLetter,
    Paragraph,
    ParagraphKind,
    Profile,
    SealSpec,
)
from gongkai_desktop.domain.letter.enclosures import item_enclosures, named_enclosures
from gongkai_desktop.domain.letter.facts import Fact
from gongkai_desktop.domain.letter.fill import fill, gap, missing_labels
from gongkai_desktop.domain.letter.finding import Finding
from gongkai_desktop.domain.letter.form import FieldKind, FormBook, LetterForm, Part, Place
from gongkai_desktop.domain.letter.gaps import MissingField, check_letter
from gongkai_desktop.domain.letter.sheet import table_rows
from gongkai_desktop.domain.letter.task import (
    Answer,
    Task,
    answers_of,
    called_of,
    form_of_item,
    letter_facts,
    letter_words,
    title_of,
)
from gongkai_desktop.domain.letter.values import (
    FREE_FIELD,
    answered_items,
    free_paragraphs,
    printed,
    unit_values,
)
from gongkai_desktop.domain.remedy import Remedy, RemedyKind, RemedyWords, fee_remedy, remedy_of
from gongkai_desktop.domain.request import Item
from gongkai_desktop.domain.unit import Unit
from gongkai_desktop.domain.wording import chinese_number


@attrs.frozen(kw_only=True)
class Composition:
    """A composed letter and what is to be said about it.

    ``missing``: fields without a value, shown in the text as 【标签】. ``remedy``: None where the
    form has no place for one. ``sources``: the form and law entries used, ``key@fingerprint``.
    ``day``: the date at which law was resolved.
    """

    letter: ComposedLetter
    missing: tuple[MissingField, ...]
    findings: tuple[Finding, ...]
    remedy: Remedy | None
    items: tuple[Item, ...]
    sources: tuple[str, ...]
    day: date


@attrs.frozen(kw_only=True)
class _Draft:
    """Paragraphs written so far and the fields found empty on the way."""

    paragraphs: tuple[Paragraph, ...] = ()
    missing: tuple[MissingField, ...] = ()


def compose(
    form: LetterForm,
    forms: FormBook,
    *,
    values: Mapping[str, Any],
    unit: Unit,
    law: LawBook,
    today: date,
    items: Sequence[Item] = (),
    profile: Profile = Profile.DRAFT,
) -> Composition:
    """Compose one letter.

    ``values``: fields by name, those of the unit may be left to ``unit``. ``items``: the request's
    items, completed by the values (see values.answered_items); without them a reply takes the
    list ``items`` of the values or, for a form of one result, a single item. Law is that of
    ``values["letter_date"]``, else of ``today``.
    Raises UserError for values of the wrong kind, a ground the law of that day has not, and an
    item whose letter has no form yet.
    """
    day = law_date(values, today)
    given = {name: value for name, value in values.items() if value is not None}
    task = Task(
        form=form,
        forms=forms,
        values=unit_values(unit, law, day) | given,
        items=answered_items(form, items, given, law, day),
        unit=unit,
        law=law,
        day=day,
    )
    return _composition(task, profile)


def _composition(task: Task, profile: Profile) -> Composition:
    words, facts = letter_words(task), letter_facts(task)
    answers = answers_of(task, words, facts)
    remedy = _remedy(task, facts)
    draft = _write(task, words, facts, answers, remedy)
    gaps = _gaps(task, draft, words, profile)
    return Composition(
        letter=_letter(task, draft, words, answers, facts),
        missing=gaps,
        findings=check_letter(
            task.form, task.values, task.items, gaps, task.law, task.day, profile
        ),
        remedy=remedy,
        items=task.items,
        sources=_sources(task, answers),
        day=task.day,
    )


def law_date(values: Mapping[str, Any], today: date) -> date:
    """The date at which law is resolved: the letter's own, else today."""
    said = values.get("letter_date")
    return read_date(said, "字段“成文日期”（letter_date）") if said else today


def _remedy(task: Task, facts: Collection[str]) -> Remedy | None:
    placed = any(part.place == Place.REMEDY for part in task.form.parts)
    if not placed or (task.form.answers and not task.items):
        return None
    if task.form.remedy is RemedyKind.FEE:
        return fee_remedy(task.law, task.day)
    online = task.unit.online_review_url if Fact.SERVED_ONLINE in facts else ""
    words = RemedyWords(
        letter=called_of(task.form, task.unit),
        review_body=str(task.values.get("review_body") or gap("复议机关")),
        court=str(task.values.get("court") or gap("人民法院")),
        online_url=online,
    )
    return remedy_of(task.items, words, task.law, task.day)


def _write(
    task: Task,
    words: Mapping[str, str],
    facts: Collection[str],
    answers: Sequence[Answer],
    remedy: Remedy | None,
) -> _Draft:
    """All paragraphs of the letter in the order of its form."""
    draft = _Draft()
    for part in task.form.parts:
        if not part.condition.holds(facts):
            continue
        if part.place == Place.ITEMS:
            draft = _write_answers(draft, task, answers)
        elif part.place == Place.FREE:
            draft = _write_free(draft, task)
        elif part.place == Place.REMEDY:
            draft = _write_remedy(draft, task, remedy)
        else:
            draft = _write_part(draft, part, words, task.form, 0)
    return draft


def _write_answers(draft: _Draft, task: Task, answers: Sequence[Answer]) -> _Draft:
    for answer in answers:
        if len(answers) > 1:
            draft = _write_heading(draft, answer.item)
        if task.form.collects and not answer.item.ground:
            draft = _write_open_item(draft, answer.item)
            continue
        for part in answer.form.item_parts:
            if part.condition.holds(answer.facts):
                draft = _write_part(draft, part, answer.words, answer.form, answer.item.no)
    return draft


def _write_heading(draft: _Draft, item: Item) -> _Draft:
    """The item's number and its own words: 一、关于“…”."""
    words = f"“{item.text}”" if item.text else gap("事项内容")
    heading = Paragraph(
        text=f"{chinese_number(item.no)}、关于{words}",
        kind=ParagraphKind.HEADING_1,
        block="item",
        item=item.no,
    )
    missing = () if item.text else (MissingField(name="text", label="事项内容", item=item.no),)
    return _added(draft, heading, missing)


def _write_open_item(draft: _Draft, item: Item) -> _Draft:
    """An item without a ground yet: a gap where its answer will stand."""
    label = "处理依据"
    gap_paragraph = Paragraph(text=gap(label), block="decision", item=item.no)
    return _added(draft, gap_paragraph, (MissingField(name="ground", label=label, item=item.no),))


def _write_part(
    draft: _Draft, part: Part, words: Mapping[str, str], form: LetterForm, item: int
) -> _Draft:
    text = fill(part.text, words)
    names = {field.label: field.name for field in form.fields}
    missing = tuple(
        MissingField(name=names.get(label, ""), label=label, item=item)
        for label in missing_labels(part.text, words)
    )
    last = draft.paragraphs[-1] if draft.paragraphs else None
    if part.continues and last and last.item == item:
        joined = attrs.evolve(last, text=last.text + text)
        shorter = attrs.evolve(draft, paragraphs=draft.paragraphs[:-1])
        return _added(shorter, joined, missing)
    return _added(draft, Paragraph(text=text, kind=part.kind, block=part.block, item=item), missing)


def _write_free(draft: _Draft, task: Task) -> _Draft:
    """The paragraphs the clerk adds in their own words, where the form allows them."""
    for text in free_paragraphs(task.values.get(FREE_FIELD)):
        draft = _added(draft, Paragraph(text=text, block="free"), ())
    return draft


def _write_remedy(draft: _Draft, task: Task, remedy: Remedy | None) -> _Draft:
    if remedy is None or remedy.kind == RemedyKind.NONE:
        return draft
    named = remedy.kind is not RemedyKind.FEE
    needed = (("review_body", "复议机关"), ("court", "人民法院")) if named else ()
    missing = tuple(
        MissingField(name=name, label=label) for name, label in needed if not task.values.get(name)
    )
    for text in remedy.paragraphs:
        draft = _added(draft, Paragraph(text=text, block="remedy"), ())
    return attrs.evolve(draft, missing=(*draft.missing, *missing))


def _added(draft: _Draft, paragraph: Paragraph, missing: tuple[MissingField, ...]) -> _Draft:
    return _Draft(paragraphs=(*draft.paragraphs, paragraph), missing=(*draft.missing, *missing))


def _letter(
    task: Task,
    draft: _Draft,
    words: Mapping[str, str],
    answers: Sequence[Answer],
    facts: frozenset[str],
) -> ComposedLetter:
    form, values = task.form, task.values
    organ = str(values.get("unit") or gap("机关名称"))
    own = tuple(enclosure for answer in answers for enclosure in answer.enclosures)
    own = own if form.answers else item_enclosures(form, words, facts)
    letter_date = values.get("letter_date")
    return ComposedLetter(
        code=form.code,
        title=f"{organ if form.titled else ''}{fill(title_of(form, task.unit), words)}",
        number=_number(form, values),
        addressee=fill(form.addressee, words),
        paragraphs=draft.paragraphs,
        enclosures=(*own, *named_enclosures(values.get("enclosures"))),
        organ=organ,
        letter_date=read_date(letter_date, "字段“成文日期”（letter_date）")
        if letter_date
        else None,
        note="" if form.is_sheet or not form.noted else contact_note(values),
        register_no=str(values.get("register_no") or ""),
        seal=SealSpec(diameter_mm=task.unit.seal_diameter_mm, label=task.unit.seal_label),
        table=table_rows(form, words, values, facts),
        remarks=tuple(fill(one, words) for one in form.remarks),
        landscape=form.landscape,
    )


def _number(form: LetterForm, values: Mapping[str, Any]) -> str:
    """The number it bears: slips have none, and a form others fill in has none of ours."""
    return str(values.get("letter_no") or "") if form.kind_word and not form.reply_to else ""


def contact_note(values: Mapping[str, Any]) -> str:
    """The contact line (附注) without its brackets; parts that are not set are left out."""
    parts = (
        ("联系机构", "office_name"),
        ("地址", "office_address"),
        ("邮政编码", "office_postcode"),
        ("电话", "office_phone"),
    )
    return "；".join(f"{label}：{values[name]}" for label, name in parts if values.get(name))


_OFFICE_STEP = ("letter_no", "letter_date")
_IN_REMEDY = ("review_body", "court")
_LISTED = (FieldKind.ITEMS, FieldKind.ROWS)


def _gaps(
    task: Task, draft: _Draft, words: Mapping[str, str], profile: Profile
) -> tuple[MissingField, ...]:
    """Fields without a value: those of the text and those the file must hold besides.

    Number and date are taken at the 办公室 step and only missed in the final print of what passes
    that step: a sheet does not.
    """
    numbered = task.form.kind_word and not task.form.is_sheet
    needed = [
        field
        for field in task.form.letter_fields
        if (field.required and field.kind not in _LISTED and field.name not in _IN_REMEDY)
        or (profile == Profile.FINAL and numbered and field.name in _OFFICE_STEP)
    ]
    letter = [
        MissingField(name=field.name, label=field.label)
        for field in needed
        if not words.get(field.label)
    ]
    if task.form.answers and not task.items:
        letter.append(MissingField(name="items", label="申请事项"))
    return tuple(dict.fromkeys((*letter, *draft.missing, *_item_gaps(task))))


def _item_gaps(task: Task) -> list[MissingField]:
    return [
        MissingField(name=field.name, label=field.label, item=item.no)
        for item in task.items
        if item.ground or not task.form.collects
        for field in form_of_item(task, item).item_fields
        if field.required and not printed(field, item.fields.get(field.name))
    ]


def _sources(task: Task, answers: Sequence[Answer]) -> tuple[str, ...]:
    """Which versions of forms and law the letter used, to be kept with it."""
    forms = [task.form, *(answer.form for answer in answers)]
    grounds = [task.law.ground(item.ground, task.day) for item in task.items if item.ground]
    period = task.law.remedy_period(task.day)
    named = [f"letters/{form.code}@{form.fingerprint}" for form in forms]
    named += [f"grounds/{ground.code}@{ground.fingerprint}" for ground in grounds]
    named.append(f"remedies/{period.valid_from.isoformat()}@{period.fingerprint}")
    return tuple(dict.fromkeys(named))
