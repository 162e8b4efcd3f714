"""接收报送 in the window: files chosen, passwords asked, configurations seen before they count."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.progress import Report
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.tasks import Job
from gongkai_desktop.ui.common.work import carry_out
from gongkai_desktop.ui.exchange.answers import AnswersView, asked_passwords

_PACKAGE = "报送包或年报文件 (*.zwgk *.zip *.xlsx *.docx *.html *.htm)"


class Receiving:
    """Takes files in off the window's thread; ``tell`` is told what became of each."""

    def __init__(
        self,
        context: Context,
        view: QWidget,
        answers: AnswersView,
        tell: Callable[[str, Sequence[str]], None],
    ) -> None:
        self._context, self._ports = context, context.ports.exchanges
        self._view, self._answers, self._tell = view, answers, tell
        self._pending: Sequence[Path] = ()
        answers.approved.connect(self._adopt)

    def ask(self) -> None:
        """Ask which files came, and take them in."""
        paths = self._context.prompts.open_files(self._view, "接收报送", _PACKAGE)
        if paths:
            look = lambda progress: self._ports.configurations(paths)  # noqa: E731
            then = lambda pending: self._take(paths, pending)  # noqa: E731
            carry_out(self._context, self._view, "读取文件", look, then, cancellable=True)

    def _take(self, paths: Sequence[Path], pending: Sequence[Path]) -> None:
        """All at once; configurations only after it was seen what they change."""
        self._pending = pending
        chosen = [path for path in paths if path not in pending]
        passwords = asked_passwords(self._context, self._view, self._ports, chosen)
        if passwords is not None:
            self._receive(chosen, passwords)

    def _receive(self, chosen: Sequence[Path], passwords: Sequence[str]) -> None:
        def receive(report: Report) -> tuple[list[str], list[str]]:
            told = self._ports.receive(chosen, passwords, report) if chosen else []
            return list(told), [line for path in self._pending for line in self._seen(path, report)]

        self._work("接收报送", receive, self._tell_taken)

    def _tell_taken(self, answers: tuple[list[str], list[str]]) -> None:
        told, changes = answers
        self._tell("接收结果", told)
        if self._pending:
            self._answers.ask("配置包采用以后会改变什么", [*told, *changes])

    def _seen(self, path: Path, report: Report) -> list[str]:
        """What a configuration would change; one that is refused says why among the others."""
        try:
            changes = self._ports.preview_configuration(path, report)
        except UserError as error:
            return [f"{path.name}：", f"　　{error}"]
        return [f"{path.name}：", *(f"　　{one}" for one in changes)]

    def _adopt(self) -> None:
        pending = self._pending
        look = lambda report: self._doubts(pending, report)  # noqa: E731
        sure = lambda against: self._take_sure(pending, against)  # noqa: E731
        carry_out(self._context, self._view, "核对配置包", look, sure, cancellable=True)

    def _doubts(self, pending: Sequence[Path], report: Report) -> str:
        """What speaks against the configurations being meant for this office."""
        looks = [self._ports.configuration_changes(path, report) for path in pending]
        return "；".join(dict.fromkeys(one for look in looks for one in look.doubts))

    def _take_sure(self, pending: Sequence[Path], against: str) -> None:
        """Ask once more where a configuration may be meant for another office."""
        words = f"{against}。\n\n确实要用这份配置包吗？拿不准的，先问下发单位。"
        if against and not self._context.prompts.confirm(
            self._view, "可能不是给本单位的", words, "仍然采用"
        ):
            return
        take = lambda report: self._ports.receive(pending, (), report, agreed=True)  # noqa: E731
        self._work("采用配置包", take, lambda told: self._tell("接收结果", told))

    def _work(self, title: str, job: Job, then: Callable[[Any], object]) -> None:
        def stopped() -> str:
            self._tell("接收结果", ["已取消。已经收下的列在报送情况里，其余没有接收"])
            return "已经收下的留着，其余没有接收"

        carry_out(*(self._context, self._view, title, job, then), cancellable=True, stopped=stopped)
