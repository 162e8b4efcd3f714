"""Entries an office or its county puts in place of shipped law and forms (三层数据)."""

from __future__ import annotations

from enum import StrEnum

import attrs


class Layer(StrEnum):
    """Who wrote an entry; the later layer wins: shipped < county < office."""

    SHIPPED = "shipped"
    COUNTY = "county"
    OFFICE = "office"

    @property
    def label(self) -> str:
        """The office's word for the layer."""
        return {"shipped": "随程序提供", "county": "县级下发", "office": "本机关"}[self.value]


@attrs.frozen(kw_only=True)
class Overlay:
    """One entry kept in the data file that takes the place of a shipped one, or adds one.

    ``key`` names it (``grounds/third_party``, ``letters/C7``), ``text`` is its TOML. ``replaces``
    is the fingerprint of the shipped entry it was written against, empty for an added entry:
    when an upgrade changes that entry the office is shown both and chooses.
    """

    key: str
    text: str
    layer: Layer = Layer.OFFICE
    replaces: str = ""
