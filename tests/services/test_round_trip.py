"""Export → import gives the same ``register show`` for every case (design §3)."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import attrs
import openpyxl
import pytest

from gongkai_desktop.domain.event import Event, EventType
from gongkai_desktop.domain.request import Applicant, ApplicantKind, Item, Request
from gongkai_desktop.services import listing, request, request_export
from gongkai_desktop.services.request_import import ImportOptions, import_register
from gongkai_desktop.services.workspace import Workspace, open_workspace
from gongkai_desktop.store import StoredLetter

RECEIVED = Event(type=EventType.RECEIVED, date=date(2026, 3, 2), channel="网上", how="电话")


def case(**values: object) -> Request:
    plain = Request(
        register_no="",
        applicant=Applicant(name="张三", kind=ApplicantKind.RESEARCH),
        request_text="批复",
        events=(RECEIVED,),
    )
    return attrs.evolve(plain, **values)  # type: ignore[arg-type]


@pytest.fixture
def other(empty: Workspace, tmp_path: Path) -> Iterator[Workspace]:
    workspace = open_workspace(tmp_path / "other.gkt", today=empty.today, create=True)
    yield workspace
    workspace.close()


def assert_same(empty: Workspace, other: Workspace, folder: Path) -> None:
    book = folder / "登记簿.xlsx"
    count = request_export.export_register(empty, book)
    report = import_register(other, book, ImportOptions())
    assert (report.imported, report.errors, report.questions) == (count, (), ())
    for row in listing.register_list(empty):
        number = row["register_no"]
        assert listing.register_show(other, number) == listing.register_show(empty, number)
    again = import_register(other, book, ImportOptions())
    assert (again.imported, again.skipped) == (0, count)


@pytest.mark.parametrize(
    "text",
    [
        "  首尾空格 ",
        "第一行\n第二行\r\n\t",
        "长" * 70_000,
        "=1+1",
        "_x000D_",
        "甲\x07乙",
        "1e5",
        "TRUE",
    ],
    ids=["spaces", "lines", "long", "formula", "written", "bell", "number", "flag"],
)
def test_texts(empty: Workspace, other: Workspace, tmp_path: Path, text: str) -> None:
    items = (Item(no=1, text=text, fields={"reason": text}), Item(no=2, text="图"))
    person = Applicant(name=text[:40], phone=text[:40], address=text)
    request.register(
        empty, case(applicant=person, request_text=text, items=items, remarks=text, handler=text)
    )
    assert_same(empty, other, tmp_path)


def test_letters_struck_parts_and_struck_requests(
    empty: Workspace, other: Workspace, tmp_path: Path
) -> None:
    items = tuple(Item(no=number, text=f"第{number}项") for number in (1, 2, 3))
    kept = request.register(empty, case(items=items)).request
    gone = request.register(empty, case(request_text="另一件")).request
    for event in (
        Event(type=EventType.CORRECTION_NOTICE, date=date(2026, 3, 5), deadline=date(2026, 3, 20)),
        Event(type=EventType.CORRECTION_RETURNED, date=date(2026, 3, 9)),
        Event(type=EventType.DECIDED, date=date(2026, 3, 20), outcome="r3_1_open"),
        Event(type=EventType.REPLY_SENT, date=date(2026, 3, 20), method="邮寄"),
    ):
        kept = request.record_event(empty, kept.register_no, event).request
    with empty.change("改动") as change:
        change.requests.void_event(kept.events[1].id, "登错了")
        events = (kept.events[0], *kept.events[2:])
        left = attrs.evolve(kept, items=(kept.items[0], kept.items[2]), events=events)
        request.save(change, left, empty)
        change.requests.void(gone.id, "重复登记")
        for code, number, struck in (
            ("B3", "", ""),
            ("C1", "某答〔2026〕1号", ""),
            ("C1", "", "错"),
        ):
            change.letters.add(
                StoredLetter(
                    request_id=kept.id,
                    code=code,
                    number=number,
                    letter_date=date(2026, 3, 20) if number else None,
                    status="审签稿",
                    void_reason=struck,
                )
            )
    shown = listing.register_show(empty, kept.register_no)
    assert len(shown["letters"]) == 3 and [one["no"] for one in shown["items"]] == [1, 3]
    assert_same(empty, other, tmp_path)


def test_one_bad_row_does_not_stop_the_others(
    empty: Workspace, other: Workspace, tmp_path: Path
) -> None:
    for text in ("甲", "乙", "丙"):
        request.register(empty, case(request_text=text))
    book = tmp_path / "登记簿.xlsx"
    request_export.export_register(empty, book)
    workbook = openpyxl.load_workbook(book)
    workbook["事件"]["B3"] = "2026-02-30"
    workbook.save(book)
    report = import_register(other, book, ImportOptions())
    assert report.imported == 2
    places = [(one.sheet, one.row, one.column) for one in report.errors]
    assert places == [("登记", 3, "登记号"), ("事件", 3, "日期")]


def test_letters_of_a_renumbered_request_follow_it(
    empty: Workspace, other: Workspace, tmp_path: Path
) -> None:
    kept = request.register(empty, case(register_no="1")).request
    with empty.change("文书") as change:
        change.letters.add(StoredLetter(request_id=kept.id, code="C1", number="某答1号"))
    earlier = attrs.evolve(RECEIVED, date=date(2025, 3, 3))
    request.register(other, case(register_no="1", events=(earlier,)))
    book = tmp_path / "登记簿.xlsx"
    request_export.export_register(empty, book)
    import_register(other, book, ImportOptions())
    assert [one["number"] for one in listing.register_show(other, "2026-1")["letters"]] == [
        "某答1号"
    ]


class GivenUpError(Exception):
    """The clerk has pressed 取消."""


def test_work_goes_on_while_a_workbook_is_written(
    empty: Workspace, other: Workspace, tmp_path: Path
) -> None:
    request.register(empty, case())

    def meanwhile(done: int, total: int, words: str) -> None:
        request.register(empty, case(request_text="导出时登记的"))

    book = tmp_path / "登记簿.xlsx"
    assert request_export.export_register(empty, book, report=meanwhile) == 1
    assert import_register(other, book, ImportOptions()).imported == 1
    assert len(listing.register_list(empty)) == 2


def test_a_workbook_given_up_is_never_seen(empty: Workspace, tmp_path: Path) -> None:
    request.register(empty, case())

    def stop(done: int, total: int, words: str) -> None:
        raise GivenUpError

    with pytest.raises(GivenUpError):
        request_export.export_register(empty, tmp_path / "登记簿.xlsx", report=stop)
    assert not (tmp_path / "登记簿.xlsx").exists()
