"""Characters, words and lines written twice (重字重词)."""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs

from gongkai_desktop.domain.review.draft import Draft
from gongkai_desktop.domain.review.finding import Finding, Severity
from gongkai_desktop.domain.review.spelling import Vocabulary
from gongkai_desktop.domain.review.wording import wording

_TWICE = re.compile(r"([\u4e00-\u9fff])\1")
_WORD_TWICE = re.compile(r"([\u4e00-\u9fff]{2,8}?)\1")
_LONE = frozenset("的了是和与及将被于据从并或使由其而但")
_AFTER_NOUNS = frozenset("由为与和")
"""Of these the ones that may follow a word ending in them: 事由由, 行为为, 总和和."""
_FIGURES = frozenset("一二三四五六七八九十百千万亿零〇")
"""Words of one character that never stand twice in a row by themselves."""
_DOUBLED = frozenset(
    "天人年月日时处事家户个样件层步条种村代字句点声次遍项张常刚渐仅往默匆纷频屡牢深紧满"
    "好多大小高早慢快轻悄远久苦微细明暗清白红绿想看听说走问谈试等笑妈爸爷奶哥姐弟妹叔星"
    "以在有对中上下为不灵洋淋晃亮油汪绵茫蒙呼辣滋甜沉甸冲生巴津腾溜蓬笃悠闪荡滚滔岌兢批只段"
    "全法地作将任斯站幢夜幕辆车笔趟页锤幅座份封串团块片根支把张口面枚颗粒排队群户代双阵股道声滴束丝缕排线"
)
"""Characters that are doubled by right (天天, 处处, 刚刚, 看看)."""
_ENDINGS = frozenset("团会员人者性化部厅局长级们区法制物费站所证单书表品点网金量率权室馆院处科股")
"""What may follow a word to make another: 代表代表团."""
_BY_RIGHT = re.compile(
    "纪要要|摘要要|概要要|社会会|大会会|晚会会|目的的|标的的|的的确确|有的的|众矢之的的|不了了之|对对|等等|家家户户|立法法|关关衔"
)
_ALIVE = frozenset(
    (
        "规定",
        "组织",
        "要求",
        "研究",
        "讨论",
        "学习",
        "商量",
        "考虑",
        "休息",
        "非常",
        "很多",
        "许多",
        "照顾",
        "了解",
        "体会",
        "锻炼",
    )
)
"""Words said twice for effect, or once as a noun and once as a verb: 规定规定的."""


@attrs.frozen(kw_only=True)
class Repeats:
    """WZ03 in a language whose words are known: 关于于 is wrong, 会议议事 is two words."""

    vocabulary: Vocabulary

    def read(self, draft: Draft) -> Iterator[Finding]:
        """Every character, word and line that stands twice."""
        yield from self._characters(draft)
        yield from self._words(draft)
        yield from _lines(draft)

    def _characters(self, draft: Draft) -> Iterator[Finding]:
        text, words = draft.text, self.vocabulary.words
        for match in _TWICE.finditer(text):
            at = match.start()
            sign = match.group(1)
            if sign in _FIGURES:
                continue
            if text[at - 1 : at] == "一" or _BY_RIGHT.search(text, max(0, at - 3), at + 4):
                continue
            if (
                text[at - 2 : at - 1] == text[at - 1 : at]
                or text[at + 2 : at + 3] == text[at + 3 : at + 4]
            ):
                continue
            joins_next = text[at + 1 : at + 3] in words
            joins_last = text[at - 1 : at + 1] in words
            if joins_last and sign in _AFTER_NOUNS:
                continue
            if self._begins(text, at + 1):
                continue
            if sign in _LONE and not joins_next:
                start = at - 1 if joins_last else at
            elif joins_last and not joins_next and sign not in _DOUBLED:
                if match.group() in words:
                    continue
                start = at - 1
            else:
                continue
            yield wording(
                "WZ03",
                Severity.MEDIUM,
                (start, match.end()),
                f"“{sign}”重复",
                text[start : match.end() - 1],
            )

    def _begins(self, text: str, at: int) -> bool:
        """Whether a longer word begins at an offset: 反洗钱 behind 违反."""
        return text[at : at + 2] in self.vocabulary.beginnings

    def _words(self, draft: Draft) -> Iterator[Finding]:
        text, words = draft.text, self.vocabulary.words
        for match in _WORD_TWICE.finditer(text):
            unit = match.group(1)
            if len(set(unit)) == 1 or unit in _ALIVE:
                continue
            if len(unit) == 2 and (unit not in words or self.vocabulary.seam(text, *match.span())):
                continue
            if (
                unit[0] in _LONE
                or unit[0] == "一"
                or text[match.end() : match.end() + 1] in _ENDINGS
            ):
                continue
            if len(unit) > 2 and not self._whole(text, match.start(), len(unit)):
                continue
            yield wording("WZ03", Severity.MEDIUM, match.span(), f"“{unit}”重复", unit)

    def _whole(self, text: str, start: int, length: int) -> bool:
        """Whether a longer unit begins and ends between words rather than inside one."""
        middle = start + length
        return text[middle - 1 : middle + 1] not in self.vocabulary.words


def _lines(draft: Draft) -> Iterator[Finding]:
    for before, line in zip(draft.lines, draft.lines[1:], strict=False):
        if len(line.words) >= 20 and line.words == before.words and "\t" not in line.words:
            yield wording("WZ03", Severity.MEDIUM, (line.start, line.end), "整段重复")
