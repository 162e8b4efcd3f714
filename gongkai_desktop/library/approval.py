"""Loads the factory chain of approval (forms/slips/approval/chain.toml)."""

from __future__ import annotations

from functools import cache

from gongkai_desktop.domain.approval import Chain, ChainStep, StepRole, check_chain
from gongkai_desktop.library.paths import form
from gongkai_desktop.library.toml import Table, read_table


@cache
def load_factory_chain() -> Chain:
    """The steps a new office starts with; UserError naming file and reason where it is broken."""
    table = read_table(form("slips", "approval", "chain.toml"))
    chain = tuple(_step(one) for one in table.tables("step"))
    table.finish()
    check_chain(chain)
    return chain


def _step(table: Table) -> ChainStep:
    role = table.text("role")
    if role not in tuple(StepRole):
        raise table.fail("role", f"应为{'、'.join(StepRole)}之一")
    step = ChainStep(
        key=table.text("key"),
        title=table.text("title"),
        role=StepRole(role),
        skips=table.texts("skips"),
    )
    table.finish()
    return step
