"""Rules on facts, reasons and result of a decision (事实、理由、结果): D05–D08, D25."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

import attrs

from gongkai_desktop.domain.letter.finding import Finding
from gongkai_desktop.domain.lint.citation import REGULATION
from gongkai_desktop.domain.lint.results import GIVEN, rules_on_results
from gongkai_desktop.domain.lint.rules import Case, finding
from gongkai_desktop.domain.lint.text import Span
from gongkai_desktop.domain.wording import number_in

SHORTEST_REASON = 30
_STATUTE_WORDS = re.compile(
    r"《[^》]*》|第[一二三四五六七八九十百\d]+[条款项]|（[一二三四五六七八九十]）项?|商业秘密|个人隐私"
    r"|依法确定为国家秘密|国家秘密|法律、行政法规禁止公开"
    r"|公开后?可能危及国家安全、公共安全、经济安全、社会稳定"
    r"|(?:危及)?(?:国家安全|公共安全|经济安全|社会稳定)"
    r"|公开后?会?对?第三方(?:的)?合法权益(?:造成)?损害|损害第三方(?:的)?合法权益"
    r"|行政机关的?内部事务信息|人事管理、后勤管理、内部工作流程等?方面"
    r"|过程性信息|行政执法案卷信息|在?履行行政管理职能过程中形成的?"
    r"|讨论记录、过程稿、磋商信函、请示报告等?|讨论记录|过程稿|磋商信函|请示报告"
    r"|法律、法规、规章没有(?:规定)?应当公开的?(?:规定)?"
    r"|属于|可以不予公开|不予公开|不得公开|决定|本机关|本局|我局|您|你|贵单位|申请|公开|的|该|信息|政府|条例|规定"
)
_NOT_REASON = re.compile(
    r"收到|不服|行政复议|行政诉讼|特此|登记编号|^(?:根据|依据|依照|按照)|联系(?:人|电话|机构)|^经检索"
    r"|区分|保存有|如有|疑问|^(?:[您你]|贵..?|申请人)?(?:申请|要求|请求)(?:公开|获取)|没有规定[^。]{0,16}应当公开"
)
_SENTENCE = re.compile(r"[^。；]+[。；]?")
_QUOTED = re.compile(r"“[^”]{0,600}”|《[^》]{0,80}》")


def rules_on_decision(case: Case) -> Iterator[Finding]:
    """All rules on facts, reasons and result for the letter's kind."""
    if case.withholds:
        yield from _reason_given(case)
    if case.withholds or case.code == "C3":
        yield from _separation(case)
    if case.form.collects:
        yield from _every_item(case)
    yield from _request_quoted(case)
    yield from _result_told(case)
    if case.form.collects:
        yield from _collected(case)
    yield from rules_on_results(case)


def _reason_given(case: Case) -> Iterator[Finding]:
    """D05: reasons of its own, beyond the words of the article."""
    body = case.letter.body
    sentences = [match.group() for match in _SENTENCE.finditer(body.words)]
    reasons = [one for one in sentences if not _NOT_REASON.search(one)]
    own = "".join(_STATUTE_WORDS.sub("", _QUOTED.sub("", one)) for one in reasons)
    if len(re.findall(r"[\u4e00-\u9fff]", own)) < SHORTEST_REASON:
        words = "不予公开没有写明具体理由，或者只重复了条文的词句"
        yield finding("D05", "E", words, case.anchor, article="条例第三十六条第（三）项")


def _separation(case: Case) -> Iterator[Finding]:
    """D06: whether the rest can be given (第三十七条)."""
    if not case.letter.has(
        r"区分处理|第(?:三十七|37)条|(?:可以|能够|不能|无法|难以|不可)[^。；，]{0,16}(?:区分|拆分|分开|剥离)|遮盖|遮挡|隐去"
        r"|分割|区分开|其[余他](?:内容|部分)[^。；]{0,12}(?:予以公开|可以公开|提供)"
    ):
        words = "没有写明能否作区分处理"
        yield finding("D06", "E", words, case.anchor, article="条例第三十七条")


_HEADS = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|\d{1,2}[.、．]"
    r"|关于(?:您|你|贵单位)?(?:所)?申请(?:公开)?的?第[一二三四五六七八九十\d]+项|第[一二三四五六七八九十]项)"
)
_INNER = re.compile(
    r"(?:^|[\s；;。“：:，])(?:(\d{1,2})[.、．](?!\d)|([一二三四五六七八九十]{1,2})、|（(\d{1,2}|[一二三四五])）"
    r"|([①-⑳]))"
)
_COUNTED = re.compile(
    r"(?:申请|要求)(?:公开|获取)?[^。；]{0,12}?([两二三四五六七八九十\d]{1,2})项(?:内容|信息|政府信息)?"
)


