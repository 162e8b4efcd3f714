"""In which cells of 表二 a request counts, year by year, and why (计入年报)."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from gongkai_desktop.domain.annual.cells import (
    CARRIED_IN,
    CARRIED_OUT,
    COLUMN_NAMES,
    DONE,
    NEW,
    RESULTS_2021,
    cell_name,
    row_name,
)
from gongkai_desktop.domain.request import ApplicantKind, CurrentView, Stage
from gongkai_desktop.domain.wording import date_words


@attrs.frozen(kw_only=True)
class Placing:
    """One cell a request counts in: the report's year, the cell's path, the reason."""

    year: int
    path: str
    why: str

    @property
    def words(self) -> str:
        """The placing in one line for people."""
        return f"{self.year}年{cell_name(self.path)}：{self.why}"


def summary(found: Sequence[Placing]) -> str:
    """All placings in one sentence: 2025年年报计入一、本年新收，（一）予以公开（“自然人”列）."""
    rows: dict[int, list[str]] = {}
    for one in found:
        rows.setdefault(one.year, []).append(row_name(one.path.split(".")[1]))
    if not found:
        return ""
    column = COLUMN_NAMES[found[0].path.rpartition(".")[2]]
    told = "；".join(f"{year}年年报计入{'，'.join(names)}" for year, names in rows.items())
    return f"{told}（“{column}”列）"


def placings(view: CurrentView, kind: ApplicantKind, last_year: int) -> tuple[Placing, ...]:
    """Every cell up to a year, sums left out; none for a struck request (作废).

    The same conditions as the counts: received by the legal day of receipt, done by the day of
    the decision, each request in one row and one column (表二第三项的说明).
    """
    received, decided = view.received_date, view.decided_date
    if received is None or view.stage == Stage.VOID:
        return ()
    found = []
    for year in range(received.year, min(decided.year if decided else last_year, last_year) + 1):
        first = NEW if year == received.year else CARRIED_IN
        why = f"{date_words(received)}收到"
        if first == CARRIED_IN:
            why += "，上年底还没有作出处理决定"
        found.append((year, first, why))
        if decided is not None and decided.year == year:
            found.append((year, *_result(view)))
        else:
            found.append((year, CARRIED_OUT, "年底还没有作出处理决定"))
    return tuple(
        Placing(
            year=year,
            path=f"table2.{row}.{kind.value}",
            why=f"{why}；申请人登记为“{kind.label}”",
        )
        for year, row, why in found
    )


def _result(view: CurrentView) -> tuple[str, str]:
    """The result row; one that is still open shows in the total only, as a broken sum."""
    day = date_words(view.decided_date) if view.decided_date else ""
    if view.report_row in RESULTS_2021:
        return view.report_row, f"{day}作出处理决定"
    return DONE, f"{day}作出处理决定，还没有定下计入哪一行，只计在总计里"
