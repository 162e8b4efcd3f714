"""Letters of a request for the window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from gongkai_desktop.documents.page_image import render_pages
from gongkai_desktop.domain.letter.composed import Profile
from gongkai_desktop.domain.letter.finding import Finding
from gongkai_desktop.domain.letter.form import LetterForm
from gongkai_desktop.domain.letter.values import UNIT_FIELDS
from gongkai_desktop.domain.lint.rules import Step, step_of
from gongkai_desktop.domain.next_step import ANSWER_LETTER
from gongkai_desktop.domain.request import Request
from gongkai_desktop.services import letter as letter_service
from gongkai_desktop.services import letter_record
from gongkai_desktop.services import lint as lint_service
from gongkai_desktop.services import request as request_service
from gongkai_desktop.services.lint_papers import fields_of
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui.bridge.register import RegisterBridge
from gongkai_desktop.ui.bridge.session import Session
from gongkai_desktop.ui.ports import LetterChoice, LetterDraft, RenderedLetter, RequestFile

_PREVIEW_DPI = 110
SETTLED = frozenset((*UNIT_FIELDS, "applicant_kind"))
"""Fields the settings and the register decide; a letter does not ask for them."""


class LettersBridge:
    """Letters over the open office."""

    def __init__(self, session: Session, register: RegisterBridge) -> None:
        self._session = session
        self._register = register

    @property
    def _workspace(self) -> Workspace:
        return self._session.workspace

    def _request(self, register_no: str) -> Request:
        with self._workspace.office.read() as reader:
            return request_service.find(reader, register_no)

    def choices(self, register_no: str) -> Sequence[LetterChoice]:
        """Letters that can be made, the proposed one first."""
        opened = self._register.open(register_no)
        proposed = next((step.letter for step in opened.steps if step.letter), "")
        if proposed == ANSWER_LETTER:
            proposed = self._answer_code(opened.request)
        choices = [
            LetterChoice(code=form.code, title=form.title, proposed=form.code == proposed)
            for form in self._workspace.knowledge.forms
        ]
        return sorted(choices, key=lambda choice: not choice.proposed)

    def _answer_code(self, request: Request) -> str:
        """The reply that the items' grounds call for: its own form, C3 where they differ."""
        law, day = self._workspace.knowledge.law, self._workspace.today
        codes = {law.outcome(item.ground, day).letter for item in request.items if item.ground}
        return codes.pop() if len(codes) == 1 and len(request.items) == 1 else "C3"

    def draft(self, register_no: str, code: str) -> LetterDraft:
        """Fields with what the register already knows."""
        form = self._workspace.knowledge.forms.get(code)
        request = self._request(register_no)
        values = letter_service.register_values(self._workspace, request)
        return LetterDraft(
            code=form.code,
            title=form.title,
            fields=tuple(one for one in form.fields if one.name not in SETTLED),
            values={**values, **self._item_values(form, request)},
        )

    def _item_values(self, form: LetterForm, request: Request) -> dict[str, Any]:
        if not form.answers:
            return {}
        listed = [{"text": one.text, "ground": one.ground, **one.fields} for one in request.items]
        single = request.items[0].fields if len(request.items) == 1 else {}
        return {**single, "items": listed} if form.collects else dict(single)

    def render(
        self, register_no: str, code: str, values: Mapping[str, Any], final: bool
    ) -> RenderedLetter:
        """The letter as PDF with findings; final is 用印稿, else 审签稿."""
        request = self._request(register_no)
        produced = self._produce(request, code, values, final=final)
        return RenderedLetter(
            pdf=self._session.press.pdf(produced.layout),
            pages=produced.pages,
            findings=(*produced.findings, *self._checked(request, code, produced, final=final)),
        )

    def _checked(
        self, request: Request, code: str, produced: letter_service.Produced, *, final: bool
    ) -> tuple[Finding, ...]:
        """What the letter check finds in the words; open gaps are told first.

        Number and date come after the signatures: a draft is not asked for them.
        """
        if any(finding.rule == "F01" for finding in produced.findings):
            return ()
        found = lint_service.check_words(
            lint_service.whole_text(produced.composition.letter),
            code,
            day=produced.composition.letter.letter_date,
            today=self._workspace.today,
            knowledge=self._workspace.knowledge,
            fields=fields_of(self._workspace, request),
        )
        told = {finding.rule for finding in produced.findings}
        return tuple(
            one
            for one in found
            if one.rule not in told and (final or step_of(one.rule) is Step.REVIEW)
        )

    def _produce(
        self, request: Request, code: str, values: Mapping[str, Any], *, final: bool
    ) -> letter_service.Produced:
        profile = Profile.FINAL if final else Profile.DRAFT
        return letter_service.make(
            self._workspace, self._session.press, request, code, values, profile=profile
        )

    def pictures(self, pdf: bytes) -> Sequence[bytes]:
        """Every page as PNG."""
        return render_pages(pdf, _PREVIEW_DPI)

    def keep(
        self,
        register_no: str,
        code: str,
        values: Mapping[str, Any],
        path: Path,
        *,
        word: bool,
        final: bool,
    ) -> RequestFile:
        """Write the letter as PDF or Word file and record that it was made."""
        request = self._request(register_no)
        produced = self._produce(request, code, values, final=final)
        press = self._session.press
        if word:
            letter_service.write_word(press, produced, path)
        else:
            letter_service.write(press, produced, path, None)
        letter_record.save(self._workspace, request, code, values)
        return self._register.open(register_no)
