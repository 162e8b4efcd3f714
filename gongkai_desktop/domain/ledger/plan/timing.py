"""Days, frequencies and least numbers in the wording of a task (时限与频次)."""

from __future__ import annotations

import calendar as month_lengths
import re
from collections.abc import Iterator, Sequence
from datetime import date

from gongkai_desktop.domain.ledger.plan.task import Subtask
from gongkai_desktop.domain.wording import number_in

_N = r"(?:\d{1,4}|[一二两三四五六七八九十百]{1,4})"
_YEAR = r"(?:(?P<year>20\d{2})\s*年?度?|(?P<rel>今|本|当|明|次|下一?)年度?)?\s*"
_BEFORE = r"\s*(?:之前|以前|前|止)"
_DAY = re.compile(
    rf"{_YEAR}(?:年)?(?P<month>\d{{1,2}})\s*月\s*(?P<day>\d{{1,2}})\s*[日号](?P<before>{_BEFORE})?"
)
_NUMERIC_DAY = re.compile(
    r"(?P<year>20\d{2})\s*[-./]\s*(?P<month>\d{1,2})(?:\s*[-./]\s*(?P<day>\d{1,2}))?"
)
_MONTH = re.compile(
    rf"{_YEAR}(?P<month>\d{{1,2}}|十[一二]?|[一二三四五六七八九])\s*月\s*(?:份)?"
    rf"(?P<part>上旬|中旬|下旬|初|中|月?底|月?末)?(?P<before>{_BEFORE})?(?!\s*\d)"
)
_QUARTER = re.compile(
    rf"{_YEAR}第?\s*(?P<quarter>[一二三四1-4])\s*季度\s*(?P<end>末|底|内)?(?P<before>{_BEFORE})?"
)
_HALF = re.compile(rf"{_YEAR}(?P<half>[上下])半年\s*(?P<end>末|底|内)?(?P<before>{_BEFORE})?")
_YEAR_END = re.compile(
    rf"(?<![半几\d一二两三四五六七八九十]){_YEAR}"
    rf"(?P<end>年\s*(?:底|末|终(?!考|评|总结|述|绩|目标)|内)|年?度内|底|末)(?P<before>{_BEFORE})?"
)
_WHOLE_YEAR = re.compile(r"(?:(?P<year>20\d{2})\s*年(?:度)?(?:内)?(?:\s*全年)?|^(?:本年度?)?全年)$")
_LONGEST_TIME = 40
_DONE = r"(?:之?前)?(?:按时|全部|基本)?(?:完成|落实|报送|取得.{1,6}|见效|到位|推进|实施|进行|开展)?"
_RECURRING = re.compile(
    r"(?:每|按)(?:年|半年|个?季度?|个?月|周|日|天).{0,16}|.{0,12}个?工作日.{0,6}|随.{1,8}(?:同步|更新)"
)
_EVERY = (
    ("half_year", re.compile(r"每半年|每隔半年|半年度?(?=至少|不少于|召开|开展|组织|一次)")),
    ("quarter", re.compile(r"每个?季度?|按季度?|逐季|季度(?=至少|不少于|召开|开展|通报)")),
    ("month", re.compile(r"每个?月(?!\s*\d*\s*[次篇]?以)|按月|逐月|月均|每月度|月(?=报送|更新)")),
    ("week", re.compile(r"每个?(?:周|星期)|按周|逐周|周均|周(?=报送|更新)")),
    ("day", re.compile(r"每日|每天|每个?工作日|逐日")),
    ("year", re.compile(r"每年度?|每个?年度|年内|全年|一年内|年均|每一?年|本年度|年度内")),
)
_LASTS = r"(?:个?工作日|个?自然日|小时|分钟|天|日)"
_COUNTED = rf"(?:{_LASTS}|人次|场次|课时|学时|[次篇场期条种个项件例份轮批部类名家人])"
_COUNTS = r"(?:人次|场次|[次篇场期轮批]|课时|学时)"
_LEAST = re.compile(
    rf"(?:不得?少于|不得?低于|至少|最少|≥|不应少于|应不少于)[^\d一二两三四五六七八九十百%，,。；;]{{0,12}}"
    rf"(?P<n>{_N})\s*(?P<unit>{_COUNTED})"
)
_MORE = re.compile(rf"(?P<n>{_N})\s*(?P<unit>{_COUNTED})(?:及|或者?)?以上")
_TIMES = re.compile(rf"(?P<n>{_N})\s*(?:[-—–~～至到]\s*{_N}\s*)?(?!{_LASTS})(?P<unit>{_COUNTED})")
_SO_OFTEN = re.compile(rf"(?<![第每同前上首本这该])(?P<n>{_N})\s*(?P<unit>{_COUNTS})(?![性数])")
_EVERY_FEW = re.compile(rf"每(?:隔)?(?P<n>双|{_N})个?月")
_PERCENT = re.compile(
    r"(?:不得?少于|不得?低于|至少|达到|达|保持在|≥|须达到|超过)\s*(?P<n>\d{1,3})\s*[%％]"
    r"|(?P<m>\d{1,3})\s*[%％](?:及)?以上|(?P<full>(?:达到|达|实现|保持)\s*百分之百)"
)
_WITHIN = re.compile(rf"(?P<n>{_N})\s*个?\s*(?P<unit>工作日|小时|自然日|天|日|个月)\s*(?:之|以)?内")
_TIME = r"(?:(?:20\d{2}年)?\d{1,2}月(?:\d{1,2}[日号])?|第?[一二三四1-4]季度|[上下]半年)"
_LISTED = re.compile(
    rf"(?P<times>{_TIME}(?:[、和及与]{_TIME})+)(?P<mark>[底末]?(?:之前|以前|前)|[底末]?各)"
)
_WHOLE_LISTS = {"上下": "每半年", "一二三四": "每季度", "1234": "每季度"}
_CLAUSE = re.compile(r"[，,。；;！!？?\n]")
_QUARTERS = dict(zip("一二三四1234", (1, 2, 3, 4, 1, 2, 3, 4), strict=True))
_TENTHS = {"上旬": 10, "初": 10, "中旬": 20, "中": 15}
_LONGEST_CLAUSE = 120


