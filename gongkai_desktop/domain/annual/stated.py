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
from itertools import groupby

from gongkai_desktop.domain.annual.cells import DONE, NEW
from gongkai_desktop.domain.annual.disputed import check_disputed
from gongkai_desktop.domain.annual.mentions import ELSEWHERE, Mention, clause_of, held
from gongkai_desktop.domain.annual.number import Number, read_number
from gongkai_desktop.domain.annual.passages import Passage, Topic, passages
from gongkai_desktop.domain.annual.prose import evaluate, fraction_words, rounded
from gongkai_desktop.domain.annual.received import check_received
from gongkai_desktop.domain.annual.stated_words import BETWEEN, FIGURES, UNIT, WHOLE, Stated
from gongkai_desktop.domain.annual.tables import AnnualReport
from gongkai_desktop.domain.annual.violation import Violation, hard, soft

_SHARE = re.compile(r"[,、(]?约?占(?:比)?[^,。;%\d]{0,16}?(?P<printed>\d+(?:\.\d+)?)%")
_OF_ANY_WORK = re.compile("办结|答复|回复|办复|办理")
"""Words used of letters, calls and licences as well as of requests."""
_OF_YEAR = re.compile(r"(?:^|[,:(])(20\d\d)年(?!度?(?:结转|转结|转接))")
_PUBLISHED = re.compile("公开|公示|公布|发布|归集|推送|录入|上网")
"""Decisions shown to the public are some of those made."""
_PART_SHARE = re.compile(rf"(?P<part>\d+)件(?:申请)?(?P<share>{_SHARE.pattern})")
_OF_ALL = "(?:申请|办结件|答复件|办结的申请|事项)?(?:是|为|属于|得到|获得|被)?"
_RATE = re.compile(
    r"(按[时期]|依法|及时|法定时限内?|回复|限时)?(办结|答复|办理)率[^,。;%\d]{0,6}?(\d+(?:\.\d+)?)%"
)


def check_stated(report: AnnualReport) -> Iterator[Violation]:
    """C1 and C2 over the text; a report without text or tables gives nothing."""
    since = f"{report.year}年以来"
    text = [*passages(report.prose.replace(since, since.removesuffix("以来")))]
    for _, wordings in groupby(FIGURES, key=lambda one: (one.name, one.exprs)):
        yield from _figure(report, [*wordings], text)
    yield from check_received(report, text)
    yield from check_disputed(report, text)
    for passage in text:
        yield from _shares(report, passage)
        yield from _rates(report, passage)


def _figure(
    report: AnnualReport, wordings: list[Stated], text: list[Passage]
) -> Iterator[Violation]:
    """C1: one figure in all its wordings."""
    one = wordings[0]
    due = [value for expr in one.exprs if (value := evaluate(report, expr)) is not None]
    if not due:
        return
    found = [
        mention
        for words in wordings
        for passage in text
        for mention in _mentions(report, words, passage)
    ]
    if one.kinds and any(Fraction(mention.number) in due for mention in found):
        return
    yield from held(found, due, _place(one), f"{one.name}为{fraction_words(due[0])}")


def _mentions(report: AnnualReport, one: Stated, passage: Passage) -> Iterator[Mention]:
    """Where a sentence states the figure; several kinds of one figure (废止、失效) add up to it."""
    within = not one.within or re.search(one.within, passage.text) is not None
    if not within and not (passage.carried is Topic.REQUESTS and re.search(one.within, "申请")):
        return
    spans: set[int] = set()
    for pattern in (one.pattern(report.year), one.before(report.year)):
        for match in pattern.finditer(passage.text):
            number = next(each for each in match.groups() if each is not None)
            if match.start() in spans or not _is_of(report, one, passage, match):
                continue
            spans.add(match.start())
            words, before = match.group(), passage.text[: match.start()]
            sure = one.certain and within
            vague = _OF_ANY_WORK.search(words) and "申请" not in words and not passage.discloses
            yield Mention(words, read_number(number) or 0, before, sure and not vague)


