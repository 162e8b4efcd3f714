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

import attrs

from gongkai_desktop.domain.annual.cells import CARRIED_IN, CARRIED_OUT, DONE, NEW
from gongkai_desktop.domain.annual.number import Number, read_number, shown
from gongkai_desktop.domain.annual.numerals import in_figures
from gongkai_desktop.domain.annual.prose import evaluate, fraction_words, rounded
from gongkai_desktop.domain.annual.tables import AnnualReport
from gongkai_desktop.domain.annual.violation import Violation, hard, soft

_WHOLE = f"t2.{NEW} + t2.{CARRIED_IN}"
_SUITS = ("t3.suit_direct", "t3.suit_after_review")
_BLOCKS3 = ("t3.review", *_SUITS)
_ELSEWHERE = re.compile(
    r"上年同期|去年|同比|相比|[较比]上|环比|增[长加]|减少|下降|上升|累计|历年|以来"
    r"|各(?:单位|部门|镇|乡|街道)|其中(?:镇|街道)"
)
_BETWEEN = (
    r"(?:的|类|政府信息公开|信息公开|政府信息|依申请公开|"
    r"申请|事项|情形|案件|信息|数量|有|共计|共|合计|为|计|:|\(|\)|“|”|\")*"
)
_UNIT = r"(?:件|宗|份|起|条|项|个|部)"


@attrs.frozen
class Stated:
    """Words of a text, the figure they stand for (``name``), and every expression it may equal.

    ``within`` must stand in the same sentence; ``unit`` follows the number.
    """

    words: str
    name: str
    exprs: tuple[str, ...]
    within: str = ""
    unit: str = _UNIT

    @property
    def pattern(self) -> re.Pattern[str]:
        """The words with the number after them."""
        return re.compile(rf"(?:{self.words}){_BETWEEN}(\d+(?:\.\d+)?){self.unit}")


def _applicants(words: str, name: str, cells: str) -> Stated:
    """Applicants of one kind: of the new requests, of all taken in, or of those done."""
    new, carried, done = (cells.replace("ROW", f"t2.{row}") for row in (NEW, CARRIED_IN, DONE))
    return Stated(words, name, (new, done, f"{new} + {carried}"), within="申请")


def _disputes(words: str, result: str) -> Stated:
    single = tuple(f"{block}.{result}" for block in _BLOCKS3)
    exprs = (*single, " + ".join(single[1:]), " + ".join(single))
    return Stated(words, words, exprs, within="信息公开.*(?:复议|诉讼)|(?:复议|诉讼).*信息公开")


