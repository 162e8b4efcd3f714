"""What the text says of 复议 and 诉讼 over disclosure, against 表三: counts, results, rates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

import attrs

from gongkai_desktop.domain.annual.cells import RESULTS3
from gongkai_desktop.domain.annual.mentions import ELSEWHERE, Mention, clause_of, held
from gongkai_desktop.domain.annual.passages import Passage
from gongkai_desktop.domain.annual.prose import evaluate, fraction_words, rounded
from gongkai_desktop.domain.annual.tables import AnnualReport
from gongkai_desktop.domain.annual.violation import Violation, hard, soft

_SUIT_BLOCKS = ("t3.suit_direct", "t3.suit_after_review")
_NOUNS: dict[str, str] = {
    "all": "复议[、和及与或]+(?:行政)?诉讼",
    "after": "(?<!未)(?<!不)经?复议后(?:直接)?(?:起诉|诉讼|提起诉讼)",
    "direct": "未经复议(?:直接)?(?:起诉|诉讼|提起诉讼)|直接(?:起诉|提起(?:行政)?诉讼)",
    "suits": "诉讼(?!请求)|起诉(?!书)|(?<!出庭)应诉(?!率)",
    "review": "(?<!正在)(?<!撤销)(?<!撤回)(?:行政)?复议(?!机关|机构|决定|后)",
}
_NOUN = re.compile("|".join(f"(?P<{name}>{words})" for name, words in _NOUNS.items()))
_BLOCKS: dict[str, tuple[str, tuple[str, ...]]] = {
    "all": ("行政复议、行政诉讼", ("t3.review", *_SUIT_BLOCKS)),
    "after": ("复议后起诉", _SUIT_BLOCKS[1:]),
    "direct": ("未经复议直接起诉", _SUIT_BLOCKS[:1]),
    "suits": ("行政诉讼", _SUIT_BLOCKS),
    "review": ("行政复议", ("t3.review",)),
}
_WITHDRAWN = "撤回|撤诉|撤销(?:行政)?(?:复议)?申请|终止"
_RESULTS: dict[str, str] = {
    "other": f"{_WITHDRAWN}|其[他它](?:结果|处理|情况|情形)",
    "pending": "尚?未审结|正在(?:复议|审理|办理)|在审|审理中|(?:尚|仍)?未(?:办结|作出决定|审理)",
    "corrected": (
        "(?:结果|决定)?(?:被)?纠[正错]|败诉|被?撤销|被?变更|确认违法|责令(?:履行|重新|限期)"
    ),
    "dismissed": "驳回|胜诉",
    "upheld": "(?:结果|决定)?维持",
}
"""驳回 and 胜诉 are counted as 维持 in some places and as 其他结果 in others (annual.md A4)."""
_LINK = (
    "(?:申请人|申请|复议|诉讼|请求|起诉|结果|决定|答复|行为|行政|判决|裁定|案件|数量"
    '|[的了原有共计为:“”"()])*'
)
_UNIT = "(?:件|起|宗|例|次)"
_RESULT = re.compile("|".join(f"(?P<{name}>{words})" for name, words in _RESULTS.items()))
_AFTER = re.compile(rf"{_LINK}(\d+){_UNIT}(?!(?:{'|'.join(_RESULTS.values())}))")
_BEFORE = re.compile(
    rf"(\d+){_UNIT}(?:行政复议|行政诉讼|案件|申请|均|已|全部)*"
    r"(?:被|由|为|是|获|经|因)?(?:申请人|行政|复议|人民|法院|机关|依法|决定|判决|裁定|予以|责令|主动|一审|二审|"
    r"得到|支持|目前|尚|仍|在)*$"
)
_TOTAL = re.compile(
    r"(?:的?(?:行政)?(?:案件|申请|情况|事项|程序|数量)|[发产]生|立案|共计?|均|为|有|是|各|合计|:|,共|“|”)*"
    rf"(\d+){_UNIT}"
)
_TOTAL_BEFORE = re.compile(rf"(\d+){_UNIT}(?:政府)?(?:信息公开)?(?:类|的)?(?:行政)?$")
_RATE = re.compile(r"(维持|纠[正错]|败诉)率[^,。;%\d]{0,4}(\d+(?:\.\d+)?)%")
_OF_REPORTS = re.compile("未经复议|复议后起诉")
"""Words of 表三 that only yearly reports on disclosure use."""
_OF_RATE = {"维持": "upheld", "纠正": "corrected", "纠错": "corrected", "败诉": "corrected"}
_JUDGES = re.compile(
    r"(?:审理|审结|办理|收到|受理|承办|办结|化解|新收)"
    r"(?:(?!信息公开|依申请|相关|驳回|维持|判决|裁定)[^,。;\d]){0,8}(?:复议|诉讼)"
    r"|(?:复议|诉讼)[^。;]{0,16}其中[^。;\d]{0,12}(?:信息公开|依申请)"
)
"""A 复议机关 tells of the cases it decides itself; disclosure may be some of all cases."""


@attrs.frozen
class _Said:
    """A figure of disputes: the block and result it is of, ``whole`` for all cases of a block."""

    block: str
    result: str
    mention: Mention


def check_disputed(report: AnnualReport, text: Iterable[Passage]) -> Iterator[Violation]:
    """C1 and C2: cases, their results and rates, where the text speaks of disclosure."""
    said: list[_Said] = []
    for passage in text:
        if _JUDGES.search(passage.text):
            continue
        if passage.discloses or passage.disclosed_before or _OF_REPORTS.search(passage.text):
            said += _totals(passage)
            said += _results(passage)
            yield from _rates(report, passage)
    dismissed = {one.block: _sum(said, one.block, "dismissed") for one in said}
    for block, result in dict.fromkeys((one.block, one.result) for one in said):
        mine = [one.mention for one in said if (one.block, one.result) == (block, result)]
        yield from _held(report, block, result, mine, dismissed.get(block, 0))


def _sum(said: list[_Said], block: str, result: str) -> int:
    return sum(
        int(one.mention.number) for one in said if (one.block, one.result) == (block, result)
    )


def _block_at(passage: Passage, at: int) -> str | None:
    found = [*_NOUN.finditer(passage.text, 0, at)]
    return str(found[-1].lastgroup) if found else None


def _totals(passage: Passage) -> Iterator[_Said]:
    for noun in _NOUN.finditer(passage.text):
        block = str(noun.lastgroup)
        after = _TOTAL.match(passage.text, noun.end())
        before = _TOTAL_BEFORE.search(passage.text, 0, noun.start())
        match = after or before
        if match is None or ELSEWHERE.search(clause_of(passage.text, match)):
            continue
        start, end = min(noun.start(), match.start()), max(noun.end(), match.end())
        each = block == "all" and re.search("均|各", match.group()) is not None
        yield _Said(block, "each" if each else "whole", _mention(passage, start, end, match))


def _results(passage: Passage) -> Iterator[_Said]:
    for word in _RESULT.finditer(passage.text):
        result = str(word.lastgroup)
        match = _BEFORE.search(passage.text, 0, word.start())
        match = match or _AFTER.match(passage.text, word.end())
        block = _block_at(passage, word.start())
        if match is None or block is None or ELSEWHERE.search(clause_of(passage.text, match)):
            continue
        start, end = min(word.start(), match.start()), max(word.end(), match.end())
        if result == "other" and re.match(_WITHDRAWN, word.group()):
            result = "withdrawn"
        yield _Said(block, result, _mention(passage, start, end, match))


def _mention(passage: Passage, start: int, end: int, match: re.Match[str]) -> Mention:
    words = passage.text[start:end]
    return Mention(words[-40:], int(match[1]), passage.text[:start], _is_certain(passage))


def _is_certain(passage: Passage) -> bool:
    return passage.discloses or _OF_REPORTS.search(passage.text) is not None


def _values(report: AnnualReport, block: str, result: str) -> list[Fraction]:
    """What a figure may be: of the blocks together, of each of them, of the two kinds of suits."""
    blocks = _BLOCKS[block][1]
    sums = [blocks, *((one,) for one in blocks), *([_SUIT_BLOCKS] if block == "all" else [])]
    exprs = [" + ".join(f"{one}.{result}" for one in some) for some in sums]
    return [value for one in exprs if (value := evaluate(report, one)) is not None]


def _held(
    report: AnnualReport, block: str, result: str, mine: list[Mention], dismissed: int
) -> Iterator[Violation]:
    name, blocks = _BLOCKS[block]
    place = f"table{blocks[0][1:]}.{{}}" if len(blocks) == 1 else "prose"
    if result in ("whole", "each"):
        due = _values(report, block, "total")
        due = due[1:] if result == "each" else due
        if due:
            yield from held(mine, due, place.format("total"), f"{name}为{fraction_words(due[0])}")
        return
    if result in ("withdrawn", "dismissed"):
        yield from _at_most(report, block, result, mine)
        return
    due = _values(report, block, result)
    if due:
        meant = f"{name}{RESULTS3[result]}为{fraction_words(due[0])}"
        with_dismissed = [one - dismissed for one in due if result in ("upheld", "other")]
        yield from held(mine, [*due, *with_dismissed], place.format(result), meant)


def _at_most(
    report: AnnualReport, block: str, result: str, mine: list[Mention]
) -> Iterator[Violation]:
    """Cases withdrawn are some of 其他结果; those dismissed some of 维持 and 其他结果."""
    most = _values(report, block, "other")
    if result == "dismissed" and most:
        most = [
            one + other for one, other in zip(most, _values(report, block, "upheld"), strict=True)
        ]
    for one in mine:
        if most and one.certain and one.number > max(most):
            kinds = "维持与其他结果" if result == "dismissed" else "其他结果"
            yield hard(
                "C1",
                "prose",
                f"正文“{one.words}”，表中{_BLOCKS[block][0]}{kinds}只有{fraction_words(max(most))}件",
            )


def _rates(report: AnnualReport, passage: Passage) -> Iterator[Violation]:
    """C2: a share of all cases, or of those decided."""
    for match in _RATE.finditer(passage.text):
        block = _block_at(passage, match.start())
        if block is None or ELSEWHERE.search(match.group()):
            continue
        kind, printed = match.groups()
        places = len(printed.partition(".")[2])
        values = (_values(report, block, one) for one in (_OF_RATE[kind], "total", "pending"))
        shares = [
            rounded(part / whole * 100, places)
            for part, total, pending in zip(*values, strict=True)
            for whole in (total, total - pending)
            if whole
        ]
        if shares and Fraction(printed) not in shares:
            told = hard if _is_certain(passage) else soft
            yield told(
                "C2",
                "prose",
                f"正文“{match.group()}”写的是{printed}%，按表三应当是{fraction_words(shares[0])}%",
            )
