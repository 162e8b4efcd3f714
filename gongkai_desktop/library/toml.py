"""Reading TOML data files with errors that name file, key and reason."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from gongkai_desktop.domain.errors import UserError


class Table:
    """One table of a TOML file that knows where it stands, for typed reading.

    Every getter raises UserError naming the file and the key when a value is missing or of the
    wrong type; ``finish`` refuses keys nobody asked for, so that a misspelt key is not ignored.
    """

    def __init__(self, values: dict[str, Any], file: str, place: str = "") -> None:
        self._values = values
        self._file = file
        self._place = place
        self._read: set[str] = set()

    def fail(self, key: str, reason: str) -> UserError:
        """The error for a key of this table, to be raised by the caller."""
        place = ".".join(part for part in (self._place, key) if part)
        return UserError(f"{self._file} 的 {place}：{reason}", "请改正该文件后重试")

    def _get(self, key: str, kind: type, default: Any) -> Any:
        self._read.add(key)
        if key not in self._values:
            if default is _REQUIRED:
                raise self.fail(key, "缺少该项")
            return default
        value = self._values[key]
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.fail(key, f"应为{_KIND_NAMES.get(kind, kind.__name__)}")
        return value

    def text(self, key: str, default: Any = ...) -> str:
        """A string; required when no default is given."""
        return str(self._get(key, str, _REQUIRED if default is ... else default))

    def integer(self, key: str, default: Any = ...) -> int:
        """A whole number."""
        return int(self._get(key, int, _REQUIRED if default is ... else default))

    def flag(self, key: str, default: Any = ...) -> bool:
        """A boolean."""
        return bool(self._get(key, bool, _REQUIRED if default is ... else default))

    def day(self, key: str) -> date:
        """A required TOML local date."""
        value = self._get(key, date, _REQUIRED)
        assert isinstance(value, date)
        return value

    def optional_day(self, key: str) -> date | None:
        """A TOML local date, or None where the key is absent."""
        value = self._get(key, date, None)
        return value if isinstance(value, date) else None

    def texts(self, key: str, default: Any = ()) -> tuple[str, ...]:
        """A list of strings, empty when absent."""
        values = self._get(key, list, list(default))
        if not all(isinstance(value, str) for value in values):
            raise self.fail(key, "应为文字列表")
        return tuple(values)

    def tables(self, key: str) -> list[Table]:
        """A list of tables, each knowing its own place."""
        values = self._get(key, list, [])
        if not all(isinstance(value, dict) for value in values):
            raise self.fail(key, "应为表的列表")
        return [
            Table(value, self._file, f"{self._place}{'.' if self._place else ''}{key}[{index}]")
            for index, value in enumerate(values, start=1)
        ]

    def table(self, key: str) -> Table:
        """A nested table, empty when absent."""
        value = self._get(key, dict, {})
        return Table(value, self._file, f"{self._place}{'.' if self._place else ''}{key}")

    def raw(self, key: str, default: Any = None) -> Any:
        """A value of any TOML type, as read."""
        self._read.add(key)
        return self._values.get(key, default)

    @property
    def values(self) -> dict[str, Any]:
        """The table as read, for entries that are replaced or fingerprinted as a whole."""
        return self._values

    def keys(self) -> tuple[str, ...]:
        """The keys present, in file order."""
        return tuple(self._values)

    def finish(self) -> None:
        """Refuse keys that were never read."""
        for key in self._values:
            if key not in self._read:
                raise self.fail(key, "不认识的项")


_REQUIRED = object()
_KIND_NAMES: dict[type, str] = {
    str: "文字",
    int: "整数",
    bool: "true 或者 false",
    date: "日期",
    list: "列表",
    dict: "表",
}


def read_table(path: Path, name: str = "") -> Table:
    """Read one TOML file; raises UserError naming file, line and reason when it is broken.

    ``name`` stands in errors where the file's own name says too little.
    """
    try:
        return parse_table(path.read_text(encoding="utf-8"), name or path.name)
    except OSError as error:
        raise UserError(f"读不到数据文件 {path.name}", "请重新安装程序") from error


def parse_table(text: str, name: str) -> Table:
    """Read TOML text under a name used in errors (an entry kept in the data file)."""
    try:
        return Table(tomllib.loads(text), name)
    except tomllib.TOMLDecodeError as error:
        raise UserError(f"{name} 不是有效的 TOML：{error}", "请按提示的行列改正") from error
