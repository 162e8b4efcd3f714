"""Records of the register saved over what somebody else changed meanwhile (编辑冲突)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import attrs

from gongkai_desktop.domain.collision import Clash, CollisionError, merged
from gongkai_desktop.domain.ledger.form import LedgerForm
from gongkai_desktop.domain.ledger.values import shown, shown_lines
from gongkai_desktop.domain.request import Item, Request
from gongkai_desktop.store import StoredLetter

if TYPE_CHECKING:
    from gongkai_desktop.domain.letter.form import FormBook, LetterForm

R = TypeVar("R", bound=attrs.AttrsInstance)
_NOT_TYPED = ("id", "register_no", "events", "items", "applicant", "row", "ground", "imported")


def flat(record: attrs.AttrsInstance, *left_out: str) -> dict[str, Any]:
    """The fields of a value object by name."""
    fields = attrs.fields(type(record))
    return {one.name: getattr(record, one.name) for one in fields if one.name not in left_out}


def together(what: str, seen: R, now: R, mine: R, *left_out: str) -> R:
    """One value object out of three; raises CollisionError with both versions."""
    try:
        values = merged(
            what, flat(seen, *left_out), flat(now, *left_out), flat(mine, *left_out), _words
        )
    except CollisionError as error:
        settled: R = attrs.evolve(seen, **error.now)  # type: ignore[misc]
        raise CollisionError(what, error.clashes, settled) from None
    evolved: R = attrs.evolve(mine, **values)  # type: ignore[misc]
    return evolved


def request_together(seen: Request | None, now: Request, mine: Request) -> Request:
    """A request's particulars and its applicant's."""
    if seen is None or (seen, seen.applicant) == (now, now.applicant):
        return mine
    what = f"申请{now.register_no}"
    clashes: list[Clash] = []
    people, settled = mine.applicant, seen
    try:
        people = together(what, seen.applicant, now.applicant, mine.applicant, "id")
    except CollisionError as error:
        clashes += error.clashes
        settled = attrs.evolve(settled, applicant=error.now)
    try:
        mine = together(what, settled, now, mine, *_NOT_TYPED)
    except CollisionError as error:
        clashes += error.clashes
        settled = attrs.evolve(settled, **flat(error.now, *_NOT_TYPED))
    if clashes:
        raise CollisionError(what, clashes, settled)
    return attrs.evolve(mine, applicant=people)


def items_unchanged(seen: Sequence[Item] | None, now: Request, mine: Sequence[Item]) -> None:
    """Items are decided as a whole: raises CollisionError where another list stands there now."""
    if seen is None or tuple(seen) == now.items or tuple(mine) == now.items:
        return
    clash = Clash(title="事项与处理依据", theirs=_items(now.items), mine=_items(mine))
    raise CollisionError(f"申请{now.register_no}", [clash], now)


def body_together(
    form: LedgerForm,
    no: str,
    seen: Mapping[str, Any] | None,
    now: Mapping[str, Any],
    mine: Mapping[str, Any],
) -> Mapping[str, Any]:
    """A ledger row's body."""
    if seen is None or seen == now:
        return mine
    columns = {one.key: one for one in form.columns}

    def words(name: str, value: Any) -> tuple[str, str]:
        column = columns.get(name)
        if column is None:
            return _words(name, value)
        if isinstance(value, (list, tuple)):
            return column.title, "；".join(map("，".join, map(_cells, shown_lines(column, value))))
        return column.title, shown(column, value)

    return merged(f"{form.title}{no}", seen, now, mine, words)


def letter_together(
    seen: StoredLetter, now: StoredLetter, mine: Mapping[str, Any], form: LetterForm, book: FormBook
) -> dict[str, Any]:
    """The clerk's own words of a letter (``facts``), field by field and item by item.

    Words that another desk took from a Word file, and signatures given since ``seen`` was read,
    are never passed over: they clash as a whole.
    """
    titles = {one.name: one.label for one in (*form.fields, *form.item_fields, *book.shared)}

    def words(name: str, value: Any) -> tuple[str, str]:
        from gongkai_desktop.services.audit_words import field_title, plain_words

        item, _, field = name.rpartition("/")
        title = titles.get(field, field_title(field))
        return f"第{item}项{title}" if item else title, plain_words(field, value)

    clashes = _passed_over(seen, now)
    settled = attrs.evolve(now, facts=seen.facts) if clashes else seen
    try:
        found = merged("", _spread(seen.facts), _spread(now.facts), _spread(mine), words)
    except CollisionError as error:
        clashes += error.clashes
        settled = attrs.evolve(settled, facts=_gathered(error.now))
    if clashes:
        raise CollisionError(f"“{form.own_title.title}”的文稿", clashes, settled)
    return _gathered(found)


def _passed_over(seen: StoredLetter, now: StoredLetter) -> list[Clash]:
    """What else happened to a letter that a further draft would undo."""
    from gongkai_desktop.domain.letter.course import course_of

    was, course = course_of(seen.steps), course_of(now.steps)
    found = []
    if course.paper and course.draft_no != was.draft_no:
        theirs = f"第{course.draft_no}稿：人工修改的 Word"
        found.append(Clash(title="正文", theirs=theirs, mine="按填写的各栏重新拟稿"))
    signed = [one for one in course.valid_signatures if one not in was.valid_signatures]
    if signed:
        theirs = "、".join(f"{one.title}{one.name}" for one in signed)
        found.append(Clash(title="审签", theirs=f"{theirs}已签", mine="改动后已签的作废"))
    return found


def _spread(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts with those of items beside the rest, as 1/pages."""
    plain = {name: value for name, value in facts.items() if name != "items"}
    for at, item in enumerate(facts.get("items") or (), start=1):
        plain |= {f"{at}/{name}": value for name, value in item.items()}
    return plain


def _gathered(spread: Mapping[str, Any]) -> dict[str, Any]:
    """Facts again out of what was spread; what nobody holds any more is left out."""
    facts: dict[str, Any] = {}
    items: dict[int, dict[str, Any]] = {}
    for name, value in spread.items():
        at, _, field = name.rpartition("/")
        if value is not None:
            (items.setdefault(int(at), {}) if at else facts)[field] = value
    if items:
        facts["items"] = [items.get(at, {}) for at in range(1, max(items) + 1)]
    return facts


def _cells(line: Any) -> list[str]:
    return [str(one) for one in (line.values() if isinstance(line, Mapping) else line)]


def _items(items: Sequence[Item]) -> str:
    return "；".join(f"{one.no}. {one.text}（{one.ground or one.row or '待定'}）" for one in items)


def _words(name: str, value: Any) -> tuple[str, str]:
    # Only where two have met: whoever saves alone does without all the audit's names.
    from gongkai_desktop.services.audit_words import field_title, plain_words

    return field_title(name), plain_words(name, value)