def _is_of(report: AnnualReport, one: Stated, passage: Passage, match: re.Match[str]) -> bool:
    """Whether a match speaks of the figure: of no other matter, year or part of the answers."""
    told_apart = (
        re.search("办结|答复|回复", match.group()) is not None
        and re.search(
            r"超期|(?<!结)转办|转送|移送|上年结转的[^,。;]{0,10}(?:办结|答复)", passage.text
        )
        is not None
    )
    if told_apart or ELSEWHERE.search(clause_of(passage.text, match)):
        return False
    table = one.exprs[0].partition(".")[0]
    if table == "t2":
        return _is_of_requests(report, passage, match)
    if "decisions" in one.exprs[0]:
        return _PUBLISHED.search(clause_of(passage.text, match)) is None
    if "docs_" in one.exprs[0]:
        nearest = passage.topic_at(match.end())
        return nearest is Topic.DOCUMENTS or Topic.RULES not in (nearest, passage.carried)
    return True


def _is_of_requests(report: AnnualReport, passage: Passage, match: re.Match[str]) -> bool:
    """Not of another matter or year; words of any work belong to what was counted before them."""
    topic = passage.topic_at(match.end())
    before = passage.text[: match.start()]
    years = _OF_YEAR.findall(before)
    if topic in (Topic.OTHER, Topic.DISPUTES) or (
        report.year and years and int(years[-1]) != report.year
    ):
        return False
    if topic is not None or passage.discloses or not _OF_ANY_WORK.search(match.group()):
        return True
    return "申请" in before or re.search(r"\d件", before) is None


def _place(one: Stated) -> str:
    """The one cell a figure stands for, else the text."""
    table, _, rest = one.exprs[0].partition(".")
    if not re.fullmatch(r"[\w.]+", rest) or re.fullmatch(r"r3_\d", rest):
        return "prose"
    cell = f"table{table[1:]}.{rest}"
    return f"{cell}.total" if table == "t2" and "." not in rest else cell


def _shares(report: AnnualReport, passage: Passage) -> Iterator[Violation]:
    """C2: a class of requests with its share: rounded half up of one of the possible wholes."""
    sentence = passage.text
    read: set[int] = set()
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
            if passage.topic_at(match.end()) is Topic.OTHER:
                continue
            read.add(match.end())
            if value is not None and not ELSEWHERE.search(match.group()):
                wholes = _wholes(report, sentence, match["share"])
                yield from _share(match.group(), value, match["printed"], wholes)
    yield from _other_shares(report, passage, read)


def _other_shares(report: AnnualReport, passage: Passage, read: set[int]) -> Iterator[Violation]:
    """C2: any number of requests with a share of them (信函66件，占69%)."""
    for match in _PART_SHARE.finditer(passage.text):
        of_requests = passage.topic_at(match.start()) is Topic.REQUESTS
        if match.end() in read or not of_requests or ELSEWHERE.search(match.group()):
            continue
        wholes = _wholes(report, passage.text, match["share"])
        about = re.search("约|左右", match["share"]) is not None
        part = Fraction(match["part"])
        yield from _share(match.group(), part, match["printed"], wholes, about=about)


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
    words: str,
    part: Fraction,
    printed: str,
    wholes: set[Fraction | None],
    *,
    about: bool = False,
) -> Iterator[Violation]:
    """C2: one of the possible shares, or next to it where the text says 约."""
    places = len(printed.partition(".")[2])
    due = [rounded(part / whole * 100, places) for whole in wholes if whole]
    slack = Fraction(1, 10**places) if about else 0
    if due and all(abs(one - Fraction(printed)) > slack for one in due):
        nearest = min(due, key=lambda one: abs(one - Fraction(printed)))
        yield hard(
            "C2",
            "prose",
            f"正文“{words[:40]}”写的是{printed}%，"
            f"按{places}位小数四舍五入应当是{_decimal(nearest, places)}%",
        )


def _rates(report: AnnualReport, passage: Passage) -> Iterator[Violation]:
    """C2: 办结率 is what was done of what was taken in; 按时办结率 no table shows."""
    done, whole = evaluate(report, f"t2.{DONE}"), evaluate(report, WHOLE)
    for match in _RATE.finditer(passage.text):
        how, kind, printed = match.groups()
        if Fraction(printed) > 100:
            yield hard("C2", "prose", f"正文“{match.group()}”写的是{printed}%，超过了100%")
        other = passage.topic_at(match.start()) in (Topic.OTHER, Topic.DISPUTES)
        if other or (kind == "答复" and Fraction(printed) == 100):
            continue
        if how or not done or not whole or ELSEWHERE.search(match.group()):
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
