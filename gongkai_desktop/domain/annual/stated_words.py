"""Wordings of a report's text that stand for cells of its tables (正文数字的说法)."""

from __future__ import annotations

import re

import attrs

from gongkai_desktop.domain.annual.cells import CARRIED_IN, CARRIED_OUT, DONE, NEW

WHOLE = f"t2.{NEW} + t2.{CARRIED_IN}"
BETWEEN = (
    r"(?:的|类|所以|而|依法|不予公开|不予处理|无法提供|政府信息公开|信息公开|政府信息|依申请公开|"
    r"申请|事项|情形|案件|办理件|办件|信息|数量|有|共计|共|合计|为|计|:|\(|\)|“|”|\")*"
)
UNIT = r"(?:件|宗|份|起|条|项|个|部)"


@attrs.frozen
class Stated:
    """Words of a text, the figure they stand for (``name``), and every expression it may equal.

    ``within`` must stand in the same sentence; ``unit`` follows the number. ``certain`` is False
    where the words may mean more; ``kinds``: several kinds of the figure may be told apart. LAST
    and NEXT in the words are the years before and after the report's.
    """

    words: str
    name: str
    exprs: tuple[str, ...]
    within: str = ""
    unit: str = UNIT
    certain: bool = True
    kinds: bool = False

    def pattern(self, year: int | None) -> re.Pattern[str]:
        """The words with the number after them, or where ``(\\d+)`` stands in them."""
        dated = self.words.replace("LAST", str((year or 1) - 1)).replace(
            "NEXT", str((year or 0) + 1)
        )
        if r"(\d+)" in dated:
            return re.compile(dated)
        return re.compile(rf"(?:{dated})(?!等){BETWEEN}(\d+(?:\.\d+)?){self.unit}")

    def before(self, year: int | None) -> re.Pattern[str]:
        """A number of 件 right before the words (9件予以公开、2件为上年结转)."""
        if not re.match(rf"t2\.(r3_[1-6]|{NEW}$|{CARRIED_IN}$|{CARRIED_OUT}$)", self.exprs[0]):
            return re.compile("(?!)")
        dated = self.words.replace("LAST", str((year or 1) - 1)).replace(
            "NEXT", str((year or 0) + 1)
        )
        if r"(\d+)" in dated:
            return re.compile("(?!)")
        reason = r"(?:(?:因|由于|经)[^,。;\d]{0,24}?|为|是|系|属于|属|被|依法|予以|申请"
        reason += "|按规定|按要求|依规|尚|仍)?"
        words = rf"{reason}(?:本年度?|当年|{year}年度?)?(?:{dated})(?!等)"
        return re.compile(rf"(\d+)件{words}(?!{BETWEEN}\d)")


def _applicants(words: str, name: str, cells: str) -> Stated:
    """Applicants of one kind: of the new requests, of all taken in, or of those done."""
    new, carried, done = (cells.replace("ROW", f"t2.{row}") for row in (NEW, CARRIED_IN, DONE))
    return Stated(words, name, (new, done, f"{new} + {carried}"), within="申请")


def _decisions(words: str, verbs: str, cell: str) -> tuple[Stated, ...]:
    """Decisions of one kind, alone or in a list after the verb; 办理 may tell of more than them."""
    listed = rf"(?:行政(?:许可|处罚|强制)(?:决定|案件|事项|措施)?(?:共|为)?\d+{UNIT}[、,和及])*"
    kinds = "(?:决定|事项|案件|措施)?"
    name = f"{words}决定"
    all_words = [
        (words_of_verb, certain)
        for verb, certain in ((f"{verbs}|作出", True), ("办理|办结", False))
        for words_of_verb in (
            rf"(?:{verb})的?(?:各类)?{listed}{words}{kinds}",
            rf"(?:{verb})的?(?:各类)?(\d+){UNIT}{words}",
        )
    ]
    all_words.append((rf"{words}(?:处理)?决定", True))
    return tuple(Stated(one, name, (cell,), certain=certain) for one, certain in all_words)


def _documents(verbs: str, name: str, cell: str, *, certain: bool = True) -> tuple[Stated, ...]:
    """规范性文件 made, repealed or in force: with the noun, or a number that ends the clause."""
    noun = "(?:行政)?(?:规范性)?文件"
    all_words = (
        rf"(?:{verbs})的?{noun}",
        rf"规范性文件(?:{verbs})",
        rf"(?:{verbs})(\d+){UNIT}(?:行政)?规范性文件",
        rf"(?:{verbs})(?:的|有|为|共|了)*(\d+){UNIT}(?=[,、)及和并(]|$|均|全部|其中)",
    )
    return tuple(
        Stated(words, name, (cell,), within="规范性文件", certain=certain, kinds=True)
        for words in all_words
    )


