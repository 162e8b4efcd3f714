"""Signing a letter (审签): wet signatures recorded, number at the 办公室 step, the issue.

What follows from the issue is written here once and typed nowhere again: the letter's date, the
decision's event, the reply's number in the register, and the very file that is sealed.
"""

from __future__ import annotations

import mimetypes
from datetime import date

import attrs

from gongkai_desktop.documents.files import content_of
from gongkai_desktop.domain.approval import (
    Chain,
    ChainStep,
    Signing,
    StepRole,
    is_issued,
    issuing_step,
    next_step,
    signed,
)
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.event import Event, EventType
from gongkai_desktop.domain.letter.composed import Profile
from gongkai_desktop.domain.letter.course import (
    Course,
    Opinion,
    Reason,
    Signature,
    course_of,
)
from gongkai_desktop.domain.letter.finding import Finding
from gongkai_desktop.domain.lint.rules import Step
from gongkai_desktop.domain.lint.verdict import Verdict, reason_key
from gongkai_desktop.domain.numbering import read_number
from gongkai_desktop.domain.request import Request, Stage
from gongkai_desktop.domain.stage import stage_of
from gongkai_desktop.services import letter_record
from gongkai_desktop.services import request as request_service
from gongkai_desktop.services.chain import chain_of
from gongkai_desktop.services.clock import current_view
from gongkai_desktop.services.letter_file import make_file
from gongkai_desktop.services.letter_number import take_number
from gongkai_desktop.services.lint import verdict_of
from gongkai_desktop.services.press import Press
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import Change, StoredLetter

_LETTERS_READ = 200
_LARGEST_SCAN = 50 * 1024 * 1024


def verdict(workspace: Workspace, request: Request, letter: StoredLetter) -> Verdict:
    """What the letter check says of a letter before its next step."""
    paper = course_of(letter.steps).paper
    edited = letter_record.text_of(workspace, letter) if paper else ""
    found = verdict_of(workspace, request, letter, edited)
    if paper or letter.composed is None:
        return found
    profile = Profile.FINAL if letter.letter_date else Profile.DRAFT
    composed = letter_record.compose_stored(
        workspace, request, letter.code, letter.facts, letter, profile
    )
    told = {(one.rule, one.message) for one in found.findings}
    more = tuple(one for one in composed.findings if (one.rule, one.message) not in told)
    both = (*found.findings, *more)
    if _goes_to_legal(workspace, letter):
        both = tuple(one for one in both if one.rule != "D24")
    return attrs.evolve(found, findings=both)


def _goes_to_legal(workspace: Workspace, letter: StoredLetter) -> bool:
    """Whether the chain has a letter's legal review (合法性审核) and nobody passed it over."""
    with workspace.office.read() as reader:
        steps = [one for one in chain_of(reader) if one.role is StepRole.LEGAL]
    passed = {
        one.step
        for one in course_of(letter.steps).valid_signatures
        if one.opinion is Opinion.PASSED
    }
    return any(letter.code not in one.skips and one.key not in passed for one in steps)


def wanting_reasons(verdict: Verdict) -> tuple[Finding, ...]:
    """Warnings that want a reason before the next step; open gaps only hold up the seal (F01)."""
    return tuple(one for one in verdict.unexplained if one.rule != "F01")


def sign(workspace: Workspace, press: Press, letter_id: str, signing: Signing) -> StoredLetter:
    """Record one step of the chain; the last one before the seal issues the letter.

    Raises UserError for what the chain refuses, for findings that hold up the step, and where a
    finding that wants a reason has none.
    """
    with workspace.office.read() as reader:
        held = letter_record.letter_named(reader, letter_id)
        request = letter_record.request_of(reader, held)
        chain = chain_of(reader)
    letter_record.refuse_settled(held)
    signature = _signature(held, signing)
    course = signed(chain, held.code, course_of(held.steps), signature, workspace.today)
    if signing.opinion is not Opinion.RETURNED:
        found = verdict(workspace, request, held)
        course = explained(workspace, course, found, signing.reason, Step.REVIEW)
        refuse_blocked(found, course, Step.REVIEW)
    with workspace.change(f"审签：{_title(chain, signing.step)}") as change:
        letter_record.refuse_stale(change, held)
        course = _with_scan(change, held, course, signing)
        return _carried_on(change, workspace, press, chain, held, course, signing)


