"""A reader sees the office as of one moment; a change is one transaction, one audit entry."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from gongkai_desktop.store.attachments import Attachments, AttachmentsWriter
from gongkai_desktop.store.audit import AuditLog
from gongkai_desktop.store.books import (
    Calendars,
    CalendarsWriter,
    Entries,
    EntriesWriter,
)
from gongkai_desktop.store.desk import (
    Counters,
    CountersWriter,
    Drafts,
    DraftsWriter,
    People,
    PeopleWriter,
    Settings,
    SettingsWriter,
)
from gongkai_desktop.store.exchanges import Exchanges, ExchangesWriter
from gongkai_desktop.store.ledgers import Ledgers, LedgersWriter
from gongkai_desktop.store.letters import Letters, LettersWriter
from gongkai_desktop.store.recorder import Recorder
from gongkai_desktop.store.requests import Requests
from gongkai_desktop.store.requests_writer import RequestsWriter
from gongkai_desktop.store.statistics import Counts
from gongkai_desktop.store.yearly import (
    AnnualReports,
    AnnualReportsWriter,
    Disputes,
    DisputesWriter,
    Figures,
    FiguresWriter,
)

if TYPE_CHECKING:
    from gongkai_desktop.store.reviews import Reviews, ReviewsWriter


class Reader:
    """Everything that can be read, room by room."""

    requests: Requests
    letters: Letters
    attachments: Attachments
    settings: Settings
    people: People
    counters: Counters
    drafts: Drafts
    calendars: Calendars
    entries: Entries
    ledgers: Ledgers
    disputes: Disputes
    figures: Figures
    annual_reports: AnnualReports
    exchanges: Exchanges
    counts: Counts
    audit: AuditLog

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.requests = Requests(connection)
        self.letters = Letters(connection)
        self.attachments = Attachments(connection)
        self.settings = Settings(connection)
        self.people = People(connection)
        self.counters = Counters(connection)
        self.drafts = Drafts(connection)
        self.calendars = Calendars(connection)
        self.entries = Entries(connection)
        self.ledgers = Ledgers(connection)
        self.disputes = Disputes(connection)
        self.figures = Figures(connection)
        self.annual_reports = AnnualReports(connection)
        self.exchanges = Exchanges(connection)
        self.counts = Counts(connection)
        self.audit = AuditLog(connection)

    @cached_property
    def reviews(self) -> Reviews:
        """The pre-reviews; a start reads in none of their words."""
        from gongkai_desktop.store.reviews import Reviews

        return Reviews(self._connection)


class Change(Reader):
    """Everything that can be written; reading in it sees what it has written."""

    requests: RequestsWriter
    letters: LettersWriter
    attachments: AttachmentsWriter
    settings: SettingsWriter
    people: PeopleWriter
    counters: CountersWriter
    drafts: DraftsWriter
    calendars: CalendarsWriter
    entries: EntriesWriter
    ledgers: LedgersWriter
    disputes: DisputesWriter
    figures: FiguresWriter
    annual_reports: AnnualReportsWriter
    exchanges: ExchangesWriter

    def __init__(self, connection: Connection, recorder: Recorder) -> None:
        super().__init__(connection)
        self._recorder = recorder
        self.requests = RequestsWriter(connection, recorder)
        self.letters = LettersWriter(connection, recorder)
        self.attachments = AttachmentsWriter(connection, recorder)
        self.settings = SettingsWriter(connection, recorder)
        self.people = PeopleWriter(connection, recorder)
        self.counters = CountersWriter(connection, recorder)
        self.drafts = DraftsWriter(connection, recorder)
        self.calendars = CalendarsWriter(connection, recorder)
        self.entries = EntriesWriter(connection, recorder)
        self.ledgers = LedgersWriter(connection, recorder)
        self.disputes = DisputesWriter(connection, recorder)
        self.figures = FiguresWriter(connection, recorder)
        self.annual_reports = AnnualReportsWriter(connection, recorder)
        self.exchanges = ExchangesWriter(connection, recorder)

    @cached_property
    def reviews(self) -> ReviewsWriter:
        """The pre-reviews, to be written too."""
        from gongkai_desktop.store.reviews import ReviewsWriter

        return ReviewsWriter(self._connection, self._recorder)

    def note(self, **facts: Any) -> None:
        """Put facts into the audit entry that no row shows (a print, an export, a restore)."""
        self._recorder.note(**facts)
