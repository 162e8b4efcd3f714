"""Rules on time and service (期限与送达): T01–T04, T06, T09, T10."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from gongkai_desktop.domain.letter.finding import Finding
from gongkai_desktop.domain.lint.rules import Case, finding
from gongkai_desktop.domain.lint.text import Span, days_in, known_day, read_day
from gongkai_desktop.domain.lint.told import PERIOD, UNTIL, Told, told_by, used
from gongkai_desktop.domain.wording import date_words, number_in

_TERM = re.compile(r"(\d{1,3}|[一二三四五六七八九十]{1,3})个?工作日")
_DAY = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
_EXTENSION = "条例第三十三条第二款"
_OLD_TERM = 15
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
    """T02, L01: at most twenty working days, with the head's consent (第三十三条第二款)."""
    if case.code != "B3":
        return
    letter = case.letter
    for match in re.finditer(r"延长[^。；]{0,24}?" + _TERM.pattern, letter.plain):
        days, place = number_in(match.group(1)), letter.span(match.start(1), match.end())
        if days > LONGEST_EXTENSION:
            words = f"延长{days}个工作日，超过20个工作日"
            yield finding("T02", "E", words, place, article=_EXTENSION, suggestion="20个工作日")
        elif days == _OLD_TERM and not _days_counted(case, place, days):
            words = "延长期限最长20个工作日，“15个工作日”是2019年以前的规定"
            yield finding("L01", "E", words, place, article=_EXTENSION, suggestion="20个工作日")
    for span in letter.all(
        r"延长[^。；]{0,12}?(?:\d+|[一二三四五六七八九十]+)(?:日|天|个?月|个半月|周|个?星期)(?!\d)|延长[^。；]{0,8}?半个?月"
    ):
        if not re.search(r"年\d+月|\d月", span.words):
            words = f"“{span.words}”：延长的期限按工作日计算，最长20个工作日"
            yield finding("T02", "E", words, span, article=_EXTENSION)
    consent = (
        r"(?:负责人|领导|机构|[局处科股院所队]长|主任|主管|分管)"
        r"[^。；]{0,12}(?:同意|批准|审批|审核|签批)"
    )
    if not letter.has(consent):
        words = "没有写明经政府信息公开工作机构负责人同意"
        yield finding("T02", "E", words, case.anchor, article=_EXTENSION)
    if not re.search(r"因|由于|需|鉴于", letter.plain):
        yield finding("T02", "W", "没有写明延长的具体原因", case.anchor, article=_EXTENSION)

    yield from _extended_in_time(case)


_FIRST_DAY = re.compile(
    r"(?:无法|不能|难以)[^。；，]{0,8}?(\d{4}年\d{1,2}月\d{1,2}日)(?:之|以)?前"
    r"|原(?:定|答复)?[^。；，延]{0,10}?(\d{4}年\d{1,2}月\d{1,2}日)"
    r"|期限[^。；，延]{0,8}?(\d{4}年\d{1,2}月\d{1,2}日)(?:届满|到期|期满)"
)
_TWICE = re.compile(r"(?:再次?|再行|继续|第二次|二次|又一次)(?:予以)?延[长期]|再延[长期]")


def _extended_in_time(case: Case) -> Iterator[Finding]:
    """T02: told after the period had run out an extension changes nothing; it is given once."""
    going = known_day(case.fields, "posted_date") or case.letter.signed
    if going is None:
        return
    stated = _FIRST_DAY.search(case.letter.plain)
    named = read_day(next(filter(None, stated.groups()))) if stated else None
    first = known_day(case.fields, "due_date") or named
    told = told_by(case, going)
    late = going > first if first else told is not None and used(case, told, going) > PERIOD
    if late:
        words = "发出时原答复期限已经届满，延期不发生效力，请记录原因"
        yield finding("T02", "W", words, case.letter.signature[1], article=_EXTENSION)
    yield from _extended_too_far(case, first, told)
    for span in case.letter.all(_TWICE):
        words = f"“{span.words}”：答复期限只能延长一次"
        yield finding("T02", "E", words, span, article=_EXTENSION)
        return


def _extended_too_far(case: Case, first: date | None, told: Told | None) -> Iterator[Finding]:
    """T02: the new last day lies no more than twenty working days behind the first."""
    match = UNTIL.search(case.letter.plain)
    until = read_day(match.group(1)) if match else None
    if match is None or until is None:
        return
    if first:
        beyond = case.workdays(first, until) > LONGEST_EXTENSION
    else:
        beyond = told is not None and used(case, told, until) > PERIOD + LONGEST_EXTENSION
    if beyond:
        place = case.letter.span(*match.span(1))
        words = f"延长至{match.group(1)}，比原答复期限晚了不止20个工作日"
        yield finding("T02", "E", words, place, article=_EXTENSION)


def _days_counted(case: Case, place: Span, days: int) -> bool:
    """Whether a shorter extension is what was really counted, by the dates beside it."""
    around = case.letter.around(place, 120, 60)
    found = [day for day in map(read_day, _DAY.findall(around)) if day]
    return any(case.workdays(one, other) in {days, days - 1} for one in found for other in found)


def _order_of_days(case: Case) -> Iterator[Finding]:
    """T04: the letter's date is the day of issue, between what it tells of and the posting."""
    letter = case.letter
    signed, place = letter.signed, letter.signature[1]
    if signed is None:
        return
    received = known_day(case.fields, "received_date") or letter.received
    if received and signed < received:
        yield finding("T04", "E", "成文日期早于收到申请的日期", place, article="条例第三十一条")
    posted = known_day(case.fields, "posted_date")
    if posted and signed > posted:
        yield finding(
            "T04", "E", "成文日期晚于交邮日期", place, article="国办公开办函〔2016〕235号"
        )
    issued = known_day(case.fields, "issued_date")
    if issued and signed != issued:
        words = "成文日期应当是签发日期"
        yield finding(
            "T04", "E", words, place, article="GB/T 9704—2012 7.3.5", suggestion=date_words(issued)
        )
    yield from _acts_in_order(case, signed, received)


