"""Addresses down to the household (到户住址); an office's own address is meant to be public."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai_desktop.domain.review.draft import Draft
from gongkai_desktop.domain.review.engine import Anchor
from gongkai_desktop.domain.review.finding import Finding, Severity
from gongkai_desktop.domain.review.personal import personal

_HAN = "[\\u4e00-\\u9fff]"
_N = "[0-9〇零一二三四五六七八九十百]{1,5}"
_ROAD = "(?:路|街|道|巷|弄|胡同|里|小区|花园|苑|新村|家园|城|公寓|社区|府|湾|庭|园|院|村)"
_HOUSE = "(?:号楼|幢|栋|座|#楼|#)"
_ROOM = (
    f"{_HAN}{{1,12}}?{_ROAD}{_HAN}{{0,10}}?"
    f"(?:{_N}(?:号|弄)(?:之{_N})?{_HAN}{{0,8}}?)?"
    f"(?:[A-Z]区)?(?:[A-Z]?{_N} ?(?:{_HOUSE}|号|区))?(?:{_N} ?单元)?(?:{_N}层)?"
    r"[A-Z]?\d{1,5}(?:-\d{1,4})? ?(?:室|房)"
)
_UNIT = (
    f"{_HAN}{{1,12}}?{_ROAD}{_HAN}{{0,6}}?(?:{_N}号)?{_HAN}{{0,8}}?(?:[A-Z]区)?[A-Z]?{_N} ?{_HOUSE}"
    f"(?:{_N} ?单元|-{_N}-)[A-Z]?(?:\\d{{1,5}})?"
)
_HOUSEHOLD = rf"{_HAN}{{2,12}}?[0-9A-Z]{{1,4}}(?:号楼|幢|座|单元)[^，。；\n]{{0,10}}?\d{{1,4}}户"
_DASHED = rf"{_HAN}{{1,12}}?{_ROAD}(?:{_N}号)?\d{{1,3}}-\d{{1,2}}-\d{{3,4}}"
_VILLAGE = (
    f"{_HAN}{{1,12}}?(?:村|屯|寨|庄|社区){_HAN}{{0,6}}?(?:第?{_N}(?:组|社|队|村民小组))?{_N}号"
    "(?![楼线院馆桥井库泵坑文令路厅样矿]|地块|公告|通告|窗口|机组)"
)
_ADDRESS = re.compile(f"{_ROOM}|{_UNIT}|{_HOUSEHOLD}|{_DASHED}|{_VILLAGE}")
_HOME = re.compile(
    f"{_HAN}{{1,12}}?{_ROAD}{_HAN}{{0,6}}?{_N}号(?:附{_N}号|之{_N})?(?![楼线院馆桥井库泵坑文令路厅样矿]|地块|公告|通告)"
)
"""A house number on a road is somebody's home only where the text says that he lives there."""
_INTRODUCED = re.compile("(?:坐落|位于|地址|居住|现住|家住|住址|住)(?:于|在|为|是)?")
_LIVES = re.compile("住址|现住|家住|居住|户籍|住在|家庭地址")
_ORGAN = re.compile(
    "中心|局|厅|委员会|办公室|办事处|研究所|事务所|派出所|司法所|医院|学校|学院|大学|馆|大厦|公司|法院"
    "|检察院|银行|政府|机构|大楼|科技园|广场|单位|车站|商场|酒店|宾馆|行政|办公|窗口|邮编|厂|受理|接待"
    "|会议|开标|评标|报名|资质|商铺|门面|店|站|院士|库|接收|地点|信访|值班|机关|党群|服务|支行|营业部"
    "|部门|协会|招标|仲裁|基地|公证|房产|标的|拍卖|不动产"
)


def _address(draft: Draft, start: int, end: int) -> Iterator[Finding]:
    low = max(0, start - 40)
    low = max(low, *(draft.text.rfind(mark, low, start) + 1 for mark in "，。；：:\n（、 "))
    high = min(len(draft.text), end + 30)
    match = _ADDRESS.search(draft.text, low, high)
    if match is None and _LIVES.search(draft.text, max(0, low - 8), start):
        match = _HOME.search(draft.text, low, high)
    if match is None or match.end() < start:
        return
    said = _INTRODUCED.search(match.group())
    start = match.start() + (said.end() if said else 0)
    if not _private(draft, start, match.end()):
        return
    advice = "只写到乡镇、街道或者小区"
    yield personal("YS09", Severity.HIGH, (start, match.end()), "到户的住址", advice)


def _private(draft: Draft, start: int, end: int) -> bool:
    """Whether someone lives there: said so, or no word of an office stands around it."""
    left, right = draft.sentence(start, end)
    left = max(left, start - 40)
    if _LIVES.search(draft.text, left, start):
        return True
    return _ORGAN.search(draft.text, left, min(right, end + 12)) is None


_FIGURES = "0123456789〇零一二三四五六七八九十百"
ADDRESSES = Anchor(
    tuple(f"{figure}{sign}" for figure in _FIGURES for sign in ("室", "户", "房", "号"))
    + tuple(f"{figure}{sign}" for figure in _FIGURES for sign in ("单元", "-")),
    _address,
)
"""YS09: road and number with room or unit, village with group and number."""
