"""What a form asks the clerk for: label, help, sample of each field; cells of a form sheet."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from gongkai_desktop.domain.letter.draft import DraftCell, DraftField
from gongkai_desktop.ui.common.forms import long_field, text_field
from gongkai_desktop.ui.common.widgets import button, clear, column, label, row


class FieldCard(QFrame):
    """One field of the form. Its label is what the texts call it and stays."""

    edited = Signal()

    def __init__(self, field: DraftField, *, fresh: bool = False) -> None:
        super().__init__()
        self.setProperty("role", "tile")
        self._field = field
        self.name = text_field(field.label, "字段名称，如 受理窗口")
        self.name.setAccessibleName("字段名称")
        self.help = long_field(field.help, 2, "告诉经办人填什么、依据哪一条")
        self.help.setAccessibleName("说明")
        self._plain = isinstance(field.sample, str)
        self.sample = text_field(field.sample if self._plain else _listed(field.sample), "示例")
        self.sample.setAccessibleName("示例")
        self.sample.setReadOnly(not self._plain)
        self.required = QCheckBox("必填")
        self.required.setChecked(field.required)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 6, 10, 8)
        layout.setSpacing(4)
        where = label("每个事项" if field.item else "全文", "caption")
        head = self.name if fresh else label(f"{{{field.label}}}", "strong")
        layout.addLayout(row(head, where, 1, self.required))
        layout.addWidget(label("说明", "caption"))
        layout.addWidget(self.help)
        layout.addLayout(row(label("示例", "caption"), self.sample))
        self._watch()

    def field(self) -> DraftField:
        """The field as it now stands."""
        return attrs.evolve(
            self._field,
            label=self.name.text().strip() or self._field.label,
            help=self.help.toPlainText().strip(),
            sample=self.sample.text().strip() if self._plain else self._field.sample,
            required=self.required.isChecked(),
        )

    def _watch(self) -> None:
        for one in (self.name, self.sample):
            one.textChanged.connect(lambda _: self.edited.emit())
        self.help.textChanged.connect(self.edited)
        self.required.toggled.connect(lambda _: self.edited.emit())


def _listed(sample: object) -> str:
    if isinstance(sample, list):
        return "；".join(one if isinstance(one, str) else "…" for one in sample)
    return str(sample)


class Fields(QWidget):
    """The fields of one form; common ones come from the program and are not listed."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[FieldCard] = []
        self._layout = column(gap="small")
        self.setLayout(self._layout)

    def show_fields(self, fields: Sequence[DraftField], *, fresh: bool = False) -> None:
        """Replace what is shown; ``fresh``: the last one is new and still to be named."""
        clear(self._layout)
        words = "这里是本文书自己的字段。申请人、收到日等各文书通用的字段不用在这里设。"
        self._layout.addWidget(label(words, "muted", wrap=True))
        last = len(fields) - 1
        self.cards = [FieldCard(one, fresh=fresh and at == last) for at, one in enumerate(fields)]
        for card in self.cards:
            card.edited.connect(self.edited)
            self._layout.addWidget(card)
        self._layout.addLayout(row(button("加一个字段", self._add, symbol="plus"), 1))
        self._layout.addStretch(1)

    def fields(self) -> tuple[DraftField, ...]:
        """The fields as they now stand; one without a name is left out."""
        return tuple(one for card in self.cards if (one := card.field()).label)

    def _add(self) -> None:
        now = [card.field() for card in self.cards]
        names = {one.name for one in now}
        number = next(at for at in range(1, len(now) + 2) if f"own_{at}" not in names)
        fresh = DraftField(name=f"own_{number}", label="", sample="示例")
        self.show_fields([*now, fresh], fresh=True)
        self.cards[-1].name.setFocus()


class Cells(QWidget):
    """The cells of a form sheet and the remarks below it."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._cells: list[tuple[DraftCell, QLineEdit, QLineEdit]] = []
        self.remarks: QPlainTextEdit | None = None
        self._layout = column(gap="tight")
        self.setLayout(self._layout)

    def show_cells(self, cells: Sequence[DraftCell], remarks: Sequence[str]) -> None:
        """Replace what is shown."""
        clear(self._layout)
        self._cells = []
        self._layout.addWidget(
            label("左边是格子的名称，右边是印在格子里的文字。", "muted", wrap=True)
        )
        for cell in cells:
            name, text = text_field(cell.label), text_field(cell.text, "留空由手工填写")
            name.setFixedWidth(150)
            name.setCursorPosition(0)
            name.setAccessibleName("格子名称")
            text.setAccessibleName(f"{cell.label}里的文字")
            for one in (name, text):
                one.textChanged.connect(lambda _: self.edited.emit())
            self._cells.append((cell, name, text))
            self._layout.addLayout(row(name, text))
        self.remarks = long_field("\n".join(remarks), 3, "每行一条")
        self.remarks.setAccessibleName("表格下面的说明")
        self.remarks.textChanged.connect(self.edited)
        self._layout.addWidget(label("表格下面的说明", "caption"))
        self._layout.addWidget(self.remarks)
        self._layout.addStretch(1)

    def cells(self) -> tuple[DraftCell, ...]:
        """The cells as they now stand."""
        return tuple(
            attrs.evolve(cell, label=name.text().strip(), text=words.text().strip())
            for cell, name, words in self._cells
        )

    def lines(self) -> tuple[str, ...]:
        """The remarks, one a line."""
        text = self.remarks.toPlainText() if self.remarks else ""
        return tuple(line.strip() for line in text.splitlines() if line.strip())
