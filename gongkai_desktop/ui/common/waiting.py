"""Progress of slow work: a quiet panel in the window's corner with a cancel button."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QFrame, QProgressBar, QVBoxLayout, QWidget
from shiboken6 import isValid

from gongkai_desktop.ui.common.tasks import Task, Tasks
from gongkai_desktop.ui.common.widgets import button, label, row

_WIDTH = 320
_MARGIN = 16


class ProgressPanel(QFrame):
    """Appears over its host when a task has run half a second, goes when it ends."""

    def __init__(self, host: QWidget, tasks: Tasks) -> None:
        super().__init__(host)
        self.setProperty("role", "popover")
        self.setFixedWidth(_WIDTH)
        self.setAccessibleName("正在进行")
        self._task: Task | None = None
        self._title = label("", "strong")
        self._text = label("", "caption")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._cancel = button("取消", self._stop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.addWidget(self._title)
        layout.addWidget(self._bar)
        layout.addLayout(row(self._text, 1, self._cancel))
        tasks.started.connect(self._follow)
        host.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Stay in the corner when the window changes size."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _follow(self, task: Task) -> None:
        """Tell of a task; work may run on when the dialog that stood over it is gone."""
        task.slow.connect(lambda: self._show(task) if isValid(self) else None)
        task.progress.connect(
            lambda done, total, text: (
                self._report(task, done, total, text) if isValid(self) else None
            )
        )
        task.ended.connect(lambda: self._end(task) if isValid(self) else None)

    def _show(self, task: Task) -> None:
        self._task = task
        self._title.setText(task.title)
        self._bar.setRange(0, 0)
        self._text.setText("")
        self._cancel.setVisible(task.cancellable)
        self._cancel.setEnabled(True)
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()

    def _report(self, task: Task, done: int, total: int, text: str) -> None:
        if task is not self._task:
            return
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._text.setText(text or (f"{done} / {total}" if total else ""))

    def _end(self, task: Task) -> None:
        if task is self._task:
            self._task = None
            self.hide()

    def _stop(self) -> None:
        if self._task:
            self._task.cancel()
            self._cancel.setEnabled(False)
            self._text.setText("正在停止…")

    def _place(self) -> None:
        host = self.parentWidget()
        if host is not None:
            self.move(
                host.width() - self.width() - _MARGIN, host.height() - self.height() - 3 * _MARGIN
            )
