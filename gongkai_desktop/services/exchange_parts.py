"""What each kind of package carries (报送内容), taken from the open office."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from gongkai_desktop.documents.ledger_book import BookRow, write_ledger
from gongkai_desktop.documents.list_book import ListColumn, write_list
from gongkai_desktop.domain.annual.violation import Level
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.exchange.annual_figures import is_zero, totals_of
from gongkai_desktop.domain.exchange.kind import PackageKind
from gongkai_desktop.domain.numbering import DEFAULT_PATTERN
from gongkai_desktop.domain.request import RequestRow
from gongkai_desktop.services.annual import compile_year, write_workbook
from gongkai_desktop.services.annual_text import narrative
from gongkai_desktop.services.exchange_content import (
    ANNUAL_PART,
    CONFIGURATION_PART,
    PRECEDENTS_PART,
    QUARTER_PART,
    REGISTER_PART,
    REGISTER_TEXT,
    REPORT_PART,
    TASKS_PART,
    UNITS_SETTING,
    Choice,
    Content,
    as_json,
)
from gongkai_desktop.services.exchange_filing import filing_content
from gongkai_desktop.services.exchange_return import return_content
from gongkai_desktop.services.exchange_section import assignment_content, opinion_content
from gongkai_desktop.services.ledger import ledger_named
from gongkai_desktop.services.ledger_import import export_ledger
from gongkai_desktop.services.lexicon import handed_down
from gongkai_desktop.services.masking import masked_words
from gongkai_desktop.services.precedent import PRECEDENTS
from gongkai_desktop.services.statistics import compile_statistics, statistics_document
from gongkai_desktop.services.statistics import write_workbook as write_statistics
from gongkai_desktop.services.task_import import TASKS
from gongkai_desktop.services.unit import read_unit
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import AnnualPart, LedgerQuery

QUARTER_FORM = "quarter"
_IN_CASES = "案例里没有脱敏的个人信息"


def content_for(
    workspace: Workspace, kind: PackageKind, period: str, choice: Choice | None = None
) -> Content:
    """The content of a kind and period; raises UserError where it may not leave as it is."""
    chosen = choice or Choice()
    if kind == PackageKind.FILING:
        return filing_content(workspace, period, letters=chosen.letters)
    if kind == PackageKind.REGISTER:
        return _register(workspace, period, texts=chosen.texts)
    if kind == PackageKind.RETURN:
        return return_content(workspace, period, chosen)
    if kind == PackageKind.ASSIGNMENT:
        return assignment_content(workspace, period, chosen)
    if kind == PackageKind.OPINION:
        return opinion_content(workspace, period, chosen)
    makers = {
        PackageKind.ANNUAL: _annual,
        PackageKind.QUARTER: _quarter,
        PackageKind.TASKS: _tasks,
        PackageKind.PRECEDENTS: _precedents,
        PackageKind.CONFIGURATION: _configuration,
    }
    return makers[kind](workspace, period)


def _annual(workspace: Workspace, period: str) -> Content:
    year = int(period)
    compiled = compile_year(workspace, year)
    broken = [one for one in compiled.violations if one.level == Level.HARD]
    if broken:
        raise UserError(
            f"{year}年年报还有{len(broken)}处勾稽关系不成立：{broken[0].message}",
            "请在“年度报告与统计”里改正后再报送",
        )
    text = narrative(workspace, compiled)
    record = {**compiled.report.to_record(), "prose": text.prose if text.begun else ""}
    return Content(
        parts={ANNUAL_PART: as_json(record), REPORT_PART: _workbook(workspace, year)},
        body=record,
        totals=totals_of(compiled.report),
        records=1,
        zero=is_zero(compiled.report),
    )


def _quarter(workspace: Workspace, period: str) -> Content:
    """The quarter's form with the same figures as a plain table."""
    made = compile_statistics(workspace, QUARTER_FORM, period)
    record = statistics_document(made)
    with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
        path = Path(folder) / REPORT_PART
        write_statistics(workspace, made, path)
        book = path.read_bytes()
    counted = [row for row in made.form.rows if not row.heading and row.level == 0]
    return Content(
        parts={QUARTER_PART: as_json(record), REPORT_PART: book},
        body=record,
        totals={row.title: made.figures[row.key][0] or 0 for row in counted},
        records=1,
        zero=made.zero,
    )


def _workbook(workspace: Workspace, year: int) -> bytes:
    """The same figures as a plain table, for an office without the program."""
    with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
        path = Path(folder) / REPORT_PART
        write_workbook(workspace, compile_year(workspace, year), path)
        return path.read_bytes()


def _register(workspace: Workspace, period: str, *, texts: bool) -> Content:
    """The year's requests without persons (台账脱敏), their words masked or left out."""
    year = int(period)
    with workspace.office.read() as reader:
        rows = reader.requests.annual_cases(year, AnnualPart.NEW)
    records = [_without_persons(row) for row in rows]
    if texts:
        for at, (row, record) in enumerate(zip(rows, records, strict=True)):
            workspace.report(at, len(rows), f"正在脱敏 {row.register_no}")
            record[REGISTER_TEXT] = masked_words(workspace, row.request_text, [row.applicant])
    return Content(
        parts={REGISTER_PART: as_json(records), REPORT_PART: _register_book(records)},
        body={"requests": records},
        totals={"本年新收": len(records)},
        records=len(records),
        zero=not records,
    )


