"""What each kind of reply must tell of (各类答复的要素): D09, D10, D12–D16, D19–D25."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from gongkai_desktop.domain.letter.finding import Finding
from gongkai_desktop.domain.lint.rules import Case, finding
from gongkai_desktop.domain.lint.text import read_day

_PLACES = {
    "公文处理系统": r"公文|办公(?:自动化)?系统|OA|收发文|发文登记|文书档案|办公平台|内网",
    "业务系统": r"业务系统|信息系统|审批系统|管理系统|平台|数据库"
    r"|(?:财务|项目|登记|资金)[^，。；、]{0,10}系统",
    "档案室": r"档案(?!管理系统|信息系统|系统)",
    "科室存档": r"科室|处室|股室|[科处股室所]存|业务科|各科|[科股]卷宗"
    r"|[科股处办][^，。；]{0,4}(?:核实|核查|核对|反馈|翻阅|自查)",
}
_DATE = r"\d{4}年\d{1,2}月\d{1,2}日"
_SEARCH = r"(?:检索|查找|查询|查阅|搜索|翻阅)"
_SEARCH_DAY = rf"{_DATE}[^。]{{0,120}}{_SEARCH}|{_SEARCH}[^。]{{0,120}}{_DATE}"
_NUMBER = r"[〔\[（]\d{4}[〕\]）]第?\d+号"
_DUTY = (
    r"职责|未(?:予)?制作|没有制作|未(?:曾)?获取|没有获取|[未没](?:有)?形成|不需|无需|未(?:曾|予|留)?保存|没有保存"
    r"|现未保存|不由[^。；]{2,20}(?:制作|保管)|未报|没有报|未移交"
    r"|遗失|损毁|毁损|灭失|焚毁|由[^。；，]{2,24}(?:填写|形成|出具|留存|保存|保管)"
)


def rules_on_results(case: Case) -> Iterator[Finding]:
    """The rules of the letter's own kind."""
    special = _BY_CODE.get(case.code)
    if special:
        yield from special(case)


def _not_existing(case: Case) -> Iterator[Finding]:
    """D09, D10: who searched where, how, when; whose duty it was."""
    letter = case.letter
    marks = {
        "检索过程": _SEARCH,
        "检索范围": "|".join(_PLACES.values()),
        "检索方式或条件": r"关键[词字]|条件|文号|名称|时间段|人工|逐[份卷]|全文|方式",
        "检索日期": _SEARCH_DAY,
        "职责核对": _DUTY,
    }
    missing = [name for name, pattern in marks.items() if not letter.has(pattern)]
    if missing:
        words = f"信息不存在的答复没有写明{'、'.join(missing)}"
        yield finding("D09", "E", words, case.anchor, article="条例第三十六条第（四）项")
    places = [name for name, pattern in _PLACES.items() if letter.has(pattern)]
    if letter.has(_SEARCH) and len(places) < 2:
        place = next(letter.all(rf"[^。；]*{_SEARCH}[^。；]*"), None)
        words = "检索范围少于两处（公文系统、业务系统、档案室、科室），检索不充分容易被撤销"
        yield finding("D10", "W", words, place, article="条例第三十六条第（四）项")


def _another_organ(case: Case) -> Iterator[Finding]:
    """D12: why it is not ours, and whose it is."""
    letter, article = case.letter, "条例第三十六条第（五）项"
    if not re.search(
        r"职责|由[^。；]{2,40}(?:制作|获取|保存|管理|负责|组织|核发|承担|作出)|[不非](?:是|由)[^。；]{0,8}(?:制作|获取)|职能|管辖"
        r"|未(?:曾)?(?:制作|获取)|没有(?:制作|获取)",
        letter.body.words,
    ):
        words = "没有说明为什么不属于本机关负责公开"
        yield finding("D12", "E", words, case.anchor, article=article)
    phone = r"(?:电话|热线)[^，。；]{0,6}?[\d—－-]{5,}|\d{3,4}[—－-]+\d{7,8}"
    told = re.search(phone, letter.body.words) and letter.has(
        r"(?:向|到|至|与|咨询)[^。]{2,40}(?:申请|咨询|了解|提出|查询|联系)"
    )
    if not told and not letter.has(r"[不无](?:能|法)确定|难以确定"):
        words = "没有告知负责公开的机关名称和联系方式，也没有说明不能确定"
        yield finding("D12", "W", words, case.anchor, article=article)


