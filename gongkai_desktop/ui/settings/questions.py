"""关口问题: the questions of every gate, with the kinds of item and channels they are asked of."""

from __future__ import annotations

import re
from collections.abc import Callable

import attrs
from PySide6.QtWidgets import QCheckBox, QWidget

from gongkai_desktop.domain.review.checklist import Checklist, GateQuestions, Question
from gongkai_desktop.ui.common.entry_list import EntryForm, EntryList
from gongkai_desktop.ui.common.forms import FormGrid, choice_field, text_field, text_of
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.widgets import column, row, scrolled
from gongkai_desktop.ui.ports.review_settings import CHECKLIST
from gongkai_desktop.ui.settings.own_entry import OwnEntryFoot

_LIST_WIDTH = 300
_ALL = "不填的都问"
_SPLIT = re.compile(r"[\s,，、;；]+")
_OWN = "own"

Asked = tuple[str, Question]
"""A question under the key of its gate."""


class QuestionsPart(QWidget):
    """The questions on the left, the one in front on the right; the office's lists below."""

    def __init__(self, context: Context, changed: Callable[[], object]) -> None:
        super().__init__()
        self._port = context.ports.review_settings
        self._changed = changed
        self._checklist = self._port.checklist()
        self._titles = {gate.key: gate.title for gate in self._checklist.gates}
        form = EntryForm[Asked](
            line=self._line,
            tip=lambda asked: asked[1].text,
            fresh=self._fresh,
            show=self._show_question,
            taken=self._taken,
        )
        self.questions = EntryList("关口问题", "个问题", form)
        self.questions.setFixedWidth(_LIST_WIDTH)
        self.questions.added.connect(lambda: self.text.setFocus())
        self.grid = self._make_grid()
        self.foot = OwnEntryFoot(context, CHECKLIST, "预审清单", self._keep, self.show_checklist)
        right = scrolled(self.grid)
        self.setLayout(column(row(self.questions, right, gap="medium"), self.foot))
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
        self._titles = {gate.key: gate.title for gate in self._checklist.gates}
        for at in range(self.gate.count()):
            self.gate.setItemText(at, self._titles.get(self.gate.itemData(at), ""))
        self.all_kinds.setText("、".join(self._checklist.kinds))
        self.all_channels.setText("、".join(self._checklist.channels))
        self.all_sources.setText("、".join(self._checklist.sources))
        gates = self._checklist.gates
        self.questions.open([(gate.key, one) for gate in gates for one in gate.questions])

    def checklist(self) -> Checklist:
        """The questions as they stand in the form."""
        asked = self.questions.entries
        gates = tuple(
            GateQuestions(
                key=gate.key,
                title=self._titles[gate.key].strip(),
                questions=tuple(one for key, one in asked if key == gate.key),
            )
            for gate in self._checklist.gates
        )
        return Checklist(
            gates=gates,
            kinds=_words(self.all_kinds.text()),
            channels=_words(self.all_channels.text()),
            sources=_words(self.all_sources.text()),
        )

    def _fresh(self, before: Asked | None) -> Asked:
        """A further question at the gate of the one before it."""
        gate = before[0] if before else self._checklist.gates[0].key
        known = {one.key for _, one in self.questions.entries}
        numbers = range(1, len(known) + 2)
        key = next(key for n in numbers if (key := f"{_OWN}{n}") not in known)
        return gate, Question(key=key, text="")

    def _line(self, asked: Asked) -> str:
        gate, one = asked
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
        self.questions.retell()

    def _show_question(self, asked: Asked) -> None:
        gate, one = asked
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

    def _taken(self, asked: Asked) -> Asked:
        """The question as it was typed."""
        changed = attrs.evolve(
            asked[1],
            text=self.text.text().strip(),
            help=self.help.text().strip(),
            basis=self.basis.text().strip(),
            star=self.star.isChecked(),
            kinds=_words(self.kinds.text()),
            channels=_words(self.channels.text()),
        )
        return text_of(self.gate), changed

    def _keep(self) -> None:
        self._port.save_checklist(self.checklist())
        self._changed()


def _words(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in _SPLIT.split(text.strip()) if word))
