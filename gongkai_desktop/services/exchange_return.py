"""Sending a report back (退回): the notice on paper, its package, what the unit does with it."""

from __future__ import annotations

from pathlib import Path

import attrs

from gongkai_desktop.documents.exchange_package import Package
from gongkai_desktop.domain.annual.record import report_from_record
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.exchange.annual_figures import faults_of
from gongkai_desktop.domain.exchange.kind import PackageKind, period_of, period_words
from gongkai_desktop.library.reports import load_county_cities
from gongkai_desktop.services import slip
from gongkai_desktop.services.exchange_answer import KNOWN, TAKEN, Received, answer_of, received_now
from gongkai_desktop.services.exchange_content import (
    REPORTED,
    RETURN_PART,
    SENT_BACK,
    ZERO_REPORTED,
    Choice,
    Content,
    as_json,
)
from gongkai_desktop.services.exchange_record import row_of
from gongkai_desktop.services.unit import the_unit
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import Exchange, Reader

_NOTICE_PART = "files/退回通知.pdf"
_LONGEST = 4000
_UPWARD = tuple(kind for kind in PackageKind if kind.goes_up)


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


def notice_of(workspace: Workspace, kind: PackageKind, period: str, unit_code: str) -> bytes:
    """The 退回通知 of a unit's report; UserError where the report is not sent back."""
    with workspace.office.read() as reader:
        return return_notice(workspace, _sent_back(reader, kind, period, unit_code))


def _sent_back(reader: Reader, kind: PackageKind, period: str, unit_code: str) -> Exchange:
    received = reader.exchanges.of_unit(kind.value, period_of(period, kind), unit_code)
    if not received or received[-1].status != SENT_BACK:
        raise UserError(f"{unit_code}的{kind.value}（{period}）没有退回", "请核对单位和期间")
    return received[-1]


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


def accept(workspace: Workspace, kind: PackageKind, period: str, unit_code: str) -> None:
    """Take a returned report for reported after all: the stamped sheet came later.

    Raises UserError where none was returned, or where its figures themselves do not tie.
    """
    with workspace.change("撤销退回") as change:
        kept = _sent_back(change, kind, period, unit_code)
        zero = bool(kept.manifest.get("zero"))
        if kind == PackageKind.ANNUAL:
            totals = kept.manifest.get("totals", {})
            broken = faults_of(report_from_record(kept.body), totals, load_county_cities())
            if broken:
                raise UserError(f"数字本身不平：{broken[0]}", "请该单位改正后以新的版次报送")
        status = ZERO_REPORTED if zero else REPORTED
        change.exchanges.save(attrs.evolve(kept, status=status, reason=""))


def return_content(workspace: Workspace, period: str, choice: Choice) -> Content:
    """What tells a unit that its report was sent back; UserError where it is not clear which."""
    with workspace.office.read() as reader:
        back = _the_returned(reader, period, choice)
    record = {
        "kind": back.kind,
        "period": back.period,
        "unit": back.unit,
        "unit_code": back.unit_code,
        "edition": back.edition,
        "seal": back.seal,
        "reason": back.reason,
    }
    return Content(
        parts={RETURN_PART: as_json(record), _NOTICE_PART: return_notice(workspace, back)},
        body=record,
        records=1,
        party=back.unit_code,
        key=back.unit_code,
    )


def _the_returned(reader: Reader, period: str, choice: Choice) -> Exchange:
    kinds = (choice.of,) if choice.of else _UPWARD
    latest = {
        (one.kind, one.unit_code): one
        for kind in kinds
        for one in reader.exchanges.received(kind.value, period)
    }
    found = [
        one
        for one in latest.values()
        if one.status == SENT_BACK and choice.unit in ("", one.unit_code, one.unit)
    ]
    if not found:
        raise UserError(f"{period_words(period)}没有退回的报送", "请先退回，写明理由")
    if len(found) > 1:
        named = "、".join(f"{one.unit}（{one.unit_code}）{one.kind}" for one in found)
        raise UserError(
            f"{period_words(period)}退回的有{len(found)}份：{named}", "请用 --unit 和 --of 指明"
        )
    return found[0]


def take_return(workspace: Workspace, path: Path, package: Package, *, dry_run: bool) -> Received:
    """Note on our own report that it was sent back; UserError where it is another unit's."""
    record = package.record(RETURN_PART)
    if not isinstance(record, dict) or not all(_short(one) for one in record.values()):
        raise UserError(f"“{path.name}”里的退回通知读不出来", "请上级单位重新生成")
    unit, code = the_unit(workspace), str(record.get("unit_code") or "")
    if code != unit.code:
        raise UserError(
            f"这是退给{record.get('unit')}（{code}）的，本单位代码是{unit.code or '空'}",
            "请核对是否选错了文件",
        )
    kind, period = str(record.get("kind")), str(record.get("period"))
    reason = str(record.get("reason") or "")
    row = attrs.evolve(row_of(package, record), status=TAKEN, reason=reason)
    about = f"{period_words(period)}{kind}第{record.get('edition')}版被退回：{reason}"
    with workspace.office.read() as reader:
        before = reader.exchanges.received(row.kind, row.period)
        sent = [
            one
            for one in reader.exchanges.sent(kind, period)
            if one.edition == record.get("edition")
        ]
    if any(one.seal == row.seal for one in before):
        return answer_of(path, row, KNOWN, (about,))
    lost = () if sent else ("本机没有这一版的报送记录，可能是在另一台电脑上生成的",)
    if not dry_run:
        with workspace.change(f"接收退回通知：{kind}{period}") as change:
            change.exchanges.save(received_now(workspace, row))
            for one in sent:
                change.exchanges.save(attrs.evolve(one, status=SENT_BACK, reason=reason))
    return answer_of(path, row, TAKEN, (about, *lost))


def _short(value: object) -> bool:
    """Whether a value is one of a notice: a word, or the number of an edition."""
    return isinstance(value, int) or (isinstance(value, str) and len(value) <= _LONGEST)
