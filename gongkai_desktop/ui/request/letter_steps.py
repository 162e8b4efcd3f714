"""Which form the next step of a letter opens, and what its button says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongkai_desktop.domain.approval import StepRole
from gongkai_desktop.domain.role import Right
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.prompts import ANY
from gongkai_desktop.ui.ports import LetterDraft
from gongkai_desktop.ui.ports.letters import LetterCase
from gongkai_desktop.ui.request.letter_acts import (
    ActForm,
    FollowForm,
    PostForm,
    SealForm,
    SigningForm,
)

if TYPE_CHECKING:
    from gongkai_desktop.ui.request.letters import LetterSection


def action_words(case: LetterCase | None, draft: LetterDraft) -> str:
    """What the one button says: the step that is due, by name; empty when nothing is."""
    if is_issued_now(case, draft):
        return "编号并打印"
    if case is None:
        return "" if draft.sheet else "送签"
    if case.on_its_way:
        return "登记投递结果"
    due = case.due
    if due is None:
        return ""
    if due.role is StepRole.POST and case.deliveries:
        return "再次送达"
    return f"登记{due.title}" if due.role in (StepRole.SEAL, StepRole.POST) else "登记签名"


def step_right(case: LetterCase | None) -> Right:
    """What the step that is due asks of the operator's roles."""
    due = case.due if case and not case.on_its_way else None
    signs = due is not None and due.role not in (StepRole.SEAL, StepRole.POST)
    return Right.SIGN if signs else Right.KEEP


def is_issued_now(case: LetterCase | None, draft: LetterDraft) -> bool:
    """Whether the one button gives the letter its number at once: a receipt without a hand yet."""
    fresh = case is None or (case.status == "拟稿" and not case.manual)
    return draft.at_once and fresh


def act_form(context: Context, section: LetterSection, case: LetterCase | None) -> ActForm | None:
    """The form of the step that is due, wired to what it does."""
    if case is None:
        return None
    if case.on_its_way:
        return _follow_form(context, section, case)
    due = case.due
    if due is None:
        return None
    if due.role is StepRole.SEAL:
        return seal_form(context, section, case)
    if due.role is StepRole.POST:
        return _post_form(context, section, case)
    return _signing_form(context, section, case)


def _chooser(context: Context, section: LetterSection, title: str) -> Callable[[], Path | None]:
    return lambda: context.prompts.open_file(section, title, ANY)


def _signing_form(context: Context, section: LetterSection, case: LetterCase) -> ActForm:
    letters, today = context.ports.letters, context.ports.desktop.facts().today
    choose = _chooser(context, section, "签批页扫描件")
    usual = letters.usual_signer(case.due.key) if case.due else ""
    form = SigningForm(case, today, letters.people(), letters.wanting(case.id), choose, usual)
    if section.findings.gaps:
        form.say(
            f"还有{section.findings.gaps}处没有填写。现在可以签，但用印前必须补齐，补齐后各环节要重新签。"
        )
    form.submitted.connect(
        lambda entry: section.carry_out(lambda: letters.sign(case.id, entry), "登记签名")
    )
    return form


def seal_form(context: Context, section: LetterSection, case: LetterCase) -> ActForm:
    """The form of the seal; of a reprint where it was sealed before."""
    letters, facts = context.ports.letters, context.ports.desktop.facts()
    choose = _chooser(context, section, "要盖章的文件")
    wanting = letters.wanting(case.id)
    form = SealForm(case, facts.today, facts.operator, wanting, choose)
    form.submitted.connect(
        lambda entry: section.carry_out(lambda: letters.seal(case.id, entry), "登记用印")
    )
    return form


def _post_form(context: Context, section: LetterSection, case: LetterCase) -> ActForm:
    letters, today = context.ports.letters, context.ports.desktop.facts().today
    form = PostForm(case, today, _chooser(context, section, "要寄的文件"))

    def post(entry: Any) -> None:
        made, file = entry
        section.carry_out(lambda: letters.post(case.id, made, file), "登记寄送")

    form.submitted.connect(post)
    return form


def _follow_form(context: Context, section: LetterSection, case: LetterCase) -> ActForm:
    letters, today = context.ports.letters, context.ports.desktop.facts().today
    form = FollowForm(case, today)

    def follow(entry: Any) -> None:
        section.carry_out(lambda: letters.follow_up(case.id, *entry), "登记投递结果")

    form.submitted.connect(follow)
    return form
