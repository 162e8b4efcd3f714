"""Making letters (文书): from the register or from fields alone, as PDF and Word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import attrs

from gongkai_desktop.documents.files import atomic_write
from gongkai_desktop.domain.dispute import order_values
from gongkai_desktop.domain.event import EventType
from gongkai_desktop.domain.law import LawBook
from gongkai_desktop.domain.letter.compose import Composition, compose
from gongkai_desktop.domain.letter.composed import Profile
from gongkai_desktop.domain.letter.finding import Finding, Severity
from gongkai_desktop.domain.letter.form import Field, FormBook, LetterForm, basis_of
from gongkai_desktop.domain.letter.step_event import party_of
from gongkai_desktop.domain.letter.values import check_names, values_for, with_samples
from gongkai_desktop.domain.lint.pages import rules_on_pages
from gongkai_desktop.domain.request import Request
from gongkai_desktop.domain.typeset.letter_page import LetterStyle, unit_style
from gongkai_desktop.domain.typeset.page import Layout
from gongkai_desktop.domain.unit import Unit
from gongkai_desktop.library.letters import load_sample_unit
from gongkai_desktop.services import evidence
from gongkai_desktop.services.clock import deadline_of
from gongkai_desktop.services.home import exists
from gongkai_desktop.services.knowledge import Knowledge, load_knowledge
from gongkai_desktop.services.press import Press
from gongkai_desktop.services.unit import read_unit, the_unit
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import StoredLetter, open_office


@attrs.frozen(kw_only=True)
class Produced:
    """A letter made: its composition, its pages, everything found wrong with it."""

    composition: Composition
    layout: Layout
    profile: Profile
    findings: tuple[Finding, ...]
    style: LetterStyle = attrs.field(factory=LetterStyle)

    @property
    def pages(self) -> int:
        """Number of pages."""
        return len(self.layout.pages)

    @property
    def has_errors(self) -> bool:
        """Whether a finding of severity E is among them."""
        return any(finding.severity == Severity.ERROR for finding in self.findings)

    def findings_document(self) -> list[dict[str, Any]]:
        """The findings as the command line prints them."""
        return [
            {
                "rule": finding.rule,
                "severity": finding.severity.value,
                "message": finding.message,
                "start": finding.start,
                "end": finding.end,
            }
            for finding in self.findings
        ]


def forms_document(knowledge: Knowledge, today: date) -> list[dict[str, Any]]:
    """Every form as ``letter list`` prints it, with the law of a day."""
    return [_form_document(form, knowledge, today) for form in knowledge.forms]


def _form_document(form: LetterForm, knowledge: Knowledge, today: date) -> dict[str, Any]:
    return {
        "code": form.code,
        "title": form.title,
        "own_title": form.own_title.title,
        "recipient": form.recipient.value,
        "basis": list(basis_of(form, knowledge.law, today)),
        "remedy": form.remedy.value,
        "fields": [_field_document(field) for field in form.fields],
        "facts": list(form.facts),
        "file": list(form.file),
    }


def _field_document(field: Field) -> dict[str, Any]:
    document: dict[str, Any] = {
        "name": field.name,
        "label": field.label,
        "kind": field.kind.value,
        "required": field.required,
        "sample": field.sample,
        "help": field.help,
    }
    if field.choices:
        document["choices"] = list(field.choices)
    if field.columns:
        document["columns"] = [{"name": one.name, "label": one.label} for one in field.columns]
    return document


def knowledge_and_unit_at(location: str, key: str | None) -> tuple[Knowledge, Unit]:
    """Forms, law and unit of the office at a location; the shipped ones where there is none."""
    if not exists(location):
        return load_knowledge(), Unit()
    with open_office(location, key=key) as office, office.read() as reader:
        return load_knowledge(reader), read_unit(reader)


def render(
    knowledge: Knowledge,
    press: Press,
    unit: Unit,
    code: str,
    data: Mapping[str, Any],
    *,
    profile: Profile,
    today: date,
) -> Produced:
    """A letter from fields alone; fields left out take the form's samples.

    An office without its particulars prints those of the form book's sample unit.
    """
    return render_from(
        knowledge.forms, knowledge.law, press, unit, code, data, profile=profile, today=today
    )


def render_from(
    book: FormBook,
    law: LawBook,
    press: Press,
    unit: Unit,
    code: str,
    data: Mapping[str, Any],
    *,
    profile: Profile,
    today: date,
) -> Produced:
    """The same from a book of forms that is not in force: a form being edited, a slip."""
    form = book.get(code)
    check_names(form, book, data)
    shown = unit if unit.name else load_sample_unit()
    profile = _profile(form, profile)
    values = with_samples(form, book, data, law, today)
    composition = compose(
        form, book, values=values, unit=shown, law=law, today=today, profile=profile
    )
    return produce(press, composition, profile, unit_style(shown))


def make(
    workspace: Workspace,
    press: Press,
    request: Request,
    code: str,
    data: Mapping[str, Any],
    *,
    profile: Profile,
    draft_no: int = 1,
) -> Produced:
    """A letter for a request of the register; ``data`` goes before what the register knows.

    ``draft_no`` is the count of the draft (稿次) in the footer of an 审签稿.
    """
    profile = _profile(workspace.knowledge.forms.get(code), profile)
    composition = compose_for(workspace, request, code, data, profile)
    return produce(press, composition, profile, unit_style(the_unit(workspace), draft_no))


def compose_for(
    workspace: Workspace, request: Request, code: str, data: Mapping[str, Any], profile: Profile
) -> Composition:
    """The words of a letter for a request, not yet laid out; UserError for an unknown field."""
    knowledge = workspace.knowledge
    form = knowledge.forms.get(code)
    check_names(form, knowledge.forms, data)
    values = {
        **register_values(workspace, request),
        **evidence.letter_values(workspace, request, code, _party(form, data)),
        **data,
    }
    return compose(
        form,
        knowledge.forms,
        values=evidence.with_derived(workspace, request, code, values),
        unit=the_unit(workspace),
        law=knowledge.law,
        today=workspace.today,
        items=evidence.items_of(workspace, request),
        profile=profile,
    )


def _profile(form: LetterForm, profile: Profile) -> Profile:
    """A form that others fill in passes no chain: it never bears the marks of a draft."""
    return Profile.FINAL if form.reply_to else profile


def _party(form: LetterForm, data: Mapping[str, Any]) -> str:
    """Whom a form is sent to, as far as it was typed."""
    return party_of(form.reply_to, data) if form.reply_to else ""


def register_values(workspace: Workspace, request: Request) -> dict[str, Any]:
    """The fields of a letter that the register already knows."""
    knowledge = workspace.knowledge
    deadline = deadline_of(request, knowledge, workspace.today)
    with workspace.office.read() as reader:
        letters = [one for one in reader.letters.of_request(request.id) if not one.void_reason]
        disputes = reader.disputes.of_request(request.id)
    numbers = {letter.code: letter.number for letter in letters if letter.number}
    due = deadline.due_date or first_due(request, workspace)
    return {
        **values_for(request, due, numbers),
        **_first_reply(request, letters, knowledge),
        **order_values(disputes, knowledge.disputes),
    }


def known_values(workspace: Workspace, request: Request, form: LetterForm) -> dict[str, Any]:
    """What the register and the request's items give a letter before anyone types."""
    names = {field.name for field in (*form.fields, *workspace.knowledge.forms.shared)}
    given = {
        **register_values(workspace, request),
        **evidence.letter_values(workspace, request, form.code),
    }
    known = {name: value for name, value in given.items() if name in names}
    if not form.answers:
        return known
    sources = workspace.knowledge.forms if form.collects else (form,)
    asked = {field.name for one in sources for field in one.item_fields}
    listed = [
        {
            "text": one.text,
            "ground": one.ground,
            **{name: value for name, value in one.fields.items() if name in asked},
        }
        for one in evidence.items_of(workspace, request)
    ]
    return {**known, "items": listed}


