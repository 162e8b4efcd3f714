"""Periodic statistics (统计报表): compiled from register and ledgers, entered, written out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from gongkai_desktop.documents.statistics_xlsx import write_statistics_xlsx
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.ledger.form import LedgerForm, Period, Statistic
from gongkai_desktop.domain.ledger.limit import day_of
from gongkai_desktop.domain.ledger.tally import figure
from gongkai_desktop.domain.statistics import (
    Span,
    Statistics,
    StatisticsForm,
    compiled,
    due_day,
    span_of,
)
from gongkai_desktop.domain.typeset.setter import Align
from gongkai_desktop.domain.typeset.table_page import TableColumn, TableSheet
from gongkai_desktop.services.duty import QUARTERLY, moved_day
from gongkai_desktop.services.ledger import ledger_named
from gongkai_desktop.services.ledger_listing import others_of
from gongkai_desktop.services.press import Press
from gongkai_desktop.services.unit import the_unit
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import LedgerQuery, Reader

_SUITS = ("suit_direct", "suit_after_review")
_SIGNED = "单位负责人：＿＿＿＿＿＿　　填报人：＿＿＿＿＿＿　　报出日期：＿＿＿＿＿＿　　（盖章）"


def form_named(workspace: Workspace, name: str) -> StatisticsForm:
    """A form by key or title; raises UserError naming those there are."""
    for form in workspace.knowledge.statistics:
        if name in (form.key, form.title):
            return form
    known = "、".join(f"{one.key}（{one.title}）" for one in workspace.knowledge.statistics)
    raise UserError(f"没有“{name}”这张统计表", f"可用：{known}")


def compile_statistics(workspace: Workspace, name: str, period: str) -> Statistics:
    """A form filled in for a period; raises UserError for an unknown form or period."""
    form = form_named(workspace, name)
    span = span_of(form.period, period)
    with workspace.office.read() as reader:
        by_hand = _by_hand(reader, form, span)
        return compiled(form, span, _Counter(workspace, reader), by_hand)


def year_count(workspace: Workspace, name: str, year: int) -> int:
    """A named count over a whole year."""
    with workspace.office.read() as reader:
        return _Counter(workspace, reader)(name, date(year, 1, 1), date(year, 12, 31))


def due_of(workspace: Workspace, form: StatisticsForm, span: Span) -> date:
    """The day a form is due: of the form, or as the office set it for its quarterly report."""
    moved: int | None = None
    if form.period == Period.QUARTER:
        with workspace.office.read() as reader:
            moved = moved_day(reader, QUARTERLY)
    return due_day(form, span, moved)


def enter(
    workspace: Workspace, name: str, period: str, row: str, value: int, section: str
) -> Statistics:
    """Enter a figure by hand with the section that supplied it; raises UserError for others."""
    form = form_named(workspace, name)
    span = span_of(form.period, period)
    if row not in [one.key for one in form.rows if one.by_hand]:
        raise UserError(f"“{row}”不是手工填报的指标", "其余指标由登记簿和台账汇总")
    if value < 0:
        raise UserError(f"“{value}”不对", "请填写不小于0的整数")
    with workspace.change("填报统计数") as change:
        change.figures.put(
            span.first.year,
            {_key(form, span, row): value},
            section=section,
            supplied=workspace.today,
        )
    return compile_statistics(workspace, name, period)


def _key(form: StatisticsForm, span: Span, row: str) -> str:
    return f"statistics.{form.key}.{span.key}.{row}"


def _by_hand(reader: Reader, form: StatisticsForm, span: Span) -> dict[str, int]:
    kept = reader.figures.get(span.first.year)
    named = {row.key: _key(form, span, row.key) for row in form.rows if row.by_hand}
    return {row: int(kept[key]) for row, key in named.items() if key in kept}


class _Counter:
    """Named counts over one open office; what was counted once is not counted again."""

    def __init__(self, workspace: Workspace, reader: Reader) -> None:
        self._workspace = workspace
        self._reader = reader
        self._groups: dict[tuple[str, date, date], Mapping[str, int]] = {}

    def __call__(self, name: str, first: date, last: date) -> int:
        if name.startswith("ledger:"):
            return self._ledger(name.removeprefix("ledger:"), first, last)
        base, _, part = name.partition("/")
        counts = self._reader.counts
        if base == "requests.late":
            return counts.late(first, last)
        if base == "requests.open":
            return counts.open(last)
        if base == "disputes.review":
            return counts.disputes(("review",), first, last)
        if base == "disputes.suit":
            return counts.disputes(_SUITS, first, last)
        return self._grouped(base, part, first, last)

    def _grouped(self, base: str, part: str, first: date, last: date) -> int:
        counts = self._reader.counts
        ways = {"requests.received": counts.received, "requests.answered": counts.answered}
        key = (base, first, last)
        if key not in self._groups:
            self._groups[key] = ways[base](first, last)
        group = self._groups[key]
        if base == "requests.answered":
            return sum(n for row, n in group.items() if row.startswith(part))
        return sum(n for channel, n in group.items() if part in ("", channel))

    def _ledger(self, name: str, first: date, last: date) -> int:
        """A statistic of a ledger, or how many of its rows lie in the stretch by their date."""
        key, _, wanted = name.partition("/")
        form = ledger_named(self._workspace, key)
        rows = self._reader.ledgers.find(LedgerQuery(ledger=form.key))
        bodies = [row.body for row in rows]
        if wanted:
            statistic = _statistic(form, wanted)
            others = others_of(self._reader, form)
            return int(figure(statistic, bodies, first, last, others).value or 0)
        days = [day_of(body.get(form.date_column)) for body in bodies]
        return sum(day is not None and first <= day <= last for day in days)


def _statistic(form: LedgerForm, wanted: str) -> Statistic:
    for one in form.statistics:
        if one.key == wanted:
            return one
    raise UserError(f"{form.title}没有“{wanted}”这个统计", "请核对统计表的 counts")


def statistics_pdf(workspace: Workspace, press: Press, made: Statistics) -> bytes:
    """The form on paper, with places to sign and stamp."""
    columns = (
        TableColumn(heading="指标名称", width_mm=80),
        TableColumn(heading="计量单位", width_mm=20, align=Align.CENTRE),
        TableColumn(heading="代码", width_mm=14, align=Align.CENTRE),
        *(
            TableColumn(heading=one.title, width_mm=26, align=Align.CENTRE)
            for one in made.form.columns
        ),
    )
    rows = tuple(
        (
            "　" * row.level + row.title,
            row.unit,
            row.code,
            *("" if value is None else str(value) for value in made.figures[row.key]),
        )
        for row in made.form.rows
    )
    sheet = TableSheet(
        title=made.form.title + ("（演示数据）" if workspace.demo else ""),
        facts=(
            ("单位", the_unit(workspace).name or "（未填写）"),
            ("期间", made.span.label),
            ("性质", "零报告" if made.zero else "有数报告"),
        ),
        columns=columns,
        rows=rows,
        notes=(_SIGNED,),
    )
    return press.pdf(press.table_pages(sheet))


def write_workbook(workspace: Workspace, made: Statistics, path: Path) -> None:
    """The form as a workbook."""
    unit = the_unit(workspace).name
    write_statistics_xlsx(path, made, unit=unit, demo=workspace.demo)


def statistics_document(made: Statistics) -> dict[str, Any]:
    """What ``statistics compile`` prints as JSON."""
    return {
        "form": made.form.key,
        "title": made.form.title,
        "period": made.span.label,
        "first": made.span.first.isoformat(),
        "last": made.span.last.isoformat(),
        "zero": made.zero,
        "columns": [one.title for one in made.form.columns],
        "rows": [
            {
                "key": row.key,
                "title": row.title,
                "unit": row.unit,
                "code": row.code,
                "values": list(made.figures[row.key]),
            }
            for row in made.form.rows
        ],
    }
