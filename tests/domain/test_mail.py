"""Unregistered mail: the clock runs from the day it was signed for (条例第三十一条第二项)."""

from datetime import date

import pytest

from gongkai_desktop.domain.ledger.mail import unregistered_mail
from gongkai_desktop.services.knowledge import load_knowledge

KNOWLEDGE = load_knowledge()


def read(**body):
    return unregistered_mail("id", "2026-001", body, KNOWLEDGE.rules, KNOWLEDGE.calendar)


def test_the_answer_is_counted_from_signing_not_from_handing_over():
    """Sample 2025-004: signed 02-20, handed over 02-26; the limit is 03-20, not 03-26."""
    mail = read(signed="2025-02-20T09:40", handed_over="2025-02-26T10:00", kind="EMS")
    assert (mail.signed, mail.due) == (date(2025, 2, 20), date(2025, 3, 20))


@pytest.mark.parametrize(
    ("kind", "channel"),
    [
        ("EMS", "邮寄(EMS/挂号)"),
        ("挂号信", "邮寄(EMS/挂号)"),
        ("其他快递", "邮寄(EMS/挂号)"),
        ("平信", "平信"),
        ("当面送交", "当面"),
        ("传真", "传真"),
        ("信鸽", "其他"),
    ],
)
def test_the_kind_of_mail_gives_the_channel(kind, channel):
    assert read(signed="2026-11-19", kind=kind).channel == channel


def test_what_was_registered_or_is_no_request_waits_no_more():
    assert read(signed="2026-11-19", request="2026-021") is None
    assert read(signed="2026-11-19", not_request="请柬") is None


def test_beyond_the_calendar_it_waits_without_a_day():
    assert read(signed="2027-01-20", kind="EMS").due is None