def _already_public(case: Case) -> Iterator[Finding]:
    """D13: the exact place of what is already public."""
    letter, lacking = case.letter, []
    link = r"https?://[\w.\-]+/[^\s，。；）]{3,}|索引号[：:为]?[^，。；\s]{4,}|www\.[\w.\-]+/[^\s，。；）]{3,}"
    if not letter.has(link):
        lacking.append("完整网址或者索引号")
    told = r"(?:公开|发布|公布|刊登|上线)"
    if not letter.has(rf"{_DATE}[^。]{{0,40}}{told}|{told}[^。]{{0,20}}{_DATE}"):
        lacking.append("公开日期")
    if lacking:
        words = f"告知已主动公开，没有写明{'、'.join(lacking)}"
        place = next(letter.all(r"https?://[\w.\-]+/?|www\.[\w.\-]+"), None)
        yield finding("D13", "E", words, place or case.anchor, article="条例第三十六条第（一）项")


def _third_party(case: Case) -> Iterator[Finding]:
    """D14: the third party was asked, and not its refusal alone decides."""
    asked = (
        r"(?:征求|征询|书面征求|听取)[^。]{0,30}意见(?!.{0,2}(?:时间|期间|所需))|意见(?:征询|征求)"
    )
    weighed = (
        r"损害|侵扰|不利|竞争|影响|泄露|理由(?:合理|成立|充分)|公共利益|保密措施|经济利益"
        r"|合法权益[^。]{0,6}受"
    )
    own = re.sub(
        r"可能损害[^。；，]{0,12}合法权益|对?第三方(?:的)?合法权益造成损害",
        "",
        case.letter.body.words,
    )
    if not case.letter.has(asked):
        words = "没有写明书面征求第三方意见的经过"
        yield finding("D14", "E", words, case.anchor, article="条例第三十二条")
    elif not re.search(weighed, own):
        words = "不能只以第三方不同意为理由，还要写明会怎样损害其合法权益"
        place = next(case.letter.all(r"第三方[^。；，]{0,20}不同意[^。；，]{0,10}"), None)
        yield finding("D14", "E", words, place or case.anchor, article="条例第三十二条")


def _process(case: Case) -> Iterator[Finding]:
    """D15: which of the four kinds of working papers, and that the matter is still open."""
    letter, article = case.letter, "条例第十六条第二款"
    own = re.sub(r"讨论记录、过程稿、磋商信函、请示报告等?(?:过程性信息)?", "", letter.body.words)
    kinds = (
        r"讨论(?:和|、)?(?:会议)?记录|过程稿|磋商(?:的)?(?:信|函)|请示|报告"
        r"|(?:征求意见|送审|草案|初)稿|会议(?:记录|纪要)"
    )
    if not re.search(kinds, own):
        words = "没有指明是讨论记录、过程稿、磋商信函、请示报告中的哪一种"
        yield finding("D15", "E", words, case.anchor, article=article)
    for span in letter.all(r"会议纪要"):
        words = "会议纪要是否属于过程性信息有争议，请写明理由"
        yield finding("D15", "W", words, span, article=article)
        break
    done = (
        r"(?:事项|项目|工作|方案|决策|审批|该案)[^。；，]{0,10}"
        r"已(?:经)?(?:办结|完成|结束|批准|印发|作出决定|实施|施行)"
    )
    for span in letter.all(done):
        words = "事项已经办结，过程性信息不公开的理由减弱，请再核对"
        yield finding("D15", "W", words, span, article=article)
        break


def _enforcement(case: Case) -> Iterator[Finding]:
    """D16: which case, what harm, and the way open to a party."""
    body, article = case.letter.body.words, "条例第十六条第二款"
    checks = (
        (
            r"案号|卷号|立案|[〔\[（]\d{4}[〕\]）][^。]{0,12}号|案(?:件)?（|”案|一案|行政处罚案",
            "没有写明案件名称或者案号",
        ),
        (r"公开(?:后)?(?:会|将|可能)|影响|妨碍|干扰|骚扰|损害(?!第三方)", "没有写明公开的具体影响"),
        (
            r"查阅|阅卷|阅览|[不非][^。；]{0,10}当事人|案外人|(?:当事人|[您你])[^。]{0,30}(?:申请|请求)[^。]{0,12}案卷",
            "没有提示当事人可以依法查阅案卷",
        ),
    )
    for pattern, words in checks:
        if not re.search(pattern, body):
            yield finding("D16", "W", words, case.anchor, article=article)
            return


_HARM = re.compile(
    r"公开后?[，]?(?:可能|会|将|极易|易|容易)[^。]{8,}"
    r"|(?:一旦|凭此|据此|泄露|披露|被[^，。]{0,6}利用)[^。]{8,}|(?:导致|引发|造成|波及|诱发)[^。]{6,}"
)