def _title(chain: Chain, key: str) -> str:
    return next((step.title for step in chain if step.key == key), key)


def _signature(letter: StoredLetter, signing: Signing) -> Signature:
    return Signature(
        step=signing.step,
        name=signing.name.strip(),
        date=signing.date,
        opinion=signing.opinion,
        words=signing.words.strip(),
        back_to=signing.back_to,
        fingerprint=letter.text_fingerprint,
    )


def explained(
    workspace: Workspace, course: Course, found: Verdict, reason: str, step: Step
) -> Course:
    """The course with a reason for every finding that wants one before a step.

    Raises UserError where one is wanted and none is given.
    """
    reason, wanting = reason.strip(), wanting_reasons(found)
    if wanting and not reason:
        first = wanting[0].message
        more = f"等{len(wanting)}处" if len(wanting) > 1 else ""
        raise UserError(f"检查提示“{first}”{more}还没有说明", "请填写“核对说明”，或者改正文稿")
    if not reason:
        return course
    pressing = found.blocking(step) if found.pressing else ()
    new = tuple(
        Reason(
            finding=reason_key(one),
            reason=reason,
            person=workspace.operator,
            date=workspace.today.isoformat(),
        )
        for one in (*wanting, *pressing)
    )
    return attrs.evolve(course, reasons=(*course.reasons, *new))


def refuse_blocked(found: Verdict, course: Course, step: Step) -> None:
    """Refuse a step that an error holds up; UserError naming the first and how many more."""
    reasons = {one.finding: one.reason for one in course.reasons}
    blocking = attrs.evolve(found, reasons=reasons).blocking(step)
    if blocking:
        more = f"（另有{len(blocking) - 1}处）" if len(blocking) > 1 else ""
        advice = "请改正文稿"
        if found.pressing:
            advice = "请改正文稿；答复期限已到的，可填写“核对说明”后照常办理"
        raise UserError(f"不能{step.value}：{blocking[0].message}{more}", advice)


def _with_scan(change: Change, letter: StoredLetter, course: Course, signing: Signing) -> Course:
    if signing.scan is None:
        return course
    content = content_of(signing.scan, _LARGEST_SCAN, "扫描件", "请压缩后重试")
    mime = mimetypes.guess_type(signing.scan.name)[0] or "application/octet-stream"
    name = signing.scan.name
    kept = change.attachments.add(letter_record.OWNER, letter.id, name, mime, content)
    last = attrs.evolve(course.signatures[-1], scan=kept.id)
    return attrs.evolve(course, signatures=(*course.signatures[:-1], last))


def _carried_on(
    change: Change,
    workspace: Workspace,
    press: Press,
    chain: Chain,
    letter: StoredLetter,
    course: Course,
    signing: Signing,
) -> StoredLetter:
    """What a recorded step brings about: the number, the issue."""
    if signing.opinion is Opinion.RETURNED:
        return letter_record.put(change, letter, course)
    step = next(one for one in chain if one.key == signing.step)
    if step.role is StepRole.NUMBER and not letter.number:
        letter, course = _numbered(change, workspace, letter, course, signing)
    if is_issued(chain, letter.code, course):
        letter = _issued(change, workspace, press, letter, signing.date)
    return letter_record.put(change, letter, course)


def _numbered(
    change: Change,
    workspace: Workspace,
    letter: StoredLetter,
    course: Course,
    signing: Signing,
) -> tuple[StoredLetter, Course]:
    request = letter_record.request_of(change, letter)
    letter, taken = take_number(
        change,
        workspace,
        request,
        letter,
        signing.date.year,
        by_hand=signing.number,
        reason=signing.number_reason,
    )
    return letter, attrs.evolve(course, numbers=(*course.numbers, taken))


