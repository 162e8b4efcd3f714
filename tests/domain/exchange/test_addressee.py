"""Whether a configuration is meant for this office: pointed out before it changes anything."""

import pytest

from gongkai_desktop.domain.exchange.addressee import Issuer, doubts
from gongkai_desktop.domain.unit import Unit, UnitKind

LOCAL, VERTICAL = UnitKind.LOCAL_DEPARTMENT, UnitKind.VERTICAL
BUREAU = Unit(name="望山县水利局", code="013")
LISTED = {"013": "望山县水利局", "014": "望山县司法局"}
COUNTY_CITIES = frozenset(("邻州市",))


def found(issuer, unit=BUREAU, *, listed=None, before="", level=LOCAL):
    about = Issuer(name=issuer, code="000", level=level.label)
    return doubts(about, listed or {}, unit, before, COUNTY_CITIES)


@pytest.mark.parametrize(
    ("issuer", "unit"),
    [
        ("望山县人民政府办公室", BUREAU),
        ("海州市人民政府办公室", BUREAU),  # who is above whom a name does not say
        ("海州市人民政府办公室", Unit(name="望山县水利局", superior="海州市水利局")),
        ("海州市人民政府办公室", Unit(name="海州市城东区民政局")),
        ("望山县人民政府办公室", Unit(name="望山县城关镇人民政府", kind=UnitKind.LOCAL_GOVERNMENT)),
        ("政务公开办公室", BUREAU),
        ("邻山县人民政府办公室", Unit()),
    ],
)
def test_nothing_speaks_against_a_package_from_above(issuer, unit):
    assert found(issuer, unit, listed=LISTED if unit is BUREAU else None) == ()


@pytest.mark.parametrize(
    ("issuer", "unit", "words"),
    [
        ("邻山县人民政府办公室", BUREAU, ("邻山县", "望山县")),
        ("邻州市人民政府办公室", BUREAU, ("邻州市", "望山县")),  # 县级市
        ("海州市城西区人民政府办公室", Unit(name="海州市城东区民政局"), ("城西区", "城东区")),
        ("云州市人民政府办公室", Unit(name="海州市水利局"), ("云州市", "海州市")),
        (
            "云州市人民政府办公室",
            Unit(name="望山县水利局", superior="海州市水利局"),
            ("云州市", "海州市"),
        ),
        ("望山县人民政府办公室", Unit(name="海州市水利局"), ("望山县", "海州市")),
        ("望山县水利局", BUREAU, ("本单位自己",)),
        ("东海省人民政府办公厅", Unit(name="西山省水利厅"), ("东海省", "西山省")),
    ],
)
def test_another_place_or_an_organ_below_is_pointed_out(issuer, unit, words):
    (told,) = found(issuer, unit)
    assert all(word in told for word in words)


@pytest.mark.parametrize(("theirs", "ours"), [(VERTICAL, LOCAL), (LOCAL, VERTICAL)])
def test_an_organ_led_from_above_and_a_local_one_are_of_another_kind(theirs, ours):
    unit = Unit(name="望山县税务局", kind=ours)
    (told,) = found("海州市税务局", unit, level=theirs)
    assert "垂直领导机关" in told and "地方机关" in told


def test_a_list_without_the_office_is_pointed_out_with_what_its_code_says():
    stranger = Unit(name="望山县气象局", code="013")
    (told,) = found("望山县人民政府办公室", stranger, listed=LISTED)
    assert "013" in told and "望山县水利局" in told and "望山县气象局" in told
    (told,) = found("望山县人民政府办公室", Unit(name="望山县气象局"), listed=LISTED)
    assert "没有本单位" in told


def test_another_issuer_than_before_is_pointed_out():
    (told,) = found("望山县大数据局", before="望山县人民政府办公室")
    assert "望山县大数据局" in told and "望山县人民政府办公室" in told
