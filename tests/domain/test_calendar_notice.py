"""The yearly notice read as published; wordings of several years, typed from their facts."""

from datetime import date, timedelta

import pytest
from chinese_calendar import is_workday
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desktop.domain.calendar import WorkCalendar
from gongkai_desktop.domain.calendar_notice import parse_notice
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.library.calendars import load_statutory_days, shipped_arrangements

NOTICE_2026 = """国务院办公厅关于2026年
部分节假日安排的通知
国办发明电〔2025〕7号

各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
　　经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
　　一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
　　二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
　　三、清明节：4月4日（周六）至6日（周一）放假，共3天。
　　四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
　　五、端午节：6月19日（周五）至21日（周日）放假，共3天。
　　六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
　　七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
　　节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作。
　　　　　　　　　　　　国务院办公厅
　　　　　　　　　　　　2025年11月4日
"""

NOTICE_2024 = """一、元旦：1月1日放假，与周末连休。
二、春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。鼓励各单位结合带薪年休假等制度落实，安排职工在除夕（2月9日）休息。
三、清明节：4月4日至6日放假调休，共3天。4月7日（星期日）上班。
四、劳动节：5月1日至5日放假调休，共5天。4月28日（星期日）、5月11日（星期六）上班。
五、端午节：6月10日放假，与周末连休。
六、中秋节：9月15日至17日放假调休，共3天。9月14日（星期六）上班。
七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。"""

NOTICE_2023 = """一、元旦：2022年12月31日至2023年1月2日放假调休，共3天。
二、春节：1月21日至27日放假调休，共7天。1月28日（星期六）、1月29日（星期日）上班。
三、清明节：4月5日放假，共1天。
四、劳动节：4月29日至5月3日放假调休，共5天。4月23日（星期日）、5月6日（星期六）上班。
五、端午节：6月22日至24日放假调休，共3天。6月25日（星期日）上班。
六、中秋节、国庆节：9月29日至10月6日放假调休，共8天。10月7日（星期六）、10月8日（星期日）上班。"""

NOTICE_2025 = """一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
三、清明节：4月4日（周五）至6日（周日）放假，共3天。
四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。"""


@pytest.mark.parametrize(
    ("year", "text"),
    [(2026, NOTICE_2026), (2025, NOTICE_2025), (2024, NOTICE_2024), (2023, NOTICE_2023)],
)
def test_a_notice_gives_the_arrangement_that_ships(year: int, text: str) -> None:
    reading = parse_notice(text, year)
    shipped = next(one for one in shipped_arrangements() if one.year == year)
    assert reading.problems == ()
    assert {day for off in reading.arrangement.off for day in off.days()} == {
        day for off in shipped.off for day in off.days()
    }
    assert reading.arrangement.work == shipped.work


def test_the_document_number_is_kept() -> None:
    assert parse_notice(NOTICE_2026, 2026).arrangement.document == "国办发明电〔2025〕7号"


def test_an_encouragement_is_no_day_off() -> None:
    off = parse_notice(NOTICE_2024, 2024).arrangement.off
    assert all(not stretch.start <= date(2024, 2, 9) <= stretch.end for stretch in off)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("1月1日（周四）", "1月1日（周五）", "1月1日是周四，通知写周五"),
        ("共9天", "共8天", "通知写共8天，按日期算是9天"),
        ("5月9日（周六）上班", "5月8日（周五）上班", "本来就不是周末"),
        (
            "　　六、中秋节：9月25日（周五）至27日（周日）放假，共3天。\n",
            "",
            "没有读到中秋节的安排",
        ),
        ("4月4日（周六）至6日", "4月31日（周六）至6日", "没有4月31日这一天"),
        ("1月4日（周日）上班", "1月3日（周六）上班", "既写放假又写上班"),
    ],
)
def test_what_does_not_agree_is_named(old: str, new: str, words: str) -> None:
    changed = NOTICE_2026.replace(old, new)
    assert changed != NOTICE_2026
    assert any(words in problem for problem in parse_notice(changed, 2026).problems)


