"""What the text says there was none of (没有…), or all of (全部…), against the tables (C1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs

from gongkai_desktop.domain.annual.cells import BLOCKS, CARRIED_IN, CARRIED_OUT, NEW
from gongkai_desktop.domain.annual.numerals import in_figures
from gongkai_desktop.domain.annual.prose import evaluate, fraction_words
from gongkai_desktop.domain.annual.tables import AnnualReport
from gongkai_desktop.domain.annual.violation import Violation, hard, soft

_NONE = (
    r"(?:未|没有|没|无|未有|不存在)(?:再)?"
    r"(?:发生|出现|产生|引发|收到|接到|受理|作出|做出|有|被)?(?:过)?"
)
_REQUESTS = (
    r"[^。;,]{0,24}?(?:信息公开|依申请公开|依申请)(?:的)?(?:申请|事项)?(?:件)?(?=[,。;)]|$|的?情况)"
)
_REVIEWS = "t3.review"
_SUITS = ("t3.suit_direct", "t3.suit_after_review")
_END = r"(?=[,。;)、]|$|的?(?:情形|情况|现象|案件|申请|决定|答复))"


@attrs.frozen
class Denied:
    """Words that say none, the cells that must then be 0, and what they are called.

    ``within`` must stand in the same sentence; ``certain`` is False where the words may mean part
    of the year or of the requests.
    """

    words: str
    name: str
    expr: str
    within: str = ""
    certain: bool = True


def _sum(result: str, blocks: tuple[str, ...]) -> str:
    return " + ".join(f"{block}.{result}" for block in blocks)


_ALL = tuple(f"t3.{block}" for block in BLOCKS)
_OF_DISCLOSURE = "信息公开|政务公开|依申请|申请"
_DISPUTES = "复议|诉讼|法院"
_DENIED: tuple[Denied, ...] = (
    Denied(
        rf"(?:未|没有|没|无)(?:收到|接到|受理|新收)(?:过)?{_REQUESTS}",
        "本年新收",
        f"t2.{NEW}.total",
    ),
    Denied(
        "零申请|(?:申请|办件)(?:数|量)?[为是]零",
        "本年新收",
        f"t2.{NEW}.total",
        within="信息公开|依申请",
    ),
    Denied("零(?:行政)?复议", "行政复议", f"{_REVIEWS}.total"),
    Denied("零(?:行政)?诉讼", "行政诉讼", _sum("total", _SUITS)),
    Denied(r"收到(?:政府)?信息公开申请(?:为|共)?0件", "本年新收", f"t2.{NEW}.total"),
    Denied(
        r"(?:无|没有|未有|不存在)上年度?结转|上年度?(?:无|没有)结转",
        "上年结转",
        f"t2.{CARRIED_IN}.total",
    ),
    Denied(
        r"(?:无|没有|未有|不存在)(?:需要?)?结转(?:至|到)?(?:下年|下一年|次年|明年)",
        "结转下年度",
        f"t2.{CARRIED_OUT}.total",
    ),
    *(
        Denied(
            rf"(?:未|没有|无)(?:发生|出现|作出|做出|有)?(?:过)?{words}{_END}",
            words,
            expr,
            within="" if words != "部分公开" else _OF_DISCLOSURE,
        )
        for words, expr in (
            ("不予公开", "t2.r3_3.total"),
            ("无法提供", "t2.r3_4.total"),
            ("不予处理", "t2.r3_5.total"),
            ("部分公开", "t2.r3_2_partial.total"),
        )
    ),
    Denied(
        rf"{_NONE}(?:[^。;,]{{0,24}}?)(?:引起|引发|产生|提起|被申请|的)*(?:行政)?复议"
        r"(?:[、和或及,]|以及|或者)*(?:被提起|提起)?(?:的)?(?:行政)?诉讼",
        "行政复议和行政诉讼",
        _sum("total", _ALL),
        within=_OF_DISCLOSURE,
    ),
    Denied(
        rf"{_NONE}(?:[^。;,]{{0,24}}?)(?:引起|引发|产生|提起|被申请|的)*行政复议(?!(?:[、和或及,]|以及|或者)*(?:被提起|提起)?(?:的)?(?:行政)?诉讼)(?:案件|申请|情况)?{_END}",
        "行政复议",
        f"{_REVIEWS}.total",
        within=_OF_DISCLOSURE,
    ),
    Denied(
        rf"{_NONE}(?:[^。;,]{{0,24}}?)(?:引起|引发|产生|被提起|提起|的)*行政诉讼(?:案件|情况)?{_END}",
        "行政诉讼",
        _sum("total", _SUITS),
        within=_OF_DISCLOSURE,
    ),
    Denied(
        rf"{_NONE}(?:[^。;,]{{0,24}}?)(?:被?纠[正错]|败诉|撤销)|无一(?:件|例)?(?:被)?(?:纠[正错]|败诉|撤销)|零(?:败诉|纠[正错])",
        "结果纠正",
        _sum("corrected", _ALL),
        within=_DISPUTES,
    ),
    Denied(
        r"复议[^。;]{0,16}(?:均|全部|都)(?:已|获|被|判决|予以|为|得到)*(?:结果)?维持",
        "行政复议中维持以外的",
        _sum("corrected", (_REVIEWS,)) + f" + {_REVIEWS}.other + {_REVIEWS}.pending",
    ),
    Denied(
        r"诉讼(?:(?!复议)[^。;]){0,16}(?:均|全部|都)(?:已|获|被|法院|人民法院|判决|予以|为|得到)*(?:结果)?(?:维持|胜诉)",
        "行政诉讼中维持以外的",
        " + ".join(
            f"{one}.{result}" for one in _SUITS for result in ("corrected", "other", "pending")
        ),
    ),
    Denied(
        r"(?:未|没有|无)(?:新)?(?:制定|制发|出台|印发)(?:行政)?规范性文件",
        "行政规范性文件本年制发",
        "t1.docs_made",
    ),
    Denied(r"(?:未|没有|无)(?:作出|实施)(?:过)?行政处罚", "行政处罚决定", "t1.penalty_decisions"),
    Denied(r"(?:未|没有|无)(?:作出|实施)(?:过)?行政许可", "行政许可决定", "t1.licence_decisions"),
    Denied(
        r"(?:未|没有|无)(?:作出|实施|采取)(?:过)?行政强制", "行政强制决定", "t1.coercion_decisions"
    ),
    Denied(
        r"(?:全部|均已?|已全部|都已?)(?:按[时期]|依法|及时|如期)?(?:予以|得到)?(?:办结|办理完毕)(?!率)",
        "结转下年度",
        f"t2.{CARRIED_OUT}.total",
        within="信息公开|依申请",
        certain=False,
    ),
)
_OTHER_TIME = re.compile(
    "上年|去年|往年|以来|连续|历年|结转.{0,8}(?:均|全部|都)|各(?:单位|部门|镇|乡|街道)"
)


def check_denied(report: AnnualReport) -> Iterator[Violation]:
    """C1: where the text says there was none, the table shows none."""
    for sentence in re.split("[。;!\n]", "\n".join(map(in_figures, report.prose.split("\n")))):
        for one in _DENIED:
            yield from _held(report, one, sentence)


def _held(report: AnnualReport, one: Denied, sentence: str) -> Iterator[Violation]:
    value = evaluate(report, one.expr)
    if not value or (one.within and not re.search(one.within, sentence)):
        return
    match = re.search(one.words, sentence)
    if match is None:
        return
    start = sentence.rfind(",", 0, match.start()) + 1
    if one.name != "上年结转" and _OTHER_TIME.search(sentence[start : match.end()]):
        return
    told = hard if one.certain else soft
    yield told(
        "C1",
        _place(one.expr),
        f"正文写“{match.group()[:30]}”，表中{one.name}为{fraction_words(value)}",
    )


def _place(expr: str) -> str:
    table, _, rest = expr.partition(".")
    if not re.fullmatch(r"[\w.]+", rest) or re.match(r"r3_\d\.", rest):
        return "prose"
    return f"table{table[1:]}.{rest}"
