"""The issuing organ against how the text speaks of itself (单位自称), 我局 in a paper of a 厅."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai_desktop.domain.review.draft import Draft
from gongkai_desktop.domain.review.finding import Finding, Severity
from gongkai_desktop.domain.review.wording import wording

_KIND = "局|厅|委|办|部"
_ISSUER = re.compile(
    r"(?:发布机构|发布单位|来源|信息来源|发文机关|制发机关|供稿)[：: ]{0,2}"
    rf"[\u4e00-\u9fff]{{2,20}}?(?P<kind>{_KIND})(?![\u4e00-\u9fff])"
)
_TITLE = re.compile(r"^[\u4e00-\u9fff]{2,20}?(?P<kind>局|厅)(?:关于|20\d\d年)")
_SIGNED = re.compile(r"^[\u4e00-\u9fff]{2,20}?(?P<kind>局|厅)$")
_SELF = re.compile(
    r"(?<![\u4e00-\u9fff])(?:我(?P<a>局|厅)|全(?P<b>局|厅)上下|(?P<c>局|厅)(?:门户网站|党组|机关各|属各单位|官网))"
    r"|(?:通过|由|经|在|报)(?P<d>局|厅)(?:门户网站|党组|办公室|官网)|我(?P<e>局|厅)"
)


def read_issuer(draft: Draft) -> Iterator[Finding]:
    """WZ16 a paper of a 局 that speaks of itself as 厅, or the other way round."""
    kind = _issuer(draft)
    if kind not in {"局", "厅"}:
        return
    for match in draft.all(_SELF):
        name, said = next((name, one) for name, one in match.groupdict().items() if one)
        if said != kind:
            start = match.start(name) if name == "d" else match.start()
            words = draft.text[start : match.end()]
            yield wording(
                "WZ16",
                Severity.MEDIUM,
                (start, match.end()),
                f"发文单位是“{kind}”，这里自称“{said}”",
                words.replace(said, kind),
            )


def _issuer(draft: Draft) -> str:
    """局 or 厅 of the organ that issues the paper, empty where the text does not say."""
    named = _ISSUER.search(draft.text)
    if named:
        return named.group("kind")
    for line in (*draft.lines[:2], *draft.lines[-3:]):
        match = _TITLE.search(line.words) or _SIGNED.search(line.words)
        if match:
            return match.group("kind")
    return ""
