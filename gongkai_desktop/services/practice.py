"""练习模式: a sample office in a file of its own, in which nothing can go wrong.

It is the invented office of the sample data and marked as such, so it cannot be reported upward;
besides, everything it prints bears its mark.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from gongkai_desktop.services import demo
from gongkai_desktop.services.workspace import DEMO_SETTING, PRACTICE_SETTING
from gongkai_desktop.store import open_office

FILE = "练习.gkt"


def practice_file(office: str) -> Path:
    """Where the practice file of an office lies: beside it, never in it."""
    return Path(office).with_name(FILE)


def prepare(file: Path, *, fresh: bool = False) -> None:
    """See that the practice file is there; ``fresh`` begins it anew.

    Raises UserError where the place holds anything but a sample office, or cannot be written.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.exists() and not fresh and _is_practice(file):
        return
    demo.create_office(file)
    with (
        open_office(file) as office,
        office.change("开始练习", operator="演示", at=datetime.now()) as change,
    ):
        change.settings.put(PRACTICE_SETTING, True)


def _is_practice(file: Path) -> bool:
    with open_office(file) as office, office.read() as reader:
        settings = reader.settings
        return bool(settings.get(DEMO_SETTING, False) and settings.get(PRACTICE_SETTING, False))
