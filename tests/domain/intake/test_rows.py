"""Rows of old registers: what goes in, what is asked, what is named as wrong, what is skipped."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desktop.domain.event import EventType
from gongkai_desktop.domain.intake.rows import ReadRow, RowReader
from gongkai_desktop.domain.intake.table import RawSheet, Value, find_layout
from gongkai_desktop.domain.outcome import OutcomeReading
from gongkai_desktop.domain.request import ApplicantKind
from gongkai_desktop.library.intake import load_intake_words

WORDS = load_intake_words()
KNOWN = {"予以公开": "r3_1_open", "申请人撤回": "r3_6_3_other"}
HEADERS = (
    *("受理号", "收到日期", "申请时间", "申请方式", "申请人", "类别", "证件号码", "申请内容"),
    *("延期告知日期", "延期天数", "征求意见发出日期", "征求意见收到日期"),
    *("答复期限", "答复日期", "答复结果", "寄出日期", "送达方式", "备注", "是否复议"),
)


def read_outcome(words: str) -> OutcomeReading:
    row = KNOWN.get(words, "")
    return OutcomeReading(row=row, choices=() if row else ("r3_3_4_third_party", "r3_3_6_process"))


def reader(
    headers: tuple[str, ...] = HEADERS, outcomes: dict[str, str] | None = None, **options: object
) -> RowReader:
    found = find_layout(RawSheet(name="台账", rows=[list(headers)]), WORDS)
    assert found is not None
    settings = {"year": 2025, "serial_is_number": False, "channel_of": str, **options}
    return RowReader(
        "台账",
        found,
        WORDS,
        read_outcome,
        outcomes=outcomes or {},
        today=date(2026, 11, 22),
        **settings,  # type: ignore[arg-type]
    )


def row(reader_: RowReader | None = None, /, **cells: Value) -> ReadRow | None:
    good: dict[str, Value] = {"收到日期": "2025-3-3", "申请人": "张某", "申请内容": "征地批复"}
    said = good | cells
    return (reader_ or reader()).read(7, [said.get(header) for header in HEADERS])


def request(**cells: Value):
    read = row(**cells)
    assert read is not None and read.request is not None, read
    return read.request


def test_a_whole_row() -> None:
    found = request(
        受理号="2025-001",
        申请时间="2025-3-1",
        申请方式="EMS",
        类别="公民",
        延期告知日期="2025.3.20",
        延期天数="20个工作日",
        征求意见发出日期="2025-3-10",
        征求意见收到日期="2025-3-14",
        答复日期=date(2025, 4, 2),
        答复结果="予以公开",
        寄出日期="2025年4月3日",
        送达方式="当面",
        备注="甲",
        是否复议="维持",
    )
    assert found.register_no == "2025-001"
    assert [(event.type, event.date.isoformat()) for event in found.events] == [
        (EventType.SUBMITTED, "2025-03-01"),
        (EventType.RECEIVED, "2025-03-03"),
        (EventType.THIRD_PARTY_SENT, "2025-03-10"),
        (EventType.THIRD_PARTY_ANSWERED, "2025-03-14"),
        (EventType.EXTENSION, "2025-03-20"),
        (EventType.DECIDED, "2025-04-02"),
        (EventType.REPLY_SENT, "2025-04-03"),
    ]
    assert found.events[-1].method == "当面"
    assert (found.row, found.imported, found.remarks) == ("r3_1_open", True, "甲；复议：维持")


def test_a_reply_without_posting_day_was_posted_that_day() -> None:
    found = request(答复日期="2025-3-20", 答复结果="予以公开")
    sent = found.last(EventType.REPLY_SENT)
    assert sent is not None
    assert (sent.date, sent.method) == (date(2025, 3, 20), "邮寄")


def test_a_withdrawal_is_no_decision() -> None:
    found = request(答复日期="2025-3-20", 答复结果="申请人撤回")
    assert [event.type for event in found.events] == [EventType.RECEIVED, EventType.WITHDRAWN]


def test_the_day_of_application_serves_where_receipt_is_blank() -> None:
    read = row(收到日期="/", 申请时间="2025-3-1")
    assert read and read.request and read.request.received
    assert read.request.received.date == date(2025, 3, 1)
    assert any("没有收到日期" in words for words in read.warnings)


@pytest.mark.parametrize(
    ("cells", "column", "reason"),
    [
        ({"收到日期": "2025-2-30"}, "收到日期", "这一天"),
        ({"收到日期": None}, "收到日期", "没有填写"),
        ({"收到日期": "2027-1-4"}, "收到日期", "晚于今天"),
        ({"申请人": "—"}, "申请人", "没有填写"),
        ({"申请内容": "无"}, "申请内容", "没有填写"),
        ({"答复日期": "已答复"}, "答复日期", "不是日期"),
        ({"答复日期": "2025-3-1"}, "答复日期", "早于收到日期"),
    ],
)
def test_what_cannot_be_is_named(cells: dict[str, Value], column: str, reason: str) -> None:
    read = row(**cells)
    assert read is not None and read.request is None
    assert [(one.row, one.column) for one in read.errors[:1]] == [(7, column)]
    assert reason in read.errors[0].reason


@pytest.mark.parametrize("empty", ["—", "/", "无", "　", "-", "同上"])
def test_signs_for_nothing_say_nothing(empty: str) -> None:
    assert request(答复日期=empty, 备注=empty).remarks == ""


def test_the_same_as_above_says_what_stands_above() -> None:
    rows = reader()
    row(rows, 申请人="李某", 收到日期="2025-3-4")
    read = row(rows, 申请人="同上", 收到日期="〃", 申请内容="另一件")
    assert read and read.request and read.request.received
    assert read.request.applicant.name == "李某"
    assert read.request.received.date == date(2025, 3, 4)


def test_an_unclear_outcome_goes_in_open_and_is_asked() -> None:
    read = row(答复日期="2025-3-20", 答复结果="不予公开")
    assert read and read.request
    assert (read.request.row, read.request.original_outcome) == ("", "不予公开")
    (question,) = read.questions
    assert (question.column, question.value) == ("答复结果", "不予公开")
    assert question.choices == ("r3_3_4_third_party", "r3_3_6_process")


def test_an_answered_outcome_is_taken() -> None:
    rows = reader(outcomes={"不予公开": "r3_3_6_process", "法人": "biz"})
    read = row(rows, 答复日期="2025-3-20", 答复结果="不予 公开", 类别="法人")
    assert read and read.request
    assert (read.request.row, read.questions) == ("r3_3_6_process", ())
    assert read.request.applicant.kind == ApplicantKind.BIZ


@pytest.mark.parametrize(
    ("written", "name", "kind"),
    [
        ("公民", "张某", "natural"),
        ("自然人（公民）", "张某", "natural"),
        ("企业", "某商行", "biz"),
        ("法人或其他组织—商业企业", "某厂", "biz"),
        ("法人或其他组织-社会公益组织", "某会", "public_good"),
        ("律所", "某所", "legal_svc"),
        ("村委会", "某村", "other_org"),
        ("机关", "某局", "other_org"),
        ("法人", "某某建材有限公司", "biz"),
        (None, "某某律师事务所", "legal_svc"),
        (None, "甲村村民委员会", "other_org"),
        (None, "张某", "natural"),
        (None, "张某某、李某某", "natural"),
        (None, "阿依古丽·某", "natural"),
    ],
)
def test_kinds_as_written_or_settled_by_the_name(written: str | None, name: str, kind: str) -> None:
    read = row(类别=written, 申请人=name)
    assert read and read.request
    assert (read.request.applicant.kind.value, read.questions) == (kind, ())


@pytest.mark.parametrize(
    ("written", "name"), [("法人", "某厂"), ("其他人员", "某某"), (None, "某县某某协会")]
)
def test_kinds_that_may_be_several_are_asked(written: str | None, name: str) -> None:
    read = row(类别=written, 申请人=name)
    assert read and read.request
    assert set(read.questions[0].choices) >= {"biz", "other_org"}


@pytest.mark.parametrize(
    "cells",
    [
        ["合计", None, None, None, "6件"],
        ["2025年合计", "35", None, None, "35"],
        ["总 计：", None, None, None, None, None, None, "12件"],
        [None, "共35件", None, None, "35"],
        ["填表人：丙某", None, None, None, "审核人：甲", None, None, "2025年12月31日"],
        ["一、网上申请"] * len(HEADERS),
        list(HEADERS),
        [str(number) for number in range(1, len(HEADERS) + 1)],
        [None] * len(HEADERS),
        ["2025-009", *[None] * (len(HEADERS) - 1)],
        [],
    ],
)
def test_rows_without_a_request_are_no_errors(cells: list[Value]) -> None:
    assert reader().read(9, cells) is None


def test_names_that_contain_such_words_are_requests() -> None:
    read = row(受理号="计2025-1", 申请人="总计某", 申请内容="累计投资合计情况")
    assert read is not None and read.request is not None


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (9.9010119900307e17, "可能已丢失"),
        ("1.10101E+17", "可能已丢失"),
        ("990101199003070012", "校验码不对"),
    ],
)
def test_doubtful_identity_numbers_are_only_doubts(number: Value, words: str) -> None:
    read = row(证件号码=number)
    assert read and read.request
    assert any(words in one for one in read.warnings)


CELL = st.one_of(
    st.none(),
    st.text(max_size=20),
    st.sampled_from(["2025-3-3", "同上", "合计", "法人", "不予公开", "45700", "1E+400", "EMS"]),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.just(time(1)),
    st.just(timedelta(1)),
)


@given(st.lists(CELL, max_size=len(HEADERS) + 3))
def test_any_row_is_read_refused_or_skipped(cells: list[Value]) -> None:
    read = reader().read(5, cells)
    if read is not None:
        assert (read.request is None) == bool(read.errors)
        assert all(one.reason and one.column for one in read.errors)


@given(st.datetimes(datetime(1995, 1, 1), datetime(2026, 11, 22)))
def test_a_receipt_with_time_is_its_day(moment: datetime) -> None:
    assert request(收到日期=moment).received.date == moment.date()
