"""A ledger as data (台账样式): its columns, limits, counters, status words and rules."""

from __future__ import annotations

from enum import StrEnum

import attrs

from gongkai_desktop.domain.ledger.condition import Condition


class ColumnType(StrEnum):
    """What a column holds; the value kept in a row's body is named behind each."""

    TEXT = "text"  # str, one line
    LONG = "long"  # str, several lines
    DATE = "date"  # "2026-11-20"
    DATETIME = "datetime"  # "2026-11-20T15:30"
    NUMBER = "number"  # int or float
    MONEY = "money"  # "12.60", yuan
    CHOICE = "choice"  # str, one of the choices
    CHOICES = "choices"  # list of str
    PERSON = "person"  # str
    UNIT = "unit"  # str, or a list of str where the column has ``many``
    FILE = "file"  # str, the name of a file kept with the row
    REQUEST = "request"  # str, a 登记号
    LEDGER = "ledger"  # str, the number of a row of another ledger
    LINES = "lines"  # list of bodies, each with the column's own parts


@attrs.frozen(kw_only=True)
class Column:
    """One column (栏目).

    ``help`` is shown beside the field, ``synonyms`` are other headings it is known by in old
    tables. ``target`` names the ledger a link points to, ``parts`` are the columns of each line.
    ``initial`` is what a new row starts with (今天 stands for the day it is made). A day that is
    ``past`` cannot lie after today; what is ``fixed`` cannot be changed once it is there, the row
    is struck and entered anew instead (伪造发稿日期 fails a whole site). ``back`` is the column of
    the linked row that names this one in turn (two-way link). ``history_of`` makes lines keep
    every change of another column: day, new value, reason.
    ``width`` (pixels in the list), ``mm`` (on the printed page) and ``chars`` (in the workbook)
    are 0 where the column does not appear; a workbook always has all columns.
    """

    key: str
    title: str
    type: ColumnType = ColumnType.TEXT
    required: bool = False
    many: bool = False
    help: str = ""
    choices: tuple[str, ...] = ()
    open_choices: bool = False
    target: str = ""
    synonyms: tuple[str, ...] = ()
    initial: str = ""
    parts: tuple[Column, ...] = ()
    past: bool = False
    fixed: bool = False
    back: str = ""
    history_of: str = ""
    width: int = 0
    mm: float = 0.0
    chars: int = 16


@attrs.frozen(kw_only=True)
class Limit:
    """A limit (时限) counted from a column; limits of one ``key`` are alternatives by ``when``.

    Exactly one of the measures is set: ``workdays``, ``days``, ``hours`` or ``months`` (a number
    or the key of a number column), ``column`` (a day entered by hand), ``month_day`` ("12-31" of
    the year of ``start``, or the key of a column that says so), ``words`` (the key of a column
    that words it: 每年1月31日前, 20个工作日; then ``start`` is the day something came about,
    ``done`` when it last went out, ``since`` from when its cycle runs while it never did).
    Otherwise ``done`` is the column whose
    filling meets the limit; without one it stays until its condition ends. ``source`` names where
    it is laid down; ``confirmed`` is false for what the office should check against its own rules.
    """

    key: str
    title: str
    start: str = ""
    workdays: str = ""
    days: str = ""
    hours: str = ""
    months: str = ""
    column: str = ""
    month_day: str = ""
    words: str = ""
    since: str = ""
    done: str = ""
    when: tuple[Condition, ...] = ()
    source: str = ""
    confirmed: bool = True


class Period(StrEnum):
    """How often a need returns (周期)."""

    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"
    WEEK = "week"

    @property
    def label(self) -> str:
        """每年, 每季度, 每月, 每周."""
        return {"year": "每年", "quarter": "每季度", "month": "每月", "week": "每周"}[self.value]


@attrs.frozen(kw_only=True)
class Counter:
    """A need per period (应有次数): rows whose day in ``date`` lies in it and for which ``when``
    holds are counted; ``sum`` adds up a number column instead.

    ``words`` are what a plan calls it (列席, 专题培训): a task that names one is met by its count.
    """

    key: str
    title: str
    period: Period
    need: int
    date: str
    unit: str = "次"
    when: tuple[Condition, ...] = ()
    sum: str = ""
    words: tuple[str, ...] = ()
    source: str = ""
    confirmed: bool = False


