"""Service of letters: 国办公开办函〔2016〕235号 and seed 004 (EMS, keep the number)."""

from datetime import date

import attrs
import pytest

from gongkai_desktop.domain.delivery import (
    check_delivery,
    delivered,
    followed_up,
    mail_no_doubt,
    mail_no_of,
)
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.letter.course import Course, Delivery

LETTER, TODAY = date(2026, 11, 18), date(2026, 11, 20)
SENT = Delivery(method="邮寄", posted=date(2026, 11, 19), mail_no="1000000000058")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"mail_no": ""}, "没有填写邮件号"),
        ({"mail_no": "SF1234567890123"}, "快递企业"),
        ({"mail_no": "圆通 88001"}, "快递企业"),
        ({"posted": date(2026, 11, 17)}, "早于成文日期"),
        ({"posted": date(2026, 11, 21)}, "晚于今天"),
        ({"signed": date(2026, 11, 18)}, "早于寄送日期"),
        ({"signed": date(2026, 11, 21)}, "晚于今天"),
        ({"returned": date(2026, 11, 18)}, "退回日期早于寄送日期"),
        ({"method": "快递"}, "没有“快递”"),
    ],
)
def test_what_cannot_be_is_refused(changes, words):
    with pytest.raises(UserError, match=words):
        check_delivery(attrs.evolve(SENT, **changes), LETTER, TODAY)


def test_handing_over_needs_no_number():
    check_delivery(Delivery(method="当面", posted=TODAY, signed=TODAY), LETTER, TODAY)


@pytest.mark.parametrize(
    ("number", "doubted"),
    [("1000000000058", False), ("EA123456789CN", False), ("123", True), ("", False)],
)
def test_an_odd_mail_number_is_doubted_never_refused(number, doubted):
    assert bool(mail_no_doubt(number)) is doubted
    assert mail_no_of(" ea 1234-56789 cn") == "EA123456789CN"


def test_a_second_delivery_waits_until_the_first_came_back():
    course = delivered(Course(), SENT)
    with pytest.raises(UserError, match="退回"):
        delivered(course, SENT)
    with pytest.raises(UserError, match="原因"):
        followed_up(course, attrs.evolve(SENT, returned=TODAY))
    back = attrs.evolve(SENT, returned=TODAY, return_reason="地址不详")
    course = delivered(followed_up(course, back), attrs.evolve(SENT, mail_no="1000000000059"))
    assert [one.state for one in course.deliveries] == ["已退回", "已寄出"]
    with pytest.raises(UserError, match="在途"):
        followed_up(Course(), back)
