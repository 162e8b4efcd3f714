"""Loads the words plans are written with, and the table of 繁体字, from resources/intake/."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from gongkai_desktop.domain.ledger.plan.task import PlanWords
from gongkai_desktop.library.paths import resource
from gongkai_desktop.library.toml import Table, read_table


@cache
def load_plan_words() -> PlanWords:
    """Every spelling known; raises UserError where the file is broken."""
    file = read_table(resource("intake", "plans.toml"))
    prose, units, time = file.table("prose"), file.table("units"), file.table("time")
    return PlanWords(
        headers=_spellings(file.table("headers")),
        labels=_spellings(file.table("labels")),
        skipped=prose.texts("skipped"),
        rosters=prose.texts("rosters"),
        unit_ends=units.texts("ends"),
        everyone=units.texts("everyone"),
        departments=units.texts("departments"),
        towns=units.texts("towns"),
        inner=units.texts("inner"),
        lasting=time.texts("lasting"),
    )


@cache
def load_simplified() -> Mapping[str, str]:
    """Each 繁体字 with its 简体字."""
    file = read_table(resource("intake", "traditional.toml"))
    old = "".join(file.text("traditional").split())
    new = "".join(file.text("simplified").split())
    if len(old) != len(new):
        raise file.fail("simplified", "与 traditional 的字数不同")
    return dict(zip(old, new, strict=True))


def _spellings(table: Table) -> dict[str, str]:
    return {
        word: field
        for field in table.keys()  # noqa: SIM118 - a Table is no mapping
        for word in table.texts(field)
    }
