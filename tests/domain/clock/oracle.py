"""The clock once more, by brute force: one day after the other, nothing looked up ahead.

Written from the law, apart from the program: it knows no tables of working days and no formula,
only "is this day worked" (package chinese-calendar; of January 2027 only New Year's Day) and
what happened on it. Slow, and meant to be.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import chinese_calendar

DAY = timedelta(days=1)
LAST_KNOWN = date(2027, 1, 29)
NEEDS_2027 = "需要2027年放假安排"


class UnknownDayError(Exception):
    """The day's arrangement is not out."""


def is_worked(day: date) -> bool:
    if day > LAST_KNOWN:
        raise UnknownDayError
    if day.year == 2027:
        return day.weekday() < 5 and day != date(2027, 1, 1)
    return bool(chinese_calendar.is_workday(day))


def working_days_on(day: date, count: int) -> date:
    """Walk on until so many worked days have passed; the first day does not count."""
    while count:
        day += DAY
        count -= is_worked(day)
    return day


def rolled(day: date) -> date:
    while not is_worked(day):
        day += DAY
    return day


@dataclass
class Opinion:
    """One opinion asked for, and the last day that is left out for it (None: still open)."""

    kind: str
    party: str
    sent: date
    limit: date | None
    end: date | None = None

    def covers(self, day: date) -> bool:
        return self.sent < day and (self.end is None or day <= self.end)


@dataclass
class Desk:
    """What lies on the desk of the officer who counts the days by hand."""

    start: date
    period: int = 20
    counted: int = 0
    left_out: int = 0
    extension: int = 0
    extended: bool = False
    due: date | None = None
    fixed: date | None = None
    waiting: str = ""
    waits_until: date | None = None
    given_up: date | None = None
    abandoned: bool = False
    withdrawn: bool = False
    served: date | None = None
    opinions: list[Opinion] = field(default_factory=list)

    def begin_anew(self, day: date, period: int = 20) -> None:
        self.start, self.period = day, period
        self.counted = self.left_out = self.extension = 0
        self.extended = self.abandoned = False
        self.due = self.fixed = self.given_up = None
        self.waiting = ""
        self.opinions = [one for one in self.opinions if not one.limit or one.limit >= day]

    def is_over(self) -> bool:
        return self.due is not None and not self.waiting


def reply(events: list[dict[str, Any]]) -> dict[str, Any]:
    """Status, due date, days left out and added of one request."""
    dated = sorted((dict(one, date=date.fromisoformat(one["date"])) for one in events), key=_day)
    as_of = next((one["date"] for one in dated if one["type"] == "as_of"), None)
    happened = [one for one in dated if as_of is None or one["date"] <= as_of]
    day = next(one["date"] for one in happened if one["type"] == "received")
    desk = Desk(start=day)
    last_event = max(one["date"] for one in happened)
    try:
        while True:
            _pass_day(desk, day)
            for one in happened:
                if one["date"] == day:
                    _happen(desk, one, as_of, happened)
            _close_day(desk, day)
            if day >= last_event and (desk.due or _stands_still(desk, day)):
                return _said(desk, as_of)
            day += DAY
    except UnknownDayError:
        return {"status": NEEDS_2027, "due_date": None}


def _day(one: dict[str, Any]) -> date:
    found: date = one["date"]
    return found


def _pass_day(desk: Desk, day: date) -> None:
    """A worked day is either used up or left out; day 0 is neither."""
    if day <= desk.start or not is_worked(day):
        return
    if any(one.covers(day) for one in desk.opinions):
        desk.left_out += not desk.is_over()
    elif not desk.is_over():
        desk.counted += 1


def _close_day(desk: Desk, day: date) -> None:
    """At night: used up and nobody still being asked, so this was the last day."""
    asking = any(one.sent <= day and (one.end is None or one.end > day) for one in desk.opinions)
    if desk.counted >= desk.period + desk.extension and not asking and not desk.is_over():
        desk.due = day


def _stands_still(desk: Desk, day: date) -> bool:
    endless = day > desk.start and any(one.end is None for one in desk.opinions)
    ended = desk.withdrawn or desk.served
    return bool(desk.fixed or desk.abandoned or ((desk.waiting or endless) and not ended))


