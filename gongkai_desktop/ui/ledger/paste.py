"""Tasks read out of pasted text (粘贴任务文字): a plan copied from a web page, WPS or Excel."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gongkai_desktop.ui.common.pasting import PastedText
from gongkai_desktop.ui.common.widgets import Card, button, label, row

_TOLD = (
    "把要点、实施方案或者任务分工表的全文粘贴进来：网页、Word、Excel 里复制的都可以。"
    "括号拼音、全角字符、多余空格和繁体字会先清理，序号、责任单位、时限和频次从文字里读出。"
)


class PasteView(QWidget):
    """A place to paste a plan; ``pasted`` carries its text."""

    pasted = Signal(str)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.text = PastedText()
        self.text.setAccessibleName("任务文字")
        self.text.setPlaceholderText("在这里粘贴")
        card = Card(padding="medium")
        card.body.addWidget(label("粘贴任务文字", "heading"))
        card.body.addWidget(label(_TOLD, "caption", wrap=True))
        card.body.addWidget(self.text, 1)
        read = button("读入", lambda: self.pasted.emit(self.text.toPlainText()), kind="primary")
        card.body.addLayout(row(read, button("返回", self.closed.emit), 1))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        self.setFocusProxy(self.text)
