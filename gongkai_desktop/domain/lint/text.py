"""A letter as plain words with the places they came from, whoever wrote it and however wrapped."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any

import attrs

from gongkai_desktop.domain.intake.cells import UnreadableError
from gongkai_desktop.domain.intake.cells import read_day as read_cell_day
from gongkai_desktop.domain.lint.extent import CHINESE_DATE, DATE, SEAL_PLACE, own_lines

_FOLDED = {ord(full): ord(full) - 0xFEE0 for full in map(chr, range(0xFF10, 0xFF1A))}
_FOLDED |= {ord(a): ord(b) for a, b in zip("()［］﹝﹞", "（）[]〔〕", strict=True)}
_WHOLE_NUMBER = re.compile(
    r"^[^\s，。：；（）《》]{1,30}?[〔\[（【][^〕\]）】]{0,6}[〕\]）】]\s*第?\s*[^\s号]{0,12}\s*号$"
)
_BRACKETED = re.compile(r"[〔\[（(]\s*(\d{4})?\s*[〕\])）].{0,12}号$")
_NO_ORGAN = re.compile(r"[。；，：]|^[\d《]|^附件|页[）)]$|^[^\u4e00-\u9fff]*$")
"""A line above the date that is the end of the text or of the list of enclosures."""
_BARE = re.compile(r"^[\u4e00-\u9fff（）]{2,20}\d{4}年?第?\d{1,6}号$")
"""Brackets left out: 云水公答2026第3号."""

_SUFFIX = re.compile(r"(?<=号)[—―－–-]*[\u4e00-\u9fff]{1,4}$")
"""The kind of letter behind the number of the case (案号加后缀): 第31号—公告."""

_FOLIO = re.compile(
    r"(?m)^[ \t　]*(?:[—–－\-]+[ 　]*[\d０-９]{1,3}[ 　]*[—–－\-]+"
    r"|第[ 　]*\d{1,3}[ 　]*页(?:[ 　，,/]*共[ 　]*\d{1,3}[ 　]*页)?)[ \t　]*$"
)
"""A page number that the copying of pages left among the lines (GB/T 9704—2012 7.5)."""

_REMEDY_BEGINS = re.compile(r"[^。；]*(?:不服|异议)[^。；]*(?:复议|诉讼|起诉)")
_RECEIVED = re.compile(
    r"(\d{4}年\d{1,2}月\d{1,2}日)"
    r"(?:[^。；]{0,8}(?:收到|签收|收悉)(?!补正|该企业|意见)|(?:向[^，。；]{2,20})?当面(?:提交|递交))"
)
_RECEIVED_SHORT = re.compile(
    r"(?<![年\d])(\d{1,2}月\d{1,2}日)[^。；，]{0,8}(?:收到|签收|收悉)(?!补正|该企业|意见)"
)
_SAME_DAY = re.compile(r"(?:当日|同日|即日|当天)[^。；]{0,6}(?:收到|签收|收悉|确认)")
_BY_THE_OTHER = re.compile(r"(?:[您你]|单位|公司|申请人|企业|第三方)(?:于|在)$")


@attrs.frozen(kw_only=True)
class Span:
    """A stretch of the letter: words as folded, code points ``start``–``end`` of the original."""

    words: str
    start: int
    end: int


@attrs.frozen(kw_only=True)
class Body:
    """What a letter says before the remedy: folded words, and their place in ``plain``."""

    words: str
    start: int


@attrs.frozen(kw_only=True)
class LetterText:
    """The whole text of one letter (全文): title, number, addressee, body, signature, date.

    ``plain`` is the text without white space and page numbers; digits, brackets and dates are
    folded to one form, so that a rule reads the same words whether the file wraps its lines or
    not. What is quoted keeps its own way of writing dates.
    """

    code: str
    text: str
    day: date

    @cached_property
    def _folding(self) -> tuple[str, list[int]]:
        signs, places = [], []
        folios = {at for line in _FOLIO.finditer(self.text) for at in range(*line.span())}
        for place, sign in enumerate(self.text):
            if place not in folios and not (sign.isspace() or sign in "\u200b\ufeff"):
                signs.append(sign.translate(_FOLDED))
                places.append(place)
        return _dates_in_figures("".join(signs), places)

    @property
    def plain(self) -> str:
        """The folded words."""
        return self._folding[0]

    def span(self, start: int, end: int) -> Span:
        """A stretch of ``plain`` with its place in the original."""
        places = self._folding[1]
        if start >= end:
            at = places[start] if start < len(places) else len(self.text)
            return Span(words="", start=at, end=at)
        return Span(words=self.plain[start:end], start=places[start], end=places[end - 1] + 1)

    def at(self, place: int) -> int:
        """Where a place of the original lies in ``plain``."""
        return bisect_left(self._folding[1], place)

    def after(self, span: Span, length: int) -> str:
        """What follows a stretch, folded."""
        end = self.at(span.end)
        return self.plain[end : end + length]

    def around(self, span: Span, before: int, after: int) -> str:
        """A stretch with what stands before and after it, folded."""
        return self.plain[max(0, self.at(span.start) - before) : self.at(span.end) + after]

    def sentence(self, span: Span) -> str:
        """The sentence a stretch stands in, folded."""
        start, end = self.at(span.start), self.at(span.end)
        begin = max(self.plain.rfind(mark, 0, start) for mark in "。；") + 1
        ends = [at for mark in "。；" if (at := self.plain.find(mark, end)) >= 0]
        return self.plain[begin : min(ends, default=len(self.plain))]

    def within(self, span: Span, words: str) -> Span:
        """The first place of some folded words from a stretch on, else the stretch."""
        at = self.plain.find(words, self.at(span.start))
        return self.span(at, at + len(words)) if at >= 0 else span

    def negated(self, span: Span) -> bool:
        """Whether the words before a stretch say that it does not apply."""
        at = self.at(span.start)
        before = self.plain[max(0, at - 30) : at]
        return (
            re.search(
                r"(?:不属于|不适用|不涉及|未涉及|不含|没有|不存在|不是|并非|除)[^，。；]*$", before
            )
            is not None
        )

    @staticmethod
    def folded(line: Span) -> str:
        """A line with digits and brackets folded to one form, its white space kept."""
        return line.words.translate(_FOLDED)

    def is_quoted(self, span: Span) -> bool:
        """Whether a whole stretch stands between quotation marks."""
        return all(
            self.plain.rfind("“", 0, at) > self.plain.rfind("”", 0, at)
            for at in (self.at(span.start), self.at(span.end))
        )

    def all(self, pattern: str | re.Pattern[str]) -> Iterator[Span]:
        """Every stretch a pattern finds."""
        for match in re.finditer(pattern, self.plain):
            yield self.span(*match.span())

    def has(self, pattern: str | re.Pattern[str]) -> bool:
        """Whether a pattern is found."""
        return re.search(pattern, self.plain) is not None

    @cached_property
    def lines(self) -> tuple[Span, ...]:
        """The lines of the letter itself: those of enclosures that follow it are left out."""
        folded = [re.sub(r"\s", "", self.folded(line)) for line in self.every_line]
        return self.every_line[: own_lines(folded)]

    @property
    def own(self) -> LetterText:
        """The letter without the pages of enclosures behind it; every place stays."""
        return attrs.evolve(self, text=self.text[: self.end])

    @cached_property
    def end(self) -> int:
        """Where the letter itself ends in the text: behind it come the pages of enclosures."""
        own = len(self.lines)
        return self.every_line[own].start if own < len(self.every_line) else len(self.text)

    @cached_property
    def every_line(self) -> tuple[Span, ...]:
        """The lines that hold anything, as written."""
        found, at = [], 0
        for line in self.text.splitlines(keepends=True):
            words = line.strip()
            if words and not _FOLIO.fullmatch(words):
                start = at + line.index(words)
                found.append(Span(words=words, start=start, end=start + len(words)))
            at += len(line)
        return tuple(found)

    @cached_property
    def number(self) -> Span | None:
        """The letter's own number (文号): among the first lines, before the addressee."""
        for line in self.lines[:6]:
            if line.words.endswith(("：", ":")):
                return None
            words = _SUFFIX.sub("", self.folded(line).replace(" ", ""))
            if any(one.search(words) for one in (_WHOLE_NUMBER, _BRACKETED, _BARE)):
                return line
        return None

    @cached_property
    def title(self) -> Span | None:
        """What stands above the addressee without the number, joined; None where nothing does."""
        last = self.addressee_line or self.number
        if last is None:
            return None
        head = [line for line in self.lines[:7] if line.end <= last.start and line != self.number]
        if not head:
            return None
        words = "".join(line.words for line in head)
        return Span(words=words, start=head[0].start, end=head[-1].end)

    @cached_property
    def addressee_line(self) -> Span | None:
        """The line that says to whom it goes (主送), None where no line near the head does."""
        for line in self.lines[:8]:
            if line.words.endswith(("：", ":")) and len(line.words) <= 62:
                return line
            if re.match(r"(?:申请人|致)[：:]\S{2,40}$", line.words):
                return line
        return None

    @property
    def addressee(self) -> str:
        """To whom it goes, empty where the letter does not say."""
        line = self.addressee_line
        words = line.words.rstrip("：:").strip() if line else ""
        return re.sub(r"^(?:申请人|致)[：:]", "", words)

    @cached_property
    def signature(self) -> tuple[Span | None, Span | None]:
        """The organ and the date at the foot (署名、成文日期), None where missing."""
        for at in range(len(self.lines) - 1, -1, -1):
            line = self.lines[at]
            folded = re.sub(r"\s", "", line.words.translate(_FOLDED))
            if DATE.fullmatch(folded):
                above = [
                    one
                    for one in self.lines[max(0, at - 3) : at]
                    if not SEAL_PLACE.search(one.words)
                ]
                organ = above[-1] if above and len(above[-1].words) <= 40 else None
                if organ and _NO_ORGAN.search(organ.words):
                    organ = None
                return organ, line
        return None, None

    @cached_property
    def body(self) -> Body:
        """The words between the addressee and the remedy or the signature, folded."""
        head, foot = self.addressee_line, self.signature[0] or self.signature[1]
        start = self.at(head.end) if head else 0
        end = self.at(foot.start) if foot else len(self.plain)
        remedy = _REMEDY_BEGINS.search(self.plain, start, end)
        end = remedy.start() if remedy else end
        return Body(words=self.plain[start:end], start=start)

    @cached_property
    def quoted_request(self) -> Span | None:
        """The applicant's words as quoted, None where nothing is in quotation marks."""
        return next(self.all(r"(?<=“)[^”]{2,600}(?=”)"), None)

    @cached_property
    def signed(self) -> date | None:
        """The date at the foot as a day."""
        line = self.signature[1]
        return read_day(line.words) if line else None

    @cached_property
    def received(self) -> date | None:
        """The day the letter says the request was received, None where it does not."""
        same_day = _SAME_DAY.search(self.plain)
        for match in _RECEIVED.finditer(self.plain):
            if same_day and same_day.start() < match.start():
                break
            theirs = _BY_THE_OTHER.search(self.plain, max(0, match.start() - 6), match.start())
            if not theirs or "当面" in match.group():
                return read_day(match.group(1))
        days = re.findall(DATE, self.plain[: same_day.start()]) if same_day else []
        if days and days[-1][0]:
            return read_day("{}年{}月{}日".format(*days[-1]))
        return self._received_without_year

    @property
    def _received_without_year(self) -> date | None:
        """你于2026年5月13日提出的申请，我局于5月14日收到: the year is that told before."""
        for match in _RECEIVED_SHORT.finditer(self.plain):
            theirs = _BY_THE_OTHER.search(self.plain, max(0, match.start() - 6), match.start())
            year = re.findall(r"(\d{4})年\d{1,2}月", self.plain[: match.start()])
            if year and not theirs:
                return read_day(f"{year[-1]}年{match.group(1)}")
        return None


