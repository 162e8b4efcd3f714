"""The questions of the gates, answered one by one (关口问题)."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from gongkai_desktop.domain.help import Told
from gongkai_desktop.domain.review.checklist import Answer, GateQuestions, Question, Reply
from gongkai_desktop.domain.role import Right
from gongkai_desktop.ui.common.forms import FieldHelp, text_field
from gongkai_desktop.ui.common.help import about
from gongkai_desktop.ui.common.widgets import Card, button, clear, column, label, row, scrolled
from gongkai_desktop.ui.style.theme import space


class QuestionRow(QWidget):
    """One question with 是, 否, 不涉及; 否 asks what is wrong."""

    answered = Signal(str, object)

    def __init__(self, question: Question, reply: Reply | None) -> None:
        super().__init__()
        self.question = question
        self.note = text_field(reply.note if reply else "", "哪里不符、怎么处理")
        self.note.setAccessibleName(f"{question.text}：情况")
        self.note.setVisible(bool(reply and (reply.answer == Answer.NO or reply.note)))
        self.note.editingFinished.connect(self._say)
        self._group = QButtonGroup(self)
        self.buttons: dict[Answer, QPushButton] = {}
        for answer in Answer:
            one = button(answer.value, right=Right.KEEP)
            one.setCheckable(True)
            one.setProperty("kind", "choice")
            one.setAccessibleName(f"{question.text}：{answer.value}")
            one.setChecked(bool(reply and reply.answer == answer))
            one.clicked.connect(self._pressed)
            self._group.addButton(one)
            self.buttons[answer] = one
        star = label("★" if question.star else "", "error")
        star.setFixedWidth(16)
        star.setToolTip("答“否”不能进入下一审")
        words = label(question.text, wrap=True)
        told = question.help or question.basis
        hint = (
            FieldHelp(question.text, Told(meaning=told, article=question.basis)) if told else None
        )
        line = row(star, words, hint, *self.buttons.values())
        line.setStretch(1, 1)
        self.setLayout(column(line, self.note, gap="tight"))

    def _pressed(self) -> None:
        denied = self.buttons[Answer.NO].isChecked()
        self.note.setVisible(denied)
        if denied and not self.note.text().strip():
            self.note.setFocus()
            return
        self._say()

    def _say(self) -> None:
        answer = next((key for key, one in self.buttons.items() if one.isChecked()), None)
        if answer is None or (answer == Answer.NO and not self.note.text().strip()):
            return
        self.answered.emit(self.question.key, Reply(answer=answer, note=self.note.text().strip()))


def _hint(question: Question) -> FieldHelp | None:
    meaning = question.help or question.basis
    if not meaning:
        return None
    return FieldHelp(question.text, Told(meaning=meaning, article=question.basis))


class GateSection(QWidget):
    """All gates of an item below each other."""

    answered = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        about(self, "review.gates")
        self._gates: tuple[GateQuestions, ...] = ()
        self.rows: dict[str, QuestionRow] = {}
        content = QWidget()
        self._body = QVBoxLayout(content)
        self._body.setContentsMargins(0, 0, space("small"), 0)
        self._body.setSpacing(space("medium"))
        self.setLayout(column(scrolled(content)))

    def show_gates(
        self, gates: tuple[GateQuestions, ...], replies: Mapping[str, Reply], *, fixed: bool
    ) -> None:
        """Show the questions with their answers; the same questions are not built again."""
        if gates != self._gates:
            self._build(gates, replies)
        for gate in gates:
            done = sum(one.key in replies for one in gate.questions)
            self._counts[gate.key].setText(f"{done}/{len(gate.questions)}")
        self.setEnabled(not fixed)

    def _build(self, gates: tuple[GateQuestions, ...], replies: Mapping[str, Reply]) -> None:
        self._gates = gates
        self.rows.clear()
        self._counts = {}
        clear(self._body)
        for gate in gates:
            count = label("", "muted")
            self._counts[gate.key] = count
            card = Card(gate.title, count, padding="medium")
            for question in gate.questions:
                line = QuestionRow(question, replies.get(question.key))
                line.answered.connect(self.answered)
                self.rows[question.key] = line
                card.body.addWidget(line)
            self._body.addWidget(card)
        self._body.addStretch(1)

    def forget(self) -> None:
        """Another item comes: its answers are not those shown."""
        self._gates = ()
