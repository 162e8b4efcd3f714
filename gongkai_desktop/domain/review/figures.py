"""Figures recomputed (数字核对): shares, totals, growth, rates above 100 %."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

import attrs

from gongkai_desktop.domain.review.draft import Draft
from gongkai_desktop.domain.review.engine import Anchor
from gongkai_desktop.domain.review.finding import Finding, Severity
from gongkai_desktop.domain.review.wording import wording

_NUM = r"(?<![\d.])(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_UNITS = (
    "万元|亿元|元|万人次|人次|万人|人|名|万户|户|家|个|件|条|项|篇|次|起|宗|份|处|所|批|万亩|亩|公顷"
    "|平方公里|平方米|公里|万吨|吨|辆|台|套|座|期|场|批次|件次|例|只|头|株|万株|篇次|类|部|幅|张|万份|万件|分"
)
_UNITS = "|".join(sorted(_UNITS.split("|"), key=len, reverse=True))
_GAP = r"[^，。；\n\d]"
_AMOUNT = re.compile(rf"(?P<number>{_NUM}) ?(?P<more>余|多)?(?P<unit>{_UNITS})")
_WHOLE_WORDS = "总|全部|全年|申请|受理|公开|办理|答复|信息|当年"
_SHARE = re.compile(
    rf"(?P<number>{_NUM}) ?(?P<unit>{_UNITS})[，,、（(；]?[^，。；\n%\d（）]{{0,12}}?"
    rf"(?:占比?为?|占{_GAP}{{0,6}}(?:{_WHOLE_WORDS}){_GAP}{{0,5}}?的?(?:比例|比重)?为?)"
    rf"(?P<about>约|近)?(?P<share>\d+(?:\.\d+)?) ?[%％]$"
)
_TOTAL = re.compile(
    r"(?:合计|总计|共计|小计|总共|共)[\u4e00-\u9fff]{0,8}?"
    rf"(?P<total>{_NUM}) ?(?P<unit>{_UNITS})"
    r"(?P<gap>[，,；：:（(]?(?:其中|包括|分别为|即)[：:，]?)(?P<parts>[^。；\n（）]{4,160})"
)
_SUM_LAST = re.compile(
    rf"(?P<parts>(?:[^，。；、\n\d]{{0,14}}{_NUM} ?(?:{_UNITS})[，、和及]{{1,2}}){{2,12}})"
    rf"(?:合计|总计|共计|小计|总共)[\u4e00-\u9fff]{{0,6}}?(?P<total>{_NUM}) ?(?P<unit>{_UNITS})"
)
_GROWTH = re.compile(
    rf"(?:由|从){_GAP}{{0,12}}?(?:(?:19|20)\d\d年(?:底|末|初)?的?|{_GAP}{{0,8}})?"
    rf"(?P<old>{_NUM}) ?(?P<unit>{_UNITS}){_GAP}{{0,6}}?"
    r"(?:增加|增长|提高|上升|扩大|减少|下降|降低|压减|缩短|降)(?:到|至|为)"
    rf"{_GAP}{{0,10}}?(?P<new>{_NUM}) ?(?P=unit)[，,]{_GAP}{{0,8}}?"
    r"(?:增长|增幅|提高|上升|下降|降幅|减少|降低|增加)(?:了|达|为|约)?"
    rf"(?P<rate>{_NUM}) ?[%％]$"
)
_AGAINST = re.compile(
    rf"(?P<new>{_NUM}) ?(?P<unit>{_UNITS})[，,（(]?(?:同比|比|较|与)"
    r"(?:上年|去年|前年|上月|上季度|(?:19|20)\d\d年)?"
    rf"(?:同期|同月|同季度|底|末)?的?(?P<old>{_NUM}) ?(?P=unit)(?:相比)?[，,]?(?:同比)?"
    r"(?:增长|增加|提高|上升|下降|减少|降低)了?(?P<about>约|近)?(?P<rate>" + _NUM + r") ?[%％]$"
)
_CHANGE = re.compile(
    rf"(?P<new>{_NUM}) ?(?P<unit>{_UNITS})[，,]?(?:比|较)(?:上年|去年|(?:19|20)\d\d年)(?:同期)?的?"
    rf"(?P<old>{_NUM}) ?(?P=unit)(?:增加|增长|减少|下降|上升|多|少)了?(?P<diff>{_NUM}) ?(?P=unit)"
)
_RATES = (
    "合格率|占比|覆盖率|办结率|满意率|满意度|答复率|及时率|准确率|入学率|普及率|公开率|参保率|达标率|回复率"
    "|按时率|入户率|通过率|使用率|成活率|优良率|到位率|受理率|绿化率|知晓率|利用率|优良天数比例|好评率"
    "|解读率|转载率|执行率|及格率|录取率|就业率|签约率|整改率|毕业率|巩固率"
)
_RATE = re.compile(
    rf"(?P<name>[\u4e00-\u9fff]{{0,6}}(?:{_RATES}))"
    r"(?:为|是|达到?|稳定在|保持在|超过|提高到|提升至|[:：])? ?(?P<rate>\d{3,}(?:\.\d+)?) ?[%％]$"
)
_FREE_OF_LIMIT = re.compile(
    "增长|完成率|同比|提前|提高了|投资回报|拨备|流动比|负债|参与率增|产销率|偿债"
)
_PARAGRAPH = 600
"""How far back in its paragraph a share looks for its whole."""
_ROUGH = re.compile(r"(?:约|近|超过?|逾|不到|多达) ?(?=\d)|(?<=\d) ?(?:余|多)|左右|以上")
"""Words at a number by which it is not meant to be exact; 结余 is none of them."""
_ROUGHLY = re.compile("[约近超逾]$")


@attrs.frozen(kw_only=True)
class _Amount:
    value: Decimal
    unit: str
    start: int
    end: int


def _value(words: str) -> Decimal:
    return Decimal(words.replace(",", ""))


def _amounts(draft: Draft, start: int, end: int) -> list[_Amount]:
    return [
        _Amount(value=_value(m.group("number")), unit=m.group("unit"), start=m.start(), end=m.end())
        for m in _AMOUNT.finditer(draft.text, start, end)
    ]


def _half_unit(words: str, *, rough: bool) -> Decimal:
    """How far a rounded percentage may lie from the exact one."""
    places = len(words.partition(".")[2])
    step = Decimal(1).scaleb(-places)
    return step * (Decimal("0.6") if rough or places else Decimal("0.5")) + Decimal("0.01") * step


def _percentage(draft: Draft, start: int, end: int) -> Iterator[Finding]:
    """WZ09 and WZ12 at one per cent sign."""
    low = start - len(draft.before(start, 120))
    for pattern, check in (
        (_SHARE, _share),
        (_GROWTH, _growth),
        (_AGAINST, _growth),
        (_RATE, _rate),
    ):
        match = pattern.search(draft.text, low, end)
        if match:
            yield from check(draft, match)


def _rate(draft: Draft, match: re.Match[str]) -> Iterator[Finding]:
    said = draft.before(match.start(), 8) + match.group("name")
    if Decimal(match.group("rate")) > 100 and not _FREE_OF_LIMIT.search(said):
        message = f"{match.group('name')[-4:]}不会超过100%"
        yield wording("WZ12", Severity.MEDIUM, match.span("rate"), message, "核对数字")


def _share(draft: Draft, match: re.Match[str]) -> Iterator[Finding]:
    part, unit = _value(match.group("number")), match.group("unit")
    share = Decimal(match.group("share"))
    rough = bool(match.group("about")) or bool(_ROUGHLY.search(draft.before(match.start(), 2)))
    if not 0 < share <= 100 or not part or rough:
        return
    paragraph = match.start() - len(draft.before(match.start(), _PARAGRAPH))
    alone = [one.value for one in _amounts(draft, paragraph, match.start()) if one.unit == unit]
    wholes = _wholes(alone, part)
    allowed = _half_unit(match.group("share"), rough=False)
    if not wholes or any(abs(part * 100 / whole - share) <= allowed for whole in wholes):
        return
    nearest = next((one for one in reversed(alone) if one >= part), wholes[0])
    yield wording(
        "WZ09",
        Severity.MEDIUM,
        match.span(),
        f"{part}占{nearest}是{part * 100 / nearest:.1f}%，与所写的{share}%不符",
        "核对数量和占比",
    )


def _wholes(values: list[Decimal], part: Decimal) -> list[Decimal]:
    """Of amounts said before, alone or added up, those that a share can be of."""
    wholes = [value for value in values if value >= part]
    sums = [sum(values[at:], Decimal(0)) for at in range(len(values))]
    return wholes + [value for value in sums if value >= part and wholes]


def _total(draft: Draft, start: int, end: int) -> Iterator[Finding]:
    """WZ10 at one word for a total: the parts behind it, or before it."""
    match = _TOTAL.match(draft.text, start)
    if match:
        parts = _amounts(draft, *match.span("parts"))
        loose = "其中" in match.group("gap") and "分别" not in match.group()
        rough = _ROUGH.search(match.group())
        if loose or rough:
            yield from _too_large(draft, match, parts)
        else:
            yield from _unequal(draft, match, parts)
    for match in draft.near(_SUM_LAST, start, end, 120):
        if not _ROUGH.search(match.group()):
            yield from _unequal(draft, match, _amounts(draft, *match.span("parts")))


def _unequal(draft: Draft, match: re.Match[str], parts: Sequence[_Amount]) -> Iterator[Finding]:
    total, unit = _value(match.group("total")), match.group("unit")
    same = [one for one in parts if one.unit == unit]
    if len(same) < 2 or len(same) != len(parts):
        return
    found = sum((one.value for one in same), Decimal(0))
    if abs(found - total) > _slack(total, len(same)):
        yield wording(
            "WZ10",
            Severity.MEDIUM,
            match.span("total"),
            f"分项相加是{found}，与合计{total}不符",
            "核对分项和合计",
        )


def _too_large(draft: Draft, match: re.Match[str], parts: Sequence[_Amount]) -> Iterator[Finding]:
    """其中 names parts of a whole: none may exceed it."""
    total, unit = _value(match.group("total")), match.group("unit")
    for one in parts:
        if one.unit == unit and one.value > total and not _ROUGH.search(match.group()):
            yield wording(
                "WZ10",
                Severity.MEDIUM,
                (one.start, one.end),
                f"其中的{one.value}大于总数{total}",
                "核对分项和合计",
            )


def _slack(total: Decimal, count: int) -> Decimal:
    exponent = total.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return Decimal(1).scaleb(-places) * count / 2 if places else Decimal(0)


def _growth(draft: Draft, match: re.Match[str]) -> Iterator[Finding]:
    old, new = _value(match.group("old")), _value(match.group("new"))
    rate = _value(match.group("rate"))
    if not old:
        return
    change = abs(new - old) * 100 / old
    if abs(change - rate) > _half_unit(match.group("rate"), rough=True) + Decimal("0.05"):
        yield wording(
            "WZ09",
            Severity.MEDIUM,
            match.span("rate"),
            f"由{old}到{new}的变化是{change:.1f}%，与所写的{rate}%不符",
            f"{change:.1f}",
        )


def _change(draft: Draft, start: int, end: int) -> Iterator[Finding]:
    """WZ09: so much more or less than the year before."""
    for match in draft.near(_CHANGE, start, end):
        old, new = _value(match.group("old")), _value(match.group("new"))
        if abs(new - old) != _value(match.group("diff")):
            yield wording(
                "WZ09",
                Severity.MEDIUM,
                match.span("diff"),
                f"{new}与{old}相差{abs(new - old)}",
                str(abs(new - old)),
            )


FIGURES = (
    Anchor(("%", "％"), _percentage),
    Anchor(
        ("合计", "总计", "共计", "小计", "总共", "共有", "共收", "共受", "共办", "共发", "共公"),
        _total,
    ),
    Anchor(("比上年", "比去年", "较上年", "较去年", "比20", "较20"), _change),
)
"""WZ09 shares and growth, WZ10 totals, WZ12 rates above 100 %."""
