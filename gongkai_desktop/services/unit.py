"""The office's own particulars (单位信息): entered once, used on every letter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.numbering import check_pattern
from gongkai_desktop.domain.unit import Unit, UnitKind
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import Reader

UNIT_SETTING = "unit"


def read_unit(reader: Reader) -> Unit:
    """The unit kept in the office; an empty one where the wizard has not been filled in.

    Raises UserError for particulars that were spoilt outside the program.
    """
    record = reader.settings.get(UNIT_SETTING, {})
    try:
        return unit_from_record(record)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise UserError(
            "数据文件里的单位信息读不出来，可能在程序外被改动过",
            "请用最近的备份恢复；数据文件没有被改动",
        ) from error


def the_unit(workspace: Workspace) -> Unit:
    """The unit of an open office."""
    with workspace.office.read() as reader:
        return read_unit(reader)


def save_unit(workspace: Workspace, unit: Unit) -> Unit:
    """Keep the particulars; raises UserError where they cannot be right."""
    if not unit.name.strip():
        raise UserError("单位全称不能为空", "请填写与印章一致的机关全称")
    check_pattern(unit.number_pattern)
    if not 20 <= unit.seal_diameter_mm <= 60:
        raise UserError("印章直径应在20至60毫米之间", "请按实际印章填写，常用42毫米")
    with workspace.change("修改单位信息") as change:
        change.settings.put(UNIT_SETTING, unit_to_record(unit))
    return unit


def unit_to_record(unit: Unit) -> dict[str, Any]:
    """The unit as plain JSON values."""
    record = attrs.asdict(unit)
    record["kind"] = unit.kind.value
    return record


def unit_from_record(raw: Mapping[str, Any]) -> Unit:
    """Read a unit back; fields that an older version did not know keep their defaults."""
    known = {field.name for field in attrs.fields(Unit)}
    values = {key: value for key, value in raw.items() if key in known}
    if "kind" in values:
        values["kind"] = UnitKind(values["kind"])
    return Unit(**values)
