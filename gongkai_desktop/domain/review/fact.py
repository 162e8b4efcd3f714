"""What an office knows and the scan holds drafts to (事实): posts, names, documents not public."""

from __future__ import annotations

from enum import StrEnum

import attrs

from gongkai_desktop.domain.review.engine import Anchored


class FactKind(StrEnum):
    """What a fact is about."""

    POST = "领导职务"
    NAME = "机构名称"
    MEETING = "会议"
    DOCUMENT = "未公开文件"


@attrs.frozen(kw_only=True)
class Fact:
    """One fact with the rule that follows from it.

    ``subject`` is the post, the name, the meeting or the document's title, ``detail`` who holds
    the post, the day the meeting opened or the document's number. Meetings make one rule
    together, so that none of them has a rule of its own.
    """

    kind: FactKind
    subject: str
    detail: str
    rule: Anchored | None = None

    @property
    def key(self) -> str:
        """What it is switched off by."""
        return f"{self.kind.value}/{self.subject or self.detail}"
