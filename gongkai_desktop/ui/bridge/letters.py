"""Letters of a request for the window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from gongkai_desktop.documents.files import atomic_write
from gongkai_desktop.documents.page_image import places_of, render_pages
from gongkai_desktop.domain.approval import Chain, Signing
from gongkai_desktop.domain.letter.composed import ComposedLetter, Profile
from gongkai_desktop.domain.letter.course import Delivery, course_of
from gongkai_desktop.domain.letter.finding import Finding
from gongkai_desktop.domain.letter.form import Field, LetterForm
from gongkai_desktop.domain.letter.number_list import NumberLine
from gongkai_desktop.domain.letter.values import UNIT_FIELDS
from gongkai_desktop.domain.lint.rules import Step, step_of
from gongkai_desktop.domain.next_step import ANSWER_LETTER
from gongkai_desktop.domain.request import Request
from gongkai_desktop.domain.seal import Sealing
from gongkai_desktop.domain.typeset.letter_page import unit_style
from gongkai_desktop.services import (
    approval,
    chain,
    delivery,
    desk_issue,
    draft,
    letter_file,
    letter_number,
    letter_record,
    letter_word,
    seal,
)
from gongkai_desktop.services import letter as letter_service
from gongkai_desktop.services import lint as lint_service
from gongkai_desktop.services import request as request_service
from gongkai_desktop.services.lint_papers import fields_of
from gongkai_desktop.services.unit import the_unit
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import StoredLetter
from gongkai_desktop.ui.bridge.letter_case import case_of, paper_of
from gongkai_desktop.ui.bridge.register import RegisterBridge
from gongkai_desktop.ui.bridge.session import Session
from gongkai_desktop.ui.ports import LetterChoice, LetterDraft, RenderedLetter
from gongkai_desktop.ui.ports.letters import Paper

SETTLED = frozenset((*UNIT_FIELDS, "applicant_kind", "letter_no", "letter_date"))
"""Fields the settings, the register and the chain decide; a letter does not ask for them."""


class LettersBridge:
    """Letters over the open office."""

    def __init__(self, session: Session, register: RegisterBridge) -> None:
        self._session = session
        self._register = register

    @property
    def _workspace(self) -> Workspace:
        return self._session.workspace

    def _request(self, register_no: str) -> Request:
        return request_service.request_numbered(self._workspace, register_no)

    def _letter(self, letter_id: str) -> StoredLetter:
        with self._workspace.office.read() as reader:
            return letter_record.letter_named(reader, letter_id)

    def choices(self, register_no: str) -> Sequence[LetterChoice]:
        """Letters on record, the latest first, then kinds to begin, the proposed one first."""
        opened = self._register.open(register_no)
        answer = self._answer_code(opened.request)
        proposed = next((step.letter for step in opened.steps if step.letter), "")
        if proposed == ANSWER_LETTER:
            proposed = answer
        with self._workspace.office.read() as reader:
            letters = reader.letters.of_request(opened.request.id)
        forms = self._workspace.knowledge.forms
        kept = [
            LetterChoice(
                code=one.code,
                title=forms.get(one.code).title,
                letter_id=one.id,
                state="已存" if forms.get(one.code).is_sheet else one.status,
                answer=not one.void_reason and letter_record.answers(self._workspace, one.code),
            )
            for one in reversed(letters)
        ]
        kinds = [
            LetterChoice(
                code=form.code,
                title=form.title,
                proposed=form.code == proposed,
                answer=form.code == answer,
            )
            for form in forms
        ]
        first = sorted(kinds, key=lambda choice: (not choice.proposed, not choice.answer))
        return [*kept, *first]

    def _answer_code(self, request: Request) -> str:
        """The reply that the items' grounds call for: its own form, C3 where they differ."""
        law, day = self._workspace.knowledge.law, self._workspace.today
        codes = {law.outcome(item.ground, day).letter for item in request.items if item.ground}
        return codes.pop() if len(codes) == 1 and len(request.items) == 1 else "C3"

    def draft(self, register_no: str, code: str, letter_id: str = "") -> LetterDraft:
        """Fields with what the register, the last draft and the typing already say."""
        form = self._workspace.knowledge.forms.get(code)
        request = self._request(register_no)
        letter = self._letter(letter_id) if letter_id else None
        known = letter_service.known_values(self._workspace, request, form)
        values = letter_record.editing_values(self._workspace, request, code, letter)
        return LetterDraft(
            code=form.code,
            title=form.title,
            fields=tuple(one for one in form.fields if one.name not in SETTLED),
            values=values,
            item_fields=tuple(self._asked(form, one) for one in values.get("items", ())),
            known=frozenset(name for name, value in known.items() if value not in ("", None)),
            case=case_of(self._workspace, request, letter) if letter else None,
            sheet=form.is_sheet,
            at_once=desk_issue.is_given_at_once(self._workspace, code),
            seen=letter or StoredLetter(request_id=request.id, code=code),
        )

    def _asked(self, form: LetterForm, item: Mapping[str, Any]) -> tuple[Field, ...]:
        """What an item is asked: the fields of the form that words its answer."""
        knowledge, ground = self._workspace.knowledge, str(item.get("ground") or "")
        if form.collects and ground:
            letter = knowledge.law.outcome(ground, self._workspace.today).letter
            form = knowledge.forms.get(letter)
        return form.item_fields

    def render(
        self,
        register_no: str,
        code: str,
        values: Mapping[str, Any],
        final: bool,
        letter_id: str = "",
    ) -> RenderedLetter:
        """The letter as PDF with findings; final is 用印稿, else 审签稿.

        The words of a letter under signature are those on record, not composed again.
        """
        request = self._request(register_no)
        letter = self._letter(letter_id) if letter_id else None
        if letter and (course_of(letter.steps).paper or not self._differs(request, letter, values)):
            return self._kept(request, letter, final=final)
        return self._composed(request, code, values, letter, final=final)

    def _own(self, request: Request, code: str, values: Mapping[str, Any]) -> dict[str, Any]:
        """What the clerk typed beyond the register."""
        form = self._workspace.knowledge.forms.get(code)
        known = letter_service.known_values(self._workspace, request, form)
        return letter_record.own_facts(values, known)

    def _differs(self, request: Request, letter: StoredLetter, values: Mapping[str, Any]) -> bool:
        signed = bool(course_of(letter.steps).valid_signatures)
        return not signed or self._own(request, letter.code, values) != dict(letter.facts)

    def _kept(self, request: Request, letter: StoredLetter, *, final: bool) -> RenderedLetter:
        press, profile = self._session.press, Profile.FINAL if final else Profile.DRAFT
        sealed = bool(course_of(letter.steps).seals)
        found = () if sealed else approval.verdict(self._workspace, request, letter).findings
        if letter.letter_date is None:
            found = _before_the_number(found)
        if final and letter.file_fingerprint and not course_of(letter.steps).paper:
            with self._workspace.office.read() as reader:
                pdf = letter_file.very_file(reader, letter).content
            return RenderedLetter(pdf=pdf, pages=len(render_pages(pdf, 20)), findings=found)
        composed = letter_record.shown_words(self._workspace, letter)
        style = unit_style(the_unit(self._workspace), course_of(letter.steps).draft_no)
        layout = press.letter_pages(composed, profile, style)
        return RenderedLetter(pdf=press.pdf(layout), pages=len(layout.pages), findings=found)

    def _composed(
        self,
        request: Request,
        code: str,
        values: Mapping[str, Any],
        letter: StoredLetter | None,
        *,
        final: bool,
    ) -> RenderedLetter:
        profile = Profile.FINAL if final else Profile.DRAFT
        draft_no = course_of(letter.steps).draft_no if letter else 1
        produced = letter_service.make(
            self._workspace,
            self._session.press,
            request,
            code,
            self._own(request, code, values),
            profile=profile,
            draft_no=draft_no,
        )
        words = produced.composition.letter
        return RenderedLetter(
            pdf=self._session.press.pdf(produced.layout),
            pages=produced.pages,
            findings=(
                *produced.findings,
                *self._checked(request, code, words, produced.findings, values, final=final),
            ),
        )

    def _checked(
        self,
        request: Request,
        code: str,
        words: ComposedLetter,
        told: Sequence[Finding],
        values: Mapping[str, Any],
        *,
        final: bool,
    ) -> tuple[Finding, ...]:
        """What the letter check finds in the words.

        While there are gaps, only what is wrong in words already typed: what is missing in the
        rest may yet come.
        """
        rules = {finding.rule for finding in told}
        found = lint_service.check_words(
            lint_service.whole_text(words),
            code,
            day=words.letter_date,
            today=self._workspace.today,
            knowledge=self._workspace.knowledge,
            fields=fields_of(self._workspace, request),
        )
        fitting = found if final else _before_the_number(found)
        typed = _texts(values) if "F01" in rules else ()
        return tuple(
            one
            for one in fitting
            if one.rule not in rules
            and ("F01" not in rules or (one.words and any(one.words in text for text in typed)))
        )

    def places(self, pdf: bytes, words: str) -> Sequence[tuple[int, float, float, float, float]]:
        """Where words stand on the pages, a box per line."""
        return places_of(pdf, words)

    def keep_typing(
        self, register_no: str, code: str, values: Mapping[str, Any], letter_id: str = ""
    ) -> bool:
        """Keep what is being typed; whether it differs from the last draft kept."""
        request = self._request(register_no)
        letter = self._letter(letter_id) if letter_id else None
        letter_record.keep_typing(self._workspace, request, code, letter, values)
        return self._own(request, code, values) != (dict(letter.facts) if letter else {})

    def drop_typing(self, register_no: str, code: str, letter_id: str = "") -> None:
        """Forget what was typed and is no draft yet."""
        letter = self._letter(letter_id) if letter_id else None
        key = letter_record.draft_key(self._request(register_no), code, letter)
        draft.drop_draft(self._workspace, key)

    def save(
        self,
        register_no: str,
        code: str,
        values: Mapping[str, Any],
        letter_id: str = "",
        *,
        fresh: bool = False,
        seen: StoredLetter | None = None,
    ) -> tuple[str, str]:
        """Keep a draft: identity of the letter, and what the clerk must know."""
        saved = letter_record.save(
            self._workspace,
            self._request(register_no),
            code,
            values,
            letter_id=letter_id,
            fresh=fresh,
            seen=seen,
        )
        return saved.letter.id, saved.notice

    def write(self, letter_id: str, paper: Paper, path: Path) -> None:
        """Write a paper of a letter on record as PDF, or Word by the path's ending."""
        letter = self._letter(letter_id)
        word = path.suffix.lower() == ".docx"
        made = paper_of(self._workspace, self._session.press, letter, paper, word=word)
        atomic_write(path, made)
        what = f"{paper.value} {letter.number}".strip()
        self._workspace.note("打印文书", what=what, file=path.name)

    def attach_word(self, letter_id: str, path: Path) -> str:
        """Take an edited Word file as the letter's words; what the clerk must know."""
        return letter_word.attach_word(self._workspace, letter_id, path).notice

    def restore(self, letter_id: str, no: int) -> str:
        """Take up an earlier draft; what the clerk must know."""
        return letter_record.restore_version(self._workspace, letter_id, no).notice

    def void(self, letter_id: str, reason: str) -> None:
        """作废 with a reason; the number stays used."""
        letter_record.void(self._workspace, letter_id, reason)

    def wanting(self, letter_id: str) -> Sequence[str]:
        """Findings that want a reason before the next step."""
        letter = self._letter(letter_id)
        with self._workspace.office.read() as reader:
            request = letter_record.request_of(reader, letter)
        found = approval.verdict(self._workspace, request, letter)
        return [one.message for one in approval.wanting_reasons(found)]

    def sign(self, letter_id: str, signing: Signing) -> None:
        """Record a step of the chain."""
        approval.sign(self._workspace, self._session.press, letter_id, signing)

    def issue(self, letter_id: str) -> None:
        """Number and date a letter at the desk."""
        desk_issue.issue(self._workspace, self._session.press, letter_id)

    def seal(self, letter_id: str, sealing: Sealing) -> None:
        """Register the seal, or a reprint."""
        seal.seal(self._workspace, letter_id, sealing)

    def post(self, letter_id: str, delivery_made: Delivery, file: Path | None) -> None:
        """Record that it was posted or handed over."""
        delivery.post(self._workspace, letter_id, delivery_made, file)

    def follow_up(
        self, letter_id: str, signed: date | None, signer: str, returned: date | None, reason: str
    ) -> None:
        """Record that it was signed for, or came back."""
        delivery.follow_up(
            self._workspace,
            letter_id,
            signed=signed,
            signer=signer,
            returned=returned,
            reason=reason,
        )

    def people(self) -> Sequence[str]:
        """Names to choose from: of the office, and those who signed before."""
        return approval.names_known(self._workspace)

    def usual_signer(self, step: str) -> str:
        """Who signed a step of the chain last, empty before anyone has."""
        return approval.usual_signer(self._workspace, step)

    def chain(self) -> Chain:
        """The chain of approval in force."""
        return chain.the_chain(self._workspace)

    def save_chain(self, changed: Chain) -> None:
        """Keep a changed chain."""
        chain.save_chain(self._workspace, changed)

    def number_years(self) -> Sequence[int]:
        """Years with document numbers, latest first."""
        return letter_number.number_years(self._workspace)

    def numbers(self, year: int) -> Sequence[NumberLine]:
        """Every number of a year with what became of it."""
        return letter_number.list_numbers(self._workspace, year)

    def explain_number(self, number: str, reason: str) -> None:
        """Say why no letter bears a number."""
        letter_number.explain_gap(self._workspace, number, reason)

    def write_numbers(self, year: int, path: Path) -> None:
        """Write the year's list of numbers as PDF."""
        atomic_write(path, letter_number.numbers_pdf(self._workspace, year))


def _before_the_number(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Number and date come after the signatures: a draft is asked for its gaps only."""
    return tuple(one for one in findings if one.field or step_of(one.rule) is Step.REVIEW)


def _texts(values: Any) -> tuple[str, ...]:
    """Every text among the values of a letter, those of its items too."""
    if isinstance(values, str):
        return (values,)
    parts = values.values() if isinstance(values, Mapping) else values
    if not isinstance(values, (Mapping, list, tuple)):
        return ()
    return tuple(text for part in parts for text in _texts(part))
