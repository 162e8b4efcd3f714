"""The county office's data (配置包) taken in: seen first, both limits of every open request."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import attrs

from gongkai_desktop.documents.exchange_package import Package
from gongkai_desktop.domain.calendar import YearArrangement
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.exchange.addressee import Issuer, doubts
from gongkai_desktop.domain.exchange.manifest import Manifest
from gongkai_desktop.domain.numbering import DEFAULT_PATTERN, check_pattern
from gongkai_desktop.library.calendars import arrangement_from_record, shipped_arrangements
from gongkai_desktop.library.lexicon import load_entries
from gongkai_desktop.library.reports import load_county_cities
from gongkai_desktop.library.scoring import load_scoring
from gongkai_desktop.services.clock import MovedDeadline, rebuild_views
from gongkai_desktop.services.configuration_changes import (
    Changed,
    of_entry,
    of_limit,
    of_pattern,
    of_units,
    of_year,
)
from gongkai_desktop.services.configuration_undo import (
    LAYER,
    TAKEN_SETTING,
    Standing,
    remember,
)
from gongkai_desktop.services.exchange_answer import KNOWN, REFUSED, TAKEN, Received, answer_of
from gongkai_desktop.services.exchange_content import CONFIGURATION_PART, UNITS_SETTING
from gongkai_desktop.services.exchange_members import checked_members
from gongkai_desktop.services.exchange_record import row_of
from gongkai_desktop.services.knowledge import Knowledge, load_knowledge
from gongkai_desktop.services.unit import UNIT_SETTING, read_unit, unit_to_record
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import Change, Reader

_MOST = 5000
_PARTS = frozenset(("calendars", "entries", "units", "number_pattern"))
_FOLDERS = (
    *("statutes", "grounds", "outcomes", "remedies", "fees"),
    *("letters", "slips", "ledgers", "checklists", "lexicon", "statistics", "scoring", "calendars"),
)
"""What entries can replace: law, forms, ledgers, words, statistics, regional holidays."""


@attrs.frozen(kw_only=True)
class _Configuration:
    """What a package lays between the shipped data and the office's own."""

    years: tuple[YearArrangement, ...]
    records: tuple[dict[str, Any], ...]
    entries: tuple[tuple[str, str, str], ...]
    units: tuple[dict[str, str], ...]
    pattern: str = ""


def take_configuration(
    workspace: Workspace, path: Path, package: Package, *, dry_run: bool, agreed: bool = False
) -> Received:
    """Lay the county's data under the office's own; in a dry run only say what they change.

    Either way the same is said: what is new, and of every open request whose limit moves the old
    limit and the new. One that may be meant for another office is refused until whoever takes it
    has ``agreed``. Raises UserError where anything in it cannot be used, and for a package
    older than the one in force; then nothing is taken.
    """
    given = _read(path, package.record(CONFIGURATION_PART))
    row = row_of(package, {})
    with workspace.office.read() as reader:
        _refuse_older(reader, path, package.manifest)
        strange = _doubts(reader, given, package.manifest)
        news = _news(reader, given, _dropped(reader, given, package.manifest))
    if not news:
        return answer_of(path, row, KNOWN, ("与现在的配置相同，没有改变",))
    if strange and not (dry_run or agreed):
        told = f"“{path.name}”可能不是给本单位的：{'；'.join(strange)}。没有采用，请与下发单位核对"
        return attrs.evolve(answer_of(path, row, REFUSED, (told,)), doubts=strange)
    if dry_run:
        with _undone(workspace) as change:
            moved = _laid(workspace, change, given, package)
    else:
        with workspace.change("导入配置包") as change:
            moved = _laid(workspace, change, given, package)
    limits = [of_limit(one.register_no, one.old, one.new) for one in moved]
    notes = (*(f"请先核对：{one}" for one in strange), *(one.words for one in news))
    answer = answer_of(path, row, TAKEN, (*notes, *_limits(moved)))
    sides = tuple(one.sides for one in (*news, *limits))
    return attrs.evolve(answer, changes=sides, doubts=strange)


def _doubts(reader: Reader, given: _Configuration, manifest: Manifest) -> tuple[str, ...]:
    last = reader.settings.get(TAKEN_SETTING, {})
    return doubts(
        Issuer(name=manifest.unit, code=manifest.unit_code, level=manifest.level),
        {one["code"]: one["name"] for one in given.units},
        read_unit(reader),
        str(last.get("unit") or ""),
        load_county_cities(),
    )


def _refuse_older(reader: Reader, path: Path, manifest: Manifest) -> None:
    """What was made before the package in force would take the office back in time."""
    last = reader.settings.get(TAKEN_SETTING, {})
    if not last or last["unit_code"] != manifest.unit_code:
        return
    if (manifest.made, manifest.edition) < (last["made"], last.get("edition", 0)):
        made, used = (one.replace("T", " ") for one in (manifest.made, last["made"]))
        raise UserError(
            f"“{path.name}”是{made}生成的，比已经采用的（{used}）旧", "请向下发单位索取最新的配置包"
        )


