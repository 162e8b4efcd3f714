"""A scoring table as published (评分办法、考核细则), read into indicators an office can confirm.

Tables come as grids of text with merged cells filled. Points and standards are taken as they
stand; a deduction the program can count by itself is proposed, ledgers that hold proof too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import attrs

from gongkai_desktop.domain.annual.number import Number, read_number
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.scoring import CORRECTED, Deduction, Indicator

Grid = Sequence[Sequence[str]]

_TITLES = (
    "四级指标",
    "三级指标",
    "二级指标",
    "评分项目",
    "考核内容",
    "评估内容",
    "评价内容",
    "指标名称",
)
_TITLES_TOO = ("考核指标", "评价指标", "评估指标", "考核要点", "指标内容", "内容", "指标")
_GROUPS = ("一级指标", "指标类别", "类别", "考核项目", "考核类别", "评估项目", "项目", "大类")
_POINTS = ("分值", "满分", "标准分", "权重", "赋分", "基本分", "分数")
_STANDARDS = ("评分标准", "评分细则", "评分办法", "计分办法", "扣分标准", "扣分办法", "考核标准")
_STANDARDS_TOO = ("考核细则", "评分说明", "评价标准", "评估标准", "赋分标准", "考核办法")
_PROOFS = ("佐证材料", "证明材料", "佐证", "材料清单", "所需材料", "评估方式", "采样方式")
_SUM = re.compile(r"^(合计|总计|总分|小计|得分)")
_LATE = re.compile(
    r"(?:超期|逾期|超时)[^；。;]{0,16}?每?(?:件|例|条|次|1件|一件)[^；。;\d]{0,4}?扣(\d+(?:\.\d+)?)分"
)
_CORRECTED = re.compile(
    r"(?:纠错|纠正|败诉|撤销)[^；。;]{0,16}?每?(?:件|例|次)[^；。;\d]{0,4}?扣(\d+(?:\.\d+)?)分"
)
_FEWEST = 2


@attrs.frozen(kw_only=True)
class _Columns:
    """Where in a table the parts of an indicator stand; -1 for one it has no column for."""

    title: int
    points: int
    group: int = -1
    standard: int = -1
    proof: int = -1


def indicators_in(grids: Iterable[Grid], ledgers: Mapping[str, str]) -> tuple[Indicator, ...]:
    """The indicators of a published table; ``ledgers`` are titles by key.

    Raises UserError where no table has a heading for the indicator and one for its points.
    """
    found: list[Indicator] = []
    for grid in grids:
        columns: _Columns | None = None
        for row in grid:
            heads = _columns(row)
            if heads is not None:
                columns = heads
            elif columns is not None:
                _take(found, row, columns)
    if len(found) < _FEWEST:
        raise UserError(
            "没有找到评分表",
            "表头要有一列“指标”（或者考核内容）和一列“分值”，有“评分标准”一列的会一起读入",
        )
    return tuple(
        attrs.evolve(one, key=f"own{at}", rules=_rules(one.standard), proof=_proof(one, ledgers))
        for at, one in enumerate(found, start=1)
    )


def _columns(row: Sequence[str]) -> _Columns | None:
    words = ["".join(text.split()) for text in row]
    points = _first(words, _POINTS)
    title = _first(words, (*_TITLES, *_TITLES_TOO))
    standard = _first(words, (*_STANDARDS, *_STANDARDS_TOO))
    group = _first(words, _GROUPS)
    if title < 0 and standard < 0:
        title = group
    if points < 0 or (title < 0 and standard < 0):
        return None
    return _Columns(
        title=title if title >= 0 else standard,
        points=points,
        group=group if group != title else -1,
        standard=standard if title >= 0 else -1,
        proof=_first(words, _PROOFS),
    )


def _first(words: Sequence[str], wanted: Sequence[str]) -> int:
    """The column under the first of some headings; a unit in brackets may follow it."""
    for one in wanted:
        for at, text in enumerate(words):
            if re.fullmatch(rf"{one}(?:[（(].*[）)])?", text):
                return at
    return -1


def _take(found: list[Indicator], row: Sequence[str], columns: _Columns) -> None:
    title, full = _cell(row, columns.title), _points(_cell(row, columns.points))
    group = _cell(row, columns.group)
    if not title or full is None or _SUM.match(title) or _SUM.match(group):
        return
    standard = _cell(row, columns.standard)
    proof = _cell(row, columns.proof)
    if proof and proof not in standard:
        standard = f"{standard}（材料：{proof}）" if standard else f"材料：{proof}"
    last = found[-1] if found else None
    if last is not None and (last.group, last.title, last.full) == (group, title, full):
        # one indicator over several lines: its points were written once, its standards are many
        if standard and standard not in last.standard:
            found[-1] = attrs.evolve(last, standard=f"{last.standard}；{standard}".lstrip("；"))
        return
    found.append(Indicator(key="", group=group, title=title, full=full, standard=standard))


def _cell(row: Sequence[str], at: int) -> str:
    return " ".join(row[at].split()) if 0 <= at < len(row) else ""


def _points(text: str) -> Number | None:
    number = read_number(text.replace("分", "").replace("%", ""))
    return number if number is not None and number > 0 else None


def _rules(standard: str) -> tuple[Deduction, ...]:
    """What the program can count by itself: late answers, decisions corrected."""
    found = []
    for pattern, count, cells in (
        (_LATE, "requests.late", ""),
        (_CORRECTED, "", CORRECTED),
    ):
        match = pattern.search(standard)
        each = read_number(match.group(1)) if match else None
        if match and each:
            found.append(Deduction(words=match.group(), each=each, count=count, cells=cells))
    return tuple(found)


def _proof(one: Indicator, ledgers: Mapping[str, str]) -> tuple[str, ...]:
    """Ledgers whose names the words of an indicator mention."""
    words = one.title + one.standard
    stems = {
        key: re.sub("(登记簿?|台账|记录|情况|信息)$", "", title) for key, title in ledgers.items()
    }
    return tuple(key for key, stem in stems.items() if len(stem) > 1 and stem in words)
