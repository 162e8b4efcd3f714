"""The help (产品要求 Q1: F1 说明含义、依据、例子): whole, in order, free of holes."""

import re

from gongkai_desktop.library.help import load_field_help, load_guides, load_help
from gongkai_desktop.library.paths import resource

ARTICLE = re.compile("条|GB/T|办|函")


def test_every_topic_says_what_it_is_for_and_none_is_told_twice():
    topics = load_help().topics
    assert len({one.key for one in topics}) == len(topics) > 50
    for one in topics:
        assert len(one.told.meaning) > 15, one.key
        assert one.told.meaning.endswith(("。", "？")), one.key


def test_what_a_topic_or_field_rests_on_is_a_rule_that_can_be_looked_up():
    rests = [one.told.article for one in load_help().topics]
    rests += [told.article for _, told in load_field_help().values()]
    assert all(ARTICLE.search(one) for one in rests if one)


def test_every_chapter_has_topics():
    assert all(one.topics and one.text for one in load_help().chapters)


def test_a_part_that_has_no_topic_of_its_own_is_told_of_by_its_place():
    book = load_help()
    assert book.topic("request.clock").title == "期限演算"
    assert book.topic("request.nothing").key == "request.list"
    assert book.topic("").key == "desk"


def test_searching_finds_every_word_and_titles_first():
    book = load_help()
    assert book.search("登记簿")[0].key == "request.list"
    assert [one.key for one in book.search("红头 偏")] == ["print"]
    assert book.search("") == ()
    assert book.search("没有这样的词") == ()


def test_fields_are_named_and_explained():
    for key, (title, told) in load_field_help().items():
        assert title and told.meaning, key


def test_guides_are_for_three_readers():
    assert [one.key for one in load_guides()] == ["mail_room", "leader", "successor"]
    assert resource("help", "guides.toml").is_file()
