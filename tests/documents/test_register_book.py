"""The register as a workbook: every field comes back, no cell runs, damage is told plainly."""

import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desktop.documents.register_book import (
    is_register_book,
    read_register,
    write_register,
)
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
    assert write_register(path, [request], {}) == 1
    assert is_register_book(path)
    (read,) = read_register(path)
    return read


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


@given(text=st.text(st.characters(exclude_categories=("Cs",)), max_size=12))
def test_any_text_is_written_and_what_xml_cannot_hold_is_left_out(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    read = back(full(text), tmp_path_factory.mktemp("book"))
    lost = {
        char for char in text if char not in "\t\n\r" and (char < " " or char in "\ufffe\uffff")
    }
    kept = "".join(char for char in text if char not in lost)
    assert read.request_text == f"甲{kept}乙"


def damaged(path: Path, member: str, change: Callable[[bytes], bytes]) -> Path:
    write_register(path, [full("甲")], {})
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
    write_register(path, [full("甲")], {})
    book = openpyxl.load_workbook(path)
    del book["事件"]
    book.save(path)
    with pytest.raises(UserError, match="没有工作表“事件”"):
        read_register(path)
