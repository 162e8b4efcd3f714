"""Registers as offices really keep them: several rows for one request, days without a year."""

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.services import listing
from gongkai_desktop.services.import_report import ImportReport, report_lines
from gongkai_desktop.services.request_import import ImportOptions, import_register
from gongkai_desktop.services.workspace import Workspace

Rows = list[list[Any]]
HEAD = ["登记号", "收到日期", "申请方式", "申请人", "申请内容", "答复日期", "办理结果", "备注"]


def csv(path: Path, rows: Rows) -> Path:
    lines = [",".join("" if cell is None else str(cell) for cell in row) for row in rows]
    path.write_text("\n".join(lines), encoding="utf-8-sig")
    return path


def book(path: Path, merged: tuple[str, ...] = (), **sheets: Rows) -> Path:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for cells in merged:
            sheet.merge_cells(cells)
    workbook.save(path)
    return path


def taken(
    empty: Workspace, path: Path, **answers: str
) -> tuple[ImportReport, list[dict[str, Any]]]:
    report = import_register(empty, path, ImportOptions(outcomes=answers))
    return report, listing.register_list(empty)


# ---------------------------------------------------------------- one request on several rows

FIRST = ["2025-001", "2025-3-4", "EMS", "张三", "征地批复", "2025-3-20", "予以公开", None]
SECOND = ["2025-001", "2025-3-4", "EMS", "张三", "补偿方案", "2025-3-25", "信息不存在", "二项"]
NEXT = ["2025-002", "2025-3-5", "网上", "李四", "控规", None, None, None]


def rows_of_one(style: str) -> Rows:
    """The two rows of one request as offices write them."""
    if style == "repeated":
        return [FIRST, SECOND]
    if style == "number only":
        return [FIRST, ["2025-001", None, None, None, *SECOND[4:]]]
    return [FIRST, [None, None, None, None, *SECOND[4:]]]


