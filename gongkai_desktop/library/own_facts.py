"""Reads the facts of a pack: ``post`` (title, names), ``name`` (name, allowed), ``document``.

Posts are held against the names given, names letter by letter; documents not public are looked
for by title and number.
"""

from __future__ import annotations

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
_ATTRIBUTES = ("依申请公开", "不予公开")


def read_facts(pack: Table) -> tuple[Fact, ...]:
    """All facts of a pack; raises UserError naming what is wrong in it."""
    return (*_posts(pack), *_names(pack), *_documents(pack))


def _posts(pack: Table) -> Iterator[Fact]:
    read = []
    for one in pack.tables("post"):
        title, names = one.text("title").strip(), one.texts("names")
        if len(title) < 2 or not names or any(len(name) < 2 for name in names):
            raise one.fail("names", "职务和姓名都至少两个字")
        one.finish()
        read.append((title, names))
    leaders = frozenset(name for _, names in read for name in names)
    for title, names in read:
        rule = Post(find=(title,), names=names, leaders=leaders)
        yield Fact(kind=FactKind.POST, subject=title, detail="、".join(names), rule=rule)


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
