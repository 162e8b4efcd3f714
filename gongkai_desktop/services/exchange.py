"""Reporting between levels without a network (两级报送): packages out, packages in, who is missing.

A department makes a sealed package; the county office takes in many, sends back what does not
tie, and adds the rest up cell by cell. The stamped 报送单 and the file prove each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

from gongkai_desktop import __version__
from gongkai_desktop.documents.exchange_package import Package, write_package
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.exchange.manifest import (
    Manifest,
    PackageKind,
    checked_code,
    manifest_record,
    period_of,
    period_words,
)
from gongkai_desktop.domain.unit import Unit
from gongkai_desktop.services import slip
from gongkai_desktop.services.cover_letter import Cover, for_package
from gongkai_desktop.services.exchange_parts import UNITS_SETTING, Content, content_for
from gongkai_desktop.services.unit import the_unit
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import Exchange, Reader

REPORTED, ZERO_REPORTED, SENT_BACK, MISSING = "已报", "已报（零报告）", "退回", "未报"
BY_PACKAGE, BY_WORKBOOK, BY_HAND = "报送包", "工作簿", "手工录入"
CLOSED_SETTING = "exchange_closed"
_README = "说明.txt"


@attrs.frozen(kw_only=True)
class Signers:
    """Who stands for a package: 填报人, 审核人 and the telephone to ask."""

    filler: str = ""
    reviewer: str = ""
    phone: str = ""


@attrs.frozen(kw_only=True)
class Packed:
    """A package made, the printed 报送单 and, where it goes up, the 报送函 that go with it."""

    path: Path
    package: Package
    slip: bytes
    cover: Cover | None = None


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


def pack(
    workspace: Workspace,
    kind: PackageKind,
    period: str,
    path: Path,
    signers: Signers | None = None,
) -> Packed:
    """Make the package of a kind and period at ``path``, or in it when it is a folder.

    The same content packed again is the same edition; changed content is the next. Raises
    UserError for a sample office, a unit without code, and content that may not leave.
    """
    period = period_of(period, kind)
    if workspace.demo:
        raise UserError("演示数据不能报送", "请在本单位自己的数据文件里生成报送包")
    unit = the_unit(workspace)
    content = content_for(workspace, kind, period)
    with workspace.change(f"生成报送包：{kind.value}{period}") as change:
        before = change.exchanges.sent(kind.value, period)
        edition, previous = _edition(before, content)
        manifest = Manifest(
            kind=kind,
            period=period,
            unit=unit.name,
            unit_code=checked_code(unit.code),
            edition=edition,
            previous=previous,
            made=workspace.now().isoformat(timespec="minutes"),
            program=__version__,
            zero=content.zero,
            records=content.records,
            totals=content.totals,
            head=change.audit.head().hash,
            **attrs.asdict(signers or Signers()),
        )
        target = path / manifest.file_name if path.is_dir() else path
        package = write_package(target, manifest, {**content.parts, _README: _readme(manifest)})
        sent = attrs.evolve(row_of(package, content.body), sent=True, at=manifest.made)
        change.exchanges.save(sent)
    return _with_papers(workspace, target, package)


def _with_papers(workspace: Workspace, path: Path, package: Package) -> Packed:
    slip_page = submission_slip(package, the_unit(workspace))
    cover = for_package(workspace, package)
    return Packed(path=path, package=package, slip=slip_page, cover=cover)


def _edition(before: Sequence[Exchange], content: Content) -> tuple[int, str]:
    """The edition's number and the seal of the one before it."""
    if not before:
        return 1, ""
    last = before[-1]
    if dict(last.body) == dict(content.body):
        return last.edition, str(last.manifest.get("previous", ""))
    return last.edition + 1, last.seal


def row_of(package: Package, body: Mapping[str, Any]) -> Exchange:
    """A package as the office keeps it, taken for reported until it is judged."""
    manifest = package.manifest
    return Exchange(
        kind=manifest.kind.value,
        period=manifest.period,
        unit_code=manifest.unit_code,
        unit=manifest.unit,
        edition=manifest.edition,
        status=REPORTED,
        source=BY_PACKAGE,
        seal=package.seal,
        manifest=manifest_record(manifest),
        body=body,
    )


def _readme(manifest: Manifest) -> bytes:
    lines = [
        f"{manifest.unit}{period_words(manifest.period)}{manifest.kind.value}，第{manifest.edition}版",
        f"由公开台{manifest.program}于{manifest.made.replace('T', ' ')}生成。",
        "导入：在公开台“年度报告与统计—两级报送”里选择本文件。",
        "没有安装公开台的，改文件后缀为 zip 后打开，report.xlsx 是同样数字的表格。",
        "请不要改动其中的文件：改动后导入时会提示文件已损坏。",
    ]
    return "\r\n".join(lines).encode("utf-8-sig")