def test_the_wrong_year_is_noticed() -> None:
    assert any("2026年的安排" in one for one in parse_notice(NOTICE_2026, 2027).problems)


NOTICE_2022 = """一、元旦：2022年1月1日至3日放假，共3天。
二、春节：1月31日至2月6日放假调休，共7天。1月29日（星期六）、1月30日（星期日）上班。
三、清明节：4月3日至5日放假调休，共3天。4月2日（星期六）上班。
四、劳动节：4月30日至5月4日放假调休，共5天。4月24日（星期日）、5月7日（星期六）上班。
五、端午节：6月3日至5日放假，共3天。
六、中秋节：9月10日至12日放假，共3天。
七、国庆节：10月1日至7日放假调休，共7天。10月8日（星期六）、10月9日（星期日）上班。"""

NOTICE_2021 = """一、元旦：2021年1月1日至3日放假，共3天。
二、春节：2月11日至17日放假调休，共7天。2月7日（星期日）、2月20日（星期六）上班。
三、清明节：4月3日至5日放假调休，共3天。
四、劳动节：5月1日至5日放假调休，共5天。4月25日（星期日）、5月8日（星期六）上班。
五、端午节：6月12日至14日放假，共3天。
六、中秋节：9月19日至21日放假调休，共3天。9月18日（星期六）上班。
七、国庆节：10月1日至7日放假调休，共7天。9月26日（星期日）、10月9日（星期六）上班。"""


@pytest.mark.parametrize(("year", "text"), [(2022, NOTICE_2022), (2021, NOTICE_2021)])
def test_older_notices_make_the_working_days_a_second_source_knows(year: int, text: str) -> None:
    reading = parse_notice(text, year)
    assert reading.problems == ()
    calendar = WorkCalendar([reading.arrangement])
    first = date(year, 1, 1)
    days = [first + timedelta(days=step) for step in range(365)]
    # The next year's notice may still take the last days of December.
    days = [day for day in days if day < date(year, 12, 31)]
    assert [day for day in days if calendar.is_workday(day) != is_workday(day)] == []


def changed(old: str, new: str) -> str:
    text = NOTICE_2026.replace(old, new)
    assert text != NOTICE_2026
    return text


def test_a_stretch_over_the_turn_of_the_year_is_read() -> None:
    text = changed("1月1日（周四）至3日（周六）", "2025年12月31日（周三）至1月3日（周六）")
    reading = parse_notice(text.replace("共3天。1月4日", "共4天。1月4日"), 2026)
    assert reading.problems == ()
    assert reading.arrangement.off[0].start == date(2025, 12, 31)
    assert reading.arrangement.off[0].end == date(2026, 1, 3)


def test_a_stretch_of_worked_days_is_read() -> None:
    text = changed("2月14日（周六）、2月28日（周六）上班", "2月28日（周六）至3月1日（周日）上班")
    work = parse_notice(text, 2026).arrangement.work
    assert date(2026, 3, 1) in work
    assert date(2026, 2, 28) in work


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("4月4日（周六）至6日（周一）", "4月4日（周六）至31日（周一）", "没有4月31日"),
        ("10月1日（周四）至7日（周三）", "10月1日（周四）至27日（周二）", "过长"),
        ("2月14日（周六）、", "2月30日（周六）、", "没有2月30日"),
        ("10月1日（周四）至7日（周三）", "12月30日（周三）至1月3日", "不在2026年"),
    ],
)
def test_dates_that_cannot_be_are_named(old: str, new: str, words: str) -> None:
    assert any(words in one for one in parse_notice(changed(old, new), 2026).problems)


def test_the_same_disagreement_is_named_once() -> None:
    text = changed("5月9日（周六）上班", "5月9日（周五）、5月9日（周五）上班")
    problems = parse_notice(text, 2026).problems
    assert len(problems) == len(set(problems)) == 1


@pytest.mark.parametrize("year", [0, 1989, 2101])
def test_a_year_that_cannot_be_meant_is_refused(year: int) -> None:
    with pytest.raises(UserError, match="年份"):
        parse_notice(NOTICE_2026, year)


