"""Loads the rules of the clock (期限规则) from resources/law/clock.toml."""

from __future__ import annotations

import attrs

from gongkai_desktop.domain.clock.rules import (
    Boundary,
    Channel,
    ClockRules,
    DayOff,
    FeeEffect,
    Judged,
    Receipt,
    RemedyPeriods,
    RuleBook,
    Service,
)
from gongkai_desktop.library.paths import resource
from gongkai_desktop.library.toml import Table, read_table


def load_clock_rules() -> RuleBook:
    """The rule book as shipped; raises UserError naming file and key where it is broken."""
    file = read_table(resource("law", "clock.toml"))
    remedy = file.table("remedy")
    periods = sorted(map(_rules, file.tables("rules")), key=lambda one: one.valid_from)
    return RuleBook(
        periods=tuple(periods),
        remedy=RemedyPeriods(
            **{field.name: remedy.integer(field.name) for field in attrs.fields(RemedyPeriods)}
        ),
        channels=tuple(
            Channel(
                name=entry.text("name"),
                receipt=Receipt(entry.text("receipt")),
                told=entry.text("told", ""),
                synonyms=entry.texts("synonyms"),
            )
            for entry in file.tables("channel")
        ),
        services=tuple(
            Service(
                name=entry.text("name"),
                judged=Judged(entry.text("judged")),
                synonyms=entry.texts("synonyms"),
            )
            for entry in file.tables("service")
        ),
    )


def _rules(entry: Table) -> ClockRules:
    rules = ClockRules(
        valid_from=entry.day("valid_from"),
        until=entry.optional_day("until"),
        reply=entry.integer("reply"),
        extension=entry.integer("extension"),
        correction_notice=entry.integer("correction_notice"),
        consult=entry.integer("consult"),
        fee=entry.integer("fee"),
        proactive=entry.integer("proactive"),
        consult_boundary=Boundary(entry.text("consult_boundary")),
        day_off=DayOff(entry.text("day_off")),
        fee_effect=FeeEffect(entry.text("fee_effect")),
        confirmed=entry.flag("confirmed", True),
        note=entry.text("note", ""),
    )
    entry.finish()
    return rules
