"""Checks the composer itself makes: gaps, statutes of the date, form against ground.

The rule ids are those of the letter check: F01 gaps, F13 contact line, L08 statute not in
force, D04 decision without its basis, T02 a number beyond what the law allows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from gongkai_desktop.domain.law import Citation, LawBook
from gongkai_desktop.domain.letter.composed import Profile
from gongkai_desktop.domain.letter.fees import fee_findings
from gongkai_desktop.domain.letter.finding import Finding, Severity
from gongkai_desktop.domain.letter.form import LetterForm
from gongkai_desktop.domain.letter.values import exceeds
from gongkai_desktop.domain.remedy import RemedyKind
from gongkai_desktop.domain.request import Item


@attrs.frozen(kw_only=True)
class MissingField:
    """A field without a value; ``item`` is the item's number, 0 for the whole letter."""

    name: str
    label: str
    item: int = 0


def check_letter(
    form: LetterForm,
    values: Mapping[str, Any],
    items: Sequence[Item],
    missing: Sequence[MissingField],
    law: LawBook,
    day: date,
    profile: Profile,
) -> tuple[Finding, ...]:
    """Everything the composer has to say about a letter."""
    return (
        *_gap_findings(missing, profile),
        *_limit_findings(form, values),
        *_ground_findings(form, items, law, day),
        *_statute_findings(form, items, law, day),
        *(fee_findings(values, law, day) if form.remedy is RemedyKind.FEE else ()),
        *(() if form.is_sheet else _contact_findings(values)),
    )


def _gap_findings(missing: Sequence[MissingField], profile: Profile) -> list[Finding]:
    """A gap is open work in a draft and stops the final print."""
    severity = Severity.ERROR if profile == Profile.FINAL else Severity.WARNING
    return [
        Finding(
            rule="F01",
            severity=severity,
            message=f"{f'第{gap.item}项的' if gap.item else ''}“{gap.label}”还没有填写",
            field=gap.name,
            item=gap.item,
        )
        for gap in missing
    ]


def _limit_findings(form: LetterForm, values: Mapping[str, Any]) -> list[Finding]:
    return [
        Finding(
            rule=field.most_rule,
            severity=Severity.ERROR,
            message=f"“{field.label}”不得超过{field.most}",
            field=field.name,
        )
        for field in form.letter_fields
        if exceeds(field, values.get(field.name))
    ]


def _ground_findings(
    form: LetterForm, items: Sequence[Item], law: LawBook, day: date
) -> list[Finding]:
    """A form of one result does not answer an item that rests on another ground."""
    if form.collects or not form.answers:
        return []
    fitting = law.grounds_of_letter(form.code, day)
    return [
        Finding(
            rule="D04",
            severity=Severity.ERROR,
            message=f"第{item.no}项的依据是“{law.ground(item.ground, day).name}”，"
            f"应当使用文书 {law.outcome(item.ground, day).letter} 或者逐项答复",
            item=item.no,
        )
        for item in items
        if item.ground and item.ground not in fitting
    ]


def _statute_findings(
    form: LetterForm, items: Sequence[Item], law: LawBook, day: date
) -> list[Finding]:
    grounds = [law.ground(item.ground, day) for item in items if item.ground]
    cited: list[Citation] = [*form.basis]
    cited += [citation for ground in grounds for citation in ground.citations]
    late = {citation.statute for citation in cited if not law.statute(citation.statute).at(day)}
    return [
        Finding(
            rule="L08",
            severity=Severity.ERROR,
            message=f"《{law.statute(one).title}》在成文日期没有施行，不得引用",
        )
        for one in sorted(late)
    ]


def _contact_findings(values: Mapping[str, Any]) -> list[Finding]:
    if values.get("office_phone"):
        return []
    message = "没有联系电话，附注不完整"
    return [Finding(rule="F13", severity=Severity.WARNING, message=message, field="office_phone")]
