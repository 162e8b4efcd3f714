"""Loads resources/lexicon/ into the entries of the scan (词表), with the office's own laid over.

A pack is one TOML file: ``pack`` (its name), ``as_of`` (the day it was true), then groups of
entries that share rule, gate, severity, message and basis. ``words`` are rows of wrong word,
right word, a text in which it is found and a text in which it is not; ``entry`` tables hold
those that need their context. Facts of the office stand beside the groups (library/own_facts.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import TypeVar

import attrs

from gongkai_desktop.domain.overlay import Layer, Overlay
from gongkai_desktop.domain.review.entry import Entry
from gongkai_desktop.domain.review.fact import Fact
from gongkai_desktop.domain.review.finding import Gate, Severity
from gongkai_desktop.domain.review.spelling import LONG
from gongkai_desktop.library.own_facts import read_facts
from gongkai_desktop.library.paths import resource
from gongkai_desktop.library.spelling import load_vocabulary
from gongkai_desktop.library.toml import Table, parse_table, read_table

FOLDER = "lexicon"
OFF_KEY = "lexicon/off"
"""The overlay that lists the entries an office has switched off, each with its reason."""
_MISSPELT = "“{词}”应为“%s”"


@attrs.frozen(kw_only=True)
class Pack:
    """One file of entries and facts: its name, whose it is and the day it was true.

    ``source`` says where its content was taken from, empty where the pack does not tell;
    ``confirmed`` is whether it was held against that.
    """

    key: str
    name: str
    as_of: date
    entries: tuple[Entry, ...]
    layer: Layer = Layer.SHIPPED
    facts: tuple[Fact, ...] = ()
    source: str = ""
    confirmed: bool = True

    @property
    def keys(self) -> frozenset[str]:
        """The keys of all it holds."""
        return frozenset(one.key for one in self.entries) | {one.key for one in self.facts}


def load_packs(overlays: Iterable[Overlay] = ()) -> tuple[Pack, ...]:
    """The shipped packs and the office's; an overlay of a shipped key takes its place.

    Raises UserError naming pack, key and reason where one is broken.
    """
    packs = {pack.key: pack for pack in _shipped()}
    for overlay in overlays:
        if overlay.key.startswith(f"{FOLDER}/") and overlay.key != OFF_KEY:
            name = f"{overlay.layer.label}的 {overlay.key}"
            packs[overlay.key] = read_pack(parse_table(overlay.text, name), overlay)
    return tuple(packs.values())


def load_entries(overlays: Iterable[Overlay] = ()) -> tuple[Entry, ...]:
    """All entries in force: those of every pack but the ones switched off."""
    overlays = tuple(overlays)
    off = switched_off(overlays)
    return tuple(
        entry for pack in load_packs(overlays) for entry in pack.entries if entry.key not in off
    )


def load_facts(overlays: Iterable[Overlay] = ()) -> tuple[Fact, ...]:
    """All facts in force: those of every pack but the ones switched off."""
    overlays = tuple(overlays)
    off = switched_off(overlays)
    return tuple(
        fact for pack in load_packs(overlays) for fact in pack.facts if fact.key not in off
    )


def switched_off(overlays: Iterable[Overlay]) -> Mapping[str, str]:
    """What the office or its county has switched off, by key, with the reason."""
    found: dict[str, str] = {}
    for overlay in overlays:
        if overlay.key == OFF_KEY:
            reasons = parse_table(overlay.text, OFF_KEY).table("off")
            found |= {key: reasons.text(key) for key in reasons.keys()}  # noqa: SIM118
    return found


@cache
def _shipped() -> tuple[Pack, ...]:
    files = sorted(resource(FOLDER).glob("*.toml"))
    return tuple(_shipped_pack(file) for file in files)


def _shipped_pack(file: Path) -> Pack:
    overlay = Overlay(key=f"{FOLDER}/{file.stem}", text="", layer=Layer.SHIPPED)
    return read_pack(read_table(file), overlay)


def read_pack(table: Table, overlay: Overlay) -> Pack:
    """A pack from its table; raises UserError for keys it does not know."""
    confirmed = table.flag("confirmed", True)
    pack = Pack(
        key=overlay.key,
        name=table.text("pack"),
        as_of=table.day("as_of"),
        entries=tuple(entry for group in table.tables("group") for entry in _group(group)),
        layer=overlay.layer,
        facts=read_facts(table, confirmed=confirmed),
        source=table.text("source", ""),
        confirmed=confirmed,
    )
    table.finish()
    return pack


def _group(table: Table) -> Iterator[Entry]:
    rows = table.raw("words", [])
    for at, row in enumerate(rows, start=1):
        if not (isinstance(row, list) and len(row) == 4 and all(isinstance(w, str) for w in row)):
            raise table.fail(
                f"words[{at}]", "应为四项文字：错词、正词、要查出的例句、不该查出的例句"
            )
        yield _row(table, *row)
    for entry in table.tables("entry"):
        yield _entry(table, entry)
    _head(table)
    table.finish()


@attrs.frozen(kw_only=True)
class _Head:
    rule: str
    gate: Gate
    severity: Severity
    message: str
    basis: str


def _head(table: Table) -> _Head:
    return _Head(
        rule=table.text("rule"),
        gate=_one_of(table, "gate", Gate),
        severity=_one_of(table, "severity", Severity),
        message=table.text("message", ""),
        basis=table.text("basis", ""),
    )


def _row(group: Table, wrong: str, right: str, found: str, clean: str) -> Entry:
    head = _head(group)
    return Entry(
        key=f"{head.rule}/{wrong}",
        find=(wrong,),
        rule=head.rule,
        gate=head.gate,
        severity=head.severity,
        message=head.message or _MISSPELT % right,
        suggestion=right,
        basis=head.basis,
        vocabulary=load_vocabulary() if len(wrong) < LONG else None,
        wrong=(found,),
        right=(clean,),
    )


def _entry(group: Table, table: Table) -> Entry:
    head = _head(group)
    find = table.texts("find")
    if not find or not all(find):
        raise table.fail("find", "缺少要查的词")
    suggestion = table.text("suggestion", "")
    entry = Entry(
        key=table.text("key", f"{head.rule}/{find[0]}"),
        find=find,
        rule=head.rule,
        gate=head.gate,
        severity=_one_of(table, "severity", Severity)
        if "severity" in table.values
        else head.severity,
        message=table.text("message", head.message) or _MISSPELT % suggestion,
        suggestion=suggestion,
        basis=table.text("basis", head.basis),
        before=_compiled(table, "before", "(?:{})$"),
        after=_compiled(table, "after"),
        not_before=_compiled(table, "not_before", "(?:{})$"),
        not_after=_compiled(table, "not_after"),
        pattern=_compiled(table, "pattern"),
        within=_compiled(table, "within"),
        without=_compiled(table, "without"),
        quoted=_one_of(table, "quoted", Severity) if "quoted" in table.values else None,
        valid_from=table.optional_day("from"),
        valid_until=table.optional_day("until"),
        except_kinds=frozenset(table.texts("except_kinds")),
        wrong=table.texts("wrong"),
        right=table.texts("right"),
    )
    table.finish()
    return entry


_Choice = TypeVar("_Choice", Gate, Severity)


def _one_of(table: Table, key: str, choices: type[_Choice]) -> _Choice:
    word = table.text(key)
    try:
        return choices(word)
    except ValueError:
        raise table.fail(key, f"应为{'、'.join(choices)}之一") from None


def _compiled(table: Table, key: str, frame: str = "{}") -> re.Pattern[str] | None:
    words = table.text(key, "")
    if not words:
        return None
    try:
        return re.compile(frame.replace("{}", words))
    except re.error as error:
        raise table.fail(key, f"“{words}”不是有效的式样：{error}") from None
