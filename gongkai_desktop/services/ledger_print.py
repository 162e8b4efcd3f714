"""A ledger on paper (台账打印): the columns that have a width on the page, signatures below."""

from __future__ import annotations

import attrs

from gongkai_desktop.domain.ledger.form import LedgerForm
from gongkai_desktop.domain.ledger.values import shown
from gongkai_desktop.domain.review.masking import Masks, masked_field
from gongkai_desktop.domain.typeset.table_page import TableColumn, TableSheet
from gongkai_desktop.domain.wording import date_words
from gongkai_desktop.services.ledger import ledger_named
from gongkai_desktop.services.press import Press
from gongkai_desktop.services.unit import the_unit
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import LedgerQuery, LedgerRow


def ledger_pdf(workspace: Workspace, press: Press, ledger: str, query: LedgerQuery) -> bytes:
    """The rows that answer a query as PDF; UserError for an unknown ledger."""
    form = ledger_named(workspace, ledger)
    with workspace.office.read() as reader:
        rows = reader.ledgers.find(attrs.evolve(query, ledger=form.key, today=workspace.today))
    sheet = TableSheet(
        title=(form.print_title or form.title) + ("（演示数据）" if workspace.demo else ""),
        facts=(
            ("单位", the_unit(workspace).name or "（未填写）"),
            ("打印日期", date_words(workspace.today)),
            ("条数", f"{len(rows)}条"),
        ),
        columns=_columns(form),
        rows=tuple(_cells(form, row, workspace.knowledge.masks) for row in rows),
        notes=_signatures(form),
        landscape=form.landscape,
    )
    return press.pdf(press.table_pages(sheet))


def _columns(form: LedgerForm) -> tuple[TableColumn, ...]:
    printed = (TableColumn(heading=one.title, width_mm=one.mm) for one in form.columns if one.mm)
    return (TableColumn(heading="编号", width_mm=24), *printed)


def _cells(form: LedgerForm, row: LedgerRow, masks: Masks) -> tuple[str, ...]:
    printed = ((one.key, shown(one, row.body.get(one.key))) for one in form.columns if one.mm)
    return (row.no, *(masked_field(masks, key, words) for key, words in printed))


def _signatures(form: LedgerForm) -> tuple[str, ...]:
    if not form.signatures:
        return ()
    return (
        "　　".join(f"{name}（签名）：＿＿＿＿＿＿　日期：＿＿＿＿＿" for name in form.signatures),
    )
