"""A ledger month by month (逐月统计表): its needs done and missed, its figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from gongkai_desktop.domain.ledger.condition import Body
from gongkai_desktop.domain.ledger.form import LedgerForm, Measure, Period
from gongkai_desktop.domain.ledger.limit import day_of
from gongkai_desktop.domain.ledger.tally import Others, Tally, figure, period_of, tallies_of_year
from gongkai_desktop.domain.typeset.setter import Align
from gongkai_desktop.domain.typeset.table_page import TableColumn, TableSheet
from gongkai_desktop.domain.wording import date_words
from gongkai_desktop.services.ledger import find
from gongkai_desktop.services.ledger_listing import form_in_force, others_of
from gongkai_desktop.services.press import Press
from gongkai_desktop.services.unit import the_unit
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import LedgerQuery

_NO_OTHERS: Others = {}
_SIGNED = "填报人（签名）：＿＿＿＿＿＿　　审核人（签名）：＿＿＿＿＿＿　　日期：＿＿＿＿＿"


def has_months(form: LedgerForm) -> bool:
    """Whether a ledger has anything to be counted month by month."""
    return bool(form.counters or form.statistics)


def months_pdf(workspace: Workspace, press: Press, form: LedgerForm) -> bytes:
    """The current year of a ledger month by month as PDF."""
    form = form_in_force(workspace, form)
    bodies = [row.body for row in find(workspace, LedgerQuery(ledger=form.key))]
    with workspace.office.read() as reader:
        others = others_of(reader, form)
    year = workspace.today.year
    titles = [*_count_titles(form), *(one.title for one in form.counters)]
    titles += [one.title for one in form.statistics]
    sheet = TableSheet(
        title=f"{form.title}逐月统计表（{year}年）" + ("（演示数据）" if workspace.demo else ""),
        facts=(
            ("单位", the_unit(workspace).name or "（未填写）"),
            ("截至", date_words(workspace.today)),
        ),
        columns=(
            TableColumn(heading="月份", width_mm=22, align=Align.CENTRE),
            *(TableColumn(heading=one, width_mm=30, align=Align.CENTRE) for one in titles),
        ),
        rows=tuple(month_rows(form, bodies, workspace.today, others)),
        notes=(*_sources(form), _SIGNED),
    )
    return press.pdf(press.table_pages(sheet))


def month_rows(
    form: LedgerForm, bodies: Sequence[Body], today: date, others: Others = _NO_OTHERS
) -> list[tuple[str, ...]]:
    """A row for each month that has begun and one for the whole year.

    A need is shown in the month its period ends (done/needed, 缺 where it was missed).
    """
    year = today.year
    rows = []
    for month in range(1, 13):
        first, last = period_of(Period.MONTH, date(year, month, 1))
        cells = [f"{month}月"]
        cells += [_number(form, bodies, first, last) for _ in _count_titles(form)]
        cells += [
            _need([one for one in _year_of(form, at, bodies, year) if one.due == last], today)
            for at in range(len(form.counters))
        ]
        cells += [figure(one, bodies, first, last, others).words for one in form.statistics]
        rows.append(tuple(cells) if first <= today else (cells[0], *([""] * (len(cells) - 1))))
    first, last = date(year, 1, 1), date(year, 12, 31)
    whole = ["全年", *(_number(form, bodies, first, last) for _ in _count_titles(form))]
    whole += [_whole(_year_of(form, at, bodies, year)) for at in range(len(form.counters))]
    whole += [figure(one, bodies, first, last, others).words for one in form.statistics]
    return [*rows, tuple(whole)]


def _count_titles(form: LedgerForm) -> tuple[str, ...]:
    """条数, unless a figure of the ledger already says how many there are."""
    counted = any(one.measure == Measure.COUNT and not one.when for one in form.statistics)
    return () if counted or not form.date_column else ("条数",)


def _number(form: LedgerForm, bodies: Sequence[Body], first: date, last: date) -> str:
    days = [day_of(body.get(form.date_column)) for body in bodies]
    return str(sum(day is not None and first <= day <= last for day in days))


def _year_of(form: LedgerForm, at: int, bodies: Sequence[Body], year: int) -> list[Tally]:
    return tallies_of_year(form.counters[at], bodies, year)


def _need(ending: Sequence[Tally], today: date) -> str:
    if not ending:
        return ""
    done, needed = sum(one.done for one in ending), sum(one.needed for one in ending)
    missed = done < needed and all(one.due < today for one in ending)
    return f"{done}/{needed}" + ("（缺）" if missed else "")


def _whole(tallies: Sequence[Tally]) -> str:
    met = sum(one.met for one in tallies)
    done = sum(one.done for one in tallies)
    if len(tallies) == 1:
        return f"{done}/{tallies[0].needed}"
    return f"{done}（{met}期达到）"


def _sources(form: LedgerForm) -> tuple[str, ...]:
    return tuple(
        f"{one.title}：{one.period.label}{one.need}{one.unit}。{one.source}"
        for one in form.counters
    )
