"""Loads the names that must stand letter by letter (resources/lexicon/names.toml)."""

from __future__ import annotations

from functools import cache

from gongkai_desktop.domain.review.names import FixedName
from gongkai_desktop.library.paths import resource
from gongkai_desktop.library.spelling import load_vocabulary
from gongkai_desktop.library.toml import read_table


@cache
def load_fixed_names() -> tuple[FixedName, ...]:
    """All fixed names; raises UserError naming file, key and reason where one is broken."""
    table = read_table(resource("lexicon", "facts", "names.toml"))
    table.day("as_of")
    table.text("source")
    table.flag("confirmed")
    allowed = frozenset(table.texts("allowed"))
    names = tuple(
        FixedName(name=name, allowed=allowed, vocabulary=load_vocabulary())
        for name in table.texts("names")
    )
    table.finish()
    return names
