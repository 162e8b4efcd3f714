"""Rules on facts and reasons of a decision (事实与理由): D05–D25."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from gongkai_desktop.domain.letter.finding import Finding
from gongkai_desktop.domain.lint.rules import Case, finding

SHORTEST_REASON = 30
_STATUTE_WORDS = re.compile(
    r"《[^》]*》|第[一二三四五六七八九十百\d]+[条款项]|（[一二三四五六七八九十]）项?|商业秘密|个人隐私"
    r"|依法确定为国家秘密|国家秘密|法律、行政法规禁止公开|公开后可能危及国家安全、公共安全、经济安全、社会稳定"
    r"|公开会?对第三方合法权益造成损害|行政机关的?内部事务信息|人事管理、后勤管理、内部工作流程等?方面"
    r"|过程性信息|行政执法案卷信息|在履行行政管理职能过程中形成的?|讨论记录、过程稿、磋商信函、请示报告等?"
    r"|属于|不予公开|可以不予公开|本机关|您|贵单位|申请|公开|的|该|信息|政府"
)
_NOT_REASON = re.compile(
    r"收到|如不服|行政复议|行政诉讼|特此|登记编号|^(?:根据|依据|依照|按照)|联系(?:人|电话|机构)|经检索"
)
_SENTENCE = re.compile(r"[^。；]+[。；]?")
_PLACES = {
    "公文处理系统": r"公文|办公系统|OA|收发文|发文登记",
    "业务系统": r"业务系统|信息系统|审批系统|管理系统|平台",
    "档案室": r"档案",
    "科室存档": r"科室|处室|股室|科（|业务科|各科",
}
_DATE = r"\d{4}年\d{1,2}月\d{1,2}日"
_SEARCH = r"(?:检索|查找|查询|查阅)"
_SEARCH_DAY = rf"(?:于|至|自){_DATE}[^。]{{0,60}}{_SEARCH}|{_SEARCH}[^。]{{0,120}}{_DATE}"
_NUMBER = r"[〔\[（]\d{4}[〕\]）]第?\d+号"


def rules_on_decision(case: Case) -> Iterator[Finding]:
    """All rules on facts and reasons for the letter's kind."""
    if case.withholds:
        yield from _reason_given(case)
    if case.withholds or case.code == "C3":
        yield from _separation(case)
    if case.form.collects:
        yield from _every_item(case)
    yield from _request_quoted(case)
    special = _BY_CODE.get(case.code)
    if special:
        yield from special(case)


def _reason_given(case: Case) -> Iterator[Finding]:
    """D05: reasons of its own, beyond the words of the article."""
    sentences = [match.group() for match in _SENTENCE.finditer(case.letter.plain)]
    body = [one for one in sentences if not _NOT_REASON.search(one)]
    own = "".join(_STATUTE_WORDS.sub("", one) for one in body)
    if len(re.findall(r"[\u4e00-\u9fff]", own)) < SHORTEST_REASON:
        words = "不予公开没有写明理由，或者只重复了条文的词句"
        yield finding("D05", "E", words, article="条例第三十六条第（三）项")


def _separation(case: Case) -> Iterator[Finding]:
    """D06: whether the rest can be given (第三十七条)."""
    if not case.letter.has(
        r"区分处理|第(?:三十七|37)条|可以区分|能够区分|不能区分|无法区分|遮盖|分割"
    ):
        words = "没有写明能否作区分处理"
        yield finding("D06", "E", words, article="条例第三十七条")


_HEADS = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|\d{1,2}[.、．])"
)
_INNER = re.compile(
    r"(?:^|[\s；;。“：:])(?:(\d{1,2})[.、．]|([一二三四五六七八九十]{1,2})、|（(\d{1,2}|[一二三四五])）)"
)


def _every_item(case: Case) -> Iterator[Finding]:
    """D07: as many items answered as asked for."""
    asked = case.field("corrected_text") or case.field("request_text") or _quoted(case)
    known = case.field("item_count")
    wanted = int(known) if known.isdecimal() else len(_INNER.findall(asked))
    if wanted < 2:
        return
    answered = [
        line
        for line in case.letter.lines
        if re.match(r"^[一二三四五六七八九十]{1,3}、", line.words)
    ]
    if answered and len(answered) < wanted:
        words = f"申请了{wanted}项，只答复了{len(answered)}项"
        yield finding("D07", "E", words, answered[-1], article="逐项答复")