_REGISTER_TITLES = {
    "register_no": ("登记号", 14),
    "applicant_kind": ("申请人类型", 14),
    "channel": ("申请方式", 14),
    "section": ("承办科室", 16),
    "stage": ("环节", 8),
    "ground": ("依据", 20),
    "outcome": ("办理结果", 24),
    "received_date": ("收到日期", 12),
    "due_date": ("答复期限", 12),
    "decided_date": ("答复日期", 12),
    "sent_date": ("送出日期", 12),
    REGISTER_TEXT: ("申请内容（已脱敏）", 60),
}


def _register_book(records: Sequence[Mapping[str, Any]]) -> bytes:
    """The same as a plain table, for an office without the program."""
    keys = [key for key in _REGISTER_TITLES if records and key in records[0]]
    columns = [ListColumn(*_REGISTER_TITLES[key]) for key in keys or list(_REGISTER_TITLES)[:-1]]
    with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
        path = Path(folder) / REPORT_PART
        lines = ([str(one.get(key) or "") for key in keys] for one in records)
        write_list(path, "台账脱敏", columns, lines)
        return path.read_bytes()


def _without_persons(row: RequestRow) -> dict[str, Any]:
    view = row.view
    days = {
        "received_date": view.received_date,
        "due_date": view.due_date,
        "decided_date": view.decided_date,
        "sent_date": view.sent_date,
    }
    return {
        "register_no": row.register_no,
        "applicant_kind": row.applicant_kind.value,
        "channel": view.channel,
        "section": row.section,
        "stage": view.stage.value,
        "ground": view.ground,
        "outcome": view.report_row,
        **{name: day.isoformat() if day else None for name, day in days.items()},
    }


def _tasks(workspace: Workspace, period: str) -> Content:
    """The year's tasks as the ledger's own workbook."""
    year = int(period)
    ours = LedgerQuery(ledger=TASKS, equals=(("year", str(year)),))
    with workspace.office.read() as reader:
        found = reader.ledgers.find(ours)
    if not found:
        raise UserError(f"任务台账里没有{year}年的任务", "请先导入或者登记任务分工")
    return Content(
        parts={TASKS_PART: _ledger_book(workspace, ours)},
        body={"tasks": [row.title for row in found]},
        totals={"任务": len(found)},
        records=len(found),
    )


def _precedents(workspace: Workspace, period: str) -> Content:
    """The year's cases without the 登记号 they came from."""
    year = int(period)
    first, last = f"{year}-01-01", f"{year}-12-31"
    with workspace.office.read() as reader:
        rows = reader.ledgers.find(LedgerQuery(ledger=PRECEDENTS))
    found = [row for row in rows if first <= str(row.body.get("entered") or "") <= last]
    if not found:
        raise UserError(f"案例库里没有{year}年入库的案例", "请先入库")
    bodies = [{key: value for key, value in row.body.items() if key != "request"} for row in found]
    form = ledger_named(workspace, PRECEDENTS)
    with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
        path = Path(folder) / "precedents.xlsx"
        write_ledger(path, form, [BookRow(no="", body=body) for body in bodies])
        content = {PRECEDENTS_PART: path.read_bytes()}
    said = "\n".join(value for body in bodies for value in body.values() if isinstance(value, str))
    private = masked_words(workspace, said, ()) != said
    return Content(
        parts={} if private else content,
        secret=content if private else {},
        personal=(_IN_CASES,) if private else (),
        body={"precedents": [row.title for row in found]},
        totals={"案例": len(found)},
        records=len(found),
    )


def _ledger_book(workspace: Workspace, query: LedgerQuery) -> bytes:
    with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
        path = Path(folder) / "rows.xlsx"
        export_ledger(workspace, query.ledger, path, query)
        return path.read_bytes()


def _configuration(workspace: Workspace, period: str) -> Content:
    """What the county office lays over the shipped data: holidays, law, forms, ledgers, units."""
    with workspace.office.read() as reader:
        calendars = list(reader.calendars.all())
        entries = [
            {"key": one.key, "text": text, "base": one.base_fingerprint}
            for one in reader.entries.all("office")
            if (text := handed_down(one.key, one.text))
        ]
        pattern = read_unit(reader).number_pattern
        units = reader.settings.get(UNITS_SETTING, [])
    own_pattern = "" if pattern == DEFAULT_PATTERN else pattern
    if not (calendars or entries or units or own_pattern):
        raise UserError(
            "本单位没有改过放假安排、文号、表单、法律条目和单位清单，没有可以下发的配置",
            "请先在“设置”里修改，再生成配置包",
        )
    body = {
        "calendars": calendars,
        "entries": entries,
        "units": units,
        "number_pattern": own_pattern,
    }
    return Content(
        parts={CONFIGURATION_PART: as_json(body)},
        body=body,
        totals={"放假安排": len(calendars), "条目": len(entries), "单位": len(units)},
        records=len(calendars) + len(entries) + len(units),
    )