_PAST = re.compile(
    r"检索|查找|查阅|收到|签收|征求|发出|作出|送达|提出|提交|告知了|已告知|要求|翻阅|走访|核实|核查|转送|移交|生效|说明|撤回"
)
_FUTURE = re.compile(r"^(?:以?前|之前|届满|止)|^(?:的)?(?:以内|之内)")
_AHEAD = re.compile(
    r"(?:将于|将在|拟于|定于|预计|延长至|延长到|，至|日至|不晚于|不迟于|请于|截止)$"
)
_BEFORE_RECEIPT = re.compile(
    r"^(?:至[^，。；]{4,12}日)?[，]?(?:在|对|以|由|组织|通过|书面|向|发出|依|分别|开始)[^。；]{0,40}?"
    r"(?:检索|查找|征求|补正|延期|说明理由)|^(?:书面)?(?:征求|检索|查找)"
)
_ON_THE_DAY = re.compile(r"(?:于|自|至|从|[年月日，])$")


def _acts_in_order(case: Case, signed: date, received: date | None) -> Iterator[Finding]:
    """What the letter tells of as done lies between the receipt and the letter's own date."""
    if not case.is_letter:
        return
    place = case.letter.signature[1]
    for span, day in days_in(case.letter):
        if place and span.start >= place.start:
            continue
        sentence = case.letter.sentence(span)
        before = case.letter.around(span, 8, 0)[: -len(span.words)]
        searching = bool(re.search(r"检索|查找|翻阅", sentence))
        ahead = _FUTURE.search(case.letter.after(span, 6)) or _AHEAD.search(before)
        if day > signed and _PAST.search(sentence) and (searching or not ahead):
            words = f"“{span.words}”晚于成文日期，写的却是已经做过的事"
            yield finding("T04", "E", words, span, article="成文日期")
        elif (
            received
            and day < received
            and not case.tells_of_other_days
            and _BEFORE_RECEIPT.search(case.letter.after(span, 60))
            and _ON_THE_DAY.search(before)
            and not case.letter.is_quoted(span)
        ):
            words = f"“{span.words}”早于收到申请的日期"
            yield finding("T04", "E", words, span, article="条例第三十一条")


def _late(case: Case) -> Iterator[Finding]:
    """T03: later than the term; the letter still goes out, with the reason recorded."""
    due = known_day(case.fields, "due_date")
    going = known_day(case.fields, "posted_date") or case.letter.signed
    if going is None or not case.decides:
        return
    if due and going > due:
        words = f"晚于答复期限{due.isoformat()}，请记录超期原因后照常发出"
        yield finding("T03", "W", words, case.letter.signature[1], article=_EXTENSION)
    elif due is None and case.code in _ANSWERED_IN_TWENTY_DAYS and _late_as_told(case, going):
        words = (
            "按文中写的经过，成文时答复期限已经届满；有延期、补正、征求意见的，请写明经过和日期，"
            "确已超期的，请记录超期原因后照常发出"
        )
        yield finding("T03", "W", words, case.letter.signature[1], article=_EXTENSION)


_ANSWERED_IN_TWENTY_DAYS = frozenset(f"C{at}" for at in range(1, 27)) - {"C19", "C21", "C22", "C23"}


def _late_as_told(case: Case, going: date) -> bool:
    """Whether by its own words the answer comes after the period and its extension."""
    told = told_by(case, going)
    if told is None:
        return False
    if told.until:
        return going > told.until
    return used(case, told, going) > PERIOD + told.extension


def _opinion_term(case: Case) -> Iterator[Finding]:
    """T06: fifteen working days to answer; silence means something only under Art. 34."""
    letter = case.letter
    joint = letter.has(r"第(?:三十四|34)条")
    article = "条例第三十四条" if joint else "条例第三十二条"
    if case.code == "B5" or (case.code == "B7" and joint):
        terms = [(match, number_in(match.group(1))) for match in _TERM.finditer(letter.plain)]
        for match, days in terms:
            if days not in {0, OPINION_TERM}:
                span = letter.span(*match.span())
                words = f"“{span.words}”：征求意见的期限是15个工作日"
                yield finding("T06", "E", words, span, article=article, suggestion="15个工作日")
        if not any(days == OPINION_TERM for _, days in terms):
            other = next(
                letter.all(r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:日|天)(?:之?内)"), None
            )
            words = "没有写明自收到之日起15个工作日内提出意见"
            yield finding("T06", "E", words, other or case.anchor, article=article)
    if case.code == "B7" and not joint:
        for span in letter.all(
            r"视[为作同](?:其|贵[^，。；]{1,4})?(?:同意|不同意|无意见|没有意见|无异议|没有异议)(?:公开)?"
        ):
            words = "依第十一条征求意见没有“视为同意”的规定，请删去"
            yield finding("T06", "E", words, span, article="条例第十一条")


def _parcel(case: Case) -> Iterator[Finding]:
    """T09: the contents on the parcel name the letter and its number."""
    if case.code != "F2":
        return
    match = re.search(r"内件品名(?:及文号)?[：:]?(.{0,60})", case.letter.plain)
    if match is None or not re.search(r"[〔\[（]\d{4}[〕\]）]\d*号", match.group(1)):
        place = case.letter.span(*match.span()) if match else None
        words = "内件品名没有写文书名称和文号"
        yield finding("T09", "E", words, place, article="国办公开办函〔2016〕235号")
