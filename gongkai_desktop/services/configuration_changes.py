"""What a configuration (配置包) would change, old and new side by side, before it is taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from difflib import SequenceMatcher
from typing import Any

import attrs

from gongkai_desktop.domain.calendar import YearArrangement
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.library.checklists import shipped_checklists
from gongkai_desktop.library.law import shipped_law
from gongkai_desktop.library.layers import Entry
from gongkai_desktop.library.ledgers import shipped_ledgers
from gongkai_desktop.library.letters import shipped_letters, shipped_slips
from gongkai_desktop.library.toml import parse_table

NOTHING = "没有"
_MOST_CHARS = 600
_FOLDERS = {
    "letters": "文书格式",
    "slips": "表单",
    "ledgers": "台账",
    "checklists": "预审问题",
    "lexicon": "预审词表",
    "calendars": "地方假日",
}
_NAMES = ("title", "name", "label", "key")


@attrs.frozen(kw_only=True)
class Changed:
    """One thing that changes: what it is, how it stands, how it would stand.

    ``kept``: the office has a version of its own, which stays in force.
    """

    what: str
    now: str
    then: str
    kept: bool = False

    @property
    def words(self) -> str:
        """The change as one line."""
        own = "（本单位改过，仍用本单位的）" if self.kept else ""
        before = "" if self.now == NOTHING else f"（现在：{_line(self.now)}）"
        return f"{self.what}：{_line(self.then)}{before}{own}"

    @property
    def sides(self) -> tuple[str, str, str]:
        """What it is, old and new, as they stand side by side."""
        return (f"{self.what}（仍用本单位的）" if self.kept else self.what, self.now, self.then)


def of_year(given: YearArrangement, held: YearArrangement | None) -> Changed:
    """A year's holidays, with the days that differ from those known."""
    return Changed(
        what=f"{given.year}年放假安排",
        now=_year_words(held, given) if held else NOTHING,
        then=_year_words(given, held),
    )


def _year_words(one: YearArrangement, other: YearArrangement | None) -> str:
    off, work = _days_off(one), set(one.work)
    if other is not None:
        off, work = off - _days_off(other), work - set(other.work)
    parts = [one.document]
    for name, days in (("放假", off), ("上班", work)):
        if days:
            parts.append(f"{name}：{'、'.join(f'{day:%m-%d}' for day in sorted(days))}")
    return "\n".join(part for part in parts if part)


def _days_off(one: YearArrangement) -> set[date]:
    return {day for stretch in one.off for day in stretch.days()}


def of_entry(key: str, text: str, laid: str, *, kept: bool) -> Changed:
    """An entry against the one laid before, else the shipped one; only the words that differ.

    One without text is no longer handed down: the shipped one counts again.
    """
    entry = _shipped().get(key)
    shipped = dict(entry.table.values) if entry else {}
    new = _values(text, key) if text else shipped
    old = _values(laid, key) if laid else shipped
    before, after = list(_texts(old)), list(_texts(new))
    gone, come = _differing(before, after)
    return Changed(
        what=_entry_name(key, new or old),
        now=_joined(gone) if old else NOTHING,
        then=_joined(come) or "去掉左边的内容",
        kept=kept,
    )


def of_units(given: Sequence[Mapping[str, str]], held: Sequence[Mapping[str, str]]) -> Changed:
    """The unit list: which names come and go."""
    new, old = [one["name"] for one in given], [one["name"] for one in held]
    gone = [one for one in old if one not in new]
    come = [one for one in new if one not in old]
    return Changed(
        what="单位清单",
        now=_counted(old, gone, "去掉") if old else NOTHING,
        then=_counted(new, come, "增加") if old else f"{len(new)}个单位",
    )


def of_pattern(given: str, held: str, *, kept: bool) -> Changed:
    """How documents are numbered."""
    return Changed(what="文号格式", now=held, then=given, kept=kept)


def of_limit(register_no: str, old: object, new: object) -> Changed:
    """The limit of an open request."""
    return Changed(what=f"{register_no}的答复期限", now=str(old or "—"), then=str(new or "—"))


def _counted(names: Sequence[str], part: Sequence[str], word: str) -> str:
    more = f"；{word}：{'、'.join(part)}" if part else ""
    return f"{len(names)}个单位{more}"


def _shipped() -> dict[str, Entry]:
    entries = (*shipped_law(), *shipped_letters(), *shipped_slips(), *shipped_ledgers())
    return {one.key: one for one in entries} | dict(shipped_checklists())


def _values(text: str, key: str) -> dict[str, Any]:
    try:
        return dict(parse_table(text, key).values)
    except UserError:
        return {}


def entry_words(key: str, text: str) -> str:
    """An entry by the name users know it by."""
    return _entry_name(key, _values(text, key))


def _entry_name(key: str, values: Mapping[str, Any]) -> str:
    folder, _, own = key.partition("/")
    name = next((str(values[one]) for one in _NAMES if values.get(one)), own)
    code = f"{own} " if folder == "letters" and name != own else ""
    return f"{_FOLDERS.get(folder, '法律条目')}“{code}{name}”"


def _texts(value: Any) -> Iterator[str]:
    """Every text of an entry in its order."""
    if isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _texts(one)
    else:
        yield str(value)


def _differing(before: list[str], after: list[str]) -> tuple[list[str], list[str]]:
    gone: list[str] = []
    come: list[str] = []
    for tag, one, two, three, four in SequenceMatcher(a=before, b=after).get_opcodes():
        if tag != "equal":
            gone += before[one:two]
            come += after[three:four]
    return gone, come


def _joined(words: Sequence[str]) -> str:
    text = "\n".join(words)
    return text if len(text) <= _MOST_CHARS else f"{text[:_MOST_CHARS]}…"


def _line(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else f"{flat[:60]}…"
