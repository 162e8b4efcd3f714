"""Reads the facts of a pack: ``post``, ``name``, ``meeting`` and ``document`` tables.

Posts (title or titles, names) are held against the names given, names (name, allowed) letter by
letter, meetings (name, opened) against the day they opened; documents not public (title, number,
attribute) are looked for by title and number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai_desktop.domain.review.fact import Fact, FactKind
from gongkai_desktop.domain.review.finding import Severity
from gongkai_desktop.domain.review.names import FixedName
from gongkai_desktop.domain.review.posts import Post
from gongkai_desktop.domain.review.private_documents import PrivateDocument
from gongkai_desktop.library.facts import load_places
from gongkai_desktop.library.spelling import load_vocabulary
from gongkai_desktop.library.toml import Table

SHORTEST_NAME = 5
"""Characters from which on one wrong among them is no other name."""
_NAME_RULE = "BJ02"
_N = "[一二三四五六七八九十]"
_MEETING = re.compile(f"{_N}{{1,3}}大|{_N}{{1,3}}届{_N}{{1,2}}中全会")
_ATTRIBUTES = ("依申请公开", "不予公开")


def read_facts(pack: Table, *, confirmed: bool = True) -> tuple[Fact, ...]:
    """All facts of a pack; raises UserError naming what is wrong in it."""
    return (*_posts(pack, confirmed), *_names(pack), *_meetings(pack), *_documents(pack))


def _posts(pack: Table, confirmed: bool) -> Iterator[Fact]:
    read = []
    for one in pack.tables("post"):
        titles = one.texts("titles") or (one.text("title").strip(),)
        names = one.texts("names")
        if any(len(word) < 2 for word in (*titles, *names)) or not names:
            raise one.fail("names", "职务和姓名都至少两个字")
        one.finish()
        read.append((titles, names))
    leaders = frozenset(name for _, names in read for name in names)
    basis = "最新通稿" if confirmed else "最新通稿；程序所带的名单没有逐人核对"
    for titles, names in read:
        rule = Post(find=titles, names=names, leaders=leaders, basis=basis)
        yield Fact(kind=FactKind.POST, subject=titles[0], detail="、".join(names), rule=rule)


def _meetings(pack: Table) -> Iterator[Fact]:
    for one in pack.tables("meeting"):
        name, opened = one.text("name").strip(), one.day("opened")
        if not _MEETING.fullmatch(name):
            raise one.fail("name", "写成“二十一大”或者“二十届五中全会”这样的名称")
        one.finish()
        yield Fact(kind=FactKind.MEETING, subject=name, detail=opened.isoformat())


def _names(pack: Table) -> Iterator[Fact]:
    for one in pack.tables("name"):
        name, allowed = one.text("name").strip(), one.texts("allowed")
        if len(name) < SHORTEST_NAME:
            raise one.fail("name", f"至少{SHORTEST_NAME}个字，太短的名称容易误报")
        one.finish()
        rule = FixedName(
            name=name,
            allowed=frozenset(allowed),
            rule=_NAME_RULE,
            severity=Severity.HIGH,
            vocabulary=load_vocabulary(),
            places=load_places().names,
        )
        yield Fact(kind=FactKind.NAME, subject=name, detail="、".join(allowed), rule=rule)


def _documents(pack: Table) -> Iterator[Fact]:
    for one in pack.tables("document"):
        rule = PrivateDocument(
            title=one.text("title", "").strip("《》 "),
            number=one.text("number", "").replace(" ", ""),
            attribute=one.text("attribute"),
            basis="本机关词表",
        )
        if rule.attribute not in _ATTRIBUTES:
            raise one.fail("attribute", f"应为{'、'.join(_ATTRIBUTES)}之一")
        if not rule.find:
            raise one.fail("title", "标题至少8个字，或者写明带年份的文号")
        one.finish()
        yield Fact(kind=FactKind.DOCUMENT, subject=rule.title, detail=rule.number, rule=rule)
