"""Reporting between levels without a network (product.md §6.3, §6.4)."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import attrs
import pypdfium2
import pytest

from gongkai_desktop.documents.exchange_package import read_package, write_package
from gongkai_desktop.domain.annual.record import report_from_record
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.event import Event, EventType
from gongkai_desktop.domain.exchange.kind import PackageKind
from gongkai_desktop.domain.exchange.manifest import Manifest
from gongkai_desktop.domain.exchange.paper_code import PaperCode, encoded
from gongkai_desktop.domain.request import Applicant, ApplicantKind, Request
from gongkai_desktop.domain.unit import Unit
from gongkai_desktop.library.reports import template_due
from gongkai_desktop.services import (
    exchange,
    exchange_code,
    exchange_county,
    exchange_members,
    exchange_receive,
    exchange_return,
    ledger,
    request,
)
from gongkai_desktop.services.annual import compile_year, write_workbook
from gongkai_desktop.services.exchange_content import (
    ANNUAL_PART,
    CONFIGURATION_PART,
    QUARTER_PART,
    REGISTER_PART,
    Choice,
)
from gongkai_desktop.services.exchange_members import Member
from gongkai_desktop.services.unit import save_unit
from gongkai_desktop.services.workspace import DEMO_SETTING, Workspace, open_workspace
from gongkai_desktop.store import AnnualPart, LedgerQuery

YEAR = "2025"
MEMBERS = [
    Member(code="001", name="零申请局"),
    Member(code="002", name="望山县自然资源局"),
    Member(code="003", name="数字不平局"),
    Member(code="004", name="还没有报的局"),
]


def office_of(path: Path, name: str, code: str) -> Workspace:
    workspace = open_workspace(path, today=date(2026, 1, 20), operator="丁某", create=True)
    save_unit(workspace, Unit(name=name, code=code, prefix="望"))
    return workspace


@pytest.fixture
def county(tmp_path: Path) -> Iterator[Workspace]:
    workspace = office_of(tmp_path / "county.gkt", "望山县政务公开办公室", "000")
    exchange_members.save_members(workspace, MEMBERS)
    yield workspace
    workspace.close()


@pytest.fixture
def quiet(tmp_path: Path) -> Iterator[Workspace]:
    """A department without a single request."""
    workspace = office_of(tmp_path / "quiet.gkt", "零申请局", "001")
    yield workspace
    workspace.close()


@pytest.fixture
def busy(sample_file: Path, tmp_path: Path) -> Iterator[Workspace]:
    """The sample office's requests as if they were a real department's."""
    location = tmp_path / "busy.gkt"
    shutil.copyfile(sample_file, location)
    workspace = open_workspace(location, today=date(2026, 1, 20))
    with workspace.change("不再是演示数据") as change:
        change.settings.put(DEMO_SETTING, False)
    save_unit(workspace, Unit(name="望山县自然资源局", code="002", prefix="望资"))
    workspace.close()
    workspace = open_workspace(location, today=date(2026, 1, 20))
    yield workspace
    workspace.close()


def packed(workspace: Workspace, folder: Path, period: str = YEAR) -> Path:
    return exchange.pack(workspace, PackageKind.ANNUAL, period, folder).path


def forged(source: Path, target: Path, **changes: object) -> Path:
    """A package made by a program whose figures are wrong, sealed all the same."""
    package = read_package(source)
    record = json.loads(package.parts[ANNUAL_PART])
    manifest = package.manifest
    if "cell" in changes:
        row, column, value = changes.pop("cell")  # type: ignore[misc]
        record["table2"][row][column] = value
    parts = {**package.parts, ANNUAL_PART: json.dumps(record).encode()}
    write_package(target, attrs.evolve(manifest, **changes), parts)  # type: ignore[arg-type]
    return target


def test_file_is_named_as_the_rules_say_and_a_plain_table_is_inside(busy, tmp_path) -> None:
    path = packed(busy, tmp_path)
    assert path.name == "002_年报_2025_第1版.zwgk"
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        manifest = json.loads(archive.read("manifest.json"))
    assert names == {"manifest.json", "data/annual.json", "report.xlsx", "说明.txt"}
    assert manifest["totals"]["本年新收"] == 22
    assert manifest["zero"] is False
    assert path.stat().st_size < 200 * 1024


def test_no_person_stands_in_a_package(busy, tmp_path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    packed(busy, folder)
    exchange.pack(busy, PackageKind.REGISTER, YEAR, folder)
    with busy.office.read() as reader:
        names = {one.applicant for one in reader.requests.rows_numbered(["2025-004", "2025-005"])}
    for path in folder.iterdir():
        with zipfile.ZipFile(path) as archive:
            words = b"".join(archive.read(name) for name in archive.namelist())
        for secret in (*names, "990101198507051032", "13000000004", "征地补偿款拨付凭证"):
            assert secret.encode() not in words


def test_county_sees_who_reported_who_was_sent_back_who_is_missing(
    county, quiet, busy, tmp_path
) -> None:
    first = packed(busy, tmp_path)
    record_request(busy)
    second = packed(busy, tmp_path)
    assert "第2版" in second.name
    broken = forged(
        packed(quiet, tmp_path),
        tmp_path / "broken.zwgk",
        unit="数字不平局",
        unit_code="003",
        cell=("r3_1_open", "natural", 1),
    )
    answers = exchange_receive.receive(county, [packed(quiet, tmp_path), first, second, broken])
    assert [one.status for one in answers] == ["已报（零报告）", "已报", "已报", "退回"]
    found = exchange_members.standing(county, PackageKind.ANNUAL, YEAR)
    assert [one.status for one in found] == ["已报（零报告）", "已报", "退回", "未报"]
    assert found[1].exchange is not None
    assert found[1].exchange.edition == 2


def record_request(workspace: Workspace) -> None:
    request.register(
        workspace,
        Request(
            register_no="2025-900",
            applicant=Applicant(kind=ApplicantKind.NATURAL, name="补录某"),
            request_text="补录的申请",
            events=(Event(type=EventType.RECEIVED, date=date(2025, 12, 30), channel="当面"),),
        ),
    )


def test_a_second_edition_replaces_the_first_and_says_what_changed(county, busy, tmp_path) -> None:
    exchange_receive.receive(county, [packed(busy, tmp_path)])
    record_request(busy)
    (answer,) = exchange_receive.receive(county, [packed(busy, tmp_path)])
    assert answer.notes[0] == "第1版改为第2版，4格不同"
    assert any("本年新收”行“总计”列：22 → 23" in note for note in answer.notes)
    total = exchange_county.county_total(county, 2025)
    assert total.report.cell("table2.r1_new.total") == 23


def test_an_earlier_edition_does_not_come_after_a_later_one(county, busy, tmp_path) -> None:
    first = packed(busy, tmp_path)
    record_request(busy)
    exchange_receive.receive(county, [packed(busy, tmp_path)])
    (answer,) = exchange_receive.receive(county, [first])
    assert answer.refused
    assert "已经收到望山县自然资源局的第2版，这是较早的第1版" in answer.notes[0]
    total = exchange_county.county_total(county, 2025)
    assert total.report.cell("table2.r1_new.total") == 23


def test_totals_are_the_sum_cell_by_cell_with_the_units_behind(
    county, quiet, busy, tmp_path
) -> None:
    exchange_receive.receive(county, [packed(quiet, tmp_path), packed(busy, tmp_path)])
    total = exchange_county.county_total(county, 2025)
    assert (
        total.report.to_record()["table2"] == compile_year(busy, 2025).report.to_record()["table2"]
    )
    assert total.behind("table2.r1_new.total") == [("望山县自然资源局", 22)]
    assert total.behind("table2.r3_3_1_state_secret.total") == []


def test_importing_twice_changes_nothing(county, busy, tmp_path) -> None:
    path = packed(busy, tmp_path)
    exchange_receive.receive(county, [path])
    head = audit_head(county)
    (again,) = exchange_receive.receive(county, [path])
    assert again.status == "已导入过"
    assert audit_head(county) == head


def audit_head(workspace: Workspace) -> str:
    with workspace.office.read() as reader:
        return reader.audit.head().hash


def test_the_same_content_packed_again_is_the_same_edition(busy, tmp_path) -> None:
    assert packed(busy, tmp_path) == packed(busy, tmp_path)


@pytest.mark.parametrize("place", [0.1, 0.5, 0.9, 1.0])
def test_one_byte_changed_on_the_way_is_found(county, quiet, tmp_path, place: float) -> None:
    path = packed(quiet, tmp_path)
    content = bytearray(path.read_bytes())
    at = min(len(content) - 1, int(len(content) * place))
    content[at] ^= 1
    path.write_bytes(content)
    (answer,) = exchange_receive.receive(county, [path])
    assert answer.refused
    assert "文件已损坏" in answer.notes[0]


def test_another_name_still_works(county, quiet, tmp_path) -> None:
    renamed = packed(quiet, tmp_path).rename(tmp_path / "局里的年报 (1).zip")
    (answer,) = exchange_receive.receive(county, [renamed])
    assert answer.status == "已报（零报告）"


def test_a_sample_office_cannot_report(sample, county, quiet, tmp_path) -> None:
    with pytest.raises(UserError, match="演示数据不能报送"):
        packed(sample, tmp_path)
    marked = forged(packed(quiet, tmp_path), tmp_path / "demo.zwgk", demo=True)
    (answer,) = exchange_receive.receive(county, [marked])
    assert "演示数据" in answer.notes[0]


def test_totals_on_paper_must_be_those_of_the_cells(county, quiet, tmp_path) -> None:
    lying = forged(packed(quiet, tmp_path), tmp_path / "lying.zwgk", totals={"本年新收": 5})
    (answer,) = exchange_receive.receive(county, [lying])
    assert answer.status == "退回"
    assert answer.notes == ("报送单上的本年新收5与表格中的0不符",)


def test_closed_periods_unknown_units_and_other_contents_are_refused(
    county, quiet, tmp_path
) -> None:
    path = packed(quiet, tmp_path)
    stranger = forged(path, tmp_path / "stranger.zwgk", unit="外县某局", unit_code="999")
    (answer,) = exchange_receive.receive(county, [stranger])
    assert "不在单位清单里" in answer.notes[0]
    exchange_receive.receive(county, [path])
    again = forged(path, tmp_path / "again.zwgk", made="2026-01-21T08:00")
    (answer,) = exchange_receive.receive(county, [again])
    assert answer.status == "已导入过"
    assert "只是重新生成过" in answer.notes[0]
    other = with_prose(path, tmp_path / "other.zwgk", "另一段文字。")
    (answer,) = exchange_receive.receive(county, [other])
    assert "第1版已经收到过，内容不同" in answer.notes[0]
    exchange_members.close_period(county, PackageKind.ANNUAL, YEAR, closed=True)
    (answer,) = exchange_receive.receive(county, [path])
    assert "已经关闭报送" in answer.notes[0]


def test_carry_over_against_the_units_own_last_report(county, quiet, tmp_path) -> None:
    earlier = packed(quiet, tmp_path, "2024")
    forged_earlier = tmp_path / "2024.zwgk"
    package = read_package(earlier)
    record = json.loads(package.parts[ANNUAL_PART])
    for column in ("natural", "total"):
        record["table2"]["r1_new"][column] = record["table2"]["r4_carried_out"][column] = 3
    parts = {**package.parts, ANNUAL_PART: json.dumps(record).encode()}
    totals = {**package.manifest.totals, "本年新收": 3, "结转下年度": 3}
    write_package(forged_earlier, attrs.evolve(package.manifest, totals=totals), parts)
    _, answer = exchange_receive.receive(county, [forged_earlier, packed(quiet, tmp_path)])
    assert answer.status == "已报（零报告）"
    assert "上年结转与2024年年报的结转下年度不一致" in answer.notes[0]


def test_a_workbook_filled_by_hand_gives_the_same_as_the_package(county, busy, tmp_path) -> None:
    book = tmp_path / "手工.xlsx"
    write_workbook(busy, compile_year(busy, 2025), book)
    (answer,) = exchange_receive.receive(county, [book])
    assert (answer.status, answer.unit_code) == ("已报", "002")
    by_hand = exchange_county.county_total(county, 2025).report.to_record()
    assert by_hand["table2"] == compile_year(busy, 2025).report.to_record()["table2"]
    (found,) = [
        one for one in exchange_members.standing(county, PackageKind.ANNUAL, YEAR) if one.exchange
    ]
    assert found.exchange is not None
    assert found.exchange.source == "工作簿"
    (again,) = exchange_receive.receive(county, [book])
    assert again.status == "已导入过"


def digits_on(office: Workspace, folder: Path) -> str:
    """What a scanner types from the sheet of a package: the code of its figures."""
    package = exchange.pack(office, PackageKind.ANNUAL, YEAR, folder).package
    report = report_from_record(json.loads(package.parts[ANNUAL_PART]))
    told = PaperCode(
        unit_code=package.manifest.unit_code,
        edition=package.manifest.edition,
        seal=package.seal,
        report=report,
    )
    return encoded(told, template_due(2025).shape)


def test_the_sheet_alone_is_scanned_in_and_gives_way_to_its_package(county, busy, tmp_path) -> None:
    digits = digits_on(busy, tmp_path)
    answer = exchange_code.take_code(county, f"{digits}\n")
    assert (answer.status, answer.unit_code, answer.edition) == ("已报", "002", 1)
    (stands,) = [
        one for one in exchange_members.standing(county, PackageKind.ANNUAL, YEAR) if one.exchange
    ]
    assert stands.exchange is not None
    assert stands.exchange.source == "扫码录入"
    total = exchange_county.county_total(county, 2025).report.to_record()
    assert total["table2"] == compile_year(busy, 2025).report.to_record()["table2"]
    assert exchange_code.take_code(county, digits).status == "已导入过"

    (file,) = exchange_receive.receive(county, [packed(busy, tmp_path)])
    assert file.status == "已报"
    assert "代替原来扫码录入的数，0格不同" in file.notes[0]
    assert exchange_code.take_code(county, digits).status == "已导入过"
    with county.office.read() as reader:
        (kept,) = reader.exchanges.of_unit("年报", YEAR, "002")
    assert kept.source == "报送包"


def test_the_sheet_bears_the_code_below_its_table(busy, tmp_path) -> None:
    packed_up = exchange.pack(busy, PackageKind.ANNUAL, YEAR, tmp_path)
    quarter = exchange.pack(busy, PackageKind.QUARTER, "2025Q2", tmp_path)
    pages = [pypdfium2.PdfDocument(one.slip) for one in (packed_up, quarter)]
    assert [len(one) for one in pages] == [1, 1]
    lines = [sum(1 for _ in one[0].get_objects()) for one in pages]
    assert lines[0] > lines[1] + 100


def test_sending_back_needs_a_reason_and_prints_a_notice(county, quiet, tmp_path) -> None:
    exchange_receive.receive(county, [packed(quiet, tmp_path)])
    with pytest.raises(UserError, match="须写明理由"):
        exchange_return.send_back(county, PackageKind.ANNUAL, YEAR, "001", " ")
    notice = exchange_return.send_back(county, PackageKind.ANNUAL, YEAR, "001", "缺少盖章的报送单")
    assert notice.startswith(b"%PDF")
    assert exchange_members.standing(county, PackageKind.ANNUAL, YEAR)[0].status == "退回"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("../外面.json", "指向文件以外"),
        ("别处/外面.json", "含有不该有的内容"),
        ("files/程序.exe", "含有不允许的文件"),
        ("files/宏.xlsm", "含有不允许的文件"),
        ("data/多余.json", "内容与说明不一致"),
    ],
)
def test_a_package_with_what_none_may_hold_is_refused(
    county, tmp_path, name: str, words: str
) -> None:
    path = tmp_path / "hostile.zwgk"
    manifest = Manifest(kind=PackageKind.ANNUAL, period=YEAR, unit="零申请局", unit_code="001")
    write_package(path, manifest, {ANNUAL_PART: b"{}"})
    add_entry(path, name)
    (answer,) = exchange_receive.receive(county, [path])
    assert answer.refused
    assert words in answer.notes[0]


def resealed(path: Path, content: bytes) -> None:
    """A file that is sealed as a package is, whatever it holds."""
    body = content[:-64]
    path.write_bytes(body + hashlib.sha256(body).hexdigest().encode())


def test_hostile_zips_are_refused_before_they_are_read(county, tmp_path) -> None:
    """A bomb, two parts of one name, a part behind a password, a name said twice in the JSON."""
    manifest = Manifest(kind=PackageKind.ANNUAL, period=YEAR, unit="零申请局", unit_code="001")
    path = tmp_path / "hostile.zwgk"
    write_package(path, manifest, {ANNUAL_PART: b"0" * 80_000_000})
    (bomb,) = exchange_receive.receive(county, [path])
    write_package(path, manifest, {ANNUAL_PART: b"{}"})
    with pytest.warns(UserWarning, match="Duplicate"):
        add_entry(path, ANNUAL_PART)
    (twice,) = exchange_receive.receive(county, [path])
    write_package(path, manifest, {ANNUAL_PART: b"{}"})
    content = path.read_bytes()
    for head, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.rindex(head) + place
        content = content[:at] + bytes([content[at] | 1]) + content[at + 1 :]
    resealed(path, content)
    (locked,) = exchange_receive.receive(county, [path])
    write_package(path, manifest, {ANNUAL_PART: b'{"year": 2025, "year": 2024}'})
    (doubled,) = exchange_receive.receive(county, [path])
    answers = (bomb, twice, locked, doubled)
    assert all(one.refused for one in answers)
    for one, words in zip(
        answers, ("大得不正常", "两个都叫", "设了打开密码", "同一个名称写了两次"), strict=True
    ):
        assert words in one.notes[0]
    assert exchange_members.standing(county, PackageKind.ANNUAL, YEAR)[0].status == "未报"


def test_paragraphs_shared_with_another_unit_are_named_on_receipt(county, quiet, tmp_path) -> None:
    """与其他单位雷同 (鲤城区 2020: −5): told to the county, stopping nothing."""
    words = "严格落实政府信息公开条例，征地补偿信息按季集中公开，公示期满后逐户核对并公布结果。"
    first = with_prose(packed(quiet, tmp_path), tmp_path / "1.zwgk", words)
    second = with_prose(packed(quiet, tmp_path), tmp_path / "2.zwgk", words, "数字不平局", "003")
    alone, shared = exchange_receive.receive(county, [first, second])
    assert alone.notes == ()
    assert "与零申请局的年报相似100%" in shared.notes[0]
    assert shared.status == "已报（零报告）"


def with_prose(source: Path, target: Path, words: str, unit: str = "", code: str = "") -> Path:
    package = read_package(source)
    record = {**json.loads(package.parts[ANNUAL_PART]), "prose": words}
    manifest = package.manifest
    if unit:
        manifest = attrs.evolve(manifest, unit=unit, unit_code=code)
    write_package(target, manifest, {**package.parts, ANNUAL_PART: json.dumps(record).encode()})
    return target


def add_entry(path: Path, name: str) -> None:
    """Add a part behind the manifest's back and seal the file again."""
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name, b"x")
        archive.comment = b"0" * 64
    body = path.read_bytes()[:-64]
    path.write_bytes(body + hashlib.sha256(body).hexdigest().encode())


