"""The letter check as one call (文书检查): every rule over one letter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import attrs

from gongkai_desktop.domain.calendar import WorkCalendar
from gongkai_desktop.domain.law import LawBook
from gongkai_desktop.domain.letter.finding import Finding
from gongkai_desktop.domain.letter.form import LetterForm
from gongkai_desktop.domain.lint.articles import rules_on_articles
from gongkai_desktop.domain.lint.decision import rules_on_decision
from gongkai_desktop.domain.lint.fee import rules_on_fee
from gongkai_desktop.domain.lint.form import rules_on_form
from gongkai_desktop.domain.lint.papers import rules_on_papers
from gongkai_desktop.domain.lint.parties import identity_kept, rules_on_parties
from gongkai_desktop.domain.lint.remedy import rules_on_remedy
from gongkai_desktop.domain.lint.rules import Case, LintTerms, pattern_findings
from gongkai_desktop.domain.lint.service import rules_on_service
from gongkai_desktop.domain.lint.statutes import rules_on_statutes
from gongkai_desktop.domain.lint.text import LetterText

_PERSONAL = "R06"


def check_text(
    form: LetterForm,
    text: str,
    *,
    day: date | None,
    today: date,
    fields: Mapping[str, Any],
    terms: LintTerms,
    law: LawBook,
    calendar: WorkCalendar | None = None,
) -> tuple[Finding, ...]:
    """All that is wrong with a letter's whole text, by rule and then by place.

    ``day`` is the letter's date where the caller knows it; else the date at its foot, else
    ``today``. ``fields`` are letter fields by name (those of the file: see papers); rules that
    need one not given stay silent. ``calendar`` counts the working days of T01 and T05.
    """
    whole = LetterText(code=form.code, text=text, day=today)
    whole = attrs.evolve(whole, day=day or whole.signed or today)
    case = Case(form=form, letter=whole.own, fields=fields, terms=terms, calendar=calendar)
    found = {
        *pattern_findings(case),
        *rules_on_articles(case, law),
        *rules_on_statutes(case, law),
        *rules_on_decision(case),
        *rules_on_remedy(case, law),
        *rules_on_fee(case, law),
        *rules_on_parties(case),
        *rules_on_service(case),
        *rules_on_form(case),
        *rules_on_papers(case, today, whole),
        *_personal_data(attrs.evolve(case, letter=whole)),
    }
    told = (attrs.evolve(one, words=text[one.start : one.end]) for one in found)
    return tuple(sorted(told, key=lambda one: (one.start, one.rule, one.message)))


def _personal_data(case: Case) -> Iterator[Finding]:
    """An enclosure may say what it will, but no personal data go out with it (R06)."""
    yield from (one for one in pattern_findings(case) if one.rule == _PERSONAL)
    yield from identity_kept(case)
