"""The foot of what an office may change of its own: whose it is, 恢复, 导出, 导入, the choice."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from gongkai_desktop.domain.overlay import Layer
from gongkai_desktop.domain.review.checklist_versions import Differing
from gongkai_desktop.domain.role import Right
from gongkai_desktop.ui.common.menus import ActMenu
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.plain import plain
from gongkai_desktop.ui.common.record_table import RecordTable
from gongkai_desktop.ui.common.table import Column, ListTableModel
from gongkai_desktop.ui.common.widgets import InfoBanner, button, column, label, row

TOML = "规则文件 (*.toml)"
_CHANGED = "程序更新了这一份，与本机关改的时候不同：可以保留现在用的，或者改用程序提供的。"


_COLUMNS: tuple[Column[Differing], ...] = (
    Column(title="项目", text=lambda one: one.what, width=110),
    Column(
        title="程序提供的",
        text=lambda one: _line(one.shipped),
        width=300,
        tip=lambda one: one.shipped,
    ),
    Column(title="现在用的", text=lambda one: _line(one.own), tip=lambda one: one.own),
)
_ABSENT = "（没有）"
_HEAD_HEIGHT, _ROW_HEIGHT, _MOST_ROWS = 36, 37, 4


def _line(words: str) -> str:
    return " ".join(words.split()) or _ABSENT


class OwnEntryFoot(QWidget):
    """Below a form: 保存 and everything about whose data are in force."""

    def __init__(
        self,
        context: Context,
        key: str,
        title: str,
        save: Callable[[], object],
        show: Callable[[], object],
    ) -> None:
        super().__init__()
        self._context, self._key, self._title = context, key, title
        self._port = context.ports.review_settings
        self._save, self._show = save, show
        self.result = InfoBanner("", "success")
        self.choice = _Choice(self)
        self.state = label("", "caption")
        self.undo = button("恢复", self.restore, right=Right.MANAGE)
        self.more = button("更多", symbol="more")
        self.more.setMenu(self._menu())
        self.save_button = button("保存", self.save, kind="primary", right=Right.MANAGE)
        line = row(self.state, 1, self.more, self.undo, self.save_button)
        self.setLayout(column(self.choice, self.result, line, gap="tight"))
        self.tell("")

    def _menu(self) -> ActMenu:
        menu = ActMenu(self.more)
        menu.offer("导出…", self.write_out)
        menu.offer("导入为本机关的…", lambda: self.take_in(Layer.OFFICE), Right.MANAGE)
        menu.offer("导入县级下发的…", lambda: self.take_in(Layer.COUNTY), Right.MANAGE)
        return menu

    def tell(self, words: str) -> None:
        """Say what was done, and whose data are in force."""
        layer, changed = self._port.standing(self._key)
        self.result.say(words)
        self.choice.setVisible(changed)
        self.choice.show_lines(self._port.compared(self._key) if changed else ())
        self.state.setText(f"现在用的：{layer.label}")
        self.undo.allow(
            "现在用的就是随程序提供的，没有可以恢复的" if layer is Layer.SHIPPED else ""
        )
        self.undo.setToolTip("撤回改动，用回县级下发的或者程序提供的")

    def save(self) -> None:
        """Keep what the form says."""
        self._run(self._save, "已保存，以后的预审按新的进行")

    def restore(self) -> None:
        """Take the own ones back after asking."""
        ask = f"撤回现在用的{self._title}？改动仍在审计记录里。"
        if self._context.prompts.confirm(self, "恢复", ask, "恢复"):
            self._run(lambda: self._port.restore(self._key), "已恢复")

    def keep_ours(self) -> None:
        """Keep the own ones though the shipped ones have changed."""
        self._run(lambda: self._port.keep_ours(self._key), "已保留现在用的")

    def write_out(self) -> None:
        """Write a file another unit can take in."""
        path = self._context.prompts.save_file(self, "导出", f"{self._title}.toml", TOML)
        if path is not None:
            self._run(lambda: self._port.write_out(self._key, path), f"已导出到 {path.name}")

    def take_in(self, layer: Layer) -> None:
        """Take a file in as the office's own or the county's."""
        path = self._context.prompts.open_file(self, f"导入{self._title}", TOML)
        if path is not None:
            self._run(lambda: self._port.take_in_form(self._key, path, layer), "已导入")

    def _run(self, action: Callable[[], object], done: str) -> None:
        if self._context.errors.guard(self, action):
            self._show()
            self.tell(done)


class _Choice(QWidget):
    """What ships and what is in force side by side, only where they differ; then the choice."""

    def __init__(self, foot: OwnEntryFoot) -> None:
        super().__init__()
        self.model = ListTableModel(_COLUMNS, self)
        self.table = RecordTable(self.model, "程序提供的和现在用的")
        self.table.hide()
        self.words = label("", "muted", wrap=True, select=True)
        self.words.hide()
        self.look = button("两份对照", self._toggle)
        self.keep = button("保留现在用的", foot.keep_ours, right=Right.MANAGE)
        self.take = button("改用程序提供的", foot.restore, right=Right.MANAGE)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._tell())
        banner = InfoBanner(_CHANGED, "warning")
        choose = row(self.look, 1, self.keep, self.take)
        self.setLayout(column(banner, self.table, self.words, choose, gap="tight"))

    def show_lines(self, lines: Sequence[Differing]) -> None:
        """Show what differs; where nothing does, keeping either comes to the same."""
        self.model.show_rows(lines)
        shown = min(max(len(lines), 1), _MOST_ROWS)
        self.table.setFixedHeight(_HEAD_HEIGHT + shown * _ROW_HEIGHT)
        self.look.setEnabled(bool(lines))
        self.look.setToolTip("" if lines else "两份的内容相同")

    def _toggle(self) -> None:
        shown = self.table.isHidden()
        self.table.setVisible(shown)
        self.words.setVisible(shown)
        self.look.setText("收起对照" if shown else "两份对照")
        if shown:
            self.table.selectRow(0)

    def _tell(self) -> None:
        at = self.table.currentIndex()
        one = self.model.record(at.row()) if at.isValid() else None
        if one is not None:
            theirs, ours = one.shipped or _ABSENT, one.own or _ABSENT
            self.words.setText(plain(f"程序提供的：{theirs}\n现在用的：{ours}"))
