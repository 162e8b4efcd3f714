"""Keys and names of every cell of the yearly report (年度报告格式，国办公开办函〔2021〕30号).

A cell is named by its path: ``table1.docs_made``, ``table2.r1_new.natural``,
``table3.review.upheld``. The printed wording stands in forms/reports/; the names here are the
short ones used in messages.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import attrs

from gongkai_desktop.domain.request import ApplicantKind

TOTAL: Final = "total"
KINDS: Final = tuple(kind.value for kind in ApplicantKind)
COLUMNS: Final = (*KINDS, TOTAL)

NEW: Final = "r1_new"
CARRIED_IN: Final = "r2_carried_in"
DONE: Final = "r3_7_total"
CARRIED_OUT: Final = "r4_carried_out"

GROUPS: Final[dict[str, str]] = {
    "r3_3": "（三）不予公开",
    "r3_4": "（四）无法提供",
    "r3_5": "（五）不予处理",
    "r3_6": "（六）其他处理",
}

_COMMON_RESULTS: Final[dict[str, str]] = {
    "r3_1_open": "（一）予以公开",
    "r3_2_partial": "（二）部分公开",
    "r3_3_1_state_secret": "1.属于国家秘密",
    "r3_3_2_other_law": "2.其他法律行政法规禁止公开",
    "r3_3_3_three_safety": "3.危及“三安全一稳定”",
    "r3_3_4_third_party": "4.保护第三方合法权益",
    "r3_3_5_internal": "5.属于三类内部事务信息",
    "r3_3_6_process": "6.属于四类过程性信息",
    "r3_3_7_enforcement_file": "7.属于行政执法案卷",
    "r3_3_8_admin_query": "8.属于行政查询事项",
    "r3_4_1_not_held": "1.本机关不掌握相关政府信息",
    "r3_4_2_no_existing": "2.没有现成信息需要另行制作",
    "r3_4_3_unclear_after_correction": "3.补正后申请内容仍不明确",
    "r3_5_1_petition": "1.信访举报投诉类申请",
    "r3_5_2_duplicate": "2.重复申请",
    "r3_5_3_publication": "3.要求提供公开出版物",
    "r3_5_4_abusive": "4.无正当理由大量反复申请",
    "r3_5_5_reconfirm": "5.要求行政机关确认或重新出具已获取信息",
}
_OTHERS_2021: Final[dict[str, str]] = {
    "r3_6_1_overdue_correction": "1.申请人无正当理由逾期不补正",
    "r3_6_2_overdue_fee": "2.申请人逾期未按收费通知要求缴纳费用",
    "r3_6_3_other": "3.其他",
}
OTHER_2019: Final = "r3_6_other"
LAST_RESULT_2021: Final = "r3_6_3_other"

RESULTS_2021: Final = (*_COMMON_RESULTS, *_OTHERS_2021)
"""The 21 result rows (办理结果) of the form in force since the report of 2021."""
RESULTS_2019: Final = (*_COMMON_RESULTS, OTHER_2019)
"""The 19 result rows of the trial form (国办公开办函〔2019〕60号), reports of 2019 and 2020."""

TABLE2_ROWS: Final = (NEW, CARRIED_IN, *RESULTS_2021, DONE, CARRIED_OUT)
"""All rows of 表二 of the form in force, top to bottom."""

ROW_NAMES: Final[dict[str, str]] = {
    NEW: "一、本年新收",
    CARRIED_IN: "二、上年结转",
    **_COMMON_RESULTS,
    **_OTHERS_2021,
    OTHER_2019: "（六）其他处理",
    DONE: "（七）总计",
    CARRIED_OUT: "四、结转下年度继续办理",
}
COLUMN_NAMES: Final[dict[str, str]] = {
    **{kind.value: kind.label for kind in ApplicantKind},
    TOTAL: "总计",
}

RULE_CELLS: Final = ("rules_made", "rules_repealed", "rules_valid")
DOCUMENT_CELLS: Final = ("docs_made", "docs_repealed", "docs_valid")
FEE: Final = "fee_amount_wan"
TABLE1: Final[dict[str, str]] = {
    "rules_made": "规章本年制发件数",
    "rules_repealed": "规章本年废止件数",
    "rules_valid": "规章现行有效件数",
    "docs_made": "行政规范性文件本年制发件数",
    "docs_repealed": "行政规范性文件本年废止件数",
    "docs_valid": "行政规范性文件现行有效件数",
    "licence_decisions": "行政许可本年处理决定数量",
    "penalty_decisions": "行政处罚本年处理决定数量",
    "coercion_decisions": "行政强制本年处理决定数量",
    FEE: "行政事业性收费本年收费金额",
}

TABLE1_2019: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "规范性文件": (
        ("docs_new", "本年新制作数量"),
        ("docs_published", "本年新公开数量"),
        ("docs_public", "对外公开总数量"),
    ),
    "规章": (
        ("rules_new", "本年新制作数量"),
        ("rules_published", "本年新公开数量"),
        ("rules_public", "对外公开总数量"),
    ),
    "行政许可": (
        ("licence_items", "上一年项目数量"),
        ("licence_change", "本年增/减"),
        ("licence_decisions", "处理决定数量"),
    ),
    "其他对外管理服务事项": (
        ("service_items", "上一年项目数量"),
        ("service_change", "本年增/减"),
        ("service_decisions", "处理决定数量"),
    ),
    "行政处罚": (
        ("penalty_items", "上一年项目数量"),
        ("penalty_change", "本年增/减"),
        ("penalty_decisions", "处理决定数量"),
    ),
    "行政强制": (
        ("coercion_items", "上一年项目数量"),
        ("coercion_change", "本年增/减"),
        ("coercion_decisions", "处理决定数量"),
    ),
    "行政事业性收费": (("fee_items", "上一年项目数量"), ("fee_change", "本年增/减")),
    "政府集中采购": (
        ("procurement_items", "采购项目数量"),
        ("procurement_amount", "采购总金额"),
    ),
}
"""表一 of the trial form of 2019: the cells of each row with their headings, left to right."""
_NAMES_2019: Final = {
    key: f"{row}{heading}" for row, cells in TABLE1_2019.items() for key, heading in cells
}

BLOCKS: Final[dict[str, str]] = {
    "review": "行政复议",
    "suit_direct": "未经复议直接起诉",
    "suit_after_review": "复议后起诉",
}
RESULTS3: Final[dict[str, str]] = {
    "upheld": "结果维持",
    "corrected": "结果纠正",
    "other": "其他结果",
    "pending": "尚未审结",
}
RESULT3_NAMES: Final[dict[str, str]] = {**RESULTS3, TOTAL: "总计"}


@attrs.frozen(kw_only=True)
class Shape:
    """Which cells a form has: those of 表一, the rows and columns of 表二.

    表三 is the same in all forms. ``names`` are the printed words of rows and columns the house has
    no short name for, by ``table2.row`` or ``table2.column``; ``redrawn`` are columns that count
    otherwise than those of the same name on an earlier form.
    """

    version: str
    table1: tuple[str, ...]
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    names: Mapping[str, str] = attrs.Factory(dict)
    redrawn: frozenset[str] = frozenset()

    @property
    def results(self) -> tuple[str, ...]:
        """The result rows (办理结果), which add up to （七）总计."""
        return tuple(row for row in self.rows if row.startswith("r3_") and row != DONE)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The applicant columns, which add up to 总计."""
        return tuple(column for column in self.columns if column != TOTAL)


