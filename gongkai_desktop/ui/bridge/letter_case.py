"""A letter on record as the window shows it: its chain as a row of steps, its papers."""

from __future__ import annotations

import attrs

from gongkai_desktop.domain.approval import Standing, StepRole, standings
from gongkai_desktop.domain.letter.course import Course, Opinion, Signature, course_of
from gongkai_desktop.domain.request import Request
from gongkai_desktop.services import (
    approval,
    approval_slip,
    letter_file,
    letter_number,
    letter_record,
    letter_reply,
    parcel,
)
from gongkai_desktop.services.approval_slip import opinion_words
from gongkai_desktop.services.chain import the_chain
from gongkai_desktop.services.press import Press
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import StoredLetter
from gongkai_desktop.ui.ports.letters import LetterCase, LetterStep, Paper, StepState, VersionLine


def case_of(workspace: Workspace, request: Request, letter: StoredLetter) -> LetterCase:
    """Everything the panel of a letter shows beside its fields."""
    course = course_of(letter.steps)
    to = parcel.receiver(workspace, request, letter)
    issuer = approval.issuer(workspace, letter)
    replied = letter_reply.reply_form(workspace.knowledge.forms, letter.code)
    ahead = "" if letter.number else letter_number.preview_number(workspace, request, letter.code)
    return LetterCase(
        id=letter.id,
        status=letter.status,
        steps=_steps(workspace, letter, course),
        draft_no=course.draft_no,
        number=letter.number,
        letter_date=letter.letter_date,
        settled=bool(letter.void_reason or course.seals),
        signatures=len(course.valid_signatures),
        manual=bool(course.paper),
        text=letter_record.text_of(workspace, letter) if course.paper else "",
        number_ahead=ahead,
        sealed=bool(course.seals),
        to=to.name,
        address=to.address,
        approver=issuer.name if issuer else "",
        reply_form=replied.title if replied else "",
        deliveries=course.deliveries,
        versions=tuple(
            VersionLine(no=one.no, at=one.at.replace("T", " "), by=one.by, manual=one.manual)
            for one in reversed(course.versions)
        ),
    )


def paper_of(
    workspace: Workspace, press: Press, letter: StoredLetter, paper: Paper, *, word: bool
) -> bytes:
    """A paper of a letter as PDF, or as Word where it has that form."""
    if paper is Paper.SLIP:
        return approval_slip.approval_slip(workspace, letter)
    if paper is Paper.ENVELOPE:
        return parcel.envelope(workspace, letter)
    if paper is Paper.POSTING:
        return parcel.posting_list(workspace, letter)
    if paper is Paper.RECEIPT:
        return parcel.receipt(workspace, press, letter)
    if paper is Paper.REPLY:
        return letter_reply.reply_paper(workspace, press, letter, word=word)
    if paper is Paper.FINAL:
        with workspace.office.read() as reader:
            return letter_file.very_file(reader, letter, word=word).content
    return letter_record.draft_file(workspace, press, letter, word=word)


def _steps(workspace: Workspace, letter: StoredLetter, course: Course) -> tuple[LetterStep, ...]:
    """The row of steps; a sheet that is filled in by hand passes no chain."""
    form = workspace.knowledge.forms.get(letter.code)
    if form.is_sheet:
        return ()
    found = standings(the_chain(workspace), letter.code, course)
    due = next((one.step for one in found if not one.done), None)
    if letter.void_reason:
        due = None
    return tuple(_step(one, course, is_due=one.step is due) for one in found)


def _step(standing: Standing, course: Course, *, is_due: bool) -> LetterStep:
    step, signature = standing.step, standing.signature
    state = StepState.DONE if standing.done else StepState.DUE if is_due else StepState.LATER
    shown = LetterStep(
        key=step.key,
        title=step.title,
        role=step.role,
        state=state,
        trace=tuple(map(_trace, standing.trace)),
    )
    if signature is not None:
        passed = signature.opinion is Opinion.PASSED
        return attrs.evolve(
            shown,
            state=StepState.PASSED if passed else StepState.DONE,
            who="" if passed else signature.name,
            day=signature.date,
            opinion=opinion_words(signature),
        )
    if step.role is StepRole.SEAL and course.seals:
        first = course.seals[0]
        words = f"{first.seal}，{first.copies}份"
        return attrs.evolve(shown, who=first.person, day=first.date, opinion=words)
    if step.role is StepRole.POST and course.deliveries:
        last = course.deliveries[-1]
        words = "　".join(part for part in (last.state, last.mail_no) if part)
        return attrs.evolve(shown, who=last.method, day=last.posted, opinion=words)
    return shown


def _trace(signature: Signature) -> str:
    words = f"{signature.date.isoformat()} {signature.name} {opinion_words(signature)}"
    return f"{words}（已作废：{signature.struck}）" if signature.struck else words
