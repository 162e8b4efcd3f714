"""Identities of records: UUID version 7 (RFC 9562), sortable by the time they were made."""

from __future__ import annotations

import os
import time

_VARIANT = "89ab"


def new_id() -> str:
    """A fresh identity: 48 bits of milliseconds, then 74 random bits; 36 characters."""
    moment = f"{time.time_ns() // 1_000_000:012x}"
    chance = os.urandom(10)
    digits, variant = chance.hex(), _VARIANT[chance[9] & 3]
    return f"{moment[:8]}-{moment[8:]}-7{digits[:3]}-{variant}{digits[3:6]}-{digits[6:18]}"
