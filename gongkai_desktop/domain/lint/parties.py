"""Rules on parties, address and privacy (当事人、称谓、隐私): R05–R08."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai_desktop.domain.letter.finding import Finding
from gongkai_desktop.domain.lint import organs
from gongkai_desktop.domain.lint.rules import Case, finding
from gongkai_desktop.domain.lint.text import LetterText, Span

TO_OTHERS = frozenset({"B5", "B7", "D1"})
_TITLES = re.compile(r"\s|先生|女士|同志|小姐|（[^）]*）|\([^)]*\)|尊敬的|^申请人[：:]?|^致[：:]?")
_NAMED_BY = re.compile(
    r"收到(?!日期|之日|日为)(?P<name>(?:(?![您你贵本该其通提关的来于])[\u4e00-\u9fff某×]){2,20}?)(?:先生|女士|同志)?"
    r"(?:（[^）]{0,40}）)?(?:通过|提交|提出|以|寄来|邮寄|关于|的(?:政府信息公开)?申请)"
)
_NAMED_FIRST = re.compile(
    r"(?:^|(?<=[：。]))(?P<name>(?![您你贵本我该经根现依]|申请)[\u4e00-\u9fff][\u4e00-\u9fff某×]{1,19}?)"
    r"(?:先生|女士|同志)?(?:（[^）]{0,40}）)?"
    r"(?=于\d{4}年[^。]{0,30}(?:(?:提出|提交|递交|寄来)[^。，]{0,20}申请|申请公开))"
)
"""The one who asked, at the head of a sentence: 李某于……向本机关提出."""
_NAME = (
    r"(?:市民|居民|村民|公民|群众)?"
    r"(?P<name>(?![您你贵本我该经])[\u4e00-\u9fff某×]{2,4})(?:先生|女士|同志)?(?:（[^）]{0,40}）)?"
)
_ASKERS = (
    _NAMED_BY,
    re.compile(rf"(?:应|就|因|根据|依据?|按照?){_NAME}(?:提[出交])?的?(?:政府信息公开)?申请(?!人)"),
    re.compile(
        rf"(?:^|[：。，]){_NAME}(?:于\d{{4}}年\d{{1,2}}月\d{{1,2}}日|[近日][日前])?"
        r"向[我本][局委厅办机单][^。；，]{0,8}(?:申请|提出|提交)"
    ),
    re.compile(rf"申请人(?:姓名|名称)?[是为：]{_NAME}(?=[，。；、]|$)"),
)
"""The ways a letter to others tells who asked."""
_NO_NAME = re.compile(
    r"补正|政府|信息|申请|材料|公开|公民|单位|申请人|来信|一件|第三方|上述|相关|邮件|平台|[局厅委]$"
)
_NOBODY = re.compile(_NO_NAME.pattern + "|群众|村民|居民|他人|当事人|有人|有关|一份|一项|某人|个人")
_MOBILE = r"(?<!\d)1[3-9]\d{9}(?!\d)"


def rules_on_parties(case: Case) -> Iterator[Finding]:
    """All rules on whom the letter speaks to and of."""
    if not case.is_letter:
        return
    yield from _addressee(case)
    yield from _named_within(case)
    yield from _manner(case)
    yield from _organ(case)


def _bare(name: str) -> str:
    return _TITLES.sub("", name)


_OF_SEVERAL = re.compile(r"等(?:[\d一二三四五六七八九十]+(?:人|位|户))?$")


def _addressee(case: Case) -> Iterator[Finding]:
    """R05: written to the applicant, or to the agent with authority."""
    applicant, agent = case.field("applicant"), case.field("agent")
    line = case.letter.addressee_line
    if not applicant or case.code in TO_OTHERS or line is None:
        return
    written = _bare(line.words.rstrip("：:"))
    first = _OF_SEVERAL.sub("", written)
    several = first != written and _bare(applicant).startswith(first)
    if not several and written not in {_bare(applicant), _bare(agent)}:
        words = f"主送“{written}”不是申请人“{applicant}”"
        yield finding(
            "R05", "E", words, line, article="条例第二十九条", suggestion=f"{applicant}："
        )


def _named_within(case: Case) -> Iterator[Finding]:
    """R05: the text speaks of the same applicant as the addressee's line."""
    written = _bare(case.letter.addressee)
    if case.code in TO_OTHERS or len(written) < 2:
        return
    for name in _names_of_askers(case.letter):
        if _NO_NAME.search(name.words) or name.words in written or written in name.words:
            continue
        words = f"文中的申请人“{name.words}”与主送“{written}”不一致"
        yield finding("R05", "E", words, name)
        return


def _names_of_askers(letter: LetterText) -> Iterator[Span]:
    """The names by which the text tells who asked, from the addressee on."""
    start = letter.body.start
    text = letter.plain[start:]
    for match in (*_NAMED_BY.finditer(text), *_NAMED_FIRST.finditer(text)):
        begin, end = match.span("name")
        yield letter.span(start + begin, start + end)


