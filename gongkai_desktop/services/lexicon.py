"""The packs of the scan as an office keeps them (词表): seen, added to, switched off, imported."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import attrs
import tomlkit

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.overlay import Layer, Overlay
from gongkai_desktop.domain.review.draft import Draft
from gongkai_desktop.domain.review.engine import Scanner, checks_by_word
from gongkai_desktop.domain.review.entry import Entry
from gongkai_desktop.domain.review.finding import Gate, Severity
from gongkai_desktop.domain.review.source import Source
from gongkai_desktop.library.lexicon import (
    FOLDER,
    OFF_KEY,
    Pack,
    load_packs,
    read_pack,
    switched_off,
)
from gongkai_desktop.library.matcher import Matcher
from gongkai_desktop.library.toml import parse_table
from gongkai_desktop.services.workspace import Workspace

OWN_KEY = f"{FOLDER}/own"
_OWN_RULE = "BJ01"
_LARGEST = 4 * 1024**2


@attrs.frozen(kw_only=True)
class PackState:
    """A pack in force, and the keys of its entries the office has switched off."""

    pack: Pack
    off: frozenset[str]


def packs(workspace: Workspace) -> tuple[PackState, ...]:
    """Every pack with what is switched off in it."""
    overlays = workspace.knowledge.lexicon
    off = switched_off(overlays)
    return tuple(
        PackState(pack=pack, off=off & {entry.key for entry in pack.entries})
        for pack in load_packs(overlays)
    )


def add_word(
    workspace: Workspace,
    wrong: str,
    right: str,
    *,
    gate: Gate = Gate.WORDING,
    severity: Severity = Severity.MEDIUM,
    found: str = "",
    clean: str = "",
) -> Workspace:
    """Add a wrong word to the office's own pack; returns the office with it in force.

    ``found`` and ``clean`` are its examples, by default the two words themselves. Raises
    UserError where a word is missing, too short, already there, or an example fails.
    """
    wrong, right = wrong.strip(), right.strip()
    if len(wrong) < 2 or not right or wrong == right:
        raise UserError("错词至少两个字，正词不能空着，也不能与错词相同", "请补全后再添加")
    if any(wrong in entry.find for state in packs(workspace) for entry in state.pack.entries):
        raise UserError(f"“{wrong}”已经在词表里", "不需要重复添加")
    row = [wrong, right, found or f"，{wrong}，", clean or f"，{right}，"]
    text = _with_row(_own_text(workspace), row, gate, severity, workspace)
    return _laid(workspace, OWN_KEY, text, f"词表添加“{wrong}”")


def switch(workspace: Workspace, key: str, *, on: bool) -> Workspace:
    """Switch an entry off or on again; raises UserError for a key no pack has."""
    off = switched_off(workspace.knowledge.lexicon)
    known = {entry.key for state in packs(workspace) for entry in state.pack.entries}
    if key not in known:
        raise UserError(f"词表里没有“{key}”", "请从列表里选择")
    kept = sorted(off - {key} if on else off | {key})
    text = tomlkit.dumps({"off": kept})
    return _laid(workspace, OFF_KEY, text, f"词表{'启用' if on else '停用'} {key}")


def import_pack(workspace: Workspace, file: Path) -> Workspace:
    """Bring in a pack from a TOML file, in place of an earlier one of the same file name.

    Raises UserError where the file cannot be read, is no pack, or an entry fails on its own
    examples; the office is then as it was.
    """
    try:
        if file.stat().st_size > _LARGEST:
            raise UserError(f"“{file.name}”太大，不像是词表", "请选择 .toml 词表文件")
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"读不出文件“{file.name}”", "请选择 UTF-8 编码的 .toml 词表文件") from error
    return _laid(workspace, f"{FOLDER}/{file.stem}", text, f"导入词表 {file.name}")


def failing_examples(entries: Iterable[Entry], pack: Pack) -> list[str]:
    """Examples that an entry should find and does not, or finds and should not."""
    failed = []
    for entry in entries:
        day = entry.valid_from or entry.valid_until or pack.as_of
        scanner = Scanner(hits=Matcher(checks_by_word([entry])), readings=())
        for text in entry.wrong:
            if not scanner.scan(Draft(Source(path="", text=text), day)):
                failed.append(f"{entry.key}没有查出“{text}”")
        for text in entry.right:
            if scanner.scan(Draft(Source(path="", text=text), day)):
                failed.append(f"{entry.key}误报“{text}”")
    return failed


def _laid(workspace: Workspace, key: str, text: str, use_case: str) -> Workspace:
    """Keep an entry of the office's layer after it has proved itself."""
    if key != OFF_KEY:
        overlay = Overlay(key=key, text=text, layer=Layer.OFFICE)
        pack = read_pack(parse_table(text, key), overlay)
        failed = failing_examples(pack.entries, pack)
        if failed:
            raise UserError(f"词条与例句不符：{failed[0]}", "请修改词条或者例句")
    with workspace.change(use_case) as change:
        change.entries.put("office", key, text)
    return workspace.reloaded()


def _own_text(workspace: Workspace) -> str:
    for overlay in workspace.knowledge.lexicon:
        if overlay.key == OWN_KEY and overlay.layer is Layer.OFFICE:
            return overlay.text
    return ""


def _with_row(
    text: str, row: list[str], gate: Gate, severity: Severity, workspace: Workspace
) -> str:
    fresh: dict[str, Any] = {"pack": "本机关词表", "group": []}
    body = tomllib.loads(text) if text else fresh
    body["as_of"] = workspace.today
    wanted = {"rule": _OWN_RULE, "gate": gate.value, "severity": severity.value}
    for group in body["group"]:
        if all(group.get(key) == value for key, value in wanted.items()):
            group["words"].append(row)
            break
    else:
        body["group"].append({**wanted, "basis": "本机关词表", "words": [row]})
    return tomlkit.dumps(body)
