"""The paragraphs of a form as cards: words, when they stand, order (格式的段落)."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QPlainTextEdit, QVBoxLayout, QWidget

from gongkai_desktop.domain.letter.draft import DraftPart
from gongkai_desktop.ui.common.forms import long_field
from gongkai_desktop.ui.common.widgets import button, clear, column, icon_button, label, row

_FEW, _MANY, _PER_LINE = 2, 9, 24
Condition = tuple[tuple[str, ...], tuple[str, ...]]


class ParagraphCard(QFrame):
    """One paragraph: its words and when they stand; common ones show what they are."""

    edited = Signal()
    moved = Signal(int)
    removed = Signal()
    expanded = Signal()
    entered = Signal(object)

    def __init__(self, part: DraftPart, conditions: Sequence[str]) -> None:
        super().__init__()
        self.setProperty("role", "tile")
        self._part = part
        self._conditions: list[Condition] = []
        self.words: QPlainTextEdit | None = None
        self.condition: QComboBox | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 6, 10, 8)
        layout.setSpacing(4)
        if part.fixed:
            self._show_fixed(layout)
        else:
            self._show_own(layout, conditions)

    def part(self) -> DraftPart:
        """The paragraph as it now stands."""
        if self.words is None or self.condition is None:
            return self._part
        when, unless = self._conditions[self.condition.currentIndex()]
        return attrs.evolve(
            self._part, text=self.words.toPlainText().strip(), when=when, unless=unless
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Remember which paragraph is being written."""
        if event.type() == QEvent.Type.FocusIn:
            self.entered.emit(self.words)
        return super().eventFilter(watched, event)

    def _show_own(self, layout: QVBoxLayout, conditions: Sequence[str]) -> None:
        lines = max(_FEW, min(_MANY, len(self._part.text) // _PER_LINE + 1))
        self.words = long_field(self._part.text, lines)
        self.words.setAccessibleName("段落文字")
        self.words.installEventFilter(self)
        self._conditions = _choices(self._part, conditions)
        self.condition = _condition_field(self._part, self._conditions)
        self.words.textChanged.connect(self.edited)
        self.condition.currentIndexChanged.connect(lambda _: self.edited.emit())
        kind = label("每个事项" if self._part.item else "全文", "caption")
        layout.addLayout(row(kind, self.condition, 1, *self._tools(), gap="tight"))
        layout.addWidget(self.words)

    def _show_fixed(self, layout: QVBoxLayout) -> None:
        shared = bool(self._part.shared)
        title = "共用段落（各文书通用）" if shared else "自动生成"
        own = button("改成本文书自己的", self.expanded.emit, kind="link") if shared else None
        layout.addLayout(row(label(title, "caption"), 1, own, *self._tools(), gap="tight"))
        layout.addWidget(label(self._part.shows, "muted", wrap=True))

    def _tools(self) -> list[QWidget]:
        tools: list[QWidget] = [
            icon_button("arrow-up", "上移一段", lambda: self.moved.emit(-1)),
            icon_button("arrow-down", "下移一段", lambda: self.moved.emit(1)),
        ]
        if not self._part.place:
            tools.append(icon_button("close", "删去这一段", self.removed.emit))
        return tools


def _choices(part: DraftPart, conditions: Sequence[str]) -> list[Condition]:
    """Always, when, or unless one condition; several at once stay as they are."""
    found: list[Condition] = [((), ())]
    for name in conditions:
        found += [((name,), ()), ((), (name,))]
    own: Condition = (part.when, part.unless)
    return found if own in found else [own, *found]


def _condition_field(part: DraftPart, choices: Sequence[Condition]) -> QComboBox:
    field = QComboBox()
    field.addItems([_words(one) for one in choices])
    field.setCurrentIndex(choices.index((part.when, part.unless)))
    field.setAccessibleName("何时出现")
    field.setMinimumContentsLength(10)
    field.setMaximumWidth(190)
    return field


def _words(condition: Condition) -> str:
    when = "、".join(f"“{one}”" for one in condition[0])
    unless = "、".join(f"“{one}”" for one in condition[1])
    said = [*([f"当{when}"] if when else []), *([f"除非{unless}"] if unless else [])]
    return "，".join(said) or "总是出现"


class Paragraphs(QWidget):
    """All paragraphs of a form, those of the letter before those of each item."""

    edited = Signal()
    asked_for_own = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._conditions: Sequence[str] = ()
        self._last: QPlainTextEdit | None = None
        self.cards: list[ParagraphCard] = []
        self._layout = column(gap="small")
        self.setLayout(self._layout)

    def show_parts(self, parts: Sequence[DraftPart], conditions: Sequence[str]) -> None:
        """Replace what is shown."""
        clear(self._layout)
        self._conditions, self._last = conditions, None
        self.cards = [self._card(part) for part in parts]
        for card in self.cards:
            self._layout.addWidget(card)
        self._layout.addLayout(self._adders(parts))
        self._layout.addStretch(1)

    def parts(self) -> tuple[DraftPart, ...]:
        """The paragraphs as they now stand; empty ones are left out."""
        found = [card.part() for card in self.cards]
        return tuple(one for one in found if one.fixed or one.text)

    def insert(self, words: str) -> None:
        """Put a placeholder where the cursor is, or at the end of the last own paragraph."""
        fields = [card.words for card in self.cards if card.words is not None]
        field = self._last or (fields[-1] if fields else None)
        if field is not None:
            field.insertPlainText(words)
            field.setFocus()

    def replace(self, at: int, parts: Sequence[DraftPart]) -> None:
        """Other paragraphs in one's place."""
        now = [card.part() for card in self.cards]
        self.show_parts([*now[:at], *parts, *now[at + 1 :]], self._conditions)
        self.edited.emit()

    def _adders(self, parts: Sequence[DraftPart]) -> QVBoxLayout:
        add = button("加一段", lambda: self._add(item=False), symbol="plus")
        own = button("加一段（每个事项）", lambda: self._add(item=True), symbol="plus")
        own.setVisible(any(part.item for part in parts))
        return column(row(add, own, 1))

    def _add(self, *, item: bool) -> None:
        now = [card.part() for card in self.cards]
        block = {"block": "reason" if item else "facts"}
        fresh = DraftPart(item=item, rest=block)
        same = [at for at, one in enumerate(now) if one.item == item and not one.place]
        at = same[-1] + 1 if same else len(now)
        self.show_parts([*now[:at], fresh, *now[at:]], self._conditions)
        words = self.cards[at].words
        if words is not None:
            words.setFocus()

    def _card(self, part: DraftPart) -> ParagraphCard:
        card = ParagraphCard(part, self._conditions)
        card.edited.connect(self.edited)
        card.entered.connect(self._remember)
        card.moved.connect(lambda step, one=card: self._move(self.cards.index(one), step))
        card.removed.connect(lambda one=card: self.replace(self.cards.index(one), ()))
        card.expanded.connect(lambda one=card: self.asked_for_own.emit(self.cards.index(one)))
        return card

    def _remember(self, field: object) -> None:
        if isinstance(field, QPlainTextEdit):
            self._last = field

    def _move(self, at: int, step: int) -> None:
        to = at + step
        now = [card.part() for card in self.cards]
        if 0 <= to < len(now) and now[to].item == now[at].item:
            now[at], now[to] = now[to], now[at]
            self.show_parts(now, self._conditions)
            self.edited.emit()
