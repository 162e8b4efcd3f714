"""A new year's notice: previewed, refused when it does not agree, its effects listed."""

from datetime import date

from gongkai_desktop.domain.event import Event, EventType
from gongkai_desktop.domain.request import Applicant, Request
from gongkai_desktop.services import calendar, listing
from gongkai_desktop.services import request as request_service
from gongkai_desktop.services.workspace import Workspace

# Invented for the test: the real arrangement of 2027 is not known.
NOTICE = """一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至12日（周五）放假调休，共8天。1月31日（周日）、2月20日（周六）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。5月8日（周六）上班。
五、端午节：6月9日（周三）放假1天，不调休。
六、中秋节：9月15日（周三）放假1天，不调休。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。"""


def late_request(workspace: Workspace, day: date) -> str:
    request = Request(
        register_no="",
        applicant=Applicant(name="李某二"),
        request_text="规划图",
        events=(Event(type=EventType.RECEIVED, date=day, channel="当面"),),
    )
    return request_service.register(workspace, request).request.register_no


def test_a_notice_makes_provisional_dates_firm(empty: Workspace) -> None:
    import attrs

    january = attrs.evolve(empty, today=date(2027, 1, 20))
    number = late_request(january, date(2027, 1, 15))
    assert listing.register_show(january, number)["status"] == "需要2027年放假安排"
    result = calendar.import_notice(january, NOTICE, 2027, save=True)
    assert result.problems == ()
    assert [(one.register_no, one.old) for one in result.moved] == [(number, None)]
    # Day 1 is Mon 18 Jan; 31 Jan works; 5-12 Feb and weekends are off; day 20 is 19 Feb.
    assert listing.register_show(january.reloaded(), number)["due_date"] == "2027-02-19"


def test_a_preview_keeps_nothing(empty: Workspace) -> None:
    calendar.import_notice(empty, NOTICE, 2027, save=False)
    assert empty.reloaded().knowledge.calendar.known_until == date(2026, 12, 31)


def test_a_notice_that_does_not_agree_is_not_kept(empty: Workspace) -> None:
    wrong = NOTICE.replace("1月1日（周五）", "1月1日（周四）")
    result = calendar.import_notice(empty, wrong, 2027, save=True)
    assert result.problems
    assert empty.reloaded().knowledge.calendar.known_until == date(2026, 12, 31)


def test_the_document_of_an_import(empty: Workspace) -> None:
    document = calendar.notice_document(calendar.import_notice(empty, NOTICE, 2027, save=False))
    assert document["year"] == 2027
    assert "2027-02-05" in document["off"]
    assert document["work"] == [
        "2027-01-31",
        "2027-02-20",
        "2027-05-08",
        "2027-09-26",
        "2027-10-09",
    ]


LOCAL = """source = "虚构的地方假日规定"
work = []

[[off]]
name = "地方节日"
start = 2026-12-01
end = 2026-12-02
"""


def test_regional_holidays_move_open_deadlines(sample: Workspace) -> None:
    moved = {one.register_no: (one.old, one.new) for one in calendar.keep_local_days(sample, LOCAL)}
    # Two working days fewer before 8 December: the period ends two working days later.
    assert moved["2026-014"] == (date(2026, 12, 8), date(2026, 12, 10))
    again = sample.reloaded().knowledge.calendar
    assert again.why(date(2026, 12, 1)) == "地方节日放假"


def test_regional_holidays_outlive_a_new_notice(sample: Workspace) -> None:
    calendar.keep_local_days(sample, LOCAL)
    local = sample.reloaded()
    calendar.import_notice(local, NOTICE, 2027, save=True)
    assert not local.reloaded().knowledge.calendar.is_workday(date(2026, 12, 1))