def _quoted(case: Case) -> str:
    match = re.search(
        r"申请(?:公开|获取)?(?:的)?(?:内容|信息)[^“\n]{0,8}[：:“]\s*“?([^”]{4,600})",
        case.letter.text,
    )
    return match.group(1) if match else ""


def _request_quoted(case: Case) -> Iterator[Finding]:
    """D08: the request quoted word for word."""
    wanted = case.field("corrected_text") or case.field("request_text")
    if not wanted or not case.code.startswith(("C", "G")) or case.code in {"C21", "C22", "C23"}:
        return
    plain = re.sub(r"\s", "", wanted)
    if plain and plain not in re.sub(r"\s", "", case.letter.text):
        yield finding("D08", "E", "文中引用的申请内容与登记的原文不一致", article="逐字引用")


def _not_existing(case: Case) -> Iterator[Finding]:
    """D09, D10: who searched where, how, when; whose duty it was."""
    letter = case.letter
    marks = {
        "检索过程": r"检索|查找|查询|查阅",
        "检索范围": "|".join(_PLACES.values()),
        "检索方式或条件": r"关键[词字]|为条件|文号|名称|时间段|人工|逐[份卷]|全文",
        "检索日期": _SEARCH_DAY,
        "职责核对": r"职责|未制作|没有制作|未获取|未形成|不需向|未曾?保存|现未保存",
    }
    missing = [name for name, pattern in marks.items() if not letter.has(pattern)]
    if missing:
        words = f"信息不存在的答复没有写明{'、'.join(missing)}"
        yield finding("D09", "E", words, article="条例第三十六条第（四）项")
    places = [name for name, pattern in _PLACES.items() if letter.has(pattern)]
    if letter.has(marks["检索过程"]) and len(places) < 2:
        words = "检索范围少于两处（公文系统、业务系统、档案室、科室），显得不充分"
        yield finding("D10", "W", words)


def _another_organ(case: Case) -> Iterator[Finding]:
    """D12: why it is not ours, and whose it is."""
    letter = case.letter
    if not letter.has(r"职责|负责|制作|最初获取|保存|管辖|主管|职能"):
        yield finding(
            "D12", "E", "没有说明为什么不属于本机关负责公开", article="条例第三十六条第（五）项"
        )
    told = letter.has(r"电话[：:为]?[\d—-]{3,}") and letter.has(
        r"(?:向|到|咨询)[^。]{2,40}(?:申请|咨询|了解|提出|查询)"
    )
    if not told and not letter.has(r"不能确定|无法确定|尚不能确定|难以确定"):
        words = "没有告知负责公开的机关名称和联系方式，也没有说明不能确定"
        yield finding("D12", "W", words, article="条例第三十六条第（五）项")


def _already_public(case: Case) -> Iterator[Finding]:
    """D13: the exact place of what is already public."""
    letter = case.letter
    lacking = []
    if not letter.has(r"https?://[\w.\-]+/\S{3,}|索引号[：:]?\S{4,}|www\.[\w.\-]+/\S{3,}"):
        lacking.append("完整网址或者索引号")
    if not letter.has(
        rf"{_DATE}[^。]{{0,30}}(?:公开|发布|公布)|(?:公开|发布|公布)[^。]{{0,20}}{_DATE}"
    ):
        lacking.append("公开日期")
    if lacking:
        words = f"告知已主动公开，没有写明{'、'.join(lacking)}"
        yield finding("D13", "E", words, article="条例第三十六条第（一）项")


def _third_party(case: Case) -> Iterator[Finding]:
    """D14: the third party was asked, and not its refusal alone decides."""
    if not case.letter.has(r"征求[^。]{0,20}意见|书面征求|征询"):
        yield finding("D14", "E", "没有写明书面征求第三方意见的经过", article="条例第三十二条")
    elif not case.letter.has(r"损害|理由合理|理由成立|公共利益|保密措施|经济利益|合法权益"):
        yield finding("D14", "E", "不能只以第三方不同意为理由", article="条例第三十二条")


def _process(case: Case) -> Iterator[Finding]:
    """D15: which of the four kinds of working papers."""
    if not case.letter.has(r"讨论记录|过程稿|磋商信函|请示报告"):
        words = "没有指明是讨论记录、过程稿、磋商信函、请示报告中的哪一种"
        yield finding("D15", "E", words, article="条例第十六条第二款")
    for span in case.letter.all(r"会议纪要"):
        words = "会议纪要是否属于过程性信息有争议，请写明理由"
        yield finding("D15", "W", words, span, article="条例第十六条第二款")
        return


