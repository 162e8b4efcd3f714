"""The letter check as a use case (文书检查): a file, or the letter being written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from gongkai_desktop.domain.letter.composed import ComposedLetter
from gongkai_desktop.domain.letter.finding import Finding, Severity
from gongkai_desktop.domain.lint.check import check_text
from gongkai_desktop.domain.lint.rules import step_of
from gongkai_desktop.domain.request import Request
from gongkai_desktop.domain.wording import date_words
from gongkai_desktop.library.lint import load_lint_terms
from gongkai_desktop.services.clock import deadline_of
from gongkai_desktop.services.knowledge import Knowledge
from gongkai_desktop.services.unit import the_unit
from gongkai_desktop.services.workspace import Workspace


def check_words(
    text: str,
    code: str,
    *,
    day: date | None,
    today: date,
    knowledge: Knowledge,
    fields: Mapping[str, Any],
) -> tuple[Finding, ...]:
    """All findings of a letter's whole text; raises UserError for a code that is no letter."""
    return check_text(
        knowledge.forms.get(code),
        text,
        day=day,
        today=today,
        fields=fields,
        terms=load_lint_terms(),
        law=knowledge.law,
    )


def fields_of(workspace: Workspace, request: Request) -> dict[str, Any]:
    """What the register knows of a request, as the fields that the rules compare with."""
    deadline = deadline_of(request, workspace.knowledge, workspace.today)
    unit = the_unit(workspace)
    received = request.received
    known = {
        "unit": unit.name,
        "office_phone": unit.office_phone,
        "applicant": request.applicant.name,
        "applicant_kind": request.applicant.kind.value,
        "request_text": request.request_text,
        "received_date": received.date.isoformat() if received else "",
        "due_date": deadline.due_date.isoformat() if deadline.due_date else "",
    }
    return {name: value for name, value in known.items() if value}


def whole_text(letter: ComposedLetter) -> str:
    """A composed letter as the whole text that is checked: number, signature and date too."""
    enclosures = [f"{at}. {one.name}" for at, one in enumerate(letter.enclosures, 1)]
    parts = [
        letter.title,
        letter.number,
        f"{letter.addressee}：" if letter.addressee else "",
        *(paragraph.text for paragraph in letter.paragraphs),
        *(row.text for row in letter.table),
        *letter.remarks,
        f"附件：{'　'.join(enclosures)}" if enclosures else "",
        letter.organ,
        date_words(letter.letter_date) if letter.letter_date else "",
        f"（{letter.note}）" if letter.note else "",
    ]
    return "\n".join(part for part in parts if part)


def findings_document(findings: tuple[Finding, ...]) -> list[dict[str, Any]]:
    """Findings as the command line prints them."""
    return [
        {
            "rule": one.rule,
            "severity": one.severity.value,
            "message": one.message,
            "start": one.start,
            "end": one.end,
            "step": step_of(one.rule).value,
        }
        for one in findings
    ]


def has_errors(findings: tuple[Finding, ...]) -> bool:
    """Whether any finding holds up a step."""
    return any(one.severity is Severity.ERROR for one in findings)
