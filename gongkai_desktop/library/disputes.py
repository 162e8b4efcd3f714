"""Loads the office's own limits and the rulings of disputes from resources/law/disputes.toml."""

from __future__ import annotations

from gongkai_desktop.domain.annual.cells import BLOCKS, RESULTS3
from gongkai_desktop.domain.dispute import DisputeTexts, LimitText, Ruling
from gongkai_desktop.library.paths import resource
from gongkai_desktop.library.toml import Table, read_table


def load_dispute_texts() -> DisputeTexts:
    """Limits and rulings; raises UserError naming file and key where the file is broken."""
    file = read_table(resource("law", "disputes.toml"))
    texts = DisputeTexts(
        limits=tuple(map(_limit, file.tables("limit"))),
        rulings=tuple(map(_ruling, file.tables("ruling"))),
    )
    file.finish()
    return texts


def _kinds(entry: Table) -> tuple[str, ...]:
    kinds = entry.texts("kinds")
    if not kinds or not set(kinds) <= set(BLOCKS):
        raise entry.fail("kinds", f"只能填 {'、'.join(BLOCKS)}")
    return kinds


def _limit(entry: Table) -> LimitText:
    kinds = _kinds(entry)
    words = {key: entry.text(key) for key in ("procedure", "title", "basis", "why", "late")}
    entry.finish()
    return LimitText(kinds=kinds, **words)


def _ruling(entry: Table) -> Ruling:
    ruling = Ruling(
        code=entry.text("code"),
        label=entry.text("label"),
        kinds=_kinds(entry),
        result=entry.text("result"),
        may=entry.texts("may"),
        reanswer=entry.flag("reanswer", False),
        basis=entry.text("basis", ""),
        confirmed=entry.flag("confirmed", True),
    )
    if not set(ruling.results) <= set(RESULTS3):
        raise entry.fail("result", f"只能填 {'、'.join(RESULTS3)}")
    entry.finish()
    return ruling
