"""Posts of the state's leaders against who has held them (职务与姓名)."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from gongkai_desktop.domain.review.draft import Draft
from gongkai_desktop.domain.review.finding import Finding, Gate, Severity


@attrs.frozen(kw_only=True)
class Post:
    """One post: the titles it is written with, all who hold or have held it.

    ``leaders`` are the names of every post of the table: one of them behind a title that was
    never theirs is a mistake, and so is a name one character off a holder's.
    """

    find: tuple[str, ...]
    names: tuple[str, ...]
    leaders: frozenset[str]
    basis: str = "最新通稿"

    def check(self, draft: Draft, start: int, end: int) -> Iterator[Finding]:
        """ZZ04: the finding where another name stands behind the title."""
        after = draft.after(end, 6).lstrip("、 ")
        at = end + (len(draft.after(end, 6)) - len(after))
        if draft.text[start - 1 : start] in {"副", "原"} or after.startswith(self.names):
            return
        other = next((name for name in self.leaders if after.startswith(name)), "")
        if other:
            yield self._finding(at, at + len(other), "没有任过这个职务")
            return
        for name in self.names:
            words = after[: len(name)]
            if len(words) == len(name) and words[0] == name[0] and _one_off(words, name):
                yield self._finding(at, at + len(name), f"像是“{name}”的错写", name)
                return

    def _finding(self, start: int, end: int, message: str, suggestion: str = "") -> Finding:
        return Finding(
            rule="ZZ04",
            gate=Gate.POLITICS,
            severity=Severity.GRAVE,
            start=start,
            end=end,
            message=message,
            suggestion=suggestion or "逐字核对姓名和职务",
            basis=self.basis,
        )


def _one_off(words: str, name: str) -> bool:
    return sum(one != other for one, other in zip(words, name, strict=True)) == 1
