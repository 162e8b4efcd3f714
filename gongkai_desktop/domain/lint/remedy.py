"""Rules on the remedy a letter tells of (救济): R01–R04."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai_desktop.domain.law import LawBook
from gongkai_desktop.domain.letter.finding import Finding
from gongkai_desktop.domain.lint import organs
from gongkai_desktop.domain.lint.articles import NEW_REGULATION, WITHHOLDING
from gongkai_desktop.domain.lint.citation import REGULATION
from gongkai_desktop.domain.lint.rules import Case, finding
from gongkai_desktop.domain.lint.text import Span
from gongkai_desktop.domain.wording import number_in

FIRST_ARTICLE = "行政复议法第二十三条第一款第（四）项"
PERIOD_ARTICLES = "行政复议法第二十条、行政诉讼法第四十五条、第四十六条"
_N = r"(\d{1,3}|[一二三四五六七八九十两半]{1,3})"
_REVIEW = r"(?:申请|提起|提出)(?:行政)?复议"
_SUIT = r"(?:提起|提出)(?:行政)?诉讼|起诉"
_UNIT = r"(个?月|个?工作日|日|天|年)"
_TERM = re.compile(
    rf"(?:自|从|在)?([^，。；自从在]{{0,24}}?)(?:之日|之次日|次日)?起?{_N}{_UNIT}(?:之?内)"
)
_CLAUSE = re.compile(r"[^。；]+[。；]?")
_MUST = re.compile(
    r"(?:应当?|须|必须|需要?|要)(?!知道)[^。；]{0,60}(?:先|首先)|(?:先|首先)[^。；]{0,60}复议"
)
_MAY_FIRST = re.compile(r"可以?(?:首)?先(?!后)[^。；]{0,60}复议")
_AFTER_REVIEW = re.compile(
    r"(?:对|不服)[^。；，]{0,12}复议决定|复议决定[^。；，]{0,8}不服|复议决定书?之日"
)
_PROCEDURAL = ("A", "B")
_REST = re.compile(r"其[他它余]|其它|可以公开的部分|公开部分|已公开")


def rules_on_remedy(case: Case, law: LawBook) -> Iterator[Finding]:
    """All rules on the remedy."""
    yield from _told(case)
    if case.tells_remedy and case.letter.day >= NEW_REGULATION:
        told = _Told(case)
        if told.review or told.suit:
            yield from _fits(case, law, told)
            yield from _terms(case, told)
            yield from _bodies(case)


class _Told:
    """The clauses of a letter that tell of review and suit, each by its place."""

    def __init__(self, case: Case) -> None:
        letter = case.letter
        clauses = [letter.span(*match.span()) for match in _CLAUSE.finditer(letter.plain)]
        remedy = [one for one in clauses if re.search(rf"{_REVIEW}|{_SUIT}", one.words)]
        self.clauses = [one for one in remedy if not _is_narrated(one.words)]
        self.review = [one for one in self.clauses if re.search(_REVIEW, one.words)]
        self.suit = [one for one in self.clauses if re.search(_SUIT, one.words)]
        self.after_review = [one for one in self.suit if _AFTER_REVIEW.search(one.words)]
        self.first = [one for one in self.review if _is_first(one.words)]
        self.choice = [one for one in self.suit if _is_choice(one.words)]

    @property
    def place(self) -> Span:
        """Where the remedy begins."""
        return self.clauses[0]


def _is_narrated(clause: str) -> bool:
    """Told as what has happened, not as what the reader may do."""
    return bool(
        re.search(r"[您你]曾|已[^。；]{0,30}(?:复议|起诉|诉讼)|判决|第三方", clause)
    ) and not (re.search(r"日内|个?月内", clause))


def _is_first(clause: str) -> bool:
    return bool(_MUST.search(clause)) and not _MAY_FIRST.search(clause)


def _is_choice(clause: str) -> bool:
    """Whether a clause lets the reader go to court without review."""
    if re.search(r"(?:6|六)个月|直接[^。；]{0,24}(?:诉讼|起诉)", clause):
        return True
    either = re.search(
        rf"复议[^。；]{{0,8}}(?:或者?|也可|亦可|，可)[^。；]{{0,60}}(?:{_SUIT})", clause
    )
    return bool(either) and not _AFTER_REVIEW.search(clause)


def _told(case: Case) -> Iterator[Finding]:
    """R01: a decision tells of the remedy, a step of the procedure does not."""
    told = _Told(case)
    if case.tells_remedy and not told.clauses:
        words = "没有告知申请行政复议、提起行政诉讼的期限和机关"
        yield finding("R01", "E", words, case.anchor, article="行政复议法第二十三条第二款")
    if case.code == "B9":
        yield from _told_of_fee(case)
    elif case.code.startswith(_PROCEDURAL):
        pattern = rf"[^。；]*(?:不服|异议)[^。；]*(?:{_REVIEW}|{_SUIT})[^。；]*[。；]?"
        for span in case.letter.all(pattern):
            words = "程序性告知不写救济途径，请删去这一句"
            yield finding("R01", "E", words, span, article="国办函〔2021〕132号")
            return


_NOT_ALONE = re.compile(
    r"[不无](?:能|得|可|应|可以)[^。；]{0,6}(?:单独|就此|另行)|单独[^。；]{0,30}不予"
)
_AGAINST_CLOSING = re.compile(r"不再处理|缴费期(?:限|满)|期满后|届满后")


def _told_of_fee(case: Case) -> Iterator[Finding]:
    """R01: the fee alone is not reviewed; what can be is the closing that follows it (109号)."""
    article = "国办函〔2020〕109号"
    letter = case.letter
    if letter.has(_NOT_ALONE):
        return
    for span in letter.all(rf"[^。；]*(?:{_REVIEW}|{_SUIT})[^。；]*[。；]?"):
        if not _AGAINST_CLOSING.search(span.words):
            words = "收费决定不能单独申请行政复议或者提起行政诉讼，请删去这一句"
            yield finding("R01", "E", words, span, article=article)
            return
    words = "没有写明对收费决定有异议的不能单独申请行政复议、提起行政诉讼"
    yield finding("R01", "W", words, case.anchor, article=article)


def _fits(case: Case, law: LawBook, told: _Told) -> Iterator[Finding]:
    """R02: review first exactly where the law demands it."""
    demanded = bool(law.remedy_period(case.letter.day).review_first)
    withheld, other = _results(case)
    if not demanded or not withheld:
        if told.first or (told.after_review and not told.choice):
            words = (
                "这种处理结果可以直接起诉，不适用复议前置"
                if demanded
                else "成文日期时还没有复议前置的规定"
            )
            place = (told.first or told.after_review)[0]
            yield finding("R02", "E", words, place, article=FIRST_ARTICLE)
        elif not told.suit or not told.review:
            lacking = "直接提起行政诉讼" if told.review else "申请行政复议"
            words = f"可以选择复议或者诉讼的，没有告知{lacking}的途径和期限"
            yield finding(
                "R01", "E", words, told.place, article="行政复议法第二十条、行政诉讼法第四十六条"
            )
        return
    wrong = _wrong_for_withheld(case, told, other=other)
    if wrong:
        place = (told.choice or told.review or told.clauses)[0]
        yield finding("R02", "E", wrong, place, article=FIRST_ARTICLE)
    if withheld and other and told.first and not told.choice:
        words = "其他部分可以直接起诉，应当对不予公开的部分和其他部分分别告知"
        yield finding("R02", "E", words, told.first[0], article=FIRST_ARTICLE)


def _wrong_for_withheld(case: Case, told: _Told, *, other: bool) -> str:
    """What is wrong where a refusal on Art. 14 to 16 must go to review first."""
    if any(_MAY_FIRST.search(one.words) for one in told.review) and not told.first:
        return "不予公开应当写“应当先申请行政复议”，不能写成“可以先”"
    if not told.first:
        return "依第十四条至第十六条不予公开的，应当告知先申请行政复议，不能直接起诉"
    separated = other or any(_REST.search(one.words) for one in told.choice)
    if told.choice and not separated:
        return "依第十四条至第十六条不予公开的，不能直接起诉"
    return ""


def _results(case: Case) -> tuple[bool, bool]:
    """Whether something is withheld on Art. 14 to 16, and whether anything else is decided."""
    if case.withholds:
        return True, False
    if not case.form.collects:
        return False, True
    cited = [one for one in case.citations.of(REGULATION) if not case.letter.negated(one.span)]
    withheld = any(one.article in WITHHOLDING for one in cited)
    items = {one.item for one in cited if one.article == 36}
    other = bool(items - {3, None}) or any(one.article in {30, 35, 38, 39} for one in cited)
    return withheld, other or case.code == "C3"


def _terms(case: Case, told: _Told) -> Iterator[Finding]:
    """R03: sixty days, fifteen days, six months, from the day of receipt."""
    for clause in told.clauses:
        yield from _clause_terms(case, clause)
    lacking = []
    if told.review and not any(_has_term(one.words, 60, "日") for one in told.review):
        lacking.append("申请行政复议的期限60日")
    if told.choice and not any(_has_term(one.words, 6, "月") for one in told.choice):
        lacking.append("直接起诉的期限6个月")
    if told.first and told.after_review:
        if not any(_has_term(one.words, 15, "日") for one in told.after_review):
            lacking.append("复议后起诉的期限15日")
    elif told.first and not told.choice:
        lacking.append("对复议决定不服的起诉期限15日")
    written = any(_TERM.search(one.words) for one in told.clauses)
    if lacking and not (written and _already_wrong(told)):
        words = f"没有写明{'、'.join(lacking)}"
        yield finding("R03", "E", words, told.place, article=PERIOD_ARTICLES)


def _has_term(clause: str, figure: int, unit: str) -> bool:
    return any((number, kind) == (figure, unit) for _, number, kind in _terms_in(clause))


def _terms_in(clause: str) -> Iterator[tuple[re.Match[str], int, str]]:
    for match in _TERM.finditer(clause):
        kind = match.group(3)
        unit = (
            "月" if "月" in kind else "工作日" if "工作" in kind else "年" if kind == "年" else "日"
        )
        yield match, number_in(match.group(2)), unit


_ALLOWED = {(60, "日"), (15, "日"), (6, "月")}


def _already_wrong(told: _Told) -> bool:
    """Whether a wrong term was told of by its own finding."""
    return any(
        (number, unit) not in _ALLOWED
        for one in told.clauses
        for _, number, unit in _terms_in(one.words)
    )


def _clause_terms(case: Case, clause: Span) -> Iterator[Finding]:
    begin = case.letter.at(clause.start)
    for match, number, unit in _terms_in(clause.words):
        start = match.group(1)
        place = case.letter.span(begin + match.start(2), begin + match.end(3))
        act = _act_of_term(clause.words, match)
        right = _right_term(clause.words, match.start(), review="复议" in act)
        if (number, unit) != right:
            said = f"{right[0]}个月" if right[1] == "月" else f"{right[0]}日"
            words = f"“{place.words}”不是法定期限，这里应为{said}"
            by_pattern = number in {2, 3} and unit == "月" and act in clause.words[match.end() :]
            if not by_pattern:
                yield finding("R03", "E", words, place, article=PERIOD_ARTICLES, suggestion=said)
        yield from _start_day(
            case, start, case.letter.span(begin + match.start(), begin + match.end(3))
        )


_TERM_BEHIND = re.compile(
    rf"(?:{_REVIEW}|{_SUIT})(?:（|[，（]?(?:其)?(?:申请|起诉)?(?:的)?(?:期限|时限)(?:应当?)?[为是]?[：]?)$"
)
"""申请行政复议，期限为：the term stands behind its act."""


def _act_of_term(clause: str, term: re.Match[str]) -> str:
    """The act whose term it is: the one that follows, or 申请行政复议，期限为…… before it."""
    before = _TERM_BEHIND.search(clause[: term.start()])
    following = re.search(rf"{_REVIEW}|{_SUIT}", clause[term.end() :])
    told = before or following
    return told.group() if told else ""


def _right_term(clause: str, at: int, *, review: bool) -> tuple[int, str]:
    """The term that belongs at a place: of review, of suit after review, of direct suit."""
    if review:
        return 60, "日"
    before = clause[:at]
    after_review = _AFTER_REVIEW.search(clause[max(0, at - 30) : at + 24])
    return (15, "日") if after_review and "直接" not in before[-10:] else (6, "月")


def _start_day(case: Case, start: str, place: Span) -> Iterator[Finding]:
    if not start or re.search(r"收到|知道|接到|期满|届满", start):
        return
    if "送达" in start:
        words = f"“{start}”：期限自收到之日起计算，请写“自收到……之日起”"
        yield finding("R03", "W", words, place, article=PERIOD_ARTICLES)
    elif re.search(r"作出|答复|告知|印发|发文|签发|本日|今|公布|寄出|成文", start):
        words = f"“{start}”：期限自收到之日起计算"
        yield finding("R03", "E", words, place, article=PERIOD_ARTICLES)


_BODIES = {
    "复议机关": re.compile(rf"(?:向|到)([^，。；]{{0,40}}?)(?:依法|书面)?{_REVIEW}"),
    "法院": re.compile(rf"(?:向|到)([^，。；]{{0,40}}?)(?:依法|直接)?(?:{_SUIT})"),
}


_BODY_ARTICLES = "行政复议法第二十四条、行政诉讼法第十八条"


def _bodies(case: Case) -> Iterator[Finding]:
    """R04: who reviews and which court."""
    letter, unit = case.letter, re.sub(r"\s", "", case.unit)
    named = False
    for label, pattern in _BODIES.items():
        for match in pattern.finditer(letter.plain):
            named = True
            words = re.split("[向到]", match.group(1))[-1]
            start = match.end(1) - len(words)
            place = letter.span(start, match.end(1)) if words else letter.span(*match.span())
            yield from _body(case, label, words, place, unit)
    for label, act in (("复议机关", _REVIEW), ("法院", _SUIT)):
        if letter.has(rf"向[^，。；到]{{2,40}}?(?:依法|书面|直接)*(?:{act})"):
            continue
        for match in re.finditer(
            rf"(?<=[日月]内)(?:可以?)?(?:直接|依法|书面)*(?:{act})", letter.plain
        ):
            named = True
            words = f"没有写明{label}名称"
            yield finding("R04", "E", words, letter.span(*match.span()), article=_BODY_ARTICLES)
    if letter.has(_REVIEW) and not named:
        words = "没有写明向哪个机关申请复议、向哪个法院起诉"
        yield finding("R04", "E", words, next(letter.all(_REVIEW), None), article=_BODY_ARTICLES)


def _body(case: Case, label: str, words: str, place: Span, unit: str) -> Iterator[Finding]:
    name = re.sub(r"[{}_×X*…\s]|(?:直接|依法)$", "", words)
    left_blank = name != words and re.fullmatch(r"[省市县区]?级?(?:人民)?(?:政府|法院)", name)
    if not name or left_blank or (label == "法院" and "法院" not in name):
        yield finding("R04", "E", f"没有写明{label}名称", place)
    elif unit and name == unit and not organs.reviews_itself(unit):
        yield finding("R04", "E", f"{label}不能是本机关自己", place)
    elif label == "复议机关" and re.fullmatch(
        r"(?:有关|相关|上述|有权|法定|上级|上一级|本级|同级|本(?:机关|局)的?)?(?:行政)?(?:复议)?(?:机关|机构|部门)",
        name,
    ):
        yield finding("R04", "E", f"“{name}”：没有写明复议机关名称", place)
    elif (
        label == "法院"
        and re.fullmatch(r"(?:有管辖权的|当地|所在地|管辖)?(?:人民)?法院", name)
        and "（" not in case.letter.after(place, 1)
    ):
        yield finding("R04", "W", f"“{name}”：请写明是哪一个法院", place)
    else:
        yield from _other_body(case, label, name, place)


def _other_body(case: Case, label: str, name: str, place: Span) -> Iterator[Finding]:
    """R04: another body than the office's own settings name."""
    known = re.sub(r"\s", "", case.field(_KNOWN_BODIES[label]))
    plain = re.sub(r"（.*?）|\(.*?\)", "", name)
    if known and plain not in known and known not in plain:
        words = f"“{name}”与设置里的{label}“{known}”不一致，请核对"
        yield finding("R04", "W", words, place, article=_BODY_ARTICLES, suggestion=known)


_KNOWN_BODIES = {"复议机关": "review_body", "法院": "court"}
