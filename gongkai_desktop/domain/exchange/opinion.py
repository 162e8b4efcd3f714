"""What a section gives back on a request handed to it (拟办意见、检索记录), and what it was given.

The same record travels in a package and in the plain 反馈表 that a section without the program
fills in; it is judged by the same rules either way (条例第四十五条：登记、审核、办理、答复).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.intake.cells import UnreadableError, read_day
from gongkai_desktop.domain.wording import date_words

VIEWS = ("可以公开", "部分公开", "不予公开", "无法提供", "不予处理", "其他")
"""公开属性的意见, as the 协办通知单 asks for it."""

SEARCH_COLUMNS = {
    "date": "检索日期",
    "place": "检索位置",
    "words": "检索词和期间",
    "method": "检索方式",
    "person": "检索人",
    "result": "检索结果",
    "found": "找到的信息",
}
METHODS = ("系统检索", "人工查阅", "系统检索与人工查阅相结合")
RESULTS = ("未找到", "找到", "找到部分")
_NEEDED = ("date", "place", "words", "person", "result")

TEXTS = {
    "register_no": "登记号",
    "assignment": "协办编号",
    "section": "承办科室",
    "view": "意见",
    "basis": "依据条款",
    "reasons": "理由",
    "hints": "需要提醒",
    "person": "经办人",
    "head": "科室负责人",
    "phone": "联系电话",
}
_LONGEST = 4000
_MOST_SEARCHES = 200


@attrs.frozen(kw_only=True)
class SectionOpinion:
    """The opinion of a section; ``assignment`` names the row of 批办催办 it answers.

    ``searches`` are rows of the 检索记录 by the keys of SEARCH_COLUMNS, ``date`` the day it was
    given back (反馈日期).
    """

    register_no: str
    assignment: str
    section: str
    view: str
    date: date
    basis: str = ""
    reasons: str = ""
    hints: str = ""
    person: str = ""
    head: str = ""
    phone: str = ""
    searches: tuple[Mapping[str, str], ...] = ()

    @property
    def words(self) -> str:
        """The opinion in sentences, as ledger and 审批单 bear it."""
        parts = [
            self.view + (f"，依据{self.basis}" if self.basis else ""),
            f"理由：{self.reasons}" if self.reasons else "",
            f"需要提醒：{self.hints}" if self.hints else "",
        ]
        return "。".join(part.rstrip("。；") for part in parts if part) + "。"

    @property
    def signed(self) -> str:
        """Who gave it and when: 征收科（丁某，负责人己某）2026年11月18日."""
        head = f"负责人{self.head}" if self.head else ""
        people = "，".join(one for one in (self.person, head) if one)
        return f"{self.section}{f'（{people}）' if people else ''}{date_words(self.date)}"


def opinion_record(opinion: SectionOpinion) -> dict[str, Any]:
    """The opinion as JSON values."""
    record = attrs.asdict(opinion)
    return {**record, "date": opinion.date.isoformat(), "searches": [*map(dict, opinion.searches)]}


def opinion_from_record(record: Any) -> SectionOpinion:
    """Read an opinion back; raises UserError naming what is missing or cannot be."""
    if not isinstance(record, Mapping):
        raise UserError("反馈读不出来", "请科室重新生成反馈包，或者改用反馈表")
    texts = {name: _text(record.get(name), title) for name, title in TEXTS.items()}
    if texts["view"] not in VIEWS:
        raise UserError(
            f"反馈里的意见“{texts['view'][:20]}”不对" if texts["view"] else "反馈里没有填写意见",
            f"请填：{'、'.join(VIEWS)}",
        )
    for name in ("register_no", "assignment", "section"):
        if not texts[name]:
            raise UserError(f"反馈里没有{TEXTS[name]}", "请用随协办包下发的反馈表，不要删改表头")
    if texts["view"] != VIEWS[0] and not texts["reasons"]:
        raise UserError(f"意见是“{texts['view']}”，没有写理由", "请科室补写理由和依据")
    return SectionOpinion(
        **texts,
        date=_day(record.get("date"), "反馈日期"),
        searches=_searches(record.get("searches")),
    )


def _text(value: Any, title: str) -> str:
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise UserError(f"反馈里的{title}不是文字，或者太长", f"请写{_LONGEST}字以内的文字")
    return value.strip()


def _day(value: Any, title: str) -> date:
    words = str(value or "")[:40]
    try:
        day = read_day(words)
    except UnreadableError:
        raise UserError(f"{title}“{words}”不是日期", "请写成 2026-11-18 的样子") from None
    if day is None:
        raise UserError(f"没有填写{title}", "请写成 2026-11-18 的样子")
    return day


def _searches(value: Any) -> tuple[Mapping[str, str], ...]:
    if not isinstance(value, Sequence) or isinstance(value, str) or len(value) > _MOST_SEARCHES:
        raise UserError("反馈里的检索记录读不出来", "请科室重新填写检索记录")
    return tuple(_search(one, at) for at, one in enumerate(value, start=1))


def _search(value: Any, at: int) -> Mapping[str, str]:
    if not isinstance(value, Mapping):
        raise UserError(f"检索记录第{at}行读不出来", "请科室重新填写检索记录")
    line = {key: _text(value.get(key), title) for key, title in SEARCH_COLUMNS.items()}
    lacking = [SEARCH_COLUMNS[key] for key in _NEEDED if not line[key]]
    if lacking:
        raise UserError(
            f"检索记录第{at}行没有填写{'、'.join(lacking)}", "请科室补全，或者删去这一行"
        )
    line["date"] = _day(line["date"], f"检索记录第{at}行的日期").isoformat()
    for key, choices in (("method", METHODS), ("result", RESULTS)):
        if line[key] and line[key] not in choices:
            title = SEARCH_COLUMNS[key]
            raise UserError(
                f"检索记录第{at}行的{title}“{line[key][:20]}”不对", f"请填：{'、'.join(choices)}"
            )
    if line["result"] != RESULTS[0] and not line["found"]:
        raise UserError(f"检索记录第{at}行找到了信息，没有写明名称", "请写明名称、文号或者页数")
    return line