SHAPE_2021: Final = Shape(version="2021", table1=(*TABLE1,), rows=TABLE2_ROWS, columns=COLUMNS)
"""The form in force since the report of 2021."""


def row_name(key: str) -> str:
    """A row of 表二 as named in messages, with its group where it has one."""
    group = GROUPS.get(key[:4], "")
    name = ROW_NAMES.get(key, key)
    return f"{group}{name}" if group and not name.startswith("（") else name


def result_rows(template: str) -> tuple[str, ...]:
    """The result rows of a form by its year (``2019`` or ``2021``)."""
    return RESULTS_2019 if template == "2019" else RESULTS_2021


def form_of(year: int | None) -> str:
    """The form a report of a year is due on: the 2021 one replaced the trial form of 2019.

    A report that names no year is taken for one on the form in force.
    """
    return "2021" if year is None or year >= 2021 else "2019"


def cell_name(path: str) -> str:
    """A cell in the words of the form, for messages: 表二“一、本年新收”行“自然人”列."""
    table, _, rest = path.partition(".")
    first, _, second = rest.partition(".")
    if table == "table1":
        return f"表一“{TABLE1.get(first) or _NAMES_2019.get(first, first)}”"
    if table == "table2" and not second:
        whole = f"“{COLUMN_NAMES[first]}”列" if first in COLUMN_NAMES else f"“{row_name(first)}”行"
        return f"表二{whole}"
    if table == "table2":
        return f"表二“{row_name(first)}”行“{COLUMN_NAMES.get(second, second)}”列"
    if table == "table3":
        return f"表三“{BLOCKS.get(first, first)}”的“{RESULT3_NAMES.get(second, second)}”"
    return path