@pytest.mark.parametrize("style", ["repeated", "number only", "blank"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_rows_of_one_request_become_its_items(
    empty: Workspace, tmp_path: Path, style: str, kind: str
) -> None:
    rows = [HEAD, *rows_of_one(style), NEXT]
    path = csv(tmp_path / "a.csv", rows) if kind == "csv" else book(tmp_path / "a.xlsx", 台账=rows)
    report, listed = taken(empty, path)
    assert (report.imported, report.skipped, report.errors) == (2, 0, ())
    assert [one for one in report.warnings if "第2、3行" in one and "2项" in one]
    shown = listing.register_show(empty, "2025-001")
    assert [item["text"] for item in shown["items"]] == ["征地批复", "补偿方案"]
    assert [item["row"] for item in shown["items"]] == ["r3_1_open", "r3_4_1_not_held"]
    # Given in part: 部分公开; the request is answered when the last item is.
    assert (shown["row"], listed[0]["decided_date"]) == ("r3_2_partial", "2025-03-25")
    assert shown["request_text"] == "征地批复；补偿方案"
    assert shown["remarks"] == "二项"
    assert import_register(empty, path, ImportOptions()).skipped == 2


def test_merged_cells_join_rows(empty: Workspace, tmp_path: Path) -> None:
    rows: Rows = [HEAD, FIRST, [None, None, None, None, "补偿方案", None, None, None], NEXT]
    merged = ("A2:A3", "B2:B3", "C2:C3", "D2:D3", "F2:F3", "G2:G3")
    report, _ = taken(empty, book(tmp_path / "a.xlsx", merged, 台账=rows))
    assert report.imported == 2
    assert len(listing.register_show(empty, "2025-001")["items"]) == 2
    assert listing.register_show(empty, "2025-001")["row"] == "r3_1_open"


def test_merged_serials_join_rows_without_a_number(empty: Workspace, tmp_path: Path) -> None:
    head = ["序号", *HEAD[1:]]
    rows: Rows = [head, [1, *FIRST[1:]], [None] * 4 + ["补偿方案"], [2, *FIRST[1:4], "图纸"]]
    report, _ = taken(empty, book(tmp_path / "a.xlsx", ("A2:A3", "B2:B3", "D2:D3"), 台账=rows))
    assert (report.imported, report.errors) == (2, ())


def test_refused_items_with_unlike_reasons_are_asked(empty: Workspace, tmp_path: Path) -> None:
    first = [*FIRST[:6], "不予公开-属于国家秘密", None]
    path = csv(tmp_path / "a.csv", [HEAD, first, SECOND])
    report, listed = taken(empty, path)
    (question,) = report.questions
    assert set(question.choices) == {"r3_3_1_state_secret", "r3_4_1_not_held"}
    assert listed[0]["outcome"] == ""


def test_the_answer_to_joined_results_is_taken(empty: Workspace, tmp_path: Path) -> None:
    first = [*FIRST[:6], "不予公开-属于国家秘密", None]
    path = csv(tmp_path / "a.csv", [HEAD, first, SECOND])
    report, listed = taken(
        empty, path, **{"不予公开-属于国家秘密；信息不存在": "r3_3_1_state_secret"}
    )
    assert (report.questions, listed[0]["outcome"]) == ((), "r3_3_1_state_secret")


def test_a_request_goes_in_whole_or_not_at_all(empty: Workspace, tmp_path: Path) -> None:
    bad = [*SECOND[:5], "2025-2-30", "予以公开", None]
    report, listed = taken(empty, csv(tmp_path / "a.csv", [HEAD, FIRST, bad, NEXT]))
    assert [row["register_no"] for row in listed] == ["2025-002"]
    assert {(one.row, one.column) for one in report.errors} == {(2, "登记号"), (3, "答复日期")}
    assert "第3行" in report.errors[0].reason and "2025-2-30" in report.errors[1].reason


def test_a_stray_remark_below_the_table_is_no_item(empty: Workspace, tmp_path: Path) -> None:
    path = csv(tmp_path / "a.csv", [HEAD, FIRST, ["注：以上为全年数据"], ["合计", "1件"]])
    report, _ = taken(empty, path)
    assert (report.imported, report.errors) == (1, ())


# ---------------------------------------------------------------- numbers


def test_counts_begun_anew_each_year_keep_apart(empty: Workspace, tmp_path: Path) -> None:
    old = [["1", "2024-3-4", *FIRST[2:5]], ["2", "2024-3-5", *FIRST[2:5]]]
    new = [["1", "2025-3-4", *FIRST[2:5]], ["2", "2025-3-5", *FIRST[2:5]]]
    path = book(tmp_path / "a.xlsx", **{"2024": [HEAD, *old], "2025": [HEAD, *new]})
    report, listed = taken(empty, path)
    assert {row["register_no"] for row in listed} == {"1", "2", "2025-1", "2025-2"}
    assert [one for one in report.warnings if "2025-1" in one]
    assert import_register(empty, path, ImportOptions()).skipped == 4


def test_a_number_in_the_register_over_another_request(empty: Workspace, tmp_path: Path) -> None:
    taken(empty, csv(tmp_path / "a.csv", [HEAD, FIRST]))
    other = ["2025-001", "2025-6-4", "EMS", "王五", "别的事"]
    report, listed = taken(empty, csv(tmp_path / "b.csv", [HEAD, other, NEXT]))
    assert (report.imported, report.skipped, len(listed)) == (1, 0, 2)
    assert [(one.row, one.column) for one in report.errors] == [(2, "登记号")]


# ---------------------------------------------------------------- what is left aside is said


def test_hidden_sheets_are_named_hidden_rows_are_read(empty: Workspace, tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx", 台账=[HEAD, FIRST, NEXT], 旧=[HEAD, FIRST], 说明=[["甲"], ["乙"]]
    )
    workbook = openpyxl.load_workbook(path)
    workbook["旧"].sheet_state = "hidden"
    workbook["台账"].row_dimensions[3].hidden = True
    workbook.save(path)
    report, listed = taken(empty, path)
    assert len(listed) == 2
    assert [one for one in report.warnings if "“旧”是隐藏的" in one]
    assert [one for one in report.warnings if "“说明”" in one]


def test_a_sheet_that_lacks_a_column_is_named(empty: Workspace, tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx", 台账=[HEAD, FIRST], 附表=[["收到日期", "申请人"], ["2025-1-2", "甲"]]
    )
    report, _ = taken(empty, path)
    assert [one for one in report.warnings if "“附表”" in one and "申请内容" in one]


# ---------------------------------------------------------------- days without a year


@pytest.mark.parametrize(
    ("sheet", "received", "decided", "expected"),
    [
        ("2024年", "12月20日", "1月10日", "2025-01-10"),
        ("2024年", "11.28", "2.14", "2025-02-14"),
        ("2024年", "3月4日", "3月20日", "2024-03-20"),
        ("台账", "2024-12-20", "1月10日", "2025-01-10"),
        ("2024年", "十二月二十日", "一月十日", "2025-01-10"),
    ],
)
def test_the_order_of_things_tells_the_year(
    empty: Workspace, tmp_path: Path, sheet: str, received: str, decided: str, expected: str
) -> None:
    row = ["依申2024003号", received, "EMS", "张三", "征地批复", decided, "予以公开"]
    report, listed = taken(empty, book(tmp_path / "a.xlsx", **{sheet: [HEAD, row]}))
    assert report.errors == ()
    assert listed[0]["decided_date"] == expected


def test_the_whole_course_turns_with_the_year(empty: Workspace, tmp_path: Path) -> None:
    head = [*HEAD, "征求意见发出日期", "收到意见日期", "延期告知日期", "申请日期", "寄出日期"]
    days = ["12月10日", "1月5日", "1月6日", "11月30日", "2月3日"]
    row = ["1", "12月2日", "平信", "张三", "批复", "1月30日", "予以公开", "", *days]
    taken(empty, book(tmp_path / "a.xlsx", **{"2024年": [head, row]}))
    events = {one["type"]: one["date"] for one in listing.register_show(empty, "1")["events"]}
    assert events == {
        "submitted": "2024-11-30",
        "received": "2024-12-02",
        "third_party_sent": "2024-12-10",
        "third_party_answered": "2025-01-05",
        "extension": "2025-01-06",
        "decided": "2025-01-30",
        "reply_sent": "2025-02-03",
    }


def test_a_submission_of_last_december(empty: Workspace, tmp_path: Path) -> None:
    row = ["1", "1月4日", "平信", "张三", "批复", "", "", "", "12月28日"]
    taken(empty, book(tmp_path / "a.xlsx", **{"2025年": [[*HEAD, "申请日期"], row]}))
    first = listing.register_show(empty, "1")["events"][0]
    assert (first["type"], first["date"]) == ("submitted", "2024-12-28")


def test_a_slip_of_the_pen_does_not_become_next_year(empty: Workspace, tmp_path: Path) -> None:
    row = ["1", "3月20日", "EMS", "张三", "征地批复", "3月2日", "予以公开"]
    report, _ = taken(empty, book(tmp_path / "a.xlsx", **{"2024年": [HEAD, row]}))
    assert [(one.column, one.row) for one in report.errors] == [("答复日期", 2)]
    assert "早于收到日期" in report.errors[0].reason


# ---------------------------------------------------------------- words that may mean several


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("EMS邮寄", "邮寄(EMS/挂号)"),
        ("信访转来", "转送"),
        ("网上（平台）", "互联网"),
        ("窗口", "当面"),
        ("", ""),
    ],
)
def test_channels_are_known_inside_other_words(
    empty: Workspace, tmp_path: Path, written: str, name: str
) -> None:
    row = ["1", "2025-3-20", written, "张三", "征地批复"]
    report, listed = taken(empty, csv(tmp_path / "a.csv", [HEAD, row]))
    assert (report.questions, listed[0]["channel"]) == ((), name)


