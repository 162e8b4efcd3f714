"""Walks the main job in a temporary office (自检): what works here, and what does not.

Runs from the source tree, the wheel and the installed program alike; needs no window.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import attrs

from gongkai_desktop.domain.approval import Signing
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.letter.composed import Profile
from gongkai_desktop.domain.letter.course import Delivery
from gongkai_desktop.domain.request import Item
from gongkai_desktop.domain.seal import Sealing
from gongkai_desktop.services import (
    annual,
    approval,
    backup,
    clock_sheet,
    delivery,
    demo,
    letter,
    letter_record,
    listing,
    request_export,
    request_import,
    seal,
)
from gongkai_desktop.services import request as request_service
from gongkai_desktop.services.press import the_press
from gongkai_desktop.services.workspace import Workspace, open_workspace

_LETTER_REQUEST = "2026-016"
_SHEET_REQUEST = "2025-005"


@attrs.frozen(kw_only=True)
class Step:
    """One step of the self-test: what was tried, whether it worked, a word on how."""

    name: str
    ok: bool
    detail: str


@attrs.frozen(kw_only=True)
class _Bench:
    """Where the steps work: the sample office and a folder for what they make."""

    workspace: Workspace
    folder: Path


def run() -> list[Step]:
    """All steps in order, each judged on its own; a failed one does not stop the others."""
    with _temporary_bench() as bench:
        return [_attempt(name, step, bench) for name, step in _STEPS]


@contextmanager
def _temporary_bench() -> Iterator[_Bench]:
    with tempfile.TemporaryDirectory(prefix="gongkai-") as name:
        folder = Path(name)
        demo.create_office(folder / "office.gkt")
        workspace = open_workspace(folder / "office.gkt")
        try:
            yield _Bench(workspace=workspace, folder=folder)
        finally:
            workspace.close()


def _attempt(name: str, step: Callable[[_Bench], str], bench: _Bench) -> Step:
    try:
        return Step(name=name, ok=True, detail=step(bench))
    except (UserError, AssertionError, OSError) as error:
        return Step(name=name, ok=False, detail=str(error))


def _expect(condition: bool, otherwise: str) -> None:
    if not condition:
        raise UserError(otherwise)


def _calendar(bench: _Bench) -> str:
    calendar = bench.workspace.knowledge.calendar
    due = calendar.nth_workday_after(date(2025, 9, 24), 20)
    _expect(due == date(2025, 10, 28), f"2025-09-24起20个工作日算成了{due}")
    return f"放假安排到{calendar.known_until.isoformat()}"


def _register(bench: _Bench) -> str:
    listed = listing.register_list(bench.workspace)
    _expect(len(listed) == 60, f"演示数据应有60件，实有{len(listed)}件")
    overdue = [row["register_no"] for row in listed if row["status"] == "已超期"]
    _expect(overdue == ["2026-015"], f"应只有2026-015超期，得到{overdue}")
    return "60件，期限由事件推算"


def _letter(bench: _Bench) -> str:
    request = request_service.request_numbered(bench.workspace, _LETTER_REQUEST)
    press = the_press()
    produced = letter.make(bench.workspace, press, request, "A1", {}, profile=Profile.DRAFT)
    pdf = bench.folder / "letter.pdf"
    letter.write(press, produced, pdf, bench.folder / "letter.docx")
    _expect(not produced.layout.missing, "字体里缺字")
    return f"登记回执{produced.pages}页，PDF 与 Word"


def _reply(bench: _Bench) -> str:
    """One answer from its draft to the post: signed step by step, numbered, sealed, posted."""
    workspace, press, today = bench.workspace, the_press(), bench.workspace.today
    items = (Item(no=1, text="土地整治项目验收资料", ground="open_provide"),)
    request_service.answer_items(workspace, _LETTER_REQUEST, items)
    request = request_service.request_numbered(workspace, _LETTER_REQUEST)
    facts = {"info_title": "《验收意见》", "pages": 6, "form": "纸质", "way": "邮寄"}
    made = letter_record.save(workspace, request, "C1", facts).letter
    while (due := approval.due_step(workspace, made)) and due.signs:
        signing = Signing(step=due.key, name="甲某", date=today, reason="自检")
        made = approval.sign(workspace, press, made.id, signing)
    made = seal.seal(workspace, made.id, Sealing(date=today, person="甲某", explanation="自检"))
    mail = Delivery(method="邮寄", posted=today, mail_no="1000000000058")
    made = delivery.post(workspace, made.id, mail)
    answered = request_service.request_numbered(workspace, _LETTER_REQUEST)
    _expect(answered.reply_no == made.number, "登记簿里的答复文号与文书不一致")
    _expect(made.status == "已寄出", f"文书停在“{made.status}”")
    return f"{made.number}，签发、用印、寄出，登记簿随之更新"


def _sheet(bench: _Bench) -> str:
    target = bench.folder / "sheet.pdf"
    pages = clock_sheet.write_sheet(bench.workspace, the_press(), _SHEET_REQUEST, target)
    return f"期限演算单{pages}页"


def _tables(bench: _Bench) -> str:
    result = annual.compile_year(bench.workspace, 2025)
    _expect(not annual.has_hard(result.violations), "2025年三张表的勾稽关系不成立")
    annual.write_workbook(bench.workspace, result, bench.folder / "annual.xlsx")
    return "2025年三张表，勾稽关系成立"


def _exchange(bench: _Bench) -> str:
    book = bench.folder / "register.xlsx"
    request_export.export_register(bench.workspace, book)
    fresh = open_workspace(bench.folder / "second.gkt", today=bench.workspace.today, create=True)
    try:
        report = request_import.import_register(fresh, book, request_import.ImportOptions())
        again = request_import.import_register(fresh, book, request_import.ImportOptions())
    finally:
        fresh.close()
    _expect(report.imported == 60, f"导出再导入得到{report.imported}件")
    _expect(again.imported == 0, "重复导入增加了申请")
    return "导出60件，原样导入，重复导入不增加"


def _safety(bench: _Bench) -> str:
    saved = backup.backup(bench.workspace, bench.folder / "备份")
    _expect(saved.requests == 60, f"备份里有{saved.requests}件")
    damage = bench.workspace.office.verify()
    _expect(not damage, f"数据文件检查出{len(damage)}处问题")
    return "备份核对一致，数据文件完好"


_STEPS: tuple[tuple[str, Callable[[_Bench], str]], ...] = (
    ("工作日历", _calendar),
    ("登记与期限", _register),
    ("文书", _letter),
    ("审签到寄送", _reply),
    ("期限演算单", _sheet),
    ("年报表格", _tables),
    ("导出与导入", _exchange),
    ("备份与检查", _safety),
)
