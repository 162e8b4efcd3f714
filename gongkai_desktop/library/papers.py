"""Loads the kinds of paper of a request's file from forms/checklists/file.toml."""

from __future__ import annotations

from gongkai_desktop.domain.event import EventType
from gongkai_desktop.domain.paper import OTHER, PaperBook, PaperKind
from gongkai_desktop.library.paths import form
from gongkai_desktop.library.toml import Table, read_table

_AUTHORS = ("office", "applicant", "other")
_NEEDED = ("", "always", "mailed", "agent", "decided", "separated")


def load_paper_book() -> PaperBook:
    """Every kind of paper; raises UserError naming file and key where the file is broken."""
    file = read_table(form("checklists", "file.toml"), "checklists/file.toml")
    names, steps = file.table("groups"), file.table("steps")
    groups = {key: names.text(key) for key in names.keys()}  # noqa: SIM118 - a Table is no mapping
    kinds = tuple(_kind(entry, groups) for entry in file.tables("paper"))
    if OTHER not in {one.key for one in kinds}:
        raise file.fail("paper", f"缺少 {OTHER}")
    book = PaperBook(kinds=kinds, groups=groups, steps=_steps(steps))
    file.finish()
    return book


def _steps(steps: Table) -> dict[EventType, tuple[str, ...]]:
    found = {}
    for key in steps.keys():  # noqa: SIM118 - a Table is no mapping
        if key not in set(EventType):
            raise steps.fail(key, "没有这种事件")
        found[EventType(key)] = steps.texts(key)
    return found


def _kind(entry: Table, groups: dict[str, str]) -> PaperKind:
    kind = PaperKind(
        key=entry.text("key"),
        title=entry.text("title"),
        order=entry.integer("order"),
        group=entry.text("group"),
        author=entry.text("author"),
        proves=entry.text("proves"),
        letters=entry.texts("letters"),
        words=entry.texts("words"),
        needed=entry.text("needed", ""),
    )
    for key, value, choices in (
        ("group", kind.group, tuple(groups)),
        ("author", kind.author, _AUTHORS),
        ("needed", kind.needed, _NEEDED),
    ):
        if value not in choices:
            raise entry.fail(key, f"只能填 {'、'.join(filter(None, choices))}")
    entry.finish()
    return kind
