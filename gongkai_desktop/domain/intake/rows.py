"""One row of an old register as a request, or the reasons why it is none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from gongkai_desktop.domain.event import Event, EventType
from gongkai_desktop.domain.intake.cells import UnreadableError, read_count, read_day, read_text
from gongkai_desktop.domain.intake.table import Layout, Value
from gongkai_desktop.domain.intake.words import IntakeWords, header_words, plain
from gongkai_desktop.domain.outcome import OutcomeReading
from gongkai_desktop.domain.request import Applicant, ApplicantKind, Item, Request

_TEXTS = (
    *("register_no", "request_text", "delivery_form", "mail_no", "platform_no"),
    *("section", "handler", "reply_no", "service_no"),
)
_APPLICANT = ("id_kind", "id_no", "contact", "phone", "email", "address", "postcode", "agent")
_ORGANISATIONS = (
    "公司",
    "厂",
    "大学",
    "学院",
    "研究",
    "事务所",
    "协会",
    "委员会",
    "中心",
    "合作社",
    "村委",
    "居委",
)
_DEFAULT_EXTENSION = 20

OutcomeReader = Callable[[str], OutcomeReading]


@attrs.frozen(kw_only=True)
class RowError:
    """Why a row did not go in: its place and the reason."""

    sheet: str
    row: int
    column: str
    reason: str


@attrs.frozen(kw_only=True)
class Question:
    """A word that may mean several things: asked, never guessed; ``choices`` are keys."""

    sheet: str
    row: int
    column: str
    value: str
    choices: tuple[str, ...]


@attrs.frozen(kw_only=True)
class ReadRow:
    """A row read: the request, or None with errors; questions and doubts either way."""

    row: int
    request: Request | None
    errors: tuple[RowError, ...] = ()
    questions: tuple[Question, ...] = ()
    warnings: tuple[str, ...] = ()


class RowReader:
    """Reads the rows of one sheet; what does not change from row to row is worked out once."""

    def __init__(
        self,
        sheet: str,
        layout: Layout,
        words: IntakeWords,
        read_outcome: OutcomeReader,
        *,
        outcomes: Mapping[str, str],
        today: date,
        year: int | None,
        serial_is_number: bool,
        channel_of: Callable[[str], str],
    ) -> None:
        self._sheet = sheet
        self._layout = layout
        self._words = words
        self._read_outcome = read_outcome
        self._outcomes = {plain(key): row for key, row in outcomes.items()}
        self._today = today
        self._year = year
        self._serial_is_number = serial_is_number
        self._channel_of = channel_of
        self._heads = {header_words(header) for header in layout.headers if header}

    def read(self, number: int, values: Sequence[Value]) -> ReadRow | None:
        """Read the row ``number`` of the file; None for rows that hold no request."""
        if self._is_filler(values):
            return None
        row = _Row(self, number, values)
        request = row.request()
        return ReadRow(
            row=number,
            request=None if row.errors else request,
            errors=tuple(row.errors),
            questions=() if row.errors else tuple(row.questions),
            warnings=tuple(row.warnings),
        )

    def value(self, values: Sequence[Value], field: str) -> tuple[Value, str]:
        """The first cell of a field that says something, and its header."""
        columns = self._layout.columns.get(field, ())
        for column in columns:
            if column < len(values) and not self._words.is_empty(values[column]):
                return values[column], self._layout.headers[column]
        return None, self._layout.headers[columns[0]] if columns else ""

    def _is_filler(self, values: Sequence[Value]) -> bool:
        said = [plain(value) for value in values if plain(value)]
        essential = ("received", "submitted", "applicant", "request_text")
        if not any(self.value(values, field)[0] is not None for field in essential):
            return True
        if any(word.startswith(self._words.totals) for word in said[:3]):
            return True
        if said[0].startswith(self._words.footers) and len(set(said)) <= 4:
            return True
        if len(set(said)) == 1 and len(values) > 2:
            return True
        return sum(header_words(word) in self._heads for word in said) >= 3

    @property
    def words(self) -> IntakeWords:
        """The words of registers."""
        return self._words

    @property
    def sheet(self) -> str:
        """The sheet's name."""
        return self._sheet

    @property
    def today(self) -> date:
        """No day of a register lies after it."""
        return self._today

    @property
    def year(self) -> int | None:
        """The year for days written without one."""
        return self._year

    @property
    def serial_is_number(self) -> bool:
        """Whether 序号 serves as 登记号 because nothing better is there."""
        return self._serial_is_number

    def channel(self, words: str) -> str:
        """A channel in our words, as written where it is not known."""
        return self._channel_of(words)

    def has(self, field: str) -> bool:
        """Whether the register has a column for a field."""
        return field in self._layout.columns

    def outcome(self, words: str) -> OutcomeReading:
        """An outcome as answered by the clerk, else as read."""
        answered = self._outcomes.get(plain(words))
        return OutcomeReading(row=answered) if answered else self._read_outcome(words)


