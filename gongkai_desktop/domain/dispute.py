"""Reviews and suits over a request (复议、诉讼): what is recorded, the own limits, the results.

The limits are those of 行政复议法第四十八条、第五十四条 and 行政诉讼法第六十七条; words, articles
and the place of each ruling in the yearly table are data (``resources/law/disputes.toml``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

import attrs

from gongkai_desktop.domain.annual.cells import BLOCKS
from gongkai_desktop.domain.calendar import WorkCalendar
from gongkai_desktop.domain.clock.explain import CountedDay, explain_period
from gongkai_desktop.domain.clock.periods import (
    SIMPLIFIED,
    PeriodEnd,
    review_answer_deadline,
    suit_answer_deadline,
)
from gongkai_desktop.domain.clock.rules import RemedyPeriods
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.event import Event, EventType, read_date
from gongkai_desktop.domain.urgency import NEAR_WORKDAYS, Level, Urgency, near_until
from gongkai_desktop.domain.wording import date_words

PENDING = "pending"


class DisputeKind(StrEnum):
    """The three blocks of 表三; the value is the block's key."""

    REVIEW = "review"
    SUIT_DIRECT = "suit_direct"
    SUIT_AFTER_REVIEW = "suit_after_review"

    @property
    def label(self) -> str:
        """The block's name as printed."""
        return BLOCKS[self.value]


@attrs.frozen(kw_only=True)
class DatedNote:
    """What happened on a day: papers handed in (提交材料), a hearing (开庭、听取意见)."""

    day: date
    what: str


@attrs.frozen(kw_only=True)
class Joined:
    """A further request of the same case (一并涉及的申请), with its event of the order."""

    request_id: str
    reanswer_event: str = ""


@attrs.frozen(kw_only=True)
class Proceeding:
    """What the papers of a dispute say beyond its kind, its days and its result (案件情况).

    ``answered`` is the day the written answer and the evidence were handed in; ``ruling`` a code
    of ``Ruling``; ``reanswer_days`` working days the order gives, None for the statutory ones;
    ``reanswer_event`` the identity of the request's event that came of the order; ``joined`` the
    further requests of a case over several: recorded once, it counts once in 表三.
    """

    organ: str = ""
    case_no: str = ""
    procedure: str = ""
    claimant: str = ""
    claim: str = ""
    handler: str = ""
    answered: date | None = None
    papers: tuple[DatedNote, ...] = ()
    hearings: tuple[DatedNote, ...] = ()
    ruling: str = ""
    decision_no: str = ""
    decision_received: date | None = None
    reanswer: bool = False
    reanswer_days: int | None = None
    reanswer_event: str = ""
    joined: tuple[Joined, ...] = ()


@attrs.frozen(kw_only=True)
class Dispute:
    """A review or suit over a request as kept; ``details`` is its proceeding as JSON values.

    ``received`` is the day the copy of the application or statement of claim came in, ``result``
    a column of 表三, empty or ``pending`` until ``concluded``.
    """

    kind: str
    received: date | None = None
    concluded: date | None = None
    result: str = ""
    note: str = ""
    details: Mapping[str, Any] = attrs.field(factory=dict)
    request_id: str = ""
    void_reason: str = ""
    id: str = ""

    def result_in(self, year: int) -> str:
        """The column of 表三 it counts in; one not concluded within the year is 尚未审结."""
        return self.result if self.concluded and self.concluded.year == year else PENDING

    @property
    def proceeding(self) -> Proceeding:
        """The particulars, empty where none were recorded."""
        return proceeding_from(self.details)

    @property
    def requests(self) -> tuple[str, ...]:
        """The identities of every request it is about, the one it was recorded under first."""
        return (self.request_id, *(one.request_id for one in self.proceeding.joined))

    def with_proceeding(self, proceeding: Proceeding) -> Dispute:
        """The same dispute with other particulars."""
        return attrs.evolve(self, details=proceeding_to(proceeding))


@attrs.frozen(kw_only=True)
class LimitText:
    """The words of one own limit: what is due, the article, how it counts, what lateness brings."""

    kinds: tuple[str, ...]
    procedure: str
    title: str
    basis: str
    why: str
    late: str


@attrs.frozen(kw_only=True)
class Ruling:
    """One way a dispute ends: its words, the column of 表三 it proposes, those it may take.

    ``reanswer``: it usually orders the request to be answered again. ``confirmed`` false: the
    article was not compared with the published text.
    """

    code: str
    label: str
    kinds: tuple[str, ...]
    result: str
    may: tuple[str, ...] = ()
    reanswer: bool = False
    basis: str = ""
    confirmed: bool = True

    @property
    def results(self) -> tuple[str, ...]:
        """The columns it may be counted in, the proposed one first."""
        return (self.result, *self.may)


