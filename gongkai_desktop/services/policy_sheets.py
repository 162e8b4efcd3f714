"""Sheets on policy documents (政策文件): 清理结果表, and 政策解读情况表 with those that miss."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.ledger.form import LedgerForm, Statistic
from gongkai_desktop.domain.ledger.interpreting import Interpreted, interpreted
from gongkai_desktop.domain.ledger.limit import day_of
from gongkai_desktop.domain.ledger.tally import Figure, figure, subjects_of
from gongkai_desktop.domain.ledger.values import shown
from gongkai_desktop.domain.typeset.page import Layout
from gongkai_desktop.domain.typeset.setter import Align
from gongkai_desktop.domain.typeset.table_page import TableColumn, TableSheet
from gongkai_desktop.domain.wording import date_words
from gongkai_desktop.services.ledger import ledger_named
from gongkai_desktop.services.ledger_listing import others_of
from gongkai_desktop.services.policy_cleaning import RULEBOOK
from gongkai_desktop.services.press import Press
from gongkai_desktop.services.unit import the_unit
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import LedgerQuery, LedgerRow

INTERPRETATIONS = "interpretations"
_OPEN = "尚未作出结论"
_SIGNED = "填报人（签名）：＿＿＿＿＿＿　　审核人（签名）：＿＿＿＿＿＿　　日期：＿＿＿＿＿"
_STEPS = (
    ("起草", "drafted", "i_drafted"),
    ("审签", "signed", "i_signed"),
    ("发布", "published", "i_published"),
)
_NUMBER = TableColumn(heading="序号", width_mm=12, align=Align.CENTRE)


# ------------------------------------------------------------------ 清理结果表


def cleaning_pdf(workspace: Workspace, press: Press) -> bytes:
    """The results of the latest cleaning as PDF; raises UserError where none was begun."""
    form = ledger_named(workspace, RULEBOOK)
    with workspace.office.read() as reader:
        rows = reader.ledgers.find(LedgerQuery(ledger=RULEBOOK))
    if not rows:
        raise UserError("还没有清理记录", "请先在清理台账开始一次清理")
    batch = str(max(rows, key=lambda row: row.id).body.get("batch") or "")
    mine = [row for row in rows if row.body.get("batch") == batch]
    sheet = TableSheet(
        title="规范性文件清理结果表" + _sample(workspace),
        facts=(
            *_whose(workspace),
            ("清理批次", batch),
            ("结论", _counts(form, mine)),
        ),
        columns=(
            _NUMBER,
            TableColumn(heading="文件", width_mm=84),
            TableColumn(heading="文号", width_mm=44),
            TableColumn(heading="结论", width_mm=26, align=Align.CENTRE),
            TableColumn(heading="理由", width_mm=84),
        ),
        rows=tuple(cleaning_rows(form, mine)),
        notes=("清理结果向社会公开；结论为修改、废止、失效的，写明理由。", _SIGNED),
        landscape=True,
    )
    return press.pdf(press.table_pages(sheet))


def cleaning_rows(form: LedgerForm, rows: Sequence[LedgerRow]) -> list[tuple[str, ...]]:
    """The documents by result in the order of the choices, those without one last."""
    order = [*form.column("result").choices, ""]
    found = sorted(rows, key=lambda row: (order.index(_result(row)), row.no))
    return [
        (
            str(at),
            str(row.body.get("title") or ""),
            str(row.body.get("number") or ""),
            _conclusion(_result(row)) or _OPEN,
            str(row.body.get("reason") or ""),
        )
        for at, row in enumerate(found, start=1)
    ]


def _result(row: LedgerRow) -> str:
    return str(row.body.get("result") or "")


def _conclusion(result: str) -> str:
    return result.removeprefix("宣布")


def _counts(form: LedgerForm, rows: Sequence[LedgerRow]) -> str:
    counted = Counter(_result(row) for row in rows)
    told = [f"{_conclusion(one)}{counted[one]}件" for one in form.column("result").choices]
    left = [f"{_OPEN}{counted['']}件"] if counted[""] else []
    return f"共{len(rows)}件：" + "、".join([*told, *left])


# ------------------------------------------------------------------ 政策解读情况表


def interpretations_pdf(workspace: Workspace, press: Press) -> bytes:
    """政策解读情况表 of the year as PDF, then the list of the policies that miss something."""
    form = ledger_named(workspace, INTERPRETATIONS)
    found, rate = policies_interpreted(workspace, form)
    short = [one for one in found if one.misses]
    table = _situation(workspace, form, found, rate)
    sheets = (table, _missing(workspace, short)) if short else (table,)
    pages = tuple(page for one in sheets for page in press.table_pages(one).pages)
    return press.pdf(Layout(title=table.title, pages=pages))


def _situation(
    workspace: Workspace, form: LedgerForm, found: Sequence[Interpreted], rate: Figure
) -> TableSheet:
    goal = f"（目标{rate.statistic.goal:g}%）" if rate.statistic.goal is not None else ""
    short = sum(bool(one.misses) for one in found)
    return TableSheet(
        title=f"政策解读情况表（{workspace.today.year}年）" + _sample(workspace),
        facts=(
            *_whose(workspace),
            ("多样化解读率", f"{rate.words}{goal}"),
            ("未达要求", f"{short}件，共{len(found)}件"),
        ),
        columns=_COLUMNS,
        rows=tuple(_cells(form, at, one) for at, one in enumerate(found, start=1)),
        notes=(
            "同步一栏只有一个日期的，文件与解读同日；有两个的，上为文件，下为解读。"
            "同一文件的几份解读合并计算，多样化指有文字以外的形式。",
            _SIGNED,
        ),
        landscape=True,
    )


def _missing(workspace: Workspace, short: Sequence[Interpreted]) -> TableSheet:
    return TableSheet(
        title=f"未达解读要求的政策文件清单（{workspace.today.year}年）" + _sample(workspace),
        facts=(*_whose(workspace), ("件数", f"{len(short)}件")),
        columns=(
            _NUMBER,
            TableColumn(heading="文件", width_mm=76),
            TableColumn(heading="文号", width_mm=44),
            TableColumn(heading="未达要求之处", width_mm=118),
        ),
        rows=tuple(
            (str(at), one.title, one.number, "\n".join(one.misses))
            for at, one in enumerate(short, start=1)
        ),
        notes=(_SIGNED,),
        landscape=True,
    )


_COLUMNS = (
    _NUMBER,
    TableColumn(heading="文件（文号）", width_mm=62),
    TableColumn(heading="解读形式", width_mm=44),
    *(TableColumn(heading=f"同步{step}", width_mm=27, align=Align.CENTRE) for step, *_ in _STEPS),
    TableColumn(heading="最迟发布", width_mm=27, align=Align.CENTRE),
    TableColumn(heading="多样化", width_mm=18, align=Align.CENTRE),
    TableColumn(heading="达到要求", width_mm=18, align=Align.CENTRE),
)


def policies_interpreted(
    workspace: Workspace, form: LedgerForm
) -> tuple[list[Interpreted], Figure]:
    """Every policy of the year that needs an interpretation, and the rate over them."""
    statistic = _rate_of(form)
    first, last = date(workspace.today.year, 1, 1), date(workspace.today.year, 12, 31)
    with workspace.office.read() as reader:
        rows = [row.body for row in reader.ledgers.find(LedgerQuery(ledger=form.key))]
        others = others_of(reader, form)
    asked = [body for body in rows if _inside(body.get(statistic.date), first, last)]
    subjects = subjects_of(statistic, asked, first, last, others)
    calendar, today = workspace.knowledge.calendar, workspace.today
    found = [interpreted(form, statistic, one, calendar, today) for one in subjects]
    return found, figure(statistic, rows, first, last, others)


def _rate_of(form: LedgerForm) -> Statistic:
    found = next((one for one in form.statistics if one.subject), None)
    if found is None:
        raise UserError(f"{form.title}没有多样化解读率", "请恢复随程序提供的台账格式")
    return found


def _inside(value: object, first: date, last: date) -> bool:
    day = day_of(value)
    return day is not None and first <= day <= last


def _cells(form: LedgerForm, at: int, one: Interpreted) -> tuple[str, ...]:
    forms = one.body.get("forms") or []
    told = f"{len(forms)}种：{shown(form.column('forms'), forms)}" if forms else "没有解读"
    due = one.limit.due if one.limit else None
    late = one.limit.late if one.limit else False
    return (
        str(at),
        f"{one.title}\n{one.number}".strip(),
        told,
        *(_step(one, own, other) for _, own, other in _STEPS),
        (due.isoformat() if due else "—") + ("\n迟" if late else ""),
        "计入" if one.varied else "不计",
        "否" if one.misses else "是",
    )


def _step(one: Interpreted, own: str, other: str) -> str:
    """Both days, and whether they are the same; unwritten ones are shown as such."""
    days = [str(one.body.get(key) or "未填") for key in (own, other)]
    return days[0] if days[0] == days[1] else "\n".join(days)


def _whose(workspace: Workspace) -> tuple[tuple[str, str], tuple[str, str]]:
    unit = the_unit(workspace).name or "（未填写）"
    return ("单位", unit), ("截至", date_words(workspace.today))


def _sample(workspace: Workspace) -> str:
    return "（演示数据）" if workspace.demo else ""
