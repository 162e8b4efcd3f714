"""Serving a letter (送达): which ways there are and what each must record.

国办公开办函〔2016〕235号: direct, through another organ, by mail through the postal enterprise; the
day of posting counts for mail, the day of signature for the rest. No private courier, no 到付.
"""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import Any

import attrs

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.letter.composed import ComposedLetter
from gongkai_desktop.domain.letter.course import Course, Delivery
from gongkai_desktop.domain.letter.form import Recipient
from gongkai_desktop.domain.request import Applicant


class DeliveryMethod(StrEnum):
    """The ways of service, as the clock's event names them."""

    MAIL = "邮寄"
    DIRECT = "当面"
    ENTRUSTED = "委托"
    EMAIL = "电子邮件"
    PLATFORM = "平台"

    @property
    def hint(self) -> str:
        """What counts, for the form."""
        return _HINTS[self]


_HINTS = {
    DeliveryMethod.MAIL: "用EMS或者挂号信，以交邮当日判断是否按期，请保留快递单号",
    DeliveryMethod.DIRECT: "以签收当日判断是否按期，请申请人在送达回证上签名",
    DeliveryMethod.ENTRUSTED: "委托其他行政机关送达，以签收当日判断是否按期",
    DeliveryMethod.EMAIL: "以到达申请人邮箱的日期判断，请保留发送记录",
    DeliveryMethod.PLATFORM: "以平台显示的到达日期判断，请保留截图",
}
_COURIERS = re.compile(
    r"^(?:SF|YT|YD|ZTO|STO|JDV|JT|DPK|HTKY)[A-Z]*\d|顺丰|圆通|中通|申通|韵达|极兔|京东|德邦",
    re.IGNORECASE,
)
_MAIL_NO = re.compile(r"[A-Z]{2}\d{9}[A-Z]{2}|[A-Z]{0,2}\d{11,14}")


def mail_no_of(words: str) -> str:
    """A mail number as written on the slip: no white space, Latin letters large."""
    return re.sub(r"[\s-]", "", words).upper()


def mail_no_doubt(mail_no: str) -> str:
    """Why a number may be wrong; empty when it looks like one of 邮政."""
    if not mail_no or _MAIL_NO.fullmatch(mail_no):
        return ""
    return f"邮件号“{mail_no}”不像EMS或者挂号信的号码，请核对面单"


def check_delivery(delivery: Delivery, letter_date: date, today: date) -> None:
    """Raise UserError for what cannot be: mail without its number, a courier, impossible days."""
    mailed = delivery.method == DeliveryMethod.MAIL
    if mailed and not delivery.mail_no:
        raise UserError("邮寄的文书没有填写邮件号", "请填写EMS或者挂号信的单号，并保留收寄凭证")
    if mailed and _COURIERS.search(delivery.mail_no):
        raise UserError(
            f"“{delivery.mail_no}”是快递企业的单号，文书不得交给邮政企业以外的快递企业",
            "请改由邮政企业寄递（国办公开办函〔2016〕235号）",
        )
    if not mailed and delivery.method not in tuple(DeliveryMethod):
        raise UserError(
            f"没有“{delivery.method}”这种送达方式", f"可选：{'、'.join(DeliveryMethod)}"
        )
    if delivery.posted < letter_date:
        raise UserError(
            f"寄送日期{delivery.posted.isoformat()}早于成文日期{letter_date.isoformat()}",
            "请核对日期",
        )
    for what, day in (("寄送", delivery.posted), ("签收", delivery.signed)):
        if day and day > today:
            raise UserError(f"{what}日期{day.isoformat()}晚于今天{today.isoformat()}", "请核对日期")
    for what, day in (("签收", delivery.signed), ("退回", delivery.returned)):
        if day and day < delivery.posted:
            raise UserError(f"{what}日期早于寄送日期", "请核对日期")


def delivered(course: Course, delivery: Delivery) -> Course:
    """The course with one more delivery; UserError while an earlier one is still on its way."""
    under_way = course.on_its_way
    if under_way:
        raise UserError(
            f"这份文书已于{under_way.posted.isoformat()}寄送", "邮件退回后才登记再次送达"
        )
    return attrs.evolve(course, deliveries=(*course.deliveries, delivery))


def followed_up(course: Course, delivery: Delivery) -> Course:
    """The course with what became of its last delivery: signed for, or returned."""
    if course.on_its_way is None:
        raise UserError("这份文书没有在途的邮件", "请先登记寄送")
    if delivery.returned and not delivery.return_reason.strip():
        raise UserError("退回须写明原因", "请照改退批条填写，如“地址不详”“拒收”")
    return attrs.evolve(course, deliveries=(*course.deliveries[:-1], delivery))


_SERVICE_WAYS = {
    DeliveryMethod.MAIL: "邮寄送达",
    DeliveryMethod.DIRECT: "直接送达",
    DeliveryMethod.ENTRUSTED: "委托送达",
}


def contents_of(letter: ComposedLetter) -> str:
    """内件品名: the letter's title and number, as the parcel must name them (235号)."""
    return f"《{letter.title.removeprefix(letter.organ)}》（{letter.number}）"


@attrs.frozen(kw_only=True)
class Receiver:
    """Who a letter is served on (受送达人), and where."""

    name: str
    address: str = ""
    postcode: str = ""
    phone: str = ""


def receiver_of(
    recipient: Recipient, applicant: Applicant, letter: ComposedLetter, course: Course
) -> Receiver:
    """Whom a letter goes to: the applicant where the application says, others as it names them.

    What was written on the last parcel goes before both. Another party's paper never carries the
    applicant's name, address or telephone.
    """
    found = Receiver(name=letter.addressee)
    if recipient is Recipient.APPLICANT:
        found = Receiver(
            name=applicant.name,
            address=applicant.address,
            postcode=applicant.postcode,
            phone=applicant.phone,
        )
    sent = course.deliveries[-1] if course.deliveries else None
    if sent is None:
        return found
    changes = {"name": sent.to, "address": sent.address}
    return attrs.evolve(found, **{name: said for name, said in changes.items() if said})


def parcel_values(receiver: Receiver, letter: ComposedLetter, course: Course) -> dict[str, Any]:
    """The fields of 送达回证 (F1) and 邮寄交接单 (F2), empty ones left out."""
    contents = contents_of(letter)
    sent = course.deliveries[-1] if course.deliveries else None
    copies = course.seals[0].copies if course.seals else None
    values = {
        "document": contents,
        "contents": contents,
        "copies": f"{copies}份" if copies else "",
        "served_to": receiver.name,
        "address": receiver.address,
        "service_way": _SERVICE_WAYS.get(DeliveryMethod(sent.method), "") if sent else "",
        "mail_no": sent.mail_no if sent else "",
        "addressee_name": receiver.name,
        "addressee_address": receiver.address,
        "addressee_phone": receiver.phone,
        "posted_date": sent.posted if sent else None,
    }
    return {name: value for name, value in values.items() if value}
