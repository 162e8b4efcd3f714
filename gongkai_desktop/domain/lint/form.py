"""Rules on the form of a letter (格式): F01–F04, F07–F09, F13."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from gongkai_desktop.domain.letter.finding import Finding
from gongkai_desktop.domain.lint.rules import Case, finding
from gongkai_desktop.domain.lint.text import Span

_GAPS = re.compile(
    r"\{[^{}\n]{0,30}\}|[×xX╳]{3,}|＿{2,}|_{3,}|〔\s*〕\s*\d*\s*号|〔\d{4}〕\s*号|…{2,}号"
    r"|(?<![\d０-９])\s{0,4}年\s+月\s+日|\d{4}年\s+月|【[^】]{0,20}(?:填写|待定|请)[^】]{0,20}】"
)
_KIND_WORDS: Mapping[str, frozenset[str]] = {
    "收": frozenset({"A1"}),
    "补": frozenset({"B1"}),
    "延": frozenset({"B3"}),
    "征": frozenset({"B5", "B6", "B7"}),
    "费": frozenset({"B9"}),
}
_KIND_BEFORE_YEAR = re.compile(r"公开([收补理延迟征协费答三更送])\s*[〔\[（(]")
_YEAR = re.compile(r"[〔\[（(【]\s*(\d{4})\s*[〕\]）)】]")
_HAN = r"\u4e00-\u9fff"


def rules_on_form(case: Case) -> Iterator[Finding]:
    """All rules on form; a slip is filled in by hand, so that its blanks are no gaps."""
    if not case.is_letter:
        return
    yield from _gaps(case)
    yield from _number(case)
    yield from _date(case)
    yield from _enclosures(case)
    yield from _punctuation(case)
    yield from _contact(case)


def _gaps(case: Case) -> Iterator[Finding]:
    """F01: nothing is left to fill in."""
    letter = case.letter
    for match in _GAPS.finditer(letter.text):
        start = match.start() + len(match.group()) - len(match.group().lstrip())
        words = match.group().strip()
        yield _at("F01", "E", f"“{words}”还没有填写", start, match.end())


def _number(case: Case) -> Iterator[Finding]:
    """F02 and F03: year and kind of the number, its form (GB/T 9704 7.2.5)."""
    line = case.letter.number
    if line is None:
        return
    signed = case.letter.signed or case.letter.day
    year = _YEAR.search(line.words)
    if year and int(year.group(1)) != signed.year:
        words = f"文号年份{year.group(1)}与成文年份{signed.year}不同"
        yield finding("F02", "E", words, line)
    kind = _KIND_BEFORE_YEAR.search(line.words)
    wrong = kind and (
        (kind.group(1) in _KIND_WORDS and case.code not in _KIND_WORDS[kind.group(1)])
        or (kind.group(1) == "答" and not case.decides)
    )
    if kind and wrong:
        yield finding("F02", "E", f"文号的类字“{kind.group(1)}”与文书种类不符", line)
    if re.search(r"第\s*\d+\s*号", line.words):
        yield finding("F03", "W", "文号不写“第”", line, article="GB/T 9704—2012 7.2.5")
    if re.search(r"[〕\]）)】]\s*第?\s*0\d*\s*号", line.words):
        yield finding("F03", "W", "文号的序号不编虚位", line, article="GB/T 9704—2012 7.2.5")
    if re.search(r"[\[（(【]\s*\d{4}\s*[\]）)】]", line.words):
        yield finding("F03", "W", "文号的年份用六角括号〔〕", line, article="GB/T 9704—2012 7.2.5")


def _date(case: Case) -> Iterator[Finding]:
    """F04: Arabic figures, full year, no zero before month and day (7.3.5.4)."""
    line = case.letter.signature[1]
    if line is None:
        foot = case.letter.lines[-4:]
        short = next(
            (
                one
                for one in foot
                if re.fullmatch(
                    r"(?:\d{2}年)?\d{1,2}月\d{1,2}日|\d{4}[-./]\d{1,2}[-./]\d{1,2}", one.words
                )
            ),
            None,
        )
        if short:
            yield finding(
                "F04",
                "E",
                f"“{short.words}”：成文日期写全年、月、日",
                short,
                article="GB/T 9704—2012 7.3.5.4",
            )
        return
    if re.search(r"[〇○零一二三四五六七八九十]", line.words):
        words = f"“{line.words}”：成文日期用阿拉伯数字"
        yield finding("F04", "E", words, line, article="GB/T 9704—2012 7.3.5.4")
    elif re.search(r"年\s*0\d|月\s*0\d", line.words):
        words = f"“{line.words}”：月、日不编虚位"
        yield finding("F04", "E", words, line, article="GB/T 9704—2012 7.3.5.4")


def _enclosures(case: Case) -> Iterator[Finding]:
    """F08: every enclosure the text speaks of is on the list."""
    plain = case.letter.plain
    spoken = {int(n) for n in re.findall(r"(?:见|详见|随附|附)附件(\d{1,2})", plain)}
    head = re.search(r"附件[：:](.{0,800})", plain)
    if not spoken and not re.search(r"见附件(?!\d)", plain):
        return
    if head is None:
        yield finding("F08", "E", "文中提到附件，却没有附件说明", article="GB/T 9704—2012 7.3.4")
        return
    listed = {int(n) for n in re.findall(r"(?:^|[^\d])(\d{1,2})[.．、]", head.group(1))} or {1}
    absent = sorted(spoken - listed)
    if absent:
        words = f"附件说明里没有附件{'、'.join(map(str, absent))}"
        yield finding("F08", "E", words, article="GB/T 9704—2012 7.3.4")


def _punctuation(case: Case) -> Iterator[Finding]:
    """F09: full-width marks between Chinese words, titles not within titles."""
    letter = case.letter
    for match in re.finditer(rf"[{_HAN}]([,;:?!])[{_HAN}]", letter.text):
        words = f"“{match.group(1)}”：中文里用全角标点"
        yield _at("F09", "W", words, match.start(1), match.end(1))
        break
    for match in re.finditer(r"《[^》]*《[^》]*》[^》]*》", letter.text):
        yield _at("F09", "W", "书名号里面的书名用〈〉", match.start(), match.end())
    heads = [one for one in letter.lines if re.match(r"[一二三四五六七八九]、", one.words)]
    order = ["一二三四五六七八九".index(one.words[0]) for one in heads]
    if heads and order != list(range(len(order))):
        yield finding("F09", "W", "层次序数不连续", heads[-1])


def _at(rule: str, severity: str, message: str, start: int, end: int) -> Finding:
    return finding(rule, severity, message, Span(words="", start=start, end=end))


def _contact(case: Case) -> Iterator[Finding]:
    """F13: a line that says where to ask."""
    if case.code == "B7":
        return
    phone = case.field("office_phone")
    if not case.letter.has(r"电话|联系(?:方式|人|机构)|\d{3,4}[—－-]\d{7,8}"):
        yield finding("F13", "W", "没有联系机构和电话")
    elif phone and re.sub(r"\D", "", phone) not in re.sub(r"\D", "", case.letter.plain):
        yield finding("F13", "W", f"联系电话与设置的{phone}不一致")
