"""One row of an old register while it is being read."""

from __future__ import annotations

import re
from collections.abc import Container, Hashable, Mapping
from datetime import date
from typing import Any

import attrs

from gongkai_desktop.domain.event import Event, EventType
from gongkai_desktop.domain.identity import identity_doubt
from gongkai_desktop.domain.intake.cells import (
    FREE,
    Order,
    UnreadableError,
    half_width,
    read_count,
    read_day,
    read_text,
)
from gongkai_desktop.domain.intake.findings import Manner, Question, RowError
from gongkai_desktop.domain.intake.table import Value
from gongkai_desktop.domain.intake.words import header_words, plain
from gongkai_desktop.domain.request import Applicant, ApplicantKind, Item, Request

_TEXTS = (
    *("register_no", "delivery_form", "mail_no", "platform_no", "section", "handler"),
    *("reply_no", "service_no", "signer", "corrected_text"),
)
_APPLICANT = ("id_kind", "id_no", "contact", "phone", "email", "address", "postcode", "agent")
_NUMBERS = ("register_no", "id_no", "phone", "postcode", "mail_no", "service_no", "platform_no")
_COURSE = (
    (
        ("correction_notice", EventType.CORRECTION_NOTICE),
        ("correction_returned", EventType.CORRECTION_RETURNED),
    ),
    (
        ("consult_sent", EventType.THIRD_PARTY_SENT),
        ("consult_answered", EventType.THIRD_PARTY_ANSWERED),
    ),
    (("agency_sent", EventType.AGENCY_SENT), ("agency_answered", EventType.AGENCY_ANSWERED)),
)
"""Fields of a step and of what it waits for, with their events."""
_TELLING = (
    *("received_date", "submitted_date", "channel", "outcome", "method"),
    *(field for step in _COURSE for field, _ in step),
    *("extension", "extension_days", "extended"),
    *("decided_date", "sent_date", "signed_date", "withdrawn"),
)
"""The fields a request's events are read from."""
_DEFAULT_EXTENSION = 20
_LONGEST_PERSON = 8
_EXACT_DIGITS = 1e15
_YEAR = re.compile(r"(?<!\d)(20\d{2})(?!\d)")
_KINDS = tuple(kind.value for kind in ApplicantKind)


@attrs.frozen
class Course:
    """What the cells of ``Courses.fields`` say: the receipt, the outcome, its row, the events."""

    received: date | None
    outcome: str
    row: str
    events: tuple[Event, ...]


class Courses:
    """Courses that left no doubt, by their cells: thousands of rows share the same few days."""

    def __init__(self, fields: Container[str]) -> None:
        self.fields = tuple(field for field in _TELLING if field in fields)
        self.kept: dict[Hashable, Course] = {}


