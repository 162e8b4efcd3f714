"""The register as a list: search, filters, sort (依申请公开登记簿)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from gongkai_desktop.domain.request import ApplicantKind
from gongkai_desktop.domain.role import Right
from gongkai_desktop.ui.common.badge import TONES
from gongkai_desktop.ui.common.days import day_words
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.record_table import RecordTable
from gongkai_desktop.ui.common.search import FilterBar, SavedFilters
from gongkai_desktop.ui.common.table import Column, VirtualTableModel
from gongkai_desktop.ui.common.widgets import Card, EmptyState, button
from gongkai_desktop.ui.desk.lists import due_words
from gongkai_desktop.ui.ports import RegisterLine, RegisterQuery, StateFilter

REGISTER_COLUMNS: tuple[Column[RegisterLine], ...] = (
    Column(title="登记号", text=lambda line: line.row.register_no, sort="register_no", width=86),
    Column(
        title="收到日期",
        text=lambda line: day_words(line.row.view.received_date),
        sort="received",
        width=94,
        gives_way=1,
    ),
    Column(title="申请人", text=lambda line: line.row.applicant, sort="applicant", width=122),
    Column(title="申请内容", text=lambda line: line.row.request_text, sort="text"),
    Column(
        title="渠道",
        text=lambda line: line.row.view.channel or "—",
        sort="channel",
        width=106,
        gives_way=6,
    ),
    Column(
        title="环节",
        text=lambda line: line.row.view.stage.value,
        sort="stage",
        width=58,
        gives_way=2,
    ),
    Column(
        title="承办科室",
        text=lambda line: line.row.section or "—",
        sort="section",
        width=92,
        gives_way=3,
    ),
    Column(
        title="承办人",
        text=lambda line: line.row.handler or "—",
        sort="handler",
        width=70,
        gives_way=5,
    ),
    Column(
        title="寄送日期",
        text=lambda line: day_words(line.row.view.sent_date) or "—",
        sort="sent",
        width=94,
        gives_way=4,
    ),
    Column(title="答复期限", text=due_words, sort="due", width=96),
    Column(
        title="期限状态",
        text=lambda line: line.urgency.words,
        tone=lambda line: TONES[line.urgency.level],
        tip=lambda line: line.why or line.urgency.words,
        width=192,
    ),
)
_DUE_COLUMN = 9


class RegisterList(QWidget):
    """The list; ``opened`` carries a 登记号."""

    opened = Signal(str)

    def __init__(
        self, context: Context, new: Callable[[], object], bring_in: Callable[[], object]
    ) -> None:
        super().__init__()
        self._register = context.ports.register
        self._context = context
        self._text = ""
        self._searches = 0
        self.filters = FilterBar()
        self.saved = SavedFilters()
        self._model = VirtualTableModel(REGISTER_COLUMNS, self._find, self._fetch, self)
        self.table = RecordTable(self._model, "申请登记簿")
        self.table.opened.connect(
            lambda at: self.opened.emit(self._model.record(at).row.register_no)
        )
        self._model.counted.connect(self._counted)
        self._pages = QStackedLayout()
        self._pages.addWidget(self.table)
        self._pages.addWidget(_nothing_yet(new, bring_in))
        self._pages.addWidget(self._nothing_found())
        card = Card(padding="small")
        card.body.addWidget(self.filters)
        card.body.addLayout(self._pages, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        self._prepared = False

    @property
    def query(self) -> RegisterQuery:
        """What is asked for now, without the order."""
        year = self.filters.value("year")
        return RegisterQuery(
            text=self._text,
            state=StateFilter(str(self.filters.value("state"))),
            year=year if isinstance(year, int) else None,
            kind=str(self.filters.value("kind") or ""),
            section=str(self.filters.value("section") or ""),
        )

    @property
    def words(self) -> str:
        """The words searched for."""
        return self._text

    def refresh(self) -> None:
        """Read the list again, the choices too on the first time."""
        if not self._prepared:
            self._prepare()  # which reads the list in its first order
            if self._model.order[0]:
                return
        self._model.reload()

    def search(self, text: str) -> None:
        """Show what answers the words, over all states; typing goes on while it is looked for."""
        self._text = text
        self._searches += 1
        mine, asked = self._searches, self._asked()
        task = self._context.tasks.read(lambda progress: self._register.find(asked), "搜索")
        task.done.connect(lambda found: self._found(mine, found))
        task.failed.connect(lambda error: self._context.errors.show(self, error))

    def _found(self, search: int, numbers: Sequence[str]) -> None:
        """Show what a search found unless a later one is on its way."""
        if search == self._searches:
            self._model.show_ids(numbers)

    def _asked(self) -> RegisterQuery:
        key, descending = self._model.order
        return attrs.evolve(self.query, sort=key or "due", descending=descending)

    def keep_filter(self) -> None:
        """Keep words, filters and order under a name."""
        name = self._context.prompts.ask_text(self, "保存当前筛选", "名称")
        if name is not None:
            keep = self._register.save_filter
            self._context.errors.guard(self, lambda: keep(name, self._asked()))
            self._show_saved()

    def apply_filter(self, name: str) -> None:
        """Show what a kept filter asks for, in its order."""
        query = self._register.saved_filters()[name]
        self._text = query.text
        self.filters.set_all(
            state=query.state.value, year=query.year, kind=query.kind, section=query.section
        )
        sorts = [one.sort for one in REGISTER_COLUMNS]
        way = Qt.SortOrder.DescendingOrder if query.descending else Qt.SortOrder.AscendingOrder
        at = sorts.index(query.sort) if query.sort in sorts else _DUE_COLUMN
        self.table.sort_by(at, way)
        self._reload()

    def _drop_filter(self, name: str) -> None:
        self._context.errors.guard(self, lambda: self._register.drop_filter(name))
        self._show_saved()

    def _show_saved(self) -> None:
        self.saved.show_names(list(self._register.saved_filters()))

    def show_state(self, state: StateFilter) -> None:
        """Show one state only, all else open."""
        self._text = ""
        self.filters.set_all(state=state.value, year=None, kind="", section="")

    def _prepare(self) -> None:
        self._prepared = True
        years = [(f"{year}年", year) for year in self._register.years()]
        sections = [(name, name) for name in self._register.sections()]
        kinds = [(kind.label, kind.value) for kind in ApplicantKind]
        self.filters.add("state", "期限状态", [(one.value, one.value) for one in StateFilter], 156)
        self.filters.add("year", "收到年度", [("全部年度", None), *years], 118)
        self.filters.add("kind", "申请人类型", [("全部申请人", ""), *kinds], 136)
        self.filters.add("section", "承办科室", [("全部科室", ""), *sections], 136)
        self.filters.finish(self.saved)
        self.saved.chosen.connect(self.apply_filter)
        self.saved.keep.connect(self.keep_filter)
        self.saved.drop.connect(self._drop_filter)
        self._show_saved()
        self.filters.changed.connect(self._reload)
        self.table.sort_by(_DUE_COLUMN, Qt.SortOrder.AscendingOrder)

    def _reload(self) -> None:
        self._searches += 1
        self._context.errors.guard(self, self._model.reload)

    def _find(self, key: str, descending: bool) -> Sequence[str]:
        return self._register.find(
            attrs.evolve(self.query, sort=key or "due", descending=descending)
        )

    def _fetch(self, numbers: Sequence[str]) -> Sequence[RegisterLine]:
        return self._register.lines(numbers)

    def _counted(self, count: int) -> None:
        self.filters.count.setText(f"共 {count} 件")
        asked = self.query != RegisterQuery()
        self._pages.setCurrentIndex(0 if count else 2 if asked else 1)

    def _nothing_found(self) -> EmptyState:
        show_all = button("显示全部", lambda: self.show_all())
        text = "可以换个说法，或者清除筛选。姓名、编号、内容和拼音首字母都能搜索。"
        return EmptyState("search", "没有符合条件的申请", text, show_all)

    def show_all(self) -> None:
        """Forget words and filters."""
        self._text = ""
        self.filters.reset()


def _nothing_yet(new: Callable[[], object], bring_in: Callable[[], object]) -> EmptyState:
    text = "收到的政府信息公开申请都在这里登记。登记后程序自动推算答复期限，并提示下一步。"
    first = button("登记新申请", new, kind="primary", symbol="plus", right=Right.KEEP)
    other = button("导入旧登记簿", bring_in, symbol="import", right=Right.KEEP)
    return EmptyState("request", "还没有登记申请", text, first, other)
