"""Identities of records: UUID version 7 (RFC 9562), sortable by the time they were made."""

from __future__ import annotations

import os
import time

_RANDOM_BITS = 74


def new_id() -> str:
    """A fresh identity: 48 bits of milliseconds, then 74 random bits; 36 characters."""
    milliseconds = time.time_ns() // 1_000_000 & (1 << 48) - 1
    chance = int.from_bytes(os.urandom(10), "big") & (1 << _RANDOM_BITS) - 1
    high, low = chance >> 62, chance & (1 << 62) - 1
    digits = f"{milliseconds << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low:032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
