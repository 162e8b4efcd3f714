"""Numbers that name a person (证件号码、卡号): GB 11643, GB 32100, bank cards, travel documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from gongkai_desktop.domain.identity import is_credit_code, is_identity_number
from gongkai_desktop.domain.review.draft import Draft
from gongkai_desktop.domain.review.engine import Anchor
from gongkai_desktop.domain.review.finding import Finding, Severity
from gongkai_desktop.domain.review.personal import personal

_PROVINCES = frozenset(
    {
        *("11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36"),
        *("37", "41", "42", "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62"),
        *("63", "64", "65", "71", "81", "82", "83"),
    }
)
"""Codes of provinces and of what ranks with them (GB/T 2260)."""
_EDGE_BEFORE = r"(?<![0-9A-Za-z])"
_EDGE_AFTER = r"(?![0-9A-Za-z])"
_EIGHTEEN = re.compile(rf"{_EDGE_BEFORE}\d(?:[ -]?\d){{16}}[ -]?[\dXx]{_EDGE_AFTER}")
_FIFTEEN = re.compile(rf"{_EDGE_BEFORE}[1-8]\d{{5}}[ -]?\d{{6}}[ -]?\d{{3}}{_EDGE_AFTER}")
_CREDIT = re.compile(rf"{_EDGE_BEFORE}(?=[0-9A-Z]{{0,17}}[0-9])[1-9ANY][0-9A-Z]{{17}}{_EDGE_AFTER}")
_CARD = re.compile(
    rf"{_EDGE_BEFORE}(?:[1-9]\d{{12,18}}"
    rf"|[1-9]\d{{3}}(?:[ -]\d{{4}}){{3}}(?:[ -]?\d{{1,3}})?){_EDGE_AFTER}"
)
_MASKED = re.compile(
    rf"{_EDGE_BEFORE}[1-9]\d{{2,16}}(?:[*＊×●■#]{{1,14}}|[Xx]{{2,14}})\d{{0,10}}[\dXx]?(?![0-9A-Za-z*＊×●#])"
)
_DOCUMENT = re.compile(
    rf"{_EDGE_BEFORE}(?:[EGDSPK][A-Z]?\d{{7,8}}|1[45]\d{{7}}|[HM]\d{{8,10}}|[CWLT]\d{{8}}|\d{{8}}){_EDGE_AFTER}"
    r"|(?<=字第)\d{5,9}(?=号)"
)
_CLAUSE = re.compile(r"(?:[^。；\n]|\n(?!\n))*")
"""How far behind the word for a document its number may stand."""
_ID_WORDS = re.compile("身份证|身份号码|公民身份|居民身份|证件号|证件号码|户口")
_CREDIT_WORDS = re.compile("信用代码|纳税人识别号|税号|组织机构代码|机构代码|登记证号|索引号")
_CARD_WORDS = re.compile("卡号|银行卡|账号|帐号|账户|帐户|开户|储蓄|社保卡|存折|一卡通")
_UNIT_WORDS = re.compile(
    "公司|财政|单位|保证金|对公|基本户|国库|局|委员会|中心|学校|医院|政府|非税"
)
_ISSUERS = (
    "62",
    "60",
    "9558",
    "9559",
    "34",
    "35",
    "37",
    "4",
    "51",
    "52",
    "53",
    "54",
    "55",
    "68",
    "69",
)
_REQUIRED = re.compile("欠税公告|失信被执行人|限制消费|终身禁止|食品安全黑名单")
"""Notices for which a law asks for the number itself (欠税公告办法第五条)."""


def read_numbers(draft: Draft) -> Iterator[Finding]:
    """YS01 and YS02 ID numbers, YS06 credit codes, YS05 cards, YS13 masks."""
    taken: list[tuple[int, int]] = []
    for reading in (_credit_codes, _identities, _old_identities, _cards):
        yield from reading(draft, taken)
    yield from _masks(draft)


def _near(draft: Draft, pattern: re.Pattern[str], start: int, end: int, reach: int = 30) -> bool:
    return bool(pattern.search(draft.before(start, reach)) or pattern.search(draft.after(end, 12)))


def _named_last(before: str, words: re.Pattern[str], others: re.Pattern[str]) -> bool:
    """Whether of two kinds of words the first kind stands nearer to what follows."""
    last = [
        max((match.end() for match in kind.finditer(before)), default=0) for kind in (words, others)
    ]
    return last[0] > last[1]


def _heading(draft: Draft, pattern: re.Pattern[str], start: int, end: int) -> bool:
    """Whether the words stand near, or in the head of the table's column or the line above."""
    if _near(draft, pattern, start, end, 40):
        return True
    at = draft.line_number(start)
    return bool(
        at and len(draft.lines[at - 1].words) < 60 and pattern.search(draft.lines[at - 1].words)
    )


