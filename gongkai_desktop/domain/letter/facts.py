"""The closed list of facts a form's paragraphs may depend on (条件)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Any

import attrs


class Fact(StrEnum):
    """Facts of a request or of one item; the value is the word used in forms."""

    PERSON = "自然人"
    ORGANISATION = "单位"
    CORRECTED = "已补正"
    EXTENDED = "已延期"
    CONSULTED = "已征求意见"
    ONE_ITEM = "单项"
    SEVERAL_ITEMS = "多项"
    ENCLOSED = "有附件"
    SEPARABLE = "可区分"
    INSEPARABLE = "不可区分"
    SERVED_ONLINE = "网上送达"
    PASSED_ON = "经转送"


FILLED = "已填"
"""``{label}已填`` holds when the field of that label has a value."""


@attrs.frozen(kw_only=True)
class Condition:
    """When a paragraph stands: all of ``when`` and none of ``unless``.

    Each entry is a Fact, ``标签已填``, or ``标签=选项`` of a choice field of the same form.
    """

    when: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()

    @property
    def entries(self) -> tuple[str, ...]:
        """Everything the condition speaks of."""
        return (*self.when, *self.unless)

    def holds(self, facts: Collection[str]) -> bool:
        """Whether it is met by the facts given."""
        return all(entry in facts for entry in self.when) and not any(
            entry in facts for entry in self.unless
        )


def condition_error(entry: str, choices: Mapping[str, tuple[str, ...]]) -> str:
    """Why an entry of ``when`` is not known, empty when it is.

    ``choices`` holds every field label of the form with its options (none for other kinds).
    """
    if entry in tuple(Fact):
        return ""
    label, equals, option = entry.partition("=")
    if equals:
        if option in choices.get(label, ()):
            return ""
        return f"“{entry}”里的“{label}”没有“{option}”这一选项"
    if entry.endswith(FILLED) and entry.removesuffix(FILLED) in choices:
        return ""
    return f"“{entry}”不是已知的条件"


def field_facts(printed: Mapping[str, str]) -> set[str]:
    """The facts that fields give by themselves: 标签已填 and 标签=选项."""
    filled = {label: text for label, text in printed.items() if text}
    return {f"{label}{FILLED}" for label in filled} | {
        f"{label}={text}" for label, text in filled.items()
    }


_ONLINE = ("电子邮件", "邮箱", "网上", "互联网", "在线", "平台")


def request_facts(values: Mapping[str, Any], natural: bool, item_count: int) -> set[str]:
    """The facts of the whole request, from the fields of the letter.

    信访转来, 12345转 and 转送 are passed on by another office, not handed in here (条例第三十一条).
    Served online counts as 行政复议法第二十二条第二款: the letter then names the web address.
    """
    delivery = str(values.get("delivery") or "")
    facts = {
        Fact.PERSON if natural else Fact.ORGANISATION: True,
        Fact.CORRECTED: bool(
            values.get("corrected_text") or values.get("correction_returned_date")
        ),
        Fact.EXTENDED: bool(values.get("extension_date")),
        Fact.CONSULTED: bool(values.get("consulted")),
        Fact.SEVERAL_ITEMS if item_count > 1 else Fact.ONE_ITEM: True,
        Fact.PASSED_ON: "转" in str(values.get("channel") or ""),
        Fact.SERVED_ONLINE: any(word in delivery for word in _ONLINE),
    }
    return {fact.value for fact, holds in facts.items() if holds}
