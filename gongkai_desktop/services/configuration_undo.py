"""The configuration in force taken back (撤回配置包): what stood before it counts again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

import attrs

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.services.clock import MovedDeadline, rebuild_views
from gongkai_desktop.services.configuration_changes import entry_words
from gongkai_desktop.services.exchange_content import UNITS_SETTING
from gongkai_desktop.services.knowledge import load_knowledge
from gongkai_desktop.services.unit import UNIT_SETTING, read_unit, unit_to_record
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import Change, Reader

LAYER = "county"
TAKEN_SETTING = "configuration_taken"
_YEARS, _ENTRIES, _UNITS, _PATTERN = "years", "entries", "units", "pattern"


@attrs.frozen(kw_only=True)
class Standing:
    """What a configuration can replace, as it stands: ``parts`` by group and name, None where
    there is nothing."""

    parts: Mapping[str, Mapping[str, Any]]

    @classmethod
    def of(cls, reader: Reader, years: Sequence[int], keys: Sequence[str]) -> Standing:
        """What stands in the office now, of these years and entries."""
        entries = {
            one.key: {"text": one.text, "base": one.base_fingerprint}
            for one in reader.entries.all(LAYER)
        }
        return cls(
            parts={
                _YEARS: {str(year): reader.calendars.get(year) for year in years},
                _ENTRIES: {key: entries.get(key) for key in keys},
                _UNITS: {"": list(reader.settings.get(UNITS_SETTING, []))},
                _PATTERN: {"": read_unit(reader).number_pattern},
            }
        )


@attrs.frozen(kw_only=True)
class TakenConfiguration:
    """The configuration in force: who handed it down, when it was made, whether it can be
    taken back."""

    unit: str
    made: str
    revocable: bool


@attrs.frozen(kw_only=True)
class Withdrawn:
    """What taking a configuration back did: what was changed since and stays, what moved."""

    kept: tuple[str, ...]
    moved: tuple[MovedDeadline, ...]


def remember(change: Change, taken: Mapping[str, Any], before: Standing) -> None:
    """Keep what was taken, with what stood before it and a mark of what stands now."""
    years = [int(year) for year in before.parts[_YEARS]]
    now = Standing.of(change, years, list(before.parts[_ENTRIES]))
    last = {**change.settings.get(TAKEN_SETTING, {})}
    last.pop("before", None)
    marks = {
        group: {name: _mark(value) for name, value in part.items()}
        for group, part in now.parts.items()
    }
    stood = {"parts": before.parts, "marks": marks, "taken": last}
    change.settings.put(TAKEN_SETTING, {**taken, "before": stood})


def taken_configuration(workspace: Workspace) -> TakenConfiguration | None:
    """The configuration in force; None where none was taken."""
    with workspace.office.read() as reader:
        last = reader.settings.get(TAKEN_SETTING, {})
    if not last:
        return None
    made = str(last["made"]).replace("T", " ")
    return TakenConfiguration(unit=last["unit"], made=made, revocable=bool(last.get("before")))


def withdraw_configuration(workspace: Workspace) -> Withdrawn:
    """Put back what stood before the configuration in force; what was changed since stays.

    Raises UserError where none can be taken back: only the last one can, and once.
    """
    with workspace.change("撤回配置包") as change:
        last = change.settings.get(TAKEN_SETTING, {})
        before = last.get("before")
        if not before:
            raise UserError(
                "没有可以撤回的配置包", "只能撤回最近采用的一份，撤回以后请导入要用的配置包"
            )
        kept = list(_put_back(change, before))
        change.settings.put(TAKEN_SETTING, before["taken"])
        knowledge = load_knowledge(change)
        moved = rebuild_views(change, change.requests.open_ids(), knowledge)
        change.note(unit=last["unit"], made=last["made"])
    return Withdrawn(kept=tuple(kept), moved=moved)


def _put_back(change: Change, before: Mapping[str, Any]) -> Iterator[str]:
    """Put back every part that still stands as it was laid; name those that do not."""
    parts = before["parts"]
    now = Standing.of(change, [int(one) for one in parts[_YEARS]], list(parts[_ENTRIES]))
    back: Mapping[str, Callable[[Change, str, Any], None]] = {
        _YEARS: _year,
        _ENTRIES: _entry,
        _UNITS: _units,
        _PATTERN: _pattern,
    }
    for group, part in parts.items():
        for name, value in part.items():
            stands = now.parts[group][name]
            if _mark(stands) == before["marks"][group][name]:
                if stands != value:
                    back[group](change, name, value)
            elif stands != value:
                yield _named(group, name, stands)


def _named(group: str, name: str, stands: Any) -> str:
    if group == _ENTRIES:
        return entry_words(name, stands["text"] if stands else "")
    return {_YEARS: f"{name}年放假安排", _UNITS: "单位清单"}.get(group, "文号格式")


def _year(change: Change, name: str, value: Any) -> None:
    if value:
        change.calendars.put(int(name), value)
    else:
        change.calendars.withdraw(int(name))


def _entry(change: Change, name: str, value: Any) -> None:
    if value:
        change.entries.put(LAYER, name, value["text"], value["base"])
    else:
        change.entries.void(LAYER, name, "撤回配置包")


def _units(change: Change, _name: str, value: Any) -> None:
    change.settings.put(UNITS_SETTING, value)


def _pattern(change: Change, _name: str, value: Any) -> None:
    unit = attrs.evolve(read_unit(change), number_pattern=value)
    change.settings.put(UNIT_SETTING, unit_to_record(unit))


def _mark(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return sha256(text.encode()).hexdigest()
