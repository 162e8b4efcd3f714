"""Evidence files of a ledger row (佐证材料): kept in the data file with the row they prove."""

from __future__ import annotations

from pathlib import Path

from gongkai_desktop.services import attachment
from gongkai_desktop.services.ledger import OWNER, the_row
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import Attachment


def attach(workspace: Workspace, row_id: str, path: Path) -> Attachment:
    """Keep a file with a row (佐证材料); raises UserError where it cannot be read or kept."""
    with attachment.opened(path) as stream, workspace.change("存入佐证材料") as change:
        row = the_row(change, row_id)
        return change.attachments.add(OWNER, row.id, path.name, attachment.typed(path), stream)


def files_of(workspace: Workspace, row_id: str) -> list[Attachment]:
    """The evidence files of a row, struck ones left out."""
    with workspace.office.read() as reader:
        kept = reader.attachments.list(OWNER, row_id)
    return [one for one in kept if not one.void_reason]
