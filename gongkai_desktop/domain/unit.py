"""The office's own organ (本机关): what letters, remedies and seals need to know of it."""

from __future__ import annotations

import re
from enum import StrEnum

import attrs


class UnitKind(StrEnum):
    """What kind of organ it is; decides who reviews its acts (行政复议法第二十四条至第二十八条)."""

    LOCAL_DEPARTMENT = "local_department"
    JUSTICE = "justice"
    BRANCH = "branch"
    CITY_BRANCH = "city_branch"
    VERTICAL = "vertical"
    LOCAL_GOVERNMENT = "local_government"
    PROVINCIAL_GOVERNMENT = "provincial_government"
    STATE_COUNCIL_DEPARTMENT = "state_council_department"

    @property
    def label(self) -> str:
        """The choice as shown in the first-run wizard and the settings."""
        return _KIND_LABELS[self]


_KIND_LABELS: dict[UnitKind, str] = {
    UnitKind.LOCAL_DEPARTMENT: "县级以上地方人民政府工作部门",
    UnitKind.JUSTICE: "司法行政部门",
    UnitKind.BRANCH: "工作部门的派出机构",
    UnitKind.CITY_BRANCH: "设区的市、直辖市工作部门按行政区划设立的派出机构（分局）",
    UnitKind.VERTICAL: "海关、金融、外汇等垂直领导机关，税务、国家安全机关",
    UnitKind.LOCAL_GOVERNMENT: "省级以下地方人民政府",
    UnitKind.PROVINCIAL_GOVERNMENT: "省、自治区、直辖市人民政府",
    UnitKind.STATE_COUNCIL_DEPARTMENT: "国务院部门",
}


class LetterLayout(StrEnum):
    """How the first page of a letter is laid out (版式): letters of GB/T 9704-2012."""

    DOCUMENT = "文书式"
    MISSIVE = "信函格式"
    PREPRINTED = "预印红头套打"


class TitleStyle(StrEnum):
    """Whether every reply is called 答复书 or carries the title prescribed for its result."""

    UNIFIED = "统一标题"
    OWN = "专用标题"


class NumberPlace(StrEnum):
    """Where the letter's number stands below the title (文号位置)."""

    RIGHT = "居右"
    CENTRE = "居中"


@attrs.frozen(kw_only=True)
class Unit:
    """The organ as its letters name it (机关). Empty texts are asked for when a letter needs them.

    ``government``: 本级人民政府 (for a branch: of the department that set it up). ``superior``:
    上一级主管部门, the setting-up department of a branch, or the next higher government.
    ``local_government``: 所在地人民政府 of a city department's branch. ``court``: the court for
    direct suits (集中管辖 differs by place, 行政诉讼法第十八条). ``code``: 单位代码 in the list of
    the office it reports to. ``prefix``: 代字 of its numbers.
    ``seal_diameter_mm``: outer diameter of the seal in millimetres. ``number_pattern``: see
    domain.numbering. ``head_mm`` is what a preprinted red head takes from the top of the paper,
    ``shift_mm`` moves the first page's print down (or up) to meet it (套打校正).
    """

    name: str = ""
    short_name: str = ""
    code: str = ""
    kind: UnitKind = UnitKind.LOCAL_DEPARTMENT
    government: str = ""
    superior: str = ""
    local_government: str = ""
    court: str = ""
    online_review_url: str = ""
    office_name: str = ""
    office_address: str = ""
    office_phone: str = ""
    office_postcode: str = ""
    prefix: str = ""
    number_pattern: str = "{代字}公开{类字}〔{年}〕{序号}号"
    seal_diameter_mm: float = 42.0
    seal_label: str = "盖章处"
    layout: LetterLayout = attrs.field(default=LetterLayout.DOCUMENT, converter=LetterLayout)
    title_style: TitleStyle = attrs.field(default=TitleStyle.UNIFIED, converter=TitleStyle)
    number_place: NumberPlace = attrs.field(default=NumberPlace.RIGHT, converter=NumberPlace)
    head_mm: float = 120.0
    shift_mm: float = 0.0


_PROVINCES = re.compile(r"(省|自治区)人民政府$|^(北京|天津|上海|重庆)市人民政府$")
_BY_SUPERIOR = (UnitKind.VERTICAL, UnitKind.LOCAL_GOVERNMENT)
_NATIONAL = (UnitKind.PROVINCIAL_GOVERNMENT, UnitKind.STATE_COUNCIL_DEPARTMENT)
_BRANCHES = (UnitKind.BRANCH, UnitKind.CITY_BRANCH)


def overseer(unit: Unit) -> str:
    """The 政府信息公开工作主管部门 the organ reports to, empty where a needed name is unset.

    条例第三条: the general office (办公厅、办公室) of the government, or of the superior where a
    department is led from above. A branch reports to the department that set it up.
    """
    if unit.kind in _NATIONAL:
        return "国务院办公厅"
    if unit.kind in _BRANCHES:
        return unit.superior
    above = unit.superior if unit.kind in _BY_SUPERIOR else unit.government
    return f"{above}{'办公厅' if _PROVINCES.search(above) else '办公室'}" if above else ""
