"""How well requests are answered (质效指标): how many in time, how many corrected afterwards."""

from __future__ import annotations

from datetime import date

import attrs

from gongkai_desktop.store import Reader


@attrs.frozen(kw_only=True)
class Quality:
    """How many requests were answered, how many of them late (按时率)."""

    answered: int = 0
    late: int = 0

    @property
    def on_time(self) -> int | None:
        """Percent answered in time, rounded down so that 100 means all; None without answers."""
        return 100 * (self.answered - self.late) // self.answered if self.answered else None


def quality_between(reader: Reader, first: date, last: date) -> Quality:
    """The answers given between two days, both included."""
    counts = reader.counts
    return Quality(answered=counts.decided(first, last), late=counts.late(first, last))


def corrected_in(reader: Reader, year: int) -> int:
    """Reviews and suits of a year that corrected an answer (被纠错), as 表三 counts them."""
    found = reader.disputes.counts(year)
    return sum(n for (_, result), n in found.items() if result == "corrected")
