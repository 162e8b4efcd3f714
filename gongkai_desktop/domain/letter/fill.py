"""Putting words in the place of placeholders; what is missing stays visible as 【标签】."""

from __future__ import annotations

from collections.abc import Mapping

from gongkai_desktop.domain.letter.placeholder import PLACEHOLDER


def gap(label: str) -> str:
    """How a missing value stands in a draft."""
    return f"【{label}】"


def fill(text: str, words: Mapping[str, str]) -> str:
    """The text with every ``{标签}`` replaced by its words, or by 【标签】 where they are missing.

    Values are put in once: braces inside a value are never read as placeholders.
    """
    return PLACEHOLDER.sub(lambda match: words.get(match.group(1)) or gap(match.group(1)), text)


def missing_labels(text: str, words: Mapping[str, str]) -> tuple[str, ...]:
    """The labels of a text that have no words yet."""
    return tuple(label for label in PLACEHOLDER.findall(text) if not words.get(label))
