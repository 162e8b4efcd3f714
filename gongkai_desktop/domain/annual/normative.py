"""行政规范性文件 of 表一 counted from the ledger of policy documents (政策文件台账)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

LEDGER = "policies"
_ENDED = ("废止", "失效")
"""Both count as 废止: a document that lapsed is no longer in force (annual.md A4)."""


def document_counts(bodies: Iterable[Mapping[str, Any]], year: int) -> dict[str, int]:
    """Made in the year, ended in it, in force at its end; empty without normative documents.

    Rows are bodies of the ledger, days as ISO text. One that ended on an unknown day counts as
    ended before the year.
    """
    mine = [one for one in bodies if one.get("normative") == "是" and _year(one.get("made"))]
    if not mine:
        return {}
    known = [one for one in mine if _year(one.get("made")) <= year]
    return {
        "docs_made": sum(_year(one.get("made")) == year for one in known),
        "docs_repealed": sum(_ended(one) == year for one in known),
        "docs_valid": sum(_ended(one) > year for one in known),
    }


def _ended(body: Mapping[str, Any]) -> int:
    """The year a document ended in; 9999 while it is in force."""
    return _year(body.get("changed")) if body.get("validity") in _ENDED else 9999


def _year(day: Any) -> int:
    text = str(day or "")[:4]
    return int(text) if text.isdecimal() else 0
