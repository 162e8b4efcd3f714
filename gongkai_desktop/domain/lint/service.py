"""Rules on time and service (期限与送达): T01–T04, T06, T09, T10."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai_desktop.domain.letter.finding import Finding
from gongkai_desktop.domain.lint.rules import Case, finding
from gongkai_desktop.domain.lint.text import known_day
from gongkai_desktop.domain.wording import number_in

_TERM = re.compile(r"(\d{1,3}|[一二三四五六七八九十]{1,3})个?工作日")
LONGEST_EXTENSION = 20
OPINION_TERM = 15


def rules_on_service(case: Case) -> Iterator[Finding]:
    """All rules on dates, terms and the way of service."""
    yield from _extension(case)
    yield from _order_of_days(case)
    yield from _late(case)
    yield from _opinion_term(case)
    yield from _parcel(case)


def _extension(case: Case) -> Iterator[Finding]:
    """T02: at most twenty working days, with the head's consent (第三十三条第二款)."""
    if case.code != "B3":
        return
    letter = case.letter
    for match in re.finditer(r"延长[^。；]{0,24}?" + _TERM.pattern, letter.plain):
        days = number_in(match.group(1))
        if days > LONGEST_EXTENSION:
            span = letter.span(*match.span())
            yield finding(
                "T02",
                "E",
                f"延长{days}个工作日，超过20个工作日",
                span,
                article="条例第三十三条第二款",
            )
    if not letter.has(
        r"(?:负责人|领导|机构)[^。；]{0,12}(?:同意|批准)|经[^。；]{2,24}(?:同意|批准)"
    ):
        words = "没有写明经政府信息公开工作机构负责人同意"
        yield finding("T02", "E", words, article="条例第三十三条第二款")


def _order_of_days(case: Case) -> Iterator[Finding]:
    """T04: the letter's date is the day of issue: not before the receipt, not after the posting."""
    letter = case.letter
    signed, place = letter.signed, letter.signature[1]
    if signed is None:
        return
    received = known_day(case.fields, "received_date") or letter.received
    if received and signed < received:
        yield finding("T04", "E", "成文日期早于收到申请的日期", place)
    posted = known_day(case.fields, "posted_date")
    if posted and signed > posted:
        yield finding("T04", "E", "成文日期晚于交邮日期", place)
    issued = known_day(case.fields, "issued_date")
    if issued and signed != issued:
        yield finding("T04", "E", "成文日期应当是签发日期", place)


def _late(case: Case) -> Iterator[Finding]:
    """T03: later than the term; the letter still goes out, with the reason recorded."""
    due = known_day(case.fields, "due_date")
    going = known_day(case.fields, "posted_date") or case.letter.signed
    if due and going and case.decides and going > due:
        words = f"晚于答复期限{due.isoformat()}，请记录超期原因后照常发出"
        yield finding("T03", "W", words, case.letter.signature[1], article="条例第三十三条第二款")


def _opinion_term(case: Case) -> Iterator[Finding]:
    """T06: fifteen working days to answer; silence means something only under Art. 34."""
    letter = case.letter
    joint = letter.has(r"第(?:三十四|34)条")
    if case.code == "B5" or (case.code == "B7" and joint):
        for match in _TERM.finditer(letter.plain):
            if number_in(match.group(1)) not in {0, OPINION_TERM}:
                span = letter.span(*match.span())
                words = f"“{span.words}”：征求意见的期限是15个工作日"
                yield finding("T06", "E", words, span, article="条例第三十二条、第三十四条")
    if case.code == "B7" and not joint:
        for span in letter.all(r"视为(?:同意|不同意|无意见)"):
            words = "依第十一条征求意见没有“视为同意”的规定"
            yield finding("T06", "E", words, span, article="条例第十一条")


def _parcel(case: Case) -> Iterator[Finding]:
    """T09: the contents on the parcel name the letter and its number."""
    if case.code != "F2":
        return
    match = re.search(r"内件品名(?:及文号)?[：:]?(.{0,60})", case.letter.plain)
    if match is None or not re.search(r"[〔\[（]\d{4}[〕\]）]\d*号", match.group(1)):
        yield finding(
            "T09", "E", "内件品名没有写文书名称和文号", article="国办公开办函〔2016〕235号"
        )
