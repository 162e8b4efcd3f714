"""Loads the words of old registers from resources/intake/headers.toml."""

from __future__ import annotations

import re
from functools import cache

from gongkai_desktop.domain.intake.words import IntakeWords, header_words
from gongkai_desktop.library.paths import resource
from gongkai_desktop.library.toml import Table, read_table

_NO_KINDS = ("unclear", "names", "codes")


@cache
def load_intake_words() -> IntakeWords:
    """Every spelling known; raises UserError where the file is broken."""
    file = read_table(resource("intake", "headers.toml"))
    labels = file.table("labels")
    kinds = file.table("kinds")
    rows = file.table("rows")
    headings = file.table("headings")
    return IntakeWords(
        headers={**_grouped(file.tables("group")), **_spellings(file.table("headers"))},
        labels={key: labels.text(key) for key in labels.keys()},  # noqa: SIM118 - no mapping
        kinds=_spellings(kinds, leaving=_NO_KINDS),
        unclear_kinds=frozenset(map(header_words, kinds.texts("unclear"))),
        name_kinds=_spellings(kinds.table("names")),
        code_kinds=_spellings(kinds.table("codes")),
        organisation=re.compile("|".join(map(re.escape, rows.texts("organisations")))),
        totals=rows.texts("totals"),
        footers=rows.texts("footers"),
        units=frozenset(rows.texts("units")),
        empty=frozenset(rows.texts("empty")),
        same=frozenset(rows.texts("same")),
        withdrawn=rows.texts("withdrawn"),
        yes=frozenset(rows.texts("yes")),
        unsure=headings.texts("unsure"),
        detours=headings.texts("detours"),
    )


def _spellings(table: Table, leaving: tuple[str, ...] = ()) -> dict[str, str]:
    """Each spelling with its key; of several keys the first that has it."""
    found: dict[str, str] = {}
    for key in table.keys():  # noqa: SIM118 - a Table is no mapping
        for word in table.texts(key) if key not in leaving else ():
            found.setdefault(header_words(word), key)
    return found


def _grouped(groups: list[Table]) -> dict[str, str]:
    """Headers in two rows (补正 above 告知日期) written as one."""
    found: dict[str, str] = {}
    for group in groups:
        upper = group.texts("words")
        for leaf, key in _spellings(group, leaving=("words",)).items():
            for word in upper:
                found.setdefault(f"{header_words(word)}{leaf}", key)
    return found
