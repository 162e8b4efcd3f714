"""Rules on what lies in the file (卷内材料): D11, D17, D26, F11, T01, T05, T08, T10 and others.

Each compares the letter with fields that the register knows, or that are given beside the text:
``earlier_letters`` (``number`` and ``text`` of each), ``search_records`` (how many),
``secrecy_record``, ``quashed_text``, ``approved_text``, ``approved_code``, ``used_numbers``,
``correction_dates``, ``extension_dates``, ``opinion_dates``, ``reasons_dates``, ``fee_dates``
(when each was sent), ``applicant_address``, ``applicant_phone``, ``signed_for_date``,
``received_date``, ``returned_dates`` (of supplements), ``posted_date``, ``url_checked_date``,
``earlier_request_text``. A rule whose field is not known stays silent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from gongkai_desktop.domain.calendar import CalendarMissingError
from gongkai_desktop.domain.letter.finding import Finding
from gongkai_desktop.domain.lint.rules import Case, finding
from gongkai_desktop.domain.lint.text import LetterText, known_day, read_day
from gongkai_desktop.domain.wording import date_words

CORRECTION_TERM = 7
SHORT_TIME = 3
SAME_WORDS = 0.9
LINK_AGE = 30
_TITLES = re.compile(r"《([^《》]{4,60})》|([\u4e00-\u9fff]{1,10}[〔\[（(]\d{4}[〕\]）)]第?\d+号)")
_NUMBER_OR_DATE = re.compile(
    r"[^，。：；》]{0,16}[〔\[][^〕\]]{0,4}[〕\]]第?\d*号|\d{4}年\d{1,2}月\d{1,2}日"
)
_FRAME = re.compile(
    r"[^。；]*(?:登记编号|如不服|不服[^。]{0,20}复议|行政诉讼)[^。；]*[。；]?|\d{4}年\d{1,2}月\d{1,2}日"
)


def rules_on_papers(case: Case, today: date, whole: LetterText) -> Iterator[Finding]:
    """All rules that need more than the letter itself; ``whole`` has its enclosures too."""
    yield from _seen_before(case)
    yield from _search_recorded(case)
    yield from _secrecy_recorded(case)
    yield from _quashed_again(case)
    yield from _approved(case, whole)
    yield from _number_taken(case)
    yield from _step_before(case)
    yield from _correction_in_time(case)
    yield from _extended_once(case)
    yield from _service_days(case, today)
    yield from _as_on_the_application(case)
    yield from _signed_for(case)
    yield from _received_as_registered(case)
    yield from _link_checked(case, today)
    yield from _same_request(case)


def _plain(text: str) -> str:
    return re.sub(r"[\s“”\"《》〈〉。，、；：？！]", "", text)


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, _plain(one), _plain(other), autojunk=False).ratio()


def _listed(case: Case, name: str) -> list[Any]:
    value = case.fields.get(name)
    return list(value) if isinstance(value, (list, tuple)) else []


def _seen_before(case: Case) -> Iterator[Finding]:
    """D11: what we now say we have not, an earlier letter of ours speaks of by name."""
    if case.code != "C12":
        return
    asked = case.field("corrected_text") or case.field("request_text")
    marks = {one or other for one, other in _TITLES.findall(asked)} | (
        {asked.strip()} if 6 <= len(_plain(asked)) <= 40 else set()
    )
    for letter in _listed(case, "earlier_letters"):
        if not isinstance(letter, Mapping):
            continue
        words = _plain(str(letter.get("text", "")))
        named = next((one for one in sorted(marks) if _plain(one) and _plain(one) in words), "")
        if named:
            number = letter.get("number") or "以前的文书"
            place = next(case.letter.all(re.escape(named)), None)
            told = f"本机关{number}里提到过“{named}”，请先核对再答复不存在"
            yield finding("D11", "W", told, place, article="条例第三十六条第（四）项")
            return


def _search_recorded(case: Case) -> Iterator[Finding]:
    """D09: the record of the search lies in the file."""
    if case.code == "C12" and case.fields.get("search_records") == 0:
        words = "卷内没有检索记录单，检索的人、时间、范围、条件和结果都要有记录"
        yield finding("D09", "E", words, article="条例第三十六条第（四）项")


def _secrecy_recorded(case: Case) -> Iterator[Finding]:
    """D17: the record by which it was made secret lies in the file."""
    if case.code == "C4" and "secrecy_record" in case.fields and not case.field("secrecy_record"):
        words = "卷内没有定密审批记录，请补充定密依据和记录编号；答复书不写涉密内容"
        yield finding("D17", "E", words, article="条例第十四条")


def _quashed_again(case: Case) -> Iterator[Finding]:
    """D26: the new decision is not the quashed one in the same words (行政复议法第六十四条)."""
    quashed = case.field("quashed_text")
    if case.code != "G2" or not quashed:
        return
    old, new = (_FRAME.sub("", one) for one in (quashed, case.letter.text))
    if _alike(old, new) >= SAME_WORDS or _plain(old) in _plain(new):
        words = "重新答复与被撤销的答复事实、理由和结果相同"
        yield finding("D26", "E", words, article="行政复议法第六十四条第二款、行政诉讼法第七十一条")


def _approved(case: Case, whole: LetterText) -> Iterator[Finding]:
    """D25 and F11: what is printed is what was approved."""
    approved = case.field("approved_code")
    if approved and approved != case.code:
        words = f"审批单批准的是 {approved}，这份文书是 {case.code}"
        yield finding("D25", "E", words, article="审批单")
    text = case.field("approved_text")
    if text and _words_only(text) != _words_only(whole.text):
        yield finding("F11", "E", "文字与批准的审签稿不一致，请重新送签", article="审签定稿")


def _words_only(text: str) -> str:
    """The words that approval freezes: number, date and spaces left out."""
    return re.sub(
        r"\s|[^\s，。：；]{0,20}[〔\[][^〕\]]{0,4}[〕\]]第?\d*号|\d{4}年\d{1,2}月\d{1,2}日",
        "",
        text,
    )


def _number_taken(case: Case) -> Iterator[Finding]:
    """F02: no number twice, none left out without a record."""
    line, used = case.letter.number, [str(one) for one in _listed(case, "used_numbers")]
    if line is None or not used:
        return
    mine = re.sub(r"\s", "", line.words)
    if mine in {re.sub(r"\s", "", one) for one in used}:
        yield finding("F02", "E", f"文号“{line.words}”已经用过", line)
        return
    head, serial = _serial(mine)
    taken = [number for one in used for stem, number in [_serial(one)] if stem == head and number]
    if serial and taken and serial > max(taken) + 1:
        words = f"文号跳过了{max(taken) + 1}号，请说明缺号原因"
        yield finding("F02", "E", words, line)


def _serial(number: str) -> tuple[str, int]:
    match = re.fullmatch(r"(.*?)第?0*(\d+)号.*", re.sub(r"\s", "", number))
    return (match.group(1), int(match.group(2))) if match else (number, 0)


_BEFORE = {
    "C7": ("opinion_dates", "D14", "征求第三方意见", "条例第三十二条"),
    "C15": ("correction_dates", "D21", "补正告知", "条例第三十条"),
    "C19": ("reasons_dates", "D22", "要求说明理由", "条例第三十五条"),
    "C21": ("correction_dates", "D21", "补正告知", "条例第三十条"),
    "C22": ("fee_dates", "D23", "收费通知", "国办函〔2020〕109号"),
}


def _step_before(case: Case) -> Iterator[Finding]:
    """D14, D21, D22, D23: the step that the decision rests on was taken."""
    name, rule, step, article = _BEFORE.get(case.code, ("", "", "", ""))
    if name and name in case.fields and not _listed(case, name):
        yield finding(rule, "E", f"登记簿里没有{step}的记录", article=article)


def _others(case: Case, name: str) -> list[date]:
    """Days on which such a letter was sent, this letter's own left out."""
    days = [read_day(str(one)) for one in _listed(case, name)]
    return [day for day in days if day and day != case.letter.signed]


