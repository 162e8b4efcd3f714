"""What another desk handed to this one and waits for its opinion on (协办来件)."""

from __future__ import annotations

from datetime import date

import attrs

from gongkai_desktop.domain.urgency import Urgency


@attrs.frozen(kw_only=True)
class HandedIn:
    """One of them: the unit that handed it, the request's words; ``key`` opens it.

    ``due`` is the 反馈期限, None where none was set.
    """

    key: str
    register_no: str
    unit: str
    text: str
    due: date | None
    urgency: Urgency
