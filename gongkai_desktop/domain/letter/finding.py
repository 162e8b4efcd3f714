"""What is found wrong with a letter (文书检查): rule, severity, words for the clerk."""

from __future__ import annotations

from enum import StrEnum

import attrs


class Severity(StrEnum):
    """E blocks the step its rule names, W needs a recorded reason, I is a hint."""

    ERROR = "E"
    WARNING = "W"
    HINT = "I"


@attrs.frozen(kw_only=True)
class Finding:
    """One finding. ``rule`` is its id (F01 …); ``start`` and ``end`` are code points of the text.

    ``field`` is the name of the letter field it speaks of and ``item`` the item's number, so
    that the window can lead to the place; both may be empty. ``suggestion`` is what to write in
    place of the words between ``start`` and ``end``, which ``words`` repeats.
    """

    rule: str
    severity: Severity
    message: str
    start: int = 0
    end: int = 0
    field: str = ""
    item: int = 0
    suggestion: str = ""
    words: str = ""
