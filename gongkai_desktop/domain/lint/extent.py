"""Where a letter ends and its enclosures begin (正文与附件的分界), line by line.

An enclosure follows on its own page under the word 附件 (GB/T 9704—2012 7.3.7), or, copied in
without it, behind signature and date under a title, number or addressee of its own. A letter
that lacks its date or signature ends there too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

_COUNT = r"[一二三四五六七八九十\d]{1,3}"
CHINESE_DATE = rf"[〇○零一二三四五六七八九Oo\d]{{4}}年{_COUNT}月{_COUNT}日"
DATE = re.compile(rf"(\d{{4}})年(\d{{1,2}})月(\d{{1,2}})日|{CHINESE_DATE}")
SHORT_DATE = re.compile(r"\d{2,4}[-./年]\d{1,2}[-./月]\d{1,2}[日号]?")
"""A date as it should not stand in a letter (26年7月3日、2026.7.3)."""

SEAL_PLACE = re.compile("盖章|^[（(][^）)]{0,16}章[）)]$")
_OPENS = re.compile(r"附件[\d一二三四五六七八九十]{0,2}(?P<colon>[：:]?)$")
_LISTED = re.compile(r"\d{1,2}[.．、]|[（(]\d{1,2}[）)]|[一二三四五六七八九十]、|《|附件")
_ORGAN = re.compile(
    r"[^。；，：:、]{2,40}(?:[局厅委会府室部署处院所队心站办校]|公司)(?:[（(].*[）)])?$"
)
_NOTE = re.compile(
    r"[（(]?(?:联系|电话|地址|办公|邮编|邮政|传真|经办|承办|抄送|附件|附[：:]|注[：:]|\d{1,2}[.．、])"
)
_ENDS_TEXT = re.compile(r"[。）)]$|页$")
_TITLE = re.compile(
    r"(?:[^。；，：:]{0,30}关于[^。；，：:]{2,60}"
    r"|[^。；，：:（(]{2,40}(?:通知|公告|通告|批复|决定|办法|方案|报告|合同|协议|协议书|清单|名单|目录"
    r"|[图表单函]|意见书|通知书|证明|证书|纪要|细则|规定|回执|回证|记录|台账))$"
)
_NUMBER = re.compile(r"[^。；，：:]{1,20}[〔\[（(【]\d{4}[〕\]）)】]第?\d{1,6}号$")
_ADDRESSEE = re.compile(r"[^。；，：:]{2,40}[：:]$")


def own_lines(lines: Sequence[str]) -> int:
    """How many lines are the letter's own; ``lines`` without white space, digits folded."""
    told, signed = False, False
    for at, words in enumerate(lines):
        if told and _opens_enclosure(lines, at):
            return at
        if signed and not _NOTE.match(words) and _begins_a_paper(words):
            return at
        told = told or "。" in words
        signed = signed or (told and _is_foot(lines, at))
    return len(lines)


def _opens_enclosure(lines: Sequence[str], at: int) -> bool:
    """Whether a line is the head of an enclosure and not that of the list of them (附件说明)."""
    opens = _OPENS.match(lines[at])
    return opens is not None and not _heads_list(lines, at, colon=bool(opens.group("colon")))


def _heads_list(lines: Sequence[str], at: int, *, colon: bool) -> bool:
    """附件说明 with its items below: it stands above the signature, or has a colon."""
    below = list(takewhile(_LISTED.match, lines[at + 1 :]))
    following = next(iter(lines[at + 1 + len(below) :]), "")
    if not below or not following:
        return bool(below) and colon
    return _is_foot_line(following) or _NOTE.match(following) is not None


def _is_foot_line(words: str) -> bool:
    return bool(_ORGAN.fullmatch(words) or SEAL_PLACE.search(words) or is_date(words))


def is_date(words: str) -> bool:
    """Whether a line is a date and nothing else, rightly written or not."""
    return bool(DATE.fullmatch(words) or SHORT_DATE.fullmatch(words))


def _is_foot(lines: Sequence[str], at: int) -> bool:
    """Whether a line is the letter's own date: alone, below an organ or the end of the text.

    A date that a hard line break left alone has words before it that go on.
    """
    if not is_date(lines[at]):
        return False
    above = next((one for one in reversed(lines[:at]) if not SEAL_PLACE.search(one)), "")
    return bool(_ORGAN.fullmatch(above) or _ENDS_TEXT.search(above))


def _begins_a_paper(words: str) -> bool:
    """Whether a line behind the signature is title, number or addressee of another paper."""
    return any(one.fullmatch(words) for one in (_TITLE, _NUMBER, _ADDRESSEE))