def test_a_later_format_asks_for_a_newer_program(county, quiet, tmp_path) -> None:
    later = forged(packed(quiet, tmp_path), tmp_path / "later.zwgk", format=99)
    (answer,) = exchange_receive.receive(county, [later])
    assert "更新版本的程序" in answer.notes[0]


def test_a_unit_without_code_is_asked_for_it(empty, tmp_path) -> None:
    save_unit(empty, Unit(name="某局"))
    with pytest.raises(UserError, match="还没有填写单位代码"):
        packed(empty, tmp_path)


def test_a_quarter_goes_up_and_a_quiet_one_is_a_zero_report(county, quiet, busy, tmp_path) -> None:
    paths = [
        exchange.pack(office, PackageKind.QUARTER, "2025年第二季度", tmp_path).path
        for office in (quiet, busy)
    ]
    assert paths[1].name == "002_季报_2025Q2_第1版.zwgk"
    assert read_package(paths[1]).manifest.totals["收到政府信息公开申请数"] == 6
    answers = exchange_receive.receive(county, [*paths, paths[1]])
    assert [one.status for one in answers] == ["已报（零报告）", "已报", "已导入过"]
    found = exchange_members.standing(county, PackageKind.QUARTER, "2025Q2")
    assert [one.status for one in found] == ["已报（零报告）", "已报", "未报", "未报"]


