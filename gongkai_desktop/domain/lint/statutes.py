"""Rules on statutes that are old, unknown or not in force on the letter's date: L06–L08."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from gongkai_desktop.domain.law import LawBook
from gongkai_desktop.domain.letter.finding import Finding
from gongkai_desktop.domain.lint import organs
from gongkai_desktop.domain.lint.articles import NEW_REGULATION
from gongkai_desktop.domain.lint.citation import REGULATION, Cited, same_title
from gongkai_desktop.domain.lint.rules import Case, finding
from gongkai_desktop.domain.lint.text import Span
from gongkai_desktop.domain.wording import number_in

ONE_REVIEW_ORGAN = date(2024, 1, 1)
_OLD_CONTEXT = {
    8: re.compile(r"危及|国家安全|社会稳定|三安全|不予公开|免[予于]公开"),
    9: re.compile(r"主动公开|应当公开"),
    13: re.compile(r"特殊需要|申请获取"),
    17: re.compile(r"制作该政府信息|负责公开|谁制作|不属于|公开范围|公开职责"),
    25: re.compile(r"更正|身份证件|与其自身"),
    26: re.compile(r"形式|载体|查阅"),
    27: re.compile(r"成本费|收取"),
    33: re.compile(r"复议|诉讼|举报"),
}
_OLD_ALWAYS = frozenset({22, 23, 24})
_OLD_REVIEW = {9: "第二十条", 12: "第二十四条", 6: "第十一条", 30: "第二十三条"}
_OLD_SUIT = {38: "第四十五条", 39: "第四十六条"}
_NUMBER = re.compile(
    r"(?P<organ>国务院令|国务院(?=第\d+号令)|主席令|国办函|国办发|国办公开办函|法释|国发)"
    r"[〔\[（]?(?P<year>\d{4})?[〕\]）]?第?(?P<no>[\d一二三四五六七八九十百]+)号"
)
_PRECEDES = re.compile(_NUMBER.pattern + r"(?:文件?|令)?(?:印发|发布|公布)?的?《$")
_FOLLOWS = re.compile(r"^》?(?:（[^）]{0,40}）){1,2}")
_RULES = re.compile(r"^》?(?:（[^）]*）)?(?:及其|已有|对|的?(?:有关|相关)?规定)")
_BASIS = re.compile(r"(?:根据|依据|依照|按照|违反|适用)[^。；]{0,60}$")


def rules_on_statutes(case: Case, law: LawBook) -> Iterator[Finding]:
    """All rules on statutes of another day."""
    yield from _old_articles(case)
    yield from _old_remedy_articles(case)
    yield from _in_force(case, law)
    yield from _wrong_number(case, law)
    yield from _unknown_title(case, law)
    yield from _repealed(case)
    yield from _one_review_organ(case)


def _old_articles(case: Case) -> Iterator[Finding]:
    """L07: articles that only meant this in the regulation of 2007."""
    if case.letter.day < NEW_REGULATION:
        return
    for cited in case.citations.of(REGULATION):
        if _is_old(case, cited):
            words = f"“{cited.span.words}”是2007年条例的条文序号，现行条例已经改变"
            yield finding("L07", "E", words, cited.span, article="国务院令第711号")


def _is_old(case: Case, cited: Cited) -> bool:
    if cited.article in _OLD_ALWAYS:
        return True
    if cited.article == 21 and cited.item is not None:
        return True
    if cited.article == 8 and case.withholds:
        return True
    if cited.article == 14 and cited.paragraph is not None and cited.paragraph > 1:
        return True
    context = _OLD_CONTEXT.get(cited.article)
    if context is None or cited.paragraph is not None:
        return False
    around = case.letter.around(cited.span, 40, 50)
    return context.search(around) is not None


def _old_remedy_articles(case: Case) -> Iterator[Finding]:
    """L08: numbers of the review law before 2024 and of the suit law before 2015."""
    if case.letter.day < ONE_REVIEW_ORGAN:
        return
    for title, old in (("行政复议法", _OLD_REVIEW), ("行政诉讼法", _OLD_SUIT)):
        for cited in case.citations.of(title):
            around = case.letter.around(cited.span, 30, 40)
            if cited.article in old and re.search(r"复议|诉讼|起诉", around):
                words = f"“{cited.span.words}”是{title}修订前的条文序号，现为{old[cited.article]}"
                yield finding(
                    "L08", "E", words, cited.span, article=title, suggestion=old[cited.article]
                )


def _in_force(case: Case, law: LawBook) -> Iterator[Finding]:
    """L08: a statute that is not in force on the letter's date."""
    for span in case.citations.titles:
        for statute in law.statutes:
            if same_title(span.words, statute.title) and statute.at(case.letter.day) is None:
                yield finding("L08", "E", f"《{span.words}》在成文日期没有施行", span)


def _wrong_number(case: Case, law: LawBook) -> Iterator[Finding]:
    """L08: the number in brackets behind a title is that of the version in force."""
    for span in case.citations.titles:
        bracket = _FOLLOWS.search(case.letter.after(span, 80))
        written = _NUMBER.search(bracket.group()) if bracket else None
        written = written or _PRECEDES.search(case.letter.around(span, 50, 0)[: -len(span.words)])
        if written is None:
            continue
        for statute in law.statutes:
            version = statute.at(case.letter.day)
            right = _NUMBER.search(version.document) if version else None
            if right and same_title(span.words, statute.title) and _key(right) != _key(written):
                number = written.group().partition("号")[0] + "号"
                place = case.letter.within(span, number) if bracket else span
                words = f"《{span.words}》的文号应为{right.group()}"
                mend = right.group() if place != span else ""
                yield finding("L08", "E", words, place, suggestion=mend)


