"""The register as a workbook: every field comes back, no cell runs, damage is told plainly."""

import html
import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import attrs
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desktop.documents.register_book import BookEntry, write_register
from gongkai_desktop.documents.register_read import is_register_book, read_register
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.event import Event, EventType
from gongkai_desktop.domain.request import Applicant, ApplicantKind, Item, Request
from gongkai_desktop.domain.request_record import request_to_record


def full(text: str) -> Request:
    """A request with every kind of field filled, ``text`` in each of the texts."""
    return Request(
        register_no="2026-001",
        applicant=Applicant(kind=ApplicantKind.BIZ, name=f"某{text}某", id_no="0012", phone=text),
        request_text=f"甲{text}乙",
        events=(
            Event(type=EventType.RECEIVED, date=date(2026, 1, 5), channel="当面", how=text),
            Event(type=EventType.THIRD_PARTY_SENT, date=date(2026, 1, 7), party="某", joint=True),
            Event(type=EventType.EXTENSION, date=date(2026, 1, 20), days=20, approved_by=text),
        ),
        items=(
            Item(no=1, text=f"甲{text}乙", fields={"reason": text, "found": [1, 2.5, None, True]}),
            Item(no=2, text="丙", ground="not_exist", row="r3_4_1_not_held"),
        ),
        forwarded=date(2026, 1, 6),
        original_due=date(2026, 2, 3),
        imported=True,
        remarks=text,
    )


def back(request: Request, folder: Path) -> Request:
    path = folder / "登记簿.xlsx"
    assert write_register(path, [BookEntry(request=request)]) == 1
    assert is_register_book(path)
    book = read_register(path)
    assert book.errors == ()
    (read,) = book.entries
    return read.entry.request


TEXTS = [
    *("=1+1", "+86", "-甲", "@某", "\t制表", "第一行\n第二行", "回车\r换行\r\n", "  空格  "),
    *("_x000D_", "2026-03-02", "0012", "TRUE", "#N/A", "𠮷田", "'引号", '=HYPERLINK("http://x")'),
]


@pytest.mark.parametrize("text", TEXTS)
def test_every_field_comes_back(tmp_path: Path, text: str) -> None:
    request = full(text)
    assert request_to_record(back(request, tmp_path)) == request_to_record(request)


@pytest.mark.parametrize("text", TEXTS)
def test_no_cell_is_a_formula(tmp_path: Path, text: str) -> None:
    back(full(text), tmp_path)
    book = openpyxl.load_workbook(tmp_path / "登记簿.xlsx")
    assert not [cell for sheet in book for row in sheet for cell in row if cell.data_type == "f"]