def test_tasks_go_down_once(county, quiet, tmp_path) -> None:
    ledger.add(
        county,
        "tasks",
        {"plan": "2026年要点", "year": 2026, "requirement": "12月底前公开目录", "state": "推进中"},
    )
    path = exchange.pack(county, PackageKind.TASKS, "2026", tmp_path).path
    assert [one.status for one in exchange_receive.receive(quiet, [path, path])] == [
        "已接收",
        "已导入过",
    ]
    with quiet.office.read() as reader:
        (row,) = reader.ledgers.find(LedgerQuery(ledger="tasks"))
    assert row.body["requirement"] == "12月底前公开目录"


def test_configuration_is_previewed_then_takes_effect(county, busy, quiet, tmp_path) -> None:
    with county.change("放假安排") as change:
        change.calendars.put(2025, moved_calendar())
    path = exchange.pack(county, PackageKind.CONFIGURATION, "2026", tmp_path).path
    head = audit_head(quiet)
    (shown,) = exchange_receive.receive(quiet, [path], dry_run=True)
    (year,) = [one for one in shown.notes if one.startswith("2025年放假安排")]
    assert year.startswith("2025年放假安排：望政办〔2025〕1号")
    assert "国办发明电〔2024〕12号" in year.partition("现在：")[2]
    assert "单位清单：4个单位" in shown.notes
    assert audit_head(quiet) == head
    exchange_receive.receive(quiet, [path])
    with quiet.office.read() as reader:
        assert reader.calendars.get(2025)["document"] == "望政办〔2025〕1号"
        assert [one.code for one in exchange_members.members(reader)] == [
            "001",
            "002",
            "003",
            "004",
        ]