def _first_reply(
    request: Request, letters: Sequence[StoredLetter], knowledge: Knowledge
) -> dict[str, Any]:
    """Number and date of the reply that a re-answer takes back (原答复), where there is one."""
    replies = [one for one in letters if one.number and knowledge.forms.get(one.code).answers]
    decided = request.first(EventType.DECIDED)
    values = {
        "original_no": replies[0].number if replies else request.reply_no,
        "original_date": decided.date if decided else None,
    }
    return {name: value for name, value in values.items() if value}


def first_due(request: Request, workspace: Workspace) -> date | None:
    """The due date of the plain period from the receipt, for letters sent while it stands still."""
    received = request.received
    if received is None:
        return None
    plain = attrs.evolve(request, events=(received,))
    return deadline_of(plain, workspace.knowledge, None).due_date


def produce(
    press: Press, composition: Composition, profile: Profile, style: LetterStyle | None = None
) -> Produced:
    """Lay a composed letter out; characters no font has are findings, never boxes."""
    style = style or LetterStyle()
    layout = press.letter_pages(composition.letter, profile, style)
    return Produced(
        composition=composition,
        layout=layout,
        profile=profile,
        findings=(*composition.findings, *rules_on_pages(layout, style.layout)),
        style=style,
    )


def write(press: Press, produced: Produced, pdf: Path, docx: Path | None) -> None:
    """Write the PDF and, where asked for, the Word file of the same letter."""
    atomic_write(pdf, press.pdf(produced.layout))
    if docx is not None:
        write_word(press, produced, docx)


def write_word(press: Press, produced: Produced, docx: Path) -> None:
    """Write only the Word file of a letter."""
    letter = produced.composition.letter
    atomic_write(docx, press.docx(letter, produced.profile, produced.style))
