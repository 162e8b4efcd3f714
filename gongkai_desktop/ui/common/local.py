"""What this computer's window remembers (本机设置): look, layout, printing; never office data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from math import isfinite
from pathlib import Path
from typing import Any

FILE = "窗口.json"

Value = str | float | Mapping[str, float]


class Local:
    """Small values by name in a file beside the data file; without a file they last for one run.

    A file that cannot be read or written only means that the window starts as it comes.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._values: dict[str, Any] = _read(file) if file else {}

    @classmethod
    def beside(cls, location: str) -> Local:
        """That of a data file, or of one run where the office is on a server."""
        return cls() if "://" in location else cls(Path(location).with_name(FILE))

    def text(self, name: str, default: str = "") -> str:
        """A remembered text."""
        value = self._values.get(name, default)
        return value if isinstance(value, str) else default

    def number(self, name: str, default: float = 0.0) -> float:
        """A remembered figure."""
        value = self._values.get(name, default)
        return float(value) if _is_figure(value) else default

    def figures(self, name: str) -> dict[str, float]:
        """Remembered figures by name; what is no figure is left out."""
        value = self._values.get(name)
        named = value if isinstance(value, dict) else {}
        return {key: float(one) for key, one in named.items() if _is_figure(one)}

    def keep(self, name: str, value: Value) -> None:
        """Remember a value from now on."""
        if self._values.get(name) == value:
            return
        self._values[name] = dict(value) if isinstance(value, Mapping) else value
        self._save()

    def forget(self, beginning: str) -> None:
        """Forget every value whose name begins so."""
        kept = {name: one for name, one in self._values.items() if not name.startswith(beginning)}
        if kept != self._values:
            self._values = kept
            self._save()

    def _save(self) -> None:
        if self._file is not None:
            _write(self._file, self._values)


def _is_figure(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and isfinite(value)


def _read(file: Path) -> dict[str, Any]:
    try:
        values = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return values if isinstance(values, dict) else {}


def _write(file: Path, values: dict[str, Any]) -> None:
    unfinished = file.with_name(f".{file.name}.tmp")
    try:
        unfinished.write_text(json.dumps(values, ensure_ascii=False, indent=1), encoding="utf-8")
        unfinished.replace(file)
    except OSError:
        # A folder that may only be read must not keep anyone from working.
        unfinished.unlink(missing_ok=True)
