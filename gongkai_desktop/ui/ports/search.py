"""What the search of everything (全局搜索) asks of the services."""

from __future__ import annotations

from collections.abc import Sequence
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


class Search(Protocol):
    """Finds anything in the office."""

    def find(self, text: str) -> Sequence[Hit]:
        """What holds every word, kinds together, each kind's most pressing first."""
        ...