class _Row:
    """One row while it is being read."""

    def __init__(self, reader: RowReader, number: int, values: Sequence[Value]) -> None:
        self._reader = reader
        self._number = number
        self._values = values
        self.errors: list[RowError] = []
        self.questions: list[Question] = []
        self.warnings: list[str] = []

    def request(self) -> Request:
        """The request as far as the cells allow; errors tell what they do not."""
        received = self._received()
        applicant = self._applicant()
        text = self._required("request_text", "申请内容")
        outcome, row = self._outcome()
        events = self._events(received, outcome, row)
        fields: dict[str, Any] = {name: self._text(name) for name in _TEXTS}
        fields["request_text"] = text
        if not fields["register_no"] and self._reader.serial_is_number:
            fields["register_no"] = self._text("serial")
        decided = any(event.type in (EventType.DECIDED, EventType.WITHDRAWN) for event in events)
        if row and not decided:
            self.warnings.append(f"第{self._number}行有办理结果但没有答复日期，按在办导入")
        return Request(
            applicant=applicant,
            events=events,
            items=(Item(no=1, text=text, row=row),),
            row=row if decided else "",
            imported=True,
            original_due=self._day("due", soft=True),
            original_outcome=outcome,
            forwarded=self._day("forwarded", soft=True),
            remarks=self._remarks(),
            **fields,
        )

    def _text(self, field: str) -> str:
        return read_text(self._reader.value(self._values, field)[0])

    def _required(self, field: str, name: str) -> str:
        value, header = self._reader.value(self._values, field)
        text = read_text(value)
        if not text:
            self._error(header or name, f"没有填写{name}")
        return text

    def _error(self, column: str, reason: str) -> None:
        self.errors.append(
            RowError(sheet=self._reader.sheet, row=self._number, column=column, reason=reason)
        )

    def _day(self, field: str, *, soft: bool = False) -> date | None:
        """A day of the row; what cannot be read is an error, for comparison only a warning."""
        value, header = self._reader.value(self._values, field)
        try:
            day = read_day(value, self._reader.year)
        except UnreadableError as unreadable:
            if soft:
                self.warnings.append(f"第{self._number}行{header}：{unreadable}，未采用")
            else:
                self._error(header, str(unreadable))
            return None
        if day and day > self._reader.today and not soft:
            self._error(header, f"{day.isoformat()}晚于今天")
            return None
        return day

    def _received(self) -> date | None:
        received = self._day("received")
        if received or self.errors:
            return received
        submitted = self._day("submitted")
        if submitted is None:
            if not self.errors:
                header = self._reader.value(self._values, "received")[1]
                self._error(header or "收到日期", "没有填写收到日期")
            return None
        self.warnings.append(f"第{self._number}行没有收到日期，按申请日期作为收到日")
        return submitted

    def _applicant(self) -> Applicant:
        name = self._required("applicant", "申请人")
        details = {field: self._text(field) for field in _APPLICANT}
        value, _ = self._reader.value(self._values, "id_no")
        if isinstance(value, float) and abs(value) >= 1e15:
            self.warnings.append(f"第{self._number}行证件号码在原表里是数值，末几位可能已丢失")
        return Applicant(name=name, kind=self._kind(name), **details)

    def _kind(self, name: str) -> ApplicantKind:
        value, header = self._reader.value(self._values, "applicant_kind")
        written = read_text(value)
        words = self._reader.words
        if written:
            kind = words.kinds.get(header_words(written))
            if kind:
                return ApplicantKind(kind)
            self._ask_kind(header, written)
        elif any(part in name for part in _ORGANISATIONS):
            self._ask_kind(header or "申请人", name)
        return ApplicantKind.NATURAL

    def _ask_kind(self, column: str, value: str) -> None:
        self._ask(column, value, tuple(kind.value for kind in ApplicantKind))

    def _ask(self, column: str, value: str, choices: tuple[str, ...]) -> None:
        self.questions.append(
            Question(
                sheet=self._reader.sheet,
                row=self._number,
                column=column,
                value=value,
                choices=choices,
            )
        )

    def _outcome(self) -> tuple[str, str]:
        """The words of the old outcome and the row they mean, empty when it must be asked."""
        value, header = self._reader.value(self._values, "outcome")
        written = read_text(value)
        if not written:
            return "", ""
        reading = self._reader.outcome(written)
        if reading.known:
            return written, reading.row
        self._ask(header, written, reading.choices)
        return written, ""

    def _events(self, received: date | None, outcome: str, row: str) -> tuple[Event, ...]:
        if received is None:
            return ()
        channel = self._reader.channel(self._text("channel"))
        events = [Event(type=EventType.RECEIVED, date=received, channel=channel)]
        submitted = self._day("submitted", soft=True)
        if submitted and submitted < received and self._reader.has("received"):
            events.insert(0, Event(type=EventType.SUBMITTED, date=submitted))
        events += [*self._middle(), *self._end(outcome, row)]
        for event in events:
            if event.type != EventType.SUBMITTED and event.date < received:
                self._error(event.type.label, f"{event.date.isoformat()}早于收到日期")
        return tuple(events)

    def _middle(self) -> list[Event]:
        pairs = (
            ("correction_notice", EventType.CORRECTION_NOTICE),
            ("correction_returned", EventType.CORRECTION_RETURNED),
            ("consult_sent", EventType.THIRD_PARTY_SENT),
            ("consult_answered", EventType.THIRD_PARTY_ANSWERED),
        )
        events = []
        for field, kind in pairs:
            day = self._day(field)
            if day:
                events.append(Event(type=kind, date=day))
        extended = self._day("extension")
        if extended:
            events.append(self._extension(extended))
        return events

    def _extension(self, day: date) -> Event:
        days = read_count(self._reader.value(self._values, "extension_days")[0])
        if days is None:
            self.warnings.append(
                f"第{self._number}行延期没有写天数，按{_DEFAULT_EXTENSION}个工作日计算"
            )
        return Event(type=EventType.EXTENSION, date=day, days=days or _DEFAULT_EXTENSION)

    def _end(self, outcome: str, row: str) -> list[Event]:
        decided = self._day("decided")
        if decided is None:
            return []
        if any(word in outcome for word in self._reader.words.withdrawn):
            return [Event(type=EventType.WITHDRAWN, date=decided)]
        sent = self._day("sent") or decided
        method = self._text("method") or "邮寄"
        signed = self._day("signed")
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
