"""Rules on the form of a letter (格式): F01–F04, F09, F13."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

import attrs

from gongkai_desktop.domain.letter.finding import Finding
from gongkai_desktop.domain.lint.enclosures import rules_on_enclosures
from gongkai_desktop.domain.lint.rules import Case, finding
from gongkai_desktop.domain.lint.text import LetterText, Span
from gongkai_desktop.domain.wording import date_words, number_in

_SPACE = r"[ \u3000\n\t]"
_BLANK = r"[×xX╳＊*]"
_FIELD = "填写|待定|请|此处|姓名|名称|日期|文号|申请人|机关|内容|法院"
_GAPS = re.compile(
    "|".join(
        (
            r"\{[^{}\n]{0,30}\}",
            rf"(?<![\u4e00-\u9fff\dA-Za-z/.]){_BLANK}{{3,}}",
            rf"(?<![A-Za-z/.]){_BLANK}{{3,}}(?![\d*])",
            rf"{_BLANK}{{2,}}(?=\n?[年月日号页元件份县市区局省人])",
            rf"(?<![\u4e00-\u9fff]){_BLANK}{{2,}}(?=[：:])",
            rf"(?<![A-Za-z\u4e00-\u9fff×]){_BLANK}[年月日]|(?<=[年月]){_BLANK}[月日]",
            rf"某年某月|某月某日|【{_SPACE}*】|（{_SPACE}{{2,}}）",
            r"＿{2,}|_{2,}|…{2,}号",
            r"〔\s*〕\s*\d*\s*号|[〔\[]\d{4}[〕\]]\s*第?\s*号",
            rf"(?<![\d０-９]){_SPACE}{{0,4}}年{_SPACE}+月{_SPACE}+日|\d{{4}}年{_SPACE}+月",
            rf"\d{{4}}年\d{{1,2}}月{_SPACE}+日|(?<=：){_SPACE}{{3,}}(?=[，。；])",
            rf"[【\[][^】\]\d]{{0,20}}(?:{_FIELD})[^】\]\d]{{0,20}}[】\]]",
            r"（此处[^）]{0,20}）|待补充|待填|○{2,}|□□",
            r"（(?:请?填写[^）]{0,12}|(?:行政)?复议机关(?:名称|全称)?"
            r"|(?:人民法院|法院|机关|单位|申请人|信息|文件)(?:名称|全称|姓名))）",
            r"(?<=[起在于][ \u3000])[ \u3000]*个工作日|(?<=[起在于])个工作日"
            r"|(?<=[\u4e00-\u9fff][ \u3000])[ \u3000]+(?:日|页|元|份|件)(?=[之内，。；）])",
            rf"[〔\[]\d{{4}}[〕\]]\s*第?\s*(?:{_BLANK}|[_＿？?])+\s*号",
        )
    )
)
_KIND_WORDS: Mapping[str, frozenset[str]] = {
    "收": frozenset({"A1"}),
    "补": frozenset({"B1"}),
    "理": frozenset({"B2"}),
    "延": frozenset({"B3"}),
    "迟": frozenset({"B4"}),
    "征": frozenset({"B5", "B6", "B7"}),
    "协": frozenset({"B8"}),
    "费": frozenset({"B9"}),
    "三": frozenset({"D1"}),
    "更": frozenset({"E1", "E2", "E3"}),
    "送": frozenset({"F1", "F2"}),
}
_KIND_BEFORE_YEAR = re.compile(r"公开?([收补理延迟征协费答三更送])字?\s*[〔\[（(]")
_YEAR = re.compile(r"[〔\[（(【]\s*(\d{4})\s*[〕\]）)】]")
_HAN = r"\u4e00-\u9fff"
_FOR_NUMBER = "GB/T 9704—2012 7.2.5"
_FOR_DATE = "GB/T 9704—2012 7.3.5.4"
_TITLES: Mapping[str, str] = {
    "A": r"回执|登记|收件|接收",
    "B1": r"补正|更改|补充|告知",
    "B2": r"说明.{0,6}理由|告知|通知",
    "B3": r"延|告知",
    "B4": r"延迟|延|告知",
    "B5": r"征求|征询",
    "B6": r"征求|征询|告知",
    "B7": r"征求|征询|协商|函",
    "B9": r"收费|缴费|信息处理费",
    "C": r"答复|告知|决定|复函|回复|办理|通知",
    "D": r"公开|告知|决定",
    "E": r"更正",
    "G": r"答复|告知|决定|回复",
}
_OTHER_KIND = re.compile(r"补正|延期|延长|延迟|征求意见|收费|回执|说明理由|更正")


def rules_on_form(case: Case) -> Iterator[Finding]:
    """All rules on form; a slip is filled in by hand, so that its blanks are no gaps."""
    if not case.is_letter:
        return
    yield from _gaps(case)
    yield from _number(case)
    yield from _date(case)
    yield from rules_on_enclosures(case)
    yield from _punctuation(case)
    yield from _contact(case)


def _gaps(case: Case) -> Iterator[Finding]:
    """F01: nothing is left to fill in, nothing that a letter must carry is left out."""
    letter = case.letter
    found = [_stripped(match) for match in _GAPS.finditer(letter.text)]
    wrapped = [letter.span(*match.span()) for match in _GAPS.finditer(letter.plain)]
    for place in wrapped:
        if not any(one.start < place.end and place.start < one.end for one in found):
            found.append(place)
    for place in found:
        words = f"“{place.words or '空白'}”还没有填写"
        yield finding("F01", "E", words, place, article="用印前填齐")
    yield from _left_out(case)


def _stripped(match: re.Match[str]) -> Span:
    words = match.group().strip()
    start = match.start() + match.group().find(words)
    return Span(words=words, start=start, end=start + len(words) if words else match.end())


_UNNAMED = re.compile(
    r"(?:[（(【\[<〈][^）)】\]>〉]{1,16}[）)】\]>〉]|申请人(?:姓名|名称)?|姓名|名称)[：:]"
)


def _left_out(case: Case) -> Iterator[Finding]:
    """F01: addressee, signature, number and date; a draft has neither number nor date yet."""
    letter = case.letter
    organ, day = letter.signature
    foot = letter.lines[-1] if letter.lines else None
    dated = day is not None or _short_date(case) is not None or letter.has(r"年月日")
    numbered = letter.number is not None or not case.form.kind_word
    if numbered and not dated:
        yield finding("F01", "E", "还没有填写成文日期", foot, article=_FOR_DATE)
    elif dated and not numbered:
        yield finding("F01", "E", "还没有填写文号", letter.title, article=_FOR_NUMBER)
    if day is not None and organ is None:
        yield finding("F01", "E", "没有机关署名", day, article="GB/T 9704—2012 7.3.5")
    yield from _addressee_left_out(letter)


def _addressee_left_out(letter: LetterText) -> Iterator[Finding]:
    line = letter.addressee_line
    if line is None:
        first = letter.lines[0] if letter.lines else None
        words = "没有写明主送的申请人或者机关"
        yield finding("F01", "E", words, first, article="GB/T 9704—2012 7.3.2")
    elif _UNNAMED.fullmatch(line.words):
        words = "主送的姓名或者名称还没有填写"
        yield finding("F01", "E", words, line, article="GB/T 9704—2012 7.3.2")


def _number(case: Case) -> Iterator[Finding]:
    """F02 and F03: year, kind and form of the number; the title fits the kind (7.2.5)."""
    yield from _title(case)
    line = case.letter.number
    if line is None:
        return
    words = case.letter.folded(line)
    signed = case.letter.signed or case.letter.day
    year = _YEAR.search(words)
    of_the_case = re.search(r"号[—―－-]", words) is not None
    if year and int(year.group(1)) != signed.year and not of_the_case:
        said = f"文号年份{year.group(1)}与成文年份{signed.year}不同"
        right = words.replace(year.group(1), str(signed.year), 1)
        yield finding("F02", "E", said, line, article="文号管理", suggestion=right)
    kind = _KIND_BEFORE_YEAR.search(words)
    wrong = kind and (
        (kind.group(1) in _KIND_WORDS and case.code not in _KIND_WORDS[kind.group(1)])
        or (kind.group(1) == "答" and not case.decides)
    )
    if kind and wrong:
        said = f"文号的类字“{kind.group(1)}”与文书种类不符"
        yield finding("F02", "E", said, line, article="文号管理")
    yield from _number_form(line, words)


def _number_form(line: Span, words: str) -> Iterator[Finding]:
    right = re.sub(r"[\[（(【]\s*(\d{4})\s*[\]）)】]", r"〔\1〕", words)
    right = re.sub(r"第\s*(\d+\s*号)", r"\1", right)
    right = re.sub(r"([〕])\s*0+(\d)", r"\1\2", right)
    right = re.sub(r"(?<=[\u4e00-\u9fff）])(\d{4})年?(\d+号)$", r"〔\1〕\2", right)
    faults = (
        (r"(?<=[\u4e00-\u9fff）])\d{4}年?第?\s*\d+\s*号$", "文号的年份用六角括号〔〕"),
        (r"第\s*\d+\s*号", "文号不写“第”"),
        (r"[〕\]）)】]\s*第?\s*0\d*\s*号", "文号的序号不编虚位"),
        (r"[\[（(【]\s*(?:\d{4})\s*[\]）)】]", "文号的年份用六角括号〔〕"),
        (r"[〔\[（(]\s*\d{2}\s*[〕\]）)]", "文号的年份写全四位"),
    )
    for pattern, said in faults:
        if re.search(pattern, words):
            changed = right if right != words else ""
            yield finding("F03", "W", said, line, article=_FOR_NUMBER, suggestion=changed)


def _title(case: Case) -> Iterator[Finding]:
    """F02: the title says what the letter is."""
    head = case.letter.title
    wanted = _TITLES.get(case.code) or _TITLES.get(case.code[:1])
    if head is None or wanted is None:
        return
    words = re.sub(r"\s", "", head.words)
    other = case.code[0] in "CDG" and _OTHER_KIND.search(words)
    if other or not re.search(wanted, words):
        yield finding(
            "F02", "E", f"标题“{words[-24:]}”与文书种类不符", head, article="GB/T 9704—2012 7.3.1"
        )


_BROKEN = 25
"""From this length on a line without a stop at its end is one of a text broken by hand."""


def _short_date(case: Case) -> Span | None:
    short = r"(?:(?:\d{2}){1,2}年)?\d{1,2}月\d{1,2}[日号]|(?:\d{2}){1,2}[-./]\d{1,2}[-./]\d{1,2}日?"
    foot = case.letter.lines[-5:]
    return next(
        (
            one
            for above, one in pairwise(foot)
            if re.fullmatch(short, one.words) and not _cut(above)
        ),
        None,
    )


def _cut(line: Span) -> bool:
    """Whether a line goes on below: text broken by hand, its year at the end or no stop there."""
    return bool(re.search(r"\d{4}年$", line.words)) or (
        len(line.words) >= _BROKEN and not re.search("[。；：！？]$", line.words)
    )


def _date(case: Case) -> Iterator[Finding]:
    """F04: Arabic figures, full year, no zero before month and day (7.3.5.4)."""
    line = case.letter.signature[1]
    if line is None:
        short = _short_date(case)
        if short:
            words = f"“{short.words}”：成文日期写全年、月、日"
            yield finding("F04", "E", words, short, article=_FOR_DATE)
        return
    day, words = case.letter.signed, case.letter.folded(line)
    right = date_words(day) if day else ""
    if re.search(r"[〇○零一二三四五六七八九十]", words):
        said = f"“{line.words}”：成文日期用阿拉伯数字"
        yield finding("F04", "E", said, line, article=_FOR_DATE, suggestion=right)
    elif re.search(r"年\s*0\d|月\s*0\d", words):
        said = f"“{line.words}”：月、日不编虚位"
        yield finding("F04", "E", said, line, article=_FOR_DATE, suggestion=right)


def _punctuation(case: Case) -> Iterator[Finding]:
    """F09: full-width marks between Chinese words, titles not within titles, levels in order."""
    letter = case.letter
    for match in re.finditer(rf"(?<=[{_HAN}》”）])([,;:?!])(?=[{_HAN}《“（\s]|$)", letter.text):
        mark = match.group(1)
        full = chr(ord(mark) + 0xFEE0)
        yield finding(
            "F09",
            "W",
            f"“{mark}”：中文里用全角标点",
            Span(words=mark, start=match.start(1), end=match.end(1)),
            article="GB/T 15834",
            suggestion=full,
        )
        break
    for match in re.finditer(r"《[^》]*《[^》]*》[^》]*》", letter.text):
        inner = match.group()[1:-1].replace("《", "〈").replace("》", "〉")
        place = Span(words=match.group(), start=match.start(), end=match.end())
        yield finding(
            "F09",
            "W",
            "书名号里面的书名用〈〉",
            place,
            article="GB/T 15834",
            suggestion=f"《{inner}》",
        )
    for line in letter.lines:
        if re.match(r"\([一二三四五六七八九十]{1,2}\)|[一二三四五六七八九十]{1,2}[.,]", line.words):
            words = "层次序数写“一、”“（一）”“1.”“（1）”"
            yield finding("F09", "W", words, line, article="GB/T 9704—2012 7.3.3")
            break
    yield from _levels(case)


def _begins(above: Span | None) -> bool:
    """Whether a line begins a paragraph and does not go on from a wrapped one."""
    return above is None or above.words[-1] in "。：:？！" or len(above.words) < _WRAPPED


_WRAPPED = 20
_LEVELS = (
    r"([一二三四五六七八九十]{1,3})、",
    r"（([一二三四五六七八九十]{1,3})）",
    r"(\d{1,2})[.．](?!\d)",
)


def _levels(case: Case) -> Iterator[Finding]:
    """Numbers of one level that leave one out; a new series begins again at one."""
    lines = list(case.letter.lines)
    list_at = next((at for at, one in enumerate(lines) if re.match("附件?[：:]", one.words)), None)
    lines = lines[:list_at]
    lines = [line for line, above in zip(lines, [None, *lines], strict=False) if _begins(above)]
    for pattern in _LEVELS:
        last = 0
        for line in lines:
            match = re.match(pattern, line.words)
            if match is None or case.letter.is_quoted(attrs.evolve(line, end=line.start + 1)):
                continue
            number = number_in(match.group(1))
            if number not in {1, last + 1}:
                words = f"层次序数不连续，“{match.group()}”前面缺少一项"
                yield finding("F09", "W", words, line, article="GB/T 9704—2012 7.3.3")
                return
            last = number


_REFERRED = re.compile(
    r"[^。]*(?:[可请]以?[^。]{0,30}(?:向|到|至)|建议|负责公开|申请查询|窗口|拨打12)[^。]*。"
)


def _contact(case: Case) -> Iterator[Finding]:
    """F13: a line that says where to ask."""
    if case.code == "B7":
        return
    phone = case.field("office_phone")
    own = _REFERRED.sub("", case.letter.plain) if case.decides else case.letter.plain
    if not re.search(
        r"(?:电话|热线)[^，。；]{0,4}[\d（(+]|联系(?:方式|人|机构|部门|电话)|\d{3,4}[—－-]+\d{7,8}",
        own,
    ):
        foot = case.letter.lines[-1] if case.letter.lines else None
        yield finding("F13", "W", "没有联系机构和电话", foot, article="附注")
    elif phone and re.sub(r"\D", "", phone) not in re.sub(r"\D", "", case.letter.plain):
        place = next(case.letter.all(r"(?<=电话)[：:]?[\d—－-]{5,}"), None)
        words = f"联系电话与设置的{phone}不一致"
        yield finding("F13", "W", words, place, article="附注", suggestion=phone)
