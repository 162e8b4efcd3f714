"""The scoring table an office is assessed by (评分表): edited, taken in, restored, written out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import attrs

from gongkai_desktop.documents.annual_read import tables_in
from gongkai_desktop.documents.files import atomic_write, content_of, text_of
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.overlay import Layer
from gongkai_desktop.domain.scoring import CORRECTED, Deduction, ScoringTable, check_table
from gongkai_desktop.domain.scoring_draft import indicators_in
from gongkai_desktop.library.scoring import (
    KEY,
    load_scoring,
    read_scoring,
    scoring_text,
    shipped_scoring,
)
from gongkai_desktop.library.statistics import is_named_count
from gongkai_desktop.library.toml import parse_table
from gongkai_desktop.services import own_entry
from gongkai_desktop.services.own_entry import Standing
from gongkai_desktop.services.workspace import Workspace

_FOLDER, _WHAT = "scoring", "评分表"
_LARGEST = 20 * 1024 * 1024
_ADVICE = "请给出评分办法的 Word、Excel 文件，或者从这里导出的 .toml 文件"


@attrs.frozen(kw_only=True)
class Countable:
    """Something the program counts by itself that points may be taken off for."""

    label: str
    count: str = ""
    cells: str = ""


def table_in_force(workspace: Workspace) -> ScoringTable:
    """The table the office scores itself by."""
    return load_scoring(workspace.knowledge.own_statistics)


def standing(workspace: Workspace) -> Standing:
    """Whose table is in force, and whether the shipped one changed since."""
    own = own_entry.kept(workspace, _FOLDER).get(KEY, [])
    return own_entry.standing(own, shipped_scoring()[KEY])


def countables(workspace: Workspace) -> tuple[Countable, ...]:
    """What deductions can be counted by: the register, the disputes, the rows of each ledger."""
    return (
        Countable(label="超期答复的申请", count="requests.late"),
        Countable(label="复议、诉讼被纠正的案件", cells=CORRECTED),
        Countable(label="被申请行政复议的案件", count="disputes.review"),
        Countable(label="被提起行政诉讼的案件", count="disputes.suit"),
        Countable(label="收到的申请", count="requests.received"),
        *(
            Countable(label=f"台账“{one.title}”的条数", count=f"ledger:{one.key}")
            for one in workspace.knowledge.ledgers
        ),
    )


def save(workspace: Workspace, table: ScoringTable, layer: Layer = Layer.OFFICE) -> None:
    """Keep a table; UserError naming what is wrong. Reload the knowledge after it."""
    check_table(table)
    known = {one.key for one in workspace.knowledge.ledgers}
    for one in table.indicators:
        _refuse_uncounted(one.title, one.rules)
        strangers = set(one.proof) - known
        if strangers:
            told = f"“{one.title}”的佐证台账“{min(strangers)}”不存在"
            raise UserError(told, "请从列出的台账中选择")
    own_entry.put(workspace, shipped_scoring(), KEY, scoring_text(table), layer, f"修改{_WHAT}")


def _refuse_uncounted(title: str, rules: Iterable[Deduction]) -> None:
    for rule in rules:
        if rule.count and not is_named_count(rule.count):
            raise UserError(f"“{title}”的扣分办法没有“{rule.count}”这个统计数", "请重新选择")


def restore(workspace: Workspace) -> None:
    """Take the own table back; the county's or the shipped one counts again."""
    now = standing(workspace).layer
    if now is Layer.SHIPPED:
        raise UserError(f"{_WHAT}没有改过", "现在用的就是程序提供的")
    own_entry.restore(workspace, KEY, f"恢复{_WHAT}", now)


def write_out(workspace: Workspace, path: Path) -> None:
    """Write the table in force to a file another unit can take in."""
    atomic_write(path, scoring_text(table_in_force(workspace)).encode("utf-8"))


def take_in(workspace: Workspace, path: Path) -> ScoringTable:
    """A table out of a file: our own TOML, or a published table in Word or Excel.

    Nothing is kept yet. A published one is unconfirmed: what was read is to be looked at. Raises
    UserError for a file that holds none.
    """
    if path.suffix.lower() == ".toml":
        text = text_of(content_of(path, _LARGEST, _WHAT, _ADVICE))
        if text is None:
            raise UserError(f"“{path.name}”的文字编码认不出来", _ADVICE)
        return read_scoring(parse_table(text, path.name))
    ledgers = {one.key: one.title for one in workspace.knowledge.ledgers}
    indicators = indicators_in(tables_in(path), ledgers)
    return ScoringTable(
        title=table_in_force(workspace).title,
        source=f"读自“{path.name}”",
        indicators=indicators,
    )
