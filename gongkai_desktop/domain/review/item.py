"""One item on its way to publication (待发布信息): levels, signatures, what stands in the way.

The levels are the 三审 of the unit, each with its 校; their number and names are settings.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import attrs

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.review.checklist import (
    GateQuestions,
    Reply,
    denied,
    unanswered,
)
from gongkai_desktop.domain.review.finding import Finding, Severity
from gongkai_desktop.domain.review.handling import (
    Handling,
    handling_of,
    is_settled,
    open_findings,
    personal_data_kept,
)

FACTORY_LEVELS = ("初审", "复审", "终审")
DRAFTING, READY, PUBLISHED, STRUCK = "起草", "可发布", "已发布", "作废"
RETURNED = "退回修改"
AGREE, SEND_BACK, SEND_AGAIN = "同意", "退回", "重新送审"
SECRECY = "保密审查"
PROACTIVE = "主动公开"
_ON_THE_SHEET = (
    "title", "kind", "channel", "source", "origin", "document_no", "attribute", "basis",
    "responsible",
)  # fmt: skip
"""Particulars that the signatures vouch for: they are printed on the sheet that was signed."""


class SecretMarkError(UserError):
    """A real mark of secrecy was found: where, and the steps to take; nothing was kept."""


@attrs.frozen(kw_only=True)
class Levels:
    """The levels of review of a unit (审级), with the 校 done at each and who usually signs.

    ``small_unit`` allows one person to sign two levels (小单位例外), printed on the sheet.
    ``secrecy`` asks for the signature of the body that reviews for secrecy (保密审查机构) on its
    own sheet before the last level signs (保守国家秘密法第三十五条); without it the levels do both.
    """

    names: tuple[str, ...] = FACTORY_LEVELS
    proofs: tuple[str, ...] = ("一校", "二校", "三校")
    posts: tuple[str, ...] = ("拟稿人", "科室负责人", "分管领导")
    small_unit: bool = False
    secrecy: bool = True


@attrs.frozen(kw_only=True)
class FileMark:
    """A file of an item: its name and the SHA-256 of its content."""

    name: str
    sha256: str


@attrs.frozen(kw_only=True)
class Signature:
    """One signature on paper: level, name, day, opinion; bound to the text it was given for.

    ``proofreader`` did the 校 of the level, empty where the signer did. ``struck`` says why it no
    longer counts, empty while it does; it stays as a trace.
    """

    level: str
    name: str
    day: date
    opinion: str = AGREE
    note: str = ""
    mark: str = ""
    struck: str = ""
    proofreader: str = ""


@attrs.frozen(kw_only=True)
class ReviewItem:
    """An item under review. ``mark`` is the SHA-256 of the text and files as they now stand.

    ``responsible`` answers for the publication (谁发布谁负责). ``handled`` are the decisions about
    findings, ``replies`` the answers to the gates' questions by key. ``formed`` is the day the
    information came about, from which 20 working days run (条例第二十六条).
    """

    title: str
    no: str = ""
    kind: str = ""
    channel: str = ""
    column: str = ""
    source: str = ""
    origin: str = ""
    document_no: str = ""
    attribute: str = "主动公开"
    basis: str = ""
    formed: date | None = None
    planned: date | None = None
    responsible: str = ""
    mark: str = ""
    files: tuple[FileMark, ...] = ()
    replies: Mapping[str, Reply] = attrs.field(factory=dict)
    handled: tuple[Handling, ...] = ()
    signatures: tuple[Signature, ...] = ()
    published: date | None = None
    publisher: str = ""
    link: str = ""
    void_reason: str = ""
    id: str = ""

    def signed(self) -> tuple[Signature, ...]:
        """The agreeing signatures of the levels that count for the text as it stands."""
        return tuple(one for one in self._counting() if one.level != SECRECY)

    def signed_for_secrecy(self) -> Signature | None:
        """The signature of the 保密审查 that counts for the text as it stands."""
        return next((one for one in self._counting() if one.level == SECRECY), None)

    def _counting(self) -> tuple[Signature, ...]:
        return tuple(
            one
            for one in self.signatures
            if not one.struck and one.opinion == AGREE and one.mark == self.mark
        )

    def state(self, levels: Levels) -> str:
        """Where it stands: 起草, the level that is next, 可发布, 已发布 or 作废."""
        if self.void_reason:
            return STRUCK
        if self.published:
            return PUBLISHED
        if not self.mark:
            return DRAFTING
        if self.returned:
            return RETURNED
        return self.next_level(levels) or READY

    @property
    def returned(self) -> bool:
        """Whether a level sent it back and it has not been sent up again since."""
        last = self.signatures[-1] if self.signatures else None
        return last is not None and last.opinion == SEND_BACK

    def next_level(self, levels: Levels) -> str:
        """The level whose signature is due, empty when all have signed."""
        done = {one.level for one in self.signed()}
        return next((name for name in levels.names if name not in done), "")


def obstacles(
    item: ReviewItem,
    levels: Levels,
    gates: tuple[GateQuestions, ...],
    findings: Sequence[Finding],
    text: str,
    *,
    assessed: bool = False,
) -> tuple[str, ...]:
    """What keeps the next level from agreeing, each in a sentence.

    Until the last level only what must never go on: ★ questions answered 否 and open 严重
    findings. The last level, and publication after it, want everything settled. ``assessed``:
    the effect on those whose personal data go out has been assessed (个人信息保护法第五十五条).
    """
    if not item.mark:
        return ("还没有放进待审的文稿",)
    stopped = [f"★“{one.text}”答“否”" for one in denied(gates, item.replies, starred=True)]
    waiting = open_findings(findings, text, item.handled)
    grave = [one for one in waiting if one.severity == Severity.GRAVE]
    stopped += [f"{len(grave)}处“严重”问题没有处理"] if grave else []
    if item.next_level(levels) not in (levels.names[-1], ""):
        return tuple(stopped)
    stopped += _not_public(item)
    if levels.secrecy and item.signed_for_secrecy() is None:
        stopped.append("保密审查单还没有签")
    open_data = personal_data_kept(findings, text, item.handled)
    if open_data and not assessed:
        stopped.append(f"{len(open_data)}处个人信息要公开，还没有做个人信息保护影响评估")
    rest = [one for one in waiting if one.severity != Severity.GRAVE]
    stopped += [f"{len(rest)}处扫描提示没有处理"] if rest else []
    missing = unanswered(gates, item.replies)
    stopped += [f"{len(missing)}个问题没有回答"] if missing else []
    stopped += [f"“{one.text}”答“否”" for one in denied(gates, item.replies) if not one.star]
    return tuple(stopped)


def _not_public(item: ReviewItem) -> list[str]:
    """What says that an item is not to go out, or not when it became due."""
    stopped = []
    if item.attribute != PROACTIVE:
        stopped.append(f"公开属性是“{item.attribute}”，不能发布")
    if item.formed is None:
        stopped.append("没有写形成日期，20个工作日从这一天起算")
    return stopped


def doubts_about_signing(
    item: ReviewItem, levels: Levels, level: str, name: str, day: date, today: date
) -> tuple[str, ...]:
    """Why a signature cannot be recorded: order of levels and days, one person on two levels."""
    doubts = []
    if item.returned:
        doubts.append("退回以后还没有重新送审")
    if level != SECRECY and level != item.next_level(levels):
        due = item.next_level(levels) or "已经审完"
        doubts.append(f"现在轮到的是“{due}”，不能越级签“{level}”")
    if day > today:
        doubts.append(f"签署日期{day.isoformat()}晚于今天")
    if level == SECRECY:
        return tuple(doubts)
    before = [one for one in item.signed() if one.day > day]
    if before:
        doubts.append(f"早于{before[-1].level}的{before[-1].day.isoformat()}，不能倒签")
    twice = [one for one in item.signed() if one.name == name and one.level != level]
    if twice and not levels.small_unit:
        doubts.append(f"{name}已签{twice[0].level}，同一人不能签两审")
    return tuple(doubts)


def with_text(item: ReviewItem, mark: str, files: tuple[FileMark, ...]) -> ReviewItem:
    """The item with changed text or files: signatures given for the old ones are struck."""
    if mark == item.mark:
        return attrs.evolve(item, files=files)
    struck = tuple(
        attrs.evolve(one, struck=one.struck or "文稿有改动") if one.mark != mark else one
        for one in item.signatures
    )
    return attrs.evolve(item, mark=mark, files=files, signatures=struck)


def sent_back(item: ReviewItem, signature: Signature) -> ReviewItem:
    """The item after a level said 退回: earlier signatures are struck and stay as a trace."""
    reason = f"{signature.level}退回：{signature.note}"
    struck = tuple(attrs.evolve(one, struck=one.struck or reason) for one in item.signatures)
    return attrs.evolve(item, signatures=(*struck, attrs.evolve(signature, mark=item.mark)))


def sent_again(item: ReviewItem, name: str, day: date, note: str) -> ReviewItem:
    """The item sent up anew after it was sent back (重新送审): who, when, what was changed."""
    act = Signature(
        level=RETURNED, name=name, day=day, opinion=SEND_AGAIN, note=note, mark=item.mark
    )
    return attrs.evolve(item, signatures=(*item.signatures, act))


def with_particulars(kept: ReviewItem, new: ReviewItem) -> ReviewItem:
    """Changed particulars: what the signatures vouch for cannot change under them."""
    if all(getattr(kept, name) == getattr(new, name) for name in _ON_THE_SHEET):
        return new
    struck = tuple(
        attrs.evolve(one, struck=one.struck or "登记内容有改动") if one.opinion == AGREE else one
        for one in new.signatures
    )
    return attrs.evolve(new, signatures=struck)


def summary_of(
    findings: Sequence[Finding], text: str, handled: Sequence[Handling]
) -> tuple[int, int, int]:
    """(found, decided, left open) of the findings that count, for the printed sheet."""
    counted = [one for one in findings if one.severity not in (Severity.LOW, Severity.HINT)]
    decided = sum(is_settled(handling_of(one, text, handled)) for one in counted)
    return len(counted), decided, len(counted) - decided
