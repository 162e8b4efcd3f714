"""备份与校验: copies by hand and by themselves, restoring, checking the data file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QMainWindow

from gongkai_desktop.domain.role import Right
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.tasks import Job, Task
from gongkai_desktop.ui.common.widgets import (
    Card,
    button,
    clear,
    column,
    icon_label,
    label,
    row,
    rule,
)
from gongkai_desktop.ui.common.work import carry_out

_GKT = "公开台数据文件 (*.gkt)"


class BackupPart(Card):
    """备份与校验."""

    def __init__(self, context: Context, changed: Callable[[], object]) -> None:
        super().__init__("备份与校验")
        self._context, self._changed = context, changed
        self._backups = context.ports.backups
        self.where = label("", "muted", wrap=True, select=True)
        self.second = label("", "muted", wrap=True, select=True)
        self._results = column(gap="tight")
        self._assemble()
        self.show_facts()

    def _assemble(self) -> None:
        body = self.body
        words = "每次打开程序和使用中每小时，数据有变动就自动备份一次，按日、周、月保留。"
        body.addWidget(label("自动备份", "strong"))
        body.addWidget(label(words, "muted", wrap=True))
        body.addWidget(self.where)
        choose = button("设置第二处…", self._choose_second, symbol="backup", right=Right.MANAGE)
        choose.setToolTip("同时备份到U盘或者另一块硬盘")
        body.addLayout(row(self.second, 1, choose))
        body.addWidget(rule())
        body.addWidget(label("手工备份和恢复", "strong"))
        words = "备份是一个完整的文件，可以在另一台电脑上恢复；已加密的，备份也是加密的。"
        body.addWidget(label(words, "muted", wrap=True))
        back_up = button("备份到文件夹…", self._back_up, kind="primary", symbol="backup")
        restore = button("从备份恢复…", self._restore, symbol="refresh", right=Right.MANAGE)
        body.addLayout(row(back_up, restore, 1))
        body.addWidget(rule())
        verify = button("校验数据", self._verify, symbol="done")
        body.addLayout(row(label("数据文件", "strong"), 1, verify))
        body.addLayout(self._results)
        body.addStretch(1)

    def show_facts(self) -> None:
        """Where the copies lie."""
        facts = self._backups.facts()
        latest = f"上次备份 {facts.latest}" if facts.latest else "还没有备份"
        self.where.setText(f"存放在 {facts.folder}，{latest}")
        self.second.setText(f"第二处：{facts.second or '没有设置'}")

    def _choose_second(self) -> None:
        folder = self._context.prompts.choose_folder(self, "第二处备份")
        if folder is not None and self._context.errors.guard(
            self, lambda: self._backups.choose_second_place(str(folder))
        ):
            self.show_facts()

    def _back_up(self) -> None:
        folder = self._context.prompts.choose_folder(self, "备份到")
        if folder is None:
            return

        write = lambda progress: self._backups.back_up(folder, progress)  # noqa: E731
        self._work("备份", write, self._backed_up)

    def _backed_up(self, path: object) -> None:
        self._changed()
        self.show_facts()
        self._context.prompts.tell(self, "备份", f"已备份为 {getattr(path, 'name', path)}")

    def _restore(self) -> None:
        """Choose, look, agree; then the window closes, for its office is another one."""
        file = self._context.prompts.open_file(self, "从备份恢复", _GKT)
        if file is None:
            return

        def ask(seen: Sequence[str]) -> None:
            told = "\n".join(seen)
            words = f"{told}\n\n现在的数据文件会另存一份，恢复后程序关闭，请重新打开。"
            if self._context.prompts.confirm(self, "从备份恢复", words, "恢复"):
                self._put_back(file)

        look = lambda progress: self._backups.preview(file, progress)  # noqa: E731
        self._work("查看备份", look, ask)

    def _put_back(self, file: Path) -> None:
        """Nothing may be typed meanwhile: it would go into the file that is being replaced."""
        window = self.window()
        page = (window.centralWidget() if isinstance(window, QMainWindow) else None) or self
        page.setEnabled(False)
        put_back = lambda progress: self._backups.restore(file, progress)  # noqa: E731
        task = self._work("从备份恢复", put_back, self._restored)
        task.ended.connect(lambda: page.setEnabled(True))

    def _restored(self, kept: str) -> None:
        self._context.prompts.tell(self, "已恢复", f"恢复前的文件另存为 {kept}")
        QApplication.quit()

    def _verify(self) -> None:
        self._work("校验数据", self._backups.verify, self._verified, reads=True)

    def _work(
        self, title: str, job: Job, then: Callable[[Any], object], *, reads: bool = False
    ) -> Task:
        return carry_out(self._context, self, title, job, then, cancellable=True, reads=reads)

    def _verified(self, results: Sequence[tuple[str, bool]]) -> None:
        clear(self._results)
        for words, good in results:
            mark = icon_label("done" if good else "warning", "success" if good else "danger", 16)
            state = "" if good else "：有损坏，请从备份恢复"
            self._results.addLayout(row(mark, label(f"{words}{state}"), 1))
