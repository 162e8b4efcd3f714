"""What an organ's name tells of its place (机关名称): whose government reviews its decisions.

Only names are read here; where a name does not tell, the rules stay silent (行政复议法第二十四条、
第二十五条、第二十七条、第二十八条).
"""

from __future__ import annotations

import re

_PLACE = re.compile(
    r"[\u4e00-\u9fff]{1,8}?(?:自治州|自治县|自治旗|自治区|新区|省|州(?!市)|盟|旗|县"
    r"|市(?!场|政|容|民|监|管)|(?<![社园校库景林矿灾城])区(?!域|划))"
)
_STATE_COUNCIL = re.compile(
    r"^(?:中华人民共和国|国家)(?!税务总局.|统计局.|金融监督管理总局.|外汇管理局.|粮食)"
    r"[^省市县区]{1,16}(?:部|委员会|署|总局|局)$"
    r"|^(?:外交|国防|教育|科学技术|工业和信息化|公安|民政|司法|财政|人力资源社会保障|人力资源和社会保障"
    r"|自然资源|生态环境|住房城乡建设|住房和城乡建设|交通运输|水利|农业农村|商务|文化和旅游|退役军人事务"
    r"|应急管理)部$|^国务院"
)
_VERTICAL = re.compile(
    r"税务局|海关|国家安全[厅局]|金融监督管理|金融监管|外汇|证监|证券监督|人民银行|银保监"
)
_TWOFOLD = re.compile(r"海事局|调查(?:总队|队)|气象|邮政管理局|烟草|地震局|边防|煤矿安全")
_JUSTICE = re.compile(r"司法[局厅]$")
_BRANCH = re.compile(r"分局$|派出所$|分中心$|支队$|大队$|工作站$")
_SEVERAL = re.compile(r"开发区|管理委员会|管委会|管理区|示范区|高新区")
_TOWN_GOVERNMENT = re.compile(r"(?:镇|乡)人民政府$|街道办事处$")
_GOVERNMENT = re.compile(r"人民政府$|政府办公[室厅]$")
_PROVINCIAL = re.compile(r"(?:省|自治区|^北京市|^上海市|^天津市|^重庆市)人民政府(?:办公厅)?$")


def places_of(organ: str) -> tuple[str, ...]:
    """The places in an organ's name, the widest first: 临江市、云陂区."""
    found: list[str] = []
    at = 0
    while match := _PLACE.match(organ, at):
        found.append(match.group())
        at = match.end()
    return tuple(found)


def reviews_itself(organ: str) -> bool:
    """Whether review of its acts lies with itself (第二十四条第二款、第二十五条)."""
    return bool(_STATE_COUNCIL.search(organ) or _PROVINCIAL.search(organ))


def has_choice_of_reviewers(organ: str) -> bool:
    """Whether the law leaves two organs of review, or the name does not tell which."""
    several = (_JUSTICE, _BRANCH, _SEVERAL, _TWOFOLD)
    return any(pattern.search(organ) for pattern in several)


def reviewed_by_superior(organ: str) -> bool:
    """Whether the next higher organ of its own line reviews it (第二十七条)."""
    return bool(_VERTICAL.search(organ))


def reviewing_place(organ: str) -> str:
    """The place whose people's government reviews a department; empty where the name won't say."""
    if reviews_itself(organ) or reviewed_by_superior(organ) or has_choice_of_reviewers(organ):
        return ""
    places = places_of(organ)
    if _TOWN_GOVERNMENT.search(organ):
        return places[-1] if places else ""
    if _GOVERNMENT.search(organ):
        return places[-2] if len(places) > 1 else ""
    return places[-1] if places else ""


def is_section(name: str) -> bool:
    """Whether a signature is that of a section within an organ (内设机构)."""
    if re.search(r"(?:人民政府|政府|委员会)办公室$|办事处$|管理处$|事务所$", name):
        return False
    inside = r"(?:局|厅|委员会|人民政府|办事处|部|署|委)(?:机关)?[\u4e00-\u9fff]{1,12}"
    kinds = r"(?:科|股|处|室|办|大队|中队|服务窗口|领导小组|工作组)$"
    return bool(re.search(inside + kinds, name) or re.search(r"^[\u4e00-\u9fff]{2,8}[科股]$", name))
