"""Rules on the basis a letter cites (引用条款): D01–D04, D18."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from gongkai_desktop.domain.law import LawBook
from gongkai_desktop.domain.letter.finding import Finding
from gongkai_desktop.domain.lint.citation import REGULATION, Cited, read_articles, same_title
from gongkai_desktop.domain.lint.rules import Case, finding
from gongkai_desktop.domain.wording import chinese_number

NEW_REGULATION = date(2019, 5, 15)
WITHHOLDING = frozenset({14, 15, 16})
_REFUSED = (36, None, 3)
_NO_BASIS = frozenset({"A1", "B5r", "B7r", "B8", "C23"})
_NOT_A_BASIS = re.compile(
    r"^(?:中)?(?:所)?(?:规定的|的|所称的?)(?:答复)?(?:期限|时限|政府信息|情形外)"
)
_QUOTED_NEXT = re.compile(r"^(?:的?规定)?[：:，]?(?:“|：)")
_RULE_TITLE = re.compile(r"(办法|规定|意见|通知|细则|制度|方案|规程|决定)$")
_LAW_TITLE = re.compile(r"((?<!办)法|条例|法典)$")
_REMEDY_LAW = ("行政复议法", "行政诉讼法", "行政复议法实施条例")

Basis = tuple[int, int | None, int | None]


def rules_on_articles(case: Case, law: LawBook) -> Iterator[Finding]:
    """All rules on the basis of the decision."""
    if case.letter.day < NEW_REGULATION:
        return
    wanted = basis_wanted(case, law)
    yield from _basis_given(case)
    yield from _articles_whole(case, wanted)
    yield from _basis_fits(case, wanted)
    yield from _other_grounds(case, wanted)
    yield from _prohibiting_rule(case)
    yield from _local_rule_alone(case)


def basis_wanted(case: Case, law: LawBook) -> tuple[Basis, ...]:
    """What this kind of letter rests on: its own basis, else that of the grounds it answers."""
    day, found = case.letter.day, list[Basis]()
    grounds = [law.find_ground(code, day) for code in law.grounds_of_letter(case.code, day)]
    cited = [citation for ground in grounds if ground for citation in ground.citations]
    for citation in cited or case.form.basis:
        if same_title(law.statute(citation.statute).title, REGULATION):
            found += read_articles(citation.articles)
    return tuple(found)


def article_words(article: int, paragraph: int | None, item: int | None) -> str:
    """An article as it is cited: 第三十六条第（四）项."""
    words = f"第{chinese_number(article)}条"
    words += f"第{chinese_number(paragraph)}款" if paragraph else ""
    return words + (f"第（{chinese_number(item)}）项" if item else "")


def _basis_given(case: Case) -> Iterator[Finding]:
    """D01: a decision names statute and article (条例第三十六条)."""
    if case.code in _NO_BASIS or not case.is_letter or any(case.citations.of(REGULATION)):
        return
    named = next((one for one in case.citations.titles if same_title(one.words, REGULATION)), None)
    said = "只写了条例的名称，没有写到条、款、项" if named else "没有写明法律依据"
    yield finding(
        "D01",
        "E",
        f"{said}，应当写明依据的条款项",
        named or case.anchor,
        article="条例第三十六条",
    )


def _articles_whole(case: Case, wanted: tuple[Basis, ...]) -> Iterator[Finding]:
    """D02 and D03: paragraph and item as the article is built."""
    for cited in case.citations.of(REGULATION):
        after = case.letter.after(cited.span, 24)
        if _NOT_A_BASIS.search(after):
            continue
        yield from _beyond(case, cited)
        count = case.terms.paragraphs.get(cited.article, 1)
        place, words = cited.span, cited.span.words
        if cited.paragraph is not None and count == 1:
            item = cited.item or _as_item(case, cited)
            yield finding(
                "D03",
                "W",
                f"“{words}”：该条只有一款，不写款",
                place,
                suggestion=article_words(cited.article, None, item),
            )
        if _QUOTED_NEXT.search(after):
            continue
        right = _whole(cited, wanted)
        if cited.article in case.terms.need_item and cited.item is None:
            yield finding("D02", "E", f"引用“{words}”没有写到项", place, suggestion=right)
        elif cited.article in case.terms.need_paragraph and cited.paragraph is None:
            yield finding("D02", "E", f"引用“{words}”没有写到款", place, suggestion=right)


def _as_item(case: Case, cited: Cited) -> int | None:
    """第三十六条第四款 is written where 第（四）项 is meant."""
    known = cited.article in case.terms.need_item and (cited.paragraph or 0) > 1
    return cited.paragraph if known else None


def _beyond(case: Case, cited: Cited) -> Iterator[Finding]:
    """D02: an article, paragraph or item that the regulation has not."""
    words, place, terms = cited.span.words, cited.span, case.terms
    count = terms.paragraphs.get(cited.article, 1)
    items = terms.items.get(cited.article, 0)
    if cited.article > terms.articles:
        said = f"条例只有{terms.articles}条"
    elif cited.paragraph is not None and 1 < count < cited.paragraph:
        said = f"该条只有{count}款"
    elif cited.item is not None and cited.item > items:
        said = f"该条只有{items}项" if items else "该条不分项"
    else:
        return
    yield finding("D02", "E", f"“{words}”：{said}", place)


def _whole(cited: Cited, wanted: tuple[Basis, ...]) -> str:
    """The citation completed as this kind of letter needs it, empty where it leaves a choice."""
    fitting = {one for one in wanted if one[0] == cited.article}
    return article_words(*fitting.pop()) if len(fitting) == 1 else ""


def _basis_fits(case: Case, wanted: tuple[Basis, ...]) -> Iterator[Finding]:
    """D04: the letter cites an article that its kind of decision rests on."""
    cited = list(case.citations.of(REGULATION))
    if case.form.collects or case.code in _NO_BASIS or not cited:
        return
    telling = [one for one in wanted if one != _REFUSED] or list(wanted)
    telling += [(36, None, item) for item in _ALSO_FITS.get(case.code, ())]
    if telling and not any(_covers(one, telling) for one in cited):
        words = "、".join(dict.fromkeys(article_words(*one) for one in telling))
        place = _misplaced(cited, telling[0][0])
        right = article_words(*telling[0]) if len(telling) == 1 else ""
        yield finding(
            "D04",
            "E",
            f"这种处理结果的依据是条例{words}，文中没有引用",
            place.span,
            suggestion=right if _stands_for(place, telling[0][0]) else "",
        )


def _misplaced(cited: list[Cited], wanted: int) -> Cited:
    """The citation that stands where the wanted article should: of a refusal never 第三十六条."""
    return next(
        (one for one in cited if _stands_for(one, wanted)),
        next((one for one in cited if one.article == 36), cited[0]),
    )


def _stands_for(cited: Cited, wanted: int) -> bool:
    if wanted in WITHHOLDING:
        return cited.article in WITHHOLDING
    return cited.article in {36, wanted}


def _covers(cited: Cited, wanted: list[Basis]) -> bool:
    """Whether a citation is one of those wanted; what it leaves out is another rule's matter."""
    return any(
        cited.article == article
        and (cited.paragraph is None or paragraph is None or cited.paragraph == paragraph)
        and (cited.item is None or item is None or cited.item == item)
        for article, paragraph, item in wanted
    )


