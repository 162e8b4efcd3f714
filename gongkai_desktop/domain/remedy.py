"""Remedies (救济告知): whom the applicant may turn to, in what order and within what time.

The paragraph follows the legal ground of each item and the letter's date, never the report row:
refusals under 条例第十四条至第十六条 go to review first (行政复议法第二十三条第一款第（四）项),
everything else that ends a request leaves the choice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum

import attrs

from gongkai_desktop.domain.law import LawBook, RemedyPeriod
from gongkai_desktop.domain.outcome import is_separated
from gongkai_desktop.domain.request import Item
from gongkai_desktop.domain.unit import Unit, UnitKind
from gongkai_desktop.domain.wording import item_words


class RemedyKind(StrEnum):
    """Kinds of remedy paragraph of a letter."""

    NONE = "none"
    FEE = "fee"
    REVIEW_FIRST = "review_first"
    MIXED = "mixed"
    CHOICE = "choice"

    @property
    def label(self) -> str:
        """The office's words for it."""
        return {
            "none": "不告知救济",
            "fee": "收费异议说明",
            "review_first": "复议前置",
            "mixed": "不予公开部分复议前置，其余可选择",
            "choice": "复议或者诉讼",
        }[self.value]


@attrs.frozen(kw_only=True)
class ItemRemedy:
    """Path of one item: ``first`` must go to review first; ``rest`` other content remains open."""

    no: int
    first: bool
    rest: bool


@attrs.frozen(kw_only=True)
class Remedy:
    """The remedy of a letter: its kind, the paragraphs in words, and the law they rest on.

    ``confirmed`` is false where the law of that date has not been checked yet.
    """

    kind: RemedyKind
    paragraphs: tuple[str, ...] = ()
    basis: str = ""
    confirmed: bool = True


@attrs.frozen(kw_only=True)
class RemedyWords:
    """Names in a remedy paragraph: the letter (本答复书), review organ, court, web address."""

    letter: str = "本答复书"
    review_body: str
    court: str
    online_url: str = ""


def item_remedy(item: Item, law: LawBook, day: date) -> ItemRemedy | None:
    """The path of one item on a day; None where nothing was decided (撤回)."""
    if item.ground and not law.outcome(item.ground, day).reviewable:
        return None
    first = item.ground in law.remedy_period(day).review_first
    return ItemRemedy(no=item.no, first=first, rest=not first or is_separated(item))


def remedy_kind(items: Sequence[Item], law: LawBook, day: date) -> RemedyKind:
    """Which remedy the items of a letter call for together."""
    paths = [path for item in items if (path := item_remedy(item, law, day))]
    if not paths:
        return RemedyKind.NONE if items else RemedyKind.CHOICE
    if not any(path.first for path in paths):
        return RemedyKind.CHOICE
    return RemedyKind.MIXED if any(path.rest for path in paths) else RemedyKind.REVIEW_FIRST


def remedy_of(items: Sequence[Item], words: RemedyWords, law: LawBook, day: date) -> Remedy:
    """The remedy paragraphs of a letter that answers these items, dated ``day``."""
    kind = remedy_kind(items, law, day)
    period = law.remedy_period(day)
    texts = law.remedy_texts
    if kind == RemedyKind.NONE:
        return Remedy(kind=kind)
    templates: tuple[str, ...] = {
        RemedyKind.REVIEW_FIRST: (texts.review_first,),
        RemedyKind.CHOICE: (texts.choice,),
        RemedyKind.MIXED: (texts.mixed_part + texts.mixed_rest,),
    }[kind]
    if words.online_url and period.online_service:
        templates = (*templates, texts.online)
    values = _values(words, law) | {"项": _refused_items(items, law, day)}
    return Remedy(
        kind=kind,
        paragraphs=tuple(_filled(template, values) for template in templates),
        basis=period.basis,
        confirmed=period.confirmed,
    )


def fee_remedy(law: LawBook, day: date) -> Remedy:
    """What a fee notice says instead of a remedy: the fee alone cannot be challenged."""
    period = law.remedy_period(day)
    return Remedy(
        kind=RemedyKind.FEE,
        paragraphs=(law.remedy_texts.fee,),
        basis=period.basis,
        confirmed=period.confirmed,
    )


def _refused_items(items: Sequence[Item], law: LawBook, day: date) -> str:
    """The items to be named in a mixed paragraph; a letter with a single item names none."""
    if len(items) == 1:
        return "中"
    paths = [path for item in items if (path := item_remedy(item, law, day))]
    return item_words([path.no for path in paths if path.first])


def _values(words: RemedyWords, law: LawBook) -> dict[str, str]:
    texts = law.remedy_texts
    return {
        "文书": words.letter,
        "复议机关": words.review_body,
        "法院": words.court,
        "复议网址": words.online_url,
        "复议期限": texts.review_days,
        "复议后起诉期限": texts.suit_after_review_days,
        "起诉期限": texts.suit_months,
    }


def _filled(template: str, values: Mapping[str, str]) -> str:
    for name, value in values.items():
        template = template.replace(f"{{{name}}}", value)
    return template


def review_body(unit: Unit, law: LawBook, day: date) -> str:
    """Who reviews this organ's acts on a day (行政复议机关); empty where a needed name is unset.

    行政复议法第二十四条、第二十五条、第二十七条、第二十八条; before 2024 第十二条 of the old law.
    """
    return _organ(unit, law.remedy_period(day))


def organ_names(kind: UnitKind, law: LawBook, day: date) -> tuple[str, ...]:
    """The fields of a unit that say who reviews the acts of its kind: government, superior …"""
    template = law.remedy_period(day).organs[kind.value]
    return tuple(field for name, field in _ORGAN_FIELDS.items() if f"{{{name}}}" in template)


_ORGAN_FIELDS = {
    "本机关": "name",
    "本级政府": "government",
    "上级部门": "superior",
    "所在地政府": "local_government",
}


def _organ(unit: Unit, period: RemedyPeriod) -> str:
    template = period.organs[unit.kind.value]
    names = {name: str(getattr(unit, field)) for name, field in _ORGAN_FIELDS.items()}
    if any(not names[name] for name in names if f"{{{name}}}" in template):
        return ""
    return _filled(template, names)
