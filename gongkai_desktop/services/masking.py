"""Masked copies and masked words (脱敏): before something is published, or kept as a precedent."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

from gongkai_desktop.documents.masked_copy import write_masked_copy
from gongkai_desktop.documents.review.masking import replaced
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.review.masking import (
    masked_stretches,
    without_names,
)
from gongkai_desktop.domain.review.source import Source
from gongkai_desktop.services.review import Publication, office_scanner, scan
from gongkai_desktop.services.review_desk import ReviewFile, content_of_part, opened
from gongkai_desktop.services.workspace import Workspace


def masked_words(workspace: Workspace, text: str, names: Iterable[str]) -> str:
    """A text without these names, its numbers and addresses masked by the unit's rules."""
    plain = without_names(text, names)
    publication = Publication(day=workspace.today)
    found = scan(Source(path="", text=plain), publication, office_scanner(workspace)).findings
    return replaced(plain, masked_stretches(found, plain, workspace.knowledge.masks))


def masked_copy(
    workspace: Workspace, item_id: str, name: str, target: Path, before: ReviewFile | None = None
) -> int:
    """Write a masked copy of one file of an item under review; returns how many places.

    ``before`` is the item as last opened, so that it is not scanned again.
    What was answered 有依据 or 误报 stays as it is. Raises UserError where there is nothing to
    mask, or the kind of file cannot be masked.
    """
    shown = opened(workspace, item_id, before)
    part = next((one for one in shown.parts if one.name == name), None)
    if part is None:
        raise UserError(f"没有文件“{name}”", "请刷新后重试")
    text = part.scanned.source.text
    found = masked_stretches(part.scanned.findings, text, workspace.knowledge.masks, shown.handled)
    if not found:
        raise UserError("没有需要遮挡的个人信息", "有依据的和误报的不遮挡")
    with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
        original = Path(folder) / Path(name).name
        original.write_bytes(content_of_part(workspace, item_id, name))
        write_masked_copy(original, target, found)
    with workspace.change("制作脱敏副本") as change:
        change.note(item=shown.item.no, file=name, places=len(found))
    return len(found)
