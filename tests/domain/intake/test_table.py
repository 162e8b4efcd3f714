"""Where a register begins: title rows, headers in one to three rows, and what each column is."""

from datetime import date

import pytest

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.intake.table import Layout, RawSheet, Value, find_layout
from gongkai_desktop.library.intake import load_intake_words

WORDS = load_intake_words()


def layout(*rows: list[Value], **options: object) -> Layout:
    sheet = RawSheet(name="2025年", rows=[list(row) for row in rows])
    found = find_layout(sheet, WORDS, **options)  # type: ignore[arg-type]
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("申 请 人", "applicant"),
        ("申请人姓名（名称）", "applicant"),
        ("*申请人名称", "applicant"),
        ("1.申请内容", "request_text"),
        ("所需政府信息内容描述", "request_text"),
        ("收到申请日期\n（以签收为准）", "received_date"),
        ("登记日期", "submitted_date"),
        ("受理号", "register_no"),
        ("答复时间", "decided_date"),
        ("答复日期及文号", "decided_date"),
        ("应答复日期", "due_date"),
        ("EMS单号", "service_no"),
        ("审批结果", "outcome"),
        ("主办科室", "section"),
        ("是否复议", "review"),
        ("电子邮箱", "email"),
        ("用途", ""),
        ("答复日期是否超期", ""),
        ("超期天数", ""),
        ("局领导审核意见", ""),
    ],
)
def test_headers_of_offices(header: str, field: str) -> None:
    assert WORDS.field_of(header) == field


def test_a_header_below_titles_is_found() -> None:
    found = layout(
        ["某县自然资源局依申请公开台账", None, None],
        ["填报单位：办公室", None, "2025年度"],
        ["收到日期", "申请人", "申请内容"],
        ["2025-1-2", "张某", "征地批复"],
    )
    assert (found.header_row, found.first_row) == (3, 4)
    assert "2025年度" in found.title


MERGED = (
    ["序号", "申请人", "申请人", "申请内容", "补正", "补正", "答复情况", "答复情况", "答复情况"],
    [
        *("序号", "姓名", "联系电话", "申请内容"),
        *("告知日期", "收到日期", "日期", "文号", "结果"),
    ],
)


def test_headers_in_two_rows_are_read_together() -> None:
    upper = [*MERGED[0], "收件日期"]
    lower = [*MERGED[1], "收件日期"]
    found = layout(upper, lower, [1, "张某", "1", "甲", None, None, None, None, None, "2025-1-2"])
    assert found.first_row == 3
    assert {field: columns[0] for field, columns in found.columns.items()} == {
        "serial": 0,
        "applicant": 1,
        "phone": 2,
        "request_text": 3,
        "correction_notice": 4,
        "correction_returned": 5,
        "decided_date": 6,
        "reply_no": 7,
        "outcome": 8,
        "received_date": 9,
    }


def test_groups_count_for_all_their_columns_where_merging_is_not_told() -> None:
    upper = ["序号", "申请人", None, "申请内容", "补正", None, "收件日期"]
    lower = [None, "姓名", "联系电话", None, "告知日期", "收到日期", None]
    found = layout(upper, lower, [1, "张某", "1", "甲", None, None, "2025-1-2"])
    assert found.columns["correction_returned"] == (5,)
    assert found.columns["received_date"] == (6,)


def test_a_row_of_data_is_no_second_header() -> None:
    found = layout(
        ["收到日期", "申请人", "申请内容", "其他"],
        ["2025年1月2日", "张某", "要求公开承办单位名单", "已用联系电话沟通"],
    )
    assert found.first_row == 2
    assert found.columns["request_text"] == (2,)


def test_repeated_headers_are_numbered_and_all_serve() -> None:
    found = layout(["收到日期", "申请人", "申请内容", "备注", "备注"])
    assert found.headers[-2:] == ("备注", "备注(2)")
    assert found.columns["remarks"] == (3, 4)


def test_a_second_signing_day_behind_the_reply_is_the_applicants() -> None:
    found = layout(["签收日期", "申请人", "申请内容", "答复日期", "快递单号", "签收日期"])
    assert found.columns["received_date"] == (0,)
    assert found.columns["signed_date"] == (5,)


def test_columns_can_be_named_or_left_out() -> None:
    rows = ["来函", "申请人", "申请内容", "备注"], ["2025-1-2", "张某", "甲", "乙"]
    found = layout(*rows, mapping={"来函": "received_date", "备注": ""})
    assert found.mapping == {
        "来函": "received_date",
        "申请人": "applicant",
        "申请内容": "request_text",
    }


def test_the_header_row_can_be_named() -> None:
    rows = ["收到日期", "申请人", "申请内容"], ["收到日期", "申请人", "申请内容"]
    assert layout(*rows, header_row=2).header_row == 2
    with pytest.raises(UserError, match="没有第9行"):
        layout(*rows, header_row=9)


def test_a_table_of_counts_is_no_register() -> None:
    sheet = RawSheet(
        name="统计", rows=[["申请人类型", "件数"], ["自然人", 5], [date(2025, 1, 2), 1]]
    )
    assert find_layout(sheet, WORDS) is None


def test_every_field_has_a_name_and_every_spelling_a_field() -> None:
    assert set(WORDS.headers.values()) <= set(WORDS.labels)
