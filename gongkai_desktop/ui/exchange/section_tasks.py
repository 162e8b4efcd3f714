"""协办来件: what another desk handed to this section, and the opinion given back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTableWidget, QTableWidgetItem, QWidget

from gongkai_desktop.domain.exchange.opinion import METHODS, RESULTS, SEARCH_COLUMNS, VIEWS
from gongkai_desktop.domain.role import Right
from gongkai_desktop.ui.common.forms import (
    DateField,
    FormGrid,
    choice_field,
    long_field,
    text_field,
    text_of,
)
from gongkai_desktop.ui.common.help import about
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.prompts import ANY
from gongkai_desktop.ui.common.record_table import RecordTable
from gongkai_desktop.ui.common.room import Stack
from gongkai_desktop.ui.common.table import Column, VirtualTableModel
from gongkai_desktop.ui.common.widgets import (
    Card,
    EmptyState,
    button,
    column,
    icon_button,
    label,
    row,
    scrolled,
)
from gongkai_desktop.ui.ports.sections import TaskLine

_COLUMNS: tuple[Column[TaskLine], ...] = (
    Column(title="登记号", text=lambda one: one.register_no, width=110),
    Column(title="申请内容", text=lambda one: one.text),
    Column(title="科室", text=lambda one: one.section, width=110),
    Column(title="反馈期限", text=lambda one: one.reply_by, width=110),
    Column(title="接收时间", text=lambda one: one.at, width=140),
    Column(title="反馈", text=lambda one: one.given or "—", width=110),
)
_FEWEST_LINES = 4
_SEARCH_WIDTHS = (100, 190, 160, 200, 80, 110)


class SectionTasks(QWidget):
    """The list of what came in, and the form of the opinion over it."""

    back = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        about(self, "exchange.section")
        self._context, self._ports = context, context.ports.sections
        self._lines: Sequence[TaskLine] = ()
        self._model = VirtualTableModel(
            _COLUMNS,
            lambda key, down: range(len(self._lines)),
            lambda positions: [self._lines[at] for at in positions],
            self,
        )
        self.table = RecordTable(self._model, "协办来件")
        self.table.opened.connect(self.open_task)
        empty = EmptyState(
            "mail",
            "还没有协办来件",
            "公开工作机构发来的协办包，从“两级报送—接收报送”导入后列在这里，填写意见，生成反馈包交回。",
        )
        self._listing = Stack()
        self._listing.addWidget(self.table)
        self._listing.addWidget(empty)
        card = Card(padding="small")
        back = icon_button("back", "返回报送情况", self.back.emit)
        card.body.addLayout(row(back, label("协办来件", "strong"), 1))
        card.body.addWidget(self._listing, 1)
        self.views = Stack()
        self.views.addWidget(card)
        self.setLayout(column(self.views))

    def refresh(self) -> None:
        """Read what was handed to us."""
        self._lines = self._ports.tasks()
        self._model.reload()
        self._listing.setCurrentIndex(0 if self._lines else 1)
        self._close()

    def open_key(self, key: str) -> None:
        """The form for the task of a key; the list stays where there is none any more."""
        at = next((at for at, one in enumerate(self._lines) if one.key == key), None)
        if at is not None:
            self.open_task(at)

    def open_task(self, at: int) -> None:
        """The form of the opinion on one task."""
        task = self._lines[at]
        form = OpinionForm(self._context, task, self._ports.opinion(task.key))
        form.closed.connect(self.refresh)
        self._close()
        self.views.addWidget(form)
        self.views.setCurrentWidget(form)

    def _close(self) -> None:
        """The form goes; the list stays."""
        while self.views.count() > 1:
            old = self.views.widget(1)
            if old is not None:
                self.views.removeWidget(old)
                old.deleteLater()


class OpinionForm(QWidget):
    """What the section says: its view, reasons, searches, files."""

    closed = Signal()

    def __init__(self, context: Context, task: TaskLine, given: Mapping[str, Any]) -> None:
        super().__init__()
        self._context, self._task = context, task
        self._ports = context.ports.sections
        self.materials: list[Path] = []
        told = {name: str(value or "") for name, value in given.items()}
        self.view = choice_field([("请选择", ""), *((one, one) for one in VIEWS)], told.get("view"))
        self.basis = text_field(told.get("basis", ""), "如《条例》第十五条")
        self.reasons = long_field(told.get("reasons", ""), 3)
        self.hints = text_field(told.get("hints", ""), "第三方、国家秘密、工作秘密、其他机关制作的")
        facts = context.ports.desktop.facts()
        self.person = text_field(told.get("person", "") or facts.operator)
        self.head, self.phone = text_field(told.get("head", "")), text_field(told.get("phone", ""))
        self.day = DateField(facts.today, "反馈日期")
        self.day.set_day(facts.today)
        self.searches = _SearchTable([*map(dict, given.get("searches", ()))])
        self.files = label("", "muted", wrap=True)
        self._assemble()

    def _assemble(self) -> None:
        task, grid = self._task, FormGrid(columns=2)
        grid.add("意见", self.view, required=True)
        grid.add("依据条款", self.basis)
        grid.add("理由", self.reasons, wide=True)
        grid.add("需要提醒", self.hints, wide=True)
        grid.add("经办人", self.person, required=True)
        grid.add("科室负责人", self.head)
        grid.add("联系电话", self.phone)
        grid.add("反馈日期", self.day, required=True)
        self._grid = grid
        asked = f"{task.advice or '检索并提出意见'}。请于{task.reply_by or '期限内'}前反馈"
        content = QWidget()
        content.setLayout(
            column(
                label(task.text, "strong", wrap=True, select=True),
                label(f"{asked}。来自{task.unit}。", "muted", wrap=True),
                grid,
                row(
                    label("检索记录", "heading"),
                    label("查不到的也要写在哪里查过、用什么词查的", "caption"),
                    1,
                    button("加一行", self.searches.add_line, kind="quiet", symbol="plus"),
                ),
                self.searches,
                row(button("附上材料…", self.add_files, symbol="attach"), self.files, 1),
                1,
                gap="medium",
            )
        )
        given = button("取出来件附件", self.save_files, symbol="export", right=Right.FULL)
        given.setVisible(bool(task.files))
        act = button("生成反馈包", self.give_back, kind="primary", right=Right.KEEP)
        back = icon_button("back", "返回协办来件", self.closed.emit)
        title = label(f"{task.register_no}　{task.section}", "strong")
        card = Card(padding="small")
        card.body.addLayout(row(back, title, 1, given, act))
        card.body.addWidget(scrolled(content), 1)
        self.setLayout(column(card))

    def opinion(self) -> dict[str, Any]:
        """What is filled in."""
        return {
            "view": text_of(self.view),
            "basis": self.basis.text(),
            "reasons": text_of(self.reasons),
            "hints": self.hints.text(),
            "person": self.person.text(),
            "head": self.head.text(),
            "phone": self.phone.text(),
            "date": self.day.day.isoformat() if self.day.day else "",
            "searches": self.searches.lines(),
        }

    def add_files(self) -> None:
        """Choose what was found."""
        self.materials += self._context.prompts.open_files(self, "附上材料", ANY)
        self.files.setText("、".join(path.name for path in self.materials))

    def save_files(self) -> None:
        """Take out what came with the task."""
        folder = self._context.prompts.choose_folder(self, "附件放在哪个文件夹")
        if folder is not None:
            save = self._ports.task_files
            self._context.errors.guard(self, lambda: save(self._task.key, folder))

    def give_back(self) -> None:
        """Write the package with the opinion."""
        if not self._grid.first_problem():
            self._context.errors.guard(self, self._give_back)

    def _give_back(self) -> None:
        ports, key, opinion = self._ports, self._task.key, self.opinion()
        held = ports.opinion_personal(key, opinion, self.materials)
        prompts = self._context.prompts
        password: str | None = ""
        if held:
            password = prompts.ask_lock(self, held, ports.judge, ports.new_password)
        folder = None if password is None else prompts.choose_folder(self, "反馈包放在哪个文件夹")
        if password is None or folder is None:
            return
        made = ports.give_back(key, opinion, self.materials, folder, password)
        words = f"{made.path.name}\n请交回{self._task.unit}的公开工作机构导入"
        prompts.tell(self, f"已生成第{made.edition}版", words)
        self.closed.emit()


class _SearchTable(QTableWidget):
    """The searches, one line each, typed in place."""

    def __init__(self, lines: Sequence[Mapping[str, str]]) -> None:
        super().__init__(max(_FEWEST_LINES, len(lines)), len(SEARCH_COLUMNS))
        self.setAccessibleName("检索记录")
        self.setHorizontalHeaderLabels(list(SEARCH_COLUMNS.values()))
        self.verticalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.setMinimumHeight(190)
        for at, width in enumerate(_SEARCH_WIDTHS):
            self.setColumnWidth(at, width)
        keys = list(SEARCH_COLUMNS)
        for at in range(self.rowCount()):
            self._fit(at)
            for key, value in (lines[at] if at < len(lines) else {}).items():
                if key in keys:
                    self._put(at, keys.index(key), value)

    def _fit(self, at: int) -> None:
        """Choices where there are few words to choose from."""
        for key, choices in (("method", METHODS), ("result", RESULTS)):
            field = choice_field([("", ""), *((one, one) for one in choices)])
            self.setCellWidget(at, list(SEARCH_COLUMNS).index(key), field)

    def _put(self, line: int, place: int, value: str) -> None:
        field = self.cellWidget(line, place)
        if field is None:
            self.setItem(line, place, QTableWidgetItem(value))
        else:
            field.setCurrentIndex(max(0, field.findData(value)))  # type: ignore[attr-defined]

    def add_line(self) -> None:
        """One more empty line."""
        self.insertRow(self.rowCount())
        self._fit(self.rowCount() - 1)

    def lines(self) -> list[dict[str, str]]:
        """The lines that say something."""
        found = [
            {key: self._word(line, at) for at, key in enumerate(SEARCH_COLUMNS)}
            for line in range(self.rowCount())
        ]
        return [one for one in found if any(one.values())]

    def _word(self, line: int, place: int) -> str:
        field = self.cellWidget(line, place)
        if field is not None:
            return text_of(field).strip()
        item = self.item(line, place)
        return item.text().strip() if item else ""
