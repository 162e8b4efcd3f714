"""The questions of every gate (关口清单), answered before an item may go out."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import attrs


class Answer(StrEnum):
    """What a reviewer says to a question; 否 means the point is not in order."""

    YES = "是"
    NO = "否"
    NONE = "不涉及"


@attrs.frozen(kw_only=True)
class Reply:
    """One answer with its note."""

    answer: Answer
    note: str = ""


@attrs.frozen(kw_only=True)
class Question:
    """One question of a gate. ``star`` questions (★) hold the item when answered 否.

    ``kinds`` and ``channels`` name the kinds of item and channels it is asked of, empty for all;
    ``help`` says what to look at, ``basis`` what it rests on.
    """

    key: str
    text: str
    star: bool = False
    help: str = ""
    basis: str = ""
    kinds: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()

    def asked_of(self, kind: str, channel: str) -> bool:
        """Whether it is asked of an item of this kind on this channel."""
        return (not self.kinds or kind in self.kinds) and (
            not self.channels or channel in self.channels
        )


@attrs.frozen(kw_only=True)
class GateQuestions:
    """One gate (关) with its questions."""

    key: str
    title: str
    questions: tuple[Question, ...]


@attrs.frozen(kw_only=True)
class Checklist:
    """All gates in their order, and the kinds of item and channels an office publishes on."""

    gates: tuple[GateQuestions, ...]
    kinds: tuple[str, ...]
    channels: tuple[str, ...]
    sources: tuple[str, ...]

    def asked_of(self, kind: str, channel: str) -> tuple[GateQuestions, ...]:
        """The gates with the questions that an item calls for; gates without any left out."""
        narrowed = (
            attrs.evolve(
                gate,
                questions=tuple(one for one in gate.questions if one.asked_of(kind, channel)),
            )
            for gate in self.gates
        )
        return tuple(gate for gate in narrowed if gate.questions)


def unanswered(
    gates: tuple[GateQuestions, ...], replies: Mapping[str, Reply]
) -> tuple[Question, ...]:
    """The questions nobody has answered yet."""
    return tuple(one for gate in gates for one in gate.questions if one.key not in replies)


def denied(
    gates: tuple[GateQuestions, ...], replies: Mapping[str, Reply], *, starred: bool = False
) -> tuple[Question, ...]:
    """The questions answered 否; ``starred`` only those that hold the item at once."""
    return tuple(
        one
        for gate in gates
        for one in gate.questions
        if (one.star or not starred) and one.key in replies and replies[one.key].answer == Answer.NO
    )
