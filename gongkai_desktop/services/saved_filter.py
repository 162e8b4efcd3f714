"""Filters of the register kept by name (常用筛选)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.services.workspace import Workspace

SETTING = "register_filters"
_LONGEST = 20

Filter = Mapping[str, Any]


def saved_filters(workspace: Workspace) -> dict[str, Filter]:
    """Every filter by its name, in the order they were kept."""
    with workspace.office.read() as reader:
        return dict(reader.settings.get(SETTING, {}))


def save_filter(workspace: Workspace, name: str, values: Filter) -> None:
    """Keep a filter; one of the same name is replaced. Raises UserError for an unusable name."""
    words = name.strip()
    if not 0 < len(words) <= _LONGEST:
        raise UserError("筛选名称应为1至20个字", "请换一个名称")
    with workspace.change("保存常用筛选") as change:
        kept = change.settings.get(SETTING, {})
        change.settings.put(SETTING, {**kept, words: dict(values)})


def drop_filter(workspace: Workspace, name: str) -> None:
    """Forget a filter."""
    with workspace.change("删除常用筛选") as change:
        kept = change.settings.get(SETTING, {})
        change.settings.put(SETTING, {one: kept[one] for one in kept if one != name})
