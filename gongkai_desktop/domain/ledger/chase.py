"""What a section still owes on a request (催办事项)."""

from __future__ import annotations

from datetime import date

import attrs


@attrs.frozen(kw_only=True)
class Chase:
    """One request a section owes its opinion on.

    ``reply_by`` is the inner limit, ``due`` the day to answer the applicant; ``times`` counts the
    reminders so far; ``late`` says that the inner limit has passed, ``pressing`` that it or the
    day to answer has.
    """

    register_no: str
    text: str
    section: str
    reply_by: date | None
    due: date | None
    times: int
    late: bool
    pressing: bool = False
