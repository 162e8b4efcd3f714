"""What a list of requests may be asked for; every filter and sort is done in SQL."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

import attrs
from sqlalchemy import ColumnElement, Select, and_, case, or_

from gongkai_desktop.domain.request import ApplicantKind, Stage
from gongkai_desktop.store.request_view import CLOSED_RANK, DUE_RANK, VOID_RANK, WAITING_RANK
from gongkai_desktop.store.schema import current_view
from gongkai_desktop.store.search import like_pattern, words_of

Group = Literal["due", "waiting", "closed", "open", "overdue"]
SortKey = Literal[
    "urgency",
    "register_no",
    "received_date",
    "due_date",
    "applicant",
    "request_text",
    "channel",
    "stage",
    "section",
    "handler",
    "sent_date",
    "report_row",
    "updated",
]


@attrs.frozen(kw_only=True)
class RequestQuery:
    """A question to the register.

    ``text``: words parted by spaces, each of which must be found; letters also match 拼音.
    ``group``: due 计时, waiting 等待, open both, closed 已办结, overdue 已超期 as of ``today``;
    None is everything, struck requests (作废) too. ``year`` is that of receipt,
    ``decided_year`` that of the decision; ``due_from`` and ``due_until`` bound the due date.
    ``kind`` is the applicant's column. ``unsettled``: the due date rests on, or waits for, a year
    whose arrangement is not known. ``limit`` None means all.
    """

    text: str = ""
    stages: frozenset[Stage] = frozenset()
    group: Group | None = None
    channel: str | None = None
    kind: ApplicantKind | None = None
    section: str | None = None
    year: int | None = None
    decided_year: int | None = None
    report_row: str | None = None
    due_from: date | None = None
    due_until: date | None = None
    unsettled: bool = False
    sort: SortKey = "urgency"
    descending: bool = False
    limit: int | None = None
    offset: int = 0
    today: date | None = None


_view = current_view.c

_STAGE_ORDER = case({stage.value: at for at, stage in enumerate(Stage)}, value=_view.stage)
_SOMETIMES_EMPTY = ("channel", "section", "handler", "sent_date", "report_row")

_ORDERS: dict[SortKey, tuple[ColumnElement[Any], ...]] = {
    "urgency": (_view.desk_key, _view.register_sort),
    "register_no": (_view.register_sort,),
    "received_date": (_view.received_date, _view.register_sort),
    "due_date": (_view.due_sort, _view.register_sort),
    "applicant": (_view.applicant, _view.register_sort),
    "request_text": (_view.request_text, _view.register_sort),
    "channel": (_view.channel, _view.register_sort),
    "stage": (_STAGE_ORDER, _view.desk_key, _view.register_sort),
    "section": (_view.section, _view.desk_key, _view.register_sort),
    "handler": (_view.handler, _view.desk_key, _view.register_sort),
    "sent_date": (_view.sent_date, _view.register_sort),
    "report_row": (_view.report_row, _view.register_sort),
    "updated": (_view.updated, _view.register_sort),
}


def filtered(select: Select[Any], query: RequestQuery) -> Select[Any]:
    """The selection narrowed to what the query asks for."""
    return select.where(and_(True, *_conditions(query)))


def ordered(select: Select[Any], query: RequestQuery) -> Select[Any]:
    """The selection in the query's order, cut to its page; equal keys fall by identity.

    Rows that say nothing in the column sorted by come last in either direction.
    """
    columns = (*_ORDERS[query.sort], _view.request_id)
    order = [column.desc() if query.descending else column for column in columns]
    if query.sort in _SOMETIMES_EMPTY:
        order.insert(0, _empty_last(_view[query.sort]))
    return select.order_by(*order).limit(query.limit).offset(query.offset or None)


def _empty_last(column: ColumnElement[Any]) -> ColumnElement[int]:
    empty = column.is_(None)
    return case((or_(empty, column == "") if column.type.python_type is str else empty, 1), else_=0)


def _conditions(query: RequestQuery) -> list[ColumnElement[bool]]:
    found = [has_word(word) for word in words_of(query.text)]
    if query.stages:
        found.append(_view.stage.in_(sorted(stage.value for stage in query.stages)))
    if query.group:
        found.append(_in_group(query.group, query.today))
    if query.year is not None:
        found.append(in_year(_view.received_date, query.year))
    if query.decided_year is not None:
        found.append(in_year(_view.decided_date, query.decided_year))
    if query.due_from is not None:
        found.append(_view.due_sort >= query.due_from.isoformat())
    if query.due_until is not None:
        found.append(_view.due_sort <= query.due_until.isoformat())
    if query.unsettled:
        found.append(or_(_view.provisional, _view.clock_state.like("需要%")))
    exact = {
        "channel": query.channel,
        "applicant_kind": query.kind.value if query.kind else None,
        "section": query.section,
        "report_row": query.report_row,
    }
    found += [_view[name] == value for name, value in exact.items() if value is not None]
    return found


def has_word(word: str) -> ColumnElement[bool]:
    """The current view of a request holds the word; letters also match 拼音."""
    pattern = like_pattern(word)
    in_text = _view.search_text.like(pattern, escape="\\")
    if word.isascii() and word.isalpha():
        return or_(in_text, _view.search_pinyin.like(pattern, escape="\\"))
    return in_text


def _in_group(group: Group, today: date | None) -> ColumnElement[bool]:
    if group == "overdue":
        if today is None:
            raise ValueError("a query for overdue requests needs today")
        return _between(DUE_RANK, DUE_RANK + today.isoformat())
    low, high = {
        "due": (DUE_RANK, WAITING_RANK),
        "waiting": (WAITING_RANK, CLOSED_RANK),
        "open": (DUE_RANK, CLOSED_RANK),
        "closed": (CLOSED_RANK, VOID_RANK),
    }[group]
    return _between(low, high)


def _between(low: str, high: str) -> ColumnElement[bool]:
    return and_(_view.desk_key >= low, _view.desk_key < high)


def in_year(column: ColumnElement[Any], year: int) -> ColumnElement[bool]:
    """The day lies in a calendar year."""
    return and_(column >= date(year, 1, 1), column <= date(year, 12, 31))