def moved_calendar() -> dict[str, object]:
    return {
        "year": 2025,
        "document": "望政办〔2025〕1号",
        "status": "official",
        "issued": None,
        "off": [{"name": "元旦", "start": "2025-01-01", "end": "2025-01-01"}],
        "work": [],
    }


def with_part(source: Path, target: Path, part: str, value: object, **changes: object) -> Path:
    package = read_package(source)
    parts = {**package.parts, part: json.dumps(value, ensure_ascii=False).encode()}
    write_package(target, attrs.evolve(package.manifest, **changes), parts)  # type: ignore[arg-type]
    return target


@pytest.mark.parametrize("table2", [None, {}, {"r1_new": {"natural": 0}}])
def test_a_report_without_its_figures_is_no_zero_report(county, quiet, tmp_path, table2) -> None:
    """零报告 is said by zeros: a table that is not there is sent back."""
    path = packed(quiet, tmp_path)
    record = {**json.loads(read_package(path).parts[ANNUAL_PART]), "table2": table2}
    bare = with_part(path, tmp_path / "bare.zwgk", ANNUAL_PART, record)
    (answer,) = exchange_receive.receive(county, [bare])
    assert answer.status == "退回"
    assert "没有填写本年新收、上年结转、办结、结转下年度，没有的也要填0" in answer.notes[0]