def _read(path: Path, body: Any) -> _Configuration:
    try:
        records, entries = _tables(body["calendars"]), _tables(body["entries"])
        units = checked_members(body["units"])
        _refuse_more(body)
        years = tuple(arrangement_from_record(one) for one in records)
        if len(records) + len(entries) > _MOST or not all(_near(one.year) for one in years):
            raise ValueError("too many, or of another age")
        _refuse_unknown([str(one["key"]) for one in entries])
        pattern = str(body.get("number_pattern") or "")
        if pattern:
            check_pattern(pattern)
        return _Configuration(
            years=years,
            records=tuple(dict(one) for one in records),
            entries=tuple((str(one["key"]), str(one["text"]), str(one["base"])) for one in entries),
            units=tuple(attrs.asdict(one) for one in units),
            pattern=pattern,
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise UserError(f"“{path.name}”里的配置读不出来", "请下发单位重新生成配置包") from error


def _near(year: int) -> bool:
    return 2000 <= year <= 2100


def _tables(value: Any) -> list[Mapping[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(one, Mapping) for one in value):
        raise TypeError("no list of tables")
    return value


def _refuse_unknown(keys: Sequence[str]) -> None:
    """An entry no part of the program reads would look adopted and do nothing."""
    lost = next((key for key in keys if key.partition("/")[0] not in _FOLDERS), None)
    if lost is not None:
        raise UserError(
            f"配置里的条目“{lost[:60]}”本机不认识", "可能由更新版本的程序生成，请升级公开台后再导入"
        )


def _refuse_more(body: Mapping[str, Any]) -> None:
    """What a later program hands down besides would be left out without a word."""
    if set(body) - _PARTS:
        raise UserError("配置里有本机不认识的内容", "由更新版本的程序生成，请升级公开台后再导入")


def _dropped(reader: Reader, given: _Configuration, manifest: Manifest) -> tuple[str, ...]:
    """Entries of the package in force that its issuer no longer hands down."""
    last = reader.settings.get(TAKEN_SETTING, {})
    if last.get("unit_code") != manifest.unit_code:
        return ()
    laid = {one.key for one in reader.entries.all(LAYER)}
    given_keys = {key for key, _, _ in given.entries}
    return tuple(key for key in last.get("keys", ()) if key in laid and key not in given_keys)


def _news(reader: Reader, given: _Configuration, dropped: Sequence[str]) -> list[Changed]:
    """What is different from what the office has."""
    held = {int(one["year"]): dict(one) for one in reader.calendars.all()}
    shipped = {one.year: one for one in shipped_arrangements()}
    known = {one.key: one.text for one in reader.entries.all(LAYER)}
    own = {one.key for one in reader.entries.all("office")}
    news = [
        of_year(
            year,
            arrangement_from_record(held[year.year])
            if year.year in held
            else shipped.get(year.year),
        )
        for year, record in zip(given.years, given.records, strict=True)
        if held.get(year.year) != record and (year.year in held or shipped.get(year.year) != year)
    ]
    news += [
        of_entry(key, text, known.get(key, ""), kept=key in own)
        for key, text, _ in given.entries
        if known.get(key) != text
    ]
    news += [of_entry(key, "", known[key], kept=key in own) for key in dropped]
    units = reader.settings.get(UNITS_SETTING, [])
    if given.units and list(given.units) != list(units):
        news.append(of_units(given.units, units))
    pattern = read_unit(reader).number_pattern
    if given.pattern and given.pattern != pattern:
        news.append(of_pattern(given.pattern, pattern, kept=not _follows(reader)))
    return news


def _follows(reader: Reader) -> bool:
    """Whether the office's numbers are as shipped or as last handed down, not its own choice."""
    last = reader.settings.get(TAKEN_SETTING, {})
    return read_unit(reader).number_pattern in (DEFAULT_PATTERN, last.get("pattern"))


def _laid(
    workspace: Workspace, change: Change, given: _Configuration, package: Package
) -> tuple[MovedDeadline, ...]:
    manifest = package.manifest
    dropped = _dropped(change, given, manifest)
    keys = [key for key, _, _ in given.entries]
    before = Standing.of(change, [one.year for one in given.years], [*keys, *dropped])
    for year, record in zip(given.years, given.records, strict=True):
        change.calendars.put(year.year, record)
    for key, text, base in given.entries:
        change.entries.put(LAYER, key, text, base)
    for key in dropped:
        change.entries.void(LAYER, key, "新的配置包里没有")
    if given.units:
        change.settings.put(UNITS_SETTING, list(given.units))
    if given.pattern and _follows(change):
        unit = attrs.evolve(read_unit(change), number_pattern=given.pattern)
        change.settings.put(UNIT_SETTING, unit_to_record(unit))
    taken = {
        "unit_code": manifest.unit_code,
        "unit": manifest.unit,
        "made": manifest.made,
        "edition": manifest.edition,
        "pattern": given.pattern,
        "keys": keys,
    }
    remember(change, taken, before)
    knowledge = load_knowledge(change)
    _prove(knowledge)
    moved = rebuild_views(change, change.requests.open_ids(), knowledge, workspace.report)
    change.note(package=package.seal)
    return moved


def _prove(knowledge: Knowledge) -> None:
    """Read everything the entries replace, whatever is otherwise read later: a wrong one must not
    stop the office after it was adopted. Raises UserError naming entry and reason."""
    for part in ("forms", "slips", "masks", "checklist", "statistics"):
        getattr(knowledge, part)
    load_entries(knowledge.lexicon)
    load_scoring(knowledge.own_statistics)


def _limits(moved: Sequence[MovedDeadline]) -> list[str]:
    """Both limits of each open request that moves, side by side."""
    head = [f"在办申请中有{len(moved)}件的期限改变（现在的期限 → 采用后的期限）："] if moved else []
    return [*head, *(f"{one.register_no}：{one.old or '—'} → {one.new or '—'}" for one in moved)]


class _UndoneError(Exception):
    """Ends a trial so that nothing of it is kept."""


@contextmanager
def _undone(workspace: Workspace) -> Iterator[Change]:
    """A change that is taken back whole: what it would do is seen by doing it."""
    try:
        with workspace.change("导入配置包") as change:
            yield change
            raise _UndoneError
    except _UndoneError:
        pass
