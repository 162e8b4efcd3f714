"""Reads the yearly holiday notice (国务院办公厅关于部分节假日安排的通知) as published.

Every weekday name and every count of days in the text is checked against the calendar; what
does not agree is a problem for the clerk to look at, never corrected silently.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

import attrs

from gongkai_desktop.domain.calendar import DayOff, Status, YearArrangement
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.wording import date_words

HOLIDAYS = ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")
_ALIASES = {
    "元旦节": "元旦",
    "清明": "清明节",
    "“五一”国际劳动节": "劳动节",
    "五一国际劳动节": "劳动节",
    "国际劳动节": "劳动节",
    "“五一”": "劳动节",
    "五一": "劳动节",
    "端午": "端午节",
    "中秋": "中秋节",
    "国庆": "国庆节",
}
_WEEKDAYS = "一二三四五六日"
_NAMES = "|".join(sorted((*HOLIDAYS, *_ALIASES), key=len, reverse=True))

_HEAD = re.compile(
    r"(?:^|[\s。;])(?:\(?[一二三四五六七八九十\d]{1,2}\)?\s*[、.,]?\s*)?"
    rf"((?:{_NAMES})(?:\s*[、,和及与]\s*(?:{_NAMES}))*)(?:\s*:|(?=\s+\d))"
)
_DAY = (
    r"(?:(?P<y{n}>\d{{4}})\s*年)?\s*(?:(?P<m{n}>\d{{1,2}})\s*月)?\s*(?P<d{n}>\d{{1,2}})\s*日"
    r"(?:\s*\((?P<p{n}>[^()]*)\))?"
)
_RANGE = re.compile(_DAY.format(n=1) + r"(?:\s*(?:至|到|-|—|–|~)\s*" + _DAY.format(n=2) + ")?")
_COUNT = re.compile(r"(?:共|放假)\s*(\d{1,2})\s*天")
_WEEKDAY = re.compile(rf"(?:周|星期|礼拜)([{_WEEKDAYS}天])")
_VERB = re.compile(r"(?P<refused>不)?(?P<verb>上班|放假|休息|连休|补休)")
_ISSUED = re.compile(r"国务院办公厅\s*(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_CLOSING = re.compile(r"节假日期间|各地区|望各地|国务院办公厅\s*\d{4}\s*年")
_DOCUMENT = re.compile(r"国办发(?:明电)?\s*[〔\[(（]\s*\d{4}\s*[〕\])）]\s*\d+\s*号")
_MOST = 200_000


@attrs.frozen(kw_only=True)
class NoticeReading:
    """A notice as understood: the arrangement, and what in the text does not agree."""

    arrangement: YearArrangement
    problems: tuple[str, ...]


@attrs.define(kw_only=True)
class _Reader:
    """What has been read so far; dates without year or month take them from before."""

    year: int
    statutory: Mapping[str, int]
    off: list[DayOff] = attrs.Factory(list)
    work: list[date] = attrs.Factory(list)
    problems: list[str] = attrs.Factory(list)
    month: int = 1

    def problem(self, words: str) -> None:
        """Note a disagreement once."""
        if words not in self.problems:
            self.problems.append(words)


def parse_notice(text: str, year: int, statutory: Mapping[str, int] | None = None) -> NoticeReading:
    """Read the notice of ``year``; raises UserError where the text holds no arrangement.

    ``statutory`` gives the days off the law grants by holiday (全国年节及纪念日放假办法第二条):
    weekdays off less weekends worked must come to just that many, so that a sentence lost in
    copying is noticed. Without it that one check is left out.
    """
    if not 1990 <= year <= 2100:
        raise UserError(f"年份{year}不对", "请填写放假安排所属的年份")
    if len(text) > _MOST:
        raise UserError("文字太长，不像放假通知", "请只粘贴通知的正文")
    plain = unicodedata.normalize("NFKC", text)
    sections = list(_sections(plain))
    if not sections:
        raise UserError("没有读到节日安排", "请粘贴通知正文，含“一、元旦：…”各条")
    reader = _Reader(year=year, statutory=statutory or {})
    for name, words in sections:
        _read_section(reader, name, words)
    _check_whole(reader, plain, {name for names, _ in sections for name in names.split("、")})
    arrangement = YearArrangement(
        year=year,
        document=_document(plain),
        status=Status.OFFICE,
        off=tuple(sorted(set(reader.off), key=lambda one: (one.start, one.end))),
        work=tuple(sorted(set(reader.work))),
        issued=_issued(plain),
    )
    return NoticeReading(arrangement=arrangement, problems=tuple(reader.problems))


def _document(plain: str) -> str:
    found = _DOCUMENT.search(plain)
    if not found:
        return "本机关粘贴的放假通知"
    words = re.sub(r"\s", "", found.group())
    return re.sub(r"[\[(（〔](\d{4})[\])）〕]", r"〔\1〕", words)


def _issued(plain: str) -> date | None:
    """The day under the signature, None where the text has none that can be."""
    found = list(_ISSUED.finditer(plain))
    try:
        return date(*map(int, found[-1].groups())) if found else None
    except ValueError:
        return None


def _sections(plain: str) -> Iterator[tuple[str, str]]:
    """Holiday names and the words up to the next holiday."""
    heads = list(_HEAD.finditer(plain))
    for index, head in enumerate(heads):
        end = heads[index + 1].start() if index + 1 < len(heads) else len(plain)
        names = re.split(r"\s*[、,和及与]\s*", head.group(1))
        full = [_ALIASES.get(name, name) for name in names]
        last = index + 1 == len(heads)
        yield "、".join(full), _own_words(plain[head.end() : end], last=last)


def _own_words(words: str, *, last: bool) -> str:
    """A section ends before the closing words; the last one also with its paragraph."""
    closing = _CLOSING.search(words)
    own = words[: closing.start()] if closing else words
    return re.split(r"\n\s*\n", own.strip())[0] if last else own


def _read_section(reader: _Reader, name: str, words: str) -> None:
    off, work = len(reader.off), len(reader.work)
    for sentence in re.split(r"[。;]", words):
        _read_sentence(reader, name, sentence)
    _check_section(reader, name, reader.off[off:], reader.work[work:])


def _read_sentence(reader: _Reader, name: str, sentence: str) -> None:
    """Dates belong to the verb that follows them, also where one sentence has several."""
    off: list[DayOff] = []
    begin = 0
    for found in _VERB.finditer(sentence):
        clause = sentence[begin : found.start()]
        begin = found.end()
        # An encouragement to grant leave makes no day off (2024-02-09).
        if found["refused"] or "鼓励" in clause:
            continue
        if found["verb"] == "上班":
            _read_work(reader, name, clause)
        else:
            off.extend(_stretches(reader, name, clause))
    total = len({day for stretch in off for day in stretch.days()})
    count = _COUNT.search(sentence)
    if off and count and int(count.group(1)) != total:
        reader.problem(f"{name}：通知写共{count.group(1)}天，按日期算是{total}天")
    reader.off.extend(off)


def _check_section(reader: _Reader, name: str, off: list[DayOff], work: list[date]) -> None:
    """Weekdays off less weekends worked are the days the law grants for the holiday."""
    if not off:
        reader.problem(f"{name}：没有读到放假日期")
        return
    granted = [reader.statutory.get(one) for one in name.split("、")]
    if None in granted:
        return
    days = sum(one for one in granted if one)
    free = {day for stretch in off for day in stretch.days() if day.weekday() < 5}
    if len(free) - len(set(work)) != days:
        reader.problem(
            f"{name}：放假占{len(free)}个平日、周末上班{len(set(work))}天，"
            f"与法定放假{days}天不符，通知可能没有贴全"
        )


def _stretches(reader: _Reader, name: str, sentence: str) -> Iterator[DayOff]:
    for match in _RANGE.finditer(sentence):
        start = _date(reader, match, 1, name)
        if start is None:
            continue
        end = _date(reader, match, 2, name) if match["d2"] else start
        if end is None:
            continue
        if end < start:
            end = _next_year(end) if match["y2"] is None else end
        if end < start or (end - start).days > 15:
            reader.problem(f"{name}：放假起止日期颠倒或者过长（{start}至{end}）")
            continue
        yield DayOff(name=name, start=start, end=end)


def _read_work(reader: _Reader, name: str, sentence: str) -> None:
    for match in _RANGE.finditer(sentence):
        day = _date(reader, match, 1, name)
        if day is None:
            continue
        if day.weekday() < 5:
            reader.problem(f"{name}：{date_words(day)}本来就不是周末，通知写上班")
        reader.work.append(day)
        if match["d2"]:
            last = _date(reader, match, 2, name)
            while last and day < last and len(reader.work) < 60:
                day += timedelta(days=1)
                reader.work.append(day)


def _date(reader: _Reader, match: re.Match[str], n: int, name: str) -> date | None:
    month = int(match[f"m{n}"] or reader.month)
    year = int(match[f"y{n}"] or _year_of(reader, month, name))
    try:
        day = date(year, month, int(match[f"d{n}"]))
    except ValueError:
        reader.problem(f"{name}：没有{month}月{match[f'd{n}']}日这一天")
        return None
    reader.month = month
    _check_weekday(reader, name, day, match[f"p{n}"] or "")
    return day


def _year_of(reader: _Reader, month: int, name: str) -> int:
    """A December day of New Year's Day lies in the year before."""
    return reader.year - 1 if "元旦" in name and month == 12 else reader.year


