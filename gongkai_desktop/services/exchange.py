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
from gongkai_desktop.domain.exchange.kind import PackageKind, period_of, period_words
from gongkai_desktop.domain.exchange.manifest import Manifest, checked_code
from gongkai_desktop.domain.unit import Unit
from gongkai_desktop.services import slip
from gongkai_desktop.services.cover_letter import Cover, for_package
from gongkai_desktop.services.exchange_code import with_code
from gongkai_desktop.services.exchange_content import Choice, Content, as_kept
from gongkai_desktop.services.exchange_lock import Lock, demanded
from gongkai_desktop.services.exchange_parts import content_for
from gongkai_desktop.services.exchange_record import row_of
from gongkai_desktop.services.unit import the_unit
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import Exchange

_SAME = "report.xlsx 是同样内容的表格"
_PLAIN_PAPERS: Mapping[PackageKind, str] = {
    PackageKind.ANNUAL: _SAME,
    PackageKind.QUARTER: _SAME,
    PackageKind.REGISTER: _SAME,
    PackageKind.FILING: _SAME,
    PackageKind.TASKS: "files 里的表格就是任务分工",
    PackageKind.PRECEDENTS: "files 里的表格就是案例",
    PackageKind.CONFIGURATION: "data 里是配置的原文，要由公开台导入才起作用",
    PackageKind.RETURN: "files 里是退回通知",
    PackageKind.ASSIGNMENT: "有协办通知单和反馈表，填好反馈表连同材料交回",
    PackageKind.OPINION: "data 里是意见的原文，files 里是材料",
}
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


def pack(
    workspace: Workspace,
    kind: PackageKind,
    period: str,
    path: Path,
    signers: Signers | None = None,
    *,
    choice: Choice | None = None,
    lock: Lock | None = None,
) -> Packed:
    """Make the package of a kind and period at ``path``, or in it when it is a folder.

    The same content packed again is the same edition; changed content is the next. Raises
    UserError for a sample office, a unit without code, content that may not leave, and personal
    data without a password and the second confirmation.
    """
    period = period_of(period, kind)
    if workspace.demo and not kind.within:
        raise UserError("演示数据不能报送", "请在本单位自己的数据文件里生成报送包")
    unit = the_unit(workspace)
    content = content_for(workspace, kind, period, choice)
    password = demanded(content, unit, lock)
    use_case = "生成协办包" if kind.within else "生成报送包"
    workspace.report(0, 0, "正在写入报送包")
    with workspace.unstoppable().change(f"{use_case}：{kind.value}{period}") as change:
        key = content.key or unit.code
        sent = [one for one in change.exchanges.sent(kind.value, period) if one.unit_code == key]
        edition, previous = _edition(sent, content)
        manifest = attrs.evolve(
            _manifest(workspace, content, (kind, period), signers or Signers()),
            edition=edition,
            previous=previous,
            head=change.audit.head().hash,
        )
        target = path / manifest.file_name if path.is_dir() else path
        parts = {**content.parts, _README: _readme(manifest)}
        package = write_package(target, manifest, parts, personal=content.secret, password=password)
        row = attrs.evolve(row_of(package, content.body), unit_code=key)
        change.exchanges.save(attrs.evolve(row, sent=True, at=manifest.made))
    return _with_papers(workspace, package)


def _manifest(
    workspace: Workspace, content: Content, about: tuple[PackageKind, str], signers: Signers
) -> Manifest:
    """What a content says of itself before it has an edition."""
    unit = the_unit(workspace)
    return Manifest(
        kind=about[0],
        period=about[1],
        unit=unit.name,
        unit_code=unit.code if about[0].within and not unit.code else checked_code(unit.code),
        made=workspace.now().isoformat(timespec="minutes"),
        program=__version__,
        zero=content.zero,
        demo=workspace.demo,
        records=content.records,
        totals=content.totals,
        level=unit.kind.label,
        party=content.party,
        personal=content.personal,
        **attrs.asdict(signers),
    )


def _with_papers(workspace: Workspace, package: Package) -> Packed:
    slip_page = submission_slip(package, the_unit(workspace))
    cover = for_package(workspace, package)
    return Packed(path=package.files[0], package=package, slip=slip_page, cover=cover)


def _edition(before: Sequence[Exchange], content: Content) -> tuple[int, str]:
    """The edition's number and the seal of the one before it."""
    if not before:
        return 1, ""
    last = before[-1]
    if dict(last.body) == as_kept(content.body):
        return last.edition, str(last.manifest.get("previous", ""))
    return last.edition + 1, last.seal


def _readme(manifest: Manifest) -> bytes:
    lines = [*_open_lines(manifest), *_locked_lines(manifest)]
    return "\r\n".join(lines).encode("utf-8-sig")


def _open_lines(manifest: Manifest) -> list[str]:
    return [
        f"{manifest.unit}{period_words(manifest.period)}{manifest.kind.value}，第{manifest.edition}版",
        f"由公开台{manifest.program}于{manifest.made.replace('T', ' ')}生成。",
        "导入：在公开台“年度报告与统计—两级报送”里选择本文件。",
        f"没有安装公开台的，改文件后缀为 zip 后打开，{_PLAIN_PAPERS[manifest.kind]}。",
        "请不要改动其中的文件：改动后导入时会提示文件已损坏。",
    ]


def _locked_lines(manifest: Manifest) -> list[str]:
    """How a reader without the program comes to what is behind the password."""
    if not manifest.personal:
        return []
    return [
        f"含有个人信息（{'、'.join(manifest.personal)}），已用口令加密（AES-256），口令由生成单位另外告知。",
        "没有安装公开台的，用 7-Zip、WinRAR、360压缩打开其中的“加密内容.zip”，输入口令；"
        "Windows 自带的解压打不开。",
        "用完请删除解压出来的文件。",
    ]


def submission_slip(package: Package, unit: Unit) -> bytes:
    """The 报送单 as PDF: unit, period, totals, edition, seal, boxes to sign, place to stamp.

    A yearly report's bears its figures as a QR code, so that paper alone can be taken in.
    """
    manifest = package.manifest
    made = slip.make(
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
            "made": f"{manifest.made.replace('T', ' ')}　{manifest.program}版",
            "filler": manifest.filler,
            "reviewer": manifest.reviewer,
            "phone": manifest.phone,
        },
        unit=unit,
    )
    if manifest.kind == PackageKind.ANNUAL:
        made = attrs.evolve(made, layout=with_code(made.layout, package))
    return made.pdf


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
    files = [str(one) for one in packed.package.files]
    personal = list(manifest.personal)
    return {
        "file": files[0],
        "files": files,
        **facts,
        "personal": personal,
        "seal": packed.package.seal,
    }
