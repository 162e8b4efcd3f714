"""Sentences of a report's text with what they are about (正文的句子及其所说的事项).

The same words are used for requests and for letters, proposals or hotline calls (办结、答复、予以
公开): a figure belongs to the noun nearest before it, else to what the item spoke of so far.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum

import attrs

from gongkai_desktop.domain.annual.numerals import in_figures


class Topic(Enum):
    """What a figure of the text may be about."""

    REQUESTS = "政府信息公开申请"
    DISPUTES = "复议诉讼"
    DOCUMENTS = "行政规范性文件"
    RULES = "规章"
    OTHER = "别的事项"


_NOUNS: dict[Topic, str] = {
    Topic.REQUESTS: "信息公开申请|依申请|公开申请|申请公开|申请(?:政府)?信息|申请人",
    Topic.DISPUTES: "复议|诉讼|起诉|应诉|败诉",
    Topic.DOCUMENTS: "规范性文件",
    Topic.RULES: "规章|法规",
    Topic.OTHER: (
        "热线|12345|留言|信箱|(?<!公开)信件|来信(?!申请|函)|来电|诉求|工单|建议(?!书)|提案|议案|咨询|舆情|征集|援助"
        "|信访(?!、?(?:举报|投诉|类|申请))|许可|处罚|强制|执法检查|证照|公示|政策解读|公文|属性"
        r"|(?:受理|查处|承办|立案|调解|接到|收到|办理)"
        r"(?![的了中完并结有已共均])(?![^,。;\d]{0,24}(?:申请|公开|复议|诉讼|起诉|办结|答复|结转|文件))[^,。;\d]{2,16}\d+[件起宗]"
    ),
}
_NOUN = re.compile("|".join(f"(?P<{one.name}>{words})" for one, words in _NOUNS.items()))
_ITEM = re.compile(r"^(?:\([一二三四五六七八九十\d]+\)|[一二三四五六七八九十]+[、是]|\d{1,2}[.、])")
_HEADING = re.compile(
    r"^[ \t\u3000]*((?:[一二三四五六七八九十]+、|[(（][一二三四五六七八九十]+[)）])"
    r"[^\n。;；]{2,30})$",
    re.MULTILINE,
)
"""A heading in a line of its own, which ends like a sentence."""
_ENDS = re.compile("[。;!]")
_ATTRIBUTES = re.compile(
    r"主动公开(?:类|的|公文|文件)*\d+[件条份个][^。;]{0,12}?(?:依申请公开|不予公开)(?:类|的)*\d+[件条份个]"
)
"""Documents told apart by how they are disclosed (公文公开属性), not requests by their answers."""
_DATED = re.compile(r"20\d\d年|[本今全]年")
_DISCLOSURE = re.compile("信息公开|政务公开|依申请")


@attrs.frozen
class Passage:
    """A sentence, what its item spoke of before it, and whether the text has named a year yet."""

    text: str
    carried: Topic | None = None
    disclosed_before: bool = False
    dated: bool = False

    @property
    def discloses(self) -> bool:
        """Whether the sentence itself speaks of disclosure (信息公开、依申请公开)."""
        return _DISCLOSURE.search(self.text) is not None

    def topic_at(self, at: int) -> Topic | None:
        """What a figure at some place of the sentence is about; None where nothing tells."""
        if _ATTRIBUTES.search(self.text):
            return Topic.OTHER
        found = [*_NOUN.finditer(self.text, 0, at)]
        return Topic[str(found[-1].lastgroup)] if found else self.carried


def passages(prose: str) -> Iterator[Passage]:
    """The sentences of a text one after the other; a new item starts with nothing carried."""
    carried: Topic | None = None
    disclosed = dated = False
    for text in _ENDS.split(in_figures(_HEADING.sub(r"。\1。", prose))):
        if _ITEM.match(text):
            carried, disclosed = None, False
        dated = dated or _DATED.search(text) is not None
        passage = Passage(text, carried, disclosed, dated)
        yield passage
        carried = passage.topic_at(len(text))
        if carried in (Topic.REQUESTS, Topic.DISPUTES):
            disclosed = disclosed or passage.discloses
