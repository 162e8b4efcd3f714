"""Disputes, hand-entered figures, frozen reports: what the yearly tables need beside requests."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import attrs
from sqlalchemy import String, cast, func, or_, select

from gongkai_desktop.domain.dispute import Dispute
from gongkai_desktop.store import schema, shelf
from gongkai_desktop.store.ids import new_id
from gongkai_desktop.store.records import Figure, FrozenReport
from gongkai_desktop.store.room import Room, WritingRoom

_dispute = schema.dispute.c
_figure = schema.figure.c
_report = schema.annual_report.c


class Disputes(Room):
    """Reviews and suits (复议、诉讼) over requests."""

    def of_request(self, request_id: str) -> list[Dispute]:
        """Disputes over one request, joined ones too, in the order entered; struck ones too."""
        named = cast(_dispute.details, String).contains(request_id, autoescape=True)
        return [
            one
            for one in self._found(or_(_dispute.request_id == request_id, named))
            if request_id in one.requests
        ]

    def get(self, dispute_id: str) -> Dispute | None:
        """One dispute by identity."""
        return next(iter(self._found(_dispute.id == dispute_id)), None)

    def all(self) -> list[Dispute]:
        """Every dispute, struck ones too."""
        return self._found()

    def open(self) -> list[Dispute]:
        """Disputes that are neither concluded nor struck."""
        return self._found(_dispute.void_reason == "", _dispute.concluded.is_(None))

    def of_year(self, year: int) -> list[Dispute]:
        """Disputes alive in a year: received by its end and not concluded before it."""
        first, last = date(year, 1, 1), date(year, 12, 31)
        return self._found(
            _dispute.void_reason == "",
            _dispute.received <= last,
            or_(_dispute.concluded.is_(None), _dispute.concluded >= first),
        )

    def counts(self, year: int) -> dict[tuple[str, str], int]:
        """Counts of 表三 by kind and result; one concluded after the year is pending in it."""
        counts: dict[tuple[str, str], int] = {}
        for dispute in self.of_year(year):
            key = (dispute.kind, dispute.result_in(year))
            counts[key] = counts.get(key, 0) + 1
        return counts

    def _found(self, *conditions: Any) -> list[Dispute]:
        order = (_dispute.received, _dispute.id)
        return shelf.found(self.connection, Dispute, schema.dispute, *conditions, order=order)


class DisputesWriter(WritingRoom, Disputes):
    """Disputes within a change."""

    def add(self, request_id: str, dispute: Dispute) -> Dispute:
        """Record a dispute over a request; returns it with its identity."""
        return self.save(attrs.evolve(dispute, request_id=request_id, id=""))

    def save(self, dispute: Dispute) -> Dispute:
        """Write a dispute as it now stands."""
        return shelf.put(self.recorder, schema.dispute, dispute)


class Figures(Room):
    """Yearly figures supplied by sections (手工填报数)."""

    def get(self, year: int) -> dict[str, Any]:
        """Figures of a year by key."""
        return {figure.key: figure.value for figure in self.supplied(year)}

    def supplied(self, year: int) -> list[Figure]:
        """Figures of a year with who supplied them and when."""
        mine = _figure.year == year
        return shelf.found(self.connection, Figure, schema.figure, mine, order=(_figure.key,))


class FiguresWriter(WritingRoom, Figures):
    """Yearly figures within a change."""

    def put(
        self,
        year: int,
        values: Mapping[str, Any],
        *,
        section: str = "",
        supplied: date | None = None,
        note: str = "",
    ) -> None:
        """Enter figures of a year; figures under other keys stay."""
        source = {"section": section, "supplied": supplied, "note": note}
        for key, value in values.items():
            natural = {"year": year, "key": key}
            shelf.put_by(self.recorder, schema.figure, natural, {"value": value, **source})


class AnnualReports(Room):
    """Yearly reports as they were submitted (定稿)."""

    def versions(self, year: int) -> list[FrozenReport]:
        """All frozen versions of a year, the latest last."""
        return shelf.found(
            self.connection,
            FrozenReport,
            schema.annual_report,
            _report.year == year,
            order=(_report.version,),
        )

    def latest(self, year: int) -> FrozenReport | None:
        """The version last submitted."""
        versions = self.versions(year)
        return versions[-1] if versions else None


class AnnualReportsWriter(WritingRoom, AnnualReports):
    """Yearly reports within a change."""

    def freeze(self, year: int, body: Mapping[str, Any]) -> FrozenReport:
        """Keep a report as submitted, as the year's next version."""
        query = select(func.max(_report.version)).where(_report.year == year)
        last = self.connection.execute(query).scalar_one_or_none() or 0
        report = FrozenReport(
            id=new_id(),
            year=year,
            version=last + 1,
            frozen_at=self.recorder.moment,
            body=body,
        )
        self.recorder.insert(schema.annual_report, shelf.values_of(report))
        return report
