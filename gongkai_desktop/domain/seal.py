"""The use of the seal (用印) on a letter, as the clerk records it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import attrs

SEALS = ("政府信息公开专用章", "公章")
"""The seals of an office: its 专用章 has the same effect in disclosure letters."""


@attrs.frozen(kw_only=True)
class Sealing:
    """What is recorded of a use of the seal; ``file`` is the one in hand, to be compared.

    ``reason`` is asked of a reprint; ``explanation`` of findings that want a reason.
    """

    date: date
    person: str
    seal: str = SEALS[0]
    copies: int = 2
    approver: str = ""
    reason: str = ""
    explanation: str = ""
    file: Path | None = None
