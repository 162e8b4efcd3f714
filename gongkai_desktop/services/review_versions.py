"""Earlier versions of a draft (旧稿): kept as struck files, held against the one in force."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import attrs

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.review.comparison import ParagraphChange, compare
from gongkai_desktop.services.review_desk import CHANGED, OWNER, source_of
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import Attachment, Reader


@attrs.frozen(kw_only=True)
class DraftVersion:
    """One version of a draft: the moment it was put up (ISO) and its files."""

    at: str
    names: tuple[str, ...]
    files: tuple[str, ...]


def versions(workspace: Workspace, item_id: str) -> Sequence[DraftVersion]:
    """Earlier versions of an item's text, the latest first."""
    with workspace.office.read() as reader:
        kept = [one for one in _files(reader, item_id) if one.void_reason == CHANGED]
    found = [
        DraftVersion(
            at=at, names=tuple(one.name for one in group), files=tuple(one.id for one in group)
        )
        for at, group in ((at, tuple(some)) for at, some in groupby(kept, lambda one: one.added))
    ]
    return found[::-1]


def compared(workspace: Workspace, item_id: str, at: str) -> tuple[ParagraphChange, ...]:
    """An earlier version against the one in force; raises UserError where it is not there."""
    older = next((one for one in versions(workspace, item_id) if one.at == at), None)
    if older is None:
        raise UserError("没有这一版旧稿", "请刷新后重试")
    with workspace.office.read() as reader:
        now = [one for one in _files(reader, item_id) if not one.void_reason]
        before = [one for one in _files(reader, item_id) if one.id in older.files]
        old, new = _text(reader, before), _text(reader, now)
    return compare(old, new)


def _files(reader: Reader, item_id: str) -> list[Attachment]:
    return reader.attachments.list(OWNER, item_id)


def _text(reader: Reader, files: Sequence[Attachment]) -> str:
    sources = (source_of(one.name, reader.attachments.read(one.id)) for one in files)
    return "\n".join(one.text for one in sources)
