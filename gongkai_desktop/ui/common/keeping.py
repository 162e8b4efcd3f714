"""Files put into the data file (存入文件): many at once, with progress, stopped between two."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.progress import Report
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.work import carry_out

Keep = Callable[[Path, Report], str]
"""Keeps a copy of one file and says what is doubtful about it; UserError where it cannot."""
_MOST_NAMED = 8


class Keeping:
    """The job: one file that cannot be kept does not stop the others."""

    def __init__(self, paths: Sequence[Path], keep: Keep) -> None:
        self._paths, self._keep = paths, keep
        self.kept = 0
        self.doubts: list[str] = []
        self.troubles: list[UserError] = []

    def __call__(self, progress: Report) -> Keeping:
        """Keep them all; stopped, those before stay."""
        count = len(self._paths)
        for at, path in enumerate(self._paths):

            def report(done: int, total: int, words: str, at: int = at) -> None:
                progress(at, count, f"第{at + 1}个，共{count}个　{words}" if count > 1 else words)

            try:
                report(0, 0, f"正在存入 {path.name}")
                doubt = self._keep(path, report)
            except UserError as error:
                self.troubles.append(error)
                continue
            self.kept += 1
            if doubt:
                self.doubts.append(doubt)
        return self

    def left(self) -> str:
        """What there is after it was stopped."""
        rest = len(self._paths) - self.kept - len(self.troubles)
        return f"已存入{self.kept}个，其余{rest}个没有存入"

    def trouble(self) -> UserError | None:
        """What could not be kept, in one message."""
        if len(self.troubles) < 2:
            return next(iter(self.troubles), None)
        named = [error.message for error in self.troubles[:_MOST_NAMED]]
        if len(self.troubles) > _MOST_NAMED:
            named.append(f"另有{len(self.troubles) - _MOST_NAMED}个")
        told = f"有{len(self.troubles)}个文件没有存入，其余{self.kept}个已经存入"
        advice = self.troubles[0].advice
        return UserError("\n".join([f"{told}：", *named]), advice)


def keep_files(
    context: Context,
    parent: QWidget,
    title: str,
    paths: Sequence[Path],
    keep: Keep,
    then: Callable[[], object],
) -> None:
    """Keep copies of files off the window's thread; ``then`` shows what is kept now.

    What could not be kept, and what is doubtful, is said once for all of them.
    """
    keeping = Keeping(paths, keep)

    def told(_: object) -> None:
        if keeping.kept:
            then()
        trouble = keeping.trouble()
        if trouble is not None:
            context.errors.show(parent, trouble)
        if keeping.doubts:
            context.prompts.tell(parent, "已存入，请留意", "\n".join(keeping.doubts[:_MOST_NAMED]))

    def stopped() -> str:
        if keeping.kept:
            context.errors.guard(parent, then)
        return keeping.left()

    if paths:
        carry_out(context, parent, title, keeping, told, cancellable=True, stopped=stopped)