def _free(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    return all(end <= low or high <= start for low, high in taken[-40:])


def _credit_codes(draft: Draft, taken: list[tuple[int, int]]) -> Iterator[Finding]:
    """Codes of organs and firms come first: some are eighteen digits like an ID number."""
    for match in draft.numbers(_CREDIT):
        code = match.group()
        named = _named_last(draft.before(match.start()), _CREDIT_WORDS, _ID_WORDS)
        if code[:17].isdigit() and not named:
            person = _ID_WORDS.search(draft.before(match.start()))
            if person or _is_identity(code, draft.day):
                continue
        if is_credit_code(code):
            taken.append(match.span())
            continue
        if (code.isdigit() and not named) or "X" * 3 in code:
            continue
        shaped = code[0] in "159ANY" and code[2:8].isdigit() and code[2:4] in _PROVINCES
        if named or shaped:
            taken.append(match.span())
            yield personal(
                "YS06",
                Severity.LOW,
                match.span(),
                "统一社会信用代码的校验码不对，有一位录错",
                "核对后更正",
                "GB 32100—2015",
            )


def _identities(draft: Draft, taken: list[tuple[int, int]]) -> Iterator[Finding]:
    for match in draft.numbers(_EIGHTEEN):
        if not _free(taken, *match.span()):
            continue
        number = re.sub("[ -]", "", match.group()).upper()
        named = bool(_ID_WORDS.search(draft.before(match.start())))
        if _is_identity(number, draft.day) or (named and is_identity_number(number)):
            taken.append(match.span())
            yield _identity(draft, *match.span())
        elif named or (_is_shaped(number, draft.day) and _ID_WORDS.search(draft.text)):
            taken.append(match.span())
            yield personal(
                "YS01",
                Severity.HIGH,
                match.span(),
                "像是居民身份证号，但校验不对，有一位录错",
            )


def _identity(draft: Draft, start: int, end: int) -> Finding:
    required = _REQUIRED.search(draft.kind) or _REQUIRED.search(draft.text[:2000])
    if required:
        return personal(
            "YS01",
            Severity.HIGH,
            (start, end),
            f"完整的居民身份证号；{required.group()}可能有法定公开依据，有的请填写条款",
            basis="欠税公告办法第五条等",
        )
    return personal("YS01", Severity.GRAVE, (start, end), "完整的居民身份证号")


def _old_identities(draft: Draft, taken: list[tuple[int, int]]) -> Iterator[Finding]:
    for match in draft.numbers(_FIFTEEN):
        number = re.sub("[ -]", "", match.group())
        if not _free(taken, *match.span()) or number[:2] not in _PROVINCES:
            continue
        if _born("19" + number[6:12], draft.day) and _heading(draft, _ID_WORDS, *match.span()):
            taken.append(match.span())
            yield personal("YS02", Severity.HIGH, match.span(), "15位的居民身份证号")


def _cards(draft: Draft, taken: list[tuple[int, int]]) -> Iterator[Finding]:
    for match in draft.numbers(_CARD):
        if not _free(taken, *match.span()):
            continue
        number = re.sub("[ -]", "", match.group())
        if not 13 <= len(number) <= 19:
            continue
        named = _heading(draft, _CARD_WORDS, *match.span())
        of_unit = _UNIT_WORDS.search(draft.before(match.start(), 60))
        known = len(number) >= 15 and _is_bank(number)
        if _luhn(number) and (named or (known and len(number) >= 16)):
            severity = Severity.HINT if of_unit and not known else Severity.GRAVE
            message = "账号，请核对是不是单位账户" if of_unit and not known else "银行卡号"
        elif named and known and not of_unit:
            severity, message = Severity.HIGH, "像是银行卡号，但校验不对，有一位录错"
        else:
            continue
        taken.append(match.span())
        yield personal("YS05", severity, match.span(), message)


def _document(draft: Draft, start: int, end: int) -> Iterator[Finding]:
    reach = _CLAUSE.match(draft.text, end, end + 40)
    match = _DOCUMENT.search(draft.text, end, reach.end() if reach else end)
    if match and not _born(match.group(), draft.day):
        word = draft.text[start:end]
        yield personal("YS07", Severity.HIGH, match.span(), f"{word}号码")


def _masks(draft: Draft) -> Iterator[Finding]:
    """YS13 a masked ID that shows the day of birth or hides fewer than six signs."""
    for match in draft.numbers(_MASKED):
        words = match.group()
        shaped = len(words) in (15, 18) and words[:2] in _PROVINCES
        named = 13 <= len(words) <= 20 and _near(draft, _ID_WORDS, *match.span())
        if not (shaped or named):
            continue
        hidden = sum(1 for sign in words[:-1] if not sign.isdigit())
        shown = re.match(r"\d*", words)
        assert shown is not None
        if hidden < 6 or len(shown.group()) >= 12:
            yield personal(
                "YS13",
                Severity.MEDIUM,
                match.span(),
                "身份证号掩去的位数太少" if hidden < 6 else "身份证号露出了出生日期",
            )


def _is_identity(number: str, today: date) -> bool:
    """Whether region, day of birth and check digit are all those of an ID number."""
    return _is_shaped(number, today) and is_identity_number(number)


def _is_shaped(number: str, today: date) -> bool:
    """Whether region and day of birth are those of an ID number; one in 500 others looks so."""
    return number[:2] in _PROVINCES and _born(number[6:14], today)


def _born(words: str, today: date) -> bool:
    """Whether eight digits are a day on which someone living may have been born."""
    try:
        return date(1880, 1, 1) <= date(int(words[:4]), int(words[4:6]), int(words[6:])) <= today
    except ValueError:
        return False


def _luhn(number: str) -> bool:
    total = 0
    for at, sign in enumerate(reversed(number)):
        figure = int(sign) * (2 if at % 2 else 1)
        total += figure - 9 if figure > 9 else figure
    return total % 10 == 0


def _is_bank(number: str) -> bool:
    """Whether the first digits are those of a card issuer (ISO/IEC 7812)."""
    return number.startswith(_ISSUERS)


_LICENCE = re.compile(rf"{_EDGE_BEFORE}\d{{12}}{_EDGE_AFTER}")


def _licence(draft: Draft, start: int, end: int) -> Iterator[Finding]:
    """YS07: the file number of a driving licence; its own number is the identity number."""
    match = _LICENCE.search(draft.text, end, end + len(draft.after(end, 16)))
    if match:
        yield personal("YS07", Severity.HIGH, match.span(), "驾驶证档案编号")


_NAMED = re.compile(r"编?号码?[为是：: ]{0,3}(?P<number>[A-Z]{0,3}\d{6,20}[A-Z]?)(?![0-9A-Za-z])")


def _named(draft: Draft, start: int, end: int) -> Iterator[Finding]:
    """YS07: a number of care, school or hospital that leads to one person."""
    match = _NAMED.match(draft.text, end)
    if match:
        yield personal("YS07", Severity.HIGH, match.span("number"), f"{draft.text[start:end]}号")


NAMED = Anchor(
    (
        *("社保卡", "社会保障卡", "社会保障", "医保卡", "医保", "残疾证", "残疾人证"),
        *("住院", "病历", "病案", "门诊", "学籍"),
    ),
    _named,
)
"""YS07: numbers of social cards, hospitals and schools, behind the word for one."""
LICENCES = Anchor(("驾驶证档案编号", "驾驶证档案号", "驾照档案编号", "机动车驾驶证"), _licence)
"""YS07: driving licences."""
DOCUMENTS = Anchor(
    ("护照", "通行证", "台胞证", "回乡证", "军官证", "士兵证", "居留证", "旅行证"), _document
)
"""YS07: numbers of travel and service documents, behind the word for one."""
