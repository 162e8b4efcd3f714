"""The findings beside the text: by gate and weight, decided about one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

from gongkai_desktop.domain.review.finding import Severity
from gongkai_desktop.domain.review.handling import (
    Action,
    Handling,
    Scope,
    is_settled,
    reason_needed,
)
from gongkai_desktop.domain.role import Right
from gongkai_desktop.ui.common.forms import choice_field, text_field, text_of
from gongkai_desktop.ui.common.help import about
from gongkai_desktop.ui.common.plain import plain
from gongkai_desktop.ui.common.room import LeastHeight
from gongkai_desktop.ui.common.widgets import Card, button, column, label, row, scrolled
from gongkai_desktop.ui.ports.review import FindingLine

_WIDTH = 310
_LEAST_LIST = 64
_QUIET = (Severity.LOW, Severity.HINT)
_SHOWN_WORDS = 16
_WORDS = {Action.CHANGED: "改"}
_MARKS = {
    Severity.GRAVE: "■ 严重",
    Severity.HIGH: "▲ 高",
    Severity.MEDIUM: "◆ 中",
    Severity.LOW: "● 低",
    Severity.HINT: "○ 提示",
}


class FindingPanel(QWidget):
    """The list and, below it, the chosen finding with what can be done about it."""

    chosen = Signal(object)
    decided = Signal(object, object, object, str)
    revoked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        about(self, "review.text")
        self.setMinimumWidth(_WIDTH)
        self._lines: list[FindingLine] = []
        self._at = 0
        self.count = label("", "muted")
        self.list = QListWidget()
        self.list.setAccessibleName("扫描提示")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.currentRowChanged.connect(self._show_chosen)
        self.message = label("", "strong", wrap=True)
        self.detail = label("", "muted", wrap=True)
        self.reason = text_field(placeholder="理由或者依据的条款")
        self.reason.setAccessibleName("理由或者依据")
        self.reason.returnPressed.connect(self._decide_asked)
        self.asks = label("", "error", wrap=True)
        self.asks.hide()
        self.scope = choice_field([(one.value, one.value) for one in Scope])
        self.scope.setAccessibleName("误报的范围")
        self.scope.setToolTip("Alt+5 误报·本文，Alt+6 误报·本单位")
        self._asked: tuple[Action, Scope] | None = None
        self._buttons = self._make_buttons()
        self._undo = button("撤回处理", self._revoke, kind="quiet", right=Right.KEEP)
        self._assemble()

    def _make_buttons(self) -> dict[Action, QWidget]:
        tips = {
            Action.CHANGED: "到文稿里改，重新扫描以后不再查出才算改好（Alt+1）",
            Action.GROUNDED: "有法定依据，须写明条款（Alt+2）",
            Action.FALSE_ALARM: "不是问题，可以推到全文或者本单位（Alt+3）",
            Action.ACCEPTED: "知道并保留（Alt+4）",
        }
        made: dict[Action, QWidget] = {}
        for at, (action, tip) in enumerate(tips.items(), start=1):
            done = partial(self._decide, action)
            one = button(_WORDS.get(action, action.value), done, right=Right.KEEP)
            one.setToolTip(plain(tip))
            QShortcut(QKeySequence(f"Alt+{at}"), self, done)
            made[action] = one
        for key, scope in (("Alt+5", Scope.TEXT), ("Alt+6", Scope.UNIT)):
            QShortcut(QKeySequence(key), self, partial(self._decide, Action.FALSE_ALARM, scope))
        return made

    def _assemble(self) -> None:
        QShortcut(QKeySequence("F8"), self, self.next_open)
        QShortcut(QKeySequence("Shift+F8"), self, self.previous)
        listed = Card(padding="small")
        listed.body.addLayout(row(label("扫描提示", "heading"), self.count, 1))
        listed.body.addWidget(self.list, 1)
        self._chosen_card = Card(padding="medium")
        body = self._chosen_card.body
        body.addWidget(self.message)
        body.addWidget(self.detail)
        body.addWidget(self.reason)
        body.addWidget(self.asks)
        body.addLayout(row(*self._buttons.values(), gap="tight"))
        body.addLayout(row(label("误报范围", "caption"), self.scope, 1, self._undo))
        self.list.setMinimumHeight(_LEAST_LIST)
        both = LeastHeight()
        inner = column(listed, self._chosen_card)
        inner.setStretch(0, 1)
        both.setLayout(inner)
        self.setLayout(column(scrolled(both)))

    def show_findings(
        self, lines: Sequence[FindingLine], *, fixed: bool, scanned: bool = True
    ) -> None:
        """Show findings, the heaviest first within a gate; the first open one is chosen.

        Without ``scanned`` nothing was looked at yet, which must not read as nothing found.
        """
        self._lines = sorted(lines, key=_order)
        self.list.blockSignals(True)
        self.list.clear()
        for line in self._lines:
            self.list.addItem(_entry(line))
        self.list.blockSignals(False)
        waiting = sum(not is_settled(one.handling) and not _quiet(one) for one in self._lines)
        none = "没有提示" if scanned else "放入文稿，按“扫描”"
        self.count.setText(f"{len(self._lines)} 处，待处理 {waiting}" if self._lines else none)
        for one in (*self._buttons.values(), self.reason, self.scope, self._undo):
            one.setEnabled(not fixed)
        self._chosen_card.setVisible(bool(self._lines))
        before = self._at
        self.list.setCurrentRow(-1)
        self.list.setCurrentRow(min(before, len(self._lines) - 1) - 1)
        self.next_open()

    def forget(self) -> None:
        """Another item comes: begin at its first finding."""
        self._at = 0

    def next_open(self) -> None:
        """Go to the next finding nobody decided about, from the top again after the last."""
        order = [*range(self.list.currentRow() + 1, len(self._lines)), *range(len(self._lines))]
        found = [at for at in order if self._lines[at].handling is None]
        if found or self._lines:
            self.list.setCurrentRow(found[0] if found else max(0, self.list.currentRow()))

    def previous(self) -> None:
        """Go to the finding above."""
        self.list.setCurrentRow(max(0, self.list.currentRow() - 1))

    def _line(self) -> FindingLine | None:
        at = self.list.currentRow()
        return self._lines[at] if 0 <= at < len(self._lines) else None

    def _show_chosen(self, at: int) -> None:
        line = self._line()
        if line is None:
            return
        finding = line.finding
        self.message.setText(finding.message)
        told = ["　".join(part for part in (line.place, finding.rule, finding.basis) if part)]
        told.append(f"建议：{finding.suggestion}" if finding.suggestion else "")
        told.append(_handled_words(line.handling))
        self.detail.setText("\n".join(part for part in told if part))
        self._at = at
        self._asked = None
        self.asks.hide()
        self.scope.setCurrentIndex(0)
        self.reason.clear()
        self._undo.setVisible(line.handling is not None)
        self.chosen.emit(line)

    def _decide(self, action: Action, scope: Scope | None = None) -> None:
        """Say what was decided; where words are needed, ask for them and wait for Enter."""
        line = self._line()
        if line is None or not self._buttons[action].isEnabled():
            return
        reach = scope or Scope(text_of(self.scope))
        reach = reach if action == Action.FALSE_ALARM else Scope.PLACE
        reason = self.reason.text().strip()
        if reason_needed(line.finding, action, reach) and not reason:
            self._asked = (action, reach)
            self.asks.setText(_asking(action, reach, line))
            self.asks.show()
            self.reason.setFocus()
            return
        self.decided.emit(line, action, reach, reason)

    def _decide_asked(self) -> None:
        if self._asked is not None:
            self._decide(*self._asked)

    def _revoke(self) -> None:
        line = self._line()
        if line is not None and line.handling is not None:
            self.revoked.emit(line.handling)


def _asking(action: Action, scope: Scope, line: FindingLine) -> str:
    if action == Action.GROUNDED:
        return "写明依据的条款，按回车"
    if scope == Scope.UNIT:
        words = " ".join(line.words.split())[:_SHOWN_WORDS]
        return f"以后各份文稿里的“{words}”都不再提示，写明理由，按回车"
    return "写明保留的理由，按回车"


def _quiet(line: FindingLine) -> bool:
    return line.finding.severity in _QUIET


def _order(line: FindingLine) -> tuple[int, int]:
    return (line.finding.severity.rank, line.finding.start)


def _entry(line: FindingLine) -> QListWidgetItem:
    words = " ".join(line.words.split())
    words = words if len(words) <= _SHOWN_WORDS else f"{words[:_SHOWN_WORDS]}…"
    done = f"{_state_words(line.handling)}　" if line.handling else ""
    head = f"{_MARKS[line.finding.severity]}　{line.finding.gate.value}　{done}“{words}”"
    item = QListWidgetItem(head)
    item.setToolTip(plain(line.finding.message))
    if is_settled(line.handling):
        item.setForeground(Qt.GlobalColor.gray)
    return item


def _state_words(handling: Handling) -> str:
    done = is_settled(handling)
    return f"✓{handling.action.value}" if done else "…待重扫"


def _handled_words(handling: Handling | None) -> str:
    if handling is None:
        return ""
    if not is_settled(handling):
        return f"{handling.who}已去改；改好并重新扫描以后不再查出"
    reason = f"，{handling.reason}" if handling.reason else ""
    return f"{handling.who}处理为“{handling.action.value}”（{handling.scope.value}）{reason}"
