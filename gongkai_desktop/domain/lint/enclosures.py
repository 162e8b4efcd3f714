"""Rules on the list of enclosures (附件说明): F08."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai_desktop.domain.letter.finding import Finding
from gongkai_desktop.domain.lint.rules import Case, finding
from gongkai_desktop.domain.lint.text import Span

_FOR_LIST = "GB/T 9704—2012 7.3.4"
_LIST = re.compile(r"(?m)^[^\S\n]*附[^\S\n]*件?[^\S\n]*[：:](?!见)")
_LISTED = re.compile(r"(?:^|[\n；;：:，、]|[^\S\n])[^\S\n]*(\d{1,2})[.．、]")


def rules_on_enclosures(case: Case) -> Iterator[Finding]:
    """F08: every enclosure the text speaks of is on the list, and the list counts on."""
    letter = case.letter
    spoken = [
        (letter.span(*match.span()), int(match.group(1)))
        for match in re.finditer(r"(?:见|详见|随附|附|[（、和及])附件(\d{1,2})(?!页)", letter.plain)
    ]
    bare = next(letter.all(r"(?:详?见|随附)附件(?!\d)|（附件）"), None)
    head = _LIST.search(letter.text)
    if head is None:
        if spoken or bare:
            place = spoken[0][0] if spoken else bare
            yield finding("F08", "E", "文中提到附件，却没有附件说明", place, article=_FOR_LIST)
        return
    foot = letter.signature[0] or letter.signature[1]
    listing = letter.text[head.end() - 1 : foot.start if foot else len(letter.text)]
    listed = [int(one) for one in _LISTED.findall(listing)]
    place = Span(words="附件", start=head.start(), end=head.end())
    for span, number in spoken:
        if number not in (listed or [1]):
            yield finding("F08", "E", f"附件说明里没有附件{number}", span, article=_FOR_LIST)
            break
    yield from _enclosed_pages(case, listing)
    if listed and listed != list(range(1, len(listed) + 1)):
        yield finding("F08", "E", "附件说明的序号不连续", place, article=_FOR_LIST)


_ITEM = re.compile(
    r"(?:^|[：:；\n]|\d[.．、])\s*《?([^《》（）；\n：:]{4,60})》?[（(][^）)]{0,16}?(\d{1,4})页[）)]"
)


def _enclosed_pages(case: Case, listing: str) -> Iterator[Finding]:
    """F08: what the text says is so many pages is so many on the list."""
    body = case.letter.body
    for match in _ITEM.finditer(listing):
        name, pages = re.escape(re.sub(r"\s", "", match.group(1))), int(match.group(2))
        told = re.search(rf"{name}[^。；]{{0,40}}?共?(\d{{1,4}})页", body.words)
        if told and int(told.group(1)) != pages:
            start = body.start + told.start(1)
            place = case.letter.span(start, start + len(told.group(1)))
            words = f"文中写{told.group(1)}页，附件说明写{pages}页"
            yield finding("F08", "E", words, place, article=_FOR_LIST)
