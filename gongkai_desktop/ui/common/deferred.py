"""What is read in only when it is first used: the window must be there before all of it."""

from __future__ import annotations

from importlib import import_module
from typing import Any


def named(path: str) -> Any:
    """The class or function at a dotted path."""
    module, _, name = path.rpartition(".")
    return getattr(import_module(module), name)


class Deferred:
    """Stands for ``path(*arguments)``, made when it is first asked for anything."""

    def __init__(self, path: str, *arguments: object) -> None:
        self._path = path
        self._arguments = arguments

    def read_in(self) -> None:
        """Read in what it is made of, on whatever thread: the first question then waits less."""
        named(self._path)

    def __getattr__(self, name: str) -> Any:
        # Called only for what this object lacks: from now on the real one answers at once.
        if "_real" not in self.__dict__:
            self._real = named(self._path)(*self._arguments)
        return getattr(self._real, name)