def _every_item(case: Case) -> Iterator[Finding]:
    """D07: as many items answered as asked for."""
    wanted = _asked(case)
    if wanted < 2:
        return
    lines = case.letter.lines
    start = next(
        (at for at, one in enumerate(lines) if re.search(r"答复如下|逐项|分别答复", one.words)), 0
    )
    answered = [line for line in lines[start + 1 :] if _HEADS.match(line.words)]
    answered = [line for line in answered if not line.words.startswith(("1.", "2.", "3.")) or start]
    before_foot = [line for line in answered if not line.words.startswith("附")]
    count = len(_top_level(before_foot))
    if count and count < wanted:
        words = f"申请了{wanted}项，只答复了{count}项"
        yield finding("D07", "E", words, before_foot[-1], article="逐项答复")


def _top_level(lines: list[Span]) -> list[Span]:
    """The headings of the first kind used, those below them left out."""
    kinds = (
        r"[一二三四五六七八九十]{1,3}、",
        r"关于|第",
        r"（[一二三四五六七八九十]{1,3}）",
        r"\d",
    )
    for kind in kinds:
        found = [line for line in lines if re.match(kind, line.words)]
        if found:
            return found
    return []


def _asked(case: Case) -> int:
    known = case.field("item_count")
    if known.isdecimal():
        return int(known)
    text = case.field("corrected_text") or case.field("request_text") or _quoted(case)
    return _numbered(text)


def _numbered(text: str) -> int:
    """How many items a text numbers one after another: 1.…2.…3.…"""
    found = [_place_of(next(filter(None, one))) for one in _INNER.findall(text)]
    count = 0
    for number in found:
        count = number if number == count + 1 else count
    return count


def _place_of(mark: str) -> int:
    """The number of a mark: 2, 二 and ② alike."""
    return ord(mark) - ord("①") + 1 if "①" <= mark <= "⑳" else number_in(mark)


def _quoted(case: Case) -> str:
    """The request as the letter tells of it, up to where it begins to answer."""
    match = re.search(
        r"申请(?:公开|获取)?(?:的)?(?:政府)?(?:内容|信息|以下|下列|[两二三四五\d]项)?[^“\n。]{0,16}[：:“]\s*“?([^”]{4,600})",
        case.letter.text,
    )
    if match is None:
        return ""
    return re.split(
        r"现(?:逐项|分别|就|将)?[^。]{0,12}(?:答复|告知)|经(?:检索|审查|核查|查)", match.group(1)
    )[0]


def _request_quoted(case: Case) -> Iterator[Finding]:
    """D08: the request quoted word for word."""
    wanted = case.field("corrected_text") or case.field("request_text")
    if not wanted or not case.code.startswith(("C", "G")) or case.code in {"C21", "C22", "C23"}:
        return
    plain = _bare(wanted)
    if plain and plain not in _bare(case.letter.text) and not _all_items(case, wanted):
        words = "文中引用的申请内容与登记的原文不一致，应当逐字引用"
        yield finding(
            "D08", "E", words, case.letter.quoted_request, article="条例第二十九条第二款第（二）项"
        )


def _bare(text: str) -> str:
    """The words alone: marks and widths differ between a register and a letter."""
    return re.sub(r"[^\w]|_", "", unicodedata.normalize("NFKC", text))


def _all_items(case: Case, wanted: str) -> bool:
    """Whether each item of the request is quoted where it is answered."""
    parts = [
        _bare(one)
        for one in re.split(
            r"[；;\n]|(?:^|[；;。\s])(?:\d{1,2}[.、．]|[一二三四五六七八九十]{1,2}、)", wanted
        )
    ]
    parts = [one for one in parts if len(one) > 1]
    text = _bare(case.letter.text)
    return len(parts) > 1 and all(one in text for one in parts)


@attrs.frozen
class _Result:
    """The words by which a result is told, and those of other results that do not go with it."""

    words: str
    against: str = r"(?!)"