def _public_safety(case: Case) -> Iterator[Finding]:
    """D19: the concrete harm to safety or stability."""
    body = re.sub(
        r"公开后可能危及国家安全、公共安全、经济安全、社会稳定", "", case.letter.body.words
    )
    if not _HARM.search(body) or not re.search(r"评估|研判|风险|会商|论证", body):
        words = "没有写明具体的危害路径和风险评估"
        yield finding("D19", "W", words, case.anchor, article="条例第十四条")


_ANSWERED_ON = re.compile(
    rf"{_DATE}(?:(?!{_DATE}|收到|提交|提出|申请公开)[^。；]){{0,40}}?(?:作出|答复|告知|出具|回复)"
    rf"|(?:答复|告知书?|{_NUMBER})[^。；]{{0,12}}?[（，]{_DATE}"
)


def _repeated(case: Case) -> Iterator[Finding]:
    """D20: the earlier answer by number, date and service."""
    letter, lacking = case.letter, []
    own = letter.folded(letter.number) if letter.number else ""
    numbers = [one for one in letter.all(_NUMBER) if one.words not in re.sub(r"\s", "", own)]
    if not numbers and len(list(letter.all(_NUMBER))) < 2:
        lacking.append("前次答复的文号")
    if not _ANSWERED_ON.search(letter.body.words):
        lacking.append("前次答复的日期")
    if not letter.has(r"送达|签收|[您你]收到|寄送|邮寄(?:给|送)|领取"):
        lacking.append("送达情况")
    if lacking:
        words = f"重复申请没有写明{'、'.join(lacking)}"
        yield finding("D20", "E", words, case.anchor, article="条例第三十六条第（六）项")


_TERM_ENDS = re.compile(
    rf"({_DATE})[^。；，]{{0,6}}(?:届满|期满|止|截止)|(?:期限)[^。；]{{0,10}}至({_DATE})"
)
FEE_TERM = 20


def _not_yet_over(case: Case, rule: str, article: str) -> Iterator[Finding]:
    """The term given has run out when the request is closed for letting it pass."""
    signed = case.letter.signed
    match = _TERM_ENDS.search(case.letter.plain)
    end = read_day(match.group(1) or match.group(2)) if match else None
    if match and end and signed and end >= signed:
        place = case.letter.span(*match.span())
        yield finding(rule, "E", "期限到成文日期还没有届满", place, article=article)


def _after_correction(case: Case) -> Iterator[Finding]:
    """D21: the notice to correct and its service; what is still unclear."""
    letter, article = case.letter, "条例第三十条"
    notice = (
        r"(?:告知|通知|寄出|寄送|发出|发送|送达|要求|出具|作出)[^。]{0,30}补正"
        r"|补正[^。]{0,10}(?:告知|通知)"
    )
    asking = r"(?:提交|提出|收到)(?:(?!补正)[^。；，]){0,16}申请(?!补正)"
    dated = rf"{_DATE}(?:(?!{asking})[^。]){{0,60}}"
    if not letter.has(rf"{dated}(?:{notice})|(?:{notice})[^。]{{0,40}}{_DATE}"):
        yield finding("D21", "E", "没有写明补正告知及其送达日期", case.anchor, article=article)
    if case.code != "C15":
        yield from _not_yet_over(case, "D21", article)
        return
    generic = (
        r"因?申请内容不明确，?|仍?(?:未|没有)能?指明(?=所需|信息)"
        r"|(?:所需|申请)?(?:政府)?信息的?名称、文号[^：:，。；]{0,24}"
    )
    told = [*re.finditer(rf"(?:{notice})[^。]*。", letter.body.words)]
    after = letter.body.words[told[0].end() if told else 0 :]
    body = re.sub(generic, "", after)
    unclear = (
        r"(?:仍|未(?:能)?|没有|无法|不能|不足以|难以)[^。；，]{0,12}"
        r"(?:明确|指明|写明|识别|确定|指向|特定|区分|检索)"
    )
    why = (
        r"(?:指明|写明|明确|载明)[^。；]{0,30}[：:]|既[没未]|[没未]有?(?:写明|说明|指明|载明|提供)"
        r"|过于|笼统|宽泛|“[^”]+”[^。]{0,20}(?:没有|未|不|无法)"
    )
    if not re.search(unclear, body) or not re.search(why, body):
        yield finding("D21", "E", "没有说明补正后哪里仍不明确", case.anchor, article=article)


