"""A request out to a section and its 拟办意见 back, in the same container (product.md §6.4)."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import attrs
import openpyxl
import pytest

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.event import Event, EventType
from gongkai_desktop.domain.exchange.kind import PackageKind
from gongkai_desktop.domain.request import Applicant, ApplicantKind, Request
from gongkai_desktop.domain.unit import Unit
from gongkai_desktop.services import (
    assignment,
    attachment,
    exchange,
    exchange_handed,
    exchange_opinion,
    exchange_receive,
    exchange_section,
    letter_record,
    request,
)
from gongkai_desktop.services.approval_proposal import proposal
from gongkai_desktop.services.desk import desk_of
from gongkai_desktop.services.desk_sheet import desk_page
from gongkai_desktop.services.evidence import items_of, searches_of
from gongkai_desktop.services.exchange_content import Choice
from gongkai_desktop.services.exchange_lock import Lock, made_password
from gongkai_desktop.services.exchange_section import HandOut
from gongkai_desktop.services.press import press_for
from gongkai_desktop.services.unit import save_unit
from gongkai_desktop.services.workspace import Workspace, open_workspace

NUMBER = "2026-004"
WORD = made_password()
LOCK = Lock(password=WORD, confirmed=True)
TEXT = "东街片区2024年征收补偿安置方案"
PRIVATE = "辛某某（身份证号990101198507051032）家的征收补偿协议"
ORDER = HandOut(section="征收科", reply_by=date(2026, 11, 30), advice="请检索2024年以来的方案")


def opened(path: Path) -> Workspace:
    workspace = open_workspace(path, today=date(2026, 11, 22), operator="丁某", create=True)
    save_unit(workspace, Unit(name="望山县自然资源局", code="002", prefix="望资"))
    return workspace


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    workspace = opened(tmp_path / "office.gkt")
    for number, text in ((NUMBER, TEXT), ("2026-005", PRIVATE)):
        request.register(
            workspace,
            Request(
                register_no=number,
                applicant=Applicant(kind=ApplicantKind.NATURAL, name="辛某某", phone="13000000004"),
                request_text=text,
                events=(Event(type=EventType.RECEIVED, date=date(2026, 11, 16), channel="当面"),),
            ),
        )
    yield workspace
    workspace.close()


@pytest.fixture
def section(tmp_path: Path) -> Iterator[Workspace]:
    workspace = opened(tmp_path / "section.gkt")
    yield workspace
    workspace.close()


def handed(office: Workspace, folder: Path, number: str = NUMBER, **choice: object) -> Path:
    row = exchange_section.hand_out(office, number, ORDER)
    chosen = Choice(assignment=row.id, **choice)  # type: ignore[arg-type]
    kind = PackageKind.ASSIGNMENT
    return exchange.pack(office, kind, number, folder, choice=chosen, lock=LOCK).path


OPINION = {
    "view": "部分公开",
    "basis": "《条例》第三十七条",
    "reasons": "方案可以公开，附件里的被征收人名单要隐去",
    "hints": "",
    "person": "甲某",
    "head": "己某",
    "phone": "000-1",
    "date": "2026-11-22",
    "searches": [
        {
            "date": "2026-11-19",
            "place": "档案室2024年征收卷",
            "words": "东街；2024年",
            "method": "人工查阅",
            "person": "甲某",
            "result": "找到",
            "found": "《东街片区征收补偿安置方案》（望资〔2024〕9号）",
        }
    ],
}


def answered(
    section: Workspace, folder: Path, materials: tuple[Path, ...] = (), **changes: object
) -> Path:
    choice = Choice(opinion={**OPINION, **changes}, materials=materials)
    kind = PackageKind.OPINION
    return exchange.pack(section, kind, NUMBER, folder, choice=choice, lock=LOCK).path


def test_without_personal_data_no_password_is_asked_and_the_papers_can_be_read(
    office, tmp_path
) -> None:
    path = handed(office, tmp_path)
    assert path.name == "002_协办_2026-004_征收科_第1版.zwgk"
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        facts = json.loads(archive.read("data/assignment.json"))
    assert {"协办通知单.pdf", "协办反馈表.xlsx", "说明.txt"} <= names
    assert (facts["request_text"], facts["reply_by"]) == (TEXT, "2026-11-30")
    assert "辛某某".encode() not in path.read_bytes()
    assert "applicant" not in facts


@pytest.mark.parametrize(
    ("number", "choice", "words"),
    [
        (NUMBER, {"applicant": True}, "申请人姓名和联系方式"),
        ("2026-005", {}, "申请内容里的个人信息"),
    ],
)
def test_personal_data_leave_only_under_a_password_and_a_second_word(
    office, tmp_path, number, choice, words
) -> None:
    row = exchange_section.hand_out(office, number, ORDER)
    chosen = Choice(assignment=row.id, **choice)
    kind = PackageKind.ASSIGNMENT
    for lock, complaint in (
        (None, "须设口令"),
        (Lock(password="13800138000a"), "太有规律|太短"),
        (Lock(password=WORD), "还没有确认"),
    ):
        with pytest.raises(UserError, match=complaint):
            exchange.pack(office, kind, number, tmp_path, choice=chosen, lock=lock)
    assert not [one for one in tmp_path.iterdir() if one.suffix == ".zwgk"]
    packed = exchange.pack(office, kind, number, tmp_path, choice=chosen, lock=LOCK)
    assert packed.package.manifest.personal == (words,)
    for secret in ("辛某某", "990101198507051032", "13000000004"):
        assert secret.encode() not in packed.path.read_bytes()


def test_masked_words_need_no_password(office, tmp_path) -> None:
    path = handed(office, tmp_path, "2026-005", masked=True)
    with zipfile.ZipFile(path) as archive:
        facts = json.loads(archive.read("data/assignment.json"))
    assert "990101198507051032" not in facts["request_text"]
    assert "辛某某" not in facts["request_text"]


def test_files_of_the_request_go_along_when_chosen(office, section, tmp_path) -> None:
    scan = tmp_path / "申请表.pdf"
    scan.write_bytes(b"%PDF-1.4 x")
    kept = attachment.attach(office, NUMBER, scan)
    path = handed(office, tmp_path, attachments=(kept.id,))
    (locked,) = exchange_receive.receive(section, [path])
    assert "附件，加了口令" in locked.notes[0]
    (taken,) = exchange_receive.receive(section, [path], passwords=["no", WORD])
    assert taken.status == "已接收"
    (one,) = exchange_handed.assignments_in(section)
    assert one.body["files"] == ["申请表.pdf"]


def test_kinds_of_files_no_package_holds_are_named(office, tmp_path) -> None:
    old = tmp_path / "旧文件.doc"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    kept = attachment.attach(office, NUMBER, old)
    with pytest.raises(UserError, match=r"附件“旧文件.doc”不能放进报送包"):
        handed(office, tmp_path, attachments=(kept.id,))


def test_the_opinion_comes_back_into_the_very_request(office, section, tmp_path) -> None:
    exchange_receive.receive(section, [handed(office, tmp_path)])
    found = tmp_path / "方案.pdf"
    found.write_bytes(b"%PDF-1.4 y")
    path = answered(section, tmp_path, (found,))
    (answer,) = exchange_receive.receive(office, [path], passwords=[WORD])
    assert answer.status == "已接收"
    with office.office.read() as reader:
        (row,) = assignment.assignments_of(reader, NUMBER)
        (search,) = searches_of(reader, NUMBER)
    assert row.body["returned"] == "2026-11-22"
    assert row.body["answer"].startswith("部分公开，依据《条例》第三十七条。理由：方案可以公开")
    assert (search.place, search.section) == ("档案室2024年征收卷", "征收科")
    kept = request.request_numbered(office, NUMBER)
    assert [one.name for one in attachment.attachments_of(office, kept.id)] == ["方案.pdf"]


def test_the_opinion_a_second_time_changes_nothing_and_a_second_edition_replaces(
    office, section, tmp_path
) -> None:
    exchange_receive.receive(section, [handed(office, tmp_path)])
    first = answered(section, tmp_path)
    exchange_receive.receive(office, [first])
    (again,) = exchange_receive.receive(office, [first])
    assert again.status == "已导入过"
    second = answered(section, tmp_path, view="可以公开", basis="", reasons="")
    assert second.name.endswith("第2版.zwgk")
    (answer,) = exchange_receive.receive(office, [second])
    assert any("原来的意见是：部分公开" in note for note in answer.notes)
    (late,) = exchange_receive.receive(office, [first])
    assert (late.status, late.notes) == ("已导入过", ("以后来的第2版为准",))
    with office.office.read() as reader:
        (row,) = assignment.assignments_of(reader, NUMBER)
        assert len(searches_of(reader, NUMBER)) == 1
    assert row.body["answer"] == "可以公开。"


def test_the_wrong_request_is_refused(office, section, tmp_path) -> None:
    exchange_receive.receive(section, [handed(office, tmp_path)])
    path = answered(section, tmp_path)
    with pytest.raises(UserError, match="这是2026-004的反馈，不是2026-005的"):
        exchange_receive.take_back(office, "2026-005", [path])
    (unknown,) = exchange_receive.receive(section, [path])
    assert "登记簿里没有2026-004" in unknown.notes[0]
    request.void(office, NUMBER, "重复登记")
    (void,) = exchange_receive.receive(office, [path])
    assert "已作废" in void.notes[0]


def test_an_opinion_on_what_was_never_handed_out_is_refused(office, section, tmp_path) -> None:
    exchange_receive.receive(section, [handed(office, tmp_path)])
    path = answered(section, tmp_path)
    with office.change("作废台账记录") as change:
        (row,) = assignment.assignments_of(change, NUMBER)
        change.ledgers.save(attrs.evolve(row, body={**row.body, "request": "2026-005"}))
    (answer,) = exchange_receive.receive(office, [path])
    assert "没有这个协办编号" in answer.notes[0]


def test_our_own_package_is_not_taken_for_the_answer(office, tmp_path) -> None:
    path = handed(office, tmp_path)
    (answer,) = exchange_receive.receive(office, [path])
    assert "本单位自己发出的" in answer.notes[0]
    with pytest.raises(UserError, match="是协办包，不是协办反馈"):
        exchange_receive.take_back(office, NUMBER, [path])


def filled_book(package: Path, folder: Path, **changes: str) -> Path:
    """The 反馈表 as a section without the program fills it in with Excel or WPS."""
    with zipfile.ZipFile(package) as archive:
        archive.extract("协办反馈表.xlsx", folder)
    path = folder / "协办反馈表.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book.active
    typed = {
        "意见": "无法提供",
        "理由": "没有制作过",
        "经办人": "甲某",
        "反馈日期": "2026年11月22日",
        **changes,
    }
    for row in sheet.iter_rows(max_col=1):
        if row[0].value in typed:
            sheet.cell(row[0].row, 2, typed[row[0].value])
        if row[0].value == "检索日期":
            first = row[0].row + 1
    line = (date(2026, 11, 19), "办公系统", "东街", "系统检索", "甲某", "未找到", None)
    for column, value in enumerate(line, start=1):
        sheet.cell(first, column, value)
    book.save(path)
    return path


def test_a_section_without_the_program_answers_in_the_plain_workbook(office, tmp_path) -> None:
    path = filled_book(handed(office, tmp_path), tmp_path)
    scan = tmp_path / "说明.pdf"
    scan.write_bytes(b"%PDF-1.4 z")
    answer = exchange_receive.take_back(office, NUMBER, [scan, path])
    assert answer.status == "已接收"
    with office.office.read() as reader:
        (row,) = assignment.assignments_of(reader, NUMBER)
        (search,) = searches_of(reader, NUMBER)
    assert row.body["answer"] == "无法提供。理由：没有制作过。"
    assert (search.day, search.result) == (date(2026, 11, 19), "未找到")
    assert exchange_receive.take_back(office, NUMBER, [scan, path]).status == "已导入过"
    (alone,) = exchange_receive.receive(office, [path])
    assert alone.edition == 2


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"意见": ""}, "没有填写意见"),
        ({"意见": "看情况"}, "意见“看情况”不对"),
        ({"理由": ""}, "没有写理由"),
        ({"反馈日期": "上周五"}, "反馈日期“上周五”不是日期"),
        ({"反馈日期": "2026-11-01"}, "反馈日期早于交办日期"),
        ({"协办编号": "x"}, "没有这个协办编号"),
        ({"登记号": "2026-005"}, "不是2026-004的"),
    ],
)
def test_what_is_wrong_in_the_workbook_is_one_sentence(office, tmp_path, changes, words) -> None:
    path = filled_book(handed(office, tmp_path), tmp_path, **changes)
    with pytest.raises(UserError, match=words):
        exchange_receive.take_back(office, NUMBER, [path])
    with office.office.read() as reader:
        (row,) = assignment.assignments_of(reader, NUMBER)
    assert not row.body.get("returned")


def test_the_same_hand_out_is_one_row_and_one_edition(office, tmp_path) -> None:
    assert handed(office, tmp_path) == handed(office, tmp_path)
    with office.office.read() as reader:
        assert len(assignment.assignments_of(reader, NUMBER)) == 1
    assert request.request_numbered(office, NUMBER).section == "征收科"


def test_opinion_and_searches_stand_on_slip_and_letter_without_typing(
    office, section, tmp_path
) -> None:
    exchange_receive.receive(section, [handed(office, tmp_path)])
    exchange_receive.receive(office, [answered(section, tmp_path)])
    kept = request.request_numbered(office, NUMBER)
    saved = letter_record.save(office, kept, "B1", {})
    said = proposal(office, kept, saved.letter)
    assert "征收科2026年11月22日反馈：部分公开，依据《条例》第三十七条。理由：方案可以公开" in said
    (item,) = items_of(office, kept)
    assert "档案室2024年征收卷" in str(item.fields)


def test_an_answer_that_fails_on_the_way_leaves_the_request_as_it_was(
    office, section, tmp_path, monkeypatch
) -> None:
    """Ledger, searches, files and record come in together or not at all."""
    exchange_receive.receive(section, [handed(office, tmp_path)])
    path = answered(section, tmp_path)

    def full(*_: object) -> None:
        raise UserError("磁盘已满", "请清理磁盘")

    monkeypatch.setattr(exchange_opinion, "keep_files", full)
    (answer,) = exchange_receive.receive(office, [path])
    assert answer.refused
    monkeypatch.undo()
    with office.office.read() as reader:
        (row,) = assignment.assignments_of(reader, NUMBER)
        assert searches_of(reader, NUMBER) == []
    assert not row.body.get("returned")
    (again,) = exchange_receive.receive(office, [path])
    assert again.status == "已接收"


def test_what_was_handed_to_us_stands_on_the_desk_until_it_is_answered(
    office, section, tmp_path
) -> None:
    exchange_receive.receive(section, [handed(office, tmp_path)])
    (one,) = desk_of(section).handed
    assert (one.register_no, one.unit, one.text) == (NUMBER, "望山县自然资源局", TEXT)
    assert (one.due, one.urgency.words) == (date(2026, 11, 30), "剩6个工作日")
    page = desk_page(desk_of(section), section, press_for(section))
    words = "".join(line.text for line in page.pages[0].lines)
    assert "协办" in words and NUMBER in words
    answered(section, tmp_path, ())
    assert desk_of(section).handed == ()
