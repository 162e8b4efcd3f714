"""What the program can do without at its start (轻装启动).

Until the window stands (``Start.begin``) nothing reads in attrs: its values are NamedTuples where
everywhere else they are attrs classes. Whatever names Qt's styles or events in Python waits too,
where it can: for each such name the binding makes a class of its own.
"""

from __future__ import annotations

import sys

import PySide6.QtCore  # noqa: F401 - what is left out below is only there after it


def spare_the_sources() -> None:
    """Import as Python does: the binding reads the source of no module.

    PySide looks through the source of whatever is imported after it, and keeps it, to see whether
    its snake_case names are wanted there: seven megabytes at every start. We write Qt's own names
    everywhere. A binding that does not do so is left as it is.
    """
    feature = sys.modules.get("shibokensupport.feature")
    if hasattr(feature, "_mod_uses_pyside"):
        setattr(feature, "_mod_uses_pyside", lambda module: False)  # noqa: B010 - not ours