def submission_slip(package: Package, unit: Unit) -> bytes:
    """The 报送单 as PDF: unit, period, totals, edition, seal, boxes to sign, place to stamp."""
    manifest = package.manifest
    return slip.render(
        "submission",
        {
            "unit": manifest.unit,
            "unit_code": manifest.unit_code,
            "kind": manifest.kind.value,
            "period": period_words(manifest.period),
            "edition": f"第{manifest.edition}版" + ("（零报告）" if manifest.zero else ""),
            "totals": [{"label": label, "n": str(n)} for label, n in manifest.totals.items()],
            "seal_mark": package.seal[:16],
            "audit_mark": manifest.head[:16],
            "made": manifest.made.replace("T", " "),
            "filler": manifest.filler,
            "reviewer": manifest.reviewer,
            "phone": manifest.phone,
        },
        unit=unit,
    )


# ------------------------------------------------------------------ the county office's list


def members(reader: Reader) -> list[Member]:
    """The units the county office expects reports from, in its own order."""
    return [Member(**one) for one in reader.settings.get(UNITS_SETTING, [])]


def save_members(workspace: Workspace, listed: Sequence[Member]) -> None:
    """Keep the unit list; raises UserError for a code or name that is missing or given twice."""
    for one in listed:
        checked_code(one.code)
        if not one.name.strip():
            raise UserError(f"单位代码{one.code}没有名称", "请填写单位全称")
    for what in ("code", "name"):
        values = [getattr(one, what) for one in listed]
        twice = next((value for value in values if values.count(value) > 1), None)
        if twice is not None:
            raise UserError(f"单位清单里“{twice}”出现了不止一次", "请去掉多余的")
    with workspace.change("修改单位清单") as change:
        change.settings.put(UNITS_SETTING, [attrs.asdict(one) for one in listed])


def closed_periods(reader: Reader) -> list[str]:
    """Periods no longer open to reports, as 年报2025."""
    return list(reader.settings.get(CLOSED_SETTING, []))


def close_period(workspace: Workspace, kind: PackageKind, period: str, *, closed: bool) -> None:
    """Close a period to further reports, or open it again."""
    key = f"{kind.value}{period_of(period, kind)}"
    with workspace.change(f"{'关闭' if closed else '重新开放'}报送：{key}") as change:
        others = [one for one in closed_periods(change) if one != key]
        change.settings.put(CLOSED_SETTING, [*others, key] if closed else others)


def standing(workspace: Workspace, kind: PackageKind, period: str) -> list[Standing]:
    """How every unit of the list stands with a report, units outside the list after them."""
    with workspace.office.read() as reader:
        listed = members(reader)
        received = reader.exchanges.received(kind.value, period_of(period, kind))
    latest = {one.unit_code: one for one in received}
    known = {member.code for member in listed}
    others = [Member(code=code, name=one.unit) for code, one in latest.items() if code not in known]
    return [_stands(member, latest.get(member.code)) for member in (*listed, *others)]


def _stands(member: Member, exchange: Exchange | None) -> Standing:
    status = exchange.status if exchange else MISSING
    return Standing(member=member, status=status, exchange=exchange)


def send_back(
    workspace: Workspace, kind: PackageKind, period: str, unit_code: str, reason: str
) -> bytes:
    """Send a report back to its unit (退回) with a reason; the 退回通知 as PDF.

    Raises UserError where nothing came in from the unit, or no reason is given.
    """
    if not reason.strip():
        raise UserError("退回须写明理由", "请填写理由后重试")
    with workspace.change("退回报送") as change:
        received = change.exchanges.of_unit(kind.value, period_of(period, kind), unit_code)
        if not received:
            raise UserError(f"还没有收到{unit_code}的{kind.value}（{period}）", "请核对单位和期间")
        back = attrs.evolve(received[-1], status=SENT_BACK, reason=reason.strip())
        change.exchanges.save(back)
    return return_notice(workspace, back)


def return_notice(workspace: Workspace, back: Exchange) -> bytes:
    """The 退回通知 of a report that was sent back, as PDF."""
    county = the_unit(workspace)
    return slip.render(
        "return_notice",
        {
            "unit": back.unit,
            "kind": back.kind,
            "period": period_words(back.period),
            "edition": f"第{back.edition}版",
            "seal_mark": back.seal[:16],
            "reason": back.reason,
            "county": county.name,
            "notice_date": workspace.today.isoformat(),
        },
        unit=county,
        mark=workspace.mark,
    )


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


def packed_document(packed: Packed) -> dict[str, Any]:
    """What ``exchange pack`` prints as JSON."""
    manifest = packed.package.manifest
    facts: Mapping[str, Any] = {
        "kind": manifest.kind.value,
        "period": manifest.period,
        "unit": manifest.unit,
        "unit_code": manifest.unit_code,
        "edition": manifest.edition,
        "zero": manifest.zero,
        "records": manifest.records,
        "totals": dict(manifest.totals),
    }
    return {"file": str(packed.path), **facts, "seal": packed.package.seal}