def _next_year(day: date) -> date:
    return day.replace(year=day.year + 1) if (day.month, day.day) != (2, 29) else day


def _check_weekday(reader: _Reader, name: str, day: date, remark: str) -> None:
    said = _WEEKDAY.search(remark)
    if not said:
        return
    meant = _WEEKDAYS.index(said.group(1).replace("天", "日"))
    if meant != day.weekday():
        reader.problem(
            f"{name}：{date_words(day)}是周{_WEEKDAYS[day.weekday()]}，通知写周{said.group(1)}"
        )


def _check_whole(reader: _Reader, plain: str, named: Iterable[str]) -> None:
    missing = [name for name in HOLIDAYS if name not in named]
    if missing:
        reader.problem(f"没有读到{'、'.join(missing)}的安排")
    off = {day for stretch in reader.off for day in stretch.days()}
    for day in sorted(off & set(reader.work)):
        reader.problem(f"{date_words(day)}既写放假又写上班")
    years = {int(found) for found in re.findall(r"(\d{4})\s*年\s*(?:部分)?\s*节假日安排", plain)}
    if years and reader.year not in years:
        reader.problem(f"通知是{min(years)}年的安排，填写的年份是{reader.year}年")
    for one in reader.off:
        if one.end.year != reader.year:
            reader.problem(f"{one.name}：{date_words(one.end)}不在{reader.year}年")
