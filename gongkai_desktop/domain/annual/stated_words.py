"""Wordings of a report's text that stand for cells of its tables (正文数字的说法)."""

from __future__ import annotations

import re

import attrs

from gongkai_desktop.domain.annual.cells import CARRIED_IN, CARRIED_OUT, DONE, NEW, RESULTS3

WHOLE = f"t2.{NEW} + t2.{CARRIED_IN}"
_SUITS = ("t3.suit_direct", "t3.suit_after_review")
_BLOCKS3 = ("t3.review", *_SUITS)
BETWEEN = (
    r"(?:的|类|所以|而|依法|不予公开|不予处理|无法提供|政府信息公开|信息公开|政府信息|依申请公开|"
    r"申请|事项|情形|案件|信息|数量|有|共计|共|合计|为|计|:|\(|\)|“|”|\")*"
)
UNIT = r"(?:件|宗|份|起|条|项|个|部)"


@attrs.frozen
class Stated:
    """Words of a text, the figure they stand for (``name``), and every expression it may equal.

    ``within`` must stand in the same sentence; ``unit`` follows the number. LAST and NEXT in the
    words are the years before and after the report's.
    """

    words: str
    name: str
    exprs: tuple[str, ...]
    within: str = ""
    unit: str = UNIT

    def pattern(self, year: int | None) -> re.Pattern[str]:
        """The words with the number after them, or where ``(\\d+)`` stands in them."""
        dated = self.words.replace("LAST", str((year or 1) - 1)).replace(
            "NEXT", str((year or 0) + 1)
        )
        if r"(\d+)" in dated:
            return re.compile(dated)
        return re.compile(rf"(?:{dated}){BETWEEN}(\d+(?:\.\d+)?){self.unit}")

    def before(self, year: int | None) -> re.Pattern[str]:
        """A number of 件 right before the words (9件予以公开、2件为上年结转)."""
        if not re.match(rf"t2\.(r3_[1-6]|{NEW}$|{CARRIED_IN}$|{CARRIED_OUT}$)", self.exprs[0]):
            return re.compile("(?!)")
        dated = self.words.replace("LAST", str((year or 1) - 1)).replace(
            "NEXT", str((year or 0) + 1)
        )
        if r"(\d+)" in dated:
            return re.compile("(?!)")
        words = rf"(?:为|是|系|属于|属|被|依法|予以|因)?(?:本年度?|当年|{year}年度?)?(?:{dated})"
        return re.compile(rf"(\d+)件{words}(?!{BETWEEN}\d)")


def _applicants(words: str, name: str, cells: str) -> Stated:
    """Applicants of one kind: of the new requests, of all taken in, or of those done."""
    new, carried, done = (cells.replace("ROW", f"t2.{row}") for row in (NEW, CARRIED_IN, DONE))
    return Stated(words, name, (new, done, f"{new} + {carried}"), within="申请")


def _disputes(words: str, result: str) -> tuple[Stated, ...]:
    """A result of 复议 or 诉讼: of the one the sentence speaks of, of any where it names both."""
    single = tuple(f"{block}.{result}" for block in _BLOCKS3)
    suits = (*single[1:], " + ".join(single[1:]))
    name = f"复议、诉讼{RESULTS3[result]}"
    disclosure = "(?=.*(?:信息公开|依申请))"
    return (
        Stated(words, name, single[:1], within=rf"^(?!.*诉)(?=.*复议){disclosure}"),
        Stated(words, name, suits, within=rf"^(?!.*复议)(?=.*诉){disclosure}"),
        Stated(
            words,
            name,
            (*single, *suits, " + ".join(single)),
            within=rf"^(?=.*复议)(?=.*诉){disclosure}",
        ),
    )


