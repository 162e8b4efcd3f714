"""BM09: what a file holds beside the page its reader sees (隐藏内容), one finding for each kind."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai_desktop.domain.review import hidden
from gongkai_desktop.domain.review.draft import Draft
from gongkai_desktop.domain.review.finding import STANDS_ALONE, Finding, Gate, Severity
from gongkai_desktop.domain.review.source import Span

_BASIS = "保守国家秘密法实施条例第四十二条（先审查、后公开，逐项审查）"

_REVISIONS = (hidden.DELETED, hidden.REVISED_BY)
_COMMENTS = (hidden.COMMENT, hidden.ANNOTATION)
_ROUTINE = {
    hidden.PROPERTY: Severity.HINT,
    hidden.CHOICES: Severity.HINT,
    hidden.SOURCE_CODE: Severity.HINT,
    hidden.DATA: Severity.LOW,
    hidden.NAME: Severity.LOW,
    hidden.FIELD_CODE: Severity.LOW,
}
"""What programs put into sound files by themselves; everything else somebody hid or forgot."""
_SHOWN_BESIDE = (hidden.LINK, hidden.ALTERNATIVE)
"""A link's address and a picture's description belong to what is seen; other rules read them."""


def read_hidden(draft: Draft) -> Iterator[Finding]:
    """One finding for each way of hiding, at the first place, with how many there are."""
    kinds: dict[str, list[Span]] = {}
    for span in draft.source.spans:
        if span.hidden and span.hidden not in _SHOWN_BESIDE:
            kinds.setdefault(span.hidden, []).append(span)
    for kind, spans in kinds.items():
        count = f"，共{len(spans)}处" if len(spans) > 1 else ""
        yield Finding(
            rule=STANDS_ALONE,
            gate=Gate.SECRECY,
            severity=_ROUTINE.get(kind, Severity.HIGH),
            start=spans[0].start,
            end=spans[0].end,
            message=f"文件里带有读者看不见的内容：{kind}{count}",
            suggestion=_advice(kind),
            basis=_BASIS,
        )


def _advice(kind: str) -> str:
    if kind in _REVISIONS:
        return "接受或者拒绝全部修订后另存"
    if kind in _COMMENTS:
        return "删除批注、注释后另存"
    if kind == hidden.COVERED:
        return "盖住的字还能复制出来，请在原稿里删去后重新导出"
    if kind == hidden.PROPERTY:
        return "用“检查文档”清除作者、单位等属性"
    return "删去后另存，或者做脱敏副本"
