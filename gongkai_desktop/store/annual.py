"""Counts of 表二 from the register, and the cases behind each count by the same condition."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any

import attrs
from sqlalchemy import ColumnElement, Connection, and_, case, func, or_, select

from gongkai_desktop.domain.request import ApplicantKind, RequestRow, Stage
from gongkai_desktop.store.request_query import in_year
from gongkai_desktop.store.request_view import request_row
from gongkai_desktop.store.schema import current_view


class AnnualPart(StrEnum):
    """The four parts of 表二; the value is the key its counts go by."""

    NEW = "new"
    CARRIED_IN = "carried_in"
    RESULT = "result"
    CARRIED_OUT = "carried_out"


@attrs.frozen(kw_only=True)
class AnnualCount:
    """How many requests of one part, report row (results only, else empty) and kind."""

    part: AnnualPart
    row: str
    kind: ApplicantKind
    n: int


_view = current_view.c


def _part(part: AnnualPart, year: int) -> ColumnElement[bool]:
    """Which requests belong to a part in a year; struck ones (作废) count nowhere.

    Carried in: received earlier and not decided before the year. Carried out: received by its
    last day and not decided by then.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    conditions = {
        AnnualPart.NEW: in_year(_view.received_date, year),
        AnnualPart.CARRIED_IN: and_(
            _view.received_date < first,
            or_(_view.decided_date.is_(None), _view.decided_date >= first),
        ),
        AnnualPart.RESULT: in_year(_view.decided_date, year),
        AnnualPart.CARRIED_OUT: and_(
            _view.received_date <= last,
            or_(_view.decided_date.is_(None), _view.decided_date > last),
        ),
    }
    return conditions[part]


def _counted() -> ColumnElement[bool]:
    return _view.stage != Stage.VOID.value


def annual_counts(connection: Connection, year: int) -> list[AnnualCount]:
    """All counts of a year in one pass over the index; zero counts are left out."""
    sums = [func.sum(case((_part(part, year), 1), else_=0)) for part in AnnualPart]
    groups = (_view.report_row, _view.applicant_kind)
    query = select(*groups, *sums).where(_counted()).group_by(*groups)
    totals: dict[tuple[AnnualPart, str, str], int] = {}
    for row, kind, *numbers in connection.execute(query):
        for part, number in zip(AnnualPart, numbers, strict=True):
            key = (part, row if part == AnnualPart.RESULT else "", kind)
            totals[key] = totals.get(key, 0) + number
    return [
        AnnualCount(part=part, row=row, kind=ApplicantKind(kind), n=n)
        for (part, row, kind), n in totals.items()
        if n
    ]


def annual_cases(
    connection: Connection,
    year: int,
    part: AnnualPart,
    row: str | None = None,
    kind: ApplicantKind | None = None,
) -> list[RequestRow]:
    """The requests behind a cell; ``row`` and ``kind`` None mean all of them (总计)."""
    conditions: list[ColumnElement[Any]] = [_counted(), _part(part, year)]
    if row is not None:
        conditions.append(_view.report_row == row)
    if kind is not None:
        conditions.append(_view.applicant_kind == kind.value)
    query = select(current_view).where(*conditions).order_by(_view.register_sort)
    return [request_row(found) for found in connection.execute(query).mappings()]
