"""Speed as ratios in one run (速度): our work against what one would otherwise use.

Each row times both sides in the same process, several rounds each, and compares the medians;
seconds are never a goal by themselves.
"""

from __future__ import annotations

import gc
import re
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import attrs
import chinese_calendar
import openpyxl
import python_calamine

from gongkai_desktop.documents.pdf import draw_pdf
from gongkai_desktop.domain.clock import evaluate
from gongkai_desktop.domain.event import Event, EventType
from gongkai_desktop.domain.letter.composed import Profile
from gongkai_desktop.domain.request import Applicant, ApplicantKind, Request
from gongkai_desktop.domain.review.source import Source
from gongkai_desktop.domain.unit import Unit
from gongkai_desktop.library.paths import form
from gongkai_desktop.services import letter, request_import, review
from gongkai_desktop.services.clock import current_view
from gongkai_desktop.services.knowledge import Knowledge, load_knowledge
from gongkai_desktop.services.press import the_press
from gongkai_desktop.services.workspace import Workspace, open_workspace
from gongkai_desktop.store import RequestQuery

_ROUNDS = 3
_TODAY = date(2026, 11, 22)


@attrs.frozen(kw_only=True)
class Row:
    """One comparison: ``ratio`` as the goal words it, and what was measured."""

    name: str
    ratio: float
    goal: str
    met: bool
    detail: str


def row_document(row: Row) -> dict[str, Any]:
    """A row as the command line prints it."""
    return {
        "name": row.name,
        "ratio": round(row.ratio, 2),
        "goal": row.goal,
        "met": row.met,
        "detail": row.detail,
    }