def read_deadline(words: str, year: int) -> date | None:
    """The last day a 完成时限 names; None for 长期坚持, 每月 and what names no day.

    全年 ends with the year; 每年, 每月 come again and have no last day.
    """
    text = re.sub(r"\s+", "", words)
    days = [day for _, day in _days(text, year, bare=True)]
    if days:
        return max(days)
    whole = _WHOLE_YEAR.search(text)
    return date(int(whole["year"] or year), 12, 31) if whole else None


def is_time(words: str, year: int, lasting: Sequence[str]) -> bool:
    """Whether words say until when and nothing else; ``lasting`` begin what has no end."""
    text = re.sub(r"\s", "", words).strip("（）()。；;，,")
    if not text or len(text) > _LONGEST_TIME or text.isdecimal():
        return False
    if text.startswith(tuple(lasting)):
        return len(text) <= 20
    if _RECURRING.fullmatch(text):
        return True
    return read_deadline(text, year) is not None and len(_without_days(text, year)) <= 8


def _without_days(text: str, year: int) -> str:
    """What is left of a text when its days and what is usual behind them are taken away."""
    rest = text
    for pattern, _ in _PATTERNS:
        rest = pattern.sub("", rest)
    return re.sub(rf"^{_DONE}|[、,，]|全年|20\d{{2}}年度?", "", rest)


def subtasks_in(requirement: str, year: int) -> tuple[Subtask, ...]:
    """What the wording of a task asks by a day, so often, or at least so many times."""
    found: list[Subtask] = []
    for clause in clauses(requirement):
        for words in _each_time(re.sub(r"\s+", "", clause)):
            one = _subtask(clause, words, year)
            if one is not None and one not in found:
                found.append(one)
    return tuple(found)


def _each_time(text: str) -> Iterator[str]:
    """A clause once for each of the times it lists (6月20日、12月20日前; 二季度、四季度各一次)."""
    listed = _LISTED.search(text)
    if listed is None:
        yield text
        return
    times = re.split("[、和及与]", listed["times"])
    every = _WHOLE_LISTS.get("".join(re.sub("第|季度|半年", "", one) for one in times))
    for time in [every] if every else times:
        mark = "" if every else listed["mark"]
        yield text[: listed.start()] + time + mark + text[listed.end() :]


def subtasks_of(requirement: str, deadline_text: str, year: int) -> tuple[Subtask, ...]:
    """What a task asks; how often may stand in its 完成时限 alone (每季度末月25日前)."""
    found = subtasks_in(requirement, year)
    said = [
        one
        for one in subtasks_in(deadline_text, year)
        if (one.every and all(one.every != each.every for each in found))
        or (one.within and not any(each.within for each in found))
    ]
    return (*found, *said)


def clauses(text: str) -> Iterator[str]:
    """The clauses between commas and stops; what stands in brackets or quotes is not cut."""
    depth, start = 0, 0
    for at, char in enumerate(text):
        if char in "（(《“【〔[":
            depth += 1
        elif char in "）)》”】〕]":
            depth = max(0, depth - 1)
        elif _CLAUSE.match(char) and (depth == 0 or char in "。\n"):
            depth = 0
            yield text[start:at].strip()
            start = at + 1
    yield text[start:].strip()


def _subtask(clause: str, text: str, year: int) -> Subtask | None:
    """What a clause asks, read from ``text``: its words for one of the times it lists."""
    few = _EVERY_FEW.search(text)
    every = "" if few else frequency_in(text)
    least, counted = _least(text, _really_every(text, every))
    days = [] if _is_since(text) else [day for _, day in _days(text, year, bare=False)]
    if few:
        every, least = _few_months(number_in(few["n"].replace("双", "二")))
    if every in ("", "year") and not _really_every(text, every) and not _is_since(text):
        days, least, counted = _so_often(text, year, days, least, counted)
    if every == "year" and not least and not _really_every(text, every):
        every = ""
    within = _WITHIN.search(text)
    percent = _PERCENT.search(text)
    share = _share(percent) if percent else None
    if not (days or least or within or share or every):
        return None
    due = max(days, default=None)
    if due == date(year, 12, 31) and every == "year" and least:
        due = None
    return Subtask(
        text=_shortened(clause),
        due=due,
        every=every,
        at_least=least,
        counted=counted,
        percent=share,
        within=within.group().rstrip("内以之") if within else "",
    )


