"""Where the shipped data lies: source tree, wheel, or beside the installed program."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


@cache
def _home() -> Path:
    """The folder that holds resources/ and forms/."""
    candidates = (_PACKAGE / "_shipped", _PACKAGE.parent, _PACKAGE.parent.parent)
    for candidate in candidates:
        if (candidate / "resources" / "calendars").is_dir() and (candidate / "forms").is_dir():
            return candidate
    raise FileNotFoundError("resources/ and forms/ belong beside the program and are missing")


def resource(*parts: str) -> Path:
    """Path of a shipped, read-only file or folder below resources/."""
    return _home().joinpath("resources", *parts)


def manual(name: str) -> Path:
    """Path of a file of the manual as installed; it may be absent (made by ``gongkai manual``)."""
    return _home() / "manual" / name


def form(*parts: str) -> Path:
    """Path of a shipped form below forms/ (letters, ledgers, reports)."""
    return _home().joinpath("forms", *parts)
