"""Enclosures (附件说明), GB/T 9704—2012 7.3.4: as many as named, no mark at the end of a name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai_desktop.domain.review.draft import Draft
from gongkai_desktop.domain.review.finding import Finding, Severity
from gongkai_desktop.domain.review.wording import wording

_STANDARD = "GB/T 9704—2012 7.3.4"
_NOTE = re.compile(r"^附件[：:] ?(?P<first>\S.*)$")
_ITEM = re.compile(r"^(?P<number>\d{1,2})[.．、]")
_NAMED = re.compile(r"(?:见|按照|填写|详见|如|报送)附件 ?(?P<number>\d{1,2})")
_END = re.compile(r"[。；，、;,.]$")


def read_enclosures(draft: Draft) -> Iterator[Finding]:
    """WZ14 marks at the end of an enclosure's name, and enclosures named that are not listed."""
    listed = 0
    for number, line in enumerate(draft.lines):
        note = _NOTE.match(line.words)
        if note is None:
            continue
        following = [line, *draft.lines[number + 1 : number + 20]]
        count = 0
        for at, item in enumerate(following):
            words = note.group("first") if at == 0 else item.words
            numbered = _ITEM.match(words)
            if at and numbered is None:
                break
            count += 1
            end = _END.search(item.words)
            if end and not words.startswith("《"):
                span = (item.end - 1, item.end)
                yield wording("WZ14", Severity.LOW, span, "附件名称后不加标点", "", _STANDARD)
        listed = max(listed, count)
    if listed:
        for match in draft.all(_NAMED):
            if int(match.group("number")) > listed:
                message = f"附件说明只有{listed}个附件"
                yield wording("WZ14", Severity.MEDIUM, match.span(), message, "核对附件")