def _extended_once(case: Case) -> Iterator[Finding]:
    """T02: extended once, and told before the first term ends (第三十三条第二款)."""
    if case.code != "B3":
        return
    place, article = case.letter.signature[1], "条例第三十三条第二款"
    if _others(case, "extension_dates"):
        yield finding("T02", "E", "已经延长过一次，不能再次延长", place, article=article)
    due = known_day(case.fields, "due_date")
    sent = known_day(case.fields, "posted_date") or case.letter.signed
    if due and sent and sent > due:
        words = f"晚于原答复期限{due.isoformat()}发出，延长不起作用，答复仍算超期"
        yield finding("T02", "W", words, place, article=article)


def _correction_in_time(case: Case) -> Iterator[Finding]:
    """T01: asked once, within seven working days of the receipt (第三十条)."""
    if case.code != "B1":
        return
    place = case.letter.signature[1]
    if _others(case, "correction_dates"):
        words = "已经告知过补正，补正应当一次性告知，请记录再次告知的原因"
        yield finding("T01", "W", words, place, article="条例第三十条")
    received = known_day(case.fields, "received_date") or case.letter.received
    sent = known_day(case.fields, "posted_date") or case.letter.signed
    if received and sent and case.workdays(received, sent) > CORRECTION_TERM:
        words = "告知补正晚于收到申请之日起7个工作日，请记录原因"
        yield finding("T01", "W", words, place, article="条例第三十条")