@pytest.mark.parametrize("written", ["甲渠道", "邮寄或网上"])
@pytest.mark.parametrize("answer", ["{}", "申请方式:{}", "申请方式：{}"])
def test_doubtful_channels_are_asked_and_answered(
    empty: Workspace, tmp_path: Path, written: str, answer: str
) -> None:
    path = csv(tmp_path / "a.csv", [HEAD, ["1", "2025-3-20", written, "张三", "征地批复"]])
    trial = import_register(empty, path, ImportOptions(dry_run=True))
    (question,) = trial.questions
    assert (question.column, question.value) == ("申请方式", written)
    assert "互联网" in question.choices and "平信" in question.choices
    report, listed = taken(empty, path, **{answer.format(written): "互联网"})
    assert (report.questions, listed[0]["channel"]) == ((), "互联网")


def test_an_answer_that_is_nothing_is_refused(empty: Workspace, tmp_path: Path) -> None:
    path = csv(tmp_path / "a.csv", [HEAD, FIRST])
    with pytest.raises(UserError, match="不是年报行"):
        import_register(empty, path, ImportOptions(outcomes={"甲渠道": "飞鸽"}))


def test_today_is_the_last_day(empty: Workspace, tmp_path: Path) -> None:
    later = date(empty.today.year + 1, 1, 5).isoformat()
    row = ["1", later, "EMS", "张三", "征地批复"]
    report, _ = taken(empty, csv(tmp_path / "a.csv", [HEAD, row]))
    assert [one.column for one in report.errors] == ["收到日期"]


# ---------------------------------------------------------------- files as other programs save them

REGISTERS = Path(__file__).parents[1] / "cases" / "registers"


