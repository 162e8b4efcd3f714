"""The shipped fonts as the tests use them."""

from functools import cache
from pathlib import Path

from gongkai_desktop.documents.fonts import FontSet

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "fonts"


@cache
def shipped() -> FontSet:
    return FontSet(FOLDER)
