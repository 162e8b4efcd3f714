"""What an organ's name tells of it (首次使用的默认值): 行政复议法第二十四条, 行政诉讼法第十八条."""

import pytest

from gongkai_desktop.domain.unit import Unit, UnitKind
from gongkai_desktop.domain.unit_guess import (
    guessed_kind,
    is_public_service,
    with_guesses,
)
from gongkai_desktop.library.reports import load_county_cities

CITIES = load_county_cities()

NAMES = [
    # name, government, court
    ("望山县水利局", "望山县人民政府", "望山县人民法院"),
    ("望山县市场监督管理局", "望山县人民政府", "望山县人民法院"),
    ("保定市易县水利局", "易县人民政府", "易县人民法院"),
    ("济南市市中区城市管理局", "济南市市中区人民政府", "济南市市中区人民法院"),
    ("晋城市城区教育局", "晋城市城区人民政府", "晋城市城区人民法院"),
    ("青州市水利局", "青州市人民政府", "青州市人民法院"),
    ("潍坊市青州市水利局", "青州市人民政府", "青州市人民法院"),
    ("鄂温克族自治旗教育局", "鄂温克族自治旗人民政府", "鄂温克族自治旗人民法院"),
    # a city with districts has several basic courts: the name does not tell which
    ("青岛市民营经济发展局", "青岛市人民政府", ""),
    ("深圳市市场监督管理局", "深圳市人民政府", ""),
    ("延边朝鲜族自治州水利局", "延边朝鲜族自治州人民政府", ""),
    ("山东省水利厅", "山东省人民政府", ""),
    # no district of its own government, or no place at all
    ("济南高新技术产业开发区管理委员会", "", ""),
    ("阿拉善盟水务局", "", ""),
    ("住房和城乡建设局", "", ""),
]


@pytest.mark.parametrize(("name", "government", "court"), NAMES)
def test_government_and_court_follow_the_place(name, government, court):
    found = with_guesses(Unit(name=name), CITIES)
    assert (found.government, found.court) == (government, court)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("望山县水利局", UnitKind.LOCAL_DEPARTMENT),
        ("望山县城关街道办事处", UnitKind.LOCAL_DEPARTMENT),
        ("望山县司法局", UnitKind.JUSTICE),
        ("国家税务总局望山县税务局", UnitKind.VERTICAL),
        ("望山县城关镇人民政府", UnitKind.LOCAL_GOVERNMENT),
        ("山东省人民政府", UnitKind.PROVINCIAL_GOVERNMENT),
        ("重庆市人民政府", UnitKind.PROVINCIAL_GOVERNMENT),
        ("青岛市人民政府", UnitKind.LOCAL_GOVERNMENT),
        ("海州市公安局城东分局", UnitKind.CITY_BRANCH),
        ("海州市自然资源和规划局高新区分局", UnitKind.CITY_BRANCH),
        ("望山县市场监督管理局城关监管所", UnitKind.BRANCH),
        ("望山县公安局城关派出所", UnitKind.BRANCH),
    ],
)
def test_the_kind_of_an_organ(name, kind):
    assert guessed_kind(name) is kind


def test_what_is_filled_in_stays_and_other_kinds_are_not_guessed():
    filled = Unit(name="望山县水利局", court="某铁路运输法院")
    assert with_guesses(filled, CITIES).court == "某铁路运输法院"
    tax = Unit(name="国家税务总局望山县税务局", kind=UnitKind.VERTICAL)
    assert with_guesses(tax, CITIES) == tax


def test_a_town_is_reviewed_by_its_county_and_sued_at_its_court():
    town = Unit(name="望山县城关镇人民政府", kind=UnitKind.LOCAL_GOVERNMENT)
    found = with_guesses(town, CITIES)
    assert (found.superior, found.court) == ("望山县人民政府", "望山县人民法院")
    assert found.government == ""


@pytest.mark.parametrize("name", ["望山县人民政府", "青岛市人民政府", "城关镇人民政府"])
def test_of_other_governments_nothing_is_guessed(name):
    """Suits against a county's go to a 中级人民法院 (行政诉讼法第十五条)."""
    unit = Unit(name=name, kind=UnitKind.LOCAL_GOVERNMENT)
    assert with_guesses(unit, CITIES) == unit


def test_a_branch_has_the_department_that_set_it_up():
    branch = Unit(name="海州市公安局城东分局", kind=UnitKind.CITY_BRANCH)
    found = with_guesses(branch, CITIES)
    assert (found.superior, found.government) == ("海州市公安局", "海州市人民政府")
    assert (found.court, found.local_government) == ("", "")


@pytest.mark.parametrize(
    ("name", "service"),
    [
        ("望山县人民医院", True),
        ("望山县自来水公司", True),
        ("望山县第一中学", True),
        ("望山县水利局", False),
        ("望山县医疗保障局", False),
        ("望山县教育局", False),
        ("望山县疾病预防控制局", False),
    ],
)
def test_public_services_are_under_other_rules(name, service):
    """条例第五十五条: 公共企事业单位 are no organs whose acts are reviewed."""
    assert is_public_service(name) is service
