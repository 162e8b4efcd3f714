"""What an office knows and the scan holds drafts to (事实): posts, names, documents not public."""

from __future__ import annotations

from enum import StrEnum

import attrs

from gongkai_desktop.domain.review.engine import Anchored


class FactKind(StrEnum):
    """What a fact is about."""

    POST = "领导职务"
    NAME = "机构名称"
    DOCUMENT = "未公开文件"


@attrs.frozen(kw_only=True)
class Fact:
    """One fact with the rule that follows from it.

    ``subject`` is the post, the name or the document's title, ``detail`` who holds the post or
    the document's number.
    """

    kind: FactKind
    subject: str
    detail: str
    rule: Anchored

    @property
    def key(self) -> str:
        """What it is switched off by."""
        return f"{self.kind.value}/{self.subject or self.detail}"