@attrs.frozen(kw_only=True)
class DisputeTexts:
    """Limits and rulings of the law book."""

    limits: tuple[LimitText, ...]
    rulings: tuple[Ruling, ...]

    def limit(self, kind: str, procedure: str) -> LimitText:
        """The words of a kind's limit; those of the ordinary procedure where none is named."""
        word = "简易" if procedure.strip() in SIMPLIFIED else "普通"
        mine = [one for one in self.limits if kind in one.kinds]
        return next((one for one in mine if one.procedure in ("", word)), mine[0])

    def rulings_of(self, kind: str) -> tuple[Ruling, ...]:
        """How a dispute of a kind may end."""
        return tuple(one for one in self.rulings if kind in one.kinds)

    def ruling(self, code: str) -> Ruling | None:
        """A ruling by its code."""
        return next((one for one in self.rulings if one.code == code), None)


@attrs.frozen(kw_only=True)
class OwnLimit:
    """The day by which the office itself must answer a dispute, and every day counted to it."""

    text: LimitText
    end: PeriodEnd
    days: tuple[CountedDay, ...]

    @property
    def due(self) -> date | None:
        """The last day; None while the year's holidays are not known."""
        return self.end.due_date


def own_limit(
    dispute: Dispute, texts: DisputeTexts, calendar: WorkCalendar, remedy: RemedyPeriods
) -> OwnLimit | None:
    """The office's own limit of a dispute; None without the day the copy came in.

    Raises UserError for a procedure that is neither ordinary nor simplified.
    """
    if dispute.received is None:
        return None
    procedure = dispute.proceeding.procedure
    if dispute.kind == DisputeKind.REVIEW:
        end = review_answer_deadline(dispute.received, procedure, calendar, remedy)
    else:
        end = suit_answer_deadline(dispute.received, calendar, remedy)
    start = Event(type=EventType.COPY_RECEIVED, date=dispute.received)
    return OwnLimit(
        text=texts.limit(dispute.kind, procedure),
        end=end,
        days=explain_period(start, end, calendar),
    )


def urgency_of_dispute(
    dispute: Dispute, limit: OwnLimit | None, calendar: WorkCalendar, today: date
) -> Urgency:
    """How pressing a dispute is: the answer first, then the next hearing, then the waiting."""
    if dispute.void_reason:
        return Urgency(level=Level.CLOSED, words="作废")
    if dispute.concluded:
        return Urgency(level=Level.CLOSED, words="已审结")
    proceeding = dispute.proceeding
    if proceeding.answered is None and limit is not None:
        return _to_answer(limit.end, calendar, today)
    coming = next_hearing(proceeding, today)
    if coming:
        return _to_attend(coming, calendar, today)
    return Urgency(level=Level.WAITING, words="等待审结")


def next_hearing(proceeding: Proceeding, today: date) -> DatedNote | None:
    """The first hearing that has not passed."""
    coming = [one for one in proceeding.hearings if one.day >= today]
    return min(coming, key=lambda one: one.day) if coming else None


def _to_answer(end: PeriodEnd, calendar: WorkCalendar, today: date) -> Urgency:
    due = end.due_date
    if due is None:
        return Urgency(level=Level.UNKNOWN, words=f"需要{end.needs_calendar_year}年放假安排")
    if due < today:
        late = (today - due).days
        return Urgency(level=Level.OVERDUE, words=f"答复已超期{late}天", days_left=-late)
    left = calendar.workdays_between(today, due)
    if due == today:
        return Urgency(level=Level.TODAY, words="今日到期", days_left=0)
    level = Level.NEAR if left <= NEAR_WORKDAYS else Level.NORMAL
    return Urgency(level=level, words=f"剩{left}个工作日", days_left=left)


def _to_attend(hearing: DatedNote, calendar: WorkCalendar, today: date) -> Urgency:
    words = f"{_short(hearing.day)}{hearing.what or '开庭'}"
    if hearing.day == today:
        return Urgency(level=Level.TODAY, words=words, days_left=0)
    if hearing.day <= near_until(calendar, today):
        return Urgency(level=Level.NEAR, words=words)
    return Urgency(level=Level.WAITING, words=words)


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日"


def check_dispute(dispute: Dispute, texts: DisputeTexts, today: date) -> None:
    """Refuse what cannot be: days out of order or to come, a result without a day; UserError."""
    one, received = dispute.proceeding, dispute.received
    if received is None:
        raise UserError("缺少收到副本的日期", "请填写收到申请书或者起诉状副本的日期")
    done = {
        "收到副本日": received,
        "提交答复日": one.answered,
        "裁决日期": dispute.concluded,
        "收到裁决日": one.decision_received,
    }
    for name, day in done.items():
        if day and day > today:
            raise UserError(f"{name}{date_words(day)}晚于今天", "请核对日期")
        if day and day < received:
            raise UserError(f"{name}{date_words(day)}早于收到副本日", "请核对日期")
    if one.decision_received and dispute.concluded and one.decision_received < dispute.concluded:
        raise UserError("收到裁决日早于裁决日期", "请核对日期")
    _check_result(dispute, texts)


