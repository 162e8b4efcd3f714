"""What becomes of a file taken in (接收结果), and the record kept of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import attrs

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.exchange.kind import period_words
from gongkai_desktop.services.exchange_content import BY_PACKAGE, SENT_BACK
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import Exchange, Reader

TAKEN, KNOWN, REFUSED = "已接收", "已导入过", "拒收"


@attrs.frozen(kw_only=True)
class Received:
    """What became of one file: ``status`` in a word, ``notes`` each in a sentence.

    ``changes`` of a configuration: what it is, as it stands, as it would stand; ``doubts``: what
    speaks against its being meant for this office.
    """

    path: str
    status: str
    unit: str = ""
    unit_code: str = ""
    kind: str = ""
    period: str = ""
    edition: int = 0
    notes: tuple[str, ...] = ()
    changes: tuple[tuple[str, str, str], ...] = ()
    doubts: tuple[str, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether nothing of the file was taken in."""
        return self.status == REFUSED

    @property
    def sent_back(self) -> bool:
        """Whether it came in but does not tie."""
        return self.status == SENT_BACK


def received_document(answers: Sequence[Received]) -> dict[str, Any]:
    """What ``exchange import`` prints as JSON."""
    taken = [one for one in answers if not one.refused and one.status != KNOWN]
    return {"imported": len(taken), "files": [attrs.asdict(one) for one in answers]}


def answer_of(path: Path, row: Exchange, status: str, notes: tuple[str, ...] = ()) -> Received:
    """The answer for a file and the record made of it."""
    return Received(
        path=str(path),
        status=status,
        unit=row.unit,
        unit_code=row.unit_code,
        kind=row.kind,
        period=row.period,
        edition=row.edition,
        notes=notes,
    )


def keep(workspace: Workspace, row: Exchange, *, dry_run: bool) -> None:
    """Keep the record of what came in, with the moment it came."""
    if dry_run:
        return
    with workspace.change(f"接收报送：{row.unit}{period_words(row.period)}{row.kind}") as change:
        change.exchanges.save(received_now(workspace, row))


def received_now(workspace: Workspace, row: Exchange) -> Exchange:
    """A record with the moment it came in."""
    return attrs.evolve(row, at=workspace.now().isoformat(timespec="minutes"))


def known(reader: Reader, path: Path, row: Exchange) -> Received | None:
    """An edition that came in before: the same changes nothing, another under its number cannot.

    None where it is new, or where what was typed from paper or scanned gives way to the file.
    Raises UserError for an edition earlier than one taken in already.
    """
    before = reader.exchanges.of_unit(row.kind, row.period, row.unit_code)
    same = [one for one in before if one.edition == row.edition]
    if same and dict(same[-1].body) == dict(row.body):
        later = before[-1].edition
        since = (f"以后来的第{later}版为准",) if later > row.edition else ()
        return answer_of(path, same[-1], KNOWN, (*since, *_other_mark(same[-1], row)))
    if same and (same[-1].source == BY_PACKAGE or row.source != BY_PACKAGE):
        raise UserError(
            f"{row.unit}{period_words(row.period)}{row.kind}第{row.edition}版已经收到过，内容不同",
            "请报送单位以新的版次报送",
        )
    if before and before[-1].edition > row.edition:
        raise UserError(
            f"已经收到{row.unit}的第{before[-1].edition}版，这是较早的第{row.edition}版",
            "请核对是否选错了文件",
        )
    return None


def _other_mark(kept: Exchange, row: Exchange) -> tuple[str, ...]:
    """Content packed once more has another 校验码 than the one on the sheet."""
    if not kept.seal or not row.seal or kept.seal == row.seal:
        return ()
    return (f"内容与已收到的相同，只是重新生成过：已收到的校验码是{kept.seal[:16]}",)
