"""Loads the duties of fixed days, from resources/law/duties.toml."""

from __future__ import annotations

from datetime import date

from gongkai_desktop.domain.duty import YearlyDuty
from gongkai_desktop.library.paths import resource
from gongkai_desktop.library.toml import Table, read_table

_PROOFS = ("record", "calendar", "review")


def load_duties() -> tuple[YearlyDuty, ...]:
    """The yearly duties; raises UserError on a broken file."""
    file = read_table(resource("law", "duties.toml"))
    return tuple(map(_duty, file.tables("duty")))


def _duty(entry: Table) -> YearlyDuty:
    proof = entry.text("proof", "record")
    if proof not in _PROOFS:
        raise entry.fail("proof", f"只能是{'、'.join(_PROOFS)}之一")
    duty = YearlyDuty(
        key=entry.text("key"),
        title=entry.text("title"),
        days=tuple(_month_day(entry, words) for words in entry.texts("days")),
        source=entry.text("source"),
        proof=proof,
        movable=entry.flag("movable", False),
    )
    entry.finish()
    return duty


def _month_day(entry: Table, words: str) -> tuple[int, int]:
    try:
        month, day = map(int, words.split("-"))
        date(2027, month, day)  # any year without a leap day
    except ValueError:
        raise entry.fail("days", f"“{words}”应写成月-日，如 1-31") from None
    return month, day