class Measure(StrEnum):
    """What a statistic works out."""

    COUNT = "count"
    SUM = "sum"
    SHARE = "share"
    DAYS = "days"
    DISTINCT = "distinct"


@attrs.frozen(kw_only=True)
class Statistic:
    """A figure over the rows of a year (统计).

    COUNT rows, SUM and DISTINCT of ``column``, SHARE of the rows within ``when`` for which
    ``hit`` holds in percent, DAYS the mean number of days from ``start`` to ``column``.
    ``feeds`` is the yearly figure it supplies (年报表一), ``goal`` the least percentage.
    A SHARE with a ``subject`` counts what its rows are about, not the rows: a policy by any of
    these columns (文号, 标题), hit when one of its rows is. Those of the ledger ``among`` for which
    ``among_when`` holds count too, known by ``among_subject``: one without a row is a miss.
    """

    key: str
    title: str
    measure: Measure
    date: str
    column: str = ""
    start: str = ""
    when: tuple[Condition, ...] = ()
    hit: tuple[Condition, ...] = ()
    subject: tuple[str, ...] = ()
    among: str = ""
    among_subject: tuple[str, ...] = ()
    among_when: tuple[Condition, ...] = ()
    goal: int | None = None
    feeds: str = ""
    source: str = ""


@attrs.frozen(kw_only=True)
class Status:
    """A status word (状态) and when it holds; the first that holds is the row's."""

    word: str
    when: tuple[Condition, ...] = ()
    closed: bool = False


@attrs.frozen(kw_only=True)
class Rule:
    """What must hold of a row (规则); ``lines`` applies it to each line of that column.

    While ``when`` holds, the columns of ``require`` must be filled, the days of ``order`` must not
    go backwards, those of ``same`` must be equal, and ``must`` must hold. ``refuse`` keeps a row
    that breaks it out; otherwise it is a warning. ``message`` says it to the clerk.
    """

    message: str
    when: tuple[Condition, ...] = ()
    require: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    must: tuple[Condition, ...] = ()
    lines: str = ""
    refuse: bool = False
    source: str = ""


@attrs.frozen(kw_only=True)
class View:
    """A choice of rows offered above the list (筛选): those whose ``column`` holds ``value``."""

    title: str
    column: str
    value: str


@attrs.frozen(kw_only=True)
class LedgerForm:
    """One ledger (台账): everything the list, the form, the limits and the files need.

    ``place`` is where it stands in the window (``ledger``, ``publication``, ``precedent``),
    ``group`` its heading there, ``purpose`` what belongs in it (shown while it is empty),
    ``source`` where it is asked for. ``title_column``, ``unit_column``, ``done_column`` and
    ``number_column`` name the columns behind the ones every ledger has; without
    ``number_column`` numbers are given by the year. ``identity`` are the columns that make two
    rows the same at import. ``sheets`` are papers of its own besides the list (提醒单, 通报),
    ``request_text`` the column that becomes the 申请内容 where a row is turned into a request.
    """

    key: str
    title: str
    group: str
    place: str = "ledger"
    order: int = 100
    purpose: str = ""
    source: str = ""
    columns: tuple[Column, ...] = ()
    title_column: str = ""
    unit_column: str = ""
    done_column: str = ""
    number_column: str = ""
    date_column: str = ""
    identity: tuple[str, ...] = ()
    limits: tuple[Limit, ...] = ()
    counters: tuple[Counter, ...] = ()
    statistics: tuple[Statistic, ...] = ()
    statuses: tuple[Status, ...] = ()
    rules: tuple[Rule, ...] = ()
    landscape: bool = True
    print_title: str = ""
    signatures: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    views: tuple[View, ...] = ()
    request_text: str = ""

    def column(self, key: str) -> Column:
        """A column by key; KeyError where there is none."""
        for one in self.columns:
            if one.key == key:
                return one
        raise KeyError(key)

    def of_type(self, kind: ColumnType) -> tuple[Column, ...]:
        """The columns of one type."""
        return tuple(one for one in self.columns if one.type == kind)