@given(text=st.text(max_size=12))
def test_any_text_comes_back_whatever_xml_can_hold(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    request = full(text)
    read = back(request, tmp_path_factory.mktemp("book"))
    assert request_to_record(read) == request_to_record(request)


@pytest.mark.parametrize(
    "text",
    [
        *("长" * 32_768, "长\n" * 40_000, "𠮷" * 20_000, "\r甲" * 17_000, "_x000D_" * 9_000),
        *("甲……【续文1】", "  首尾 \n", "\x00\x07\ud800\ufffe"),
    ],
    ids=["long", "lines", "pairs", "returns", "written", "marker", "spaces", "odd"],
)
def test_what_no_cell_can_hold_comes_back(tmp_path: Path, text: str) -> None:
    request = attrs.evolve(full("甲"), request_text=text, remarks=text, corrected_text=text[:-1])
    assert request_to_record(back(request, tmp_path)) == request_to_record(request)
    with zipfile.ZipFile(tmp_path / "登记簿.xlsx") as archive:
        sheets = [archive.read(name) for name in archive.namelist() if "worksheets" in name]
    cells = [cell for sheet in sheets for cell in re.findall(r"<t[^>]*>([^<]*)", sheet.decode())]
    shown = [html.unescape(cell).encode("utf-16-le", "surrogatepass") for cell in cells]
    assert max(map(len, shown)) // 2 <= 32_767


def test_the_first_sheet_reads_like_a_register(tmp_path: Path) -> None:
    shown = {"received_date": date(2026, 1, 5), "due_date": date(2026, 2, 2), "status": "计时"}
    path = tmp_path / "a.xlsx"
    write_register(path, [BookEntry(request=full("甲"), shown=shown)])
    head, row = list(openpyxl.load_workbook(path)["登记"].iter_rows(values_only=True))[:2]
    assert head[:6] == ("登记号", "收到日期", "申请人", "申请人类型", "渠道", "申请内容")
    said = dict(zip(head, row, strict=True))
    assert (said["申请人"], said["状态"]) == ("某甲某", "计时")
    people = list(openpyxl.load_workbook(path)["申请人"].iter_rows(values_only=True))
    assert people[1][:3] == ("2026-001", "某甲某", "商业企业")


def changed(path: Path, sheet: str, cell: str, value: object) -> Path:
    """A workbook of two requests in which somebody typed something."""
    two = [full("甲"), attrs.evolve(full("乙"), register_no="2026-002")]
    write_register(path, [BookEntry(request=one) for one in two])
    book = openpyxl.load_workbook(path)
    book[sheet][cell] = value
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "place"),
    [
        ("事件", "B3", "2026-2-30", ("事件", 3, "日期")),
        ("事件", "D4", "extensions", ("事件", 4, "事件代码")),
        ("事件", "E3", "{", ("事件", 3, "详情")),
        ("事件", "A2", "2026-009", ("事件", 2, "登记号")),
        ("事项", "F2", "[1]", ("事项", 2, "文书字段")),
        ("事项", "C2", None, ("登记", 2, "登记号")),
        ("申请人", "C2", "外星人", ("登记", 2, "登记号")),
        ("申请人", "B2", None, ("登记", 2, "登记号")),
        ("申请人", "A3", "2026-001", ("登记", 2, "登记号")),
        ("登记", "F2", None, ("登记", 2, "登记号")),
        ("登记", "U2", "2026-13-1", ("登记", 2, "转交日期")),
    ],
)
def test_a_bad_row_is_named_and_the_good_ones_come_back(
    tmp_path: Path, sheet: str, cell: str, value: object, place: tuple[str, int, str]
) -> None:
    book = read_register(changed(tmp_path / "a.xlsx", sheet, cell, value))
    assert place in [(one.sheet, one.row, one.column) for one in book.errors]
    good = [one.entry.request.register_no for one in book.entries]
    assert good == ([] if cell == "A3" else ["2026-002"])


def test_days_typed_by_hand_are_read(tmp_path: Path) -> None:
    book = read_register(changed(tmp_path / "a.xlsx", "事件", "B2", "2026年1月4日"))
    assert book.entries[0].entry.request.events[0].date == date(2026, 1, 4)


def damaged(path: Path, member: str, change: Callable[[bytes], bytes]) -> Path:
    write_register(path, [BookEntry(request=full("甲"))])
    with zipfile.ZipFile(path) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    content[member] = change(content[member])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, one in content.items():
            archive.writestr(name, one)
    return path


@pytest.mark.parametrize("member", ["xl/worksheets/sheet1.xml", "xl/workbook.xml"])
@pytest.mark.parametrize("change", [lambda content: content[:-20], lambda content: b""])
def test_a_damaged_workbook_is_refused_in_one_sentence(
    tmp_path: Path, member: str, change: Callable[[bytes], bytes]
) -> None:
    with pytest.raises(UserError, match="已损坏"):
        read_register(damaged(tmp_path / "a.xlsx", member, change))


def test_a_sheet_taken_out_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_register(path, [BookEntry(request=full("甲"))])
    book = openpyxl.load_workbook(path)
    del book["事件"]
    book.save(path)
    with pytest.raises(UserError, match="没有工作表“事件”"):
        read_register(path)
