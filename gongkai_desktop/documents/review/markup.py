"""XML of packages read safely: no entities, no network, names without their namespace."""

from __future__ import annotations

from lxml import etree
from lxml.etree import _Element as Element

_LARGEST = 64 * 1024 * 1024
"""Bytes of one part held as a tree; a Word text of ten million signs has less."""


class BrokenPartError(Exception):
    """A part that is no sound XML or too large to hold."""


def parsed(content: bytes) -> Element:
    """The root element; raises BrokenPartError."""
    if len(content) > _LARGEST:
        raise BrokenPartError
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BrokenPartError from error


def local(element: Element) -> str:
    """An element's name without its namespace: transitional and strict files differ in it."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def value(element: Element, name: str) -> str:
    """An attribute by its name without namespace; empty when there is none."""
    plain = element.get(name)
    if plain is not None:
        return str(plain)
    found = (text for key, text in element.items() if key.rpartition("}")[2] == name)
    return str(next(found, ""))


def child(element: Element | None, *path: str) -> Element | None:
    """The first descendant along a path of names."""
    for name in path:
        if element is None:
            return None
        element = next((one for one in element if local(one) == name), None)
    return element


def within(element: Element, *names: str) -> list[Element]:
    """All descendants of these names, in order."""
    return [one for one in element.iter() if local(one) in names]


def switched_on(element: Element | None) -> bool | None:
    """A property that is on by being there; None where it is not said."""
    if element is None:
        return None
    return value(element, "val").lower() not in ("0", "false", "off", "none")
