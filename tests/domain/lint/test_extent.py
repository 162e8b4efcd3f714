"""Where a letter ends and its enclosures begin (GB/T 9704—2012 7.3.4, 7.3.7)."""

from __future__ import annotations

import pytest

from gongkai_desktop.domain.lint.extent import own_lines

HEAD = (
    "某县水利局政府信息公开申请答复书|水公开答〔2026〕3号|赵某：|本机关于2026年3月2日收到您的申请。"
)
FOOT = "某县水利局|2026年3月20日"
NOTE = "（联系机构：办公室；电话：0000-1234567）"
PAPER = "关于印发某某方案的通知|水发〔2018〕3号|各乡镇：|现印发给你们。|某县水利局|2018年3月4日"

LETTERS = [
    # the letter's own lines, what follows them
    (f"{HEAD}|{FOOT}", ""),
    (f"{HEAD}|{FOOT}|{NOTE}", f"附件1|{PAPER}"),
    (f"{HEAD}|{FOOT}", f"附件：|{PAPER}"),
    (f"{HEAD}|{FOOT}|{NOTE}", PAPER),
    (f"{HEAD}|{FOOT}", PAPER.removeprefix("关于印发某某方案的通知|")),
    (f"{HEAD}|某县水利局|（印章）|二〇二六年三月二十日", f"附件|{PAPER}"),
    (f"{HEAD}|某县水利局|2026.3.20|{NOTE}", f"附件|{PAPER}"),
    # its date, its signature or both left out
    (f"{HEAD}|某县水利局|{NOTE}", f"附件1|{PAPER}"),
    (f"{HEAD}|2026年3月20日", f"附件|{PAPER}"),
    (HEAD, f"附件1|{PAPER}"),
    (HEAD, f"附件|1.某某清单|第一项，材料费。|{PAPER}"),
    # the list of enclosures stands in the letter
    (f"{HEAD}|附件：1.某某方案（6页）|2.某某清单|{FOOT}", f"附件1|{PAPER}"),
    (f"{HEAD}|附件：|1.某某方案（6页）|2.某某清单|{FOOT}", f"附件1|{PAPER}"),
    (f"{HEAD}|附件|1.某某方案|2.某某清单|{FOOT}|{NOTE}", f"附件1|{PAPER}"),
    (f"{HEAD}|{FOOT}|附件：|1.某某方案（6页）|2.某某清单", ""),
    (f"{HEAD}|{FOOT}|附件：某某方案|{NOTE}|抄送：县政府办公室", f"附件|{PAPER}"),
    # a date that a hard line break left alone ends nothing
    (f"{HEAD}|您于|2026年3月2日|提出的申请，关于某某事项的通知|各村：|属于上述情形。|{FOOT}", ""),
    (f"附件3|{HEAD}|{FOOT}", ""),
]


@pytest.mark.parametrize(("own", "enclosed"), LETTERS)
def test_a_letter_ends_before_its_enclosures(own: str, enclosed: str) -> None:
    lines = [line for line in f"{own}|{enclosed}".split("|") if line]
    assert lines[: own_lines(lines)] == own.split("|")
