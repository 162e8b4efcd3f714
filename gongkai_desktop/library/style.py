"""Loads the look of the window (界面样式) from resources/style: colours, type, spacing, rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from gongkai_desktop.library.paths import resource
from gongkai_desktop.library.toml import Table, read_table


class Look(NamedTuple):  # no attrs: it is read before the window stands
    """Names of one visual system: ``colours`` as #RRGGBB, ``type`` and ``space`` in pixels.

    ``family`` are the interface fonts, first the one preferred where installed. ``rules`` is the
    style sheet with ``$name`` placeholders for everything above.
    """

    scheme: str
    family: tuple[str, ...]
    colours: Mapping[str, str]
    type: Mapping[str, int]
    space: Mapping[str, int]
    rules: str

    @property
    def dark(self) -> bool:
        """Whether it is light writing on a dark ground."""
        return int(self.colours["window"][1:3], 16) < _HALF


_HALF = 0x80


def load_look(scheme: str = "light") -> Look:
    """One scheme of the look; raises UserError naming the file and key where it is broken."""
    file = read_table(resource("style", "look.toml"))
    colours = file.table("scheme").table(scheme)
    return Look(
        scheme=scheme,
        family=file.texts("family"),
        colours={name: colours.text(name) for name in colours.keys()},  # noqa: SIM118
        type=_pixels(file.table("type")),
        space=_pixels(file.table("space")),
        rules=resource("style", "window.qss").read_text(encoding="utf-8"),
    )


def _pixels(table: Table) -> dict[str, int]:
    return {name: table.integer(name) for name in table.keys()}  # noqa: SIM118
