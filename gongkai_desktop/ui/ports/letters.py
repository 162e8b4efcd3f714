"""What the letters of a request (文书) need of the services."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import attrs

if TYPE_CHECKING:
    from gongkai_desktop.domain.approval import Chain, Signing, StepRole
    from gongkai_desktop.domain.letter.course import Delivery
    from gongkai_desktop.domain.letter.finding import Finding
    from gongkai_desktop.domain.letter.form import Field
    from gongkai_desktop.domain.letter.number_list import NumberLine
    from gongkai_desktop.domain.seal import Sealing


@attrs.frozen(kw_only=True)
class LetterChoice:
    """A letter to write: one on record (``letter_id``, ``state``), or a kind to begin.

    ``proposed`` when the next step calls for it, ``answer`` when the items' outcomes do.
    """

    code: str
    title: str
    proposed: bool = False
    answer: bool = False
    letter_id: str = ""
    state: str = ""


class StepState(StrEnum):
    """How a step of the chain stands."""

    DONE = "done"
    PASSED = "passed"
    DUE = "due"
    LATER = "later"


@attrs.frozen(kw_only=True)
class LetterStep:
    """A step of the chain as shown: who and when, the opinion, what came before (``trace``)."""

    key: str
    title: str
    role: StepRole
    state: StepState
    who: str = ""
    day: date | None = None
    opinion: str = ""
    trace: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class VersionLine:
    """An earlier draft (稿次): its count, when and by whom, whether it is an edited Word file."""

    no: int
    at: str
    by: str
    manual: bool = False


@attrs.frozen(kw_only=True)
class LetterCase:
    """A letter on record: how far it is and what is due.

    ``settled``: its words can no longer change. ``signatures`` that hold would fall with a
    change. ``manual``: its words are an edited Word file, ``text``. ``number_ahead`` is the number
    it would get now. ``sealed`` and ``deliveries`` say what has happened after the issue.
    ``reply_form`` is the title of the form enclosed for the other party to fill in.
    """

    id: str
    status: str
    steps: tuple[LetterStep, ...]
    draft_no: int = 1
    number: str = ""
    letter_date: date | None = None
    settled: bool = False
    signatures: int = 0
    manual: bool = False
    text: str = ""
    number_ahead: str = ""
    sealed: bool = False
    to: str = ""
    address: str = ""
    approver: str = ""
    reply_form: str = ""
    deliveries: tuple[Delivery, ...] = ()
    versions: tuple[VersionLine, ...] = ()

    @property
    def due(self) -> LetterStep | None:
        """The step that is due."""
        return next((one for one in self.steps if one.state is StepState.DUE), None)

    @property
    def on_its_way(self) -> Delivery | None:
        """The parcel of which nothing has been heard yet."""
        last = self.deliveries[-1] if self.deliveries else None
        return last if last and not last.signed and not last.returned else None


@attrs.frozen(kw_only=True)
class LetterDraft:
    """What a clerk fills in for a letter, and the record of it where there is one.

    ``values`` are by field name; those of items stand under ``items``, a list of mappings, and
    ``item_fields`` says what each of them is asked. ``known`` are the fields the register fills.
    A ``sheet`` is filled in by hand and passes no chain. ``seen`` is the record as it was read,
    which a further draft is saved against. ``at_once``: whoever writes it also issues it.
    """

    code: str
    title: str
    fields: tuple[Field, ...]
    values: Mapping[str, Any]
    item_fields: tuple[tuple[Field, ...], ...] = ()
    known: frozenset[str] = frozenset()
    case: LetterCase | None = None
    sheet: bool = False
    at_once: bool = False
    seen: Any = None


@attrs.frozen(kw_only=True)
class RenderedLetter:
    """A letter as PDF with what is found wrong with it."""

    pdf: bytes
    pages: int
    findings: tuple[Finding, ...] = ()


class Paper(StrEnum):
    """What can be printed of a letter; the value is the word on the menu."""

    DRAFT = "审签稿"
    FINAL = "用印稿"
    SHEET = "打印稿"
    REPLY = "反馈表"
    SLIP = "审批单"
    ENVELOPE = "信封面"
    POSTING = "邮寄交接单"
    RECEIPT = "送达回证"


class Letters(Protocol):
    """Letters of a request (文书)."""

    def choices(self, register_no: str) -> Sequence[LetterChoice]:
        """Letters on record, then the kinds that can be begun, the proposed one first."""
        ...

    def draft(self, register_no: str, code: str, letter_id: str = "") -> LetterDraft:
        """Fields with what the register, the last draft and the typing already say."""
        ...

    def render(
        self,
        register_no: str,
        code: str,
        values: Mapping[str, Any],
        final: bool,
        letter_id: str = "",
    ) -> RenderedLetter:
        """The letter as PDF with findings; final is 用印稿, else 审签稿."""
        ...

    def places(self, pdf: bytes, words: str) -> Sequence[tuple[int, float, float, float, float]]:
        """Where words stand: page, left, top, right, bottom as shares of the page."""
        ...

    def keep_typing(
        self, register_no: str, code: str, values: Mapping[str, Any], letter_id: str = ""
    ) -> bool:
        """Keep what is being typed; whether it differs from the last draft kept."""
        ...

    def drop_typing(self, register_no: str, code: str, letter_id: str = "") -> None:
        """Forget what was typed and is no draft yet."""
        ...

    def save(
        self,
        register_no: str,
        code: str,
        values: Mapping[str, Any],
        letter_id: str = "",
        *,
        fresh: bool = False,
        seen: Any = None,
    ) -> tuple[str, str]:
        """Keep a draft: identity of the letter, and what the clerk must know (may be empty).

        Raises CollisionError where another desk changed the same fields since ``seen``.
        """
        ...

    def write(self, letter_id: str, paper: Paper, path: Path) -> None:
        """Write a paper of a letter on record as PDF, or Word by the path's ending."""
        ...

    def attach_word(self, letter_id: str, path: Path) -> str:
        """Take an edited Word file as the letter's words; what the clerk must know."""
        ...

    def restore(self, letter_id: str, no: int) -> str:
        """Take up an earlier draft; what the clerk must know."""
        ...

    def void(self, letter_id: str, reason: str) -> None:
        """作废 with a reason; the number stays used."""
        ...

    def wanting(self, letter_id: str) -> Sequence[str]:
        """Findings that want a reason before the next step."""
        ...

    def sign(self, letter_id: str, signing: Signing) -> None:
        """Record a step of the chain."""
        ...

    def issue(self, letter_id: str) -> None:
        """Number and date a letter that whoever writes it also issues; UserError for gaps."""
        ...

    def seal(self, letter_id: str, sealing: Sealing) -> None:
        """Register the seal, or a reprint."""
        ...

    def post(self, letter_id: str, delivery: Delivery, file: Path | None) -> None:
        """Record that it was posted or handed over."""
        ...

    def follow_up(
        self, letter_id: str, signed: date | None, signer: str, returned: date | None, reason: str
    ) -> None:
        """Record that it was signed for, or came back."""
        ...

    def people(self) -> Sequence[str]:
        """Names to choose from: of the office, and those who signed before."""
        ...

    def usual_signer(self, step: str) -> str:
        """Who signed a step of the chain last, empty before anyone has."""
        ...

    def chain(self) -> Chain:
        """The chain of approval in force."""
        ...

    def save_chain(self, chain: Chain) -> None:
        """Keep a changed chain; UserError where it cannot be walked."""
        ...

    def number_years(self) -> Sequence[int]:
        """Years with document numbers, latest first."""
        ...

    def numbers(self, year: int) -> Sequence[NumberLine]:
        """Every number of a year with what became of it."""
        ...

    def explain_number(self, number: str, reason: str) -> None:
        """Say why no letter bears a number."""
        ...

    def write_numbers(self, year: int, path: Path) -> None:
        """Write the year's list of numbers as PDF."""
        ...
