"""How long work says how far it is, and where it may be stopped (进度与取消)."""

from __future__ import annotations

from collections.abc import Callable

Report = Callable[[int, int, str], None]
"""Hears at every safe point of long work: done, of how many (0: unknown), words.

What it raises stops the work there; nothing is then left half done.
"""


def silent(done: int, total: int, words: str) -> None:
    """Nobody listens, and nothing is stopped."""