_NOT_THERE = r"(?:该|所申请的?|上述)?(?:政府)?信息不存在|不存在"
_NOT_GIVEN = (
    r"(?:决定|依法|故|现|应当?)[^。；，]{0,12}不予公开|不予公开(?:该|上述|您)"
    r"|(?:暂不|不宜|不便|暂缓)(?:予以?)?公开"
)
_RESULTS: Mapping[str, _Result] = {
    "C1": _Result(
        r"(?<!不)予以?公开|同意公开|提供|向[您你]公开|可以公开|公开如下|见附件",
        rf"{_NOT_GIVEN}|{_NOT_THERE}|不予提供|不予处理",
    ),
    "C2": _Result(r"主动公开|已(?:经)?(?:公开|公布|发布)|公布|发布", rf"{_NOT_GIVEN}|{_NOT_THERE}"),
    "C12": _Result(r"不存在", rf"{_NOT_GIVEN}|不属于本(?:机关|局|委|厅)(?:负责)?公开"),
    "C13": _Result(
        r"不属于|由[^。]{2,30}负责|不是[^。]{0,8}(?:制作|职责)", rf"{_NOT_GIVEN}|信息不存在"
    ),
    "C14": _Result(r"加工|分析|汇总|没有现成|不予提供", rf"{_NOT_GIVEN}"),
    "C15": _Result(
        r"无法提供|无法(?:检索|答复|处理)|仍[^。]{0,12}不明确", rf"{_NOT_GIVEN}|{_NOT_THERE}"
    ),
    "C16": _Result(
        r"不作为政府信息公开|不属于政府信息公开|不按(?:照)?政府信息公开",
        rf"{_NOT_GIVEN}|{_NOT_THERE}",
    ),
    "C17": _Result(r"不予?(?:再)?重复(?:处理|答复)|不再重复", rf"{_NOT_GIVEN}|{_NOT_THERE}"),
    "C18": _Result(r"获取|购买|查阅|借阅", rf"{_NOT_GIVEN}|{_NOT_THERE}"),
    "C19": _Result(r"不予处理", rf"{_NOT_GIVEN}|{_NOT_THERE}"),
    "C20": _Result(r"不作为政府信息公开|不属于|不予处理|不予重复"),
    "C21": _Result(r"不再处理|视为放弃"),
    "C22": _Result(r"不再处理|视为放弃"),
    "C23": _Result(r"终止|撤回"),
    "C25": _Result(r"不属于[^。]{0,30}政府信息|不是[^。]{0,12}政府信息", rf"{_NOT_GIVEN}"),
    "C26": _Result(r"档案馆", rf"{_NOT_GIVEN}"),
}
_REFUSAL = _Result(
    r"不予公开|不公开|不得公开", rf"{_NOT_THERE}|不作为政府信息公开申请处理|不予重复处理"
)


def _result_told(case: Case) -> Iterator[Finding]:
    """D25: the letter says the result of its kind, and no other beside it."""
    result = _REFUSAL if case.withholds else _RESULTS.get(case.code)
    if result is None:
        return
    body = case.letter.body
    if not re.search(result.words, body.words):
        words = "没有写出这种处理结果，或者结果与文书种类不符"
        yield finding("D25", "E", words, case.anchor, article="条例第三十六条")
    hidden = _QUOTED.sub(lambda match: "＿" * len(match.group()), body.words)
    for match in re.finditer(result.against, hidden):
        span = case.letter.span(body.start + match.start(), body.start + match.end())
        if case.letter.negated(span) or _told_of_before(body.words, match.start()):
            continue
        words = f"“{span.words}”与这种处理结果矛盾；几种结果应当逐项分开答复"
        yield finding("D25", "E", words, span, article="条例第三十六条")
        return


_BEFORE = re.compile(
    r"(?:曾|前次|上次|上一次|此前|原)[^。；]*$|\d号[^。；，]{0,24}(?:答复|告知)[^。；]*$"
)


def _told_of_before(words: str, at: int) -> bool:
    """Whether a result is told as that of an earlier answer: 以……号答复你该信息不存在."""
    return _BEFORE.search(words, max(0, at - 120), at) is not None


def _collected(case: Case) -> Iterator[Finding]:
    """D04 and D25 in a letter of several results: each refusal its ground, each gift its way."""
    body = case.letter.body
    hidden = _QUOTED.sub(lambda match: "＿" * len(match.group()), body.words)
    refusal = next(
        (
            span
            for match in re.finditer(r"(?<!对)不予公开(?!的)", hidden)
            for span in [case.letter.span(body.start + match.start(), body.start + match.end())]
            if not case.letter.negated(span)
        ),
        None,
    )
    grounds = any(one.article in {14, 15, 16} for one in case.citations.of(REGULATION))
    if refusal and not grounds:
        words = "不予公开没有引用第十四条、第十五条或者第十六条"
        yield finding("D04", "E", words, refusal, article="条例第三十六条第（三）项")
    yield from _refused_on_the_ground_of_giving(case, hidden)
    if re.search(r"予以公开", re.sub("不予以?公开", "", hidden)) and not case.letter.has(GIVEN):
        words = "决定予以公开，却没有附件，也没有写明怎样提供"
        yield finding("D25", "E", words, case.anchor, article="条例第四十条")


_GIVEN_AND_REFUSED = re.compile(r"第（二）项[^。；]{0,20}?(?<!对)不予公开(?!的)")


def _refused_on_the_ground_of_giving(case: Case, body: str) -> Iterator[Finding]:
    """D04: 第三十六条第（二）项 is the ground of giving; a refusal rests on another."""
    for match in _GIVEN_AND_REFUSED.finditer(body):
        start = case.letter.body.start
        span = case.letter.span(start + match.start(), start + match.end())
        if case.letter.negated(span):
            continue
        words = "第三十六条第（二）项是予以公开的依据，不能据此不予公开"
        yield finding("D04", "E", words, span, article="条例第三十六条第（三）项")
        return
