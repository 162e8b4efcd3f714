"""What SQLAlchemy reads in and an office never uses (轻装): it waits until it is asked for.

A start reads SQLAlchemy, which reads ``asyncio`` (with it sockets and TLS) for its asynchronous
half and ``importlib.metadata`` (with it ``email``) for the plug-ins of others: eighty modules, a
quarter of its time and five megabytes. This program is synchronous and names its drivers itself.
To import this module is to let them wait: it must come before SQLAlchemy.
"""

from __future__ import annotations

import importlib
import inspect
import sys
from types import ModuleType
from typing import Any

_TAKEN_AT_ONCE = {"asyncio": {"iscoroutine": inspect.iscoroutine}, "importlib.metadata": {}}
"""Each module with those of its names that SQLAlchemy takes while it is read in."""


class _Later(ModuleType):
    """Stands for a module and reads it in when something of it is first asked for."""

    def __getattr__(self, name: str) -> Any:
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(importlib.import_module(self.__name__), name)


def _let_wait() -> None:
    """Put the stand-ins where the modules are looked for; what is read in already stays."""
    for name, taken in _TAKEN_AT_ONCE.items():
        if name in sys.modules:
            continue
        later = _Later(name)
        vars(later).update(taken)
        sys.modules[name] = later
        parent, _, child = name.rpartition(".")
        if parent:
            setattr(sys.modules[parent], child, later)


_let_wait()