def _issued(
    change: Change, workspace: Workspace, press: Press, letter: StoredLetter, day: date
) -> StoredLetter:
    """The letter with its date and its very file; the register learns of the decision."""
    _refuse_other_year(letter, day)
    request = letter_record.request_of(change, letter)
    dated = attrs.evolve(letter, letter_date=day)
    if not course_of(letter.steps).paper:
        _refuse_other_law(workspace, request, dated)
    composed = attrs.evolve(letter_record.the_composed(letter), letter_date=day)
    issued = make_file(change, press, attrs.evolve(dated, composed=composed))
    if letter_record.answers(workspace, letter.code):
        decide(change, workspace, request, letter.number, day)
    return issued


def _refuse_other_year(letter: StoredLetter, day: date) -> None:
    parts = read_number(letter.number)
    if parts and parts[1] != day.year:
        raise UserError(
            f"文号“{letter.number}”的年份与签发年份{day.year}不同",
            "请作废这份文书（文号保留并说明）后重拟，重新编号",
        )


def _refuse_other_law(workspace: Workspace, request: Request, letter: StoredLetter) -> None:
    """The law of the letter's date may word it otherwise than the draft that was signed."""
    profile = Profile.FINAL
    again = letter_record.compose_stored(
        workspace, request, letter.code, letter.facts, letter, profile
    )
    undated = attrs.evolve(letter, letter_date=None)
    before = letter_record.compose_stored(
        workspace, request, letter.code, letter.facts, undated, profile
    )
    if again.letter.text != before.letter.text:
        raise UserError(
            "签发日期适用的规定与今天不同，正文会有变化", "请核对签发日期，或者按新稿重新送签"
        )


def decide(change: Change, workspace: Workspace, request: Request, number: str, day: date) -> None:
    """Tell the register that the request is answered: the event, the reply's number."""
    events = request.events
    if stage_of(request) not in (Stage.ANSWERED, Stage.ARCHIVED):
        events = (*events, Event(type=EventType.DECIDED, date=day, note=number))
    elif not _is_told(request, day):
        events = _told(request, number, day)
    changed = attrs.evolve(
        request,
        events=events,
        reply_no=number or request.reply_no,
        row=request.row or current_view(request, workspace.knowledge).report_row,
    )
    request_service.save(change, changed, workspace)


def _is_told(request: Request, day: date) -> bool:
    decided = request.last(EventType.DECIDED)
    return decided is not None and decided.date == day


def _told(request: Request, number: str, day: date) -> tuple[Event, ...]:
    """The events of a request that ended by lapse, or was entered as decided on another day."""
    decided = request.last(EventType.DECIDED)
    if decided is None:
        return (*request.events, Event(type=EventType.DECIDED, date=day, note=number))
    return tuple(
        attrs.evolve(one, date=day, note=number) if one is decided else one
        for one in request.events
    )


def due_step(workspace: Workspace, letter: StoredLetter) -> ChainStep | None:
    """The step a letter waits for; None when it is on its way or struck."""
    if letter.void_reason:
        return None
    with workspace.office.read() as reader:
        return next_step(chain_of(reader), letter.code, course_of(letter.steps))


def names_known(workspace: Workspace) -> tuple[str, ...]:
    """People of the office who have not left, and those who signed letters before."""
    with workspace.office.read() as reader:
        people = [one.name for one in reader.people.all() if one.until is None]
        signed_before = [
            one.name
            for steps in reader.letters.latest_steps(_LETTERS_READ)
            for one in course_of(steps).valid_signatures
            if one.name
        ]
    return tuple(dict.fromkeys((*people, *signed_before)))


def usual_signer(workspace: Workspace, step: str) -> str:
    """Who signed a step last, to be offered for the next letter; empty before anyone has."""
    with workspace.office.read() as reader:
        courses = map(course_of, reader.letters.latest_steps(_LETTERS_READ))
        return next(
            (one.name for course in courses for one in course.valid_signatures if one.step == step),
            "",
        )


def issuer(workspace: Workspace, letter: StoredLetter) -> Signature | None:
    """The signature that issued a letter."""
    with workspace.office.read() as reader:
        chain = chain_of(reader)
    key = issuing_step(chain, letter.code).key
    held = course_of(letter.steps).valid_signatures
    return next((one for one in held if one.step == key), None)
