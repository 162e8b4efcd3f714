"""Which organs make 规章 (立法法第九十一条、第九十三条), told from the name a report carries."""

from __future__ import annotations

import re

_TOWN = re.compile(r"(乡|镇|街道|苏木)(人民政府|政府|办事处|党政.*|综合.*)?(本级|机关)?$")
_COUNTY = re.compile(
    r"(?<!自治)(?<!市辖)(县|自治县|旗|自治旗|林区|(?<!行政|经济|开发|合作|功能|风景|名胜|保护|示范|试验|实验)"
    r"(?<![自新园地])区)"
    r"(人民政府|政府)?(本级|机关|办公室|人民政府办公室|政府办公室)?$"
)
_STATE_COUNCIL = re.compile(
    r"^(国务院.*|中华人民共和国[^省市县区]*|国家(?!税务总局.)[^省市县区]*(局|委员会|署|办公室)"
    r"|中国(人民银行|证券监督管理委员会|证监会|气象局|地震局|民用航空局)|审计署|海关总署"
    r"|[^省市县区州]{2,8}部)$"
)
_LOCAL_PLACE = re.compile(
    r"(省|自治区|市|县|旗|州|盟|区|乡|镇|街道)(?!场|容|政(?!务|府|法)|民(?!政|族))."
)
_DEPARTMENT = re.compile(
    r"(局|厅|委员会|(?<!管)委|办公室|办公厅|办|中心|支队|大队|总队|所|站|院|馆|处|办事处|公司|学校|医院)(本级|机关)?$"
)
_GOVERNMENT_OFFICE = re.compile(
    r"(省|自治区|市|州|盟|地区)(人民政府|政府|行政公署)?(办公室|办公厅|府办)$"
)
_COUNTY_LEVEL_ZONE = re.compile(r"(浦东|滨海)新区(人民政府|政府)?(本级|机关)?(办公室)?$")
"""The two 新区 that are districts of a city with a people's government of their own."""
_CITY = re.compile(r"(?P<city>.+市)(人民政府|政府)?(本级|机关)?(办公室|府办)?$")
_ZONE = re.compile(
    r"(新区|开发区|园区|高新区|示范区|试验区|实验区|合作区|管理区|功能区|管委会|管理委员会)"
)


def lacks_rule_power(org: str, county_cities: frozenset[str] = frozenset()) -> bool:
    """Whether the name shows an organ that cannot make 规章: towns, counties, local departments.

    ``county_cities`` are the names of the 县级市. False where it can (国务院部门, 省级、设区的市、
    自治州人民政府) and where the name leaves it open: a 市 not among them, the office of a
    government that can, a development zone that may stand for its city.
    """
    name = "".join(org.split()).strip("　")
    name = re.sub(r"[（(].*?[）)]", "", name)
    if not name or _STATE_COUNCIL.match(name):
        return False
    if _TOWN.search(name) or _is_county(name) or _is_county_city(name, county_cities):
        return True
    if _GOVERNMENT_OFFICE.search(name) or name.endswith(("人民政府", "政府")):
        return False
    if _ZONE.search(name) and not name.endswith(("局", "分局")):
        return False
    return bool(_LOCAL_PLACE.search(name) and _DEPARTMENT.search(name))


def _is_county(name: str) -> bool:
    return _COUNTY.search(name) is not None or _COUNTY_LEVEL_ZONE.search(name) is not None


def _is_county_city(name: str, county_cities: frozenset[str]) -> bool:
    city = _CITY.search(name)
    return city is not None and any(city["city"].endswith(one) for one in county_cities)
