"""Loads the ledgers (台账) of forms/ledgers/, and those an office or its county added."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import cache
from typing import TypeVar

from gongkai_desktop.domain.ledger.condition import Condition
from gongkai_desktop.domain.ledger.form import (
    Column,
    ColumnType,
    Counter,
    LedgerForm,
    Limit,
    Measure,
    Period,
    Rule,
    Statistic,
    Status,
    View,
)
from gongkai_desktop.domain.overlay import Overlay
from gongkai_desktop.library.layers import Entry, resolve, shipped_entry
from gongkai_desktop.library.paths import form
from gongkai_desktop.library.toml import Table, parse_table, read_table

FOLDER = "ledgers"
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
_MEASURES = ("workdays", "days", "hours", "months", "column", "month_day", "words")
_PLACES = ("ledger", "publication", "precedent")
_TYPED = (ColumnType.CHOICE, ColumnType.CHOICES)
Word = TypeVar("Word", bound=StrEnum)


def load_ledgers(overlays: Iterable[Overlay] = ()) -> tuple[LedgerForm, ...]:
    """Every ledger in force, in the order they are listed.

    Raises UserError naming file, key and reason where one is not a valid ledger.
    """
    entries = resolve(shipped_ledgers(), overlays, FOLDER)
    forms = [read_ledger(entry.key.removeprefix(f"{FOLDER}/"), entry.table) for entry in entries]
    return tuple(sorted(forms, key=lambda one: (one.order, one.key)))


def check_ledger(text: str, name: str) -> LedgerForm:
    """A ledger an office wrote itself, checked; ``name`` is its file's name without ending."""
    return read_ledger(name, parse_table(text, f"{name}.toml"))


@cache
def shipped_ledgers() -> tuple[Entry, ...]:
    """Every shipped ledger, to be compared with what an office or its county has replaced."""
    return tuple(
        shipped_entry(f"{FOLDER}/{path.stem}", read_table(path))
        for path in sorted(form(FOLDER).glob("*.toml"))
    )


def read_ledger(key: str, file: Table) -> LedgerForm:
    """One file as a ledger; every key it names must be a column of it."""
    if not _KEY.fullmatch(key):
        raise file.fail("", f"“{key}”不能作台账的文件名，请用小写英文字母、数字和下划线")
    place = file.text("place", "ledger")
    if place not in _PLACES:
        raise file.fail("place", f"应为 {' 或者 '.join(_PLACES)}")
    columns = tuple(_column(one) for one in file.tables("column"))
    if not columns:
        raise file.fail("column", "至少要有一个栏目")
    ledger = LedgerForm(
        key=key,
        title=file.text("title"),
        group=file.text("group"),
        place=place,
        order=file.integer("order", 100),
        purpose=file.text("purpose"),
        source=file.text("source", ""),
        columns=columns,
        title_column=file.text("title_column"),
        unit_column=file.text("unit_column", ""),
        done_column=file.text("done_column", ""),
        number_column=file.text("number_column", ""),
        date_column=file.text("date_column", ""),
        identity=file.texts("identity"),
        limits=tuple(_limit(one) for one in file.tables("limit")),
        counters=tuple(_counter(one) for one in file.tables("counter")),
        statistics=tuple(_statistic(one) for one in file.tables("statistic")),
        statuses=tuple(_status(one) for one in file.tables("status")),
        rules=tuple(_rule(one) for one in file.tables("rule")),
        landscape=file.flag("landscape", True),
        print_title=file.text("print_title", ""),
        signatures=file.texts("signatures"),
        sheets=file.texts("sheets"),
        views=tuple(_view(one) for one in file.tables("view")),
        request_text=file.text("request_text", ""),
    )
    file.finish()
    _check_names(ledger, file)
    return ledger


def _view(entry: Table) -> View:
    view = View(title=entry.text("title"), column=entry.text("column"), value=entry.text("value"))
    entry.finish()
    return view


def _column(entry: Table) -> Column:
    kind = _one_of(entry, "type", ColumnType, "text")
    column = Column(
        key=entry.text("key"),
        title=entry.text("title"),
        type=kind,
        required=entry.flag("required", False),
        many=entry.flag("many", False),
        help=entry.text("help", ""),
        choices=entry.texts("choices"),
        open_choices=entry.flag("open_choices", False),
        target=entry.text("target", ""),
        synonyms=entry.texts("synonyms"),
        initial=entry.text("initial", ""),
        parts=tuple(_column(one) for one in entry.tables("part")),
        past=entry.flag("past", False),
        fixed=entry.flag("fixed", False),
        back=entry.text("back", ""),
        history_of=entry.text("history_of", ""),
        width=entry.integer("width", 0),
        mm=float(entry.integer("mm", 0)),
        chars=entry.integer("chars", 40 if kind in (ColumnType.LONG, ColumnType.LINES) else 16),
    )
    entry.finish()
    if kind in _TYPED and not column.choices:
        raise entry.fail("choices", "选择类栏目要列出选项")
    if kind == ColumnType.LINES and not column.parts:
        raise entry.fail("part", "明细类栏目要列出各分栏")
    if not _KEY.fullmatch(column.key):
        raise entry.fail("key", f"“{column.key}”应为小写英文字母、数字和下划线")
    return column


def _one_of(entry: Table, key: str, kind: type[Word], default: str | None = None) -> Word:
    named = entry.text(key, default) if default is not None else entry.text(key)
    try:
        return kind(named)
    except ValueError:
        choices = "、".join(one.value for one in kind)
        raise entry.fail(key, f"“{named}”不认识，可用：{choices}") from None


def _conditions(entry: Table, key: str) -> tuple[Condition, ...]:
    return tuple(_condition(one) for one in entry.tables(key))