_ALSO_FITS: dict[str, tuple[int, ...]] = {"C26": (5, 7)}
"""Items on which offices rest the same answer with equal right (国办公开办函〔2019〕14号)."""

_BESIDE: dict[str, frozenset[int]] = {
    "C1": frozenset({1, 2}),
    "C2": frozenset({1, 2}),
    "C20": frozenset({6}),
    "C26": frozenset({4, 5, 7}),
    "C14": frozenset({4}),
}


def _other_grounds(case: Case, wanted: tuple[Basis, ...]) -> Iterator[Finding]:
    """D04: a letter with one result cites no other result's ground; several are answered item by
    item (C24)."""
    if case.form.collects:
        yield from _several_at_once(case)
    if case.form.collects or not case.code.startswith("C"):
        return
    own = list(wanted)
    allowed = {one[2] for one in own if one[0] == 36} | _BESIDE.get(case.code, frozenset())
    if case.withholds:
        allowed |= {2}
    for cited in case.citations.of(REGULATION):
        if case.letter.negated(cited.span):
            continue
        other = cited.article == 36 and cited.item and cited.item not in allowed
        held = cited.article in WITHHOLDING and own and not _covers(cited, own)
        if (other and any(one[0] == 36 for one in own)) or held:
            words = f"“{cited.span.words}”是另一种处理结果的依据，几种结果应当逐项分开答复"
            yield finding("D04", "E", words, cited.span, article="条例第三十六条")
            return


def _several_at_once(case: Case) -> Iterator[Finding]:
    """D04: in a letter of several results each item has its own basis."""
    by_place: dict[int, set[int | None]] = {}
    for cited in case.citations.of(REGULATION):
        if cited.article == 36 and cited.item:
            by_place.setdefault(cited.span.start, set()).add(cited.item)
    for cited in case.citations.of(REGULATION):
        items = by_place.get(cited.span.start, set())
        if len(items) > 1 and not items <= {2, 3}:
            words = f"“{cited.span.words}”：几种处理结果应当逐项分开，各引各的依据"
            yield finding("D04", "E", words, cited.span, article="条例第三十六条")
            return


def _prohibiting_rule(case: Case) -> Iterator[Finding]:
    """D18: only a law or an administrative regulation forbids publication (第十四条)."""
    if case.code != "C5":
        return
    titles = [
        one
        for one in case.citations.titles
        if not same_title(one.words, REGULATION) and not one.words.endswith(_REMEDY_LAW)
    ]
    cited = {one.title for one in case.citations.cited}
    grounds = [one for one in titles if one.words in cited] or [
        one for one in titles if _RULE_TITLE.search(one.words) or _LAW_TITLE.search(one.words)
    ]
    if not grounds:
        words = "没有写明是哪一部法律、行政法规禁止公开"
        yield finding("D18", "E", words, case.anchor, article="条例第十四条")
    elif not any(_LAW_TITLE.search(one.words) and not _is_local(one.words) for one in grounds):
        lower = grounds[0]
        words = f"《{lower.words}》不是法律、行政法规，不能作为禁止公开的依据"
        yield finding("D18", "E", words, lower, article="条例第十四条")


def _local_rule_alone(case: Case) -> Iterator[Finding]:
    """D27: a local rule on disclosure does not stand in for the regulation."""
    if not case.decides or any(case.citations.of(REGULATION)):
        return
    for cited in case.citations.cited:
        if _is_local(cited.title) and "公开" in cited.title:
            words = f"《{cited.title}》是地方规定，不能单独作为依据"
            yield finding("D27", "W", words, cited.span, article="条例第三十六条")
            return


def _is_local(title: str) -> bool:
    """Whether a title is that of a local regulation: 《江岭省档案条例》."""
    return bool(re.match(r"[\u4e00-\u9fff]{2,8}?(?:省|市|自治区|自治州|自治县|经济特区)", title))
