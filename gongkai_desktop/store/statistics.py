"""Counts over a stretch of days for periodic statistics (统计报表)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_, select

from gongkai_desktop.store.room import Room
from gongkai_desktop.store.schema import current_view, dispute

_view = current_view.c
_dispute = dispute.c


class Counts(Room):
    """Requests and disputes between two days, both included; struck ones count nowhere."""

    def received(self, first: date, last: date) -> dict[str, int]:
        """Requests received, by channel."""
        return self._grouped(_view.channel, _view.received_date.between(first, last))

    def answered(self, first: date, last: date) -> dict[str, int]:
        """Requests decided, by report row."""
        return self._grouped(_view.report_row, _view.decided_date.between(first, last))

    def decided(self, first: date, last: date) -> int:
        """How many requests were decided; nothing but the index of answers is read."""
        return self._count(_view.decided_date.between(first, last))

    def grounds(self, first: date, last: date) -> dict[str, int]:
        """Requests decided, by the legal ground of the answer."""
        return self._grouped(_view.ground, _view.decided_date.between(first, last))

    def spans(self, first: date, last: date) -> list[tuple[date, date, int]]:
        """Day received, day decided and how many, of requests decided between two days."""
        days = (_view.received_date, _view.decided_date)
        query = (
            select(*days, func.count())
            .where(_view.counted, _view.received_date.is_not(None))
            .where(_view.decided_date.between(first, last))
            .group_by(*days)
        )
        return [(one, other, int(n)) for one, other, n in self.connection.execute(query)]

    def late(self, first: date, last: date) -> int:
        """Requests answered after their due date, by the day of the answer."""
        told = func.coalesce(_view.sent_date, _view.decided_date)
        return self._count(and_(_view.decided_date.between(first, last), told > _view.due_date))

    def open(self, last: date) -> int:
        """Requests received by a day and not decided on it."""
        undecided = or_(_view.decided_date.is_(None), _view.decided_date > last)
        return self._count(and_(_view.received_date <= last, undecided))

    def disputes(self, kinds: tuple[str, ...], first: date, last: date) -> int:
        """Reviews or suits received."""
        query = select(func.count()).where(
            _dispute.void_reason == "",
            _dispute.kind.in_(kinds),
            _dispute.received.between(first, last),
        )
        return self.connection.execute(query).scalar_one()

    def _count(self, condition: ColumnElement[bool]) -> int:
        query = select(func.count()).select_from(current_view).where(_view.counted, condition)
        return self.connection.execute(query).scalar_one()

    def _grouped(self, by: ColumnElement[str], condition: ColumnElement[bool]) -> dict[str, int]:
        query = select(by, func.count()).where(_view.counted, condition).group_by(by)
        return {str(key): int(n) for key, n in self.connection.execute(query)}
