"""Misspellings of fixed names and common words, and the seams that only look like them."""

from datetime import date

import pytest

from gongkai_desktop.domain.review.draft import Draft
from gongkai_desktop.domain.review.engine import Scanner, checks_by_word
from gongkai_desktop.domain.review.source import Source
from gongkai_desktop.domain.review.spelling import Kind, Misspelling, Vocabulary
from gongkai_desktop.library.matcher import Matcher

WORDS = Vocabulary(words=frozenset({"公开", "条例", "督促"}))
ENTRIES = (
    Misspelling(kind=Kind.WORD, word="开采", mistaken=("", "条"), vocabulary=WORDS),
    Misspelling(kind=Kind.NAME, word="领导小组", mistaken=("", "", "", "姐"), vocabulary=WORDS),
    Misspelling(kind=Kind.LESSER_LEADER, word="赵一德", mistaken=("", "", "得"), vocabulary=WORDS),
)
SCANNER = Scanner(hits=Matcher(checks_by_word(ENTRIES)), readings=())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("依法开条矿产", [("WZ01", "中", "开采")]),
        ("政府信息公开条例", []),
        ("成立领导小姐", [("ZZ01", "严重", "领导小组")]),
        ("省委书记赵一得到我市调研", [("ZZ04", "严重", "赵一德")]),
        ("村民赵一得领取补贴", []),
    ],
)
def test_a_misspelling_is_found_unless_it_is_a_seam_or_another_person(text, expected):
    draft = Draft(Source(path="稿", text=text), date(2026, 11, 22))
    found = [(one.rule, one.severity.value, one.suggestion) for one in SCANNER.scan(draft)]
    assert found == expected