_OF_REQUESTS = "申请|信息公开"
_REQUESTS = "政府信息公开申请|依申请公开"
_OF_DISCLOSURE = "信息公开|政务公开|依申请"
FIGURES: tuple[Stated, ...] = (
    Stated("(?:本年度?)?新收", "本年新收", (f"t2.{NEW}",), within="申请|信息公开|本年"),
    Stated(r"(?:上|上一|LAST|去)年度?结转", "上年结转", (f"t2.{CARRIED_IN}",)),
    Stated(
        r"结转(?:至|到)?(?:下一?|次|明|NEXT)年度?(?:继续)?(?:办理)?",
        "结转下年度",
        (f"t2.{CARRIED_OUT}",),
    ),
    Stated(
        "(?:尚?未|正在)(?:办结|办理)",
        "结转下年度",
        (f"t2.{CARRIED_OUT}",),
        within="申请|信息公开|结转",
    ),
    Stated(
        r"(?:尚|还|仍)有(\d+)件[^,。;]{0,8}(?:正在|在|尚未|未)(?:办理|办结|答复|办)",
        "结转下年度",
        (f"t2.{CARRIED_OUT}",),
        within=_OF_REQUESTS,
    ),
    Stated(r"(?<![率未])办结", "办结", (f"t2.{DONE}",)),
    Stated(
        "(?:按[时期]|全部|均已?|共)(?:依法)?答复",
        "办结",
        (f"t2.{DONE}", f"t2.{DONE} - t2.r3_6", f"t2.{NEW}"),
    ),
    Stated("(?:全年|共|累计)办理", "办结", (f"t2.{DONE}", f"t2.{NEW}", WHOLE), within=_REQUESTS),
    Stated(
        r"(?<!不)予以公开(?:和|、|及|与|或)部分公开",
        "予以公开和部分公开",
        ("t2.r3_1_open + t2.r3_2_partial",),
    ),
    Stated(r"(?<![不、和及或与])(?:予以|同意)公开", "予以公开", ("t2.r3_1_open",)),
    Stated(r"(?<!公开[和、及或与])部分公开", "部分公开", ("t2.r3_2_partial",)),
    Stated("不予公开", "不予公开", ("t2.r3_3",)),
    Stated("无法提供", "无法提供", ("t2.r3_4",)),
    Stated("不予处理", "不予处理", ("t2.r3_5",)),
    Stated("其[他它]处理", "其他处理", ("t2.r3_6",)),
    Stated("属于国家秘密", "属于国家秘密", ("t2.r3_3_1_state_secret",)),
    Stated("第三方(?:合法)?权益", "保护第三方合法权益", ("t2.r3_3_4_third_party",)),
    Stated("(?:三类)?内部事务", "属于三类内部事务信息", ("t2.r3_3_5_internal",)),
    Stated("(?:四类)?过程性", "属于四类过程性信息", ("t2.r3_3_6_process",)),
    Stated("执法案卷", "属于行政执法案卷", ("t2.r3_3_7_enforcement_file",)),
    Stated("行政查询", "属于行政查询事项", ("t2.r3_3_8_admin_query",)),
    Stated("不掌握(?:相关)?", "本机关不掌握相关政府信息", ("t2.r3_4_1_not_held",)),
    Stated(
        "没有现成信息(?:需要?另行制作)?",
        "没有现成信息需要另行制作",
        ("t2.r3_4_2_no_existing",),
    ),
    Stated(
        "补正后(?:申请内容)?仍不明确", "补正后仍不明确", ("t2.r3_4_3_unclear_after_correction",)
    ),
    Stated("信访、?(?:举报)?、?(?:投诉)?类?", "信访举报投诉类申请", ("t2.r3_5_1_petition",)),
    Stated("重复申请", "重复申请", ("t2.r3_5_2_duplicate",)),
    Stated("逾期不补正", "逾期不补正", ("t2.r3_6_1_overdue_correction",)),
    _applicants("自然人|公民(?:个人)?(?![、和])", "自然人", "ROW.natural"),
    _applicants(
        "(?<!公民[、和])法人(?:[或和及、]|或者|以及)?其[他它]组织",
        "法人或其他组织",
        "ROW.total - ROW.natural",
    ),
    _applicants("(?<!事)企业", "商业企业", "ROW.biz"),
    _applicants("科研机构", "科研机构", "ROW.research"),
    _applicants("社会公益组织", "社会公益组织", "ROW.public_good"),
    _applicants("法律服务机构", "法律服务机构", "ROW.legal_svc"),
    Stated("行政复议", "行政复议", ("t3.review.total",), within=_OF_DISCLOSURE),
    Stated(
        "行政诉讼",
        "行政诉讼",
        (" + ".join(f"{one}.total" for one in _SUITS), *(f"{one}.total" for one in _SUITS)),
        within=_OF_DISCLOSURE,
    ),
    Stated("未经复议直接起诉", "未经复议直接起诉", ("t3.suit_direct.total",)),
    Stated("复议后起诉", "复议后起诉", ("t3.suit_after_review.total",)),
    *_disputes("(?:结果|决定)?维持", "upheld"),
    *_disputes("(?:结果|被)?纠[正错]|败诉", "corrected"),
    *_disputes("其[他它]结果", "other"),
    *_disputes("(?:尚未|未)审结", "pending"),
    Stated(
        "规范性文件制发|(?:本年|今年|新)(?:制发|制定|印发)",
        "行政规范性文件本年制发",
        ("t1.docs_made",),
        within="^(?!.*规章).*规范性文件",
    ),
    Stated(
        "(?:制发|制定|出台|印发)(?:行政)?规范性文件", "行政规范性文件本年制发", ("t1.docs_made",)
    ),
    Stated(
        "(?:废止|失效|废止[、和及]?失效)(?:行政)?规范性文件|废止[、和及]?(?:宣布)?失效|废止",
        "行政规范性文件本年废止",
        ("t1.docs_repealed",),
        within="规范性文件",
    ),
    Stated(
        "现行有效的?(?:(?:行政)?规范性文件)?",
        "行政规范性文件现行有效",
        ("t1.docs_valid",),
        within="^(?!.*规章).*规范性文件",
    ),
    Stated(
        "(?:作出|办理|办结)的?行政许可(?:决定|事项)?|行政许可(?:处理)?决定",
        "行政许可决定",
        ("t1.licence_decisions",),
    ),
    Stated(
        "(?:作出|下达|实施)的?行政处罚(?:决定)?|行政处罚(?:处理)?决定",
        "行政处罚决定",
        ("t1.penalty_decisions",),
    ),
    Stated(
        "(?:作出|实施|采取)的?行政强制(?:决定|措施)?|行政强制(?:处理)?决定",
        "行政强制决定",
        ("t1.coercion_decisions",),
    ),
    Stated("行政事业性收费(?:金额|收入)?", "行政事业性收费", ("t1.fee_amount_wan",), unit="万元"),
)
"""What the text says in words of its own, and the cells it can mean (annual.md C1、C2)."""