def _service_days(case: Case, today: date) -> Iterator[Finding]:
    """T05: service on a working day; little time left."""
    posted = known_day(case.fields, "posted_date")
    if posted and case.calendar:
        try:
            works = case.calendar.is_workday(posted)
        except CalendarMissingError:
            works = True
        if not works:
            words = f"{posted.month}月{posted.day}日不是工作日，请核对交邮或者签收日期"
            yield finding("T05", "W", words)
    due = known_day(case.fields, "due_date")
    if due and not posted and today <= due and case.decides:
        left = case.workdays(today, due)
        if left <= SHORT_TIME:
            words = f"离答复期限只剩{left}个工作日，请当天签发并交邮"
            yield finding("T05", "W", words, article="条例第三十三条第二款")


def _as_on_the_application(case: Case) -> Iterator[Finding]:
    """T08: served where and how the application says."""
    if not case.code.startswith("F"):
        return
    written = re.sub(r"\D", "", case.letter.plain)
    phone = re.sub(r"\D", "", case.field("applicant_phone"))
    if phone and phone not in written:
        yield finding("T08", "W", "收件人电话与申请表不一致", article="国办公开办函〔2016〕235号")
    address = _plain(case.field("applicant_address"))
    if address and address not in _plain(case.letter.text):
        yield finding("T08", "W", "送达地址与申请表不一致", article="国办公开办函〔2016〕235号")


def _signed_for(case: Case) -> Iterator[Finding]:
    """T10: the gate's signature is the receipt (第三十一条第（二）项)."""
    signed, received = (known_day(case.fields, one) for one in ("signed_for_date", "received_date"))
    if signed and received and signed < received:
        words = (
            f"收发室{signed.month}月{signed.day}日已经签收，登记的收到日是"
            f"{received.month}月{received.day}日，期限从签收之日起算"
        )
        place = next(case.letter.all(date_words(received)), None)
        yield finding("T10", "W", words, place, article="条例第三十一条第（二）项")


def _received_as_registered(case: Case) -> Iterator[Finding]:
    """T10: the receipt that the letter tells of is the register's, or that of a 补正."""
    stated, received = case.letter.received, known_day(case.fields, "received_date")
    if not (stated and received) or not case.code.startswith(("B", "C")):
        return
    if case.tells_of_other_days or stated == received:
        return
    if stated in _others(case, "returned_dates"):
        return
    words = (
        f"文中写的收到日期是{date_words(stated)}，登记簿是{date_words(received)}，"
        "期限从登记簿的日期算，请核对"
    )
    place = next(case.letter.all(date_words(stated)), None)
    yield finding("T10", "W", words, place, article="条例第三十一条")


def _link_checked(case: Case, today: date) -> Iterator[Finding]:
    """D13: the address was opened not long ago."""
    checked = read_day(case.field("url_checked_date") or case.field("checked_date") or "-")
    if case.code == "C2" and checked and ((case.letter.signed or today) - checked).days > LINK_AGE:
        words = (
            f"网址是{checked.month}月{checked.day}日核对的，已超过{LINK_AGE}天，请再打开核对并截图"
        )
        yield finding("D13", "E", words, article="条例第三十六条第（一）项")


def _same_request(case: Case) -> Iterator[Finding]:
    """D20: called a repetition, the two requests ask for the same."""
    earlier, asked = case.field("earlier_request_text"), case.field("request_text")
    if case.code == "C17" and earlier and asked and _alike(earlier, asked) < SAME_WORDS:
        words = "两次申请的内容不完全相同，请核对是否属于重复申请"
        yield finding("D20", "W", words, article="条例第三十六条第（六）项")
