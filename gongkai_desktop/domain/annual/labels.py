"""What rows and columns of published tables are known by, changed wordings too (行名列名)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

import attrs

from gongkai_desktop.domain.annual.cells import (
    CARRIED_IN,
    CARRIED_OUT,
    DONE,
    LAST_RESULT_2021,
    NEW,
    OTHER_2019,
    SHAPE_2021,
    Shape,
)

Grid = Sequence[Sequence[str]]

_COLUMN_WORDS = {
    "natural": "自然人",
    "biz": "商业企业|^企业",
    "research": "科研",
    "public_good": "公益",
    "legal_svc": "法律服务",
    "other_org": "^其[他它](组织)?$",
    "total": "^[总合]计$",
}
_ROW_WORDS = (
    ("结转下", CARRIED_OUT),
    ("上年结转|上年度结转|上一年结转", CARRIED_IN),
    ("本年新收|新收政府信息|本年度新收", NEW),
    ("国家秘密", "r3_3_1_state_secret"),
    ("禁止公开", "r3_3_2_other_law"),
    ("三安全", "r3_3_3_three_safety"),
    ("第三方", "r3_3_4_third_party"),
    ("三类内|内部事务", "r3_3_5_internal"),
    ("过程性", "r3_3_6_process"),
    ("执法案卷", "r3_3_7_enforcement_file"),
    ("行政查询", "r3_3_8_admin_query"),
    ("不掌握", "r3_4_1_not_held"),
    ("没有现成|另行制作", "r3_4_2_no_existing"),
    ("补正后", "r3_4_3_unclear_after_correction"),
    ("信访", "r3_5_1_petition"),
    ("重复申请", "r3_5_2_duplicate"),
    ("出版物", "r3_5_3_publication"),
    ("大量反复", "r3_5_4_abusive"),
    ("重新出具", "r3_5_5_reconfirm"),
    ("逾期不补正|不补正", "r3_6_1_overdue_correction"),
    ("缴纳费用|收费通知", "r3_6_2_overdue_fee"),
    ("其他处理|其它处理", OTHER_2019),
    ("部分公开", "r3_2_partial"),
    ("予以公开", "r3_1_open"),
    ("^七?[总合]计", DONE),
    ("^3?其[他它]$", LAST_RESULT_2021),
)
_GROUP = re.compile("^[三四五六]?(不予公开|无法提供|不予处理|其[他它]处理)(?=.)")
"""The name of a group before that of its row, where both stand in one cell."""
_NOTE = re.compile("^(注|说明|备注|填表|填报)")
_LONGEST_HEADING = 14
"""Characters of the longest heading of a column; longer text is a note."""


@attrs.frozen
class Labels:
    """What rows and columns of 表二 are known by: the house's words, and a newer form's own.

    ``shape`` is the form's; its own rows and columns are known by their printed words alone.
    """

    shape: Shape = SHAPE_2021

    def row(self, label: str) -> str:
        """The row a label names, however it is worded; empty where none, and for notes."""
        if _NOTE.match(label):
            return ""
        own = self._own(label, self.shape.rows)
        inner = _GROUP.sub("", label)
        return own or _named(inner) or _named(label)

    def column(self, text: str) -> str:
        """The column a heading names; empty where none."""
        if len(text) > _LONGEST_HEADING:
            return ""
        own = self._own(text, self.shape.columns)
        return own or next(
            (key for key, words in _COLUMN_WORDS.items() if re.search(words, text)), ""
        )

    def _own(self, text: str, keys: Iterable[str]) -> str:
        printed = ((one, self.shape.names.get(f"table2.{one}", "")) for one in keys)
        return next((one for one, words in printed if text and plain(words) == text), "")


def _named(label: str) -> str:
    return next((key for words, key in _ROW_WORDS if re.search(words, label)), "")


def plain(text: str) -> str:
    """A label without spaces, punctuation and width, for comparing."""
    return "".join(re.findall(r"\w+", unicodedata.normalize("NFKC", text))).replace("_", "")
