"""Which letters decide, which only carry the procedure forward (文书类别)."""

from __future__ import annotations

NO_REMEDY = frozenset({"C23", "E1", "E3"})
COLLECTING = frozenset({"C3", "C24", "G1", "G2"})
WITHHOLDING = frozenset({f"C{n}" for n in range(4, 11)})
SLIPS = frozenset({"B5r", "B7r", "B8", "F1", "F2"})


def is_final(code: str) -> bool:
    """Whether a letter decides on a request or on a correction (C, D, E, G)."""
    return code[:1] in {"C", "D", "E", "G"}


def has_remedy(code: str) -> bool:
    """Whether a letter must tell of review and suit."""
    return is_final(code) and code not in NO_REMEDY


def collects(code: str) -> bool:
    """Whether a letter answers item by item with grounds of its own."""
    return code in COLLECTING


def is_letter(code: str) -> bool:
    """Whether it is a letter with addressee and signature, not a slip or a form to fill in."""
    return code not in SLIPS
