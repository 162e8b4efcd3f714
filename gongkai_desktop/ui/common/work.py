"""Long work a person asked for (长时间的工作): started, shown with progress, told when over."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.tasks import Job, Task


def carry_out(
    context: Context,
    parent: QWidget,
    title: str,
    job: Job,
    then: Callable[[Any], object] | None = None,
    *,
    cancellable: bool = False,
    reads: bool = False,
    stopped: Callable[[], str] | None = None,
) -> Task:
    """Do what may take long off the window's thread; errors in one place.

    ``then`` is called on the window's thread with what came of it. ``cancellable`` is for jobs
    that report; they leave everything as it was where they are stopped, or ``stopped``, called
    on the window's thread, says in one line what there is. Jobs follow one another, but those
    that only look (``reads``) wait for none.
    """
    start = context.tasks.read if reads else context.tasks.write
    task = start(job, title, cancellable=cancellable)
    if stopped is not None:
        task.left = stopped
    if then is not None:
        task.done.connect(lambda result: context.errors.guard(parent, lambda: then(result)))
    task.failed.connect(lambda error: context.errors.show(parent, error))
    return task


def look_up(
    context: Context,
    view: QWidget,
    title: str,
    read: Callable[[], Any],
    then: Callable[[Any], object],
) -> Task:
    """Read what a view shows beside the window's thread; ``then`` is called on it.

    A view that was left meanwhile is told nothing any more.
    """
    task = context.tasks.read(lambda progress: read(), title)

    def show(result: Any) -> None:
        if isValid(view):
            context.errors.guard(view, lambda: then(result))

    task.done.connect(show)
    task.failed.connect(lambda error: context.errors.show(view, error) if isValid(view) else None)
    return task
