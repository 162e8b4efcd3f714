"""Information made public (主动公开): handed to archive and library, turned from requests."""

from __future__ import annotations

import attrs

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.ledger.values import shown
from gongkai_desktop.domain.typeset.setter import Align
from gongkai_desktop.domain.typeset.table_page import TableColumn, TableSheet
from gongkai_desktop.domain.wording import date_words
from gongkai_desktop.services import ledger
from gongkai_desktop.services.masking import masked_words
from gongkai_desktop.services.press import Press
from gongkai_desktop.services.request import request_numbered
from gongkai_desktop.services.unit import the_unit
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import LedgerQuery, LedgerRow

PUBLICATIONS = "publications"
_ZERO = (("—", "", "本期没有可送交的政府信息（零报告）", "", "", ""),)
_COPIES = (
    "依据《政府信息公开条例》第二十五条送交国家档案馆、公共图书馆。本表一式四份，送交、接收各存。"
)
_BLANK = "＿＿＿＿＿＿"
_TITLE_CHARS = 60
_CONVERTED = "由申请转为主动公开"


def halls_pdf(workspace: Workspace, press: Press) -> bytes:
    """政府信息送交目录表 as PDF: what is public and was not handed over before today.

    Where there is nothing it says so: the sealed list is handed in all the same (零报告).
    """
    rows = _to_hand_over(workspace)
    unit = the_unit(workspace)
    sheet = TableSheet(
        title="政府信息送交目录表" + ("（演示数据）" if workspace.demo else ""),
        facts=(
            ("送交单位", unit.name or "（未填写）"),
            ("送交联系人", workspace.operator),
            ("联系电话", unit.office_phone or "（未填写）"),
            ("截至", date_words(workspace.today)),
            ("条数", f"{len(rows)}条"),
        ),
        columns=(
            TableColumn(heading="序号", width_mm=12, align=Align.CENTRE),
            TableColumn(heading="索引号", width_mm=40),
            TableColumn(heading="信息名称", width_mm=95),
            TableColumn(heading="文号", width_mm=40),
            TableColumn(heading="公开日期", width_mm=26),
            TableColumn(heading="公开渠道", width_mm=34),
        ),
        rows=tuple(_cells(workspace, at, row) for at, row in enumerate(rows, start=1)) or _ZERO,
        notes=(
            f"送交单位（盖章）：{_BLANK}　送交人：{_BLANK}　日期：{_BLANK}",
            f"国家档案馆接收人：{_BLANK}　日期：{_BLANK}",
            f"公共图书馆接收人：{_BLANK}　日期：{_BLANK}",
            _COPIES,
        ),
        landscape=True,
    )
    return press.pdf(press.table_pages(sheet))


def _to_hand_over(workspace: Workspace) -> list[LedgerRow]:
    today = workspace.today.isoformat()
    rows = ledger.find(workspace, LedgerQuery(ledger=PUBLICATIONS, sort="no"))
    return [
        row
        for row in rows
        if row.body.get("published") and row.body.get("sent_halls", today) in ("", today)
    ]


def _cells(workspace: Workspace, at: int, row: LedgerRow) -> tuple[str, ...]:
    form = ledger.ledger_named(workspace, PUBLICATIONS)
    keys = ("index_no", "title", "number", "published", "channels")
    return (str(at), *(shown(form.column(key), row.body.get(key)) for key in keys))


def mark_handed_over(workspace: Workspace) -> int:
    """Record that what the list holds was handed over today; returns how many rows.

    Raises UserError where nothing is waiting.
    """
    waiting = [row for row in _to_hand_over(workspace) if not row.body.get("sent_halls")]
    if not waiting:
        raise UserError("没有要登记送交的信息", "已公开的都登记过送交，或者还没有公开的信息")
    with workspace.change("登记两馆送交") as change:
        for row in waiting:
            body = {**row.body, "sent_halls": workspace.today.isoformat()}
            ledger.amend_within(change, workspace, row.id, body)
    return len(waiting)


def convert_request(workspace: Workspace, register_no: str) -> LedgerRow:
    """Turn what a request asked for into information to be made public (条例第四十四条).

    Persons are unnamed and numbers masked; the 20 working days run from today. Raises UserError
    where the request was turned already.
    """
    request = request_numbered(workspace, register_no)
    known = [
        row for row in ledger.linked(workspace, PUBLICATIONS, register_no) if not row.void_reason
    ]
    if known:
        raise UserError(f"{register_no}已转为主动公开（{known[0].no}）", "可以在主动公开台账里修改")
    applicant = attrs.asdict(request.applicant)
    names = {str(applicant.get(key) or "") for key in ("name", "agent", "contact")} - {""}
    asked = request.corrected_text or request.request_text
    body = {
        "title": masked_words(workspace, asked, names)[:_TITLE_CHARS],
        "formed": workspace.today.isoformat(),
        "way": _CONVERTED,
        "from_request": register_no,
    }
    return ledger.add(workspace, PUBLICATIONS, body).row
