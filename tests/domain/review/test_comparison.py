"""Two versions of a draft (issue: 版本比较): what changed is told by paragraph."""

import pytest

from gongkai_desktop.domain.review.comparison import Mark, compare

SAME, ADDED, REMOVED, CHANGED = Mark.SAME, Mark.ADDED, Mark.REMOVED, Mark.CHANGED


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("甲段。\n乙段。", "甲段。\n\n  乙段。", [(SAME, 1), (SAME, 2)]),
        ("甲段。", "甲段。\n乙段。", [(SAME, 1), (ADDED, 2)]),
        ("甲段。\n乙段。", "乙段。", [(REMOVED, 1), (SAME, 1)]),
        ("定于11月20日举行培训。", "定于11月23日举行培训。", [(CHANGED, 1)]),
        ("定于本月举行培训。", "附件：缴费须知", [(REMOVED, 1), (ADDED, 1)]),
        ("", "甲段。", [(ADDED, 1)]),
        ("", "", []),
    ],
)
def test_what_happened_to_each_paragraph(old, new, told) -> None:
    assert [(one.mark, one.number) for one in compare(old, new)] == told


def test_the_words_that_changed_are_marked_and_both_texts_can_be_read_back() -> None:
    old, new = "请于11月20日前到3楼𠮷林厅办理。", "请于11月23日前到4楼𠮷林厅现场办理。"
    (change,) = compare(old, new)
    assert "".join(one.text for one in change.pieces if one.mark is not REMOVED) == new
    assert "".join(one.text for one in change.pieces if one.mark is not ADDED) == old
    assert "现场" in [one.text for one in change.pieces if one.mark is ADDED]


def test_a_very_long_paragraph_is_shown_whole() -> None:
    old = "甲" * 5000
    assert [one.mark for one in compare(old, old + "乙")] == [REMOVED, ADDED]
