"""Loads the duties that law itself lays down, from resources/law/duties.toml."""

from __future__ import annotations

from gongkai_desktop.domain.duty import YearlyDuty
from gongkai_desktop.library.paths import resource
from gongkai_desktop.library.toml import read_table


def load_duties() -> tuple[YearlyDuty, ...]:
    """The yearly duties; raises UserError on a broken file."""
    return tuple(
        YearlyDuty(
            title=entry.text("title"),
            month=entry.integer("month"),
            day=entry.integer("day"),
            source=entry.text("source"),
        )
        for entry in read_table(resource("law", "duties.toml")).tables("duty")
    )