def _check_result(dispute: Dispute, texts: DisputeTexts) -> None:
    one, ruling = dispute.proceeding, texts.ruling(dispute.proceeding.ruling)
    ended = dispute.result not in ("", PENDING)
    if ended != bool(dispute.concluded):
        raise UserError("裁决日期和结果要一起填写", "尚未审结的两项都留空")
    if ruling and dispute.kind not in ruling.kinds:
        kind = DisputeKind(dispute.kind).label
        raise UserError(f"“{ruling.label}”不是{kind}的结果", "请重新选择")
    if ruling and ended and dispute.result not in ruling.results:
        raise UserError(f"“{ruling.label}”不能计入这一类结果", "请改选年度报告归类")
    if one.reanswer and not (ended and one.decision_no.strip() and one.decision_received):
        raise UserError(
            "责令重新答复的，要填写裁决文号和收到裁决的日期", "重新答复的期限从收到裁决之日起算"
        )


def doubts_about(
    dispute: Dispute, others: Iterable[Dispute], limit: OwnLimit | None
) -> tuple[str, ...]:
    """What may be wrong with a dispute: told, never refused."""
    doubts = []
    answered, due = dispute.proceeding.answered, limit.due if limit else None
    if answered and due and answered > due and limit:
        doubts.append(f"提交答复晚于{date_words(due)}。{limit.text.late}")
    reviews = [one for one in others if one.kind == DisputeKind.REVIEW and not one.void_reason]
    if dispute.kind == DisputeKind.SUIT_AFTER_REVIEW and not reviews:
        doubts.append("这件申请没有登记过行政复议，请核对是否属于“复议后起诉”")
    if dispute.kind == DisputeKind.SUIT_DIRECT and reviews:
        doubts.append("这件申请登记过行政复议，请核对是否属于“未经复议直接起诉”")
    return tuple(doubts)


def reanswer_event(dispute: Dispute) -> Event | None:
    """The event by which an order sets the request's clock; None where nothing was ordered.

    The days run from the receipt of the decision (20 working days where it names none).
    """
    one = dispute.proceeding
    if dispute.void_reason or not one.reanswer or one.decision_received is None:
        return None
    return Event(
        type=EventType.REANSWER_ORDERED,
        date=one.decision_received,
        days=one.reanswer_days,
        note=f"{one.organ} {one.decision_no}".strip(),
        id=one.reanswer_event,
    )


def order_values(disputes: Iterable[Dispute], texts: DisputeTexts) -> dict[str, Any]:
    """The fields of the letter that follows the latest order (履行复议决定、判决), G2."""
    ordered = [one for one in disputes if reanswer_event(one)]
    if not ordered:
        return {}
    dispute = max(ordered, key=lambda one: one.proceeding.decision_received or date.min)
    one = dispute.proceeding
    ruling = texts.ruling(one.ruling)
    gist = ruling.label if ruling else "责令重新答复"
    if one.reanswer_days:
        gist += f"，期限为{one.reanswer_days}个工作日"
    return {
        "order_kind": _paper(dispute, ruling),
        "order_organ": one.organ,
        "order_no": one.decision_no,
        "order_received": one.decision_received,
        "order_gist": gist,
    }


def _paper(dispute: Dispute, ruling: Ruling | None) -> str:
    if dispute.kind == DisputeKind.REVIEW:
        return "行政复议决定书"
    return "行政裁定书" if ruling and ruling.label.startswith("裁定") else "行政判决书"


def proceeding_to(proceeding: Proceeding) -> dict[str, Any]:
    """The particulars as plain JSON values, empty ones left out."""

    def plain(_: object, __: object, value: Any) -> Any:
        return value.isoformat() if isinstance(value, date) else value

    every = attrs.asdict(proceeding, value_serializer=plain)
    return {key: value for key, value in every.items() if value not in (None, "", (), [], False)}


def proceeding_from(raw: Mapping[str, Any]) -> Proceeding:
    """Read particulars; keys a newer program added are passed over. UserError for a wrong day."""
    values: dict[str, Any] = {}
    for field in attrs.fields(Proceeding):
        if field.name not in raw or raw[field.name] is None:
            continue
        value = raw[field.name]
        if field.name in ("answered", "decision_received"):
            value = read_date(value, field.name)
        elif field.name in ("papers", "hearings"):
            value = tuple(_note(one, field.name) for one in value)
        elif field.name == "joined":
            value = tuple(Joined(**one) for one in value)
        values[field.name] = value
    return Proceeding(**values)


def _note(raw: Mapping[str, Any], where: str) -> DatedNote:
    return DatedNote(day=read_date(raw.get("day"), where), what=str(raw.get("what", "")))
