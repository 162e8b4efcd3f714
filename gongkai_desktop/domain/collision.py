"""Two people changed the same record at once (编辑冲突): what goes together, what has to be chosen.

Whoever saves second wrote over a version that is no longer there. Fields only one of them touched
are both kept; a field both changed to different things is never decided by the program.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import attrs

from gongkai_desktop.domain.errors import UserError


@attrs.frozen(kw_only=True)
class Clash:
    """One field both changed: its title, what the other wrote, what is being saved now."""

    title: str
    theirs: str
    mine: str


class CollisionError(UserError):
    """The same fields were changed by somebody else since they were read.

    ``clashes`` are both versions, ``now`` the version seen with the other's words where both
    clash: to save with ``now`` as the version seen means to insist there, and only there.
    """

    def __init__(self, what: str, clashes: Sequence[Clash], now: Any) -> None:
        titles = "、".join(one.title for one in clashes)
        super().__init__(f"{what}刚刚被别人改过：{titles}", "请对照两份内容，决定以哪一份为准")
        self.clashes, self.now = tuple(clashes), now


def merged(
    what: str,
    seen: Mapping[str, Any],
    now: Mapping[str, Any],
    mine: Mapping[str, Any],
    words: Callable[[str, Any], tuple[str, str]],
) -> dict[str, Any]:
    """What is to be saved: mine, with what only the other changed since ``seen``.

    ``words`` gives title and wording of a field. Raises CollisionError where both changed one.
    """
    found, clashes, settled = dict(mine), [], dict(seen)
    for name in {**mine, **now}:
        was, theirs, ours = seen.get(name), now.get(name), mine.get(name)
        if theirs in (was, ours):
            continue
        if ours == was:
            found[name] = theirs
            continue
        settled[name] = theirs
        title, told = words(name, theirs)
        clashes.append(Clash(title=title, theirs=told, mine=words(name, ours)[1]))
    if clashes:
        raise CollisionError(what, clashes, settled)
    return found
