"""A place of ledgers: their names on the left, the rows of one on the right."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)

from gongkai_desktop.domain.ledger.form import LedgerForm
from gongkai_desktop.domain.role import Right
from gongkai_desktop.ui.common.layout import LAYOUT
from gongkai_desktop.ui.common.page import Command, Context, Page
from gongkai_desktop.ui.common.paper import save_list, save_pages
from gongkai_desktop.ui.common.prompts import ANY, PACKAGE, XLSX
from gongkai_desktop.ui.common.record_table import RecordTable
from gongkai_desktop.ui.common.room import Stack
from gongkai_desktop.ui.common.table import VirtualTableModel
from gongkai_desktop.ui.common.widgets import Card, EmptyState, button, row
from gongkai_desktop.ui.common.work import carry_out
from gongkai_desktop.ui.ledger.columns import list_columns
from gongkai_desktop.ui.ledger.evidence import EvidencePanel
from gongkai_desktop.ui.ledger.form import RowForm
from gongkai_desktop.ui.ledger.head import Choice, ListHead, choices_of
from gongkai_desktop.ui.ledger.paste import PasteView
from gongkai_desktop.ui.ports.ledger import LedgerLine, LedgerOverview, LedgerQuestion, Words

_SIDE = 214
_HEAD_HEIGHT, _NAME_HEIGHT = 36, 30
_MOST_TOLD = 12
_PASTED, _PACKED, _HANDED_OVER = "tasks", "precedents", "publications"
_CLEANED = "rulebook"


class LedgerPage(Page):
    """Every ledger of one place of the window."""

    place = "ledger"
    title = "台账"
    topic = "ledger"
    searchable = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._ports = context.ports.ledgers
        self._shown: dict[str, LedgerOverview] = {}
        self._key = ""
        self._text = ""
        self._choice = ""
        self._ids: Sequence[str] = ()
        self.names = QListWidget()
        self.names.setAccessibleName("台账名称")
        self.names.setFixedWidth(_SIDE)
        self.names.setFrameShape(QFrame.Shape.NoFrame)
        self.names.setObjectName("settingParts")
        self.names.currentItemChanged.connect(lambda item, _: self._choose(item))
        self.views = Stack()
        self.body.addLayout(row(self.names, self.views, gap="medium"), 1)

    def refresh(self) -> None:
        """Read the ledgers and the open one again."""
        found = self._ports.overviews(self.place)
        groups = list(dict.fromkeys(one.form.group for one in found))
        found = sorted(found, key=lambda one: groups.index(one.form.group))
        self._shown = {one.form.key: one for one in found}
        last = self.context.local.text(self._last)
        chosen = self._key or (last if last in self._shown else next(iter(self._shown), ""))
        self.names.blockSignals(True)
        self.names.clear()
        group = ""
        for key, one in self._shown.items():
            if one.form.group != group:
                group = one.form.group
                head = QListWidgetItem(group)
                head.setFlags(Qt.ItemFlag.NoItemFlags)
                head.setSizeHint(QSize(0, _HEAD_HEIGHT))
                self.names.addItem(head)
            late = f"　超期{one.overdue}" if one.overdue else ""
            item = QListWidgetItem(f"{one.form.title}（{one.rows}）{late}")
            item.setSizeHint(QSize(0, _NAME_HEIGHT))
            item.setData(Qt.ItemDataRole.UserRole, key)
            self.names.addItem(item)
            if key == chosen:
                self.names.setCurrentItem(item)
        self.names.blockSignals(False)
        self.names.setVisible(len(self._shown) > 1)
        self._key = chosen
        if chosen:
            self._show_list()

    def arrive(self, argument: object) -> None:
        """Open a ledger, and one of its rows: (ledger, identity of the row or nothing)."""
        if not isinstance(argument, tuple):
            return
        self._key, row_id = argument
        self._text = self._choice = ""
        self.refresh()
        if row_id:
            self.open_row(*self._ports.lines(self._key, [row_id]))

    def commands(self) -> Sequence[Command]:
        """Enter, import, export."""
        return (
            Command(title="导入", right=Right.KEEP, run=self._bring_in, symbol="import"),
            Command(title="导出", right=Right.FULL, run=self._export, symbol="export"),
            Command(title="打印", run=self._print, symbol="print"),
            Command(
                title="登记",
                right=Right.KEEP,
                run=lambda: self.open_row(),
                symbol="plus",
                primary=True,
            ),
        )

    @property
    def words(self) -> str:
        """The words the open ledger is searched for."""
        return self._text

    def search(self, text: str) -> bool:
        """Search the ledger that is open."""
        self._text = text
        return self.guard(self._show_list)

    def open_row(self, line: LedgerLine | None = None) -> None:
        """Open the form on a row, or on a new one."""
        form = self._form()
        if form is None:
            return
        cells = line.cells if line else self._ports.blank(form.key)
        page = RowForm(
            form,
            cells,
            line.no if line else "",
            line.lines if line else {},
            EvidencePanel(self.context, line.id) if line else None,
        )
        row_id = line.id if line else ""
        page.saved.connect(lambda words: self._save(row_id, words, line))
        page.struck.connect(lambda: self.guard(lambda: self._void(row_id)))
        page.closed.connect(self._show_list)
        page.converted.connect(lambda: self.guard(lambda: self._convert(row_id)))
        self._put(page)
        page.begin()

    @property
    def _last(self) -> str:
        """Under which name this computer remembers the ledger opened last."""
        return f"{LAYOUT}{self.place}/上次台账"

    def _form(self) -> LedgerForm | None:
        return self._shown[self._key].form if self._key in self._shown else None

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(Qt.ItemDataRole.UserRole):
            self._key = str(item.data(Qt.ItemDataRole.UserRole))
            self._text = self._choice = ""
            self.context.local.keep(self._last, self._key)
            self.guard(self._show_list)

    def _show_list(self) -> None:
        one = self._shown[self._key]
        model = VirtualTableModel(list_columns(one.form), self._find, self._fetch, self)
        table = RecordTable(model, one.form.title)
        model.reload()
        card = Card(padding="small")
        card.body.addWidget(self._head(one))
        if model.rowCount():
            table.opened.connect(lambda at: self.guard(lambda: self.open_row(model.record(at))))
            card.body.addWidget(table, 1)
        else:
            new = button("登记第一条", lambda: self.open_row(), kind="primary", right=Right.KEEP)
            asked = self._text or self._choice
            empty = "没有符合条件的记录" if asked else f"{one.form.title}还没有记录"
            card.body.addWidget(EmptyState("ledger", empty, one.form.purpose, new), 1)
        self._put(card)

    def _head(self, one: LedgerOverview) -> ListHead:
        self.head = ListHead(
            one,
            self._choice,
            self._narrow,
            lambda key: self.guard(lambda: self._paper(key)),
            self._own_tools(one.form.key),
        )
        return self.head

    def _own_tools(self, key: str) -> list[QPushButton]:
        tool = partial(button, kind="quiet", right=Right.KEEP)
        if key == _PASTED:
            return [tool("粘贴任务文字", self.show_paste, symbol="import")]
        if key == _HANDED_OVER:
            hand = tool("登记已送交两馆", self._hand_over, symbol="done")
            hand.setToolTip("送交目录表上的信息，记为今天送交国家档案馆、公共图书馆")
            return [hand]
        if key == _CLEANED:
            begin = tool("开始一次清理", self._begin_cleaning, symbol="plus")
            begin.setToolTip("把现行有效的政策文件都列入这一批")
            end = tool("结果写入政策文件", self._end_cleaning, symbol="done")
            end.setToolTip("按清理结果更新政策文件的效力状态，日期和批次记入立改废记录")
            return [begin, end]
        if key == _PACKED:
            pack = button("导出案例包", self._pack, kind="quiet", symbol="export")
            pack.setToolTip("本年入库的案例，不带登记号；其他单位用“导入”读入")
            return [pack]
        return []

    def _pack(self) -> None:
        path = self.context.prompts.save_file(self, "导出案例包", "案例包.zwgk", PACKAGE)
        if path is not None:
            self._packed(path)

    def _begin_cleaning(self) -> None:
        batch = self.context.prompts.ask_text(self, "开始一次清理", "清理批次，如 2026年度清理")
        if batch is not None:
            self._count("开始一次清理", lambda: self._ports.begin_cleaning(batch), "已列入{}份")

    def _end_cleaning(self) -> None:
        self._count("清理结果", self._ports.end_cleaning, "已更新{}份政策文件")

    def _count(self, title: str, action: Callable[[], int], words: str) -> None:
        """Do what answers with a number, and say it."""

        def tell(count: int) -> None:
            self.data_changed.emit()
            self.refresh()
            self.context.prompts.tell(self, title, words.format(count))

        carry_out(self.context, self, title, lambda progress: action(), tell)

    def _hand_over(self) -> None:
        ask = "把送交目录表上的信息都记为今天送交？"
        if self.context.prompts.confirm(self, "两馆送交", ask, "登记"):
            self._count("两馆送交", self._ports.mark_handed_over, "已登记{}条")

    def _packed(self, path: Path) -> None:
        told = lambda _: self.context.prompts.tell(self, "导出案例包", f"已导出到 {path.name}")  # noqa: E731
        carry_out(self.context, self, "导出案例包", lambda progress: self._ports.pack(path), told)

    def _narrow(self, choice: str) -> None:
        """Show other rows once the box that chose them has done with its own event."""
        self._choice = choice
        QTimer.singleShot(0, self, lambda: self.guard(self._show_list))

    def show_paste(self) -> None:
        """A place to paste a plan into."""
        view = PasteView()
        view.pasted.connect(self._read_in)
        view.closed.connect(self._show_list)
        self._put(view)
        view.setFocus()

    def _read_in(self, text: str) -> None:
        read = lambda progress: self._ports.bring_in_text(text, progress)  # noqa: E731
        carry_out(self.context, self, "读入任务", read, self._told, cancellable=True)

    def _paper(self, key: str) -> None:
        one = self._shown[self._key]
        sheet = one.sheets[key]
        make = lambda: self._ports.sheet(one.form.key, key)  # noqa: E731
        name = f"{one.form.title}_{sheet}.pdf"
        save_pages(self.context, self, f"打印{sheet}", name, make, then=self.data_changed.emit)

    def _convert(self, row_id: str) -> None:
        self.go.emit("request", self._ports.beginning(row_id))

    def _put(self, view: QWidget) -> None:
        while (old := self.views.widget(0)) is not None:
            self.views.removeWidget(old)
            old.deleteLater()
        self.views.addWidget(view)

    def _find(self, sort: str, descending: bool) -> Sequence[str]:
        return self._ports.find(self._question(sort, descending))

    def _question(self, sort: str = "", descending: bool = False) -> LedgerQuestion:
        chosen = choices_of(self._shown[self._key].form).get(self._choice, Choice())
        return LedgerQuestion(
            ledger=self._key,
            text=self._text,
            state=chosen.state,
            only=chosen.only,
            sort=sort,
            descending=descending,
        )

    def _fetch(self, ids: Sequence[str]) -> Sequence[LedgerLine]:
        return self._ports.lines(self._key, ids)

    def _save(self, row_id: str, words: Words, line: LedgerLine | None = None) -> None:
        def save(seen: Mapping[str, Any] | None) -> None:
            self._saved(self._ports.save(self._key, row_id, words, seen))

        self.context.errors.settle(self, save, line.kept if line and row_id else None)

    def _saved(self, doubts: Sequence[str]) -> None:
        self.data_changed.emit()
        self.refresh()
        if doubts:
            self.context.prompts.tell(self, "已保存，请留意", "\n".join(doubts))

    def _void(self, row_id: str) -> None:
        reason = self.context.prompts.ask_text(self, "作废记录", "作废理由")
        if reason is not None:
            self._ports.void(row_id, reason)
            self.data_changed.emit()
            self.refresh()

    def _bring_in(self) -> None:
        path = self.context.prompts.open_file(self, "导入台账", ANY)
        if path is not None:
            key = self._key
            read = lambda progress: self._ports.bring_in(key, path, progress)  # noqa: E731
            carry_out(self.context, self, "导入台账", read, self._told, cancellable=True)

    def _told(self, lines: Sequence[str]) -> None:
        self.data_changed.emit()
        self.refresh()
        self.context.prompts.tell(self, "导入台账", "\n".join(lines[:_MOST_TOLD]))

    def _print(self) -> None:
        form = self._form()
        if form is None:
            return
        question = self._question()
        make = lambda report: self._ports.printed(question, report)  # noqa: E731
        save_list(self.context, self, "打印台账", f"{form.title}.pdf", make)

    def _export(self) -> None:
        form = self._form()
        if form is None:
            return
        path = self.context.prompts.save_file(self, "导出台账", f"{form.title}.xlsx", XLSX)
        if path is not None:
            write = lambda progress: self._ports.export(form.key, path, progress)  # noqa: E731
            told = lambda _: self.context.prompts.tell(self, "导出台账", f"已导出到 {path.name}")  # noqa: E731
            carry_out(self.context, self, "导出台账", write, told, cancellable=True)


class PublicationPage(LedgerPage):
    """主动公开: catalogue, attributes, policies and their interpretation."""

    place = "publication"
    topic = "publication"
    title = "主动公开"


class PrecedentPage(LedgerPage):
    """案例库: policy documents, standard texts, cases; searched by words and 拼音."""

    place = "precedent"
    topic = "precedent"
    title = "案例库"