@pytest.mark.parametrize("name", ["merged.xls", "merged.ods"])
def test_merged_cells_of_other_programs(empty: Workspace, name: str) -> None:
    report, listed = taken(empty, REGISTERS / name)
    assert (report.imported, report.errors) == (1, ())
    assert (listed[0]["outcome"], listed[0]["decided_date"]) == ("r3_2_partial", "2025-03-20")


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("ending", [".csv", ".txt", ".tsv"])
def test_tabs_and_quotes_in_every_encoding(
    empty: Workspace, tmp_path: Path, encoding: str, ending: str
) -> None:
    text = (
        "某局台账\t\t\t\n\t\t\t\n收到日期\t\t申请人\t申请内容\n"
        '2026年3月5日\t\t"张,三"\t"关于""甲""的\n批复"\n同上\t\t李四\t同上\n'
    )
    path = tmp_path / f"a{ending}"
    path.write_bytes(text.encode(encoding))
    report, listed = taken(empty, path)
    assert (report.imported, report.errors) == (2, ())
    assert [row["applicant"] for row in listed] == ["张,三", "李四"]
    assert {row["request_text"] for row in listed} == {'关于"甲"的\n批复'}


def test_a_printed_sheet_with_everything_around_it(empty: Workspace, tmp_path: Path) -> None:
    """Title, unit line, two header rows, units, numbered columns, subtotals, second page."""
    upper = ["序号", "收件情况", None, None, "申请人情况", None, "申请内容", "办理情况", None]
    lower = [None, "编号", "日期", "方式", "姓名（名称）", "联系电话", None, "日期", "结果"]
    rows: Rows = [
        ["某局政府信息公开申请办理台账"],
        ["填报单位：办公室", None, None, None, None, None, "填报日期：2026年6月30日"],
        upper,
        lower,
        ["", "", "（年月日）", "", "", "", "", "（年月日）", ""],
        [str(number) for number in range(1, 10)],
        [1, "1号", "2026.3.5", "EMS", "张三", 13800000001.0, "批复", 46106, "予以公开（已寄）"],
        [2, "2号", "２０２６年３月６日", "网上", "李四", "1.38E+10", "图", "46110", "同意公开"],
        ["小计", 2, None, None, None, None, 2],
        upper,
        lower,
        [3, "3号", "20260310", "传真", "王五", "", "纪要", "26/4/8", "予以公开，已寄出"],
        [4, "4号", "2026-02-30", "传真", "王五", "", "纪要", "", ""],
        [5, "5号", "3月12日 9:30", "传真", "王五", "", "图纸", "二〇二六年四月十日", "不存在"],
        ["合计", 5, None, None, None, None, 5],
        ["说明：本表按月填报"],
        ["审核人：甲", None, None, None, "填表人：乙"],
    ]
    merged = ("A3:A4", "B3:D3", "E3:F3", "G3:G4", "H3:I3", "A1:I1")
    report, listed = taken(empty, book(tmp_path / "a.xlsx", merged, **{"2026年": rows}))
    assert [(one.row, one.column) for one in report.errors] == [(13, "收件情况日期")]
    assert "2026-02-30" in report.errors[0].reason
    shown = {row["register_no"]: row for row in listed}
    assert [shown[no]["decided_date"] for no in ("1号", "2号", "3号", "5号")] == [
        *("2026-03-25", "2026-03-29", "2026-04-08", "2026-04-10")
    ]
    assert [shown[no]["outcome"] for no in ("1号", "3号", "5号")] == [
        *("r3_1_open", "r3_1_open", "r3_4_1_not_held")
    ]
    assert listing.register_show(empty, "1号")["phone"] == "13800000001"
    assert [one for one in report.warnings if "1.38E+10" in one]


def test_a_second_bare_date_is_that_of_the_reply(empty: Workspace, tmp_path: Path) -> None:
    rows = [["编号", "日期", "申请人", "申请内容", "日期", "结果"]]
    rows.append(["1", "2026-3-5", "张三", "某批复", "2026-3-20", "予以公开"])
    _, listed = taken(empty, csv(tmp_path / "a.csv", rows))
    assert (listed[0]["received_date"], listed[0]["decided_date"]) == ("2026-03-05", "2026-03-20")


