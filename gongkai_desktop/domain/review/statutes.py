"""Laws named in a draft (引用的法律法规): in force on its day, rightly named, within range."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property

import attrs

from gongkai_desktop.domain.review.draft import Draft
from gongkai_desktop.domain.review.finding import Finding, Gate, Severity, finding
from gongkai_desktop.domain.wording import date_words, number_in

_STATE = "中华人民共和国"
_TITLE = re.compile(r"《(?P<title>[^《》\n]{3,60})》")
_VERSION = re.compile(r"[（(][^（）()]{2,30}[）)]$")
_ARTICLE = re.compile(
    r"》?(?:[（(][^（）()\n]{0,40}[）)])?(?P<words>第(?P<number>[一二三四五六七八九十百千零〇\d]{1,8})条)"
)
_PAST = re.compile(
    r"(?:原|旧|已废止的?|已失效的?|已被废止的|修改前的?|修订前的?|曾经?依据|废止|代替|取代|替代)(?:的|了)?[《“]?$"
)
_ABOLISHED = re.compile(
    "[^。；\n]{0,20}(?:同时废止|已废止|已经废止|废止|失效|不再施行|被.{0,12}取代|的历史|期间)"
)
_CITING = re.compile(
    r"(?:根据|依据|依照|按照|违反|适用|贯彻|执行|落实|遵守|符合|中华人民共和国)《?$"
)
_COMING = re.compile(
    "公布|通过|即将|将于|拟|草案|学习|宣传|解读|准备|自20|起施行|征求意见|培训|普及"
)


@attrs.frozen(kw_only=True)
class Statute:
    """A law in force: title, number of articles (0 unknown), for a new one the day it began."""

    title: str
    articles: int
    begins: date | None = None


@attrs.frozen(kw_only=True)
class Repealed:
    """A law no longer in force, from which day, and what has taken its place."""

    title: str
    since: date
    replaced_by: str


@attrs.frozen(kw_only=True)
class Statutes:
    """What the scan knows of laws: those in force, those repealed."""

    current: tuple[Statute, ...]
    repealed: tuple[Repealed, ...]

    @cached_property
    def by_title(self) -> Mapping[str, Statute]:
        """Laws in force by the title without 中华人民共和国."""
        return {_plain(one.title): one for one in self.current}

    @cached_property
    def gone(self) -> Mapping[str, Repealed]:
        """Repealed laws by the title without 中华人民共和国."""
        return {_plain(one.title): one for one in self.repealed}

    def nearest(self, title: str) -> Statute | None:
        """The law in force whose title is one or two characters off, None where none is."""
        best = None
        for known, statute in self.by_title.items():
            if abs(len(known) - len(title)) <= 1 and len(known) >= 5:
                off = _distance(known, title, 2 if len(known) >= 8 else 1)
                if off is not None and (best is None or off < best[0]):
                    best = (off, statute)
        return best[1] if best else None

    def other_kind(self, title: str) -> Statute | None:
        """The law in force that is a 法 where the title says 条例, or the other way round."""
        if title.endswith("条例"):
            return self.by_title.get(title.removesuffix("条例") + "法")
        return self.by_title.get(title.removesuffix("法") + "条例")


@attrs.frozen(kw_only=True)
class CitedTitle:
    """ZC01, ZC02, ZC04 and FL01 at every title in 《》."""

    statutes: Statutes
    find: tuple[str, ...] = ("《",)

    def check(self, draft: Draft, start: int, end: int) -> Iterator[Finding]:
        """What is wrong with the law named here, if one is."""
        match = _TITLE.match(draft.text, start)
        if match is None:
            return
        written = _VERSION.sub("", match.group("title"))
        title = _plain(written)
        gone = self.statutes.gone.get(title)
        if gone is not None:
            yield from _repealed(draft, gone, match.start("title"), match.end("title"))
            return
        statute = self.statutes.by_title.get(title)
        if statute is None:
            yield from self._misnamed(match, written, title)
            return
        yield from _not_yet(draft, statute, match)
        yield from _beyond(draft, statute, match.end("title"))

    def _misnamed(self, match: re.Match[str], written: str, title: str) -> Iterator[Finding]:
        state = written.startswith(_STATE)
        if len(title) < 4 or not (state or title.endswith(("法", "条例"))):
            return
        if not state and len(title) < 6:
            return
        right = self.statutes.nearest(title) or (self.statutes.other_kind(title) if state else None)
        if right is not None:
            yield _policy(
                "ZC02",
                Severity.HIGH,
                match.span("title"),
                "题名与现行法律法规差一两个字",
                right.title,
            )


@attrs.frozen(kw_only=True)
class NamedRepealed:
    """ZC01 for a repealed law named without 《》, behind a word of citing."""

    statutes: Statutes

    @cached_property
    def find(self) -> tuple[str, ...]:
        """Titles of repealed laws and regulations that can stand without 《》."""
        return tuple(
            title
            for title in self.statutes.gone
            if title.endswith(("法", "条例")) and 3 <= len(title) <= 14
        )

    def check(self, draft: Draft, start: int, end: int) -> Iterator[Finding]:
        """The finding at one title."""
        before = draft.before(start, 16)
        if before.endswith("《") or before.endswith(f"《{_STATE}") or not _CITING.search(before):
            return
        if draft.text[end : end + 2] in {"实施", "》"} or draft.text[end : end + 1] in "》典律":
            return
        yield from _repealed(draft, self.statutes.gone[draft.text[start:end]], start, end)


def _plain(title: str) -> str:
    return title.replace(" ", "").removeprefix(_STATE)


def _repealed(draft: Draft, gone: Repealed, start: int, end: int) -> Iterator[Finding]:
    if draft.day < gone.since or _PAST.search(draft.before(start, 12)):
        return
    if _ABOLISHED.match(draft.after(end, 40).removeprefix("》")):
        return
    since = date_words(gone.since)
    yield _policy("ZC01", Severity.HIGH, (start, end), f"{since}起已不再有效", gone.replaced_by)


def _not_yet(draft: Draft, statute: Statute, match: re.Match[str]) -> Iterator[Finding]:
    around = draft.before(match.start(), 20) + draft.after(match.end(), 40)
    begins = statute.begins
    if begins is not None and begins > draft.day and not _COMING.search(around):
        since = date_words(begins)
        yield _policy("ZC04", Severity.MEDIUM, match.span("title"), f"{since}起才施行", "核对依据")


def _beyond(draft: Draft, statute: Statute, end: int) -> Iterator[Finding]:
    if not statute.articles:
        return
    match = _ARTICLE.match(draft.text, end)
    if match is None or number_in_long(match.group("number")) <= statute.articles:
        return
    yield Finding(
        rule="FL01",
        gate=Gate.LAW,
        severity=Severity.HIGH,
        start=match.start("words"),
        end=match.end("words"),
        message=f"《{statute.title}》只有{statute.articles}条",
        suggestion="核对条款",
        basis="现行文本",
    )


def number_in_long(words: str) -> int:
    """The number written in Chinese up to thousands (一千二百四十二), or in digits."""
    thousands, mark, rest = words.rpartition("千")
    return 1000 * (number_in(thousands) or 1) + number_in(rest) if mark else number_in(words)


def _distance(one: str, other: str, most: int) -> int | None:
    """Edit distance up to ``most``, None beyond it."""
    last = list(range(len(other) + 1))
    for at, sign in enumerate(one, start=1):
        row = [at]
        for place, against in enumerate(other, start=1):
            row.append(min(last[place] + 1, row[-1] + 1, last[place - 1] + (sign != against)))
        if min(row) > most:
            return None
        last = row
    return last[-1] if 0 < last[-1] <= most else None


def _policy(
    rule: str, severity: Severity, span: tuple[int, int], message: str, suggestion: str
) -> Finding:
    basis = "现行有效的法律法规以公布文本为准"
    return finding(rule, Gate.POLICY, severity, span, message, suggestion, basis)
