"""法律依据: every dated entry of the law, filtered, and where it comes from."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai_desktop.domain.law_lines import KINDS, LawLine
from gongkai_desktop.domain.urgency import Level
from gongkai_desktop.ui.common.badge import TONES
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.record_table import RecordTable
from gongkai_desktop.ui.common.search import FilterBar, SearchBox
from gongkai_desktop.ui.common.table import Column, VirtualTableModel
from gongkai_desktop.ui.common.widgets import Card, label

_WORDS = (
    "文书按成文日期选用当时有效的规定。条目分三层：随程序提供的，县级下发的，本机关的，"
    "后一层优先；升级改动了被替换的条目时，两种文本都会列出，由本机关选定。"
    "标“待核对”的请对照正式文本。"
)
_IN_FORCE, _ALL = "in force", ""

_COLUMNS: tuple[Column[LawLine], ...] = (
    Column(title="类别", text=lambda one: one.kind, width=80, gives_way=2),
    Column(title="名称", text=lambda one: one.name, note=lambda one: one.basis),
    Column(title="有效期", text=lambda one: one.period, width=196),
    Column(title="来源", text=lambda one: one.layer.label, width=92, gives_way=1),
    Column(
        title="核对",
        text=lambda one: "已核对" if one.confirmed else "待核对",
        tone=lambda one: TONES[Level.CLOSED if one.confirmed else Level.NEAR],
        tip=lambda one: one.note or ("已核对" if one.confirmed else "请对照正式文本"),
        width=96,
    ),
)


class LawPart(Card):
    """法律依据."""

    def __init__(self, context: Context) -> None:
        super().__init__("法律依据")
        self._today = context.ports.desktop.facts().today
        self._lines = context.ports.settings.law_lines()
        self._text = ""
        self.filters = FilterBar()
        self.filters.add("kind", "类别", [("全部类别", _ALL), *((one, one) for one in KINDS)], 120)
        self.filters.add("force", "效力", [("现行有效", _IN_FORCE), ("全部", _ALL)], 110)
        self.filters.add("checked", "核对", [("全部", _ALL), ("待核对", "open")], 100)
        self.search = SearchBox("查找名称、文号", "查找法律依据")
        self.search.setFixedWidth(200)
        self.filters.finish()
        self._model = VirtualTableModel(_COLUMNS, self._find, self._fetch, self)
        self.table = RecordTable(self._model, "法律依据", tall=True)
        self.body.addWidget(label(_WORDS, "muted", wrap=True))
        self.body.addWidget(self.search)
        self.body.addWidget(self.filters)
        self.body.addWidget(self.table, 1)
        self.filters.changed.connect(self._model.reload)
        self.search.searched.connect(self._look_for)
        self._model.counted.connect(lambda count: self.filters.count.setText(f"共 {count} 条"))
        self._model.reload()

    def _look_for(self, text: str) -> None:
        self._text = text
        self._model.reload()

    def _find(self, key: str, descending: bool) -> Sequence[int]:
        return [at for at, one in enumerate(self._lines) if self._asked(one)]

    def _asked(self, one: LawLine) -> bool:
        return (
            self.filters.value("kind") in (_ALL, one.kind)
            and (self.filters.value("force") == _ALL or one.in_force(self._today))
            and (self.filters.value("checked") == _ALL or not one.confirmed)
            and all(word in f"{one.name}{one.basis}{one.note}" for word in self._text.split())
        )

    def _fetch(self, positions: Sequence[int]) -> Sequence[LawLine]:
        return [self._lines[at] for at in positions]
