"""In which cells of 表二 a request counts, year by year, and why (计入年报)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs

from gongkai_desktop.domain.annual.cells import (
    CARRIED_IN,
    CARRIED_OUT,
    COLUMN_NAMES,
    DONE,
    NEW,
    RESULTS_2021,
    ROW_NAMES,
    row_name,
)
from gongkai_desktop.domain.annual.counting import Facts
from gongkai_desktop.domain.annual.template import AnnualTemplate
from gongkai_desktop.domain.request import ApplicantKind, CurrentView, Stage
from gongkai_desktop.domain.wording import date_words


@attrs.frozen(kw_only=True)
class Placing:
    """One cell a request counts in: the report's year, the cell's path, the reason.

    ``row`` and ``column`` are what the form calls the cell's row and column.
    """

    year: int
    path: str
    why: str
    row: str
    column: str

    @property
    def words(self) -> str:
        """The placing in one line for people."""
        return f"{self.year}年表二“{self.row}”行“{self.column}”列：{self.why}"


def summary(found: Sequence[Placing]) -> str:
    """All placings in one sentence: 2025年年报计入一、本年新收，（一）予以公开（“自然人”列）."""
    rows: dict[int, list[str]] = {}
    for one in found:
        rows.setdefault(one.year, []).append(one.row)
    if not found:
        return ""
    columns = "、".join(f"“{name}”" for name in dict.fromkeys(one.column for one in found))
    told = "；".join(f"{year}年年报计入{'，'.join(names)}" for year, names in rows.items())
    return f"{told}（{columns}列）"


def facts_of(view: CurrentView, kind: ApplicantKind) -> Facts:
    """What a form may tell a request apart by."""
    return Facts(row=view.report_row, ground=view.ground, kind=kind.value, channel=view.channel)


def placings(
    view: CurrentView,
    kind: ApplicantKind,
    last_year: int,
    form_in: Callable[[int], AnnualTemplate] | None = None,
) -> tuple[Placing, ...]:
    """Every cell up to a year, sums left out; none for a struck request (作废).

    ``form_in`` gives the form a year is reported on, where another than that of 2021 may be.

    The same conditions as the counts: received by the legal day of receipt, done by the day of
    the decision, each request in one row and one column (表二第三项的说明).
    """
    received, decided = view.received_date, view.decided_date
    if received is None or view.stage == Stage.VOID:
        return ()
    facts = facts_of(view, kind)
    found = []
    for year in range(received.year, min(decided.year if decided else last_year, last_year) + 1):
        form = form_in(year) if form_in else None
        first = NEW if year == received.year else CARRIED_IN
        why = f"{date_words(received)}收到"
        if first == CARRIED_IN:
            why += "，上年底还没有作出处理决定"
        found.append(_placing(year, first, why, facts, form))
        if decided is not None and decided.year == year:
            found.append(_placing(year, *_result(view, facts, form), facts, form))
        else:
            found.append(_placing(year, CARRIED_OUT, "年底还没有作出处理决定", facts, form))
    return tuple(found)


def _placing(year: int, row: str, why: str, facts: Facts, form: AnnualTemplate | None) -> Placing:
    column = form.counting.column(facts) if form else facts.kind
    names = form.shape.names if form else {}
    kind = ApplicantKind(facts.kind).label
    return Placing(
        year=year,
        path=f"table2.{row}.{column}",
        why=f"{why}；申请人登记为“{kind}”",
        row=row_name(row) if row in ROW_NAMES else names.get(f"table2.{row}", row),
        column=COLUMN_NAMES.get(column) or names.get(f"table2.{column}", column),
    )


def _result(view: CurrentView, facts: Facts, form: AnnualTemplate | None) -> tuple[str, str]:
    """The result row; one that is still open shows in the total only, as a broken sum."""
    day = date_words(view.decided_date) if view.decided_date else ""
    row = form.counting.row(facts) if form else facts.row
    if row in (form.shape.results if form else RESULTS_2021):
        return row, f"{day}作出处理决定"
    return DONE, f"{day}作出处理决定，还没有定下计入哪一行，只计在总计里"
