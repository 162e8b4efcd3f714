"""The type area of GB/T 9704-2012 (版心): numbers of sections 5.1, 5.2 and 7.5, in points."""

from __future__ import annotations

from gongkai_desktop.domain.typeset.page import MM

LEFT = 28 * MM
TOP = 37 * MM
WIDTH = 156 * MM
HEIGHT = 225 * MM
RIGHT = LEFT + WIDTH
BOTTOM = TOP + HEIGHT

CHARS = 28
ROWS = 22
CELL = WIDTH / CHARS
"""Character pitch: 156 mm / 28 = 15.793 pt."""
PITCH = HEIGHT / ROWS
"""Line pitch: 225 mm / 22 = 28.99 pt."""

TIGHT_PITCH = 27.5
"""Line pitch of a page whose signature block would not fit otherwise (7.3.5.5)."""
TIGHT_ROWS = int(HEIGHT / TIGHT_PITCH)
TIGHT_TRACKING = 0.2
"""What the second cure takes from every cell, in points (7.3.5.5)."""

BODY_SIZE = 16.0
TITLE_SIZE = 22.0
FOLIO_SIZE = 14.0

ASCENT = 0.86
"""Share of the em above the baseline in Chinese faces; the em box is centred in its row."""
DASH_HEIGHT = 0.264
"""Height of the dash — above the baseline, in em, in the face that page numbers use."""
FOLIO_DASH = BOTTOM + 7 * MM
"""The dash of the page number lies 7 mm below the type area (7.5)."""
FOLIO_BASELINE = FOLIO_DASH + DASH_HEIGHT * FOLIO_SIZE


def baseline(row: int, pitch: float = PITCH, size: float = BODY_SIZE) -> float:
    """The baseline of a row (1 = the first) from the paper's top."""
    return TOP + (row - 1) * pitch + (pitch - size) / 2 + ASCENT * size
