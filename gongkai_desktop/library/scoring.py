"""Loads the scoring table of the office's own assessment (考核自评), forms/reports/scoring.toml."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

import tomlkit

from gongkai_desktop.domain.annual.number import Number, shown
from gongkai_desktop.domain.overlay import Overlay
from gongkai_desktop.domain.scoring import Deduction, Indicator, ScoringTable
from gongkai_desktop.library.layers import Entry, shipped_entry
from gongkai_desktop.library.paths import form
from gongkai_desktop.library.toml import Table, parse_table, read_table

KEY = "scoring/table"


def load_scoring(overlays: Sequence[Overlay] = ()) -> ScoringTable:
    """The table in force, the office's own before the shipped; UserError on a broken one."""
    own = [one for one in overlays if one.key == KEY]
    if own:
        return read_scoring(parse_table(own[-1].text, own[-1].key))
    return read_scoring(read_table(form("reports", "scoring.toml")))


def shipped_scoring() -> dict[str, Entry]:
    """The shipped table as an entry that an office's own is laid over."""
    return {KEY: shipped_entry(KEY, read_table(form("reports", "scoring.toml")))}


def scoring_text(table: ScoringTable) -> str:
    """A table as the TOML it is read from."""
    document = tomlkit.document()
    document["title"] = table.title
    document["source"] = table.source
    document["confirmed"] = table.confirmed
    document["indicator"] = [_told(one) for one in table.indicators]
    return tomlkit.dumps(document)


def _told(one: Indicator) -> dict[str, Any]:
    rules = [
        {
            "words": rule.words,
            "each": shown(rule.each),
            **({"count": rule.count} if rule.count else {"cells": rule.cells}),
        }
        for rule in one.rules
    ]
    told = {
        "key": one.key,
        "group": one.group,
        "title": one.title,
        "full": shown(one.full),
        "standard": one.standard,
        "proof": list(one.proof),
        "rule": rules,
    }
    return {name: value for name, value in told.items() if value}


def read_scoring(file: Table) -> ScoringTable:
    """A scoring table; every indicator stands once and every rule counts something."""
    table = ScoringTable(
        title=file.text("title"),
        source=file.text("source", ""),
        indicators=tuple(_indicator(one) for one in file.tables("indicator")),
        confirmed=file.flag("confirmed", False),
    )
    file.finish()
    keys = [one.key for one in table.indicators]
    twice = next((key for key in keys if keys.count(key) > 1), None)
    if twice is not None:
        raise file.fail("indicator", f"“{twice}”用了两次")
    return table


def _indicator(entry: Table) -> Indicator:
    indicator = Indicator(
        key=entry.text("key"),
        group=entry.text("group", ""),
        title=entry.text("title"),
        full=_points(entry, "full"),
        rules=tuple(_rule(one) for one in entry.tables("rule")),
        proof=entry.texts("proof"),
        standard=entry.text("standard", ""),
    )
    entry.finish()
    return indicator


def _rule(entry: Table) -> Deduction:
    rule = Deduction(
        words=entry.text("words"),
        each=_points(entry, "each"),
        count=entry.text("count", ""),
        cells=entry.text("cells", ""),
    )
    entry.finish()
    if bool(rule.count) == bool(rule.cells):
        raise entry.fail("count", "count 和 cells 应当写且只写一个")
    return rule


def _points(entry: Table, key: str) -> Number:
    try:
        points = Decimal(str(entry.raw(key, "")))
    except InvalidOperation:
        raise entry.fail(key, "应为分值") from None
    if not points.is_finite() or points < 0:
        raise entry.fail(key, "应为不小于0的分值")
    return points
