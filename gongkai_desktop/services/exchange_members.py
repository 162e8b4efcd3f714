"""The county office's list (单位清单): who is expected, how each stands, what is closed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.exchange.addressee import bare
from gongkai_desktop.domain.exchange.kind import PackageKind, period_of, period_words
from gongkai_desktop.domain.exchange.manifest import Manifest, checked_code
from gongkai_desktop.services.exchange_content import CLOSED_SETTING, MISSING, UNITS_SETTING
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import Exchange, Reader


@attrs.frozen(kw_only=True)
class Member:
    """One unit the county office expects reports from (单位清单)."""

    code: str
    name: str
    level: str = ""


@attrs.frozen(kw_only=True)
class Standing:
    """How one unit stands with a report (报送情况); ``exchange`` is its latest, None if none."""

    member: Member
    status: str
    exchange: Exchange | None = None


def members(reader: Reader) -> list[Member]:
    """The units the county office expects reports from, in its own order."""
    return [Member(**one) for one in reader.settings.get(UNITS_SETTING, [])]


def checked_members(listed: Any) -> list[Member]:
    """A unit list from plain values; TypeError or UserError where it is none."""
    if not isinstance(listed, list) or not all(isinstance(one, Mapping) for one in listed):
        raise TypeError("no list of units")
    found = [
        Member(**{name: str(one.get(name) or "") for name in ("code", "name", "level")})
        for one in listed
    ]
    _refuse_wrong(found)
    return found


def save_members(workspace: Workspace, listed: Sequence[Member]) -> None:
    """Keep the unit list; raises UserError for a code or name that is missing or given twice."""
    _refuse_wrong(listed)
    with workspace.change("修改单位清单") as change:
        change.settings.put(UNITS_SETTING, [attrs.asdict(one) for one in listed])


def _refuse_wrong(listed: Sequence[Member]) -> None:
    for one in listed:
        checked_code(one.code)
        if not one.name.strip():
            raise UserError(f"单位代码{one.code}没有名称", "请填写单位全称")
    for what in ("code", "name"):
        values = [getattr(one, what) for one in listed]
        twice = next((value for value in values if values.count(value) > 1), None)
        if twice is not None:
            raise UserError(f"单位清单里“{twice}”出现了不止一次", "请去掉多余的")


def closed_periods(reader: Reader) -> list[str]:
    """Periods no longer open to reports, as 年报2025."""
    return list(reader.settings.get(CLOSED_SETTING, []))


def close_period(workspace: Workspace, kind: PackageKind, period: str, *, closed: bool) -> None:
    """Close a period to further reports, or open it again."""
    key = f"{kind.value}{period_of(period, kind)}"
    with workspace.change(f"{'关闭' if closed else '重新开放'}报送：{key}") as change:
        others = [one for one in closed_periods(change) if one != key]
        change.settings.put(CLOSED_SETTING, [*others, key] if closed else others)


def refuse_manifest(workspace: Workspace, manifest: Manifest) -> None:
    """Raise UserError for what may not come in whatever its figures."""
    if manifest.demo:
        raise UserError("这是演示数据，不能报送", "请报送单位用自己的数据文件生成报送包")
    with workspace.office.read() as reader:
        if f"{manifest.kind.value}{manifest.period}" in closed_periods(reader):
            raise UserError(
                f"{period_words(manifest.period)}{manifest.kind.value}已经关闭报送",
                "确需更正的，请先重新开放",
            )
        listed = members(reader)
    if manifest.kind.goes_up and listed:
        _refuse_stranger(manifest, {member.code: member.name for member in listed})


def _refuse_stranger(manifest: Manifest, listed: Mapping[str, str]) -> None:
    """A unit under another's code would take that one's place."""
    code, name = manifest.unit_code, manifest.unit
    if code not in listed:
        raise UserError(f"{name}（{code}）不在单位清单里", "请核对单位代码，或者加进清单")
    if bare(listed[code]) != bare(name):
        raise UserError(
            f"单位代码{code}在单位清单里是“{listed[code]}”，报送包写的是“{name}”",
            "请报送单位核对“设置”里的单位代码；单位改了名称的，请更新单位清单",
        )


def standing(workspace: Workspace, kind: PackageKind, period: str) -> list[Standing]:
    """How every unit of the list stands with a report, units outside the list after them.

    What is not reported upward is expected of nobody: only what came in is listed.
    """
    with workspace.office.read() as reader:
        listed = members(reader) if kind.goes_up else []
        received = reader.exchanges.received(kind.value, period_of(period, kind))
    latest = {one.unit_code: one for one in received}
    known = {member.code for member in listed}
    others = [Member(code=code, name=one.unit) for code, one in latest.items() if code not in known]
    return [_stands(member, latest.get(member.code)) for member in (*listed, *others)]


def latest_of(workspace: Workspace, kind: PackageKind, period: str, unit_code: str) -> Exchange:
    """The latest edition that came in from a unit; raises UserError where none did."""
    with workspace.office.read() as reader:
        found = reader.exchanges.of_unit(kind.value, period_of(period, kind), unit_code)
    if not found:
        raise UserError(f"还没有收到{unit_code}的{kind.value}（{period}）", "请核对单位和期间")
    return found[-1]


def _stands(member: Member, exchange: Exchange | None) -> Standing:
    status = exchange.status if exchange else MISSING
    return Standing(member=member, status=status, exchange=exchange)


def standing_document(found: Sequence[Standing]) -> list[dict[str, Any]]:
    """What ``exchange list`` prints as JSON."""
    return [
        {
            "code": one.member.code,
            "unit": one.member.name,
            "status": one.status,
            "edition": one.exchange.edition if one.exchange else None,
            "source": one.exchange.source if one.exchange else None,
            "reason": one.exchange.reason if one.exchange else "",
        }
        for one in found
    ]
