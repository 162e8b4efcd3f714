"""Identities of records: UUID version 7 (RFC 9562), sortable by the time they were made."""

from __future__ import annotations

import os
import time

_VARIANT = "89ab"
_CHANCE = 10
"""Random bytes of one identity."""


def new_id() -> str:
    """A fresh identity: 48 bits of milliseconds, then 74 random bits; 36 characters."""
    (identity,) = new_ids(1)
    return identity


def new_ids(count: int) -> list[str]:
    """Several fresh identities; chance is asked for once."""
    moment = f"{time.time_ns() // 1_000_000:012x}"
    begins = f"{moment[:8]}-{moment[8:]}-7"
    chance = os.urandom(_CHANCE * count).hex()
    return [
        f"{begins}{chance[at : at + 3]}-{_VARIANT[int(chance[at + 19], 16) & 3]}"
        f"{chance[at + 3 : at + 6]}-{chance[at + 6 : at + 18]}"
        for at in range(0, 2 * _CHANCE * count, 2 * _CHANCE)
    ]
