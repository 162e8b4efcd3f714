"""What other desks handed to us (协办来件), and which of it still wants our opinion."""

from __future__ import annotations

from gongkai_desktop.domain.exchange.kind import PackageKind
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import Exchange, Reader


def assignments_in(workspace: Workspace) -> list[Exchange]:
    """What was handed to us, the latest edition of each, the newest first."""
    with workspace.office.read() as reader:
        return _handed(reader)


def opinion_given(workspace: Workspace, assignment: Exchange) -> Exchange | None:
    """What we gave back on an assignment last, None before we did."""
    with workspace.office.read() as reader:
        return _given(reader, assignment)


def owed(reader: Reader) -> list[Exchange]:
    """What was handed to us and not answered since, the earliest 反馈期限 first."""
    rows = [one for one in _handed(reader) if not _answered(reader, one)]
    return sorted(rows, key=lambda one: str(one.body.get("reply_by") or "9999"))


def _handed(reader: Reader) -> list[Exchange]:
    rows = reader.exchanges.all_of(PackageKind.ASSIGNMENT.value, sent=False)
    latest = {one.unit_code: one for one in rows}
    return sorted(latest.values(), key=lambda one: one.at, reverse=True)


def _given(reader: Reader, assignment: Exchange) -> Exchange | None:
    sent = reader.exchanges.sent(PackageKind.OPINION.value, assignment.period)
    mine = [one for one in sent if one.unit_code == assignment.unit_code]
    return mine[-1] if mine else None


def _answered(reader: Reader, assignment: Exchange) -> bool:
    """An opinion from before the latest edition came in answers another question."""
    given = _given(reader, assignment)
    return given is not None and given.at >= assignment.at
