"""Titles break by meaning (GB/T 9704-2012, 7.3.1: 词意完整, 梯形或菱形)."""

import sys
from pathlib import Path

import pytest

from gongkai_desktop.domain.typeset import grid
from gongkai_desktop.domain.typeset.metrics import Face, Ruler
from gongkai_desktop.domain.typeset.title import break_title

sys.path.insert(0, str(Path(__file__).parent))
from fake_metrics import PlainMetrics

RULER = Ruler(PlainMetrics(), Face.TITLE, grid.TITLE_SIZE, grid.TITLE_SIZE)
LONG = "新疆维吾尔自治区巴音郭楞蒙古自治州若羌县住房和城乡建设局（人民防空办公室）"


@pytest.mark.parametrize(
    ("organ", "kind", "expected"),
    [
        ("望江县司法局", "信息公开告知书", ("望江县司法局信息公开告知书",)),
        (
            "望江县自然资源和规划局",
            "政府信息公开申请答复书",
            ("望江县自然资源和规划局", "政府信息公开申请答复书"),
        ),
        (
            "望江县人民政府办公室",
            "政府信息公开申请答复期限延长告知书",
            ("望江县人民政府办公室", "政府信息公开申请答复期限延长告知书"),
        ),
        (
            LONG,
            "政府信息公开申请补正告知书",
            (
                "新疆维吾尔自治区巴音郭楞蒙古自治州",
                "若羌县住房和城乡建设局（人民防空办公室）",
                "政府信息公开申请补正告知书",
            ),
        ),
    ],
)
def test_titles_break_where_the_words_end(organ, kind, expected):
    assert break_title(organ + kind, organ, RULER, grid.WIDTH) == expected


@pytest.mark.parametrize("length", [1, 20, 21, 60, 150, 400])
def test_titles_of_any_length_keep_their_words_and_their_measure(length):
    title = ("县自然资源局关于道路工程征收补偿情况的答复" * 20)[:length]
    lines = break_title(title, "", RULER, grid.WIDTH)
    assert "".join(lines) == title
    assert all(RULER.measure(line) <= grid.WIDTH + 0.01 for line in lines)