def _enforcement(case: Case) -> Iterator[Finding]:
    """D16: which case, what harm, and the way open to a party."""
    letter = case.letter
    if not letter.has(r"(?:案号|卷号|立案|[〔\[（]\d{4}[〕\]）][^。]{0,10}号|案件)"):
        yield finding("D16", "W", "没有写明案件名称或者案号", article="条例第十六条第二款")
    elif not letter.has(r"公开(?:后)?(?:会|将|可能)|影响|损害|妨碍"):
        yield finding("D16", "W", "没有写明公开的具体影响", article="条例第十六条第二款")
    elif not letter.has(r"查阅|阅卷|当事人"):
        yield finding("D16", "W", "没有提示当事人可以依法查阅案卷", article="条例第十六条第二款")


def _public_safety(case: Case) -> Iterator[Finding]:
    """D19: the concrete harm to safety or stability."""
    if not case.letter.has(r"公开后?(?:可能|会|将)[^。]{12,}") or not case.letter.has(
        r"评估|研判|风险|会商"
    ):
        words = "没有写明具体的危害路径和风险评估"
        yield finding("D19", "W", words, article="条例第十四条")


def _repeated(case: Case) -> Iterator[Finding]:
    """D20: the earlier answer by number, date and service."""
    letter = case.letter
    numbers = len(list(letter.all(_NUMBER))) - (1 if letter.number else 0)
    dates = len(list(letter.all(_DATE)))
    lacking = []
    if numbers < 1:
        lacking.append("前次答复的文号")
    if dates < 3 or not letter.has(r"(?:作出|答复|告知)"):
        lacking.append("前次答复的日期")
    if not letter.has(r"送达|签收|收到(?:该)?答复|寄送|邮寄"):
        lacking.append("送达情况")
    if lacking:
        yield finding(
            "D20", "E", f"重复申请没有写明{'、'.join(lacking)}", article="条例第三十六条第（六）项"
        )


def _after_correction(case: Case) -> Iterator[Finding]:
    """D21: the notice to correct and its service; what is still unclear."""
    letter = case.letter
    if not letter.has(
        r"补正(?:告知|通知)|告知[^。]{0,10}补正|要求[^。]{0,6}补正"
    ) or not letter.has(rf"{_DATE}[^。]{{0,60}}补正|补正[^。]{{0,80}}{_DATE}"):
        yield finding("D21", "E", "没有写明补正告知及其送达日期", article="条例第三十条")
    unclear = r"不明确|未(?:能)?(?:指明|写明|明确)|无法(?:识别|确定|检索)|不能(?:识别|确定)"
    if case.code == "C15" and not letter.has(unclear):
        yield finding("D21", "E", "没有说明补正后哪里仍不明确", article="条例第三十条")


def _reasons_asked(case: Case) -> Iterator[Finding]:
    """D22: reasons were asked for before."""
    if not case.letter.has(r"说明(?:申请)?(?:的)?理由"):
        yield finding("D22", "E", "没有写明此前要求说明理由", article="条例第三十五条")


def _fee_notice(case: Case) -> Iterator[Finding]:
    """D23: the fee notice, its service and the time that ran out."""
    if not case.letter.has(
        r"收费(?:通知|告知)|缴费(?:通知|告知)|收取信息处理费"
    ) or not case.letter.has(_DATE):
        yield finding("D23", "E", "没有写明收费通知及其送达日期", article="国办函〔2020〕109号")


def _legal_review(case: Case) -> Iterator[Finding]:
    """D24: a decision without an article of its own."""
    yield finding("D24", "W", "条例没有专门条文，须经法制审核后发出")


def _something_given(case: Case) -> Iterator[Finding]:
    """D25: what is given is enclosed or its way is told."""
    if not case.letter.has(
        r"附件|附：|随(?:本)?(?:函|文|信|答复)|现场查阅|查阅|电子邮件|发送|领取|提供给|网址"
    ):
        yield finding(
            "D25", "E", "决定予以公开，却没有附件，也没有写明怎样提供", article="条例第四十条"
        )


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
    "C19": _reasons_asked,
    "C20": _legal_review,
    "C21": _after_correction,
    "C22": _fee_notice,
    "C25": _legal_review,
}