def test_a_quarter_without_rows_or_other_than_its_sheet_is_refused(county, quiet, tmp_path) -> None:
    path = exchange.pack(quiet, PackageKind.QUARTER, "2025Q2", tmp_path).path
    record = json.loads(read_package(path).parts[QUARTER_PART])
    empty = with_part(path, tmp_path / "a.zwgk", QUARTER_PART, {**record, "rows": []}, totals={})
    lying = with_part(path, tmp_path / "b.zwgk", QUARTER_PART, {**record, "rows": []})
    for answer, words in zip(
        exchange_receive.receive(county, [empty, lying]),
        ("没有内容", "与表格中的不符"),
        strict=True,
    ):
        assert answer.refused
        assert words in answer.notes[0]


def test_a_register_that_says_more_than_it_should_is_refused(county, busy, tmp_path) -> None:
    """台账脱敏: no name, no text; whoever put them in gets the package back unread."""
    path = exchange.pack(busy, PackageKind.REGISTER, YEAR, tmp_path).path
    records = json.loads(read_package(path).parts[REGISTER_PART])
    for wrong in ([1] * len(records), [{**one, "applicant": "卯某某"} for one in records]):
        forged_one = with_part(path, tmp_path / "c.zwgk", REGISTER_PART, wrong)
        (answer,) = exchange_receive.receive(county, [forged_one])
        assert "不是脱敏台账的内容" in answer.notes[0]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"entries": [{"key": "grounds/x", "text": "坏的 = [", "base": ""}]}, "grounds/x"),
        ({"entries": [{"key": "letters/B1", "text": "坏的 = [", "base": ""}]}, "letters/B1"),
        ({"entries": [{"key": "lexicon/x", "text": "坏的 = [", "base": ""}]}, "lexicon/x"),
        ({"entries": [{"key": "../../etc", "text": "a = 1", "base": ""}]}, "本机不认识"),
        ({"calendars": [{"year": "x"}]}, "读不出来"),
        ({"units": [{"code": "../x", "name": "某局"}]}, "单位代码"),
        ({"units": ["某局"]}, "读不出来"),
        ({"calendars": ["2026"]}, "读不出来"),
        ({"calendars": [{**moved_calendar(), "year": 10**30}]}, "读不出来"),
    ],
)
def test_a_configuration_that_cannot_be_used_leaves_everything_as_it_was(
    county, quiet, tmp_path, body, words
) -> None:
    """What is read only later (文书格式、词表) is proved before it is adopted, too."""
    path = exchange.pack(county, PackageKind.CONFIGURATION, "2026", tmp_path).path
    whole = {"calendars": [], "entries": [], "units": [], **body}
    bad = with_part(path, tmp_path / "bad.zwgk", CONFIGURATION_PART, whole)
    head = audit_head(quiet)
    for dry in (True, False):
        (answer,) = exchange_receive.receive(quiet, [bad], dry_run=dry)
        assert answer.refused
        assert words in answer.notes[0] and "bad.zwgk" in answer.notes[0]
    assert audit_head(quiet) == head


