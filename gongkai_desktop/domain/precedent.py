"""An earlier case to learn from (案例)."""

from __future__ import annotations

import attrs


@attrs.frozen(kw_only=True)
class Precedent:
    """One earlier case like the one at hand: where it stands, what was asked, how it ended.

    ``number`` is a 登记号 or the number of a row of the case library (``in_library``);
    ``likeness`` is that of the texts, 0 to 1.
    """

    number: str
    text: str
    outcome: str
    likeness: float
    in_library: bool = False
    row_id: str = ""