def test_a_text_far_too_long_is_refused() -> None:
    with pytest.raises(UserError, match="太长"):
        parse_notice("元旦" * 200_000, 2026)


@pytest.mark.parametrize("text", ["", "今天天气很好", "一、会议：1月1日", "放假 1月1日至3日"])
def test_what_is_no_notice_is_refused(text: str) -> None:
    with pytest.raises(UserError):
        parse_notice(text, 2026)


PIECES = st.lists(
    st.sampled_from(
        [
            "一、元旦：",
            "1月",
            "32日",
            "至",
            "（周一）",
            "放假",
            "共",
            "9天",
            "。",
            "上班",
            "2月29日",
            "\n",
            "0",
            "99月",
        ]
    ),
    max_size=40,
)


@given(PIECES.map("".join) | st.text(max_size=200))
def test_any_text_gives_a_reading_or_a_refusal(text: str) -> None:
    try:
        parse_notice(text, 2027)
    except UserError as refused:
        assert refused.message


ONE_SENTENCE = NOTICE_2026.replace("共3天。1月4日", "共3天，1月4日").replace(
    "共9天。2月14日", "共9天，\n2月14日"
)
BLANK_LINES = NOTICE_2026.replace("共5天。5月9日", "共5天。\n\n5月9日")
OTHER_HEADS = (
    NOTICE_2026.replace("一、元旦：", "1. 元旦：")
    .replace("二、春节：", "（二）春节：")
    .replace("三、清明节：", "三、清明节 ")
    .replace("四、劳动节：", "四、“五一”国际劳动节：")
    .replace("七、国庆节：", "七、国庆：")
)


@pytest.mark.parametrize("text", [ONE_SENTENCE, BLANK_LINES, OTHER_HEADS])
def test_a_notice_copied_from_elsewhere_reads_the_same(text: str) -> None:
    shipped = next(one for one in shipped_arrangements() if one.year == 2026)
    reading = parse_notice(text, 2026, load_statutory_days(2026))
    assert reading.problems == ()
    assert reading.arrangement.work == shipped.work
    assert [(one.start, one.end) for one in reading.arrangement.off] == [
        (one.start, one.end) for one in shipped.off
    ]


@pytest.mark.parametrize(
    ("year", "text"),
    [
        (2026, NOTICE_2026),
        (2025, NOTICE_2025),
        (2024, NOTICE_2024),
        (2023, NOTICE_2023),
        (2022, NOTICE_2022),
        (2021, NOTICE_2021),
    ],
)
def test_every_published_notice_grants_just_the_days_of_the_law(year: int, text: str) -> None:
    assert parse_notice(text, year, load_statutory_days(year)).problems == ()


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("5月9日（周六）上班。", "", "劳动节：放假占3个平日、周末上班0天，与法定放假2天不符"),
        ("放假，共3天。\n　　四", "。\n　　四", "清明节：没有读到放假日期"),
        ("5月1日（周五）至5日（周二）放假", "5月1日不放假", "劳动节：没有读到放假日期"),
    ],
)
def test_a_sentence_lost_in_copying_is_noticed(old: str, new: str, words: str) -> None:
    reading = parse_notice(NOTICE_2026.replace(old, new), 2026, load_statutory_days(2026))
    assert any(words in problem for problem in reading.problems)


def test_days_granted_follow_the_year() -> None:
    # 2024年11月修订增加除夕、5月2日两天，自2025年起施行。
    assert sum(load_statutory_days(2024).values()) == 11
    assert sum(load_statutory_days(2025).values()) == 13
    assert load_statutory_days(2007) == {}


@pytest.mark.parametrize(
    ("day", "issued"), [("2025年11月4日", date(2025, 11, 4)), ("2025年13月4日", None)]
)
def test_the_day_of_issue_is_read_from_under_the_signature(day: str, issued: date | None) -> None:
    text = NOTICE_2026.replace("2025年11月4日", day)
    assert parse_notice(text, 2026).arrangement.issued == issued