def _condition(entry: Table) -> Condition:
    filled = entry.raw("filled")
    condition = Condition(
        column=entry.text("column"),
        any_of=entry.texts("any_of"),
        none_of=entry.texts("none_of"),
        filled=entry.flag("filled") if filled is not None else None,
        at_least=_number(entry, "at_least"),
        below=_number(entry, "below"),
        same=entry.text("same", ""),
        not_after=entry.text("not_after", ""),
    )
    entry.finish()
    return condition


def _number(entry: Table, key: str) -> float | None:
    value = entry.raw(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise entry.fail(key, "应为数字")
    return float(value)


def _limit(entry: Table) -> Limit:
    given = {name: str(entry.raw(name, "")) for name in _MEASURES}
    if sum(bool(words) for words in given.values()) != 1:
        raise entry.fail("", f"时限要写 {'、'.join(_MEASURES)} 中的一项，而且只写一项")
    limit = Limit(
        key=entry.text("key"),
        title=entry.text("title"),
        start=entry.text("start", ""),
        since=entry.text("since", ""),
        done=entry.text("done", ""),
        when=_conditions(entry, "when"),
        source=entry.text("source", ""),
        confirmed=entry.flag("confirmed", True),
        **given,
    )
    entry.finish()
    if not limit.start and not limit.column:
        raise entry.fail("start", "缺少该项：时限从哪一栏起算")
    return limit


def _counter(entry: Table) -> Counter:
    counter = Counter(
        key=entry.text("key"),
        title=entry.text("title"),
        period=_one_of(entry, "period", Period),
        need=entry.integer("need"),
        date=entry.text("date"),
        unit=entry.text("unit", "次"),
        when=_conditions(entry, "when"),
        sum=entry.text("sum", ""),
        words=entry.texts("words"),
        source=entry.text("source", ""),
        confirmed=entry.flag("confirmed", False),
    )
    entry.finish()
    return counter


def _statistic(entry: Table) -> Statistic:
    goal = entry.integer("goal", 0)
    statistic = Statistic(
        key=entry.text("key"),
        title=entry.text("title"),
        measure=_one_of(entry, "measure", Measure),
        date=entry.text("date"),
        column=entry.text("column", ""),
        start=entry.text("start", ""),
        when=_conditions(entry, "when"),
        hit=_conditions(entry, "hit"),
        subject=entry.texts("subject"),
        among=entry.text("among", ""),
        among_subject=entry.texts("among_subject"),
        among_when=_conditions(entry, "among_when"),
        goal=goal or None,
        feeds=entry.text("feeds", ""),
        source=entry.text("source", ""),
    )
    entry.finish()
    return statistic


def _status(entry: Table) -> Status:
    status = Status(
        word=entry.text("word"),
        when=_conditions(entry, "when"),
        closed=entry.flag("closed", False),
    )
    entry.finish()
    return status


def _rule(entry: Table) -> Rule:
    rule = Rule(
        message=entry.text("message"),
        when=_conditions(entry, "when"),
        require=entry.texts("require"),
        order=entry.texts("order"),
        same=entry.texts("same"),
        must=_conditions(entry, "must"),
        lines=entry.text("lines", ""),
        refuse=entry.flag("refuse", False),
        source=entry.text("source", ""),
    )
    entry.finish()
    return rule


def _check_names(ledger: LedgerForm, file: Table) -> None:
    """Every column named anywhere exists; raises UserError naming it and where it stands."""
    keys = [column.key for column in ledger.columns]
    for key in keys:
        if keys.count(key) > 1:
            raise file.fail("column", f"栏目“{key}”重复")
    parts = {column.key: {one.key for one in column.parts} for column in ledger.columns}
    for place, names, within in _named(ledger, parts):
        for name in names:
            if name and name not in (within if within is not None else keys):
                raise file.fail(place, f"没有“{name}”这一栏")


def _named(
    ledger: LedgerForm, parts: dict[str, set[str]]
) -> Iterable[tuple[str, Sequence[str], set[str] | None]]:
    yield "title_column", [ledger.title_column], None
    yield "unit_column", [ledger.unit_column], None
    yield "done_column", [ledger.done_column], None
    yield "number_column", [ledger.number_column], None
    yield "date_column", [ledger.date_column], None
    yield "identity", ledger.identity, None
    yield "request_text", [ledger.request_text], None
    yield "view", [one.column for one in ledger.views], None
    for limit in ledger.limits:
        amounts = [limit.workdays, limit.days, limit.hours, limit.months]
        named = [one for one in amounts if one and not one.isdecimal()]
        yield f"limit {limit.key}", [*_columns_of(limit), *named], None
        yield f"limit {limit.key}.when", _columns(limit.when), None
    for counter in ledger.counters:
        yield f"counter {counter.key}", [counter.date, counter.sum], None
        yield f"counter {counter.key}.when", _columns(counter.when), None
    for figure in ledger.statistics:
        named = [figure.date, figure.column, figure.start, *figure.subject]
        yield f"statistic {figure.key}", named, None
        yield f"statistic {figure.key}.when", _columns((*figure.when, *figure.hit)), None
    for status in ledger.statuses:
        yield f"status {status.word}", _columns(status.when), None
    for rule in ledger.rules:
        within = parts.get(rule.lines) if rule.lines else None
        yield "rule", [rule.lines], None
        named = [*rule.require, *rule.order, *rule.same, *_columns((*rule.when, *rule.must))]
        yield f"rule “{rule.message}”", named, within


def _columns_of(limit: Limit) -> tuple[str, ...]:
    return (limit.start, limit.done, limit.column, limit.words, limit.since)


def _columns(conditions: Iterable[Condition]) -> list[str]:
    return [name for one in conditions for name in (one.column, one.same, one.not_after)]
