"""The packs of the scan as an office keeps them (词表): seen, added to, switched off, imported."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import tomlkit

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.event import read_date
from gongkai_desktop.domain.overlay import Layer, Overlay
from gongkai_desktop.domain.review.draft import Draft
from gongkai_desktop.domain.review.engine import Scanner, checks_by_word
from gongkai_desktop.domain.review.entry import Entry
from gongkai_desktop.domain.review.fact import FactKind
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
_FACT_TABLES = {
    FactKind.POST: "post",
    FactKind.NAME: "name",
    FactKind.MEETING: "meeting",
    FactKind.DOCUMENT: "document",
}
_LARGEST = 4 * 1024**2


@attrs.frozen(kw_only=True)
class PackState:
    """A pack in force, and what the office has switched off in it: key and reason."""

    pack: Pack
    off: Mapping[str, str]


@attrs.frozen(kw_only=True)
class PackPreview:
    """A pack read from a file, not kept yet, and the one in force whose place it would take."""

    pack: Pack
    text: str
    replaces: Pack | None = None


def packs(workspace: Workspace) -> tuple[PackState, ...]:
    """Every pack with what is switched off in it."""
    overlays = workspace.knowledge.lexicon
    off = switched_off(overlays)
    return tuple(
        PackState(pack=pack, off={key: why for key, why in off.items() if key in pack.keys})
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
    text = _with_row(_own_body(workspace), row, gate, severity)
    return _laid(workspace, OWN_KEY, text, f"词表添加：“{wrong}”")


def add_fact(
    workspace: Workspace, kind: FactKind, subject: str, detail: str = "", attribute: str = ""
) -> Workspace:
    """Add a fact to the office's own pack; returns the office with it in force.

    ``subject`` and ``detail`` are a post and its holders (apart by 、 or spaces), a name and
    what may stand one character off it, a meeting and the day it opened, or a document's title
    and number with its attribute.
    Raises UserError where something is missing, too short or already there.
    """
    subject, detail = subject.strip(), detail.strip()
    words = detail.replace("、", " ").replace("，", " ").split()
    rows: dict[FactKind, dict[str, Any]] = {
        FactKind.POST: {"title": subject, "names": words},
        FactKind.NAME: {"name": subject, "allowed": words},
        FactKind.MEETING: {"name": subject, "opened": _opened(kind, detail)},
        FactKind.DOCUMENT: {"title": subject, "number": detail, "attribute": attribute},
    }
    key = f"{kind.value}/{subject.strip('《》 ') or detail.replace(' ', '')}"
    if any(key in state.pack.keys for state in packs(workspace)):
        raise UserError(f"“{subject or detail}”已经在词表里", "不需要重复添加")
    body = _own_body(workspace)
    body.setdefault(_FACT_TABLES[kind], []).append(rows[kind])
    return _laid(workspace, OWN_KEY, tomlkit.dumps(body), f"词表添加：{kind.value}“{subject}”")


def _opened(kind: FactKind, words: str) -> date | None:
    return read_date(words, "召开日期") if kind is FactKind.MEETING else None


def switch(workspace: Workspace, key: str, *, on: bool, reason: str = "") -> Workspace:
    """Switch an entry off, which needs a reason, or on again.

    Raises UserError for a key no pack has, or without a reason.
    """
    if not any(key in state.pack.keys for state in packs(workspace)):
        raise UserError(f"词表里没有“{key}”", "请从列表里选择")
    if not on and not reason.strip():
        raise UserError("停用须写明理由", "请填写理由后重试")
    off = dict(switched_off(workspace.knowledge.lexicon))
    off.pop(key, None)
    if not on:
        off[key] = reason.strip()
    text = tomlkit.dumps({"off": dict(sorted(off.items()))})
    return _laid(workspace, OFF_KEY, text, f"词表{'启用' if on else '停用'}：{key}")


def remove_pack(workspace: Workspace, key: str, reason: str) -> Workspace:
    """Take an imported pack back; a shipped one whose place it took counts again.

    Raises UserError where the office did not bring it in, or without a reason.
    """
    if not any(one.key == key and one.layer is Layer.OFFICE for one in _packs_laid(workspace)):
        raise UserError("只能移除本机关导入的词表", "随程序提供的词条可以逐条停用")
    if not reason.strip():
        raise UserError("移除须写明理由", "请填写理由后重试")
    with workspace.change(f"移除词表：{key}") as change:
        change.entries.void("office", key, reason.strip())
    return workspace.reloaded()


def _packs_laid(workspace: Workspace) -> tuple[Overlay, ...]:
    laid = workspace.knowledge.lexicon
    return tuple(one for one in laid if one.key not in (OFF_KEY, OWN_KEY))


def preview_pack(workspace: Workspace, file: Path) -> PackPreview:
    """Read a pack from a TOML file without keeping it.

    Raises UserError where the file cannot be read, is no pack, or an entry fails on its own
    examples.
    """
    try:
        if file.stat().st_size > _LARGEST:
            raise UserError(f"“{file.name}”太大，不像是词表", "请选择 .toml 词表文件")
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"读不出文件“{file.name}”", "请选择 UTF-8 编码的 .toml 词表文件") from error
    key = f"{FOLDER}/{file.stem}"
    if key in (OFF_KEY, OWN_KEY):
        raise UserError(f"词表文件不能叫“{file.name}”，这个名称程序自己要用", "请改名后重试")
    before = next((state.pack for state in packs(workspace) if state.pack.key == key), None)
    return PackPreview(pack=_proved(key, text, file.name), text=text, replaces=before)


def import_pack(workspace: Workspace, file: Path) -> Workspace:
    """Bring in a pack from a TOML file, in place of an earlier one of the same file name.

    Raises UserError as ``preview_pack`` does; the office is then as it was.
    """
    seen = preview_pack(workspace, file)
    return _laid(workspace, seen.pack.key, seen.text, f"导入词表：{file.name}")


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
        _proved(key, text, "本机关词表" if key == OWN_KEY else key)
    with workspace.change(use_case) as change:
        change.entries.put("office", key, text)
    return workspace.reloaded()


def _proved(key: str, text: str, name: str) -> Pack:
    """A pack whose entries answer their own examples, and in which nothing stands twice."""
    pack = read_pack(parse_table(text, name), Overlay(key=key, text=text, layer=Layer.OFFICE))
    if len(pack.keys) < len(pack.entries) + len(pack.facts):
        raise UserError(f"{name} 里有词条重复", "请删去重复的一条")
    failed = failing_examples(pack.entries, pack)
    if failed:
        raise UserError(f"词条与例句不符：{failed[0]}", "请修改词条或者例句")
    return pack


def _own_body(workspace: Workspace) -> dict[str, Any]:
    """The office's own pack as a table, of today."""
    body: dict[str, Any] = {"pack": "本机关词表"}
    for overlay in workspace.knowledge.lexicon:
        if overlay.key == OWN_KEY and overlay.layer is Layer.OFFICE:
            body = tomllib.loads(overlay.text)
    return {**body, "as_of": workspace.today}


def _with_row(body: dict[str, Any], row: list[str], gate: Gate, severity: Severity) -> str:
    wanted = {"rule": _OWN_RULE, "gate": gate.value, "severity": severity.value}
    for group in body.setdefault("group", []):
        if "words" in group and all(group.get(key) == value for key, value in wanted.items()):
            group["words"].append(row)
            break
    else:
        body["group"].append({**wanted, "basis": "本机关词表", "words": [row]})
    return tomlkit.dumps(body)


def handed_down(key: str, text: str) -> str:
    """What of an entry goes down to departments; empty where nothing of it does.

    Files not yet public (未公开文件) and what the office has switched off are its own affair.
    """
    if key == OFF_KEY:
        return ""
    if key != OWN_KEY:
        return text
    body = tomlkit.parse(text)
    body.pop(_FACT_TABLES[FactKind.DOCUMENT], None)
    return tomlkit.dumps(body) if any(body.values()) else ""