def _reasons_asked(case: Case) -> Iterator[Finding]:
    """D22: reasons were asked for before."""
    if not case.letter.has(
        r"(?:要求|告知|请)[^。]{0,40}说明[^。]{0,6}理由|说明理由告知书|(?:未|没有)说明"
    ):
        words = "没有写明此前要求说明理由"
        yield finding("D22", "E", words, case.anchor, article="条例第三十五条")
    elif not case.letter.has(r"理由[^。]{0,80}[不没无未]|(?:未|没有)(?:书面)?说明|不合理|不正当"):
        words = "没有写明申请理由为什么不合理"
        yield finding("D22", "E", words, case.anchor, article="条例第三十五条")


def _fee_notice(case: Case) -> Iterator[Finding]:
    """D23: the fee notice, its service and the time that ran out."""
    letter = case.letter
    told = r"收费(?:通知|告知)|缴费(?:通知|告知)|收取信息处理费"
    if not letter.has(rf"{_DATE}[^。]{{0,80}}(?:{told})|(?:{told})[^。]{{0,80}}{_DATE}"):
        words = "没有写明收费通知及其送达日期"
        yield finding("D23", "E", words, case.anchor, article="国办函〔2020〕109号")
    elif not letter.has(r"届满|期满|逾期|未(?:按期|缴|在)|没有缴"):
        words = "没有写明缴费期限届满未缴"
        yield finding("D23", "E", words, case.anchor, article="国办函〔2020〕109号")
    yield from _not_yet_over(case, "D23", "国办函〔2020〕109号")
    served = re.search(rf"({_DATE})(?:收到|签收|送达)[^。；]{{0,20}}(?:缴|期限)", letter.plain)
    signed, day = letter.signed, read_day(served.group(1)) if served else None
    if served and day and signed and 0 < case.workdays(day, signed) <= FEE_TERM:
        place = letter.span(*served.span(1))
        words = "收到收费通知未满20个工作日，缴费期限还没有届满"
        yield finding("D23", "E", words, place, article="国办函〔2020〕109号")


def _legal_review(case: Case) -> Iterator[Finding]:
    """D24: a decision without an article of its own."""
    words = "条例没有专门条文，须经法制审核后发出"
    yield finding("D24", "W", words, case.anchor, article="条例第二条")


GIVEN = (
    r"附件|附：|随(?:本|此)?(?:函|文|信|答复|告知)|查阅|电子邮件|邮箱|发送|领取|网址|光盘|复印件|附后"
    r"|(?:提供|交付)(?:给|如下|复印件|纸质)|向[您你][^。；]{0,6}提供"
)
"""How something given reaches the applicant (条例第四十条)."""


def _something_given(case: Case) -> Iterator[Finding]:
    """D25: what is given is enclosed or its way is told."""
    if not case.letter.has(GIVEN):
        words = "决定予以公开，却没有附件，也没有写明怎样提供"
        yield finding("D25", "E", words, case.anchor, article="条例第四十条")


def _published_work(case: Case) -> Iterator[Finding]:
    """D13: how to get a published work (第三十九条第二款)."""
    way = r"网址|https?:|图书馆|书店|出版社(?:购|订|联系)|档案馆|购买|订阅|电话"
    if not re.search(way, case.letter.body.words):
        words = "没有告知公开出版物的获取途径"
        yield finding("D13", "E", words, case.anchor, article="条例第三十九条第二款")


def _archived(case: Case) -> Iterator[Finding]:
    """D10: the transfer list was looked through before the applicant is sent to the archive."""
    letter = case.letter
    if not letter.has(r"移交(?:目录|清册|清单|文据)|目录号|全宗号?|案卷号|交接(?:目录|文据)"):
        words = "没有核对移交目录，答复“已移交档案馆”前应当查明在哪一卷"
        yield finding("D10", "W", words, case.anchor, article="国办公开办函〔2019〕14号")
    if not letter.has(rf"{_DATE}[^。；]{{0,30}}移交|移交[^。；]{{0,30}}{_DATE}"):
        words = "没有写明移交日期"
        yield finding("D09", "E", words, case.anchor, article="条例第三十六条第（四）项")


_BY_CODE: Mapping[str, Callable[[Case], Iterator[Finding]]] = {
    "C1": _something_given,
    "C2": _already_public,
    "C6": _public_safety,
    "C7": _third_party,
    "C9": _process,
    "C10": _enforcement,
    "C12": _not_existing,
    "C13": _another_organ,
    "C15": _after_correction,
    "C17": _repeated,
    "C18": _published_work,
    "C19": _reasons_asked,
    "C20": _legal_review,
    "C21": _after_correction,
    "C22": _fee_notice,
    "C25": _legal_review,
    "C26": _archived,
}
