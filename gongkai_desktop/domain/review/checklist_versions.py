"""Two versions of a checklist or of masking rules held against each other (两份对照)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import attrs

from gongkai_desktop.domain.review.checklist import Checklist, Question
from gongkai_desktop.domain.review.masking import Mask


@attrs.frozen(kw_only=True)
class Differing:
    """One thing two versions say differently; a side that lacks it is empty."""

    what: str
    shipped: str
    own: str


def checklists_compared(shipped: Checklist, own: Checklist) -> tuple[Differing, ...]:
    """Gates, questions and lists that are not the same, in the order of the shipped one."""
    both = (_told(shipped), _told(own))
    return tuple(_differing(*both))


def masks_compared(shipped: Iterable[Mask], own: Iterable[Mask]) -> tuple[Differing, ...]:
    """Rules that do not mask alike."""
    both = ({one.rule: (one.name, _mask_words(one)) for one in some} for some in (shipped, own))
    return tuple(_differing(*both))


_Told = Mapping[str, tuple[str, str]]
"""By key: what it is, and what is said of it."""


def _differing(shipped: _Told, own: _Told) -> Iterator[Differing]:
    for key in dict.fromkeys([*shipped, *own]):
        what = (own.get(key) or shipped[key])[0]
        theirs, ours = (some[key][1] if key in some else "" for some in (shipped, own))
        if theirs != ours:
            yield Differing(what=what, shipped=theirs, own=ours)


def _told(checklist: Checklist) -> dict[str, tuple[str, str]]:
    lists = {"类型": checklist.kinds, "渠道": checklist.channels, "来源": checklist.sources}
    found = {f"list/{name}": (name, "、".join(words)) for name, words in lists.items()}
    for gate in checklist.gates:
        found[f"gate/{gate.key}"] = ("关口名称", gate.title)
        for one in gate.questions:
            found[f"question/{gate.key}/{one.key}"] = (gate.title, _question_words(one))
    return found


def _question_words(one: Question) -> str:
    parts = (
        ("★" if one.star else "") + one.text,
        one.help and f"怎么看：{one.help}",
        one.basis and f"依据：{one.basis}",
        one.kinds and f"只问类型：{'、'.join(one.kinds)}",
        one.channels and f"只问渠道：{'、'.join(one.channels)}",
    )
    return "\n".join(part for part in parts if part)


def _mask_words(one: Mask) -> str:
    if not one.on:
        return "不遮挡"
    return "保留到乡镇、街道" if one.address else f"保留前{one.head}位、后{one.tail}位"
