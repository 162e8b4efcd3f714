"""What this computer's window remembers (本机设置): look, layout, printing; never office data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FILE = "窗口.json"


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
        return float(value) if isinstance(value, (int, float)) else default

    def keep(self, name: str, value: str | float) -> None:
        """Remember a value from now on."""
        if self._values.get(name) == value:
            return
        self._values[name] = value
        if self._file is not None:
            _write(self._file, self._values)


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
