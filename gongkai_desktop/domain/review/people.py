"""People named with what is nobody's business (敏感个人信息): lists, illness, minors."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongkai_desktop.domain.review.draft import Draft
from gongkai_desktop.domain.review.engine import Anchor, Check
from gongkai_desktop.domain.review.finding import Finding, Severity
from gongkai_desktop.domain.review.personal import personal
from gongkai_desktop.domain.review.surnames import COMMON_SURNAMES, DOUBLE_SURNAMES, SURNAMES
from gongkai_desktop.domain.review.table import Cell, tables_in

_NAME = rf"(?:[{SURNAMES}]|{DOUBLE_SURNAMES})[\u4e00-\u9fff]{{1,2}}"
_VERBS = (
    "按时|因病|因残|因家庭|涉嫌|患有|现住|家住|享受|领取|申请|自20|于20|已于|已被|被依法|被查|被评"
    "|名下|本人|一家|家属|所在"
)
_END = rf"(?=[，。、；：:,;（( ）)\n]|男|女|同学|同志|{_VERBS}|$)"
_WHO = (
    *("患者", "病人", "病患", "感染者", "确诊病例", "被害人"),
    *("受害人", "受害者", "被拐儿童", "吸毒人员", "戒毒人员", "社区矫正对象"),
    *("社区矫正人员", "刑满释放人员", "精神病人", "残疾人", "残疾儿童", "孤儿"),
    *("留守儿童", "困境儿童", "事实无人抚养儿童", "未成年人", "低保对象", "低保户"),
    *("特困供养人员", "五保供养对象", "重度残疾人", "低收入人口"),
    *("特困人员", "特困供养对象", "五保户", "贫困户", "困难学生", "单亲母亲"),
    *("孕妇", "产妇"),
)
_ILLNESSES = (
    *("艾滋病", "精神分裂", "精神病", "精神障碍", "抑郁症", "癫痫"),
    *("尿毒症", "白血病", "癌", "恶性肿瘤", "肿瘤", "肝炎"),
    *("乙肝", "结核", "梅毒", "性病", "血友病", "脑瘫"),
    *("自闭症", "孤独症", "唐氏综合征", "残疾", "重病", "大病"),
    *("糖尿病", "心脏病", "脑梗死", "中风", "瘫痪"),
    *("衰竭", "肾病", "肝硬化", "红斑狼疮", "帕金森", "智力障碍"),
)
_FULL_NAME = (
    rf"[{''.join(sorted(COMMON_SURNAMES))}][\u4e00-\u9fff]{{2}}(?=由|因|系|经|已|被|在|现|曾|随)"
)
"""A name that runs on into its sentence: only three characters with a common surname are sure."""
_SENSITIVE = re.compile(
    rf"(?:{'|'.join(_WHO)})(?:姓名)?[：: ]?(?P<name>{_NAME}{_END}|{_FULL_NAME})"
)
_ILL = re.compile(
    rf"(?<![\u4e00-\u9fff])(?:.{{0,12}}?(?:村民|居民|学生|职工|其子|其女|其妻|户主))?(?P<name>{_NAME})[，,]?(?:[男女][，,])?(?:\d{{1,3}}岁[，,])?"
    rf"(?:因|系|是|患有?|身患|罹患|确诊为?|感染|患上)[\u4e00-\u9fff]{{0,8}}?(?:{'|'.join(_ILLNESSES)})"
)
_MINOR = re.compile(rf"(?P<name>{_NAME})[（(，,]?(?:男|女)[，,]?(?:[0-9]|1[0-7])周?岁")
_UNNAMED = "改为“某”并核对能否认出本人"
_HIDDEN = re.compile("某|×|＊|\\*|X|x|○|〇")
_NOT_NAMES = re.compile(
    "^(?:陈述|申诉|利益|安置|劳动|权益|家属|家庭|申报|申领|信息|名单|关怀|关爱|"
    "康复|高血|高热|高烧|高危|黄疸|白血|马上|公益|广泛|党员|党组织|支付|支出|支持|时|单|平等|方面|和其|常|"
    "应该|应予|应按|应急|时应|何时|从业|任何|于|向社|常见|全部|全程|国家|文化|"
    "和|明确|计划|管理|时间|通过|高龄|广大|安全|应|成员|成年|利用|都应|都是|"
    "方可|单独|单位|平均|温馨|高度|包括|连续|农村|符合|万元|管护|居住|申请|"
    "居家|解除|满|及)"
)
"""Words that begin with a surname and are none."""
_PHONES = "电话号码"
_COLUMNS: tuple[tuple[re.Pattern[str], str, Severity], ...] = (
    (re.compile("身份证|公民身份|证件号"), "身份证号", Severity.GRAVE),
    (re.compile("卡号|银行账[号户]|银行帐[号户]|开户账号|存折"), "银行账号", Severity.GRAVE),
    (re.compile("手机|电话|联系方式"), _PHONES, Severity.HIGH),
    (re.compile("住址|家庭地址|居住地址|户籍地址|详细地址"), "住址", Severity.HIGH),
    (re.compile("出生(?:日期|年月|时间)?$|^生日"), "出生日期", Severity.HIGH),
    (
        re.compile(
            "病种|疾病|病情|病因|诊断|残疾|健康状况|血型|宗教|婚姻|家庭收入|致贫|致残|困难原因|困难类型|困难情况|患病"
        ),
        "敏感个人信息",
        Severity.HIGH,
    ),
)
_PEOPLE = re.compile(
    "^(?:户主|申请人|患者|死者|被征收人|被拆迁人|被安置人|业主|权利人|受助人|受助学生|受益人|领款人"
    "|收款人|监护人|持证人|借款人|中签人|选房人|产权人|当事人|服务对象|保障对象|救助对象|农户|学生)$"
    "|^.{0,6}姓 *名"
)


def _person(pattern: re.Pattern[str]) -> Check:
    def check(draft: Draft, start: int, end: int) -> Iterator[Finding]:
        for match in draft.near(pattern, start, end):
            name = match.group("name")
            if not _HIDDEN.search(name) and not _NOT_NAMES.match(name):
                message = "姓名与敏感个人信息连在一起，应当隐去姓名"
                yield personal("YS12", Severity.HIGH, match.span("name"), message, _UNNAMED)

    return check


def read_lists(draft: Draft) -> Iterator[Finding]:
    """YS11 lists of people with a column nobody outside should see: one finding a column."""
    for rows in tables_in(draft):
        for at, row in enumerate(rows[:4]):
            if any(_PEOPLE.match(cell.words) for cell in row) and len(rows) > at + 1:
                yield from _columns(row, rows[at + 1 :])
                break


_OFFICE_COLUMN = re.compile("办公|单位|窗口|监督|举报|咨询|服务|值班|科室|公务|对外|公开")
_OFFICIALS = re.compile("^(?:职 *务|岗位职责|分管|所在科室|科 *室|窗口)")
_MOBILE = re.compile(r"1[3-9]\d{9}")


def _of_office(head: Sequence[Cell], column: int, cells: Sequence[Cell]) -> bool:
    """Whether a column of numbers tells how to reach an office: said so, or officials listed."""
    if any(_MOBILE.search(re.sub("[ -]", "", cell.words)) for cell in cells):
        return False
    title = head[column].words
    officials = any(_OFFICIALS.match(cell.words) for cell in head)
    return officials or _OFFICE_COLUMN.search(title) is not None


def _columns(head: Sequence[Cell], rows: Sequence[Sequence[Cell]]) -> Iterator[Finding]:
    for column, cell in enumerate(head):
        for pattern, name, severity in _COLUMNS:
            if not pattern.search(cell.words):
                continue
            open_cells = [
                row[column]
                for row in rows
                if column < len(row) and row[column].words and not _HIDDEN.search(row[column].words)
            ]
            if open_cells and not (name == _PHONES and _of_office(head, column, open_cells)):
                yield personal(
                    "YS11",
                    severity,
                    (cell.start, cell.end),
                    f"名单里有“{name}”一列，{len(open_cells)}行没有隐去",
                    "删去该列或者脱敏",
                )
            break


PEOPLE = (
    Anchor(_WHO, _person(_SENSITIVE)),
    Anchor(_ILLNESSES, _person(_ILL)),
    Anchor(("岁",), _person(_MINOR)),
)
"""YS12: a person named together with illness, poverty, a crime suffered, or as a minor."""
