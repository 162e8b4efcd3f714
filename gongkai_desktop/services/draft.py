"""What is being typed, kept as it is typed (自动保存): a kill loses seconds, not a form."""

from __future__ import annotations

from collections.abc import Mapping

from gongkai_desktop.domain.role import Right, permitted
from gongkai_desktop.services.workspace import Workspace


def keep_draft(workspace: Workspace, key: str, words: Mapping[str, str]) -> None:
    """Keep the latest state of a form under a key; an empty form is forgotten.

    Who may only look types nothing that could be lost.
    """
    if not permitted(workspace.roles(), Right.KEEP):
        return
    with workspace.change("自动保存") as change:
        if any(words.values()):
            change.drafts.put(key, dict(words))
        else:
            change.drafts.clear(key)


def draft_of(workspace: Workspace, key: str) -> dict[str, str]:
    """The words of a form as last kept, empty where none are."""
    with workspace.office.read() as reader:
        draft = reader.drafts.get(key)
    return {str(name): str(value) for name, value in draft.body.items()} if draft else {}


def drop_draft(workspace: Workspace, key: str) -> None:
    """Forget a form that was entered or given up."""
    if not permitted(workspace.roles(), Right.KEEP):
        return
    with workspace.change("自动保存") as change:
        change.drafts.clear(key)