def test_a_new_calendar_shows_both_limits_of_every_open_request(county, busy, tmp_path) -> None:
    """§6.4: existing open requests show old and new limits side by side, nothing silently."""
    busy = attrs.evolve(busy, today=date(2025, 3, 10))
    before = {}
    with busy.office.read() as reader:
        ids = reader.requests.open_ids()
        before = {one.register_no: one.view.due_date for one in reader.requests.rows_of(ids)}
    later = {**moved_calendar(), "year": 2026, "document": "望政办〔2026〕1号"}
    later["off"] = [{"name": "调休", "start": "2026-01-01", "end": "2026-12-31"}]
    with county.change("放假安排") as change:
        change.calendars.put(2026, later)
    path = exchange.pack(county, PackageKind.CONFIGURATION, "2026", tmp_path).path
    (shown,) = exchange_receive.receive(busy, [path], dry_run=True)
    lines = [one for one in shown.notes if " → " in one and one.startswith("20")]
    assert lines
    for line in lines:
        number, _, limits = line.partition("：")
        assert limits.startswith(f"{before[number] or '—'} → ")
    with busy.office.read() as reader:
        rows = reader.requests.rows_of(ids)
    assert {one.register_no: one.view.due_date for one in rows} == before
    (taken,) = exchange_receive.receive(busy, [path])
    assert taken.notes == shown.notes
    (again,) = exchange_receive.receive(busy, [path])
    assert again.status == "已导入过"


