"""Passages as offices write them: right ones accuse nobody, each wrong figure is noticed.

A figure in braces stands for cells of the tables; changed alone it must be noticed. Figures
without braces speak of other matters (网站、热线、建议提案、公示…). Names and figures are invented.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

import attrs
import pytest

from gongkai_desktop.domain.annual.published import check_wording
from gongkai_desktop.domain.annual.tables import AnnualReport, compile_tables
from gongkai_desktop.domain.annual.violation import Level
from tests.domain.annual.reports import Counted

_ROWS = {
    "open": "r3_1_open",
    "part": "r3_2_partial",
    "secret": "r3_3_1_state_secret",
    "law": "r3_3_2_other_law",
    "third": "r3_3_4_third_party",
    "inner": "r3_3_5_internal",
    "process": "r3_3_6_process",
    "file": "r3_3_7_enforcement_file",
    "query": "r3_3_8_admin_query",
    "unknown": "r3_4_1_not_held",
    "unmade": "r3_4_2_no_existing",
    "unclear": "r3_4_3_unclear_after_correction",
    "petition": "r3_5_1_petition",
    "again": "r3_5_2_duplicate",
    "late": "r3_6_1_overdue_correction",
    "other": "r3_6_3_other",
}
_DISPUTES = {
    f"{block[0]}_{result}": (block, result)
    for block in ("review", "suit_direct")
    for result in ("upheld", "corrected", "other", "pending")
} | {f"after_{result}": ("suit_after_review", result) for result in ("upheld", "pending")}
_FIRST = {
    "made": "docs_made",
    "repealed": "docs_repealed",
    "valid": "docs_valid",
    "licences": "licence_decisions",
    "penalties": "penalty_decisions",
    "coercions": "coercion_decisions",
    "fees": "fee_amount_wan",
}
_UNTOLD = {"made": "7", "repealed": "3", "valid": "41", "licences": "863", "penalties": "57"}
"""Figures of 表一 that a passage does not tell of: no passage may be held against them."""

PASSAGES: tuple[tuple[str, str], ...] = (
    (
        "new=12",
        "(二)依申请公开情况。2025年,我局共受理政府信息公开申请{12}件,已全部按期办结。"
        "(三)承办12345热线工单3120件,办结率100%;办理人大代表建议19件、政协提案8件,均已答复。",
    ),
    (
        "new=24 out=2 r_upheld=2 r_corrected=1 r_other=1",
        "全年收到依申请公开{24}件,多数以信函寄来,{22}件已按法定程序和时限作了答复,{2}件结转下年。"
        "信息公开行政复议案件{4}件,维持{2}件,纠正{1}件,撤回复议申请1件。",
    ),
    (
        "new=8 carried=1 open=3 unknown=4 other=2",
        "2025年共收到政府信息公开申请8件,上年结转{1}件,全年实际处理申请共计{9}件。其中:予以公开{3}件,"
        "占{33}%;因本机关不掌握相关信息而无法提供{4}件,占{44}%;其他处理{2}件,占{22}%。",
    ),
    (
        "new=41 natural=39 biz=2 out=5 made=6",
        "网站公开各类信息213条,其中政策文件21条、政策解读20条、会议信息18条等。2025年,共收到依申请件{41}件,"
        "其中自然人{39}件,企业{2}件,办结{36}件,结转下年办理{5}件。本年度制定并公开行政规范性文件{6}件。",
    ),
    (
        "new=61 carried=3 open=48 part=5 secret=1 law=2 file=1 unknown=4 out=3 r_pending=2",
        "市长信箱办理来件310件,办结率100%。12345便民热线诉求9021件,已办结9021件。2025年,全市共受理群众"
        "政府信息公开申请{61}件,办理上年结转{3}件。其中予以公开{48}件,部分公开{5}件,属于国家秘密{1}件,"
        "其他法律行政法规禁止公开{2}件,属于行政执法案卷{1}件,本机关不掌握相关政府信息{4}件,结转下年度办理{3}件,"
        "因政府信息公开引发行政复议{2}件。",
    ),
    (
        "new=980 carried=14 out=11",
        "主动公开规章9件、行政规范性文件15件(省政府)。全年共收到公开申请{994}件(上年度结转{14}件,"
        "结转下年度{11}件)。",
    ),
    (
        "new=5",
        "本年度更新领导分工2次;依申请公开{5}次,行政复议{0}次,行政诉讼{0}次;公示低保对象36户。",
    ),
    (
        "new=4",
        "2025年,收到申请政府信息公开事项{4}件,已作书面答复。收到针对本街道信息公开事务的行政复议{0}件。",
    ),
    (
        "new=52 carried=4 open=6 part=31 unknown=14 other=5",
        "不动产登记公告2210件、土地公告96件。2025年本机关共受理依申请公开件52件,上年结转政府信息公开申请"
        "办件{4}件。均在法定时限内办结,在所有受理的来件中,予以公开{6}件,部分公开{31}件,"
        "本机关不掌握相关信息{14}件。",
    ),
    (
        "new=90 carried=6 open=40 part=22 file=5 unknown=17 petition=2 other=7 out=3",
        "2025年,收到依申请公开件{90}件,其中,当面申请的{31}件,来信申请的{40}件,网上申请的{19}件。办结依申请公开件"
        "{93}件(含2024年结转的{6}件),其中,予以公开{40}件,部分公开{22}件,不予公开{5}件,信息无法提供{17}件、"
        "不予处理{2}件,其他处理{7}件。",
    ),
    (
        "new=70 carried=5 out=4",
        "承办区人大代表建议30件、区政协提案28件,满意率100%。全年受理依申请公开政府信息70件,上年结转{5}件。"
        "其中当面递交{20}件,信函申请{50}件,上述申请已办结{71}件,转接下年度继续办理{4}件。发布清单190项。",
    ),
    (
        "new=88 natural=80 carried=7 out=5 open=30 part=9 file=2 unknown=44 other=5"
        " r_upheld=2 s_upheld=1",
        "2025年,共受理政府信息公开申请88件,其中自然人申请{80}件,法人或其他组织申请{8}件。答复政府信息公开申请"
        "{90}件(含上年度转结申请{7}件,另有{5}件申请转结下年度继续办理)。所有答复件中,予以公开及部分公开的"
        "{39}件,占{43.33}%;不予公开的{2}件,占{2.22}%;无法提供的{44}件,占{48.89}%;其他处理{5}件,占{5.56}%。"
        "因政府信息公开引起的行政复议{2}件、行政诉讼{1}件。",
    ),
    (
        "new=0 r_upheld=1 s_upheld=2",
        "2025年,我局未收到政府信息公开申请。办理因2024年度政府信息公开申请引发行政复议{1}件、"
        "引发行政诉讼{2}件,均维持结果。",
    ),
    (
        "new=77 out=1 r_upheld=9 s_pending=1",
        "全年共收到政府信息依申请公开77件次,已经答复76件,{1}件结转下年度继续办理;产生行政复议{9}件和行政诉讼"
        "{1}件。行政规范性文件栏目公开我县5件行政规范性文件。",
    ),
    (
        "new=43 r_upheld=3 r_corrected=1 r_pending=1 s_upheld=2 s_pending=1 repealed=5",
        "年内公开规范性文件3件,其他文件31件。2025年通过信函、邮箱、网络等渠道共收到公民、法人依申请公开事项{43}件,"
        "办结{43}件;政府信息公开行政复议案件{5}件,结果维持{3}件,结果纠正{1}件,正在复议{1}件;起诉案件1件,"
        "正在审理中;结转起诉案件2件,结果维持。对规范性文件进行清理,予以废止2件、宣布失效3件。",
    ),
    (
        "new=34",
        "县长信箱收到信件402件,办结381件,不予受理21件。2025年共收到政府信息公开申请{34}件,"
        "其中线上办理{29}件,线下办理{5}件。",
    ),
    (
        "new=19",
        "公文类政府信息9件(含规范性文件2件)、就业补贴信息141条。全年共作出政府信息公开申请答复{19}件,"
        "均在法定期限内办结,无结转至下一年度办理的申请。",
    ),
    (
        "new=6 carried=2 out=1",
        "本年公众号发布信息438条。2025年共办理回复依申请公开件{8}件(含上年结转{2}件),其中{7}件按规定程序"
        "及时答复申请人。召开新闻发布会2场。",
    ),
    (
        "new=51 carried=2 out=6 made=5 repealed=1 valid=23",
        "制定发布规范性文件{5}件,清理废止文件{1}件,现行有效文件{23}件。收到网民留言260条,办结留言251条。"
        "2025年全区共收到依申请公开件51件,上年度结转办理件{2}件,共办结{47}件,结转到2026年办理{6}件。",
    ),
    (
        "new=130 carried=9 out=8 r_upheld=60 r_pending=12 s_upheld=30 s_pending=11",
        "2025年依申请公开共收到群众网上申请{112}件,快递{18}件,上年结转{9}件,截至12月底已回复{131}件,"
        "{8}件正在办理中。行政复议{72}件,行政诉讼{41}件。",
    ),
    (
        "new=50 open=4 part=31 inner=2 unknown=13",
        "2025年共受理依申请公开事项{50}件。已答复{50}件,答复率100%。其中“予以公开”{4}件,占已答复件数的{8}%;"
        "“部分公开”{31}件,占{62}%;“不予公开”{2}件,占{4}%;“无法提供”{13}件,占{26}%。",
    ),
    (
        "new=40 out=3",
        "2025年,全区共收到信息公开申请件{40}件,已按时办结{37}件,{3}件结转至下年度继续办理,办结率{92.5}%。",
    ),
    (
        "new=57 natural=57 open=31 part=2 third=1 inner=1 unknown=20 other=1 out=1"
        " r_corrected=1 r_pending=2 s_pending=1",
        "住建局2025年办理结果如下:予以公开{31}件;部分予以公开{2}件;不予公开{2}件,其中{1}件因涉及第三方合法权益,"
        "{1}件属于政府内部事务信息;由于本机关不掌握相关政府信息而无法提供{20}件;结转下年度继续办理{1}件。"
        "因政府信息公开问题被申请行政复议有{3}件,其中,{1}件被复议机关撤销答复书中部分内容,{2}件正在复议机关"
        "审理中,尚未审结。行政诉讼有{1}件,目前正在法院审理中。",
    ),
    (
        "new=10 out=2 r_upheld=2 licences=1826 penalties=38 coercions=5",
        "全年共办理行政许可{1826}件、行政处罚{38}件、行政强制{5}件。2025年我局共接收通过邮寄、邮件、现场等方式"
        "提交的各类政府信息公开申请{10}件,共办结{8}件,结转2026年度继续办理{2}件。全年受理政府信息公开行政复议"
        "{2}件,结果维持{2}件。",
    ),
    (
        "new=31 licences=694 penalties=2",
        "市教育局作出行政处罚{2}宗;作出{694}宗行政许可,其中学校设立3宗。公示行政许可信息90条、行政处罚信息1条。"
        "2025年收到{31}件政府信息公开申请。",
    ),
    (
        "new=58 carried=3 out=7 r_upheld=7 after_pending=1",
        "2025年市政府本级、政府办办理政府信息公开申请{61}件,办结{54}件,结转下一年办理{7}件,行政复议{7}件,"
        "复议后起诉{1}件。全年主动公开政府信息3120条,开展意见征集27期。",
    ),
    (
        "new=73 carried=4 out=3 open=12 part=5 inner=7 unknown=41 petition=9",
        "2025年,共办理以县政府为被申请人的政府信息公开申请{77}件,结转下年度办理{3}件,办结的{74}件中予以公开的"
        "{12}件,不予公开{7}件,无法提供(不掌握)的{41}件,不予处理的{9}件。",
    ),
    (
        "new=20 again=4 open=16",
        "本年度共收到依申请公开{20}件,其中{4}件由于重复申请不予处理,其余均已按规定回复。",
    ),
    (
        "new=38 natural=33 biz=3 carried=8 open=4 part=24 unknown=11 out=4"
        " made=3 repealed=16 valid=80",
        "2025年,我办共受理依申请公开事项{38}件(其中:自然人申请{33}件、企业申请{3}件),上年结转{8}件,予以公开{4}件、"
        "部分公开{24}件、无法提供{11}件、结转下年度办理{4}件。全年制发政府规章1份,废止政府规章2份,现行有效政府规章"
        "8份;制发{3}份规范性文件,废止{16}份规范性文件,现行有效规范性文件{80}份。",
    ),
    (
        "new=15 r_upheld=9 s_pending=1",
        "2025年共收到依申请公开申请{15}件,其中网络申请{2}件,信函申请{13}件;答复完毕{15}件。"
        "答复后被行政复议{9}件,全部维持;诉讼{1}件,未审结。",
    ),
    (
        "new=118 carried=4 natural=101 biz=10 out=6 open=40 part=20 file=9 unknown=37 again=3"
        " other=7 r_upheld=5 r_corrected=1 r_other=2",
        "2025年度新收政府信息公开申请{118}件,其中自然人{101}件,商业企业{10}件。加上上年结转的{4}件,全年应办"
        "{122}件,实际办结{116}件,办结率{95.08}%,其余{6}件按规定结转2026年度办理。予以公开{40}件,占办结总数的"
        "{34.48}%;无法提供{37}件,占{31.90}%;不予处理{3}件,占{2.59}%。因政府信息公开被申请行政复议{8}件,"
        "维持{5}件,纠正{1}件,其他结果{2}件,维持率{62.5}%,纠错率{12.5}%。",
    ),
    (
        "new=9 open=4 unknown=3 unmade=1 unclear=1",
        "2025年,区水务局收到政府信息公开申请{9}条。答复结果为:予以公开{4}件,本机关不掌握相关政府信息{3}件,"
        "没有现成信息需要另行制作{1}件,补正后申请内容仍不明确{1}件。",
    ),
    (
        "new=22 petition=3 late=2 open=14 query=1 process=2",
        "2025年收到公民、法人和其他组织的政府信息公开申请{22}件。予以公开{14}件,属于行政查询事项{1}件,"
        "属于四类过程性信息{2}件,信访举报投诉类申请{3}件,申请人逾期不补正{2}件。",
    ),
    (
        "new=0 licences=15 fees=8.83",
        "作出行政许可决定{15}件,行政事业性收费{8.83}万元。2025年我局未收到政府信息公开申请,发布信息8条。",
    ),
    (
        "new=64 out=0 r_upheld=3 r_other=2",
        "2025年收到政府信息公开申请{64}件。被申请行政复议{5}件(信息公开类),其中复议机关维持2件、驳回复议申请1件,"
        "申请人撤回2件。",
    ),
    (
        "new=27 made=0 repealed=4 valid=33",
        "2025年未制发行政规范性文件,废止{4}件,现行有效行政规范性文件{33}件。完善规范性文件管理制度,制定5项措施。"
        "依法受理政府信息公开申请{27}件。",
    ),
    (
        "new=66 carried=5 natural=59 biz=7 out=6 open=23 part=9 process=2 inner=1 unknown=21"
        " unclear=2 r_upheld=1 r_pending=1",
        "全年本机关登记政府信息公开申请{66}件,其中公民{59}件、企业{7}件。连同上年结转{5}件,本年度共办结{65}件。"
        "按答复结果分:全部公开{23}件,部分公开{9}件,不予公开{3}件(过程性信息{2}件、内部事务信息{1}件),"
        "无法提供{23}件,其他{7}件。年末尚有{6}件正在办理。因政府信息公开被提起行政复议{2}件,{1}件予以维持。",
    ),
    (
        "new=310 carried=3 out=5 r_upheld=2 r_corrected=1",
        "公开信息6655条,其中市本级3133条,县区3522条。2025年全年共收到依申请公开310件,上年结转{3}件,法定期限内"
        "予以答复{308}件,结转下年{5}件。政府信息公开类行政复议{3}件,其中:结果维持{2}件,结果纠正{1}件。",
    ),
    (
        "new=20 carried=1 out=3 open=9 unknown=7 other=2",
        "本年收到政府信息公开申请20件,加上2024年结转{1}件,共{21}件;尚有{3}件在办理期内。答复中,公开{9}件,"
        "无法提供{7}件,其他{2}件。",
    ),
    (
        "new=8 s_upheld=1",
        "2025年,收到政府信息依申请公开信件{8}件,办结{8}件,办结率100%。因政府信息公开申请引发行政诉讼{1}件。"
        "县长信箱收到信件61件,办结61件。",
    ),
)
"""(cells, passage)"""

ELSEWHERE = (
    "司法局全年受理行政复议申请120件,审结110件,维持80件,纠正20件。收到政府信息公开申请12件。",
    "全年发生行政诉讼案件30件,其中政府信息公开类0件。",
    "(一)主动公开。承办建议提案31件,答复31件,予以公开20件,不予公开11件。",
    "受理法律援助案件1213件,办结案件1138件,办结率93.8%。",
    "网上政务服务办件3200件,已办理3190件,10件正在办理。",
    "公开规章148部、行政规范性文件463件,解读政策文件23件。",
    "主动公开行政许可决定书1782份、行政处罚决定书8份。公开行政处罚决定90件。",
    "回应群众关切22件,召开依申请公开业务培训会3次,编制依申请公开目录12条。",
    "2024年收到政府信息公开申请30件,办结28件。",
    "市级以上媒体刊发信息719条,其中网站65条(公告3条),微信497条,抖音157条。",
    "收到补贴申请140件、许可申请22件,受理复议申请3件。",
    "2025年收到政府信息公开申请12件,实际受理政府信息公开申请12件,其中上半年受理申请5件。",
    "政府信息公开行政复议0件(上年结转0件,本年新收0件),负责人出庭应诉3件。",
    "自2008年以来累计收到政府信息公开申请130件,2025年收到12件。",
    "县政府办收到政府信息公开申请7件,县教育局收到政府信息公开申请5件。",
    "2024年收到政府信息公开申请30件,2025年收到政府信息公开申请12件,办结12件。",
    "组织学习依申请公开典型案例12件,处理依申请公开系统故障3次。",
    "收到政府信息公开申请12件。人大代表建议办结34件,政协提案答复20件,主动公开复文54件。",
    "全县共收到政府信息公开申请12件,本级受理申请4件,转送部门8件。",
    "政务新媒体推送信息300条,微信公众号180条;公开行政许可信息65条、行政处罚信息4条。",
    "市民热线受理诉求3612件,按时答复3600件,答复率99.67%,尚未办结12件。",
    "领导信箱收到来信47件,回复47件,其中公开30件,不予公开17件。",
    "全年制发公文505件,其中主动公开487件、依申请公开13件、不予公开5件。",
    "严格公文公开属性源头认定,审查公文96件,主动公开60件,依申请公开20件,不予公开16件。",
    "全年公开政府信息500条,其中主动公开487条,依申请公开13条。",
    "较2024年收到的申请30件有所减少,全年收到政府信息公开申请12件。",
    "全省各级行政机关现行有效规章97件,废止规章4件。",
)
"""Figures that are none of the tables' of an office with 12 requests."""