def _few_months(months: int) -> tuple[str, int | None]:
    """每两个月 is six times a year, 每三个月 every quarter."""
    known = {1: ("month", 1), 3: ("quarter", 1), 6: ("half_year", 1), 12: ("year", 1)}
    if months in known:
        return known[months]
    return ("year", 12 // months) if 1 < months < 12 else ("", None)


def _so_often(
    text: str, year: int, days: list[date], least: int | None, counted: str
) -> tuple[list[date], int | None, str]:
    """A number of times by a day, which needs no 前 (上半年、下半年各举办一场)."""
    found = _SO_OFTEN.search(text)
    if found is None:
        return days, least, counted
    days = days or [day for _, day in _days(text, year, bare=True)]
    if (days or frequency_in(text)) and least is None:
        least, counted = number_in(found["n"]), found["unit"]
    return days, least, counted


def frequency_in(text: str) -> str:
    """The period something returns in: year, half_year, quarter, month, week, day, or none."""
    for period, pattern in _EVERY:
        if pattern.search(text):
            return period
    return ""


def _really_every(text: str, every: str) -> bool:
    """年内, 全年 and 本年度 alone say no frequency."""
    return bool(every) and (every != "year" or re.search(r"每一?个?年", text) is not None)


def _least(text: str, recurring: bool) -> tuple[int | None, str]:
    for pattern in (_LEAST, _MORE):
        found = pattern.search(text)
        if found:
            return number_in(found["n"]), found["unit"]
    if recurring:
        for found in _TIMES.finditer(text):
            if not text[: found.start()].endswith(("第", "前", "每", "同")):
                return number_in(found["n"]), found["unit"]
        return 1, ""
    return None, ""


def _share(found: re.Match[str]) -> int:
    return 100 if found["full"] else int(found["n"] or found["m"])


def _is_since(text: str) -> bool:
    """A day that something began on, not one to be ready by."""
    return bool(re.search(r"(起施行|起实施|起执行|日起|以来|月起|年起)", text))


def _shortened(clause: str) -> str:
    return clause if len(clause) <= _LONGEST_CLAUSE else clause[: _LONGEST_CLAUSE - 1] + "…"


def _days(text: str, year: int, *, bare: bool) -> Iterator[tuple[int, date]]:
    """Days named in a text; ``bare`` also takes those that are not followed by 前."""
    rest = text
    for pattern, read in _PATTERNS:
        for found in pattern.finditer(rest):
            groups = found.groupdict()
            marked = groups.get("before") or groups.get("end") or _is_end(groups.get("part"))
            if not (bare or marked):
                continue
            day = read(groups, _year_of(groups, year))
            if day is not None:
                yield found.start(), day
        rest = pattern.sub(lambda found: "·" * len(found.group()), rest)


def _is_end(part: str | None) -> bool:
    return bool(part) and part not in ("初", "中")


def _year_of(groups: dict[str, str | None], year: int) -> int:
    if groups.get("year"):
        return int(groups["year"] or year)
    return year + 1 if (groups.get("rel") or "") in ("明", "次", "下", "下一") else year


def _from_day(groups: dict[str, str | None], year: int) -> date | None:
    return _valid(year, int(groups["month"] or 0), int(groups["day"] or 0))


def _from_numeric(groups: dict[str, str | None], year: int) -> date | None:
    month = int(groups["month"] or 0)
    return _valid(year, month, int(groups["day"])) if groups["day"] else _last(year, month)


def _from_month(groups: dict[str, str | None], year: int) -> date | None:
    month = number_in(groups["month"] or "")
    day = _TENTHS.get(groups["part"] or "")
    return _valid(year, month, day) if day else _last(year, month)


def _from_quarter(groups: dict[str, str | None], year: int) -> date | None:
    return _last(year, 3 * _QUARTERS[groups["quarter"] or "四"])


def _from_half(groups: dict[str, str | None], year: int) -> date | None:
    return _last(year, 6 if groups["half"] == "上" else 12)


def _from_year_end(groups: dict[str, str | None], year: int) -> date | None:
    if groups["end"] in ("底", "末", "度内") and not (groups["year"] or groups["rel"]):
        return None
    return date(year, 12, 31)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _last(year: int, month: int) -> date | None:
    if not 1 <= month <= 12:
        return None
    return date(year, month, month_lengths.monthrange(year, month)[1])


_PATTERNS = (
    (_DAY, _from_day),
    (_NUMERIC_DAY, _from_numeric),
    (_MONTH, _from_month),
    (_QUARTER, _from_quarter),
    (_HALF, _from_half),
    (_YEAR_END, _from_year_end),
)
