"""Figures the text of a published report states, against its tables (C1、C2).

Only wordings that can mean one thing are held against a cell: a clause that speaks of another
year, of a part of the units or of a comparison accuses nobody, and where a figure is stated more
than once, one that ties is enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from gongkai_desktop.domain.annual.cells import CARRIED_IN, DONE, NEW
from gongkai_desktop.domain.annual.number import Number, read_number, shown
from gongkai_desktop.domain.annual.numerals import in_figures
from gongkai_desktop.domain.annual.prose import evaluate, fraction_words, rounded
from gongkai_desktop.domain.annual.stated_words import BETWEEN, FIGURES, UNIT, WHOLE, Stated
from gongkai_desktop.domain.annual.tables import AnnualReport
from gongkai_desktop.domain.annual.violation import Violation, hard, soft

_ELSEWHERE = re.compile(
    r"上年同期|去年|同比|相比|[较比]上|环比|增[长加]|减少|下降|上升|累计|历年|以来"
    r"|各(?:单位|部门|镇|乡|街道)|其中(?:镇|街道)"
)
_PART = "网|信|函|当面|现场|邮|线[上下]|自然人|法人|部门|单位|镇|街道|平台|其中|上年|去年|同比|结转"
"""Words that make a number received one of several, not the whole."""
_RECEIVED = re.compile(
    rf"(?:[本今]年度?|全年|(20\d\d)年度?)(?:(?!{_PART})[^。;\d]){{0,16}}(?:收到|受理)"
    rf"(?:(?!{_PART})[^。;\d]){{0,4}}(?:(?:政府)?信息公开|依申请公开)(?:政府)?(?:信息)?(?:公开)?"
    r"(?:申请|事项)?(?:共|共计|为)?(\d+)件"
)
_ANYBODY = re.compile("公民、法人(?:和|或者?|及|以及)其[他它]组织(?:的|提出的|提交的)?")
_OTHER_MATTERS = re.compile("热线|留言|建议|提案|信访|来信|咨询|投诉")
_SHARE = re.compile(r"[,(]?约?占(?:比)?[^,。;%\d]{0,16}?(?P<printed>\d+(?:\.\d+)?)%")
_OF_ALL = "(?:申请|办结件|答复件|办结的申请|事项)?(?:是|为|属于|得到|获得|被)?"
_RATE = re.compile(
    r"(按[时期]|依法|及时|法定时限内?|回复|限时)?(办结|答复|办理)率[^,。;%\d]{0,6}?(\d+(?:\.\d+)?)%"
)


def check_stated(report: AnnualReport) -> Iterator[Violation]:
    """C1 and C2 over the text; a report without text or tables gives nothing."""
    text = in_figures(report.prose)
    if not text:
        return
    sentences = re.split("[。;!]", text)
    for one in FIGURES:
        yield from _figure(report, one, sentences)
    yield from _received(report, text)
    for sentence in sentences:
        yield from _shares(report, sentence)
        yield from _rates(report, sentence)


def _figure(report: AnnualReport, one: Stated, sentences: list[str]) -> Iterator[Violation]:
    due = [value for expr in one.exprs if (value := evaluate(report, expr)) is not None]
    if not due:
        return
    found = [
        (match.group(), read_number(match.group(1)) or 0)
        for sentence in sentences
        if not one.within or re.search(one.within, sentence)
        for pattern in (one.pattern(report.year), one.before(report.year))
        for match in pattern.finditer(sentence)
        if not _is_elsewhere(sentence, match)
    ]
    if found and not any(Fraction(number) in due for _, number in found):
        words, number = found[0]
        yield hard(
            "C1",
            _place(one),
            f"正文“{words}”写的是{shown(number)}，表中{one.name}为{fraction_words(due[0])}",
        )


def _is_elsewhere(sentence: str, match: re.Match[str]) -> bool:
    """Whether the clause of a figure compares, or the sentence tells late answers apart."""
    start = max(sentence.rfind(sign, 0, match.start()) for sign in ",(") + 1
    end = min((at for sign in ",)" if (at := sentence.find(sign, match.end())) >= 0), default=None)
    told_apart = (
        re.search("办结|答复", match.group()) is not None
        and re.search("超期|上年结转的", sentence) is not None
    )
    return told_apart or _ELSEWHERE.search(sentence[start:end]) is not None


def _place(one: Stated) -> str:
    """The one cell a figure stands for, else the text."""
    table, _, rest = one.exprs[0].partition(".")
    if not re.fullmatch(r"[\w.]+", rest) or re.fullmatch(r"r3_\d", rest):
        return "prose"
    cell = f"table{table[1:]}.{rest}"
    return f"{cell}.total" if table == "t2" and "." not in rest else cell


def _received(report: AnnualReport, text: str) -> Iterator[Violation]:
    """C1: the number received in the year means the new ones, or those carried in as well."""
    text = _ANYBODY.sub("", text)
    stated = [
        int(number) for year, number in _RECEIVED.findall(text) if year in ("", str(report.year))
    ]
    new, carried = (report.number(f"table2.{row}.total") for row in (NEW, CARRIED_IN))
    if not stated or new is None or carried is None or {new, new + carried} & set(stated):
        return
    yield hard(
        "C1",
        f"table2.{NEW}.total",
        f"正文写收到政府信息公开申请{stated[0]}件，表二本年新收为{shown(new)}"
        + (f"，加上年结转为{shown(new + carried)}" if carried else ""),
    )


def _shares(report: AnnualReport, sentence: str) -> Iterator[Violation]:
    """C2: a class of requests with its share: rounded half up of one of the possible wholes."""
    for one in FIGURES:
        if not one.exprs[0].startswith("t2.") or r"(\d+)" in one.words:
            continue
        found = [
            *re.finditer(
                rf"(?:{one.words}){BETWEEN}(?P<part>\d*){UNIT}?的?(?P<share>{_SHARE.pattern})",
                sentence,
            ),
            *re.finditer(
                _share_before(one),
                sentence,
            ),
        ]
        for match in found:
            part = match["part"]
            value = Fraction(part) if part else evaluate(report, one.exprs[0])
            if value is not None and not _ELSEWHERE.search(match.group()):
                wholes = _wholes(report, sentence, match["share"])
                yield from _share(match.group(), value, match["printed"], wholes)


def _share_before(one: Stated) -> str:
    """百分之…的申请予以公开: only results are told so."""
    if not re.match(r"t2\.r3_[1-6]", one.exprs[0]):
        return "(?!)"
    share = r"(?P<share>(?P<printed>\d+(?:\.\d+)?)%)"
    return rf"{share}的?{_OF_ALL}(?:{one.words})(?P<part>)"


def _wholes(report: AnnualReport, sentence: str, words: str) -> set[Fraction | None]:
    """What a share may be of: the whole it names, else any of those a report divides by."""
    done, new = evaluate(report, f"t2.{DONE}"), evaluate(report, f"t2.{NEW}")
    whole = evaluate(report, WHOLE)
    if re.search("办结|答复", words):
        return {done}
    if re.search("新收", words):
        return {new}
    if re.search("收到|受理|申请总", words):
        return {new, whole}
    stated = {Fraction(number) for number in re.findall(r"(\d{1,9})件", sentence)}
    return {done, new, whole, *stated}


def _share(
    words: str, part: Fraction, printed: str, wholes: set[Fraction | None]
) -> Iterator[Violation]:
    places = len(printed.partition(".")[2])
    due = [rounded(part / whole * 100, places) for whole in wholes if whole]
    if due and Fraction(printed) not in due:
        nearest = min(due, key=lambda one: abs(one - Fraction(printed)))
        yield hard(
            "C2",
            "prose",
            f"正文“{words[:40]}”写的是{printed}%，"
            f"按{places}位小数四舍五入应当是{_decimal(nearest, places)}%",
        )


def _rates(report: AnnualReport, sentence: str) -> Iterator[Violation]:
    """C2: 办结率 is what was done of what was taken in; 按时办结率 no table shows."""
    done, whole = evaluate(report, f"t2.{DONE}"), evaluate(report, WHOLE)
    for match in _RATE.finditer(sentence):
        how, kind, printed = match.groups()
        if Fraction(printed) > 100:
            yield hard("C2", "prose", f"正文“{match.group()}”写的是{printed}%，超过了100%")
        if _OTHER_MATTERS.search(sentence) or (kind == "答复" and Fraction(printed) == 100):
            continue
        if how or not done or not whole or _ELSEWHERE.search(match.group()):
            continue
        places = len(printed.partition(".")[2])
        due = rounded(done / whole * 100, places)
        if Fraction(printed) != due:
            told = soft if Fraction(printed) == 100 else hard
            yield told(
                "C2",
                f"table2.{DONE}.total",
                f"正文“{match.group()}”写的是{printed}%，表二办结{fraction_words(done)}件，"
                f"占新收与结转之和{fraction_words(whole)}件的{_decimal(due, places)}%",
            )


def _decimal(value: Fraction, places: int) -> str:
    number: Number = Decimal(value.numerator) / Decimal(value.denominator)
    return f"{number:.{places}f}"