_ONES = {sign: at for at, sign in enumerate("〇一二三四五六七八九")} | dict.fromkeys("○零Oo", 0)


def _in_figures(words: str) -> str:
    """二〇二六年十一月三日, or half of it in figures, as 2026年11月3日; other words as they are."""
    if not re.fullmatch(CHINESE_DATE, words):
        return words
    year, month, day = re.split("[年月日]", words)[:3]
    figures = "".join(str(_ONES.get(sign, sign)) for sign in year)
    return f"{figures}年{_count(month)}月{_count(day)}日"


def _count(words: str) -> str:
    """Up to ninety-nine: 十一, 二十, 三 or figures."""
    tens, ten, ones = words.partition("十")
    if not ten:
        return "".join(str(_ONES.get(sign, sign)) for sign in words)
    return f"{_ONES.get(tens, 1)}{_ONES.get(ones, 0)}"


def _dates_in_figures(plain: str, places: list[int]) -> tuple[str, list[int]]:
    """Dates in Chinese figures as in Arabic ones, outside quotations; places stay in order."""
    signs, kept, at = [], [], 0
    for match in re.finditer(CHINESE_DATE, plain):
        figures = _in_figures(match.group())
        quoted = plain.rfind("“", 0, match.start()) > plain.rfind("”", 0, match.start())
        if quoted or figures == match.group():
            continue
        own = places[match.start() : match.end()]
        step = len(own) / len(figures)
        signs += [plain[at : match.start()], figures]
        kept += places[at : match.start()]
        kept += [own[int(one * step)] for one in range(len(figures) - 1)] + [own[-1]]
        at = match.end()
    return "".join([*signs, plain[at:]]), [*kept, *places[at:]]


def read_day(words: str) -> date | None:
    """A date of a letter, in Arabic or Chinese figures; None for anything else."""
    try:
        return read_cell_day(_in_figures(re.sub(r"\s", "", words.translate(_FOLDED))))
    except UnreadableError:
        return None


def known_day(fields: Mapping[str, Any], name: str) -> date | None:
    """A date given beside the letter; None where it is not known or no date."""
    value = fields.get(name)
    return read_day(str(value)) if value else None


def days_in(letter: LetterText) -> Iterator[tuple[Span, date]]:
    """Every date of the letter with its place."""
    for span in letter.all(DATE):
        day = read_day(span.words)
        if day:
            yield span, day
