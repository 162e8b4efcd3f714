"""What the search of everything (全局搜索) asks of the services."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

import attrs


@attrs.frozen(kw_only=True)
class Hit:
    """One thing found: its kind as a heading, two texts, and where it opens.

    ``place`` and ``argument`` are those of a page's ``go``; a place ``help`` means a help topic.
    """

    kind: str
    title: str
    detail: str
    place: str
    argument: object = None


REQUEST_PARTS = (
    "基本信息",
    "经过",
    "期限演算",
    "事项与结果",
    "记录",
    "文书",
    "文件",
    "相近案例",
    "复议诉讼",
    "归档",
    "更正记录",
)
"""What a request's tabs are called; written after a request it is opened on that part."""


@attrs.frozen(kw_only=True)
class RequestPart:
    """One part of a request, as where something opens."""

    register_no: str
    part: str


@attrs.frozen(kw_only=True)
class Act:
    """One act: its name, other words for it, its place (as of a page's ``go``), its button.

    ``press`` names the button, with a line of its menu after a stroke; empty where coming there
    is all.
    """

    title: str
    words: str = ""
    place: str
    argument: object = None
    press: str = ""

    def answers(self, words: Iterable[str]) -> bool:
        """Whether every word stands in its name or the other words for it."""
        told = f"{self.title} {self.words}".lower()
        return all(word.lower() in told for word in words)


class Search(Protocol):
    """Finds anything in the office."""

    def find(self, text: str) -> Sequence[Hit]:
        """What holds every word, kinds together, each kind's most pressing first."""
        ...
