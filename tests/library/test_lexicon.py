"""Every entry carries its own examples: what it must find and what it must leave alone."""

from datetime import date

import pytest

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.overlay import Overlay
from gongkai_desktop.domain.review.draft import Draft
from gongkai_desktop.domain.review.engine import Scanner, checks_by_word
from gongkai_desktop.domain.review.source import Source
from gongkai_desktop.library.lexicon import OFF_KEY, load_entries, load_packs
from gongkai_desktop.library.matcher import Matcher
from gongkai_desktop.library.spelling import load_misspellings

PACKS = load_packs()


def rules_found(entries, text, day):
    words = checks_by_word(entries)
    scanner = Scanner(hits=Matcher(words), readings=())
    draft = Draft(Source(path="例", text=text), day)
    return [one.rule for one in scanner.scan(draft)]


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.key)
def test_every_entry_finds_its_wrong_examples_and_none_of_its_right_ones(pack):
    failed = []
    for entry in pack.entries:
        day = entry.valid_from or entry.valid_until or pack.as_of
        if not entry.wrong or not entry.right:
            failed.append((entry.key, "没有例句"))
        failed += [(entry.key, text) for text in entry.wrong if not rules_found([entry], text, day)]
        failed += [(entry.key, text) for text in entry.right if rules_found([entry], text, day)]
    assert failed == []


def test_no_entry_is_written_twice():
    keys = [entry.key for entry in load_entries()]
    assert {key for key in keys if keys.count(key) > 1} == set()


OWN = """
pack = "本机关"
as_of = 2026-11-01
[[group]]
rule = "BJ01"
gate = "文字"
severity = "中"
words = [["望山县自然资源和规化局", "望山县自然资源和规划局", "报望山县自然资源和规化局", "规划局"]]
"""


def test_an_office_adds_entries_and_switches_shipped_ones_off():
    own = Overlay(key="lexicon/own", text=OWN)
    shipped = load_entries()
    off = Overlay(key=OFF_KEY, text=f'[off]\n"{shipped[0].key}" = "不用"')
    keys = {entry.key for entry in load_entries([own, off])}
    assert "BJ01/望山县自然资源和规化局" in keys
    assert shipped[0].key not in keys


def test_a_broken_entry_is_refused_with_file_and_key():
    broken = OWN.replace('"文字"', '"文学"')
    with pytest.raises(UserError, match=r"lexicon/own.*gate.*文字"):
        load_entries([Overlay(key="lexicon/own", text=broken)])


def test_an_entry_counts_only_for_its_days():
    dated = OWN.replace(
        "words =", "entry = [{find=['旧称'], suggestion='新称', from=2026-01-01}]\n#"
    )
    entries = load_entries([Overlay(key="lexicon/own", text=dated)])
    own = [entry for entry in entries if entry.rule == "BJ01"]
    assert rules_found(own, "仍用旧称", date(2025, 12, 31)) == []
    assert rules_found(own, "仍用旧称", date(2026, 1, 1)) == ["BJ01"]


@pytest.mark.parametrize("compiled", [True, False])
def test_the_matcher_finds_overlapping_words(compiled):
    matcher = Matcher({"中华": 1, "中华人民": 2, "人": 3}, compiled=compiled)
    assert sorted(matcher("在中华人民")) == [(2, (2, 1)), (3, (1, 3)), (4, (4, 2))]


def test_every_misspelling_is_found_and_no_right_word_is():
    """The generated ones: each in a sentence of its own, and all the right words together."""
    entries = load_misspellings()
    leaders = "省委书记{}主持会议"
    words = checks_by_word(entries)
    scanner = Scanner(hits=Matcher(words), readings=())
    day = date(2026, 11, 22)
    sample = entries[::40]
    missed = [
        wrong
        for entry in sample
        for wrong in entry.find
        if not scanner.scan(Draft(Source(path="例", text=leaders.format(wrong)), day))
        and not entry.vocabulary.ends_word(leaders.format(wrong), 4)
        and not entry.vocabulary.begins_word(leaders.format(wrong), 3 + len(wrong))
    ]
    assert missed == []
    right = "，".join(entry.word for entry in entries)
    found = scanner.scan(Draft(Source(path="例", text=right), day))
    assert [one.suggestion for one in found] == []
