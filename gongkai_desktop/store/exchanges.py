"""Packages sent and received (报送记录): who has reported what, in which edition."""

from __future__ import annotations

from typing import Any

from gongkai_desktop.store import schema, shelf
from gongkai_desktop.store.records import Exchange
from gongkai_desktop.store.room import Room, WritingRoom

_exchange = schema.exchange.c


class Exchanges(Room):
    """Packages of every kind, struck ones left out."""

    def received(self, kind: str, period: str) -> list[Exchange]:
        """What came in of a kind and period, by unit and edition."""
        return self._found(_exchange.kind == kind, _exchange.period == period, ~_exchange.sent)

    def of_unit(self, kind: str, period: str, unit_code: str) -> list[Exchange]:
        """What came in from one unit, the latest edition last."""
        return [one for one in self.received(kind, period) if one.unit_code == unit_code]

    def sent(self, kind: str, period: str) -> list[Exchange]:
        """Our own packages of a kind and period, the latest edition last."""
        return self._found(_exchange.kind == kind, _exchange.period == period, _exchange.sent)

    def all_of(self, kind: str, *, sent: bool) -> list[Exchange]:
        """Everything sent or received of a kind, whatever its period."""
        return self._found(_exchange.kind == kind, _exchange.sent == sent)

    def periods(self, kind: str) -> list[str]:
        """Periods of a kind that something came in for, the latest first."""
        rows = self._found(_exchange.kind == kind, ~_exchange.sent)
        return sorted({one.period for one in rows}, reverse=True)

    def _found(self, *conditions: Any) -> list[Exchange]:
        order = (_exchange.unit_code, _exchange.edition, _exchange.at, _exchange.id)
        alive = _exchange.void_reason == ""
        return shelf.found(
            self.connection, Exchange, schema.exchange, alive, *conditions, order=order
        )


class ExchangesWriter(WritingRoom, Exchanges):
    """Packages within a change."""

    def save(self, exchange: Exchange) -> Exchange:
        """Enter a package, or write one as it now stands."""
        return shelf.put(self.recorder, schema.exchange, exchange)