def _happen(
    desk: Desk, one: dict[str, Any], as_of: date | None, happened: list[dict[str, Any]]
) -> None:
    kind, day = one["type"], one["date"]
    if kind in ("third_party_sent", "agency_sent"):
        if not desk.is_over():
            desk.opinions.append(_opinion(one, as_of, happened))
    elif kind in ("correction_notice", "fee_notice"):
        if kind == "correction_notice" or not desk.is_over():
            desk.waiting = kind.split("_")[0]
            desk.waits_until = _awaited_until(one)
    elif kind in ("correction_returned", "fee_paid"):
        desk.begin_anew(day)
    elif kind in ("correction_lapsed", "fee_lapsed"):
        desk.abandoned, desk.given_up, desk.waiting = True, desk.waits_until, ""
    elif kind == "reanswer_ordered":
        desk.opinions.clear()
        desk.begin_anew(day, one.get("days") or 20)
        desk.served, desk.withdrawn = None, False
    elif kind == "delay_set" and not desk.is_over():
        desk.fixed = date.fromisoformat(one["until"])
    elif kind == "extension" and not desk.is_over() and not desk.extended:
        desk.extension, desk.extended = min(one["days"], 20), True
    elif kind == "withdrawn":
        desk.withdrawn = True
    elif kind == "reply_sent" and desk.served is None:
        at_signature = one.get("method") in ("当面", "委托") and "signed" in one
        served = date.fromisoformat(one["signed"]) if at_signature else day
        desk.served = served if as_of is None or served <= as_of else None


def _awaited_until(one: dict[str, Any]) -> date | None:
    if one["type"] == "fee_notice":
        return working_days_on(date.fromisoformat(one.get("received") or str(one["date"])), 20)
    return date.fromisoformat(one["deadline"]) if "deadline" in one else None


def _opinion(one: dict[str, Any], as_of: date | None, happened: list[dict[str, Any]]) -> Opinion:
    kind = one["type"].removesuffix("_sent")
    limit = None
    if one.get("joint") is not False:
        limit = working_days_on(
            date.fromisoformat(one.get("letter_received") or str(_day(one))), 15
        )
    end = _ended(kind, one.get("party", ""), _day(one), happened)
    if end is None and as_of and limit and limit < as_of:
        end = limit
    if end and limit:
        end = min(end, limit)
    return Opinion(kind, one.get("party", ""), _day(one), limit, end)


def _ended(kind: str, party: str, sent: date, happened: list[dict[str, Any]]) -> date | None:
    """The first answer to this letter; answers without a name belong to the oldest letter."""
    letters = [
        one
        for one in happened
        if one["type"] == f"{kind}_sent" and (not party or one.get("party", "") == party)
    ]
    answers = [
        _day(one)
        for one in happened
        if one["type"] in (f"{kind}_answered", f"{kind}_lapsed")
        and (not party or one.get("party", party) == party)
    ]
    place = next(index for index, one in enumerate(letters) if _day(one) == sent)
    if place < len(answers):
        return answers[place]
    ends = (_day(one) for one in happened if one["type"] in ("decided", "reply_sent", "withdrawn"))
    return next(ends, None)


def _said(desk: Desk, as_of: date | None) -> dict[str, Any]:
    ended = desk.served is not None or desk.withdrawn
    due = desk.fixed or desk.due
    asking = desk.fixed is None and any(one.end is None for one in desk.opinions)
    if desk.abandoned:
        status, due = "视为放弃申请", None
    elif desk.waiting and not ended:
        status, due = {"correction": "等待补正", "fee": "等待缴费"}[desk.waiting], None
    elif asking and not ended:
        status, due = "暂停(征求意见中)", None
    elif desk.served is not None:
        assert due is not None
        status = "按期答复" if desk.served <= due else "超期答复"
    elif desk.withdrawn:
        status = "已撤回"
    else:
        assert due is not None
        status = "已超期" if as_of and as_of > due else "计时"
    said: dict[str, Any] = {
        "status": status,
        "due_date": due.isoformat() if due else None,
        "extension_days": desk.extension,
    }
    if not asking:
        said["excluded_workdays"] = desk.left_out
    if desk.given_up:
        said["abandoned_after"] = desk.given_up.isoformat()
    return said


def period(kind: str, event: dict[str, Any]) -> dict[str, Any]:
    """The other periods: working days, or natural days and months that roll over."""
    start = date.fromisoformat(event["date"])
    simplified = event.get("procedure") == "简易"
    days = {"proactive_deadline": 20, "review_answer_deadline": 5 if simplified else 10}
    try:
        if kind in days:
            return {"due_date": working_days_on(start, days[kind]).isoformat()}
        raw = _natural_end(kind, event["type"], start)
        return {"raw_date": raw.isoformat(), "due_date": rolled(raw).isoformat()}
    except UnknownDayError:
        return {"status": NEEDS_2027, "due_date": None}


def _natural_end(kind: str, from_event: str, start: date) -> date:
    if kind == "review_deadline":
        return start + 60 * DAY
    if kind == "suit_answer_deadline" or from_event == "review_decision_received":
        return start + 15 * DAY
    month = start.month + 6
    year, month = (start.year, month) if month <= 12 else (start.year + 1, month - 12)
    day = start.day
    while True:
        try:
            return date(year, month, day)
        except ValueError:
            day -= 1