class Draft:
    """Builds the request of one row; what it finds wrong or doubtful is collected beside it."""

    def __init__(
        self, manner: Manner, row: int, said: Mapping[str, tuple[Value, str]], courses: Courses
    ) -> None:
        self._manner = manner
        self._courses = courses
        self._row = row
        self._said = said
        self._year = manner.year or _year_in(self._text("register_no"))
        self.errors: list[RowError] = []
        self.questions: list[Question] = []
        self.warnings: list[str] = []

    def request(self) -> Request:
        """The request as far as the cells allow; ``errors`` tell what they do not."""
        key = self._course_key()
        course = self._courses.kept.get(key) if key else None
        received = course.received if course else self._received()
        later = Order(after=received)
        applicant = self._applicant()
        text = self._required("request_text", "申请内容")
        if course is None:
            outcome, row = self._outcome()
            course = Course(received, outcome, row, self._events(received, outcome, row))
            if key and not (self.errors or self.questions or self.warnings):
                self._courses.kept[key] = course
        outcome, row, events = course.outcome, course.row, course.events
        fields: dict[str, Any] = {name: self._spelt(name) for name in _TEXTS if name in self._said}
        if not fields.get("register_no"):
            fields["register_no"] = self._text("serial") if self._manner.serial_is_number else ""
        decided = any(event.type in (EventType.DECIDED, EventType.WITHDRAWN) for event in events)
        self._doubt_end(decided, outcome)
        return Request(
            applicant=applicant,
            request_text=text,
            events=events,
            items=(Item(no=1, text=text, row=row),),
            row=row if decided else "",
            imported=True,
            original_due=self._limit(later),
            original_outcome=outcome,
            forwarded=self._day("forwarded", soft=True, order=later),
            archived=self._day("archived", soft=True, order=later),
            remarks=self._remarks(),
            **fields,
        )

    def _course_key(self) -> Hashable:
        """The cells the course is read from; None where a true or false would pass for a number."""
        cells = tuple(map(self._said.get, self._courses.fields))
        if any(cell is not None and isinstance(cell[0], bool) for cell in cells):
            return None
        return self._year, cells

    def _text(self, field: str) -> str:
        return read_text(self._said[field][0]) if field in self._said else ""

    def _spelt(self, field: str) -> str:
        """A cell's text; numbers by which one looks things up in one width."""
        text = self._text(field)
        return half_width(text) if field in _NUMBERS else text

    def _required(self, field: str, name: str) -> str:
        text = self._text(field)
        if not text:
            self._error(self._header(field, name), f"没有填写{name}")
        return text

    def _header(self, field: str, name: str) -> str:
        """The printed header of a field, its own name where the register has no such column."""
        return (
            self._said[field][1] if field in self._said else self._manner.headers.get(field, name)
        )

    def _error(self, column: str, reason: str) -> None:
        self.errors.append(
            RowError(sheet=self._manner.sheet, row=self._row, column=column, reason=reason)
        )

    def _warn(self, words: str) -> None:
        self.warnings.append(f"{self._manner.sheet}第{self._row}行{words}")

    # ------------------------------------------------------------------ days

    def _day(self, field: str, *, soft: bool = False, order: Order = FREE) -> date | None:
        """A day of the row; what cannot be read is an error, for comparison only a warning."""
        if field not in self._said:
            return None
        value, header = self._said[field]
        try:
            day = read_day(value, self._year, order)
        except UnreadableError as unreadable:
            if soft:
                self._warn(f"{header}：{unreadable}，未采用")
            else:
                self._error(header, str(unreadable))
            return None
        if day and day > self._manner.today and not soft:
            self._error(header, f"{day.isoformat()}晚于今天")
            return None
        return day

    def _step(self, field: str, received: date, after: date | None = None) -> date | None:
        """A day of the course: never before the receipt, if possible not before ``after``."""
        if field not in self._said:
            return None
        day = self._day(field, order=Order(after=after or received))
        if day and day < received:
            self._error(self._said[field][1], f"{day.isoformat()}早于收到日期")
            return None
        return day

    def _limit(self, order: Order) -> date | None:
        """The limit the table gives; 20个工作日 is a period and says no day."""
        if "due_date" not in self._said:
            return None
        if "工作日" in self._text("due_date") or isinstance(self._read("due_date"), int | float):
            count = read_count(self._read("due_date"))
            if count is not None and count < 100:
                return None
        return self._day("due_date", soft=True, order=order)

    def _read(self, field: str) -> Value:
        return self._said[field][0] if field in self._said else None

    def _received(self) -> date | None:
        received = self._day("received_date")
        if received or self.errors:
            return received
        submitted = self._day("submitted_date")
        if submitted is None:
            if not self.errors:
                self._error(self._header("received_date", "收到日期"), "没有填写收到日期")
            return None
        self._warn("没有收到日期，按申请日期作为收到日")
        return submitted

    # ------------------------------------------------------------------ applicant

    def _applicant(self) -> Applicant:
        name = self._required("applicant", "申请人")
        details = {field: self._spelt(field) for field in _APPLICANT if field in self._said}
        if "id_no" in details:
            self._doubt_identity(details["id_no"])
        if "E+" in details.get("phone", "").upper():
            self._warn(f"{self._said['phone'][1]}“{details['phone']}”在原表里已不是完整的号码")
        kind = self._kind(name, details.get("id_no", ""))
        return Applicant(name=name, kind=kind, **details)

    def _doubt_identity(self, number: str) -> None:
        value = self._read("id_no")
        lost = isinstance(value, int | float) and abs(value) >= _EXACT_DIGITS
        if lost or ("E+" in number.upper() and "." in number):
            self._warn("证件号码在原表里是数值，末几位可能已丢失")
        elif doubt := identity_doubt(number):
            self._warn(f"申请人{doubt}")

    def _kind(self, name: str, id_no: str) -> ApplicantKind:
        """The kind as written, as the name or the credit code settles it, else asked."""
        words = self._manner.words
        written = self._text("applicant_kind")
        kind = words.kind_of(written) if written else ""
        kind = kind or words.kind_of_name(name) or self._kind_of_code(id_no)
        if kind:
            return ApplicantKind(kind)
        if not written and self._may_be_person(name):
            return ApplicantKind.NATURAL
        legal = header_words(written) in words.unclear_kinds or not written
        column = self._header("applicant_kind" if written else "applicant", "申请人")
        return self._asked_kind(column, written or name, legal=legal)

    def _kind_of_code(self, id_no: str) -> str:
        plain_no = plain(id_no).upper()
        if len(plain_no) != 18 or identity_doubt(plain_no):
            return ""
        return self._manner.words.code_kinds.get(plain_no[:2].lower(), "")

    def _may_be_person(self, name: str) -> bool:
        organisation = self._manner.words.organisation.search(name)
        return not organisation and (len(name) <= _LONGEST_PERSON or name.isascii())

    def _asked_kind(self, column: str, value: str, *, legal: bool) -> ApplicantKind:
        answer = self._answer(column, value)
        if answer in _KINDS:
            return ApplicantKind(answer)
        choices = _KINDS[1:] if legal else _KINDS
        self._ask(column, value, choices)
        return ApplicantKind.OTHER_ORG if legal else ApplicantKind.NATURAL

    def _answer(self, column: str, word: str) -> str:
        """What the clerk said a word means, in this column or wherever it stands."""
        answers = self._manner.answers
        if not answers:
            return ""
        return answers.get(plain(f"{column}:{word}")) or answers.get(plain(word), "")

    def _ask(self, column: str, value: str, choices: tuple[str, ...]) -> None:
        self.questions.append(
            Question(
                sheet=self._manner.sheet, row=self._row, column=column, value=value, choices=choices
            )
        )

    # ------------------------------------------------------------------ outcome and events

    def _outcome(self) -> tuple[str, str]:
        """The words of the old outcome and the row they mean, empty when it must be asked."""
        written = self._text("outcome")
        if not written:
            return "", ""
        column = self._said["outcome"][1]
        answered = self._answer(column, written)
        if answered and answered not in (*_KINDS, *self._manner.channels):
            return written, answered
        reading = self._manner.read_outcome(written)
        if reading.known:
            return written, reading.row
        self._ask(column, written, reading.choices or self._manner.rows)
        return written, ""

    def _doubt_end(self, decided: bool, outcome: str) -> None:
        if outcome and not decided:
            self._warn("有办理结果但没有答复日期，按在办导入")
        if decided and not outcome and "withdrawn" not in self._said:
            self._warn("有答复日期但没有办理结果，按待定导入")

    def _events(self, received: date | None, outcome: str, row: str) -> tuple[Event, ...]:
        if received is None:
            return ()
        events = [Event(type=EventType.RECEIVED, date=received, channel=self._channel())]
        if self._manner.has_receipt and "submitted_date" in self._said:
            events = [*self._submitted(received), *events]
        return (*events, *self._course(received), *self._end(received, outcome, row))

    def _channel(self) -> str:
        """The channel by its name; a word that is none is asked, and kept as it is till then."""
        written = self._text("channel")
        if not written:
            return ""
        column = self._said["channel"][1]
        answered = self._answer(column, written)
        if answered in self._manner.channels:
            return answered
        known = self._manner.channel_of(written)
        if known:
            return known
        self._ask(column, written, self._manner.channels)
        return written

    def _submitted(self, received: date) -> list[Event]:
        submitted = self._day("submitted_date", soft=True, order=Order(before=received))
        if submitted is None or submitted == received or "received_date" not in self._said:
            return []
        if submitted > received:
            self._warn(f"申请日期{submitted.isoformat()}晚于收到日期，未采用")
            return []
        return [Event(type=EventType.SUBMITTED, date=submitted)]

    def _course(self, received: date) -> list[Event]:
        events: list[Event] = []
        for first, second in _COURSE:
            begun = self._step(first[0], received)
            ended = self._step(second[0], received, begun)
            events += [Event(type=first[1], date=begun)] if begun else []
            events += [Event(type=second[1], date=ended)] if ended else []
        extended = self._step("extension", received)
        if extended:
            events.append(self._extension(extended))
        elif plain(self._text("extended")).lower() in self._manner.words.yes:
            self._warn("写明已延期但没有延期日期，未计入期限")
        return events

    def _extension(self, day: date) -> Event:
        days = read_count(self._read("extension_days"))
        if days is None:
            self._warn(f"延期没有写天数，按{_DEFAULT_EXTENSION}个工作日计算")
        return Event(type=EventType.EXTENSION, date=day, days=days or _DEFAULT_EXTENSION)

    def _end(self, received: date, outcome: str, row: str) -> list[Event]:
        """The reply and its posting, or the withdrawal (撤回)."""
        decided = self._step("decided_date", received)
        withdrawn = self._step("withdrawn", received)
        if withdrawn is None and any(word in outcome for word in self._manner.words.withdrawn):
            withdrawn = decided
        if withdrawn:
            return [Event(type=EventType.WITHDRAWN, date=withdrawn)]
        if decided is None:
            return []
        sent = self._step("sent_date", received, decided) or decided
        signed = self._step("signed_date", received, sent)
        method = self._text("method") or "邮寄"
        return [
            Event(type=EventType.DECIDED, date=decided, outcome=row),
            Event(type=EventType.REPLY_SENT, date=sent, method=method, signed=signed),
        ]

    def _remarks(self) -> str:
        parts = [self._text("remarks")]
        for field, name in (("review", "复议"), ("suit", "诉讼")):
            said = self._text(field)
            if said and said not in ("否", "没有"):
                parts.append(f"{name}：{said}")
        return "；".join(part for part in parts if part)


def _year_in(register_no: str) -> int | None:
    """The year a 登记号 names: 2025-003, 依申〔2025〕3号."""
    found = _YEAR.search(register_no)
    return int(found.group(1)) if found else None
