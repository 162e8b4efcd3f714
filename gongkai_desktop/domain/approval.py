"""The chain of approval (审签流程): who signs a letter in which order, and what a signature needs.

The chain is data an office may change. The last signature before the seal is the issue (签发) and
its day the letter's date. Signatures are made on paper; this room only says which one is due,
which day it may bear, and what becomes of it when the words change or the letter is sent back.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path

import attrs

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.letter.course import Course, Opinion, Signature


class StepRole(StrEnum):
    """What is done at a step of the chain."""

    SIGN = "sign"
    LEGAL = "legal"
    NUMBER = "number"
    SEAL = "seal"
    POST = "post"

    @property
    def label(self) -> str:
        """The role as the settings name it."""
        return _ROLE_LABELS[self]


_ROLE_LABELS = {
    StepRole.SIGN: "签名",
    StepRole.LEGAL: "合法性审核",
    StepRole.NUMBER: "编号",
    StepRole.SEAL: "用印",
    StepRole.POST: "寄送",
}
_ONCE = (StepRole.NUMBER, StepRole.SEAL, StepRole.POST)


@attrs.frozen(kw_only=True)
class ChainStep:
    """One step (环节). ``skips`` are the codes of letters that do not pass it."""

    key: str
    title: str
    role: StepRole = attrs.field(default=StepRole.SIGN, converter=StepRole)
    skips: tuple[str, ...] = ()

    @property
    def signs(self) -> bool:
        """Whether someone signs here: every step before the seal."""
        return self.role not in (StepRole.SEAL, StepRole.POST)


Chain = tuple[ChainStep, ...]


@attrs.frozen(kw_only=True)
class Standing:
    """How far one step is: the signature that holds, and those struck or sent back before it."""

    step: ChainStep
    done: bool = False
    signature: Signature | None = None
    trace: tuple[Signature, ...] = ()


@attrs.frozen(kw_only=True)
class Signing:
    """What is recorded at one step: who, when, which opinion; what the step asks besides.

    ``reason`` explains every finding that wants a reason; ``number`` is one given by hand with
    its ``number_reason``; ``scan`` is the signed page.
    """

    step: str
    name: str
    date: date
    opinion: Opinion = Opinion.AGREED
    words: str = ""
    back_to: str = ""
    reason: str = ""
    number: str = ""
    number_reason: str = ""
    scan: Path | None = None


def check_chain(chain: Chain) -> None:
    """Raise UserError where a chain cannot be walked.

    A title for each step; one step each for number, seal and posting, in this order and the last
    two at the end; legal review before the number, since the number is given after it.
    """
    for step in chain:
        if not step.title.strip():
            raise UserError("审签流程里有一个环节没有名称", "请填写名称或者删除这个环节")
    titles = [step.title for step in chain]
    doubled = next((title for title in titles if titles.count(title) > 1), "")
    if doubled:
        raise UserError(f"审签流程里有两个“{doubled}”", "请改名以便区分")
    for role in _ONCE:
        if sum(step.role is role for step in chain) != 1:
            raise UserError(f"审签流程里“{role.label}”环节应当只有一个", "请增加或者删除")
    roles = [step.role for step in chain]
    if roles[-2:] != [StepRole.SEAL, StepRole.POST]:
        raise UserError("审签流程应以用印、寄送结束", "请调整顺序")
    number = roles.index(StepRole.NUMBER)
    if StepRole.LEGAL in roles[number:]:
        raise UserError("合法性审核应在编号之前", "请把编号环节移到合法性审核之后")


def steps_of(chain: Chain, code: str) -> Chain:
    """The steps a letter of this code passes."""
    return tuple(step for step in chain if code not in step.skips)


def standings(chain: Chain, code: str, course: Course) -> tuple[Standing, ...]:
    """Every step a letter passes with how far it is."""
    return tuple(_standing(step, course) for step in steps_of(chain, code))


def _standing(step: ChainStep, course: Course) -> Standing:
    if step.role is StepRole.SEAL:
        return Standing(step=step, done=bool(course.seals))
    if step.role is StepRole.POST:
        return Standing(step=step, done=course.on_its_way is not None)
    mine = [one for one in course.signatures if one.step == step.key]
    valid = next((one for one in mine if one.holds), None)
    trace = tuple(one for one in mine if one is not valid)
    return Standing(step=step, done=valid is not None, signature=valid, trace=trace)


def next_step(chain: Chain, code: str, course: Course) -> ChainStep | None:
    """The one step that is due; None once the letter is on its way."""
    return next((one.step for one in standings(chain, code, course) if not one.done), None)


def issuing_step(chain: Chain, code: str) -> ChainStep:
    """The step that issues the letter (签发): the last signature before the seal."""
    return [step for step in steps_of(chain, code) if step.signs][-1]


def issued_at_the_desk(chain: Chain, code: str) -> bool:
    """Whether a letter wants no one but who writes it and who gives it its number (回执)."""
    signing = [step for step in steps_of(chain, code) if step.signs]
    kinds = [step.role for step in signing]
    return kinds in ([StepRole.NUMBER], [StepRole.SIGN, StepRole.NUMBER])


def is_issued(chain: Chain, code: str, course: Course) -> bool:
    """Whether every signature before the seal holds."""
    due = next_step(chain, code, course)
    return due is None or not due.signs


def signed(chain: Chain, code: str, course: Course, signature: Signature, today: date) -> Course:
    """The course with one more signature, a step passed over, or the letter sent back.

    Raises UserError for a step that is not due, a day in the future or before an earlier step's,
    a missing name, a return to a later step, a step passed over without a reason, and an issue
    passed over: the letter's date comes from it.
    """
    due = next_step(chain, code, course)
    if due is None or not due.signs:
        raise UserError("各环节已经签完，不能再签", "如需改动，请先修改文稿，各环节重新签")
    if signature.step != due.key:
        raise UserError(f"现在应由“{due.title}”签", "前面的环节签完后再登记这一环节")
    _check_day(course, signature.date, today)
    if signature.opinion is Opinion.PASSED:
        _check_passing(chain, code, due, signature)
    elif not signature.name.strip():
        raise UserError(f"“{due.title}”没有填写签名人", "请填写在审签稿上签名的人")
    kept = attrs.evolve(signature, title=due.title)
    if signature.opinion is Opinion.RETURNED:
        return _sent_back(chain, code, course, kept)
    return attrs.evolve(course, signatures=(*course.signatures, kept))


def _check_day(course: Course, day: date, today: date) -> None:
    if day > today:
        raise UserError(f"签名日期{day.isoformat()}晚于今天{today.isoformat()}", "请核对日期")
    for earlier in course.valid_signatures:
        if day < earlier.date:
            raise UserError(
                f"签名日期{day.isoformat()}早于“{earlier.title}”的{earlier.date.isoformat()}",
                "后面的环节不能早于前面的环节，请核对日期",
            )


def _check_passing(chain: Chain, code: str, due: ChainStep, signature: Signature) -> None:
    if due == issuing_step(chain, code):
        raise UserError(f"“{due.title}”是签发环节，不能跳过", "签发日期就是成文日期")
    if not signature.words.strip():
        raise UserError(f"跳过“{due.title}”须写明原因", "请填写原因，原因记入办理经过")


def _sent_back(chain: Chain, code: str, course: Course, signature: Signature) -> Course:
    steps = steps_of(chain, code)
    keys = [step.key for step in steps]
    here = keys.index(signature.step)
    if signature.back_to not in keys[: here + 1]:
        raise UserError("没有选择退回到哪个环节", "只能退回到前面的环节")
    if not signature.words.strip():
        raise UserError("退回须写明意见", "请填写退回的原因")
    target = keys.index(signature.back_to)
    reason = f"{signature.date.isoformat()} {signature.title}退回"
    undone = set(keys[target:])
    kept = [
        attrs.evolve(one, struck=reason) if one.holds and one.step in undone else one
        for one in course.signatures
    ]
    return attrs.evolve(course, signatures=(*kept, signature))


def words_changed(course: Course, fingerprint: str) -> tuple[Course, tuple[Signature, ...]]:
    """The course after its words changed, and the signatures that fall with the old words.

    A signature stands for the words it was given to; it stays on record, struck.
    """
    reason = "签名后文稿有改动"
    fallen = tuple(one for one in course.valid_signatures if one.fingerprint != fingerprint)
    if not fallen:
        return course, ()
    kept = tuple(
        attrs.evolve(one, struck=reason) if one in fallen else one for one in course.signatures
    )
    return attrs.evolve(course, signatures=kept), fallen


def status_of(chain: Chain, code: str, course: Course, *, void: bool) -> str:
    """The word for how far a letter is (文书状态)."""
    if void:
        return "作废"
    if course.deliveries:
        return course.deliveries[-1].state
    if course.seals:
        return "已用印"
    if is_issued(chain, code, course):
        return "已签发"
    return "送签" if course.valid_signatures else "拟稿"


def late_reason_of(course: Course) -> str:
    """Why the answer goes out late (超期原因), as recorded when it was signed."""
    return next((one.reason for one in course.reasons if one.finding.startswith("T03|")), "")
