"""How many requests the text says came in or were handled, against 表二 (收到、受理、办理…件)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gongkai_desktop.domain.annual.cells import CARRIED_IN, DONE, NEW
from gongkai_desktop.domain.annual.mentions import ELSEWHERE, Mention, held
from gongkai_desktop.domain.annual.passages import Passage, Topic
from gongkai_desktop.domain.annual.prose import evaluate, fraction_words
from gongkai_desktop.domain.annual.tables import AnnualReport
from gongkai_desktop.domain.annual.violation import Violation

_UNIT = "(?:件次?|宗|份|条|项|个|次|起)"
_COUNT = re.compile(rf"(\d+){_UNIT}(?P<after>(?:政府)?信息公开申请(?!人)|依申请公开)?")
_TAKEN_IN = "收到|接到|接收|收取|受理|登记|收悉"
_HANDLED = "办理|处理|回复|答复|办复|办结|处置|作出"
_DISCLOSED = "依申请|公开|申请"
_FILLER = (
    "提出|提交|总计|合计|一共|累计|各类|各种|有关|相关|要求|请求|全部|事项|案件|办件|数量|总数|总量|实际|规范"
    '|(?<=公开)信件|政府|信息|[新共计为有的了过已件和并与及、:“”"是]'
)
_NOUN_PHRASE = re.compile(rf"(?:{_TAKEN_IN}|{_HANDLED}|{_DISCLOSED}|{_FILLER})*$")
"""Nouns of requests and verbs of taking in or handling, up to the number."""
_ANY_CHANNEL = re.compile(
    "通过[^,。;]{0,40}?等(?:多种|各类|各种)?(?:渠道|方式|途径|形式)(?:(?:提交|提出)的?)?"
)
_ANYBODY = re.compile(
    "以[^,。;]{2,12}为被申请人的?|(?:公民、法人(?:(?:和|或者?|及|以及|、)其[他它]组织)?"
    "|社会公众|人民群众|申请人|群众|公众)(?:的|(?:提出|提交)的?)?"
)
_PART = re.compile(
    "网|信函|信件|来信|函|当面|窗口|现场|邮|快递|线[上下]|自然人|法人|企业|组织|各(?![级类种项])|部门|本级以外|平台|其中"
    "|上年|去年|往年|同比|结转|转结|未|征收|转办|直接|延期|超期|逾期|补正|撤|占|余|不|后"
)
"""Words that make a number one of several, not the whole."""
_YEAR = re.compile(r"(20\d\d)(?=年)")
_PLACE = re.compile("(?<![我本全该])(?:镇|乡|街道|单位)")
"""Another office than the one that reports, perhaps."""


def check_received(report: AnnualReport, text: Iterable[Passage]) -> Iterator[Violation]:
    """C1: what came in is the new ones or all taken in; what was handled may be those done."""
    new, whole = evaluate(report, f"t2.{NEW}"), evaluate(report, f"t2.{NEW} + t2.{CARRIED_IN}")
    if new is None or whole is None:
        return
    came_in: list[Mention] = []
    handled: list[Mention] = []
    for passage in text:
        if not passage.dated:
            continue
        for match in _COUNT.finditer(passage.text):
            clause = passage.text[_clause_start(passage.text, match.start()) : match.start()]
            verbs = _said_of_requests(report, passage, match, clause)
            if verbs is not None:
                mention = _mention(report, passage, match, clause, verbs)
                (came_in if _only_taken_in(verbs) else handled).append(mention)
    meant = f"本年新收为{fraction_words(new)}"
    if whole != new:
        meant += f"，加上年结转为{fraction_words(whole)}"
    yield from held(came_in, [new, whole], f"table2.{NEW}.total", meant)
    exprs = (DONE, f"{DONE} - t2.r3_6", "r3_1_open", "r3_1_open + t2.r3_2_partial")
    others = [value for one in exprs if (value := evaluate(report, f"t2.{one}")) is not None]
    if others:
        meant += f"，办结为{fraction_words(others[0])}"
        yield from held(handled, [*others, new, whole], f"table2.{DONE}.total", meant)


def _clause_start(text: str, at: int) -> int:
    """After the last comma, colon, bracket or counted thing before a place."""
    counted = [one.end() for one in re.finditer(rf"\d+{_UNIT}", text[:at])]
    return max([0, *counted[-1:], *(text.rfind(sign, 0, at) + 1 for sign in ",:()")])


def _said_of_requests(
    report: AnnualReport, passage: Passage, match: re.Match[str], clause: str
) -> str | None:
    """The words before a number, if they speak of all requests of the year and of nothing else."""
    years = {int(one) for one in _YEAR.findall(clause)}
    if (report.year and years - {report.year}) or ELSEWHERE.search(clause.replace("累计", "")):
        return None
    clause = _ANYBODY.sub("", _ANY_CHANNEL.sub("", clause))
    phrase = _NOUN_PHRASE.search(clause)
    words = phrase.group() if phrase else ""
    if _PART.search(clause[: len(clause) - len(words)]):
        return None
    named = "依申请" in words or ("公开" in words and "申请" in words)
    named = named or re.search(rf"(?:{_TAKEN_IN})[的了]?(?:政府)?信息公开", words) is not None
    has_verb = re.search(f"{_TAKEN_IN}|{_HANDLED}", words) is not None
    if not has_verb and passage.topic_at(match.end()) is Topic.OTHER:
        return None
    if named or (match["after"] and has_verb):
        return words
    plain = has_verb and "申请" in words and passage.topic_at(match.start()) is Topic.REQUESTS
    return words if plain else None


def _only_taken_in(words: str) -> bool:
    return re.search(_TAKEN_IN, words) is not None and re.search(_HANDLED, words) is None


def _mention(
    report: AnnualReport, passage: Passage, match: re.Match[str], clause: str, words: str
) -> Mention:
    """Certain where verb and noun tell, of one year and of no other place."""
    start = match.start() - len(clause)
    place = _PLACE.search(clause)
    ours = place is None or clause[max(0, place.start() - 2) : place.end()] in report.org
    told = re.search(f"{_TAKEN_IN}|{_HANDLED}", words) and re.search(
        "公开|依申请", words + match.group()
    )
    return Mention(
        words=passage.text[start : match.end()][-40:],
        number=int(match[1]),
        before=passage.text[:start],
        certain=bool(told) and ours and "累计" not in clause,
    )
