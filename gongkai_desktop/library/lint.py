"""Loads resources/law/lint.toml into the terms of the letter check (文书检查的词句)."""

from __future__ import annotations

import re
from functools import cache

from gongkai_desktop.domain.letter.finding import Severity
from gongkai_desktop.domain.lint.rules import LintTerms, Repealed, WordPattern
from gongkai_desktop.library.paths import resource
from gongkai_desktop.library.toml import Table, read_table


@cache
def load_lint_terms() -> LintTerms:
    """The terms as shipped; raises UserError naming file, key and reason when one is broken."""
    table = read_table(resource("law", "lint.toml"))
    counts = table.table("paragraphs")
    items = table.table("items")
    must = table.table("must")
    terms = LintTerms(
        articles=table.integer("articles"),
        items={int(article): int(items.raw(article)) for article in items.values},
        wrong_titles={one.text("title"): one.text("right") for one in table.tables("wrong_title")},
        repealed=_repealed(),
        paragraphs={int(article): int(counts.raw(article)) for article in counts.values},
        need_paragraph=frozenset(map(int, must.raw("paragraph", []))),
        need_item=frozenset(map(int, must.raw("item", []))),
        patterns=tuple(_pattern(entry) for entry in table.tables("pattern")),
    )
    table.finish()
    return terms


def _repealed() -> dict[str, Repealed]:
    table = read_table(resource("law", "repealed.toml"))
    found = {
        one.text("title").removeprefix("中华人民共和国"): Repealed(
            by=one.text("by"), since=one.day("from")
        )
        for one in table.tables("repealed")
    }
    table.finish()
    return found


def _pattern(table: Table) -> WordPattern:
    unless = table.text("unless", "")
    pattern = WordPattern(
        rule=table.text("rule"),
        severity=Severity(table.text("severity")),
        message=table.text("message"),
        article=table.text("article"),
        valid_from=table.day("from"),
        patterns=tuple(_compiled(table, words) for words in table.texts("patterns")),
        unless=_compiled(table, unless) if unless else None,
        codes=frozenset(table.texts("codes")),
        except_codes=frozenset(table.texts("except_codes")),
    )
    table.finish()
    return pattern


def _compiled(table: Table, words: str) -> re.Pattern[str]:
    try:
        return re.compile(words)
    except re.error as error:
        raise table.fail("patterns", f"“{words}”不是有效的式样：{error}") from None
