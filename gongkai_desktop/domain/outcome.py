"""The result of a request (办理结果): read from words, proposed from its items.

A request counts in one row and one column of the yearly table (国办公开办函〔2021〕30号); where
part of it is given and part refused only （二）部分公开 counts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date

import attrs

from gongkai_desktop.domain.law import Disclosure, LawBook, ReportRow, RowGroup
from gongkai_desktop.domain.request import Item

PARTIAL_ROW = "r3_2_partial"
SEPARATION_FIELD = "separation"
SEPARATED, INSEPARABLE = "可以区分", "不能区分"


@attrs.frozen(kw_only=True)
class OutcomeReading:
    """How a text in an old register was read: one row, several to choose from, or neither."""

    row: str = ""
    choices: tuple[str, ...] = ()

    @property
    def known(self) -> bool:
        """Whether the text means exactly one row."""
        return bool(self.row)


@attrs.frozen(kw_only=True)
class Proposal:
    """The row proposed for a request; the clerk confirms it.

    ``row`` is empty where an item is still open or the clerk must name the main ground
    (主要理由); ``choices`` are then the rows to choose from. ``ground`` is the common ground of
    all items, empty where they differ. ``reason`` says why, in Chinese.
    """

    row: str = ""
    ground: str = ""
    choices: tuple[str, ...] = ()
    reason: str


def is_separated(item: Item) -> bool:
    """Whether an item is refused only in part and the rest given (条例第三十七条)."""
    return item.fields.get(SEPARATION_FIELD) == SEPARATED


def item_row(item: Item, law: LawBook, day: date) -> str:
    """The report row of one item: by its ground, 部分公开 where the rest is given; else its own."""
    if not item.ground:
        return item.row
    if is_separated(item) and law.ground(item.ground, day).separable:
        return PARTIAL_ROW
    return law.outcome(item.ground, day).row


def propose(items: Sequence[Item], law: LawBook, day: date) -> Proposal:
    """The request's row from its items on the day of the decision."""
    rows = [item_row(item, law, day) for item in _decided(items, law, day)]
    if not rows or not all(rows):
        return Proposal(reason="还有事项没有填写处理结果")
    grounds = {item.ground for item in items}
    ground = grounds.pop() if len(grounds) == 1 else ""
    if len(set(rows)) == 1:
        return Proposal(row=rows[0], ground=ground, reason="各事项的处理结果相同")
    if any(law.row(row).disclosure != Disclosure.NONE for row in rows):
        return Proposal(row=PARTIAL_ROW, reason="有的内容提供、有的不提供，只计部分公开")
    return Proposal(
        choices=tuple(dict.fromkeys(rows)), reason="各事项都没有提供但理由不同，请确定主要理由"
    )


def _decided(items: Sequence[Item], law: LawBook, day: date) -> Sequence[Item]:
    """The items to judge by: those withdrawn (撤回) only count where nothing else is left."""
    left = [item for item in items if not item.ground or law.outcome(item.ground, day).reviewable]
    return left or items


def read_outcome(text: str, law: LawBook) -> OutcomeReading:
    """Read the words of a register as a report row.

    Read are: the official label with or without number and group, an unambiguous beginning of
    it (three characters or more), a synonym, the name of a legal ground, our own row key or
    ground code. A remark at the end, in brackets or behind a comma, does not hinder
    unless it says otherwise.
    """
    direct = _read(text, law)
    if direct.known or direct.choices:
        head, remark = _split_remark(text)
        if direct.known or not remark:
            return direct
        return _with_remark(head, remark, law) or direct
    head, remark = _split_remark(text)
    return (_with_remark(head, remark, law) if remark else None) or direct


def _with_remark(head: str, remark: str, law: LawBook) -> OutcomeReading | None:
    """The reading of the words before a closing remark, doubted where the remark differs."""
    reading = _read(head, law)
    if not reading.known:
        return None
    said = _read(remark, law)
    if reading.row in (said.row, *said.choices):
        return reading
    silent = not (said.row or said.choices)
    if silent and not any(word in remark for word in law.doubt_words):
        return reading
    others = (said.row,) if said.row else said.choices or (PARTIAL_ROW,)
    return OutcomeReading(choices=tuple(dict.fromkeys((reading.row, *others))))


_REMARK = re.compile(r"^(.+?)(?:[（(]([^（）()]*)[）)]|[，,；;。]\s*(.+))$", re.DOTALL)


def _split_remark(text: str) -> tuple[str, str]:
    match = _REMARK.match(text.strip())
    return (match.group(1), match.group(2) or match.group(3) or "") if match else (text, "")


