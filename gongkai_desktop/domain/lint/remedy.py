"""Rules on remedy, parties and privacy (救济、当事人、隐私): R01–R05, R07, R08."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai_desktop.domain.law import LawBook
from gongkai_desktop.domain.letter.finding import Finding
from gongkai_desktop.domain.lint.citation import REGULATION
from gongkai_desktop.domain.lint.rules import Case, finding
from gongkai_desktop.domain.lint.text import Span
from gongkai_desktop.domain.wording import number_in

_N = r"(\d{1,3}|[一二三四五六七八九十两]{1,3})"
_REVIEW = r"(?:申请|提起|提出)(?:行政)?复议"
_SUIT = r"(?:提起|提出)(?:行政)?诉讼|向[^。；]{2,24}法院起诉"
_REVIEW_TERM = re.compile(
    rf"(自[^，。；]{{2,20}}?(?:之日)?起){_N}(个?月|个?工作日|日|天)(?:之?内)?[^。；]{{0,40}}?{_REVIEW}"
)
_SUIT_TERM = re.compile(
    rf"(自[^，。；]{{2,24}}?(?:之日)?起){_N}(个?月|个?工作日|日|天)(?:之?内)?[^。；，]{{0,40}}?(?:{_SUIT})"
)
_FIRST = re.compile(r"(?:应当?|须|必须|需)?(?:先|首先)[^。；]{0,60}复议")
_CHOICE = re.compile(
    r"(?:或者?|也可以?|亦可|可以?)[^。；]{0,40}(?:6|六)个月[^。；]{0,40}(?:诉讼|起诉)|(?:6|六)个月内?[^。；]{0,12}(?:直接|依法)?[^。；]{0,20}(?:诉讼|起诉)"
)
_STALE_TERMS = {(3, "月"), (2, "月")}
_SECTION = re.compile(r"(?:科|处|股|室|中心办公室|公开办)$")


def rules_on_remedy(case: Case, law: LawBook) -> Iterator[Finding]:
    """All rules on remedy and parties."""
    yield from _told(case)
    yield from _fits(case, law)
    yield from _terms(case)
    yield from _bodies(case)
    if case.is_letter:
        yield from _addressee(case)
        yield from _manner(case)
        yield from _organ(case)


def _told(case: Case) -> Iterator[Finding]:
    """R01: a decision tells of the remedy, a step of the procedure does not."""
    told = case.letter.has(_REVIEW) or case.letter.has(_SUIT)
    if case.tells_remedy and not told:
        yield finding(
            "R01",
            "E",
            "没有告知申请行政复议、提起行政诉讼的期限和机关",
            article="行政复议法第二十三条第二款",
        )
    if case.code.startswith(("A", "B")) and case.code != "B9":
        for span in case.letter.all(
            rf"(?:如|若)?[^。；]{{0,8}}不服[^。；]{{0,60}}(?:{_REVIEW}|{_SUIT})"
        ):
            yield finding("R01", "E", "程序性告知不写救济途径", span)
            return


def _fits(case: Case, law: LawBook) -> Iterator[Finding]:
    """R02: review first exactly where the law demands it (复议法第二十三条第一款第（四）项)."""
    letter = case.letter
    if not case.tells_remedy or not letter.has(_REVIEW):
        return
    demanded = bool(law.remedy_period(letter.day).review_first)
    first, choice = letter.has(_FIRST), letter.has(_CHOICE)
    withheld = any(one.article in {14, 15, 16} for one in case.citations.of(REGULATION))
    article = "行政复议法第二十三条第一款第（四）项"
    if case.withholds:
        if demanded and (not first or choice):
            words = "依第十四条至第十六条不予公开的，应当先申请行政复议，不能直接起诉"
            yield finding("R02", "E", words, _place(case), article=article)
    elif case.form.collects and withheld:
        if demanded and not first:
            words = "不予公开的部分应当告知先申请行政复议"
            yield finding("R02", "E", words, _place(case), article=article)
    elif first:
        yield finding(
            "R02", "E", "这种处理结果可以直接起诉，不适用复议前置", _place(case), article=article
        )
    if not demanded and first and case.withholds:
        yield finding("R02", "E", "成文日期时还没有复议前置的规定", _place(case), article=article)


def _place(case: Case) -> Span | None:
    return next(case.letter.all(_REVIEW), None)


def _terms(case: Case) -> Iterator[Finding]:
    """R03: sixty days, fifteen days, six months, from the day of receipt."""
    letter = case.letter
    if not case.tells_remedy:
        return
    for pattern, allowed in ((_REVIEW_TERM, {(60, "日")}), (_SUIT_TERM, {(15, "日"), (6, "月")})):
        for match in pattern.finditer(letter.plain):
            span = letter.span(*match.span())
            start, figure, unit = match.group(1), match.group(2), match.group(3)
            term = (
                number_in(figure),
                "月" if "月" in unit else "工作日" if "工作" in unit else "日",
            )
            if term not in allowed and term not in _STALE_TERMS:
                words = f"“{figure}{unit}”不是法定期限，复议60日、复议后起诉15日、直接起诉6个月"
                yield finding(
                    "R03",
                    "E",
                    words,
                    span,
                    article="行政复议法第二十条、行政诉讼法第四十五条、第四十六条",
                )
            elif not re.search(r"收到|知道|送达|接到", start):
                yield finding("R03", "E", f"“{start}”：期限自收到之日起计算", span)


def _bodies(case: Case) -> Iterator[Finding]:
    """R04: who reviews and which court."""
    letter = case.letter
    if not case.tells_remedy:
        return
    unit = re.sub(r"\s", "", case.unit)
    names = {
        "复议机关": re.compile(rf"(?:向|到)([^，。；]{{0,40}}?)(?:依法)?{_REVIEW}"),
        "法院": re.compile(r"(?:向|到)([^，。；]{0,40}?)(?:依法|直接)?(?:提起|提出)(?:行政)?诉讼"),
    }
    for label, pattern in names.items():
        for match in pattern.finditer(letter.plain):
            name = re.sub(r"[{}_×X*…\s]|(?:直接|依法)$", "", re.split("[向到]", match.group(1))[-1])
            span = letter.span(*match.span())
            if not name or (label == "法院" and "法院" not in name):
                yield finding("R04", "E", f"没有写明{label}名称", span)
            elif unit and name == unit:
                yield finding("R04", "E", f"{label}不能是本机关自己", span)
    told = any(pattern.search(letter.plain) for pattern in names.values())
    if letter.has(_REVIEW) and not told:
        yield finding("R04", "E", "没有写明向哪个机关申请复议、向哪个法院起诉", _place(case))


def _addressee(case: Case) -> Iterator[Finding]:
    """R05: written to the applicant, or to the agent with authority."""
    applicant, agent = case.field("applicant"), case.field("agent")
    if not applicant or case.code in {"B5", "B7", "D1"} or not case.letter.addressee:
        return
    written = re.sub(r"\s|先生|女士|同志|（[^）]*）|尊敬的", "", case.letter.addressee)
    if written not in {re.sub(r"\s", "", applicant), re.sub(r"\s", "", agent)}:
        yield finding("R05", "E", f"主送“{written}”不是申请人“{applicant}”")


def _manner(case: Case) -> Iterator[Finding]:
    """R07: one form of address, fit for the applicant."""
    letter = case.letter
    for span in letter.all(r"您（单位）|您/贵单位|您（贵单位）|你（单位）|你（您）"):
        yield finding("R07", "W", f"“{span.words}”：称呼应当按申请人确定一种", span)
    kind = case.field("applicant_kind")
    for span in letter.all(r"贵单位|贵公司"):
        if kind == "natural" and case.code not in {"B5", "B7"}:
            yield finding("R07", "W", "申请人是自然人，应当称“您”", span)
            break
    body = [line for line in letter.lines if "申请人" in line.words and "您" in line.words]
    for line in body:
        if re.search(r"(?:^|，|。)申请人(?:于|提|申|要|在)", line.words):
            yield finding("R07", "W", "同一段里“申请人”与“您”混用", line)
            break


def _organ(case: Case) -> Iterator[Finding]:
    """R08: signed by the organ, never by a section of it."""
    organ = case.letter.signature[0]
    if organ is None:
        return
    name = re.sub(r"\s|（.*?）", "", organ.words)
    unit = re.sub(r"\s|（.*?）", "", case.field("unit"))
    section = _SECTION.search(name) and not name.endswith(
        ("人民政府办公室", "政府办公室", "委员会办公室")
    )
    if section or (unit and name != unit and name.startswith(unit)):
        yield finding("R08", "E", f"署名“{name}”是内设机构，应当署机关全称", organ)
    elif unit and name != unit:
        yield finding("R08", "E", f"署名“{name}”与机关全称“{unit}”不一致", organ)
