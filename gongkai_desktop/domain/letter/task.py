"""What a letter is composed from: its task, the words and facts of the letter and of each item."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from gongkai_desktop.domain.law import Citation, LawBook, ground_citations
from gongkai_desktop.domain.letter.composed import Enclosure
from gongkai_desktop.domain.letter.enclosures import (
    item_enclosures,
    named_enclosures,
    references,
)
from gongkai_desktop.domain.letter.facts import Fact, field_facts, request_facts
from gongkai_desktop.domain.letter.fees import fee_words
from gongkai_desktop.domain.letter.form import Field, FieldKind, FormBook, LetterForm, Recipient
from gongkai_desktop.domain.letter.values import applicant_kind, printed
from gongkai_desktop.domain.outcome import is_separated
from gongkai_desktop.domain.request import ApplicantKind, Item
from gongkai_desktop.domain.unit import TitleStyle, Unit


@attrs.frozen(kw_only=True)
class Task:
    """Everything a letter is composed from."""

    form: LetterForm
    forms: FormBook
    values: Mapping[str, Any]
    items: tuple[Item, ...]
    unit: Unit
    law: LawBook
    day: date


@attrs.frozen(kw_only=True)
class Answer:
    """One item with the form that words its answer, its words and its facts."""

    item: Item
    form: LetterForm
    words: dict[str, str]
    facts: frozenset[str]
    enclosures: tuple[Enclosure, ...]


def letter_words(task: Task) -> dict[str, str]:
    """What each placeholder of the letter stands for, item fields left out."""
    words = _field_words(task.form.letter_fields, task.values)
    derived = {
        "您": address_word(task.form, task.values),
        "本": "本机关",
        "文书": called_of(task.form, task.unit),
        "法律依据": _cited(task, task.form.basis),
    }
    return words | derived | fee_words(task.values, task.law, task.day)


def called_of(form: LetterForm, unit: Unit) -> str:
    """How the letter speaks of itself, by the office's choice of titles."""
    own = unit.title_style is TitleStyle.OWN and form.own_title.called
    return form.own_title.called if own else form.called


def title_of(form: LetterForm, unit: Unit) -> str:
    """The letter's title without the organ's name, by the office's choice of titles."""
    own = unit.title_style is TitleStyle.OWN and form.own_title.title
    return form.own_title.title if own else form.title


def address_word(form: LetterForm, values: Mapping[str, Any]) -> str:
    """您 for a person, 贵单位 for an organisation, 贵机关 for another organ (称谓)."""
    if form.recipient is Recipient.ORGAN:
        return "贵机关"
    if form.recipient is Recipient.SECTION:
        return "贵科室"
    if form.recipient is Recipient.THIRD_PARTY:
        return "您" if values.get("third_party_nature") == "自然人" else "贵单位"
    return "您" if applicant_kind(values) == ApplicantKind.NATURAL else "贵单位"


def _field_words(fields: Iterable[Field], values: Mapping[str, Any]) -> dict[str, str]:
    composed = ("items", "enclosures")
    plain = (one for one in fields if one.name not in composed and one.kind != FieldKind.ROWS)
    return {field.label: printed(field, values.get(field.name)) for field in plain}


def _cited(task: Task, citations: Sequence[Citation]) -> str:
    """Citations in one phrase, the last joined by 和."""
    *others, last = [task.law.cite(citation) for citation in citations] or [""]
    return f"{'、'.join(others)}和{last}" if others else last


def letter_facts(task: Task) -> frozenset[str]:
    """The facts of the request and those the letter's own fields give."""
    natural = applicant_kind(task.values) == ApplicantKind.NATURAL
    fields = field_facts(_field_words(task.form.letter_fields, task.values))
    return frozenset(request_facts(task.values, natural, len(task.items)) | fields)


def answers_of(task: Task, words: Mapping[str, str], facts: frozenset[str]) -> tuple[Answer, ...]:
    """The items with everything their text needs, enclosures numbered through the letter."""
    plain = [_answer(task, item, words, facts) for item in task.items]
    counts = [len(answer.enclosures) for answer in plain]
    total = sum(counts) + len(named_enclosures(task.values.get("enclosures")))
    return tuple(
        attrs.evolve(answer, words=answer.words | {"附件": reference})
        for answer, reference in zip(plain, references(counts, total), strict=True)
    )


def _answer(task: Task, item: Item, words: Mapping[str, str], facts: frozenset[str]) -> Answer:
    form = form_of_item(task, item)
    own = _field_words(form.item_fields, item.fields)
    known = {**words, **own, "事项": item.text, "法律依据": _item_basis(task, item)}
    held = frozenset(facts | field_facts(own) | _separation(task, item))
    enclosed = item_enclosures(form, known, held)
    held |= {Fact.ENCLOSED.value} if enclosed else set()
    return Answer(item=item, form=form, words=known, facts=held, enclosures=enclosed)


def form_of_item(task: Task, item: Item) -> LetterForm:
    """Whose item text answers the item: the ground's own form in a letter that collects."""
    if not task.form.collects or not item.ground:
        return task.form
    letter = task.law.outcome(item.ground, task.day).letter
    return task.form if letter == task.form.code else task.forms.get(letter)


def _item_citations(task: Task, item: Item) -> tuple[Citation, ...]:
    if not item.ground:
        return ()
    return ground_citations(task.law.ground(item.ground, task.day), is_separated(item))


def _item_basis(task: Task, item: Item) -> str:
    return _cited(task, _item_citations(task, item))


def _separation(task: Task, item: Item) -> set[str]:
    """可区分 or 不可区分 once the clerk has decided it (条例第三十七条); neither before."""
    if not item.ground or not task.law.ground(item.ground, task.day).separable:
        return set()
    if is_separated(item):
        return {Fact.SEPARABLE.value}
    return {Fact.INSEPARABLE.value} if item.fields.get("separation") else set()
