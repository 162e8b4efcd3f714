"""Three layers of one type (三层数据): shipped, county, office; the latest wins.

An entry is one table of a data file under a key such as ``grounds/third_party`` or
``letters/C7``. What an office puts in its place is kept in the data file with the fingerprint of
the shipped entry it was written against.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from gongkai_desktop.domain.overlay import Layer, Overlay
from gongkai_desktop.library.toml import Table, parse_table

_ORDER = {Layer.SHIPPED: 0, Layer.COUNTY: 1, Layer.OFFICE: 2}


@attrs.frozen(kw_only=True)
class Entry:
    """One entry in force: where it stands (for errors), whose it is, and its table."""

    key: str
    table: Table
    layer: Layer = Layer.SHIPPED

    @property
    def fingerprint(self) -> str:
        """What an office's own entry is compared with; few are ever asked for theirs."""
        return fingerprint(self.table.values)


@attrs.frozen(kw_only=True)
class Conflict:
    """An overlay whose shipped entry has changed since: the office sees both and chooses."""

    overlay: Overlay
    shipped: str


def fingerprint(values: Mapping[str, Any]) -> str:
    """Identity of an entry's content: comments, order of keys and spacing do not count."""
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


def shipped_entry(key: str, table: Table) -> Entry:
    """A shipped table as an entry."""
    return Entry(key=key, table=table)


def resolve(shipped: Iterable[Entry], overlays: Iterable[Overlay], folder: str) -> list[Entry]:
    """The entries in force below ``folder/``; an overlay replaces its key or adds a new one.

    Raises UserError naming the overlay's key where its text is not valid TOML.
    """
    entries = {entry.key: entry for entry in shipped}
    for overlay in sorted(overlays, key=lambda one: _ORDER[one.layer]):
        if overlay.key.startswith(f"{folder}/"):
            entries[overlay.key] = _overlay_entry(overlay)
    return list(entries.values())


def _overlay_entry(overlay: Overlay) -> Entry:
    table = parse_table(overlay.text, f"{overlay.layer.label}的 {overlay.key}")
    return Entry(key=overlay.key, table=table, layer=overlay.layer)


def conflicts(shipped: Iterable[Entry], overlays: Iterable[Overlay]) -> tuple[Conflict, ...]:
    """The overlays written against a shipped entry that an upgrade has changed or removed."""
    now = {entry.key: entry.fingerprint for entry in shipped}
    return tuple(
        Conflict(overlay=overlay, shipped=now.get(overlay.key, ""))
        for overlay in overlays
        if overlay.replaces and overlay.replaces != now.get(overlay.key, "")
    )
