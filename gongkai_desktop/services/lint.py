"""The letter check as a use case (文书检查): a file, or the letter being written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import attrs

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.letter.composed import ComposedLetter
from gongkai_desktop.domain.letter.finding import Finding, Severity
from gongkai_desktop.domain.letter.words import approved_words, fingerprint
from gongkai_desktop.domain.lint.check import check_text
from gongkai_desktop.domain.lint.rules import step_of
from gongkai_desktop.domain.lint.verdict import Verdict, reason_key
from gongkai_desktop.domain.request import Request
from gongkai_desktop.domain.wording import date_words
from gongkai_desktop.library.lint import load_lint_terms
from gongkai_desktop.services.knowledge import Knowledge
from gongkai_desktop.services.lint_papers import fields_of
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import StoredLetter


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
        calendar=knowledge.calendar,
    )


def verdict_of(
    workspace: Workspace, request: Request, letter: StoredLetter, edited: str = ""
) -> Verdict:
    """A kept letter before its next step: findings, the reasons recorded, whether time is up.

    ``edited`` is the whole text of its edited Word file (人工修改), which then counts.
    """
    composed = whole_text(letter.composed) if letter.composed else ""
    words = edited or composed
    known = fields_of(workspace, request, letter)
    due, today = known.get("due_date", ""), workspace.today.isoformat()
    if due and today > due and letter.letter_date is None:
        known["posted_date"] = today
    findings = check_words(
        words,
        letter.code,
        day=letter.letter_date,
        today=workspace.today,
        knowledge=workspace.knowledge,
        fields=known,
    )
    return Verdict(
        findings=(*findings, *_not_approved(letter, edited, workspace.today)),
        reasons={step["finding"]: step["reason"] for step in letter.steps if "finding" in step},
        pressing=bool(due) and today >= due,
    )


def explained(
    letter: StoredLetter, finding: Finding, reason: str, *, by: str, on: date
) -> StoredLetter:
    """The letter with a reason recorded for a finding, as an entry of its chain (意见).

    Raises UserError where no reason is given.
    """
    if not reason.strip():
        raise UserError("没有写明理由", "请写明为什么照此发出，理由随审批单存卷")
    entry = {
        "finding": reason_key(finding),
        "reason": reason.strip(),
        "person": by,
        "date": on.isoformat(),
    }
    kept = tuple(one for one in letter.steps if one.get("finding") != entry["finding"])
    return attrs.evolve(letter, steps=(*kept, entry))


def text_fingerprint(letter: ComposedLetter) -> str:
    """Identity of the words that approval freezes: number and date left out."""
    return fingerprint(letter.text)


def _not_approved(letter: StoredLetter, edited: str, today: date) -> tuple[Finding, ...]:
    """F11: the words are no longer those that were approved."""
    approved = letter.text_fingerprint
    if not approved or not letter.composed:
        return ()
    if edited:
        now = fingerprint(approved_words(edited, letter.code, letter.letter_date or today))
    else:
        now = text_fingerprint(letter.composed)
    if approved == now:
        return ()
    words = "文字与批准的审签稿不一致，请重新送签（审签定稿）"
    return (Finding(rule="F11", severity=Severity.ERROR, message=words),)


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
            "suggestion": one.suggestion,
            "step": step_of(one.rule).value,
        }
        for one in findings
    ]


def has_errors(findings: tuple[Finding, ...]) -> bool:
    """Whether any finding holds up a step."""
    return any(one.severity is Severity.ERROR for one in findings)
