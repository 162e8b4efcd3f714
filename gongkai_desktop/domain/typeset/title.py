"""Breaks a title by its meaning (标题分行): words whole, lines shaped 梯形 or 菱形.

GB/T 9704-2012, 7.3.1: 排列对称、长短适宜、间距恰当, never hourglass or rectangle.
"""

from __future__ import annotations

import re
from itertools import combinations, pairwise

from gongkai_desktop.domain.typeset.breaker import break_levels, break_lines
from gongkai_desktop.domain.typeset.metrics import Ruler

# Words a title of a letter is made of; none of them is ever parted.
_WORDS = re.compile(
    "政府信息公开|政府信息|信息公开|申请人|申请|登记|补正|答复|延长|延迟|期限|征求|意见|情况|告知书|"
    "答复书|通知书|意见书|反馈表|说明理由|信息处理费|收费|内部|协办|检索|决定|更正|撤回|终止|办理|"
    "处理|送达|回证|回执|交接单|履行|自行|纠正|第三方|移送|关于|人民政府|委员会|办公室|街道办事处|"
    "自然资源|规划|住房|城乡建设|人力资源|社会保障|发展|改革|市场|监督|管理|经济|信息化|文化|旅游|"
    "体育|卫生|健康|生态环境|应急|交通运输|农业农村|行政审批|服务|数据|综合|执法|开发区|退役军人|"
    "事务|医疗保障|教育|科学|技术|财政|民政|司法|公安|审计|统计|水利|林业|商务|投资|促进|中心"
)
_UNIT_ENDS = "省市县区镇乡局委厅处院州盟旗"
_JOINERS = "和与及"

_NEVER = 1000.0
_WITHIN_NAME = 9.0
_AT_WORD = 4.0
_AT_UNIT = 2.5
_MAX_LINES = 5


def break_title(title: str, organ: str, ruler: Ruler, measure: float) -> tuple[str, ...]:
    """The lines of ``title`` within ``measure`` points; the organ's name keeps a line if it can."""
    room = measure / ruler.pitch
    widths = [advance / ruler.pitch for advance in ruler.advances(title)]
    total = sum(widths)
    if total <= room * 0.6:
        return (title,)
    costs = _costs(title, organ)
    best: tuple[float, tuple[int, ...]] | None = None
    least = int(total / room - 0.001) + 1
    for count in range(least, min(least + 2, _MAX_LINES) + 1):
        found = _best_of(count, costs, widths, room)
        if found and (best is None or found[0] + 6 * (count - least) < best[0]):
            best = (found[0] + 6 * (count - least), found[1])
    if best is None:
        return tuple(title[s.start : s.end] for s in break_lines(title, ruler, measure))
    edges = (0, *best[1], len(title))
    return tuple(title[a:b] for a, b in pairwise(edges))


def _costs(title: str, organ: str) -> dict[int, float]:
    """What a break before each position costs the meaning; forbidden positions are left out."""
    levels = break_levels(title)
    inside = {
        at for match in _WORDS.finditer(title) for at in range(match.start() + 1, match.end())
    }
    edges = {edge for match in _WORDS.finditer(title) for edge in match.span()}
    costs = {}
    for at in range(1, len(title)):
        if levels[at] and at not in inside:
            costs[at] = _cost(title, organ, at, at in edges)
    return costs


def _cost(title: str, organ: str, at: int, at_word: bool) -> float:
    before, after = title[at - 1], title[at]
    if organ and title.startswith(organ) and at == len(organ):
        return 0.0
    if title.startswith("关于", at):
        return 0.5
    if title.startswith("关于", at - 2) or after in "的书" or before in _JOINERS:
        return _WITHIN_NAME * 2
    if before == "的" or after in _JOINERS:
        return _AT_UNIT
    if before in _UNIT_ENDS and at < len(organ):
        return _AT_UNIT
    return _AT_WORD if at_word else _WITHIN_NAME


def _best_of(
    count: int, costs: dict[int, float], widths: list[float], room: float
) -> tuple[float, tuple[int, ...]] | None:
    if count == 1:
        total = sum(widths)
        return (3.0 + max(0.0, total - room * 0.75) * 2, ()) if total <= room else None
    ends = [0.0]
    for width in widths:
        ends.append(ends[-1] + width)
    places = _promising(costs, count)
    best: tuple[float, tuple[int, ...]] | None = None
    for breaks in combinations(places, count - 1):
        edges = (0, *breaks, len(widths))
        lines = [ends[b] - ends[a] for a, b in pairwise(edges)]
        if max(lines) > room:
            continue
        cost = sum(costs[at] for at in breaks) + _shape(lines, room)
        if best is None or cost < best[0]:
            best = (cost, breaks)
    return best


def _promising(costs: dict[int, float], count: int) -> list[int]:
    """The cheapest places, few enough that trying all combinations stays instant."""
    most = {2: 200, 3: 60, 4: 26}.get(count, 18)
    cheapest = sorted(costs, key=lambda at: (costs[at], at))[:most]
    return sorted(cheapest)


def _shape(lines: list[float], room: float) -> float:
    """What the outline costs: hourglass and rectangle are wrong, a stump of a line is ugly."""
    mean = sum(lines) / len(lines)
    cost = sum(abs(line - mean) for line in lines) / len(lines) * 0.5
    cost += 6.0 if min(lines) < 0.4 * max(lines) else 0.0
    cost += 3.0 if max(lines) - min(lines) < 0.9 else 0.0
    cost += max(0.0, max(lines) - room * 0.95) * 3
    if any(
        lines[at] < lines[at - 1] - 0.1 and lines[at] < lines[at + 1] - 0.1
        for at in range(1, len(lines) - 1)
    ):
        cost += 12.0
    return cost
