"""Facts that can be looked up: places (GB/T 2260), laws with their validity, meetings, names."""

from datetime import date

import pytest

from gongkai_desktop.domain.review.fact import FactKind
from gongkai_desktop.domain.review.meetings import plenaries
from gongkai_desktop.domain.review.names import FixedName
from gongkai_desktop.domain.review.places import Belonging, NoSuchCity
from gongkai_desktop.domain.review.statutes import CitedTitle, NamedRepealed
from gongkai_desktop.library.facts import load_places, load_statutes
from gongkai_desktop.library.lexicon import load_facts
from gongkai_desktop.library.spelling import load_vocabulary
from tests.domain.review.drafts import anchored, found

read_places = anchored(Belonging(places=load_places()), NoSuchCity(places=load_places()))
read_laws = anchored(CitedTitle(statutes=load_statutes()), NamedRepealed(statutes=load_statutes()))
FACTS = load_facts()
read_meetings = anchored(plenaries(FACTS))
read_posts = anchored(*(fact.rule for fact in FACTS if fact.kind is FactKind.POST))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("排查去过湖北省张家界的人员", ["湖北省张家界"]),
        ("来自四川省重庆市的人员", ["四川省重庆市"]),
        ("江苏省合肥市", ["江苏省合肥市"]),
        ("安徽省太湖县和浙江省太湖县", ["浙江省太湖县"]),
        ("杭州市昆山市", ["杭州市昆山市"]),
        ("成都市绵阳市的客商", ["成都市绵阳市"]),
        ("成都市、绵阳市的客商", []),
        ("贵州市人民政府办公厅", ["贵州市"]),
        ("安徽省安庆市太湖县晋熙镇", []),
        ("江苏省徐州市鼓楼区，福建省福州市鼓楼区", []),
        ("湖南省新城区建设", []),
        ("广东市场监督管理", []),
        ("吉林省吉林市", []),
        ("湖南省、湖北省宜昌市", []),
        ("重庆市江北区", []),
    ],
)
def test_every_place_lies_where_it_does(text, words):
    assert [one[2] for one in found(read_places, text)] == words


@pytest.mark.parametrize(
    ("text", "day", "rules"),
    [
        ("根据《中华人民共和国环境保护法》第六条", date(2026, 8, 14), []),
        ("根据《中华人民共和国环境保护法》第六条", date(2026, 8, 15), ["ZC01"]),
        ("依据《物权法》的规定", date(2026, 1, 1), ["ZC01"]),
        ("依照合同法有关规定", date(2026, 1, 1), ["ZC01"]),
        ("原《城市房屋拆迁管理条例》", date(2026, 1, 1), []),
        ("《中华人民共和国婚姻法》同时废止", date(2026, 1, 1), []),
        ("《中华人民共和国环境保护税法》", date(2026, 9, 1), []),
        ("《中华人民共和国国家安全法》", date(2026, 9, 1), []),
        ("《中华人民共和国政府信息公开法》", date(2026, 9, 1), ["ZC02"]),
        ("《中华人民共和国行政处罚条例》", date(2026, 9, 1), ["ZC02"]),
        ("《望山市行政处罚条例》", date(2026, 9, 1), []),
        ("依据《中华人民共和国医疗保障法》", date(2026, 12, 31), ["ZC04"]),
        ("依据《中华人民共和国医疗保障法》", date(2027, 1, 1), []),
        ("《政府信息公幵条例》", date(2026, 9, 1), ["ZC02"]),
        ("《中华人民共和国行政处罚条法》", date(2026, 9, 1), ["ZC02"]),
        ("《望山市大气污染防治条例》", date(2026, 9, 1), []),
        ("依据《中华人民共和国行政复议法》第九十一条", date(2026, 9, 1), ["FL01"]),
        ("依据《行政复议法》第九十条", date(2026, 9, 1), []),
        ("《中华人民共和国生态环境法典》第一千二百四十三条", date(2026, 9, 1), ["FL01"]),
        ("根据《中华人民共和国社会救助法》", date(2026, 6, 30), ["ZC04"]),
        ("《中华人民共和国社会救助法》将于2026年7月1日起施行", date(2026, 6, 1), []),
    ],
)
def test_laws_are_judged_on_the_day_of_publication(text, day, rules):
    assert [one[0] for one in found(read_laws, text, day=day)] == rules


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("传达党的二十届七中全会精神", ["二十届七中全会"]),
        ("2021年党的二十大召开", ["2021年党的二十大"]),
        ("党的二十届三中全会精神", []),
        ("2022年10月召开的党的二十大", []),
        ("中国共产党第二十次全国代表大会于2021年10月召开", ["2021"]),
        ("党的大会", []),
    ],
)
def test_meetings_are_those_that_were_held(text, words):
    assert [one[2] for one in found(read_meetings, text)] == words


def test_a_meeting_is_not_spoken_of_before_it_is_held():
    text = "学习贯彻党的二十届四中全会精神"
    assert [one[1] for one in found(read_meetings, text, day=date(2025, 9, 1))] == ["高"]


NAME = FixedName(name="中华人民共和国", allowed=frozenset({"中华人民大和国"}))


@pytest.mark.parametrize(
    "wrong",
    ["中华人民共合国", "中共人民共和国", "中华人民和国", "中华人民共共和国", "中华人共民和国"],
)
def test_a_fixed_name_is_found_whatever_letter_is_wrong(wrong):
    assert [one[2] for one in found(anchored(NAME), f"根据《{wrong}宪法》")] == [wrong]


@pytest.mark.parametrize(
    "right", ["中华人民共和国", "中华人民大和国", "中华人，民共和国", "中华人民"]
)
def test_a_right_name_is_left_alone(right):
    assert found(anchored(NAME), f"根据《{right}宪法》") == []


OFFICE = FixedName(
    name="太湖县人民政府第一办事处",
    rule="BJ02",
    vocabulary=load_vocabulary(),
    places=load_places().names,
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("由太湖县人民政府第一办事外负责", ["太湖县人民政府第一办事外"]),
        ("由太湖县人名政府第一办事处负责", ["太湖县人名政府第一办事处"]),
        ("由太和县人民政府第一办事处负责", []),  # another county's
        ("由太湖县人民政府第二办事处负责", []),  # the next of a series
    ],
)
def test_a_neighbour_is_no_misspelling_of_this_office(text, words):
    assert [one[2] for one in found(anchored(OFFICE), text)] == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("国务院总理李墙主持会议", ["李墙"]),
        ("国务院总理赵乐际", ["赵乐际"]),
        ("中共中央总书记、国家主席习近乎", ["习近乎"]),
        ("国务院总理李强、原国务院总理李克强", []),
        ("国务院总理办公会", []),
        ("越南国家主席访华", []),
    ],
)
def test_a_post_stands_with_those_who_held_it(text, words):
    assert [one[2] for one in found(read_posts, text)] == words