def run(
    *,
    quick: bool,
    note: Callable[[str], None],
    window: Callable[[Path], list[Row]] | None = None,
) -> list[Row]:
    """All rows that exist; ``quick`` uses a fiftieth of the data, only to see that they run.

    ``window`` measures the window over a large office, where there is one to measure.
    """
    size = 2_000 if quick else 100_000
    knowledge = load_knowledge()
    rows = []
    note("期限")
    rows.append(_deadlines(knowledge, size))
    note("文书")
    rows.append(_letters(knowledge, 20 if quick else 500))
    note("预审")
    rows.append(_review(size // 10))
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as folder:
        note("导入")
        rows += _intake(Path(folder), size // 2)
        note("登记簿")
        workspace = _large_office(Path(folder) / "bench.gkt", knowledge, size)
        try:
            rows += _register(workspace)
            rows.append(_annual(workspace))
        finally:
            workspace.close()
        if window:
            note("窗口")
            rows += window(Path(folder) / "bench.gkt")
    return rows


def _timed(work: Callable[[], object]) -> float:
    """Median seconds of a few rounds, the collector switched off while measuring."""
    times = []
    for _ in range(_ROUNDS):
        gc.collect()
        gc.disable()
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
        gc.enable()
    return median(times)


# ------------------------------------------------------------------ deadlines


def _receipts(count: int) -> list[tuple[Event, ...]]:
    first = date(2023, 1, 2)
    return [
        (
            Event(type=EventType.RECEIVED, date=first + timedelta(days=number % 1300)),
            Event(
                type=EventType.EXTENSION,
                date=first + timedelta(days=number % 1300 + 7),
                days=number % 20 + 1,
            ),
        )
        for number in range(count)
    ]


def _deadlines(knowledge: Knowledge, count: int) -> Row:
    cases = _receipts(count)
    sample = cases[:: max(1, count // 1000)]
    calendar, rules = knowledge.calendar, knowledge.rules
    if any(evaluate(case, calendar, rules, None).due_date != _day_by_day(case) for case in sample):
        raise ValueError("the yardstick counts otherwise")
    ours = _timed(lambda: [evaluate(case, calendar, rules, None).due_date for case in cases])
    theirs = _timed(lambda: [_day_by_day(case) for case in sample]) * len(cases) / len(sample)
    ratio = theirs / ours
    return Row(
        name=f"{count}个期限，对逐日数 chinese-calendar",
        ratio=ratio,
        goal="≥ 50",
        met=ratio >= 50,
        detail=f"{ours:.2f} 秒对 {theirs:.1f} 秒（后者按{len(sample)}个推算）",
    )


def _day_by_day(case: tuple[Event, ...]) -> date:
    """The same rule by walking the calendar: day 1 is the next working day."""
    received, extension = case
    left = 20 + (extension.days or 0)
    day = received.date
    while left:
        day += timedelta(days=1)
        left -= chinese_calendar.is_workday(day)
    return day


# ------------------------------------------------------------------ letters


def _letters(knowledge: Knowledge, count: int) -> Row:
    press = the_press()
    letters = [
        letter.render(
            knowledge,
            press,
            Unit(),
            "C7",
            {"register_no": f"2026-{number:04d}"},
            profile=Profile.DRAFT,
            today=_TODAY,
        ).composition.letter
        for number in range(count)
    ]
    layouts = [press.letters.layout(one, Profile.DRAFT) for one in letters]
    bare = _timed(lambda: draw_pdf(layouts, press.fonts))
    ours = _timed(
        lambda: draw_pdf((press.letters.layout(one, Profile.DRAFT) for one in letters), press.fonts)
    )
    ratio = ours / bare
    return Row(
        name=f"{count}份答复书排版并写成 PDF，对只画同样的字",
        ratio=ratio,
        goal="≤ 2",
        met=ratio <= 2,
        detail=f"{ours:.2f} 秒对 {bare:.2f} 秒",
    )


# ------------------------------------------------------------------ review


_CHINESE = re.compile(r'"([^"\\\n]*[\u4e00-\u9fff][^"\\\n]{12,})"')


def _review(kilobytes: int) -> Row:
    """The whole scan against finding the same words with the same automaton and no rule."""
    sentences = [
        sentence
        for file in sorted(form("letters").rglob("*.toml"))
        for sentence in _CHINESE.findall(file.read_text(encoding="utf-8"))
    ]
    page = "\n".join(sentences)
    text = page * max(1, kilobytes * 1024 // len(page.encode()))
    scanner = review.shipped_scanner()
    source = Source(path="测速", text=text)
    publication = review.Publication(day=_TODAY)
    bare = _timed(lambda: sum(1 for _ in scanner.hits(text)))
    ours = _timed(lambda: review.scan(source, publication, scanner))
    ratio = ours / bare
    return Row(
        name=f"扫描{len(text.encode()) / 1024**2:.0f}兆字节文字，对只查同一词表",
        ratio=ratio,
        goal="≤ 3",
        met=ratio <= 3,
        detail=f"{ours:.2f} 秒对 {bare:.2f} 秒",
    )


# ------------------------------------------------------------------ import


_HEAD = ("登记号", "收到日期", "申请方式", "申请人", "申请内容", "答复日期", "办理结果")


def _intake(folder: Path, count: int) -> list[Row]:
    """A whole old register read and counted, then written too, against reading its cells alone."""
    book = folder / "台账.xlsx"
    _write_book(book, count)
    bare = _timed(lambda: _cells_alone(book))
    tried = _timed(lambda: _imported(book, folder, dry_run=True))
    written = _timed(lambda: _imported(book, folder, dry_run=False))
    start = perf_counter()
    _cells_in_python(book)
    python = perf_counter() - start
    return [
        _intake_row(f"读入{count}行台账并计算期限（不写入），对只读单元格", tried, bare, python),
        _intake_row(f"导入{count}行台账（写入登记簿和审计），对只读单元格", written, bare, python),
    ]


def _intake_row(name: str, ours: float, bare: float, python: float) -> Row:
    """The goal is against the reader we use, written in Rust; the detail names one in Python."""
    ratio = ours / bare
    other = f"openpyxl 只读这些单元格 {python:.2f} 秒，为其 {ours / python:.1f} 倍"
    detail = f"{ours:.2f} 秒对 {bare:.2f} 秒（{other}）"
    return Row(name=name, ratio=ratio, goal="≤ 2", met=ratio <= 2, detail=detail)


def _cells_alone(book: Path) -> None:
    with python_calamine.load_workbook(str(book)) as workbook:
        workbook.get_sheet_by_index(0).to_python()


def _cells_in_python(book: Path) -> None:
    workbook = openpyxl.load_workbook(book, read_only=True)
    for row in workbook.worksheets[0].iter_rows(values_only=True):
        len(row)
    workbook.close()


def _imported(book: Path, folder: Path, *, dry_run: bool) -> None:
    office = folder / "import.gkt"
    office.unlink(missing_ok=True)
    workspace = open_workspace(office, today=_TODAY, create=True)
    options = request_import.ImportOptions(dry_run=dry_run)
    try:
        request_import.import_register(workspace, book, options)
    finally:
        workspace.close()


def _write_book(path: Path, count: int) -> None:
    first = date(2024, 1, 2)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("登记")
    sheet.append(_HEAD)
    for number in range(count):
        day = first + timedelta(days=number % 900)
        text = f"{_WORDS[number % len(_WORDS)]}第{number}号"
        answered = day + timedelta(days=14)
        sheet.append([f"{day.year}-{number:06d}", day, "网上", "张某", text, answered, "予以公开"])
    book.save(path)


# ------------------------------------------------------------------ register


_KINDS = tuple(ApplicantKind)
_WORDS = ("征地批复", "规划条件", "宅基地登记", "补偿标准", "测绘成果", "用地预审")


def _large_office(path: Path, knowledge: Knowledge, count: int) -> Workspace:
    workspace = open_workspace(path, today=_TODAY, create=True)
    first = date(2024, 1, 2)
    requests = (_bench_request(number, first) for number in range(count))
    with workspace.change("测速数据") as change:
        change.requests.add_many((one, current_view(one, knowledge)) for one in requests)
    return workspace


def _bench_request(number: int, first: date) -> Request:
    received = first + timedelta(days=number % 1040)
    events = [Event(type=EventType.RECEIVED, date=received, channel="互联网")]
    if number % 20:
        events.append(Event(type=EventType.DECIDED, date=received + timedelta(days=14)))
    return Request(
        register_no=f"{received.year}-{number:06d}",
        applicant=Applicant(name=f"申请人{number % 5000}", kind=_KINDS[number % len(_KINDS)]),
        request_text=f"{_WORDS[number % len(_WORDS)]}第{number}号",
        events=tuple(events),
        row="r3_1_open" if number % 3 else "r3_4_1_not_held",
        section="办公室",
    )


def _register(workspace: Workspace) -> list[Row]:
    asked = {
        "打开登记簿首屏": RequestQuery(limit=200, today=_TODAY),
        "按收到日期排序": RequestQuery(sort="received_date", limit=200, today=_TODAY),
        "筛选在办": RequestQuery(group="open", limit=200, today=_TODAY),
        "按申请内容排序": RequestQuery(sort="request_text", limit=200, today=_TODAY),
        "按承办科室倒序": RequestQuery(sort="section", descending=True, limit=200, today=_TODAY),
        "查两个字": RequestQuery(text="征地", limit=200, today=_TODAY),
    }
    return [_query_row(workspace, name, query) for name, query in asked.items()]


def _query_row(workspace: Workspace, name: str, query: RequestQuery) -> Row:
    with workspace.office.read() as reader:
        bare = _timed(lambda: reader.requests.bare(query))
        ours = _timed(lambda: reader.requests.rows(query))
    ratio = ours / bare
    return Row(
        name=f"{name}，对只执行 SQL",
        ratio=ratio,
        goal="≤ 2（另加一帧）",
        met=ours <= 2 * bare + 0.017,
        detail=f"{ours * 1000:.1f} 毫秒对 {bare * 1000:.1f} 毫秒",
    )


def _annual(workspace: Workspace) -> Row:
    with workspace.office.read() as reader:
        bare = _timed(lambda: reader.requests.bare_group())
        ours = _timed(lambda: reader.requests.annual_counts(2025))
    ratio = ours / bare
    return Row(
        name="年报各格计数，对一次 GROUP BY",
        ratio=ratio,
        goal="≤ 3",
        met=ratio <= 3,
        detail=f"{ours * 1000:.1f} 毫秒对 {bare * 1000:.1f} 毫秒",
    )
