"""Rules on what is cited (引用): D01–D04, D18, L06–L08."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from gongkai_desktop.domain.law import LawBook
from gongkai_desktop.domain.letter.finding import Finding
from gongkai_desktop.domain.lint.citation import (
    REGULATION,
    Cited,
    read_articles,
    same_title,
)
from gongkai_desktop.domain.lint.rules import Case, finding

NEW_REGULATION = date(2019, 5, 15)
ONE_REVIEW_ORGAN = date(2024, 1, 1)
_OLD_CONTEXT = {
    8: re.compile(r"危及|国家安全|社会稳定|三安全"),
    13: re.compile(r"特殊需要|申请获取"),
    33: re.compile(r"复议|诉讼|举报"),
}
_OLD_ALWAYS = frozenset({22, 23, 24})
_VERTICAL = re.compile(r"税务|海关|国家安全|金融|外汇|证券|银行|国务院|人民政府$")
_RULE_TITLE = re.compile(r"(办法|规定|意见|通知|细则|制度|方案|规程)$")
_LAW_TITLE = re.compile(r"(法|条例|法典)$")


def rules_on_citations(case: Case, law: LawBook) -> Iterator[Finding]:
    """All rules on what the letter cites."""
    yield from _basis_given(case)
    yield from _articles_whole(case)
    yield from _basis_fits(case, law)
    yield from _prohibiting_rule(case)
    yield from _old_articles(case)
    yield from _in_force(case, law)
    yield from _one_review_organ(case)


def _basis_given(case: Case) -> Iterator[Finding]:
    """D01: a decision names statute and article (条例第三十六条)."""
    if case.decides and case.code != "C23" and not case.citations.cited:
        named = bool(case.citations.titles)
        words = "只写了规定的名称，没有写到条" if named else "没有写明法律依据"
        yield finding("D01", "E", f"{words}，答复必须写明依据的条款项", article="条例第三十六条")


def _articles_whole(case: Case) -> Iterator[Finding]:
    """D02 and D03: paragraph and item as the article is built."""
    if case.letter.day < NEW_REGULATION:
        return
    for cited in case.citations.of(REGULATION):
        place = cited.span
        if cited.article in case.terms.need_item and cited.item is None:
            yield finding("D02", "E", f"引用“{place.words}”没有写到项", place)
        elif cited.article in case.terms.need_paragraph and cited.paragraph is None:
            yield finding("D02", "E", f"引用“{place.words}”没有写到款", place)
        count = case.terms.paragraphs.get(cited.article, 1)
        if cited.paragraph is not None and count == 1:
            yield finding("D03", "W", f"“{place.words}”：该条只有一款，不写款", place)
        elif cited.paragraph is not None and cited.paragraph > count:
            yield finding("D03", "W", f"“{place.words}”：该条只有{count}款", place)


def _basis_fits(case: Case, law: LawBook) -> Iterator[Finding]:
    """D04: the letter cites an article of a ground that its kind of decision rests on."""
    if case.form.collects or case.letter.day < NEW_REGULATION or not case.citations.cited:
        return
    wanted: list[tuple[int, int | None, int | None]] = []
    for code in law.grounds_of_letter(case.code, case.letter.day):
        for citation in law.ground(code, case.letter.day).citations:
            if same_title(law.statute(citation.statute).title, REGULATION):
                wanted += read_articles(citation.articles)
    telling = [one for one in wanted if one != (36, None, 3)] or wanted
    cited = [(one.article, one.paragraph, one.item) for one in case.citations.of(REGULATION)]
    if telling and not any(_covers(one, telling) for one in cited):
        words = "、".join(f"第{article}条" for article in sorted({one[0] for one in telling}))
        yield finding("D04", "E", f"处理结果的依据应当是条例{words}，文中没有引用")


def _covers(
    cited: tuple[int, int | None, int | None], wanted: list[tuple[int, int | None, int | None]]
) -> bool:
    """Whether a citation is one of those wanted; what it leaves out is another rule's matter."""
    return any(
        cited[0] == article
        and (cited[1] is None or paragraph is None or cited[1] == paragraph)
        and (cited[2] is None or item is None or cited[2] == item)
        for article, paragraph, item in wanted
    )


def _prohibiting_rule(case: Case) -> Iterator[Finding]:
    """D18: only a law or an administrative regulation forbids publication (第十四条)."""
    if case.code != "C5":
        return
    others = [one for one in case.citations.cited if not same_title(one.title, REGULATION)]
    remedy_law = ("行政复议法", "行政诉讼法")
    others = [one for one in others if one.title and not one.title.endswith(remedy_law)]
    if others and not any(_LAW_TITLE.search(one.title) for one in others):
        lower = next((one for one in others if _RULE_TITLE.search(one.title)), others[0])
        yield finding(
            "D18",
            "E",
            f"《{lower.title}》不是法律、行政法规，不能作为禁止公开的依据",
            lower.span,
            article="条例第十四条",
        )


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
    if cited.article == 14 and cited.paragraph is not None and cited.paragraph > 1:
        return True
    context = _OLD_CONTEXT.get(cited.article)
    if context is None:
        return False
    around = case.letter.text[max(0, cited.span.start - 40) : cited.span.end + 50]
    return context.search(around) is not None and cited.paragraph is None


def _in_force(case: Case, law: LawBook) -> Iterator[Finding]:
    """L08: a statute that is not in force on the letter's date."""
    for span in case.citations.titles:
        for statute in law.statutes:
            if same_title(span.words, statute.title) and statute.at(case.letter.day) is None:
                yield finding("L08", "E", f"《{span.words}》在成文日期没有施行", span)


def _one_review_organ(case: Case) -> Iterator[Finding]:
    """L06: since 2024 a local department's decisions are reviewed by its own government alone."""
    if case.letter.day < ONE_REVIEW_ORGAN:
        return
    if _VERTICAL.search(case.unit):
        return
    either = r"向(?:[^，。；]{2,30}?)(?:或者?|、)(?:向)?[^，。；]{2,30}?申请(?:行政)?复议"
    superior = (
        r"(?:上级|上一级)(?:主管|行政|业务)?(?:部门|机关|行政机关)[^，。；]{0,6}申请(?:行政)?复议"
    )
    for pattern in (either, superior):
        for span in case.letter.all(pattern):
            if "法院" in span.words:
                continue
            words = f"“{span.words[:40]}”：复议机关应当只有本级人民政府"
            yield finding("L06", "E", words, span, article="行政复议法第二十四条")