def _plain(text: str) -> str:
    """Letters, figures and 汉字 only: width, spaces and punctuation never tell rows apart."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return "".join(char for char in folded if char.isalnum() or char == "_")


def _read(text: str, law: LawBook) -> OutcomeReading:
    plain = _plain(text)
    if not plain:
        return OutcomeReading()
    named = [row.key for row in law.rows if plain == row.key or plain in _names(row)]
    if named:
        return _reading(named)
    for question in law.questions:
        if plain in map(_plain, question.words):
            return OutcomeReading(choices=question.choices)
    found = _by_ground(plain, law) or _beginning(plain, law.rows)
    if found:
        return _reading(found)
    group, number, rest = _parse(text, law)
    return _within(group, number, rest, law)


def _reading(rows: Iterable[str]) -> OutcomeReading:
    found = tuple(dict.fromkeys(rows))
    return OutcomeReading(row=found[0]) if len(found) == 1 else OutcomeReading(choices=found)


def _names(row: ReportRow) -> tuple[str, ...]:
    return tuple(_plain(name) for name in (row.label, *row.synonyms))


def _by_ground(plain: str, law: LawBook) -> list[str]:
    """The row of the legal ground whose name or code is exactly the text."""
    named = {ground.code for ground in law.grounds if plain in (ground.code, _plain(ground.name))}
    return [outcome.row for outcome in law.outcomes if outcome.ground in named]


def _beginning(rest: str, rows: Iterable[ReportRow]) -> list[str]:
    """Rows whose label begins with the words, its leading verb (属于、危及…) left out or not."""
    if len(rest) < 3:
        return []
    return [
        row.key
        for row in rows
        if any(name.startswith(rest) for name in _label_beginnings(_plain(row.label)))
    ]


_LEADING_VERB = re.compile(r"^(属于|要求提供|要求|危及|保护|本机关)")


def _label_beginnings(label: str) -> tuple[str, str]:
    return label, _LEADING_VERB.sub("", label)


_HEADING = re.compile(r"^(?:三[、.]\s*)?本年度办理结果[\s:：,，\-—]*")
_SECTION = re.compile(r"^\s*(?:三[、.．]?\s*)?[（(]?([一二三四五六])[）)、.．]\s*")
_NUMBER = re.compile(r"^\s*[（(]?([1-8])(?:[）).．、]|$|(?=\D))\s*")


def _parse(text: str, law: LawBook) -> tuple[RowGroup | None, str, str]:
    """Section or group, number and remaining words: （三）不予公开-1.属于国家秘密."""
    rest = _HEADING.sub("", unicodedata.normalize("NFKC", text).strip())
    section = _SECTION.match(rest)
    rest = rest[section.end() :] if section else rest
    group = _group_of_section(section.group(1), law) if section else None
    named, rest = _strip_group(rest, law)
    numbered = _NUMBER.match(rest)
    number = numbered.group(1) if numbered else ""
    rest = rest[numbered.end() :] if numbered else rest
    if named is None and numbered:
        named, rest = _strip_group(rest, law)
    if section and not (group or named) and not number:
        number = section.group(1)
    return named or group, number, _plain(rest)


def _group_of_section(section: str, law: LawBook) -> RowGroup | None:
    return next((group for group in law.groups if group.number == section), None)


def _strip_group(text: str, law: LawBook) -> tuple[RowGroup | None, str]:
    """A leading group name, unless the words already are a label (其他法律行政法规…)."""
    plain = _plain(text)
    if any(plain in _names(row) for row in law.rows) or _beginning(plain, law.rows):
        return None, text
    for group in law.groups:
        for name in sorted((group.name, *group.aliases), key=len, reverse=True):
            if text.startswith(name):
                return group, text[len(name) :].lstrip(" -—–_:：,，、/;；·.")
    return None, text


def _within(group: RowGroup | None, number: str, rest: str, law: LawBook) -> OutcomeReading:
    """Read number and words inside a group; what contradicts itself is asked."""
    rows = [row for row in law.rows if group is None or row.group == group.name]
    by_number = [row.key for row in rows if number and row.number == number]
    bare = rest.removeprefix("因").removeprefix("属于") if group else rest
    by_words = [row.key for row in rows if rest and rest in _names(row)]
    by_words = by_words or [row.key for row in rows if bare and bare in _names(row)]
    by_words = by_words or _beginning(rest, rows)
    if number and rest:
        both = [key for key in by_words if key in by_number]
        return _reading(both or [*by_number, *by_words] if by_words else _all_of(group, rows))
    if rest:
        return _reading(by_words or _all_of(group, rows))
    return _reading(by_number if group and number else _all_of(group, rows))


def _all_of(group: RowGroup | None, rows: Sequence[ReportRow]) -> list[str]:
    """All rows of a group that was named, none where no group was."""
    return [row.key for row in rows] if group else []
