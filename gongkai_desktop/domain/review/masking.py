"""Masking of personal data (脱敏): what of a number or an address may stay."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

import attrs

from gongkai_desktop.domain.review.finding import Finding
from gongkai_desktop.domain.review.handling import Action, Handling, handling_of

_STAR = "*"
_PLACE = re.compile(r".*?(?:街道|镇|乡|村|路|街|巷)")
_KEPT_OPEN = (Action.GROUNDED, Action.FALSE_ALARM)


@attrs.frozen(kw_only=True)
class Mask:
    """How one kind of finding is masked: first ``head`` and last ``tail`` signs stay.

    An ``address`` keeps its place down to 乡镇、街道 or the road, never the house. One that is not
    ``on`` is left alone: telephones of an office are public.
    """

    rule: str
    name: str
    head: int = 0
    tail: int = 0
    address: bool = False
    on: bool = True

    def applied(self, words: str) -> str:
        """The words masked; as many signs are hidden as there were, spaces left out."""
        if self.address:
            place = _PLACE.match(words)
            return f"{place.group()}{_STAR * 3}" if place else _STAR * 3
        signs = [sign for sign in words if not sign.isspace() and sign not in "-－"]
        hidden = max(len(signs) - self.head - self.tail, 0)
        tail = signs[len(signs) - self.tail :] if self.tail else []
        return "".join(signs[: self.head]) + _STAR * hidden + "".join(tail)


Masks = Mapping[str, Mask]

_PERSONAL_FIELDS = {"id_no": "YS01", "phone": "YS03", "email": "YS10", "address": "YS09"}
"""Fields of a record that hold nothing but personal data, with the rule they are masked by."""

CONCEALED = tuple(_PERSONAL_FIELDS)
_OFFICE = ("office_", "unit_", "court_")


def masked_field(masks: Masks, field: str, words: str) -> str:
    """The words of a record's field, masked where the field holds a person's number or address.

    ``applicant_phone`` counts as ``phone``; what the office says of itself stays.
    """
    if field.startswith(_OFFICE):
        return words
    for name, rule in _PERSONAL_FIELDS.items():
        if words and rule in masks and (field == name or field.endswith(f"_{name}")):
            return masks[rule].applied(words)
    return words


_HOUSE = re.compile(
    r"[一-龥]{1,10}?(?:街道|镇|乡|村|社区|小区|路|街|巷)[一-龥]{0,6}\d{1,5}(?:号|室|组|幢|栋|户)"
    r"(?:[\d-]{1,6}(?:单元|室|号|楼|层|幢|栋|户))*(?!文|令|公告|地块|宗地)"
)
_IN_TEXT = (
    ("YS01", re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")),
    ("YS02", re.compile(r"(?<!\d)[1-8]\d{14}(?!\d)")),
    ("YS03", re.compile(r"(?<!\d)1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?!\d)")),
    ("YS04", re.compile(r"(?<!\d)0\d{2,3}[\s－-]?\d{7,8}(?!\d)")),
    ("YS09", _HOUSE),
)


def masked_numbers(masks: Masks, text: str) -> str:
    """Running text with what has the shape of a person's number or address masked.

    Unlike a scan for publication it asks for no check digit: a mistyped number is someone's too.
    Telephones and addresses only where the unit's rules mask them.
    """
    for rule, shape in _IN_TEXT:
        if rule in masks:
            text = shape.sub(partial(_covered, masks[rule]), text)
    return text


def _covered(mask: Mask, found: re.Match[str]) -> str:
    return mask.applied(found.group())


@attrs.frozen
class Replacement:
    """Words to stand in place of a stretch of the text, code points as in ``Source.text``."""

    start: int
    end: int
    words: str


def masked_stretches(
    findings: Sequence[Finding], text: str, masks: Masks, handled: Sequence[Handling] = ()
) -> tuple[Replacement, ...]:
    """What to replace in a text: personal data, but for what has a legal basis or is none."""
    return tuple(_stretches(findings, text, masks, handled))


def _stretches(
    findings: Sequence[Finding], text: str, masks: Masks, handled: Sequence[Handling]
) -> Iterator[Replacement]:
    for one in findings:
        mask = masks.get(one.rule)
        decision = handling_of(one, text, handled)
        if mask is None or (decision is not None and decision.action in _KEPT_OPEN):
            continue
        words = mask.applied(text[one.start : one.end])
        yield Replacement(start=one.start, end=one.end, words=words)


def without_names(text: str, names: Iterable[str]) -> str:
    """The text with these persons and firms unnamed: 张某, 某公司; longer names first."""
    for name in sorted({one.strip() for one in names}, key=len, reverse=True):
        if len(name) >= 2:
            text = text.replace(name, unnamed(name))
    return text


_FIRM = re.compile(r"(公司|事务所|合作社|委员会|中心|大学|学校|医院|厂|局|会|社|部)$")


def unnamed(name: str) -> str:
    """A person by surname (张某), a firm or body by its kind (某公司)."""
    kind = _FIRM.search(name) if len(name) > 4 else None
    if kind:
        return f"某{kind.group(1)}"
    surname = name[:2] if name[:2] in _DOUBLE else name[:1]
    return f"{surname}某"


_DOUBLE = frozenset(
    ("欧阳", "司马", "上官", "诸葛", "东方", "尉迟", "公孙", "慕容", "令狐", "皇甫", "夏侯", "端木")
)