_MAKE = "(?:制发|制定|出台|印发)(?:并?(?:发布|公开|印发|出台))?"
_REPEAL = "(?:清理)?(?:予以|宣布)?(?:废止|失效)(?:[、和及或]?(?:宣布)?失效)?"
_OF_REQUESTS = "申请|信息公开"
_REQUESTS = "政府信息公开申请|依申请公开"
_ANSWERED = (f"t2.{DONE}", f"t2.{DONE} - t2.r3_6", f"t2.{NEW}")
FIGURES: tuple[Stated, ...] = (
    Stated("(?:本年度?)?新收", "本年新收", (f"t2.{NEW}",), within="申请|信息公开|本年"),
    Stated(
        r"(?:上|上一|LAST|去)年度?(?:结转|转结|转接)(?:办理)?|结转上一?年度?(?:办理)?",
        "上年结转",
        (f"t2.{CARRIED_IN}",),
    ),
    Stated(
        r"(?:结转|转结|转接|转)(?:至|到|入)?(?:下一?|次|明|NEXT)年度?(?:继续)?(?:办理)?",
        "结转下年度",
        (f"t2.{CARRIED_OUT}",),
    ),
    Stated(
        r"办结[^,。;\d]{0,4}\d+件[,、;]结转",
        "结转下年度",
        (f"t2.{CARRIED_OUT}",),
        within=_OF_REQUESTS,
    ),
    Stated(
        r"结转[^,。;\d]{0,8}\d+件[,、]?(?:合计|共计?|总计)(?:应?办理?)?(\d+)件",
        "本年新收与上年结转之和",
        (WHOLE,),
    ),
    Stated(
        "(?<![对相供回反响答])(?:应办(?:理|件)?|需办理)",
        "本年新收与上年结转之和",
        (WHOLE,),
        within="申请|结转",
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
        "(?:按[时期]|全部|均已?|共|已经?|办理|期限内|时限内)(?:依法|予以|作出)*(?:答复|回复|办复)"
        "(?:完毕|完成)?"
        "|(?:按[时期]|全部|均已?|已经?)(?:依法)?办理(?:完毕|完成)?|(?:答复|办理)(?:完毕|完成)"
        "|(?<=件,)答复",
        "办结",
        _ANSWERED,
    ),
    Stated(
        r"(\d+)件(?:申请)?(?:均?已经?|全部|按(?:规定|[时期]|照|法定))"
        r"(?:(?!延期|超期|逾期|补正|转)[^,。;\d]){0,24}(?:答复|回复|办结|办理完毕)",
        "办结",
        _ANSWERED,
    ),
    Stated("(?:全年|共|累计)办理", "办结", (f"t2.{DONE}", f"t2.{NEW}", WHOLE), within=_REQUESTS),
    Stated(
        r"(?<!不)予以公开(?:和|、|及|与|或)部分公开",
        "予以公开和部分公开",
        ("t2.r3_1_open + t2.r3_2_partial",),
    ),
    Stated(
        "(?:[其复]中|均|都)[:,]?公开(?!的)",
        "予以公开",
        ("t2.r3_1_open", "t2.r3_1_open + t2.r3_2_partial"),
        within="收到|受理|办理|答复",
    ),
    Stated(r"(?<![不、和及或与分])(?:予以|同意|全部|完全)公开", "予以公开", ("t2.r3_1_open",)),
    Stated(r"(?<!公开[和、及或与])部分(?:予以)?公开", "部分公开", ("t2.r3_2_partial",)),
    Stated("不予公开", "不予公开", ("t2.r3_3",)),
    Stated("无法提供", "无法提供", ("t2.r3_4",)),
    Stated("不予处理", "不予处理", ("t2.r3_5",)),
    Stated("其[他它]处理", "其他处理", ("t2.r3_6", "t2.r3_6_3_other")),
    Stated(
        r"(?:公开|提供|处理|掌握[^,、;\d]{0,8})的?\d+件[,、和]其[他它](?:情[形况])?(\d+)件",
        "其他处理",
        ("t2.r3_6", "t2.r3_6_3_other"),
    ),
    Stated("属于国家秘密", "属于国家秘密", ("t2.r3_3_1_state_secret",)),
    Stated(
        "其[他它]法律(?:、|和)?(?:行政)?法规(?:规定)?禁止公开",
        "其他法律行政法规禁止公开",
        ("t2.r3_3_2_other_law",),
    ),
    Stated('三安全一稳定[”"]?', "危及“三安全一稳定”", ("t2.r3_3_3_three_safety",)),
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
    Stated("公开出版物", "要求提供公开出版物", ("t2.r3_5_3_publication",)),
    Stated("大量(?:、)?反复申请", "无正当理由大量反复申请", ("t2.r3_5_4_abusive",)),
    Stated(
        "确认或(?:者)?重新出具(?:已获取信息)?",
        "要求行政机关确认或重新出具已获取信息",
        ("t2.r3_5_5_reconfirm",),
    ),
    Stated("逾期[不未]补正", "逾期不补正", ("t2.r3_6_1_overdue_correction",)),
    Stated(
        "逾期[不未](?:按[^,。;\\d]{0,8})?缴(?:纳)?费(?:用)?",
        "逾期未缴费",
        ("t2.r3_6_2_overdue_fee",),
    ),
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
    *_documents(_MAKE, "行政规范性文件本年制发", "t1.docs_made"),
    *_documents(_REPEAL, "行政规范性文件本年废止", "t1.docs_repealed"),
    *_documents("现行有效", "行政规范性文件现行有效", "t1.docs_valid"),
    *_documents("继续有效", "行政规范性文件现行有效", "t1.docs_valid", certain=False),
    *_decisions("行政许可", "核发", "t1.licence_decisions"),
    *_decisions("行政处罚", "下达|实施", "t1.penalty_decisions"),
    *_decisions("行政强制", "实施|采取", "t1.coercion_decisions"),
    Stated(
        "行政事业性收费(?:金额|收入|项目)?", "行政事业性收费", ("t1.fee_amount_wan",), unit="万元"
    ),
)
"""What the text says in words of its own, and the cells it can mean (annual.md C1、C2)."""