def identity_kept(case: Case) -> Iterator[Finding]:
    """R06, enclosures too: who asked is not told to others, no one's mobile number is written."""
    if not case.is_letter:
        return
    applicant = _bare(case.field("applicant"))
    if case.code in TO_OTHERS and len(applicant) >= 2:
        for span in case.letter.all(re.escape(applicant)):
            words = "发给第三方或者其他机关的文书不得写出申请人的身份"
            yield finding("R06", "E", words, span, article="条例第十五条")
            break
    elif case.code in TO_OTHERS:
        yield from _asker_named(case)
    if not case.decides:
        return
    for span in case.letter.all(_MOBILE):
        around = case.letter.around(span, 24, 0)
        if not re.search(r"联系|咨询|查询|办公|电话[：:]?$|拨打", around) or "手机" in around:
            words = "文书里有个人的手机号码"
            yield finding("R06", "E", words, span, article="个人信息保护法第二十八条")


def _asker_named(case: Case) -> Iterator[Finding]:
    """R06 where nobody has said who the applicant is: the letter itself names him."""
    plain = case.letter.plain
    for match in (one for pattern in _ASKERS for one in pattern.finditer(plain)):
        after = plain[match.start() : match.end() + 20]
        if "申请" in after and not _NOBODY.search(match.group("name")):
            place = case.letter.span(*match.span("name"))
            words = f"“{place.words}”：发给第三方或者其他机关的文书不得写出申请人的身份"
            yield finding("R06", "E", words, place, article="条例第十五条")
            return


def _manner(case: Case) -> Iterator[Finding]:
    """R07: one form of address, fit for the applicant."""
    letter = case.letter
    natural = case.field("applicant_kind") in {"natural", "自然人"} or _is_person(letter.addressee)
    right = "您" if natural else "贵单位"
    both = r"[您你][（(/／、]?(?:或)?(?:贵)?(?:单位|公司)[）)]?|贵单位（[您你]）|你（您）|您（你）"
    for span in letter.all(both):
        if re.search(r"[（(/／]|或", span.words):
            words = f"“{span.words}”：称呼应当按申请人确定一种"
            yield finding("R07", "W", words, span, article="文书规范", suggestion=right)
    if case.code in TO_OTHERS:
        return
    for span in letter.all(r"贵单位|贵公司"):
        if natural:
            words = "申请人是自然人，应当称“您”"
            yield finding("R07", "W", words, span, suggestion="您")
            break
    if letter.addressee and _is_company(letter.addressee):
        for span in letter.all(r"您(?!好)"):
            yield finding("R07", "W", "申请人是单位，应当称“贵单位”", span, suggestion="贵单位")
            break
    yield from _mixed(case)


def _is_person(name: str) -> bool:
    """Two to four characters are a person's name: an organisation goes by its full one."""
    return bool(
        re.fullmatch(r"[\u4e00-\u9fff×·]{1,3}[^局厅委院校社所部办店厂会处站队\W]", _bare(name))
    )


def _is_company(name: str) -> bool:
    return bool(re.search(r"公司$|事务所$|中心$|协会$|学校$|集团$|厂$|合作社$", _bare(name)))


def _mixed(case: Case) -> Iterator[Finding]:
    for line in case.letter.lines:
        if "您" in line.words and re.search(
            r"(?:^|[，。；])\s*申请人(?:于|提|要求|在|应|如|对)", line.words
        ):
            yield finding("R07", "W", "同一段里“申请人”与“您”混用", line)
            return
    if case.letter.has(r"您(?!好)") and case.letter.has(r"(?<![您])你(?!们)"):
        place = next(case.letter.all(r"你(?!们)"), None)
        yield finding("R07", "W", "“您”与“你”混用", place, suggestion="您")


def _organ(case: Case) -> Iterator[Finding]:
    """R08: signed by the organ, never by a section of it."""
    organ = case.letter.signature[0]
    if organ is None:
        return
    name = re.sub(r"\s|（.*?）", "", organ.words)
    unit = re.sub(r"\s|（.*?）", "", case.field("unit"))
    if organs.is_section(name) or (unit and name != unit and name.startswith(unit)):
        words = f"署名“{name}”是内设机构，应当署机关全称"
        yield finding("R08", "E", words, organ, article="条例第四条、第十条", suggestion=unit)
    elif unit and name != unit:
        words = f"署名“{name}”与机关全称“{unit}”不一致"
        yield finding("R08", "E", words, organ, article="GB/T 9704—2012 7.3.5.1", suggestion=unit)
    elif not unit and len(name) >= 4 and not _is_in_title(case, name):
        words = f"署名“{name}”与标题里的机关名称不一致"
        yield finding("R08", "E", words, organ, article="GB/T 9704—2012 7.3.5.1")


def _is_in_title(case: Case, name: str) -> bool:
    """Whether the title, where it names an organ at all, names the one that signs."""
    title = case.letter.title
    lines = [title] if title else case.letter.lines[:3]
    head = "".join(re.sub(r"\s", "", line.words) for line in lines)
    named = re.match(
        r"[\u4e00-\u9fff（）]{2,30}?(?:局|厅|委员会|政府|办事处|中心|分局|部|署|队)", head
    )
    return name in head or named is None