def _cells(words: str) -> dict[str, str]:
    return dict(one.split("=") for one in words.split())


def _report(words: str, prose: str) -> AnnualReport:
    """Tables that tie with the cells named; other results are 其他, all 予以公开 if none is."""
    cells = _cells(words)
    new, carried, out = (int(cells.get(one, 0)) for one in ("new", "carried", "out"))
    natural, biz = int(cells.get("natural", new)), int(cells.get("biz", 0))
    results = {row: int(cells[one]) for one, row in _ROWS.items() if one in cells}
    rest = new + carried - out - sum(results.values())
    assert rest >= 0
    row = "r3_6_3_other" if results else "r3_1_open"
    results[row] = results.get(row, 0) + rest
    others = new - natural
    counts = [
        Counted("new", "", "natural", natural),
        Counted("new", "", "biz", biz),
        Counted("new", "", "other_org", others - biz),
        Counted("carried_in", "", "natural", carried),
        Counted("carried_out", "", "natural", out),
    ]
    for row, n in results.items():
        by_others = min(n, others)
        others -= by_others
        counts += [Counted("result", row, "natural", n - by_others)]
        counts += [Counted("result", row, "biz", by_others)]
    disputes = {key: int(cells[one]) for one, key in _DISPUTES.items() if one in cells}
    first = {cell: cells.get(one, _UNTOLD.get(one, "9")) for one, cell in _FIRST.items()}
    report = compile_tables(2025, counts, disputes, first, org="望山县某局")
    return attrs.evolve(report, prose=prose)


