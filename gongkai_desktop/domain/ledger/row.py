"""What follows from the body of a row (台账行): number, title, status, limits, problems."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise

import attrs

from gongkai_desktop.domain.calendar import WorkCalendar
from gongkai_desktop.domain.ledger.condition import Body, holds, is_filled
from gongkai_desktop.domain.ledger.form import Column, ColumnType, LedgerForm, Rule
from gongkai_desktop.domain.ledger.limit import LimitState, day_of, limits_of
from gongkai_desktop.domain.ledger.time_words import read_time_limit
from gongkai_desktop.domain.ledger.values import shown

OPEN = "在办"
_TITLE_CHARS = 120


@attrs.frozen(kw_only=True)
class Problem:
    """What is wrong with a row: the column to look at, the sentence, whether it keeps it out."""

    column: str
    message: str
    refuse: bool


@attrs.frozen(kw_only=True)
class Derived:
    """The columns every ledger has, worked out from a row's own ones; nothing rests on today."""

    no: str
    title: str
    status: str
    closed: bool
    due_date: date | None
    done_date: date | None
    unit: str
    limits: tuple[LimitState, ...]


def derive(form: LedgerForm, body: Body, calendar: WorkCalendar) -> Derived:
    """Number, title, status and limits of a row."""
    limits = tuple(limits_of(form.limits, body, calendar))
    word, closed = _status(form, body)
    open_days = [one.due for one in limits if one.open and one.due]
    all_days = [one.due for one in limits if one.due]
    due = max(all_days, default=None) if closed else min(open_days, default=None)
    return Derived(
        no=str(body.get(form.number_column) or "") if form.number_column else "",
        title=_words(form, form.title_column, body),
        status=word,
        closed=closed,
        due_date=due,
        done_date=_done(form, body, limits, closed),
        unit=_words(form, form.unit_column, body),
        limits=limits,
    )


def _status(form: LedgerForm, body: Body) -> tuple[str, bool]:
    for status in form.statuses:
        if holds(status.when, body):
            return status.word, status.closed
    return OPEN, False


def _done(
    form: LedgerForm, body: Body, limits: tuple[LimitState, ...], closed: bool
) -> date | None:
    """The day a row was done: its own column, else the last limit met, else its own day."""
    if not closed:
        return None
    own = day_of(body.get(form.done_column)) if form.done_column else None
    met = max((one.done for one in limits if one.done), default=None)
    return own or met or (day_of(body.get(form.date_column)) if form.date_column else None)


def _words(form: LedgerForm, key: str, body: Body) -> str:
    if not key:
        return ""
    return " ".join(shown(form.column(key), body.get(key)).split())[:_TITLE_CHARS]


def problems_of(form: LedgerForm, body: Body, limits: tuple[LimitState, ...]) -> list[Problem]:
    """Everything wrong with a row: what keeps it out first, then what is only doubtful."""
    found = [*_missing(form.columns, body), *_strange(form.columns, body)]
    for rule in form.rules:
        found += _broken(form, rule, body)
    found += [*_unread(form, body), *_late(limits)]
    return sorted(found, key=lambda one: not one.refuse)


def _unread(form: LedgerForm, body: Body) -> Iterator[Problem]:
    """Time limits in words that nobody can count by."""
    for limit in form.limits:
        words = str(body.get(limit.words) or "") if limit.words else ""
        if words and read_time_limit(words) is None:
            title = form.column(limit.words).title
            message = f"{title}“{words}”算不出日期，可写：20个工作日、每年1月31日前、每季度、及时"
            yield Problem(column=limit.words, message=message, refuse=False)


def future_days(form: LedgerForm, body: Body, today: date) -> Iterator[Problem]:
    """Days that should have been and lie after today."""
    for column in form.columns:
        day = day_of(body.get(column.key)) if column.past else None
        if day and day > today:
            message = f"{column.title}{day.isoformat()}晚于今天"
            yield Problem(column=column.key, message=message, refuse=True)


def changed_for_good(form: LedgerForm, before: Body, after: Body) -> Iterator[Problem]:
    """Values that were entered once for all and would change."""
    for column in form.columns:
        known = before.get(column.key)
        if column.fixed and is_filled(known) and after.get(column.key) != known:
            message = f"{column.title}已登记为{shown(column, known)}，不能更改"
            yield Problem(column=column.key, message=message, refuse=True)


def _missing(columns: tuple[Column, ...], body: Body, where: str = "") -> Iterator[Problem]:
    for column in columns:
        value = body.get(column.key)
        if column.required and not is_filled(value):
            yield Problem(column=column.key, message=f"{where}请填写{column.title}", refuse=True)
        if column.type == ColumnType.LINES:
            for number, line in enumerate(value or (), start=1):
                yield from _missing(column.parts, line, f"{column.title}第{number}条：")


def _strange(columns: tuple[Column, ...], body: Body) -> Iterator[Problem]:
    for column in columns:
        if column.open_choices or not column.choices:
            continue
        value = body.get(column.key)
        given = value if isinstance(value, (list, tuple)) else [value] if value else []
        for word in given:
            if word not in column.choices:
                yield Problem(
                    column=column.key,
                    message=f"{column.title}没有“{word}”这一项，可填：{'、'.join(column.choices)}",
                    refuse=True,
                )


def _broken(form: LedgerForm, rule: Rule, body: Body) -> Iterator[Problem]:
    if not rule.lines:
        titles = {one.key: one.title for one in form.columns}
        yield from _broken_once(rule, body, rule.message, "", titles)
        return
    titles = {one.key: one.title for one in form.column(rule.lines).parts}
    for number, line in enumerate(body.get(rule.lines) or (), start=1):
        message = f"{form.column(rule.lines).title}第{number}条：{rule.message}"
        yield from _broken_once(rule, line, message, rule.lines, titles)


def _broken_once(
    rule: Rule, body: Mapping[str, object], message: str, at: str, titles: Mapping[str, str]
) -> Iterator[Problem]:
    if not holds(rule.when, body):
        return
    empty = [key for key in rule.require if not is_filled(body.get(key))]
    wrong = (
        empty
        or _backwards(rule.order, body)
        or _unequal(rule.same, body)
        or [one.column for one in rule.must if not one.holds(body)]
    )
    if wrong:
        names = "、".join(titles.get(key, key) for key in empty)
        told = f"{message}：{names}" if message.endswith("缺") and empty else message
        yield Problem(column=at or wrong[0], message=told, refuse=rule.refuse)


def _backwards(keys: tuple[str, ...], body: Mapping[str, object]) -> list[str]:
    given = [(key, day_of(body.get(key))) for key in keys]
    days = [(key, day) for key, day in given if day]
    return [later for (_, before), (later, after) in pairwise(days) if after < before]


def _unequal(keys: tuple[str, ...], body: Mapping[str, object]) -> list[str]:
    days = [day_of(body.get(key)) for key in keys]
    return list(keys[1:]) if all(days) and len(set(days)) > 1 else []


def _late(limits: tuple[LimitState, ...]) -> Iterator[Problem]:
    for state in limits:
        if state.missing:
            message = f"{state.limit.title}时限需要{state.missing}年放假安排才能计算"
            yield Problem(column=state.limit.start, message=message, refuse=False)
        elif state.late and state.due:
            message = f"{state.limit.title}晚于时限{state.due.isoformat()}"
            yield Problem(column=state.limit.done, message=message, refuse=False)