def _key(match: re.Match[str]) -> tuple[str, str, int]:
    organ = match.group("organ").removesuffix("令")
    return organ, match.group("year") or "", number_in(match.group("no"))


_DISCLOSURE = re.compile(r"信息公开|政务公开|公开信息")
_NATIONAL = re.compile(r"^(?:中华人民共和国|国务院)")
_RANKED = re.compile(r"(?:法|条例|实施办法|实施细则)$")
_BARE = re.compile(r"(?:政府|政务)?(?:信息)?公开[\u4e00-\u9fff]{0,4}(?:法|条例)")
FULL_TITLE = f"中华人民共和国{REGULATION}"


def _unknown_title(case: Case, law: LawBook) -> Iterator[Finding]:
    """L08: a name no statute has."""
    known = {one.title.removeprefix("中华人民共和国") for one in law.statutes}
    for span in case.citations.titles:
        plain = span.words.removeprefix("中华人民共和国")
        right = case.terms.wrong_titles.get(plain.removeprefix("国务院"), "")
        if not right and plain not in known and not same_title(plain, REGULATION):
            right = FULL_TITLE if _is_taken_for_ours(span.words) else ""
        if right:
            words = f"没有《{span.words}》，应为《{right}》"
            yield finding("L08", "E", words, span, article="照公布的名称写", suggestion=right)


def _is_taken_for_ours(title: str) -> bool:
    """A national law on disclosure, of which there is one only; local ones name their place."""
    if not (_DISCLOSURE.search(title) and _RANKED.search(title)):
        return False
    return bool(_NATIONAL.search(title) or _BARE.fullmatch(title))


def _repealed(case: Case) -> Iterator[Finding]:
    """L08: a statute since repealed, cited as a basis and not merely asked for."""
    cited = {one.title for one in case.citations.cited}
    for span in case.citations.titles:
        found = case.terms.repealed.get(span.words.removeprefix("中华人民共和国"))
        if not found or case.letter.day < found.since:
            continue
        before = case.letter.around(span, 60, 0)
        after = case.letter.after(span, 20)
        if span.words in cited or _BASIS.search(before) or _RULES.search(after):
            words = f"《{span.words}》已经废止，现为《{found.by}》"
            yield finding("L08", "E", words, span, suggestion=found.by)


_REVIEW_BY = re.compile(
    r"向(?P<body>(?:(?!法院|自收|之日|个月|诉讼)[^，。；、]){1,30}?)"
    r"(?P<second>(?:或者?|、|或是)(?:向)?(?:(?!法院)[^，。；、]){2,30}?)?"
    r"(?:依法|书面)?(?:申请|提起|提出)(?:行政)?复议"
)
_GENERIC = re.compile(r"^(?:本级|同级|所在地|有管辖权的)?(?:县|市|区|省)?级?(?:人民)?政府$")


def _one_review_organ(case: Case) -> Iterator[Finding]:
    """L06: since 2024 a department's decisions are reviewed by its own government alone."""
    unit = re.sub(r"[\s（(].*$", "", case.unit)
    if case.letter.day < ONE_REVIEW_ORGAN or organs.reviews_itself(unit):
        return
    place = organs.reviewing_place(unit)
    vertical = organs.reviewed_by_superior(unit)
    for match in _REVIEW_BY.finditer(case.letter.plain):
        body, second = match.group("body"), match.group("second") or ""
        span = case.letter.span(*match.span("body"))
        both = case.letter.span(match.start("body"), match.end("second" if second else "body"))
        right = f"{place}人民政府" if place else ""
        if second and not organs.has_choice_of_reviewers(unit):
            yield _wrong_organ(f"“{both.words}”：复议机关只有一个", both, unit, right)
        elif _is_superior(body) and not vertical and not organs.has_choice_of_reviewers(unit):
            yield _wrong_organ(f"“{body}”不是复议机关", span, unit, right)
        elif vertical and re.search(r"(?:省|市|县|区)?(?:人民)政府$", body):
            words = f"“{body}”：税务、海关、金融等机关的复议机关是上一级主管部门"
            yield finding("L06", "E", words, span, article="行政复议法第二十七条")
        elif place and not _fits(body, place):
            yield _wrong_organ(f"“{body}”不是本机关的复议机关", span, unit, right)


def _fits(body: str, place: str) -> bool:
    """Whether a body is the people's government of a place, or says so in general words."""
    if _GENERIC.search(body):
        return not re.search(r"[省市县区]", body) or place[-1] in body
    stem = place.removesuffix("区") if place.endswith("新区") else place
    return stem in body and bool(re.search(r"政府|行政复议(?:局|中心|委员会)", body))


def _is_superior(body: str) -> bool:
    return bool(re.search(r"(?:上级|上一级)|(?:局|厅|委员会|部|总队)$", body))


def _wrong_organ(words: str, span: Span, unit: str, right: str) -> Finding:
    known = f"，应当向{right}申请" if right else "，地方工作部门只能向本级人民政府申请"
    return finding(
        "L06", "E", words + known, span, article="行政复议法第二十四条", suggestion=right
    )
