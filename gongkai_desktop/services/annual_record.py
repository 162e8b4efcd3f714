"""What an office puts into a yearly report and keeps of it (填报、更改、定稿)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import attrs

from gongkai_desktop.domain.annual.manual import (
    ENTERED,
    Entered,
    ManualChange,
    changed,
    locked_carry,
    read_change,
    read_entered,
)
from gongkai_desktop.domain.annual.number import Cell, read_cell
from gongkai_desktop.domain.annual.record import report_from_record
from gongkai_desktop.domain.annual.tables import AnnualReport
from gongkai_desktop.domain.audit import canonical
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.library.reports import template_in_use
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import Reader
from gongkai_desktop.store.records import Figure, FrozenReport

_CHANGED = "change."
"""Under this beginning the figures of a year keep its manual changes, the reason as note."""

_WRITTEN = "text."
"""Under this beginning they keep the parts of the text as written."""


@attrs.frozen(kw_only=True)
class Version:
    """A report as submitted (定稿): its number, moment, fingerprint, and why it was made anew."""

    number: int
    frozen_at: str
    fingerprint: str
    reason: str
    intact: bool


def entered(reader: Reader, year: int) -> tuple[Entered, ...]:
    """The figures of 表一 with who supplied them; those nobody supplied are left out."""
    kept = {one.key: one for one in reader.figures.supplied(year) if one.value not in (None, "")}
    return tuple(_entered(kept[key]) for key in ENTERED if key in kept)


def changes(reader: Reader, year: int) -> tuple[ManualChange, ...]:
    """The manual changes of a year that stand."""
    return tuple(
        ManualChange(path=one.key.removeprefix(_CHANGED), value=int(one.value), reason=one.note)
        for one in reader.figures.supplied(year)
        if one.key.startswith(_CHANGED) and one.value is not None
    )


def enter(
    workspace: Workspace,
    year: int,
    figures: Mapping[str, str],
    *,
    section: str,
    supplied: date | None = None,
    note: str = "",
) -> None:
    """Keep figures of 表一 as a section supplied them; an empty one is taken back.

    Raises UserError for a figure that is none, and where no section is named.
    """
    if not section.strip():
        raise UserError("请写明是哪个科室提供的数", "填报数要能找到提供的科室")
    values = {
        key: _stored(read_entered(key, text)) if text.strip() else None
        for key, text in figures.items()
    }
    with workspace.change("填报年报数字") as change:
        change.figures.put(
            year,
            values,
            section=section.strip(),
            supplied=supplied or workspace.today,
            note=note.strip(),
        )


def change_cell(workspace: Workspace, year: int, path: str, text: str, reason: str) -> None:
    """Change a cell by hand with a reason; raises UserError for a sum or a figure that is none."""
    made = read_change(path, text, reason, template_in_use(year).shape)
    with workspace.change("手工更改年报") as change:
        change.figures.put(
            year, {_CHANGED + path: made.value}, supplied=workspace.today, note=made.reason
        )


def restore_cell(workspace: Workspace, year: int, path: str) -> None:
    """Take a manual change back: the cell shows what the register counts."""
    with workspace.change("撤销手工更改") as change:
        change.figures.put(year, {_CHANGED + path: None}, supplied=workspace.today)


def written_parts(reader: Reader, year: int) -> dict[str, str]:
    """The parts of the text that somebody wrote, by key."""
    return {
        one.key.removeprefix(_WRITTEN): str(one.value)
        for one in reader.figures.supplied(year)
        if one.key.startswith(_WRITTEN) and one.value
    }


def write_part(workspace: Workspace, year: int, key: str, text: str) -> None:
    """Keep a part of the text as written; an empty one goes back to the draft."""
    with workspace.change("修改年报文字") as change:
        change.figures.put(year, {_WRITTEN + key: text.strip() or None}, supplied=workspace.today)


def laid_over(
    counted: AnnualReport, frozen: AnnualReport | None, made: Sequence[ManualChange]
) -> AnnualReport:
    """The register's counts with last year's carry-over locked and manual changes in place."""
    report = locked_carry(counted, frozen) if frozen is not None else counted
    return changed(report, made)


def frozen_report(reader: Reader, year: int) -> AnnualReport | None:
    """The report of a year as last submitted, its text too; None where none was."""
    latest = reader.annual_reports.latest(year)
    return None if latest is None else report_from_record(latest.body)


def frozen_parts(reader: Reader, year: int) -> dict[str, str]:
    """The parts of the text of a year's last version by key, as they read."""
    latest = reader.annual_reports.latest(year)
    return {} if latest is None else dict(latest.body.get("parts") or {})


def freeze(workspace: Workspace, year: int, body: Mapping[str, Any], reason: str) -> Version:
    """Keep a report as submitted; a later version needs its reason.

    Raises UserError before the year is over (条例第五十条) and where a reason is missing.
    """
    if workspace.today.year <= year:
        raise UserError(f"{year}年还没有结束，不能定稿", "现在可以导出草稿")
    with workspace.change("年报定稿") as change:
        before = change.annual_reports.latest(year)
        if before is not None and not reason.strip():
            raise UserError(f"{year}年年报已经定稿，更正须写明理由", "理由会留在新版本上")
        whole = {**body, "reason": reason.strip()}
        kept = change.annual_reports.freeze(year, {**whole, "fingerprint": _fingerprint(whole)})
        return _version(kept)


def versions(workspace: Workspace, year: int) -> tuple[Version, ...]:
    """Every version of a year's report, the latest last, each proved by its fingerprint."""
    with workspace.office.read() as reader:
        return tuple(_version(one) for one in reader.annual_reports.versions(year))


def _version(kept: FrozenReport) -> Version:
    body = dict(kept.body)
    told = str(body.pop("fingerprint", ""))
    return Version(
        number=kept.version,
        frozen_at=datetime.fromisoformat(kept.frozen_at).isoformat(" ", "minutes"),
        fingerprint=told,
        reason=str(body.get("reason", "")),
        intact=told == _fingerprint(body),
    )


def _fingerprint(body: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical(body).encode()).hexdigest()


def _entered(one: Figure) -> Entered:
    return Entered(
        key=one.key,
        value=read_cell(one.value),
        section=one.section,
        supplied=one.supplied,
        note=one.note,
    )


def _stored(value: Cell) -> int | str | None:
    """Amounts with decimals are kept as text: a float would not give them back."""
    return str(value) if isinstance(value, Decimal) else value