def _told(words: str, prose: str) -> list[str]:
    return [one.message for one in check_wording(_report(words, prose))]


def _plain(passage: str) -> str:
    return re.sub("[{}]", "", passage)


def _changed() -> Iterator[tuple[str, str]]:
    """Every passage with one of its figures put otherwise."""
    for words, passage in PASSAGES:
        for match in re.finditer(r"\{([\d.]+)\}", passage):
            step = Decimal("1.1") if "." in match[1] else 1
            other = str(Decimal(match[1]) + step)
            yield words, _plain(f"{passage[: match.start()]}{other}{passage[match.end() :]}")


@pytest.mark.parametrize(("words", "passage"), PASSAGES)
def test_a_right_passage_accuses_nobody(words: str, passage: str) -> None:
    assert _told(words, _plain(passage)) == []


@pytest.mark.parametrize("passage", ELSEWHERE)
def test_figures_of_other_matters_accuse_nobody(passage: str) -> None:
    assert _told("new=12 open=7 inner=2 unknown=3", passage) == []


def test_each_figure_put_wrong_is_noticed() -> None:
    wrong = [*_changed()]
    assert len(wrong) > 150
    assert [passage for words, passage in wrong if not _told(words, passage)] == []


def test_a_figure_right_once_and_wrong_elsewhere_is_asked_about() -> None:
    prose = "2025年共收到政府信息公开申请12件,办结12件。五、存在问题。2025年办结申请13件,仍有不足。"
    told = check_wording(_report("new=12", prose))
    assert [one.level for one in told] == [Level.SOFT]


def test_what_only_the_item_says_is_asked_about_not_certain() -> None:
    """A sentence that does not name disclosure belongs to the item it stands in, probably."""
    prose = "(二)依申请公开。2025年收到政府信息公开申请12件。行政复议3件。"
    told = check_wording(_report("new=12", prose))
    assert [one.level for one in told] == [Level.SOFT]
