"""What is proposed for the particulars of an office (单位信息): from its name and its kind.

Apart from the particulars themselves (``unit.py``), which every start reads.
"""

from __future__ import annotations

from datetime import date

import attrs

from gongkai_desktop.domain.remedy import organ_names, review_body
from gongkai_desktop.domain.unit import Unit, UnitKind
from gongkai_desktop.domain.unit_guess import guessed_kind, with_guesses
from gongkai_desktop.library.law import load_law_book
from gongkai_desktop.library.reports import load_county_cities


def review_body_of(unit: Unit) -> str:
    """Who reviews a unit's acts by the law of today; empty where a name it needs is unset."""
    return review_body(unit, load_law_book(), date.today())


USUAL_OFFICE = "办公室"
"""Who receives applications where the office names nobody else (条例第四条第一款)."""


def kind_guessed(name: str) -> UnitKind:
    """The kind of organ a name speaks of."""
    return guessed_kind(name)


def guessed(unit: Unit) -> Unit:
    """The unit with what its name tells of government, court and office; what is there stays."""
    named = attrs.evolve(unit, office_name=unit.office_name or USUAL_OFFICE)
    return with_guesses(named, load_county_cities())


def organs_asked(kind: UnitKind) -> tuple[str, ...]:
    """The fields that say who reviews a unit of a kind by the law of today, the court after them.

    A branch is also asked for the department that set it up, to which it reports.
    """
    needed = set(organ_names(kind, load_law_book(), date.today()))
    if kind in (UnitKind.BRANCH, UnitKind.CITY_BRANCH):
        needed.add("superior")
    order = ("government", "superior", "local_government")
    return (*(name for name in order if name in needed), "court")
