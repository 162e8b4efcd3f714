"""The register of requests (依申请公开登记簿) in the data file, read only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any

import attrs
from sqlalchemy import Table, func, or_, select

from gongkai_desktop.domain.event import Event
from gongkai_desktop.domain.request import ApplicantKind, Request, RequestRow
from gongkai_desktop.store import annual, schema
from gongkai_desktop.store.annual import AnnualCount, AnnualPart
from gongkai_desktop.store.packed import Packed
from gongkai_desktop.store.request_query import RequestQuery, filtered, ordered
from gongkai_desktop.store.request_rows import event_of, request_of
from gongkai_desktop.store.request_view import NO_YEAR, request_row
from gongkai_desktop.store.room import Room
from gongkai_desktop.store.search import sort_key

if TYPE_CHECKING:
    from gongkai_desktop.domain.intake.known import Known

BATCH = 500
_view = schema.current_view.c


@attrs.frozen(kw_only=True)
class VoidEvent:
    """An event struck out (作废) and why."""

    event: Event
    reason: str


class Requests(Room):
    """Requests of one office as of one moment."""

    def get(self, register_no: str) -> Request | None:
        """The request with this 登记号, struck ones too."""
        return self._one(schema.request.c.register_no == register_no)

    def get_by_id(self, request_id: str) -> Request | None:
        """The request with this identity."""
        return self._one(schema.request.c.id == request_id)

    def _one(self, condition: Any) -> Request | None:
        found = self.connection.execute(select(schema.request.c.id).where(condition))
        request_id = found.scalar_one_or_none()
        return next(self.each([request_id]), None) if request_id else None

    def each(self, ids: Iterable[str] | None = None) -> Iterator[Request]:
        """Whole requests in the order given (default: by 登记号), read 500 at a time."""
        wanted = iter(self.ids(RequestQuery(sort="register_no")) if ids is None else ids)
        while batch := list(islice(wanted, BATCH)):
            yield from self._batch(batch)

    def _batch(self, ids: Sequence[str]) -> Iterator[Request]:
        own = {row["id"]: row for row in self._rows(schema.request, "id", ids)}
        applicants = {row["request_id"]: row for row in self._parts(schema.applicant, ids)}
        items = _grouped(row for row in self._parts(schema.item, ids) if not row["void"])
        events = _grouped(row for row in self._parts(schema.event, ids) if not row["void_reason"])
        for request_id in ids:
            if request_id in own:
                yield request_of(
                    own[request_id],
                    applicants[request_id],
                    items.get(request_id, []),
                    events.get(request_id, []),
                )

    def _parts(self, table: Table, ids: Sequence[str]) -> list[Any]:
        return self._rows(table, "request_id", ids, table.c.no)

    def _rows(self, table: Table, name: str, ids: Sequence[str], *order: Any) -> list[Any]:
        query = select(table).where(table.c[name].in_(ids)).order_by(*order)
        return list(self.connection.execute(query).mappings())

    def replies_numbered(self, like: str) -> list[tuple[str, str, date | None]]:
        """登记号, 答复文号 and day of decision of every request whose 文号 is LIKE a pattern."""
        own = schema.request.c
        query = (
            select(own.register_no, own.reply_no, _view.decided_date)
            .join(schema.current_view, _view.request_id == own.id)
            .where(own.reply_no.like(like))
            .order_by(own.register_no)
        )
        return [(row[0], row[1], row[2]) for row in self.connection.execute(query)]

    def reply_numbers_like(self, beginning: str) -> list[str]:
        """The numbers of replies that begin so, all there are where nothing is asked for."""
        number = schema.request.c.reply_no
        query = select(number).where(number != "", number.startswith(beginning))
        return list(self.connection.execute(query).scalars())

    def register_nos(self, ids: Sequence[str]) -> dict[str, str]:
        """登记号 by identity."""
        own = schema.request.c
        found: dict[str, str] = {}
        for start in range(0, len(ids), BATCH):
            query = select(own.id, own.register_no).where(own.id.in_(ids[start : start + BATCH]))
            found.update((row[0], row[1]) for row in self.connection.execute(query))
        return found

    def has_reply_number(self, number: str) -> bool:
        """Whether the register knows a reply with this number."""
        found = select(schema.request.c.id).where(schema.request.c.reply_no == number).limit(1)
        return self.connection.execute(found).first() is not None

    def ids_with_event(self, kind: str, first: date, last: date) -> list[str]:
        """Requests that count and have an event of a type between two days."""
        event, view = schema.event.c, schema.current_view.c
        query = (
            select(event.request_id)
            .distinct()
            .join(schema.current_view, view.request_id == event.request_id)
            .where(view.counted, event.void_reason == "", event.type == kind)
            .where(event.date.between(first, last))
            .order_by(event.request_id)
        )
        return list(self.connection.execute(query).scalars())

    def void_events(self, request_id: str) -> list[VoidEvent]:
        """Events of a request that were struck out, in the order they were recorded."""
        rows = [row for row in self._parts(schema.event, [request_id]) if row["void_reason"]]
        return [VoidEvent(event=event_of(row), reason=row["void_reason"]) for row in rows]

    def rows(self, query: RequestQuery) -> list[RequestRow]:
        """Lines of the list that answer a query, in its order."""
        found = self.connection.execute(
            ordered(filtered(select(schema.current_view), query), query)
        )
        return [request_row(row) for row in found.mappings()]

    def count(self, query: RequestQuery) -> int:
        """How many lines answer a query, whatever its page."""
        counting = filtered(select(func.count()).select_from(schema.current_view), query)
        return int(self.connection.execute(counting).scalar_one())

    def ids(self, query: RequestQuery) -> list[str]:
        """Identities that answer a query, in its order."""
        found = self.connection.execute(ordered(filtered(select(_view.request_id), query), query))
        return list(found.scalars())

    def numbers(self, query: RequestQuery) -> Packed:
        """登记号 that answer a query, in its order; fetched in parts, for there may be 100,000."""
        asked = ordered(filtered(select(_view.register_no), query), query)
        found = self.connection.execute(asked.execution_options(yield_per=BATCH))
        return Packed(found.scalars().partitions(BATCH), BATCH)

    def rows_numbered(self, numbers: Sequence[str]) -> list[RequestRow]:
        """Lines of the list by 登记号, in the order asked; unknown ones are left out."""
        found: dict[str, RequestRow] = {}
        for start in range(0, len(numbers), BATCH):
            # By the sort key, which has an index; what else shares a key is passed over below.
            keys = [sort_key(number) for number in numbers[start : start + BATCH]]
            for row in self._rows(schema.current_view, "register_sort", keys):
                found[row["register_no"]] = request_row(row)
        return [found[one] for one in numbers if one in found]

    def rows_of(self, ids: Sequence[str]) -> list[RequestRow]:
        """Lines of the list by identity, in the order asked; unknown ones are left out."""
        found: dict[str, RequestRow] = {}
        for start in range(0, len(ids), BATCH):
            for row in self._rows(schema.current_view, "request_id", ids[start : start + BATCH]):
                found[row["request_id"]] = request_row(row)
        return [found[one] for one in ids if one in found]

    def known(self) -> Known:
        """What an import compares its rows with."""
        from gongkai_desktop.domain.intake.known import Known, Who

        query = select(_view.register_no, _view.received_date, _view.applicant, _view.request_text)
        rows = self.connection.execute(query).all()
        return Known(
            numbers={row[0]: Who(received=row[1], applicant=row[2]) for row in rows},
            contents=((row[1], row[2], row[3]) for row in rows),
        )

    def open_ids(self) -> list[str]:
        """Requests whose clock is still of interest: neither answered, archived nor struck."""
        return self.ids(RequestQuery(group="open"))

    def stale_ids(self, fingerprint: str) -> list[str]:
        """Open requests whose view was derived by other rules, calendar or settings."""
        query = filtered(select(_view.request_id), RequestQuery(group="open"))
        found = self.connection.execute(query.where(_view.fingerprint != fingerprint))
        return list(found.scalars())

    def history_of(self, name_or_id_no: str) -> list[RequestRow]:
        """Everything one applicant asked for, by name or ID number, latest first."""
        applicant = schema.applicant.c
        mine = select(applicant.request_id).where(
            or_(applicant.name == name_or_id_no, applicant.id_no == name_or_id_no)
        )
        query = select(schema.current_view).where(_view.request_id.in_(mine))
        found = self.connection.execute(query.order_by(_view.received_date.desc()))
        return [request_row(row) for row in found.mappings()]

    def annual_counts(self, year: int, *, in_full: bool = False) -> list[AnnualCount]:
        """Counts of 表二 by part, report row and kind of applicant, ``in_full`` by more."""
        return annual.annual_counts(self.connection, year, in_full=in_full)

    def annual_cases(
        self,
        year: int,
        part: AnnualPart,
        row: str | None = None,
        kind: ApplicantKind | None = None,
    ) -> list[RequestRow]:
        """The requests behind one cell of 表二."""
        return annual.annual_cases(self.connection, year, part, row, kind)

    def bare(self, query: RequestQuery) -> int:
        """The statement of ``rows`` alone, its rows fetched but not read (yardstick of bench)."""
        statement = ordered(filtered(select(schema.current_view), query), query)
        return len(self.connection.execute(statement).all())

    def bare_group(self) -> int:
        """One GROUP BY over the register (yardstick of the annual counts)."""
        groups = (_view.report_row, _view.applicant_kind)
        counting = select(*groups, func.count()).group_by(*groups)
        return len(self.connection.execute(counting).all())

    def sections(self) -> list[str]:
        """Sections (承办科室) that occur in the register."""
        query = select(_view.section).where(_view.section != "").distinct()
        return sorted(self.connection.execute(query).scalars())

    def open_handlers(self) -> list[str]:
        """Who handles (承办人) a request that is open, by name."""
        mine = select(_view.handler).where(_view.handler != "").distinct()
        found = self.connection.execute(filtered(mine, RequestQuery(group="open")))
        return sorted(found.scalars())

    def years(self) -> list[int]:
        """Years in which requests were received or decided, latest first."""
        query = select(_view.received_year, _view.decided_year).distinct()
        found = {year for row in self.connection.execute(query) for year in row}
        return sorted(found - {NO_YEAR}, reverse=True)


def _grouped(rows: Iterable[Any]) -> dict[str, list[Any]]:
    groups: dict[str, list[Any]] = {}
    for row in rows:
        groups.setdefault(row["request_id"], []).append(row)
    return groups
