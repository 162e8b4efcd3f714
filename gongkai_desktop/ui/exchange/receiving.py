"""接收报送 in the window: files chosen, passwords asked, configurations seen before they count."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from gongkai_desktop.ui.common.page import Context
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
            self._context.errors.guard(self._view, lambda: self._take(paths))

    def _take(self, paths: Sequence[Path]) -> None:
        """All at once; configurations only after it was seen what they change."""
        self._pending = self._ports.configurations(paths)
        chosen = [path for path in paths if path not in self._pending]
        passwords = asked_passwords(self._context, self._view, self._ports, chosen)
        if passwords is not None:
            self._receive(chosen, passwords)

    def _receive(self, chosen: Sequence[Path], passwords: Sequence[str]) -> None:
        carry_out(
            self._context,
            self._view,
            "接收报送",
            lambda progress: list(self._ports.receive(chosen, passwords)) if chosen else [],
            self._tell_taken,
        )

    def _tell_taken(self, told: Sequence[str]) -> None:
        self._tell("接收结果", told)
        if self._pending:
            shown = [line for path in self._pending for line in self._would_change(path)]
            self._answers.ask("配置包采用以后会改变什么", [*told, *shown])

    def _would_change(self, path: Path) -> list[str]:
        changes = self._ports.preview_configuration(path)
        return [f"{path.name}：", *(f"　　{one}" for one in changes)]

    def _adopt(self) -> None:
        pending = self._pending
        if not self._sure(pending):
            return
        carry_out(
            self._context,
            self._view,
            "采用配置包",
            lambda progress: self._ports.receive(pending, agreed=True),
            lambda told: self._tell("接收结果", told),
        )

    def _sure(self, pending: Sequence[Path]) -> bool:
        """Ask once more where a configuration may be meant for another office."""
        looks = [self._ports.configuration_changes(path) for path in pending]
        against = "；".join(dict.fromkeys(one for look in looks for one in look.doubts))
        words = f"{against}。\n\n确实要用这份配置包吗？拿不准的，先问下发单位。"
        return not against or self._context.prompts.confirm(
            self._view, "可能不是给本单位的", words, "仍然采用"
        )
