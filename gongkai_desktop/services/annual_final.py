"""The report as final (定稿): tables, text and everything put in by hand, kept with its hash."""

from __future__ import annotations

from typing import Any

from gongkai_desktop.domain.annual.violation import Level
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.services import annual_record
from gongkai_desktop.services.annual import Compiled, compile_year, compiled_document
from gongkai_desktop.services.annual_text import Narrative, narrative
from gongkai_desktop.services.workspace import Workspace


def freeze_year(workspace: Workspace, year: int, reason: str = "") -> annual_record.Version:
    """Keep a year's report as submitted.

    Raises UserError while a hard identity is broken or a text that was begun has gaps: a draft
    may be exported so, a final report may not be made so. A text nobody touched is left out.
    """
    compiled = compile_year(workspace, year)
    text = narrative(workspace, compiled)
    _refuse_broken(compiled, text)
    body = {**compiled_document(compiled), **_by_hand(compiled), **_text(text)}
    return annual_record.freeze(workspace, year, body, reason)


def _refuse_broken(compiled: Compiled, text: Narrative) -> None:
    broken = [*compiled.violations, *(text.violations if text.begun else ())]
    for one in broken:
        if one.level == Level.HARD:
            raise UserError(f"还有核对不通过的地方，不能定稿：{one.message}", "请改正后再定稿")
    if text.begun and text.open:
        raise UserError(f"文字部分还有没写的：{text.open[0]}", "请写完后再定稿")


def _text(text: Narrative) -> dict[str, Any]:
    if not text.begun:
        return {}
    return {"prose": text.prose, "parts": {one.part.key: one.words for one in text.texts}}


def _by_hand(compiled: Compiled) -> dict[str, Any]:
    """What people put in, as the frozen report keeps it."""
    return {
        "entered": [
            {
                "key": one.key,
                "value": str(one.value),
                "section": one.section,
                "supplied": one.supplied.isoformat() if one.supplied else None,
                "note": one.note,
            }
            for one in compiled.entered
        ],
        "changes": [
            {
                "path": one.path,
                "value": one.value,
                "counted": None if one.counted is None else str(one.counted),
                "reason": one.reason,
            }
            for one in compiled.changes
        ],
    }
