"""Entries an office lays over shipped ones (本机关的条目): kept, restored, both seen and chosen.

An entry is kept in the data file with the fingerprint of the shipped one it replaces: when an
upgrade changes that one, the office sees both and chooses.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from gongkai_desktop.domain.overlay import Layer
from gongkai_desktop.library.layers import Entry
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import StoredEntry

Shipped = Mapping[str, Entry]


@attrs.frozen(kw_only=True)
class Standing:
    """Whose entry is in force, and whether the shipped one has changed since it was written."""

    layer: Layer
    changed: bool


def kept(workspace: Workspace, *folders: str) -> dict[str, list[StoredEntry]]:
    """Entries below some folders by key, the county's before the office's."""
    starts = tuple(f"{one}/" for one in folders)
    found: dict[str, list[StoredEntry]] = {}
    with workspace.office.read() as reader:
        for entry in reader.entries.all():
            if entry.key.startswith(starts):
                found.setdefault(entry.key, []).append(entry)
    return found


def standing(own: list[StoredEntry], shipped: Entry | None) -> Standing:
    """How the entries laid over a shipped one stand to it."""
    now = shipped.fingerprint if shipped else ""
    return Standing(
        layer=Layer(own[-1].layer) if own else Layer.SHIPPED,
        changed=any(one.base_fingerprint not in ("", now) for one in own),
    )


def put(
    workspace: Workspace, shipped: Shipped, key: str, text: str, layer: Layer, why: str
) -> None:
    """Lay an entry over the shipped one of its key."""
    base = shipped[key].fingerprint if key in shipped else ""
    with workspace.change(f"{why}：{key}") as change:
        change.entries.put(layer.value, key, text, base)


def restore(workspace: Workspace, key: str, why: str, layer: Layer = Layer.OFFICE) -> None:
    """Take an entry back; the county's or the shipped one counts again."""
    with workspace.change(f"{why}：{key}") as change:
        change.entries.void(layer.value, key, "恢复")


def keep_ours(workspace: Workspace, shipped: Shipped, key: str, why: str) -> None:
    """Keep what is laid over a changed shipped entry; both have been looked at."""
    for entry in kept(workspace, key.partition("/")[0]).get(key, []):
        put(workspace, shipped, key, entry.text, Layer(entry.layer), why)
