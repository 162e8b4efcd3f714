"""Long work off the window's thread: one writer, several readers, progress and cancel."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from threading import Event as Flag
from time import monotonic
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

PROGRESS_AFTER_MS = 500
UNDONE = "数据和文件都和原来一样"
_READERS = 3
_SHOWN_EVERY = 0.05
"""Seconds between two figures on the screen: a job may report as often as it can be stopped."""


class CancelledError(Exception):
    """Raised inside a job when the user has cancelled it; not an error."""


class Progress:
    """A job's way to report and to learn that it has been cancelled."""

    def __init__(self, report: Callable[[int, int, str], None], cancelled: Flag) -> None:
        self._report = report
        self._cancelled = cancelled
        self._shown_at = 0.0

    def __call__(self, done: int, total: int, text: str = "") -> None:
        """Report ``done`` of ``total`` (0: unknown); raises CancelledError when given up."""
        if self._cancelled.is_set():
            raise CancelledError
        now = monotonic()
        if now - self._shown_at >= _SHOWN_EVERY:
            self._shown_at = now
            self._report(done, total, text)

    @property
    def cancelled(self) -> bool:
        """Whether the user has given up."""
        return self._cancelled.is_set()


class Task(QObject):
    """One running job. Exactly one of done, failed, stopped follows, then ``ended``.

    ``slow`` comes once when it has run half a second: only then is progress shown.
    """

    progress = Signal(int, int, str)
    done = Signal(object)
    failed = Signal(object)
    stopped = Signal()
    ended = Signal()
    slow = Signal()

    def __init__(self, title: str, cancellable: bool) -> None:
        super().__init__()
        self.title = title
        self.cancellable = cancellable
        self.left: Callable[[], str] = lambda: UNDONE
        """What there is after it was stopped, in one line."""
        self.running = True
        self._flag = Flag()

    def cancel(self) -> None:
        """Ask the job to stop at its next report."""
        if self.cancellable:
            self._flag.set()

    @property
    def cancelling(self) -> bool:
        """Whether a stop has been asked for."""
        return self._flag.is_set()


Job = Callable[[Progress], Any]
"""Work to be done on another thread; it reports through the ``Progress`` it is handed."""


def _run(job: Job, relay: _Relay, flag: Flag) -> None:
    """Do a job on a thread of the pool; how it ended lies with the relay before it calls."""
    progress = Progress(relay.progress.emit, flag)
    try:
        relay.result = job(progress)
    except CancelledError:
        relay.stopped = True
    except BaseException as error:
        relay.error = error
    relay.over.emit()


class _Relay(QObject):
    """Calls from a job's thread to the window's.

    Only plain figures and words go through the queue: Python objects carried across threads by
    queued signals lose count of their references.
    """

    progress = Signal(int, int, str)
    over = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.result: Any = None
        self.error: BaseException | None = None
        self.stopped = False


class Tasks(QObject):
    """Starts jobs and knows which are still running. Writers run one after another."""

    started = Signal(object)
    idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pools: list[ThreadPoolExecutor] = []
        self._running: dict[Task, _Relay] = {}

    def write(self, job: Job, title: str, *, cancellable: bool = True) -> Task:
        """Run a job that changes the data file; such jobs never overlap."""
        return self._start(self._writer, job, title, cancellable)

    def read(self, job: Job, title: str, *, cancellable: bool = True) -> Task:
        """Run a job that only reads or draws; several run at once."""
        return self._start(self._readers, job, title, cancellable)

    @property
    def busy(self) -> bool:
        """Whether anything is still running."""
        return bool(self._running)

    def cancel_all(self) -> None:
        """Ask every running job to stop."""
        for task in tuple(self._running):
            task.cancel()

    def finish(self) -> None:
        """Wait until the pools' threads have ended; called before the window's objects go.

        Nobody is told of what ends now: those who waited for it are about to be deleted.
        """
        for pool in self._pools:
            pool.shutdown(wait=True)
        for task in self._running:
            task.running = False
        self._running.clear()

    @cached_property
    def _writer(self) -> ThreadPoolExecutor:
        return self._pool(1, "writer")

    @cached_property
    def _readers(self) -> ThreadPoolExecutor:
        return self._pool(_READERS, "reader")

    def _pool(self, threads: int, name: str) -> ThreadPoolExecutor:
        from concurrent.futures import ThreadPoolExecutor  # the window stands before it is read in

        pool = ThreadPoolExecutor(threads, name)
        self._pools.append(pool)
        return pool

    def _start(self, pool: ThreadPoolExecutor, job: Job, title: str, cancellable: bool) -> Task:
        task = Task(title, cancellable)
        relay = _Relay(self)
        queued = Qt.ConnectionType.QueuedConnection
        relay.progress.connect(task.progress, queued)
        relay.over.connect(lambda: self._end(task, relay), queued)
        self._running[task] = relay
        QTimer.singleShot(PROGRESS_AFTER_MS, task, lambda: self._if_slow(task))
        self.started.emit(task)
        pool.submit(_run, job, relay, task._flag)
        return task

    @Slot()
    def _if_slow(self, task: Task) -> None:
        if task.running:
            task.slow.emit()

    def _end(self, task: Task, relay: _Relay) -> None:
        if self._running.pop(task, None) is None:
            relay.deleteLater()
            return
        task.running = False
        if relay.stopped:
            task.stopped.emit()
        elif relay.error is not None:
            task.failed.emit(relay.error)
        else:
            task.done.emit(relay.result)
        task.ended.emit()
        # The pool's thread may hold the relay a moment longer: Qt deletes it on this thread.
        relay.deleteLater()
        if not self._running:
            self.idle.emit()
