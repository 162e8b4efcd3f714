"""What the name of an organ tells of it (首次使用的默认值): offered to be checked, never decided.

A county or district department is reviewed by the government of its place (行政复议法第二十四条)
and, unless suits are gathered elsewhere (集中管辖), sued at its basic court (行政诉讼法第十八条). A
town's government is reviewed by the county's, a branch (分局、派出所) as 行政复议法第二十四条 says.
Where the name does not say enough, nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Set

import attrs

from gongkai_desktop.domain.unit import Unit, UnitKind

_PLACE = re.compile(
    r"^(?P<province>[^市县]{2,8}?(?:省|自治区))?"
    r"(?P<city>[^省市县区旗]{2,10}?(?:自治州|市))?"
    r"(?P<county>[^省县区旗]{1,9}?(?:自治县|自治旗|县|旗|[^省县区旗社]区)"
    r"|[城郊矿]区|[^省市县区旗]{2,5}市)?"
)
_NO_DISTRICT = re.compile(
    r"(开发|高新|园|保护|风景|名胜|示范|工业|保税|实验|合作|新|特|社|辖|景)区$"
)
_KINDS = (
    (re.compile(r"司法[厅局]$"), UnitKind.JUSTICE),
    (re.compile(r"(海关|税务局|国家安全[厅局])$"), UnitKind.VERTICAL),
    (re.compile(r"(省|自治区|^(北京|天津|上海|重庆)市)人民政府$"), UnitKind.PROVINCIAL_GOVERNMENT),
    (re.compile(r"人民政府$"), UnitKind.LOCAL_GOVERNMENT),
    (re.compile(r"(?<!县)市.{2,12}局.{1,10}分局$"), UnitKind.CITY_BRANCH),
    (re.compile(r"局.{1,10}(分局|派出所|管理所|监管所|中队|大队)$"), UnitKind.BRANCH),
)
_BRANCH = re.compile(r"^(?P<owner>.*?局)(?=.)")
_BRANCHES = (UnitKind.BRANCH, UnitKind.CITY_BRANCH)
_TOWN = re.compile(r"(?P<place>.*?)(?:[^省市县区旗]{1,12})[乡镇]人民政府$")
_PUBLIC_SERVICE = re.compile(
    r"(公司|集团|医院|卫生院|卫生服务中心|大学|学院|学校|[中小]学|幼儿园|水厂|电厂|燃气站)$"
)
_OF_THE_PLACE = (UnitKind.LOCAL_DEPARTMENT, UnitKind.JUSTICE)


def guessed_kind(name: str) -> UnitKind:
    """The kind an organ's name speaks of; a department of its government where it says no more."""
    return next((kind for words, kind in _KINDS if words.search(name)), UnitKind.LOCAL_DEPARTMENT)


def with_guesses(unit: Unit, county_cities: Set[str]) -> Unit:
    """The unit with government and court as its name gives them; what is filled in stays.

    ``county_cities`` names the 县级市, which have a basic court of their own; in a city with
    districts the name does not tell which of their courts it is.
    """
    if unit.kind in _BRANCHES:
        return _with_owner(unit, county_cities)
    if unit.kind is UnitKind.LOCAL_GOVERNMENT:
        return _with_county(unit, county_cities)
    if unit.kind not in _OF_THE_PLACE:
        return unit
    place, has_court = _place(unit.name, county_cities)
    if not place:
        return unit
    court = f"{place}人民法院" if has_court else ""
    return attrs.evolve(
        unit, government=unit.government or f"{place}人民政府", court=unit.court or court
    )


def is_public_service(name: str) -> bool:
    """Whether a name is that of a 公共企事业单位: no organ, other rules (条例第五十五条)."""
    return bool(_PUBLIC_SERVICE.search(name))


def _with_owner(unit: Unit, county_cities: Set[str]) -> Unit:
    """A branch with the department that set it up, and that one's government."""
    found = _BRANCH.match(unit.name)
    place, _ = _place(unit.name, county_cities)
    if found is None or not place:
        return unit
    return attrs.evolve(
        unit,
        superior=unit.superior or found["owner"],
        government=unit.government or f"{place}人民政府",
    )


def _with_county(unit: Unit, county_cities: Set[str]) -> Unit:
    """A town's government with that of its county, which reviews it, and the county's court.

    Suits against governments of counties and above go to a 中级人民法院 (行政诉讼法第十五条): which
    one, their names do not say.
    """
    if not _TOWN.match(unit.name):
        return unit
    place, has_court = _place(unit.name, county_cities)
    if not (place and has_court):
        return unit
    return attrs.evolve(
        unit,
        superior=unit.superior or f"{place}人民政府",
        court=unit.court or f"{place}人民法院",
    )


@attrs.frozen(kw_only=True)
class Place:
    """The places a name begins with, each empty where it does not say; a 县级市 is a county."""

    province: str = ""
    city: str = ""
    county: str = ""


def place_of(name: str, county_cities: Set[str]) -> Place:
    """What the name of an organ says of where it is; nothing of 开发区 and the like."""
    found = _PLACE.match(name)
    if found is None:
        return Place()
    province, city, county = (found[part] or "" for part in ("province", "city", "county"))
    if county.endswith("区") and _NO_DISTRICT.search(county):
        return Place()
    if county.endswith("市") and county not in county_cities:
        county = ""
    if city in county_cities and not county:
        city, county = "", city
    return Place(province=province, city=city, county=county)


def _place(name: str, county_cities: Set[str]) -> tuple[str, bool]:
    """The place an organ belongs to, and whether it has one basic court of its own."""
    place = place_of(name, county_cities)
    if place.county.endswith("区"):
        return f"{place.city}{place.county}", True
    return (place.county, True) if place.county else (place.city or place.province, False)
