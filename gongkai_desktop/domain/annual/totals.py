"""Reports known by their prose only (正文数字): the same balance over the figures it states."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from gongkai_desktop.domain.annual.cells import (
    CARRIED_IN,
    CARRIED_OUT,
    DONE,
    GROUPS,
    NEW,
    row_name,
)
from gongkai_desktop.domain.annual.number import Number, amount, read_cell, shown
from gongkai_desktop.domain.annual.tables import AnnualReport
from gongkai_desktop.domain.annual.violation import Violation, hard

ROW_OF_TOTAL = {
    "new": NEW,
    "carried_in": CARRIED_IN,
    "open": "r3_1_open",
    "partial": "r3_2_partial",
    "total_done": DONE,
    "carried_out": CARRIED_OUT,
}
"""Which row of 表二 a figure of the prose stands for."""
_GROUP_OF_CLASS = {
    "denied": "r3_3",
    "unable": "r3_4",
    "not_processed": "r3_5",
    "other": "r3_6",
}
_NAMES = {
    "new": "本年新收",
    "carried_in": "上年结转",
    "open": "予以公开",
    "partial": "部分公开",
    "denied": "不予公开",
    "unable": "无法提供",
    "not_processed": "不予处理",
    "other": "其他处理",
    "total_done": "办结",
    "carried_out": "结转下年度",
}


def total_of(report: AnnualReport, name: str) -> Number | None:
    """A figure of the prose by its name (new, carried_in, open, denied, …), None if not stated."""
    return _number((report.totals or {}).get(name))


def check_totals(report: AnnualReport) -> Iterator[Violation]:
    """A1, A2, C1, C3 and B4 over the figures of the prose, as far as they are stated."""
    if not report.totals:
        return
    yield from _balance(report)
    yield from _classes(report)
    yield from _sums_stated(report)
    yield from _details(report)
    yield from _against_table(report)
    yield from _breakdowns(report)


def _balance(report: AnnualReport) -> Iterator[Violation]:
    taken_in, left = _taken_in(report), total_of(report, "carried_out")
    done = total_of(report, "total_done")
    candidates = [done] if done is not None else _stated_sums(report)
    if taken_in is None or left is None or not candidates:
        return
    if all(taken_in != done + left for done in candidates):
        yield hard(
            "A1",
            "totals.total_done",
            f"正文：本年新收加上年结转等于{shown(taken_in)}，办结{shown(candidates[0])}"
            f"加结转下年度{shown(left)}等于{shown(candidates[0] + left)}，两者应当相等",
        )


def _taken_in(report: AnnualReport) -> Number | None:
    new, carried = total_of(report, "new"), total_of(report, "carried_in")
    if new is not None and new == _received(report):
        return new
    if new is not None and carried is not None:
        return new + carried
    return total_of(report, "new_plus_carried_in")


def class_sums(report: AnnualReport) -> list[Number]:
    """The result classes added up, as the prose lists them all, else of 表二.

    With withdrawals listed apart, the sum with them and without; empty where one is unknown.
    """
    stated = _stated_sums(report)
    if stated or report.table2 is None:
        return stated
    rows = _sum(*(report.number(f"table2.{row}.total") for row in report.results()))
    return [] if rows is None else [rows]


def _stated_sums(report: AnnualReport) -> list[Number]:
    totals = report.totals or {}
    if not totals.get("classes_complete"):
        return []
    given = total_of(report, "open_plus_partial")
    if given is None:
        given = _sum(total_of(report, "open"), total_of(report, "partial"))
    rest = _sum(*(total_of(report, name) for name in _GROUP_OF_CLASS))
    if given is None or rest is None:
        return []
    withdrawn = total_of(report, "withdrawn_separately")
    plain = given + rest
    return [plain] if withdrawn is None else [plain + withdrawn, plain]


def _classes(report: AnnualReport) -> Iterator[Violation]:
    done, sums = total_of(report, "total_done"), _stated_sums(report)
    if done is not None and sums and done not in sums:
        yield hard(
            "A2",
            "totals.total_done",
            f"正文：各类办理结果之和为{shown(sums[0])}，办结数为{shown(done)}，两者应当相等",
        )


def _sums_stated(report: AnnualReport) -> Iterator[Violation]:
    for key, first, second in (
        ("new_plus_carried_in", "new", "carried_in"),
        ("open_plus_partial", "open", "partial"),
    ):
        stated = total_of(report, key)
        parts = _sum(total_of(report, first), total_of(report, second))
        if stated is not None and parts is not None and stated != parts:
            yield hard(
                "C3",
                f"totals.{key}",
                f"正文：{_NAMES[first]}与{_NAMES[second]}之和为{shown(parts)}，"
                f"写的是{shown(stated)}",
            )


def _details(report: AnnualReport) -> Iterator[Violation]:
    """Items named under a class (其中) cannot exceed it; fewer may be a choice of examples."""
    detail = (report.totals or {}).get("detail")
    if not isinstance(detail, Mapping):
        return
    for name, group in _GROUP_OF_CLASS.items():
        whole = total_of(report, name)
        known = [_number(n) for key, n in detail.items() if str(key).startswith(group)]
        parts = _sum(*known) if known else None
        if whole is not None and parts is not None and parts > whole:
            yield hard(
                "C3",
                f"totals.{name}",
                f"正文：{GROUPS[group]}共{shown(whole)}件，其中各项之和为{shown(parts)}件",
            )


def _against_table(report: AnnualReport) -> Iterator[Violation]:
    """C1: what the prose states is what 表二 shows."""
    if report.table2 is None:
        return
    for name, row in ROW_OF_TOTAL.items():
        stated, shown_there = total_of(report, name), report.number(f"table2.{row}.total")
        if name == "new" and stated == _received(report):
            continue
        yield from _differ(f"table2.{row}.total", _NAMES[name], stated, shown_there)
    for name, group in _GROUP_OF_CLASS.items():
        stated, shown_there = total_of(report, name), _group_sum(report, group)
        if name == "other" and _with_withdrawn(report) == shown_there:
            continue
        yield from _differ(f"totals.{name}", _NAMES[name], stated, shown_there)
    yield from _details_against_table(report)


def _details_against_table(report: AnnualReport) -> Iterator[Violation]:
    detail = (report.totals or {}).get("detail")
    if isinstance(detail, Mapping):
        for row in report.results():
            path = f"table2.{row}.total"
            yield from _differ(path, row_name(row), _number(detail.get(row)), report.number(path))


def _differ(
    cell: str, name: str, stated: Number | None, shown_there: Number | None
) -> Iterator[Violation]:
    if stated is not None and shown_there is not None and stated != shown_there:
        yield hard("C1", cell, f"正文{name}为{shown(stated)}件，表二为{shown(shown_there)}件")


def _group_sum(report: AnnualReport, group: str) -> Number | None:
    rows = [row for row in report.results() if row.startswith(group)]
    return _sum(*(report.number(f"table2.{row}.total") for row in rows))


def _with_withdrawn(report: AnnualReport) -> Number | None:
    """其他处理 with the withdrawals the prose lists beside it; 表二 counts them together."""
    return _sum(total_of(report, "other"), total_of(report, "withdrawn_separately"))


def _received(report: AnnualReport) -> Number | None:
    """New and carried in together: some units mean both by 收到、受理."""
    return _sum(report.number(f"table2.{NEW}.total"), report.number(f"table2.{CARRIED_IN}.total"))


def _breakdowns(report: AnnualReport) -> Iterator[Violation]:
    """B4: requests by channel, and by applicant, add up to the new ones."""
    new = total_of(report, "new")
    if new is None:
        new = report.number(f"table2.{NEW}.total")
    for key, name in (("channels", "各渠道"), ("applicants", "各类申请人")):
        listed = (report.totals or {}).get(key)
        if not isinstance(listed, Mapping) or not listed or new is None:
            continue
        parts = _sum(*(_number(value) for value in listed.values()))
        if parts is not None and parts != new:
            yield hard(
                "B4",
                f"totals.{key}",
                f"正文：{name}之和为{shown(parts)}件，本年新收为{shown(new)}件，两者应当相等",
            )


def _sum(*numbers: Number | None) -> Number | None:
    total: Number = 0
    for number in numbers:
        if number is None:
            return None
        total += number
    return total


def _number(value: Any) -> Number | None:
    try:
        return amount(read_cell(value))
    except ValueError:
        return None
