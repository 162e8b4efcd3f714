"""Counts of 表二 from the register, and the cases behind each count by the same condition."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import attrs
from sqlalchemy import ColumnElement, Connection, and_, case, func, select
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from gongkai_desktop.domain.request import ApplicantKind, RequestRow
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
    """How many requests of one part, report row (results only, else empty) and kind.

    ``ground`` and ``channel`` are told where they were asked for, else empty.
    """

    part: AnnualPart
    row: str
    kind: ApplicantKind
    n: int
    ground: str = ""
    channel: str = ""


_view = current_view.c
_FURTHER = (_view.ground, _view.channel)
_Columns = ReadOnlyColumnCollection[str, Any]


def _part(part: AnnualPart, year: int, columns: _Columns) -> ColumnElement[bool]:
    """Which requests belong to a part in a year; the year of what never came is 9999.

    Carried in: received earlier and not decided before the year. Carried out: received by its
    end and not decided by then.
    """
    received, decided = columns["received_year"], columns["decided_year"]
    conditions: dict[AnnualPart, ColumnElement[bool]] = {
        AnnualPart.NEW: received == year,
        AnnualPart.CARRIED_IN: and_(received < year, decided >= year),
        AnnualPart.RESULT: decided == year,
        AnnualPart.CARRIED_OUT: and_(received <= year, decided > year),
    }
    return conditions[part]


def annual_counts(connection: Connection, year: int, *, in_full: bool = False) -> list[AnnualCount]:
    """All counts of a year in one pass over the index; zero counts are left out.

    Struck requests (作废) count nowhere. ``in_full`` tells grounds and channels apart too, for
    forms that count by them.
    """
    apart = (_view.report_row, _view.applicant_kind, *(_FURTHER if in_full else ()))
    groups = (*apart, _view.received_year, _view.decided_year)
    grouped = select(*groups, func.count().label("n")).where(_view.counted).group_by(*groups)
    sums = grouped.subquery()
    parts = [func.sum(case((_part(part, year, sums.c), sums.c.n), else_=0)) for part in AnnualPart]
    by = [sums.c[one.name] for one in apart]
    totals: dict[tuple[AnnualPart, str, str, str, str], int] = {}
    for found in connection.execute(select(*by, *parts).group_by(*by)):
        row, kind, ground, channel = (*found[: len(by)], "", "")[:4]
        for part, number in zip(AnnualPart, found[len(by) :], strict=True):
            decided = part == AnnualPart.RESULT
            key = (part, row if decided else "", kind, ground if decided else "", channel)
            totals[key] = totals.get(key, 0) + int(number)
    return [
        AnnualCount(
            part=part, row=row, kind=ApplicantKind(kind), n=n, ground=ground, channel=channel
        )
        for (part, row, kind, ground, channel), n in totals.items()
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
    conditions: list[ColumnElement[Any]] = [_view.counted, _part(part, year, _view)]
    if row is not None:
        conditions.append(_view.report_row == row)
    if kind is not None:
        conditions.append(_view.applicant_kind == kind.value)
    query = select(current_view).where(*conditions).order_by(_view.register_sort)
    return [request_row(found) for found in connection.execute(query).mappings()]
