"""A ledger by section (按科室统计): how many rows, and its shares, section by section."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from gongkai_desktop.domain.ledger.condition import Body
from gongkai_desktop.domain.ledger.form import LedgerForm
from gongkai_desktop.domain.ledger.limit import day_of
from gongkai_desktop.domain.ledger.tally import figure
from gongkai_desktop.domain.ledger.values import shown
from gongkai_desktop.domain.typeset.setter import Align
from gongkai_desktop.domain.typeset.table_page import TableColumn, TableSheet
from gongkai_desktop.domain.wording import date_words
from gongkai_desktop.services.ledger import find, ledger_named
from gongkai_desktop.services.press import Press
from gongkai_desktop.services.unit import the_unit
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import LedgerQuery

ATTRIBUTES = "attributes"
_UNNAMED, _ALL = "（未写科室）", "合计"
_SIGNED = "填报人（签名）：＿＿＿＿＿＿　　审核人（签名）：＿＿＿＿＿＿　　日期：＿＿＿＿＿"


def sections_pdf(workspace: Workspace, press: Press) -> bytes:
    """公文公开属性认定 of the current year by section as PDF, with the share not made public."""
    form = ledger_named(workspace, ATTRIBUTES)
    bodies = [row.body for row in find(workspace, LedgerQuery(ledger=form.key))]
    year = workspace.today.year
    words = form.column("attribute").choices
    titles = ("公文", *words, *(one.title for one in form.statistics), "待审查")
    sheet = TableSheet(
        title=f"{form.title}按科室统计（{year}年）" + ("（演示数据）" if workspace.demo else ""),
        facts=(
            ("单位", the_unit(workspace).name or "（未填写）"),
            ("截至", date_words(workspace.today)),
        ),
        columns=(
            TableColumn(heading="科室", width_mm=44),
            *(TableColumn(heading=one, width_mm=30, align=Align.CENTRE) for one in titles),
        ),
        rows=tuple(section_rows(form, bodies, workspace.today)),
        notes=("待审查：依申请公开、不予公开的公文中，审查日已到的。", _SIGNED),
        landscape=True,
    )
    return press.pdf(press.table_pages(sheet))


def section_rows(form: LedgerForm, bodies: Sequence[Body], today: date) -> list[tuple[str, ...]]:
    """A row for each section, the highest share not made public first, and one for all."""
    first, last = date(today.year, 1, 1), date(today.year, 12, 31)
    made = [day_of(body.get(form.date_column)) for body in bodies]
    inside = [body for body, day in zip(bodies, made, strict=True) if day and first <= day <= last]
    by_section: dict[str, list[Body]] = {}
    for body in inside:
        name = shown(form.column(form.unit_column), body.get(form.unit_column)) or _UNNAMED
        by_section.setdefault(name, []).append(body)
    ordered = sorted(by_section.items(), key=lambda one: (-_withheld(one[1]), one[0]))
    rows = [_row(form, name, some, today) for name, some in ordered]
    return [*rows, _row(form, _ALL, inside, today)]


def _withheld(bodies: Sequence[Body]) -> float:
    withheld = [body for body in bodies if body.get("attribute") != "主动公开"]
    return len(withheld) / len(bodies)


def _row(form: LedgerForm, name: str, bodies: Sequence[Body], today: date) -> tuple[str, ...]:
    first, last = date(today.year, 1, 1), date(today.year, 12, 31)
    counts = [
        sum(body.get("attribute") == word for body in bodies)
        for word in form.column("attribute").choices
    ]
    due = sum(
        body.get("attribute") != "主动公开"
        and (day_of(body.get("next_review")) or date.max) <= today
        for body in bodies
    )
    figures = [figure(one, bodies, first, last).words for one in form.statistics]
    return (name, str(len(bodies)), *map(str, counts), *figures, str(due))