def test_words_of_requests_go_along_masked_or_not_at_all(county, busy, tmp_path) -> None:
    """台账脱敏: content text optional after masking (product.md §6.3)."""
    choice = Choice(texts=True)
    path = exchange.pack(busy, PackageKind.REGISTER, YEAR, tmp_path, choice=choice).path
    package = read_package(path)
    records = json.loads(package.parts[REGISTER_PART])
    with busy.office.read() as reader:
        rows = reader.requests.annual_cases(2025, AnnualPart.NEW)
    words = json.dumps(records, ensure_ascii=False)
    assert all(one["request_text"] for one in records)
    assert not [row.applicant for row in rows if row.applicant in words]
    assert package.parts["report.xlsx"].startswith(b"PK")
    (answer,) = exchange_receive.receive(county, [path])
    assert answer.status == "已报"
    records[0]["request_text"] = "身份证号码990101198507051032"
    leaking = with_part(path, tmp_path / "d.zwgk", REGISTER_PART, records, edition=2)
    (refused,) = exchange_receive.receive(county, [leaking])
    assert "不是脱敏台账的内容" in refused.notes[0]


def test_what_is_handed_down_is_expected_of_nobody(county, quiet, tmp_path) -> None:
    assert exchange_members.standing(county, PackageKind.TASKS, "2026") == []
    assert len(exchange_members.standing(county, PackageKind.FILING, "2026")) == len(MEMBERS)
