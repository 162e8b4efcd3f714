"""更新与数据包: a county's configuration, seen before it is taken; what a new program brings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gongkai_desktop import __version__
from gongkai_desktop.domain.role import Right
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.sides import Sides, side_by_side
from gongkai_desktop.ui.common.widgets import (
    Card,
    InfoBanner,
    button,
    clear,
    label,
    row,
    rule,
    scrolled,
)
from gongkai_desktop.ui.common.work import carry_out
from gongkai_desktop.ui.ports.exchange import ConfigurationLook

PACKAGE = "配置包 (*.zwgk)"
_HEADINGS = ("改变什么", "现在", "采用以后")
NOTES = "更新说明 (*.txt *.md)"
_PROGRAM = (
    "程序不联网。新版本是一个新的安装包，关闭程序后直接运行，覆盖安装；数据文件不动，"
    "打开时自动升级并先备份。安装以前可以看更新说明里比现在新的内容。"
)
_DATA = (
    "县级主管部门发来的配置包（放假安排、单位清单、法律条目、文书和台账格式）"
    "先列出会改变什么，看过再采用。"
)
_READ_FIRST = "先按“读入配置包”，看过会改变什么"


class UpdatePart(Card):
    """The part of the settings; ``changed`` is called after something was taken in."""

    def __init__(self, context: Context, changed: Callable[[], object]) -> None:
        super().__init__("更新与数据包")
        self._context, self._changed = context, changed
        self._file: Path | None = None
        self._against = ""
        shown = QWidget()  # a layout with nothing but a stretch would be given no room
        self._shown = QVBoxLayout(shown)
        self._shown.setContentsMargins(0, 0, 0, 0)
        self.said = ""
        self.result = InfoBanner("", "success")
        self.result.hide()
        self.doubts = InfoBanner("", "warning")
        self.doubts.hide()
        self.taken = label("", "muted", wrap=True)
        self.undo = button("撤回这份配置包…", self.withdraw, symbol="refresh", right=Right.MANAGE)
        self.take = button("采用", self.accept, kind="primary", right=Right.MANAGE)
        self.take.allow(_READ_FIRST)
        read = button("读入配置包…", self.read_package, symbol="import")
        news = button("看更新说明…", self.read_news, symbol="info")
        self.body.addLayout(row(label("数据", "strong"), 1, read))
        self._words = (label(_DATA, "muted", wrap=True), label(_PROGRAM, "muted", wrap=True))
        self.body.addWidget(self._words[0])
        last = row(self.taken, self.undo)
        last.setStretch(0, 1)
        self.body.addLayout(last)
        self.body.addWidget(rule())
        self.body.addLayout(row(label(f"程序　现在是 {__version__}", "strong"), 1, news))
        self.body.addWidget(self._words[1])
        self.body.addWidget(self.doubts)
        self.body.addWidget(shown, 1)
        self.body.addWidget(self.result)
        self.body.addLayout(row(1, self.take))
        self._shown.addStretch(1)
        self._show_taken()

    def read_package(self) -> None:
        """Show what a configuration would change."""
        path = self._context.prompts.open_file(self, "读入配置包", PACKAGE)
        if path is None:
            return

        def show(found: ConfigurationLook) -> None:
            if not found.changes:
                self._show(f"{path.name}：与现在的配置相同，没有改变")
                return
            self._show(f"{path.name} 采用以后改变{len(found.changes)}处：", found.changes)
            self._file, self._against = path, "；".join(found.doubts)
            self.doubts.say(f"可能不是给本单位的：{self._against}。" if self._against else "")
            self.take.allow()

        ports = self._context.ports.exchanges
        look = lambda progress: ports.configuration_changes(path, progress)  # noqa: E731
        carry_out(self._context, self, "读入配置包", look, show, cancellable=True)

    def read_news(self) -> None:
        """Show what a new program brings."""
        path = self._context.prompts.open_file(self, "看更新说明", NOTES)
        if path is None:
            return
        found: list[str] = []
        if self._guard(lambda: found.extend(self._context.ports.settings.news(path))):
            head = "比现在的版本新的内容：" if found else "没有更新的内容，现在的版本不比它旧"
            self._show("\n".join([head, *(f"· {line}" for line in found)]))

    def accept(self) -> None:
        """Take in what was shown."""
        path = self._file
        if path is None or not self._sure():
            return

        def tell(told: Sequence[str]) -> None:
            self._file = None
            self.take.allow(_READ_FIRST)
            self.result.say(told[0] if told else "已采用")
            self.doubts.say("")
            self._show_taken()
            self._changed()

        receive = self._context.ports.exchanges.receive
        write = lambda progress: receive([path], (), progress, agreed=True)  # noqa: E731
        carry_out(self._context, self, "采用配置包", write, tell, cancellable=True)

    def withdraw(self) -> None:
        """Take back the configuration in force, after asking."""
        words = f"{self.taken.text()}。\n\n撤回以后恢复采用以前的配置；以后又改过的不动。"
        if not self._context.prompts.confirm(self, "撤回配置包", words, "撤回"):
            return
        told: list[str] = []
        ports = self._context.ports.exchanges
        if self._guard(lambda: told.extend(ports.withdraw_configuration())):
            self._show("\n".join(told))
            self._show_taken()
            self._changed()

    def _sure(self) -> bool:
        """Ask once more where it may be meant for another office."""
        if not self._against:
            return True
        words = f"{self._against}。\n\n确实要用这份配置包吗？拿不准的，先问下发单位。"
        return self._context.prompts.confirm(self, "可能不是给本单位的", words, "仍然采用")

    def _show_taken(self) -> None:
        words = self._context.ports.exchanges.configuration_taken()
        self.taken.setText(words)
        for one in (self.taken, self.undo):
            one.setVisible(bool(words))

    def _show(self, words: str, sides: Sequence[Sides] = ()) -> None:
        """Words, and below them what changes, old and new."""
        self._file, self._against, self.said = None, "", words
        self.doubts.say("")
        self.take.allow(_READ_FIRST)
        self.result.say("")
        for one in self._words:  # what changes needs the room
            one.setVisible(not sides)
        clear(self._shown)
        self._shown.addWidget(label(words, "" if sides else "muted", wrap=True, select=True))
        if sides:
            self._shown.addWidget(scrolled(side_by_side(_HEADINGS, sides)), 1)
        else:
            self._shown.addStretch(1)

    def _guard(self, action: Callable[[], object]) -> bool:
        return self._context.errors.guard(self, action)
