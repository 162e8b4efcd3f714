"""拟办意见 on the 审批单: each item's outcome, its articles, the reasons and what they rest on.

Whoever signs has no other paper before him than the draft. What the letter does not print
(定密记录编号, 风险评估记录), whom the office asked and what came back, and what the clerk notes
from papers in the file stand here with their source.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from gongkai_desktop.domain.event import OPINION_ENDS, Event, EventType
from gongkai_desktop.domain.law import Ground
from gongkai_desktop.domain.ledger.limit import day_of
from gongkai_desktop.domain.letter.composed import ComposedLetter
from gongkai_desktop.domain.letter.form import PROPOSAL_NOTE, Recipient
from gongkai_desktop.domain.request import Item, Request
from gongkai_desktop.domain.wording import date_words
from gongkai_desktop.services import letter_record
from gongkai_desktop.services.assignment import assignments_of
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import StoredLetter

_REASON, _DECISION = "reason", "decision"
_ADDRESSED = ("贵单位", "贵机关", "您")
_NAMES = {Recipient.THIRD_PARTY: "第三方", Recipient.ORGAN: "对方机关"}


def proposal(workspace: Workspace, request: Request, letter: StoredLetter) -> str:
    """What is proposed and why, for the signers of a letter (拟办意见)."""
    if letter_record.answers(workspace, letter.code):
        lines = [*_answers(workspace, request, letter)]
    else:
        named = _NAMES.get(workspace.knowledge.forms.get(letter.code).recipient, "申请人")
        lines = [_words(letter.composed, _REASON, named=named)]
        lines += [] if lines[0] else [_words(letter.composed, _DECISION, named=named)]
    values = letter_record.editing_values(workspace, request, letter.code, letter)
    lines += _consulted(request.events)
    lines += dict.fromkeys(_sections(workspace, request))
    lines.append(_line("拟办说明", values.get(PROPOSAL_NOTE)))
    return "\n".join(line for line in lines if line)


def _answers(workspace: Workspace, request: Request, letter: StoredLetter) -> Iterator[str]:
    law, day = workspace.knowledge.law, letter.letter_date or workspace.today
    values = letter_record.editing_values(workspace, request, letter.code, letter)
    asked: Sequence[Mapping[str, Any]] = values.get("items") or ()
    for at, item in enumerate(request.items):
        if not item.ground:
            continue
        ground = law.ground(item.ground, day)
        cited = "、".join(law.cite(one) for one in ground.citations)
        basis = f"（{cited}）" if cited else ""
        yield f"第{item.no}项：{ground.name}{basis}。"
        yield from _reasons(letter.composed, item, ground, alone=len(request.items) == 1)
        form = workspace.knowledge.forms.get(law.outcome(item.ground, day).letter)
        facts = asked[at] if at < len(asked) else {}
        yield from (_line(one.label, facts.get(one.name)) for one in form.kept_in_file)


def _reasons(
    composed: ComposedLetter | None, item: Item, ground: Ground, *, alone: bool
) -> Iterator[str]:
    """Why, in the letter's words; what it decides where it gives no reason of its own, and where
    it must say whether the rest can be given (区分处理，条例第三十七条)."""
    number = None if alone else item.no
    reason = _words(composed, _REASON, number)
    yield reason
    if ground.separable or not reason:
        yield _words(composed, _DECISION, number)


def _words(
    composed: ComposedLetter | None,
    block: str,
    number: int | None = None,
    named: str = "申请人",
) -> str:
    found = composed.paragraphs if composed else ()
    words = "".join(one.text for one in found if one.block == block and number in (None, one.item))
    return spoken_of(words, named)


def spoken_of(words: str, named: str = "申请人") -> str:
    """The letter's words as the slip says them: of its reader, not to him."""
    for addressed in _ADDRESSED:
        words = words.replace(addressed, named)
    return words


def _line(label: str, value: object) -> str:
    return f"{label}：{value}" if value not in (None, "", []) else ""


def _consulted(events: Sequence[Event]) -> Iterator[str]:
    """Whom the office asked in writing, when, and what came back (条例第三十二条、第三十四条)."""
    for sent in events:
        if sent.type not in OPINION_ENDS:
            continue
        given, lapsed = OPINION_ENDS[sent.type]
        answer = _answer(events, sent, (given, lapsed))
        if answer is None:
            after = "尚未答复"
        elif answer.type is lapsed:
            after = "逾期没有提出意见"
        else:
            note = f"，理由：{answer.note}" if answer.note else ""
            after = f"{date_words(answer.date)}收到意见：{answer.outcome}{note}"
        yield f"{date_words(sent.date)}书面征求{sent.party or '对方'}的意见，{after}。"


def _sections(workspace: Workspace, request: Request) -> Iterator[str]:
    """What the sections that were asked gave back (批办、协办), in the order they were asked."""
    with workspace.office.read() as reader:
        rows = assignments_of(reader, request.register_no)
    for row in rows:
        answer, day = str(row.body.get("answer") or ""), day_of(row.body.get("returned"))
        if answer and day and not row.void_reason:
            yield f"{row.body.get('section')}{date_words(day)}反馈：{answer}"


def _answer(
    events: Sequence[Event], sent: Event, kinds: tuple[EventType, EventType]
) -> Event | None:
    return next(
        (
            one
            for one in events
            if one.type in kinds
            and one.date >= sent.date
            and (not one.party or not sent.party or one.party == sent.party)
        ),
        None,
    )
