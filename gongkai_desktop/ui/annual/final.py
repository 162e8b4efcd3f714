"""定稿: the report kept as submitted, version by version."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLayout, QLineEdit, QVBoxLayout, QWidget

from gongkai_desktop.domain.role import Right
from gongkai_desktop.ui.common.forms import DateField, text_field
from gongkai_desktop.ui.common.help import about
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.paper import OtherForm, save_pages, written
from gongkai_desktop.ui.common.prompts import WORD
from gongkai_desktop.ui.common.widgets import (
    Card,
    InfoBanner,
    button,
    clear,
    column,
    icon_button,
    label,
    row,
    scrolled,
)
from gongkai_desktop.ui.ports.annual import VersionLine

_FIRST = "定稿后，这一年的表格和文字原样保存并记下校验码，下一年的“上年结转”按它填列。"
_AGAIN = "这一年已经定稿。更正要写明理由，另存为新的一版，原来的版本不变。"


class FinalView(QWidget):
    """Every version of a year, and the step to the next."""

    back = Signal()
    frozen = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        about(self, "annual.final")
        self._context = context
        self._year = 0
        self._title = label("", "strong")
        self._about = InfoBanner("", "info")
        self.reason = QLineEdit()
        self.reason.setAccessibleName("更正理由")
        self.reason.setPlaceholderText("更正理由")
        self._freeze = button("定稿", self.freeze, kind="primary", right=Right.DECIDE)
        self._list = QVBoxLayout()
        content = QWidget()
        content.setLayout(column(self._list, 1))
        card = Card(padding="medium")
        back = icon_button("back", "返回表格", self.back.emit)
        card.body.addLayout(row(back, self._title, 1, self._freeze))
        card.body.addWidget(self._about)
        card.body.addWidget(self.reason)
        card.body.addWidget(scrolled(content), 1)
        card.body.addLayout(self._make_cover())
        self.setLayout(column(card))

    def _make_cover(self) -> QLayout:
        """What the office writes into the head of the cover letter itself."""
        self.addressee = text_field()
        self.addressee.setAccessibleName("报送函的主送机关")
        self.number = text_field(placeholder="不填留空，印后手写")
        self.number.setAccessibleName("报送函的文号")
        self.day = DateField(self._today(), "报送函的成文日期")
        self.day.setFixedWidth(150)
        return row(
            label("随函报送", "strong"),
            label("主送", "muted"),
            self.addressee,
            label("文号", "muted"),
            self.number,
            label("日期", "muted"),
            self.day,
            button("报送函", self.write_cover, symbol="letter"),
        )

    def _today(self) -> date:
        return self._context.ports.desktop.facts().today

    def show_year(self, year: int) -> None:
        """Read the versions of a year."""
        self._year = year
        versions = self._context.ports.annual.versions(year)
        self._title.setText(f"{year}年 定稿")
        self._about.say(_AGAIN if versions else _FIRST)
        self.reason.setVisible(bool(versions))
        self.reason.clear()
        self.addressee.setText(self._context.ports.annual.addressee())
        self.addressee.setCursorPosition(0)
        self.day.set_day(self._today())
        clear(self._list)
        for one in reversed(versions):
            self._list.addWidget(_version(one))

    def write_cover(self) -> None:
        """The letter under which the report goes to the office above."""
        year, ports = self._year, self._context.ports.annual
        head = (self.number.text(), self.addressee.text(), self.day.day)
        write = lambda path: ports.write_cover(year, path, *head)  # noqa: E731
        word = OtherForm(kinds=WORD, write=write)
        name = f"{year}年政府信息公开工作年度报告报送函.pdf"
        save_pages(self._context, self, "打印报送函", name, written(write), also=[word])

    def freeze(self) -> None:
        """Make the report final after one more question."""
        words = f"{self._year}年的年报定稿，保存为不能再改的一版。"
        if not self._context.prompts.confirm(self, "年报定稿", words, "定稿"):
            return
        ports = self._context.ports.annual
        if self._context.errors.guard(self, lambda: ports.freeze(self._year, self.reason.text())):
            self.show_year(self._year)
            self.frozen.emit()


def _version(one: VersionLine) -> Card:
    card = Card(padding="medium")
    card.body.addLayout(row(label(f"第 {one.number} 版", "strong"), label(one.at, "muted"), 1))
    if one.reason:
        card.body.addWidget(label(f"更正理由：{one.reason}", wrap=True))
    card.body.addWidget(label(f"校验码 {one.fingerprint[:32]}", "caption", select=True))
    if not one.intact:
        card.body.addWidget(InfoBanner("内容与校验码不符，这一版被改动过", "danger"))
    return card
