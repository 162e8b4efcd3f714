"""季度汇报材料: what the leader in charge is told of the quarter, from register and ledgers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gongkai_desktop.domain.ledger.form import Measure, Period
from gongkai_desktop.domain.ledger.limit import day_of
from gongkai_desktop.domain.ledger.pending import pending_of
from gongkai_desktop.domain.ledger.tally import figure, period_of
from gongkai_desktop.domain.typeset.table_page import TableColumn, TableSheet
from gongkai_desktop.domain.wording import date_words
from gongkai_desktop.services.duty import duties_of, plan_in_force
from gongkai_desktop.services.ledger_listing import others_of
from gongkai_desktop.services.press import Press
from gongkai_desktop.services.quality import Quality, quality_between
from gongkai_desktop.services.unit import the_unit
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import LedgerQuery, Reader

_COLUMNS = (
    TableColumn(heading="事项", width_mm=34),
    TableColumn(heading="情况", width_mm=136),
)
_QUARTERS = "一二三四"
_SUITS = ("suit_direct", "suit_after_review")
_MOST, _LONGEST = 12, 60
_BLANK = "　\n　\n　"
_COUNTED = {
    "publications": "主动公开信息",
    "interpretations": "政策解读",
    "messages": "留言",
    "incidents": "政务舆情",
    "consultations": "意见征集",
    "meetings": "会议",
    "trainings": "培训",
    "info_reports": "报送工作信息",
}
_QUALITY = (Measure.SHARE, Measure.DAYS)
_SIGNED = (
    "汇报人：＿＿＿＿＿＿　　听取汇报的负责人（签名）：＿＿＿＿＿＿　　日期：＿＿＿＿＿",
    "汇报后请在“季度汇报”台账登记日期、领导要求和落实情况，本单附后。",
)


def briefing_pdf(workspace: Workspace, press: Press) -> bytes:
    """The material for the quarter of today as PDF, with room for what the leader says."""
    first, last = period_of(Period.QUARTER, workspace.today)
    quarter = _QUARTERS[(first.month - 1) // 3]
    with workspace.office.read() as reader:
        rows = [
            *_requests(reader, first, last),
            *_ledgers(reader, workspace, first, last),
            *_tasks(reader, workspace),
            *_duties(reader, workspace),
        ]
    rows += [("下步工作", _BLANK), ("提请研究的事项", _BLANK), ("领导要求", _BLANK)]
    sheet = TableSheet(
        title=f"{first.year}年第{quarter}季度政务公开工作汇报材料"
        + ("（演示数据）" if workspace.demo else ""),
        facts=(
            ("单位", the_unit(workspace).name or "（未填写）"),
            ("期间", f"{date_words(first)}至{date_words(min(last, workspace.today))}"),
        ),
        columns=_COLUMNS,
        rows=tuple(rows),
        notes=_SIGNED,
    )
    return press.pdf(press.table_pages(sheet))


def _requests(reader: Reader, first: date, last: date) -> Iterator[tuple[str, str]]:
    counts = reader.counts
    quarter = quality_between(reader, first, last)
    yield (
        "依申请公开",
        f"本季度新收{sum(counts.received(first, last).values())}件，{_answered(quarter)}；"
        f"在办{counts.open(last)}件。",
    )
    year = date(first.year, 1, 1)
    yield (
        "本年累计",
        f"新收{sum(counts.received(year, last).values())}件，"
        f"{_answered(quality_between(reader, year, last))}。",
    )
    reviews = counts.disputes(("review",), first, last)
    suits = counts.disputes(_SUITS, first, last)
    yield "复议诉讼", f"本季度收到行政复议{reviews}件，行政诉讼{suits}件。"


def _answered(quality: Quality) -> str:
    """How many were answered, how many late, the share in time where there was any answer."""
    share = "" if quality.on_time is None else f"，按时答复率{quality.on_time}%"
    return f"办结{quality.answered}件，其中超期答复{quality.late}件{share}"


def _ledgers(
    reader: Reader, workspace: Workspace, first: date, last: date
) -> Iterator[tuple[str, str]]:
    """How many rows of each ledger fall in the quarter, and the rates and mean days of it."""
    counted, figures = [], []
    for form in workspace.knowledge.ledgers:
        bodies = [row.body for row in reader.ledgers.find(LedgerQuery(ledger=form.key))]
        if not bodies:
            continue
        if form.key in _COUNTED:
            days = [day_of(body.get(form.date_column)) for body in bodies]
            count = sum(day is not None and first <= day <= last for day in days)
            counted.append(f"{_COUNTED[form.key]}{count}件")
        others = others_of(reader, form)
        found = [figure(one, bodies, first, last, others) for one in form.statistics]
        figures += [
            f"{form.title}{one.statistic.title}{one.words}"
            for one in found
            if one.value is not None and one.statistic.measure in _QUALITY
        ]
    if counted:
        yield "公开与互动", "本季度登记：" + "，".join(counted) + "。"
    if figures:
        yield "质量指标", "；".join(figures) + "。"


def _tasks(reader: Reader, workspace: Workspace) -> Iterator[tuple[str, str]]:
    """The tasks that are ours: done, late by name, what is in the way, what follows."""
    bodies = plan_in_force(reader, workspace)
    if not bodies:
        return
    today = workspace.today
    done = sum(body.get("state") == "已完成" for body in bodies)
    late = [one for body in bodies for one in pending_of("", body, today) if one.late_days(today)]
    words = f"与本单位有关的任务{len(bodies)}项，已完成{done}项，逾期{len(late)}项。"
    lines = [f"{one.due.isoformat()} {_cut(one.text)}" for one in late]
    yield "重点任务", "\n".join([words, *_most(lines)])
    for key, title in (("problems", "存在问题"), ("following", "后续举措")):
        found = [str(body[key]) for body in bodies if body.get(key)]
        if found:
            yield title, "\n".join(_most(found))


def _duties(reader: Reader, workspace: Workspace) -> Iterator[tuple[str, str]]:
    duties = duties_of(reader, workspace)
    counted = [
        f"{one.title}{one.period}{one.done}/{one.needed}（{one.source}）"
        for one in duties
        if one.period
    ]
    if counted:
        yield "次数要求", "\n".join(_most(counted))
    dated = [f"{one.due.isoformat()} {one.title}" for one in duties if not one.met]
    if dated:
        yield "近期要办", "\n".join(_most(dated))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _most(lines: list[str]) -> list[str]:
    """The first lines, and how many more there are."""
    left = len(lines) - _MOST
    return [*lines[:_MOST], *([f"另有{left}项，见台账。"] if left > 0 else [])]
