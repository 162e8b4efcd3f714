"""Which scheme the window wears (界面明暗): the user's choice, or what the system asks for."""

from __future__ import annotations

import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from gongkai_desktop.ui.style.theme import LIGHT

SYSTEM = "system"
CHOICES = (
    (SYSTEM, "随系统"),
    (LIGHT, "浅色"),
    ("dark", "深色"),
    ("contrast", "高对比（浅底）"),
    ("contrast_dark", "高对比（深底）"),
)
CHOSEN = "scheme"
"""The name under which a computer remembers the choice."""

_GET_HIGH_CONTRAST, _ON = 0x0042, 0x1


def worn(choice: str) -> str:
    """The scheme for a choice; an unknown one is the system's."""
    if choice in {key for key, _ in CHOICES} - {SYSTEM}:
        return choice
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    if system_high_contrast():
        return "contrast_dark" if dark else "contrast"
    return "dark" if dark else LIGHT


def system_high_contrast() -> bool:
    """Whether Windows runs in high contrast; other systems say so by their colours only."""
    if sys.platform != "win32":
        return False
    import ctypes  # other systems start without it

    class HighContrast(ctypes.Structure):
        _fields_ = (
            ("size", ctypes.c_uint32),
            ("flags", ctypes.c_uint32),
            ("scheme", ctypes.c_void_p),
        )

    asked = HighContrast(size=ctypes.sizeof(HighContrast))
    ctypes.windll.user32.SystemParametersInfoW(
        _GET_HIGH_CONTRAST, asked.size, ctypes.byref(asked), 0
    )
    return bool(asked.flags & _ON)
