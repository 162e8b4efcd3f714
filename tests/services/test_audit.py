"""审计 read back: who did what when, before and after by field, personal data masked."""

from __future__ import annotations

import re
from datetime import date, datetime

import attrs
import openpyxl
import pypdfium2
import pytest

from gongkai_desktop.services import audit, people, sign_in
from gongkai_desktop.services import request as request_service
from gongkai_desktop.services.audit_words import field_title
from gongkai_desktop.services.press import the_press
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import AuditQuery, Person, schema

ID_NO, PHONE, HOME = "110105194912310021", "13800138000", "示例市望山县城关镇人民路8号3单元"
SECRETS = (ID_NO, PHONE, "人民路8号3单元")


@pytest.fixture
def corrected(sample: Workspace) -> Workspace:
    """One request given number, phone and home; its remarks carry the number again."""
    office = attrs.evolve(sample, operator="丁某", now=lambda: datetime(2026, 11, 22, 9, 30))
    request = request_service.request_numbered(office, "2026-015")
    who = attrs.evolve(request.applicant, id_no=ID_NO, phone=PHONE, address=HOME)
    remarks = f"申请人身份证号{ID_NO}，手机{PHONE}"
    request_service.amend(office, attrs.evolve(request, applicant=who, remarks=remarks))
    return office


def latest(office: Workspace) -> int:
    return audit.numbers(office, AuditQuery())[0]


def test_before_and_after_by_field_without_the_numbers(corrected: Workspace) -> None:
    changes = audit.changes_of(corrected, latest(corrected))
    said = {one.field: one.after for one in changes}
    assert {"证件号码", "电话", "地址", "备注"} <= set(said)
    assert said["证件号码"].startswith("11") and "*" in said["证件号码"]
    told = "".join(one.before + one.after for one in changes)
    assert [secret for secret in SECRETS if secret in told] == []


def test_a_correction_of_what_is_covered_is_told_and_not_shown(corrected: Workspace) -> None:
    """11*************021 before and after: one digit in the middle was wrong."""
    request = request_service.request_numbered(corrected, "2026-015")
    right = ID_NO.replace("19491231", "19491213")
    who = attrs.evolve(request.applicant, id_no=right)
    request_service.amend(corrected, attrs.evolve(request, applicant=who))
    changes = audit.changes_of(corrected, latest(corrected))
    (number,) = [one for one in changes if one.field == "证件号码"]
    assert number.before == "11*************021"
    assert number.after == "11*************021（遮挡的部分有改动）"


def test_every_field_of_a_recorded_row_has_a_title() -> None:
    """A field without one would show the clerk a word of the program's."""
    named = {
        (table.name, column.name)
        for table in schema.RECORDED
        for column in table.columns
        if column.name not in ("id", "row_hash") and not column.name.endswith("_id")
    }
    assert {one for one in named if field_title(one[1]).isascii()} == set()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (AuditQuery(words="丁某", first=date(2026, 11, 22)), True),
        (AuditQuery(words="没有此人"), False),
        (AuditQuery(words="%"), False),
        (AuditQuery(last=date(2026, 11, 21)), False),
        (AuditQuery(first=date(2026, 11, 22), last=date(2026, 11, 22)), True),
    ],
)
def test_filter_by_words_and_day(corrected: Workspace, query: AuditQuery, found: bool) -> None:
    assert (latest(corrected) in audit.numbers(corrected, query)) is found


def test_the_export_holds_no_number_and_is_itself_recorded(corrected: Workspace, tmp_path) -> None:
    corrected.note("打印文书", what=f"给{ID_NO}的告知书")
    target = tmp_path / "审计.xlsx"
    count = audit.export(corrected, target, AuditQuery())
    rows = list(openpyxl.load_workbook(target).worksheets[0].iter_rows(values_only=True))
    assert len(rows) == count + 1
    assert not [one for row in rows for one in row if any(each in str(one) for each in SECRETS)]
    entry = audit.entries(corrected, [latest(corrected)])[0]
    assert (entry.use_case, entry.notes["file"]) == ("导出审计", "审计.xlsx")
    assert corrected.office.verify() == []


def test_the_printed_head_is_the_head_of_the_chain(corrected: Workspace) -> None:
    with corrected.office.read() as reader:
        head = reader.audit.head()
    with pypdfium2.PdfDocument(audit.head_pdf(corrected, the_press())) as document:
        printed = document[0].get_textpage().get_text_bounded()
    assert head.hash in "".join(printed.split())
    assert f"第{head.seq}号" in printed


_KEY = re.compile(r"(?<![.\w])[a-z][a-z_]{2,}：")


def test_nothing_of_the_program_stands_in_what_is_read(sample: Workspace) -> None:
    """Contents within contents, notes and codes are told in the office's words."""
    told = [
        one for seq in audit.numbers(sample, AuditQuery()) for one in audit.changes_of(sample, seq)
    ]
    assert len(told) > 300
    assert {one.field for one in told if one.field.isascii()} == set()
    keys = {key for one in told for key in _KEY.findall(one.before + one.after)}
    assert keys == set()
    grounds = {one.after for one in told if one.field == "法定依据"}
    assert {one for one in grounds if one.isascii()} == set()


def test_a_password_digest_is_not_shown(empty: Workspace) -> None:
    people.save_person(empty, Person(name="丁某", roles=("管理员",)))
    sign_in.set_own_password(sign_in.enter(empty, "丁某"), "", "三棵大香樟树")
    changes = audit.changes_of(empty, latest(empty))
    assert all(len(one.after) < 60 for one in changes)
