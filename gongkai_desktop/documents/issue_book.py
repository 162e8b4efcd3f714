"""A workbook of what an import did not take (未导入清单): sheet, row, column, reason."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from gongkai_desktop.documents.list_book import ListColumn, write_list

_COLUMNS = (
    ListColumn("工作表", 18),
    ListColumn("行", 8),
    ListColumn("列", 20),
    ListColumn("原因", 60),
)


def write_issues(path: Path, issues: Iterable[tuple[str, int, str, str]]) -> None:
    """Write one line per issue."""
    lines = ((place, row or "", column, reason) for place, row, column, reason in issues)
    write_list(path, "未导入清单", _COLUMNS, lines)
