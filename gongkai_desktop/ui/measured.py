"""What ``speed.py`` runs in a process of its own: prints its measurement as JSON.

``empty`` is a bare interpreter with an empty QMainWindow, ``floor`` the same with the data file's
libraries read in (what no start of ours can be without), ``window`` is ours on an office: when it
stands on the screen and takes keys and clicks, and when the 工作台 is filled. ``typing`` types into
the search box and watches how long the window does not answer. Nothing is imported before it is
measured; ours begins with the module the program starts with.
"""

from __future__ import annotations

import json
import os
import sys
import time
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongkai_desktop.ui.shell import Shell
    from gongkai_desktop.ui.start import Start

_WATCHED_SECONDS = 2.0
_BETWEEN_KEYS_MS = 250
_TYPED = "征地批复"
_kept: list[Start] = []


def _empty_window(launched: float) -> dict[str, float]:
    from PySide6.QtWidgets import QApplication, QMainWindow

    application = QApplication([])
    window = QMainWindow()
    window.resize(1280, 780)
    window.show()
    application.processEvents()
    return {"seconds": time.time() - launched, "megabytes": _megabytes()}


def _floor(launched: float) -> dict[str, float]:
    import_module("gongkai_desktop.store")
    return _empty_window(launched)


def _our_window(launched: float, office: str, entry: str) -> dict[str, float]:
    shell = _shell(office, entry)
    from PySide6.QtWidgets import QApplication

    QApplication.processEvents()
    stood = time.time() - launched
    _fill(shell)
    filled = time.time() - launched
    shell.open_place("request")
    QApplication.processEvents()
    return {"seconds": filled, "stood": stood, "megabytes": _megabytes()}


def _fill(shell: Shell) -> None:
    """Let the window run until the office is in it and drawn."""
    from PySide6.QtCore import QEventLoop
    from PySide6.QtWidgets import QApplication

    while shell.waiting:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    QApplication.processEvents()


def _typing(office: str, entry: str) -> dict[str, float]:
    """The longest time between two beats of a clock that beats as often as it can."""
    shell = _shell(office, entry)
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    _fill(shell)
    shell.open_place("request")
    QApplication.processEvents()
    beats = [time.perf_counter()]
    clock = QTimer(shell)
    clock.timeout.connect(lambda: beats.append(time.perf_counter()))
    clock.start(0)
    for at, char in enumerate(_TYPED):
        QTimer.singleShot(_BETWEEN_KEYS_MS * at, shell, lambda char=char: _press(shell, char))
    end = time.perf_counter() + _WATCHED_SECONDS
    while time.perf_counter() < end:
        QApplication.processEvents()
    gaps = [later - earlier for earlier, later in pairwise(beats)]
    return {"milliseconds": 1000 * max(gaps)}


def _press(shell: Shell, char: str) -> None:
    """One key into the search box."""
    from PySide6.QtCore import QEvent, Qt
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    from gongkai_desktop.ui.common.search import SearchBox

    box = shell.findChild(SearchBox)
    assert box is not None
    key = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, char)
    QApplication.sendEvent(box, key)


def _shell(office: str, entry: str) -> Shell:
    import_module(entry)
    from gongkai_desktop.ui.main import begin_window

    start = begin_window(office, today=None, password=None)
    _kept.append(start)
    assert start.shell is not None
    return start.shell


def _end() -> None:
    """Give up the claim on the file, so that the next start is a calm one."""
    for start in _kept:
        from PySide6.QtWidgets import QApplication

        assert start.shell is not None
        start.shell.close()
        while start.shell.isVisible():  # it waits for what is still being looked for
            QApplication.processEvents()
        start.close()


def _megabytes() -> float:
    """Resident memory of this process; 0 where the system does not say."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    lines = status.read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


def _run(what: str, launched: float, office: str, entry: str) -> dict[str, float]:
    if what == "empty":
        return _empty_window(launched)
    if what == "floor":
        return _floor(launched)
    if what == "window":
        return _our_window(launched, office, entry)
    return _typing(office, entry)


if __name__ == "__main__":
    what, launched, office, entry = sys.argv[1:]
    sys.stdout.write(json.dumps(_run(what, float(launched), office, entry)) + "\n")
    sys.stdout.flush()
    _end()
    os._exit(0)  # what is measured is over; taking the window down is not part of it
