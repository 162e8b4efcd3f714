"""Progress of slow work: a quiet panel in the window's corner with a cancel button."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QFrame, QProgressBar, QVBoxLayout, QWidget
from shiboken6 import isValid

from gongkai_desktop.ui.common.tasks import Task, Tasks
from gongkai_desktop.ui.common.widgets import button, label, row

_WIDTH = 320
_MARGIN = 16
_TOLD_MS = 6_000
_STOPPING = "正在停止…"


class ProgressPanel(QFrame):
    """Appears over its host when a task has run half a second, goes when it ends.

    Of several the one begun last is shown, then the others. One that was stopped is told of in
    a line of its own for a while.
    """

    def __init__(self, host: QWidget, tasks: Tasks) -> None:
        super().__init__(host)
        self.setProperty("role", "popover")
        self.setFixedWidth(_WIDTH)
        self.setAccessibleName("正在进行")
        self._slow: list[Task] = []
        self._far: dict[Task, tuple[int, int, str]] = {}
        self._title = label("", "strong", wrap=True)
        self._text = label("", "caption", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._cancel = button("取消", self._stop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.addWidget(self._title)
        layout.addWidget(self._bar)
        foot = row(self._text, self._cancel)
        foot.setStretch(0, 1)
        layout.addLayout(foot)
        self._telling = QTimer(self)
        self._telling.setSingleShot(True)
        self._telling.setInterval(_TOLD_MS)
        self._telling.timeout.connect(self._rest)
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
        task.slow.connect(lambda: self._begin(task) if isValid(self) else None)
        task.progress.connect(
            lambda done, total, text: (
                self._report(task, done, total, text) if isValid(self) else None
            )
        )
        task.stopped.connect(lambda: self._tell(task) if isValid(self) else None)
        task.ended.connect(lambda: self._end(task) if isValid(self) else None)

    @property
    def told(self) -> str:
        """What stands in the panel, empty where it is not shown."""
        return f"{self._title.text()}　{self._text.text()}" if self.isVisible() else ""

    def _begin(self, task: Task) -> None:
        self._slow.append(task)
        self._telling.stop()
        self._show(task)

    def _show(self, task: Task) -> None:
        self._title.setText(task.title)
        self._bar.show()
        self._figures(*self._far.get(task, (0, 0, "")))
        self._cancel.setVisible(task.cancellable)
        self._cancel.setEnabled(not task.cancelling)
        if task.cancelling:
            self._text.setText(_STOPPING)
        self._appear()

    def _report(self, task: Task, done: int, total: int, text: str) -> None:
        self._far[task] = (done, total, text)
        if self._slow and task is self._slow[-1] and not task.cancelling:
            self._figures(done, total, text)

    def _figures(self, done: int, total: int, text: str) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._text.setText(text or (f"{done} / {total}" if total else ""))

    def _tell(self, task: Task) -> None:
        """It was stopped: what there is now; nobody asked where the panel never showed it."""
        if task not in self._slow:
            return
        self._title.setText(f"已取消“{task.title}”")
        self._text.setText(task.left())
        self._bar.hide()
        self._cancel.hide()
        self._telling.start()
        self._appear()

    def _end(self, task: Task) -> None:
        self._far.pop(task, None)
        if task in self._slow:
            self._slow.remove(task)
        if not self._telling.isActive():
            self._rest()

    def _rest(self) -> None:
        """Show what still runs, or nothing."""
        if self._slow:
            self._show(self._slow[-1])
        else:
            self.hide()

    def _stop(self) -> None:
        if self._slow:
            self._slow[-1].cancel()
            self._cancel.setEnabled(False)
            self._text.setText(_STOPPING)

    def _appear(self) -> None:
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()

    def _place(self) -> None:
        host = self.parentWidget()
        if host is not None:
            self.move(
                host.width() - self.width() - _MARGIN, host.height() - self.height() - 3 * _MARGIN
            )