def test_one_word_may_mean_one_thing_in_each_column(empty: Workspace, tmp_path: Path) -> None:
    head = [
        "登记号",
        "收到日期",
        "申请方式",
        "申请人",
        "申请人类型",
        "申请内容",
        "答复日期",
        "结果",
    ]
    row = ["1", "2025-3-4", "甲类", "张三", "甲类", "批复", "2025-3-20", "甲类"]
    answers = {"申请方式:甲类": "平信", "申请人类型:甲类": "biz", "结果:甲类": "r3_1_open"}
    report, listed = taken(empty, csv(tmp_path / "a.csv", [head, row]), **answers)
    assert report.questions == ()
    found = listed[0]
    assert (found["channel"], found["applicant_kind"], found["outcome"]) == (
        *("平信", "biz", "r3_1_open"),
    )


def test_people_are_told_everything_too(empty: Workspace, tmp_path: Path) -> None:
    """What the JSON says the lines say: places, words asked once, doubts, how to answer."""
    rows = [["1", "2025-2-30", "EMS", "张三", "批复"]]
    rows += [[str(no), "2025-3-4", "甲渠道", "李四", f"第{no}号"] for no in range(2, 90)]
    rows += [["", "", "", "", "补充"]]
    lines = report_lines(taken(empty, csv(tmp_path / "a.csv", [HEAD, *rows]))[0])
    assert lines[0] == "导入88件，已有而跳过0件，未导入1行"
    assert "  未导入：a 第2行 收到日期：没有“2025-2-30”这一天" in lines
    assert "  请确认：a 第3行 申请方式“甲渠道”（89件）" in lines
    assert [line for line in lines if "--outcomes" in line]
    assert [line for line in lines if "请留意" in line and "合为一件" in line]


def test_a_number_in_full_width_is_the_same_number(empty: Workspace, tmp_path: Path) -> None:
    rows = [HEAD, FIRST, ["２０２５－００１", *SECOND[1:]]]
    report, listed = taken(empty, csv(tmp_path / "a.csv", rows))
    assert (report.imported, listed[0]["register_no"]) == (1, "2025-001")


def test_numbers_kept_free_are_passed_over_half_filled_rows_are_not(
    empty: Workspace, tmp_path: Path
) -> None:
    rows = [HEAD, FIRST, ["2025-002"], ["2025-003", "", "", "", "", "2025-3-9", "予以公开"]]
    report, listed = taken(
        empty, csv(tmp_path / "a.csv", [*rows, ["合计", "", "", "", "", "2", "2"]])
    )
    assert len(listed) == 1
    assert {(one.row, one.column) for one in report.errors} == {
        *((4, "收到日期"), (4, "申请人"), (4, "申请内容")),
    }


def test_rows_that_stay_out_only_name_their_errors(empty: Workspace, tmp_path: Path) -> None:
    row = ["1", "2025-2-30", "EMS", "张三", "批复", "", "予以公开"]
    report, _ = taken(empty, csv(tmp_path / "a.csv", [HEAD, row]))
    assert (len(report.errors), report.warnings) == (1, ())


@pytest.mark.parametrize(
    "written",
    ["(2025-3-4)", "2025、3、4", "2025 3 4", "2025-03-04T08:30:00", "２０２５．３．４", "25/3/4"],
)
def test_days_in_more_spellings(empty: Workspace, tmp_path: Path, written: str) -> None:
    _, listed = taken(empty, csv(tmp_path / "a.csv", [HEAD, ["1", written, "EMS", "张三", "批复"]]))
    assert listed[0]["received_date"] == "2025-03-04"


@pytest.mark.parametrize("written", ["()", "昨天", "2025年3月", "3.5", "9:30"])
def test_what_is_no_day_is_named(empty: Workspace, tmp_path: Path, written: str) -> None:
    row = ["1", written, "EMS", "张三", "批复"]
    report, _ = taken(empty, csv(tmp_path / "a.csv", [HEAD, row]))
    assert [(one.row, one.column) for one in report.errors] == [(2, "收到日期")]


# ---------------------------------------------------------------- stopping


@pytest.mark.parametrize("stage", ["正在读取", "正在计算期限", "正在写入登记簿"])
def test_an_import_that_is_stopped_leaves_nothing_behind(
    empty: Workspace, tmp_path: Path, stage: str
) -> None:
    class StoppedError(Exception):
        pass

    heard = []

    def report(done: int, total: int, words: str) -> None:
        heard.append((done, words))
        if words.startswith(stage) and done >= 500:
            raise StoppedError

    rows = [[str(number), "2025-3-4", "EMS", "张三", f"第{number}号"] for number in range(1_500)]
    path = csv(tmp_path / "a.csv", [HEAD, *rows])
    with pytest.raises(StoppedError):
        import_register(empty, path, ImportOptions(), report)
    assert listing.register_list(empty) == []
    assert import_register(empty, path, ImportOptions()).imported == 1_500
