"""Loads the words of old registers from resources/intake/headers.toml."""

from __future__ import annotations

from functools import cache

from gongkai_desktop.domain.intake.words import IntakeWords, header_words
from gongkai_desktop.library.paths import resource
from gongkai_desktop.library.toml import Table, read_table


@cache
def load_intake_words() -> IntakeWords:
    """Every spelling known; raises UserError where the file is broken."""
    file = read_table(resource("intake", "headers.toml"))
    labels = file.table("labels")
    kinds = file.table("kinds")
    rows = file.table("rows")
    return IntakeWords(
        headers=_spellings(file.table("headers")),
        labels={key: labels.text(key) for key in labels.keys()},  # noqa: SIM118 - no mapping
        kinds={word: kind for word, kind in _spellings(kinds).items() if kind != "unclear"},
        unclear_kinds=frozenset(map(header_words, kinds.texts("unclear"))),
        totals=rows.texts("totals"),
        footers=rows.texts("footers"),
        empty=frozenset(rows.texts("empty")),
        withdrawn=rows.texts("withdrawn"),
    )


def _spellings(table: Table) -> dict[str, str]:
    return {
        header_words(word): key
        for key in table.keys()  # noqa: SIM118 - a Table is no mapping
        for word in table.texts(key)
    }
