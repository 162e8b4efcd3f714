"""关口问题: the questions of every gate, with the kinds of item and channels they are asked of."""

from __future__ import annotations

import re
from collections.abc import Callable

import attrs
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QListWidget, QListWidgetItem, QWidget

from gongkai_desktop.domain.review.checklist import Checklist, GateQuestions, Question
from gongkai_desktop.ui.common.forms import FormGrid, choice_field, text_field, text_of
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.plain import plain
from gongkai_desktop.ui.common.widgets import button, column, icon_button, row, scrolled
from gongkai_desktop.ui.ports.review_settings import CHECKLIST
from gongkai_desktop.ui.settings.own_entry import OwnEntryFoot

_LIST_WIDTH = 300
_ALL = "不填的都问"
_SPLIT = re.compile(r"[\s,，、;；]+")
_OWN = "own"


class QuestionsPart(QWidget):
    """The questions on the left, the one in front on the right; the office's lists below."""

    def __init__(self, context: Context, changed: Callable[[], object]) -> None:
        super().__init__()
        self._port = context.ports.review_settings
        self._changed = changed
        self._asked: list[tuple[str, Question]] = []
        self._checklist = self._port.checklist()
        self._titles = {gate.key: gate.title for gate in self._checklist.gates}
        self.list = QListWidget()
        self.list.setAccessibleName("关口问题")
        self.list.setFixedWidth(_LIST_WIDTH)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.currentRowChanged.connect(self._show_question)
        self._at = -1
        self.grid = self._make_grid()
        self.foot = OwnEntryFoot(context, CHECKLIST, "预审清单", self._keep, self.show_checklist)
        tools = row(
            button("增加", self.add, symbol="plus"),
            icon_button("arrow-up", "上移", lambda: self.shift(-1)),
            icon_button("arrow-down", "下移", lambda: self.shift(1)),
            icon_button("close", "删除这个问题", self.remove),
            1,
        )
        left, right = QWidget(), scrolled(self.grid)
        left.setLayout(column(self.list, tools))
        self.setLayout(column(row(left, right, gap="medium"), self.foot))
        self.show_checklist()

    def _make_grid(self) -> FormGrid:
        self.gate = choice_field([(one.title, one.key) for one in self._checklist.gates])
        self.gate.currentIndexChanged.connect(lambda _: self._show_gate())
        self.gate_title = text_field()
        self.gate_title.setAccessibleName("关口名称")
        self.gate_title.textEdited.connect(self._rename_gate)
        self.text, self.help = text_field(), text_field()
        self.basis = text_field()
        self.star = QCheckBox("★ 答“否”不能进入下一审")
        self.kinds, self.channels = text_field(placeholder=_ALL), text_field(placeholder=_ALL)
        self.all_kinds, self.all_channels = text_field(), text_field()
        self.all_sources = text_field()
        grid = FormGrid(columns=1)
        grid.add("关口", self.gate)
        grid.add("关口名称", self.gate_title)
        grid.add("问题", self.text)
        grid.add("否决", self.star)
        grid.add("怎么看", self.help)
        grid.add("依据", self.basis)
        grid.add("只问这些类型", self.kinds)
        grid.add("只问这些渠道", self.channels)
        grid.add("本单位的类型", self.all_kinds)
        grid.add("本单位的渠道", self.all_channels)
        grid.add("本单位的来源", self.all_sources)
        return grid

    def show_checklist(self) -> None:
        """Read the questions again."""
        self._checklist = self._port.checklist()
        self._asked = [(gate.key, one) for gate in self._checklist.gates for one in gate.questions]
        self._titles = {gate.key: gate.title for gate in self._checklist.gates}
        for at in range(self.gate.count()):
            self.gate.setItemText(at, self._titles.get(self.gate.itemData(at), ""))
        self.all_kinds.setText("、".join(self._checklist.kinds))
        self.all_channels.setText("、".join(self._checklist.channels))
        self.all_sources.setText("、".join(self._checklist.sources))
        self._at = -1
        self._fill(0)

    def checklist(self) -> Checklist:
        """The questions as they stand in the form."""
        self._take()
        gates = tuple(
            GateQuestions(
                key=gate.key,
                title=self._titles[gate.key].strip(),
                questions=tuple(one for key, one in self._asked if key == gate.key),
            )
            for gate in self._checklist.gates
        )
        return Checklist(
            gates=gates,
            kinds=_words(self.all_kinds.text()),
            channels=_words(self.all_channels.text()),
            sources=_words(self.all_sources.text()),
        )

    def add(self) -> None:
        """A further question, behind the one in front and at the same gate."""
        self._take()
        at = max(self.list.currentRow(), 0)
        gate = self._asked[at][0] if self._asked else self._checklist.gates[0].key
        self._asked.insert(at + 1, (gate, Question(key=self._fresh_key(), text="")))
        self._at = -1
        self._fill(at + 1)
        self.text.setFocus()

    def remove(self) -> None:
        """Take the question in front out."""
        at = self.list.currentRow()
        if 0 <= at < len(self._asked):
            del self._asked[at]
            self._at = -1
            self._fill(min(at, len(self._asked) - 1))

    def shift(self, by: int) -> None:
        """Move the question in front up or down."""
        self._take()
        at = self.list.currentRow()
        to = at + by
        if 0 <= at < len(self._asked) and 0 <= to < len(self._asked):
            self._asked[at], self._asked[to] = self._asked[to], self._asked[at]
            self._at = -1
            self._fill(to)

    def _fresh_key(self) -> str:
        known = {one.key for _, one in self._asked}
        numbers = range(1, len(known) + 2)
        return next(key for n in numbers if (key := f"{_OWN}{n}") not in known)

    def _fill(self, at: int) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for gate, one in self._asked:
            item = QListWidgetItem(self._line(gate, one))
            item.setToolTip(plain(one.text))
            self.list.addItem(item)
        self.list.blockSignals(False)
        self.list.setCurrentRow(-1)
        self.list.setCurrentRow(at)

    def _line(self, gate: str, one: Question) -> str:
        star = "★" if one.star else ""
        return f"{self._titles[gate]}　{star}{one.text or '（新的问题）'}"

    def _show_gate(self) -> None:
        self.gate_title.setText(self._titles.get(text_of(self.gate), ""))
        self.gate_title.setCursorPosition(0)

    def _rename_gate(self, words: str) -> None:
        """The new name shows at once wherever the gate does."""
        key = text_of(self.gate)
        self._titles[key] = words
        self.gate.setItemText(self.gate.currentIndex(), words)
        for at, (gate, one) in enumerate(self._asked):
            if gate == key:
                self.list.item(at).setText(self._line(gate, one))

    def _show_question(self, at: int) -> None:
        self._take()
        self._at = at
        if not 0 <= at < len(self._asked):
            return
        gate, one = self._asked[at]
        self.gate.setCurrentIndex(max(0, self.gate.findData(gate)))
        self._show_gate()
        self.text.setText(one.text)
        self.help.setText(one.help)
        self.basis.setText(one.basis)
        self.star.setChecked(one.star)
        self.kinds.setText("、".join(one.kinds))
        self.channels.setText("、".join(one.channels))
        for field in (self.text, self.help, self.basis):
            field.setCursorPosition(0)

    def _take(self) -> None:
        """Keep what was typed for the question in front."""
        if not 0 <= self._at < len(self._asked):
            return
        _, one = self._asked[self._at]
        changed = attrs.evolve(
            one,
            text=self.text.text().strip(),
            help=self.help.text().strip(),
            basis=self.basis.text().strip(),
            star=self.star.isChecked(),
            kinds=_words(self.kinds.text()),
            channels=_words(self.channels.text()),
        )
        self._asked[self._at] = (text_of(self.gate), changed)

    def _keep(self) -> None:
        self._port.save_checklist(self.checklist())
        self._changed()


def _words(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in _SPLIT.split(text.strip()) if word))