_REQUESTS = "政府信息公开申请|依申请公开"
_OF_DISCLOSURE = "信息公开|政务公开|依申请"
_FIGURES: tuple[Stated, ...] = (
    Stated(r"本年度?新收", "本年新收", (f"t2.{NEW}",)),
    Stated(r"上年度?结转", "上年结转", (f"t2.{CARRIED_IN}",)),
    Stated(
        r"结转(?:至|到)?(?:下一?|次)年度?(?:继续)?(?:办理)?", "结转下年度", (f"t2.{CARRIED_OUT}",)
    ),
    Stated(r"(?<![率未])办结", "办结", (f"t2.{DONE}",)),
    Stated(
        "(?:按[时期]|全部|均已?|共)(?:依法)?答复",
        "办结",
        (f"t2.{DONE}", f"t2.{DONE} - t2.r3_6", f"t2.{NEW}"),
    ),
    Stated("(?:全年|共|累计)办理", "办结", (f"t2.{DONE}", f"t2.{NEW}", _WHOLE), within=_REQUESTS),
    Stated(
        r"(?<!不)予以公开(?:和|、|及|与|或)部分公开",
        "予以公开和部分公开",
        ("t2.r3_1_open + t2.r3_2_partial",),
    ),
    Stated(r"(?<![不、和及或与])(?:予以|同意)公开", "予以公开", ("t2.r3_1_open",)),
    Stated(r"(?<!公开[和、及或与])部分公开", "部分公开", ("t2.r3_2_partial",)),
    Stated("不予公开", "不予公开", ("t2.r3_3",)),
    Stated("无法提供", "无法提供", ("t2.r3_4",)),
    Stated("不予处理", "不予处理", ("t2.r3_5",)),
    Stated("其[他它]处理", "其他处理", ("t2.r3_6",)),
    Stated("属于国家秘密", "属于国家秘密", ("t2.r3_3_1_state_secret",)),
    Stated("第三方合法权益", "保护第三方合法权益", ("t2.r3_3_4_third_party",)),
    Stated("三类内部事务", "属于三类内部事务信息", ("t2.r3_3_5_internal",)),
    Stated("四类过程性", "属于四类过程性信息", ("t2.r3_3_6_process",)),
    Stated("行政执法案卷", "属于行政执法案卷", ("t2.r3_3_7_enforcement_file",)),
    Stated("行政查询", "属于行政查询事项", ("t2.r3_3_8_admin_query",)),
    Stated("不掌握(?:相关)?", "本机关不掌握相关政府信息", ("t2.r3_4_1_not_held",)),
    Stated(
        "没有现成信息(?:需要?另行制作)?",
        "没有现成信息需要另行制作",
        ("t2.r3_4_2_no_existing",),
    ),
    Stated(
        "补正后(?:申请内容)?仍不明确", "补正后仍不明确", ("t2.r3_4_3_unclear_after_correction",)
    ),
    Stated("信访、?举报、?投诉", "信访举报投诉类申请", ("t2.r3_5_1_petition",)),
    Stated("重复申请", "重复申请", ("t2.r3_5_2_duplicate",)),
    Stated("逾期不补正", "逾期不补正", ("t2.r3_6_1_overdue_correction",)),
    _applicants("自然人", "自然人", "ROW.natural"),
    _applicants(
        "(?<!公民[、和])法人[或和及、]?其[他它]组织", "法人或其他组织", "ROW.total - ROW.natural"
    ),
    _applicants("商业企业", "商业企业", "ROW.biz"),
    _applicants("科研机构", "科研机构", "ROW.research"),
    _applicants("社会公益组织", "社会公益组织", "ROW.public_good"),
    _applicants("法律服务机构", "法律服务机构", "ROW.legal_svc"),
    Stated("行政复议", "行政复议", ("t3.review.total",), within=_OF_DISCLOSURE),
    Stated(
        "行政诉讼",
        "行政诉讼",
        (" + ".join(f"{one}.total" for one in _SUITS), *(f"{one}.total" for one in _SUITS)),
        within=_OF_DISCLOSURE,
    ),
    Stated("未经复议直接起诉", "未经复议直接起诉", ("t3.suit_direct.total",)),
    Stated("复议后起诉", "复议后起诉", ("t3.suit_after_review.total",)),
    _disputes("结果维持", "upheld"),
    _disputes("结果纠正", "corrected"),
    _disputes("尚未审结", "pending"),
    Stated("规范性文件(?:本年)?制发", "行政规范性文件本年制发", ("t1.docs_made",)),
    Stated(
        "(?:制发|制定|出台|印发)(?:行政)?规范性文件", "行政规范性文件本年制发", ("t1.docs_made",)
    ),
    Stated("废止(?:行政)?规范性文件", "行政规范性文件本年废止", ("t1.docs_repealed",)),
    Stated("现行有效的?(?:行政)?规范性文件", "行政规范性文件现行有效", ("t1.docs_valid",)),
    Stated(
        "(?:作出的?行政许可(?:决定)?|行政许可处理决定)", "行政许可决定", ("t1.licence_decisions",)
    ),
    Stated(
        "(?:作出的?行政处罚(?:决定)?|行政处罚处理决定)", "行政处罚决定", ("t1.penalty_decisions",)
    ),
    Stated(
        "(?:作出的?行政强制(?:决定)?|行政强制处理决定)", "行政强制决定", ("t1.coercion_decisions",)
    ),
    Stated("行政事业性收费(?:金额|收入)?", "行政事业性收费", ("t1.fee_amount_wan",), unit="万元"),
)
"""What the text says in words of its own, and the cells it can mean (annual.md C1、C2)."""

_PART = "网|信|函|当面|现场|邮|线[上下]|自然人|法人|部门|单位|镇|街道|平台|其中|上年|去年|同比|结转"
"""Words that make a number received one of several, not the whole."""
_RECEIVED = re.compile(
    rf"(?:本年度?|全年|(20\d\d)年度?)(?:(?!{_PART})[^。;\d]){{0,16}}(?:收到|受理)"
    rf"(?:(?!{_PART})[^。;\d]){{0,4}}(?:(?:政府)?信息公开|依申请公开)(?:政府)?(?:信息)?(?:公开)?"
    r"(?:申请|事项)?(?:共|共计|为)?(\d+)件"
)
_SHARE = re.compile(r"[,(]?约?占(?:比)?[^,。;%\d]{0,16}?(\d+(?:\.\d+)?)%")
_RATE = re.compile(
    r"(按[时期]|依法|及时|法定时限内?|回复|限时)?(办结|答复|办理)率[^,。;%\d]{0,6}?(\d+(?:\.\d+)?)%"
)


def check_stated(report: AnnualReport) -> Iterator[Violation]:
    """C1 and C2 over the text; a report without text or tables gives nothing."""
    text = in_figures(report.prose)
    if not text:
        return
    sentences = re.split("[。;!]", text)
    for one in _FIGURES:
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
        for match in one.pattern.finditer(sentence)
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
    wholes = {evaluate(report, expr) for expr in (f"t2.{DONE}", f"t2.{NEW}", _WHOLE)}
    wholes |= {Fraction(number) for number in re.findall(r"(\d{1,9})件", sentence)}
    for one in _FIGURES:
        if not one.exprs[0].startswith("t2."):
            continue
        for match in re.finditer(
            rf"(?:{one.words}){_BETWEEN}(\d*){_UNIT}?的?{_SHARE.pattern}", sentence
        ):
            part = Fraction(match.group(1)) if match.group(1) else evaluate(report, one.exprs[0])
            if part is not None and not _ELSEWHERE.search(match.group()):
                yield from _share(match.group(), part, match.group(2), wholes)


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
    done, whole = evaluate(report, f"t2.{DONE}"), evaluate(report, _WHOLE)
    for match in _RATE.finditer(sentence):
        how, _, printed = match.groups()
        if Fraction(printed) > 100:
            yield hard("C2", "prose", f"正文“{match.group()}”写的是{printed}%，超过了100%")
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
