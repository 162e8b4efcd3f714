"""What helps over any page (随处可用): search of everything, help, keys; made when first wanted."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from gongkai_desktop.ui.common.page import Context

if TYPE_CHECKING:
    from gongkai_desktop.ui.help.panel import HelpPanel, KeySheet
    from gongkai_desktop.ui.ports.search import Hit
    from gongkai_desktop.ui.search.palette import Palette

_HELP_TOP = 86


class Aids:
    """Search, help and keys over one window.

    ``page`` gives the page in front; ``opened`` is called with place and argument of what was
    found, ``changed`` after a step was taken back; ``when`` does an action
    as soon as it may be done.
    """

    def __init__(
        self,
        host: QWidget,
        context: Context,
        page: Callable[[], QWidget],
        opened: Callable[[str, object], object],
        changed: Callable[[], object],
        when: Callable[[Callable[[], object]], object],
    ) -> None:
        self._host, self._context = host, context
        self._page, self._opened, self._changed = page, opened, changed
        self._palette: Palette | None = None
        self._help: HelpPanel | None = None
        self._keys: KeySheet | None = None
        for keys, action in (
            ("Ctrl+K", self.search),
            ("F1", self.help),
            ("Ctrl+/", self.show_keys),
            ("Ctrl+Z", self.undo),
        ):
            QShortcut(QKeySequence(keys), host, partial(when, action))

    @property
    def palette(self) -> Palette:
        """The search of everything."""
        if self._palette is None:
            from gongkai_desktop.ui.search.palette import Palette

            self._palette = Palette(self._host, self._context)
            self._palette.chosen.connect(self._open)
        return self._palette

    @property
    def panel(self) -> HelpPanel:
        """The help beside the page."""
        if self._help is None:
            from gongkai_desktop.ui.help.panel import HelpPanel

            self._help = HelpPanel(self._host, _HELP_TOP)
            self._help.keys.connect(self.show_keys)
            self._help.manual.connect(lambda: self._opened("settings", "about"))
        return self._help

    @property
    def sheet(self) -> KeySheet:
        """The table of keys."""
        if self._keys is None:
            from gongkai_desktop.ui.help.panel import KeySheet

            self._keys = KeySheet(self._host)
        return self._keys

    def search(self) -> None:
        """搜索全部."""
        self.palette.begin()

    def help(self) -> None:
        """帮助 of where someone is."""
        self.panel.toggle(self._page())

    def show_keys(self) -> None:
        """快捷键."""
        self.sheet.toggle()

    def undo(self) -> None:
        """撤销: say which step would be taken back, ask, take it back."""
        context, host = self._context, self._host

        def ask() -> None:
            words, step = context.ports.undoing.last()
            if context.prompts.confirm(host, "撤销上一步", words, "撤销"):
                context.ports.undoing.take_back(step)
                self._changed()

        context.errors.guard(host, ask)

    def _open(self, hit: Hit) -> None:
        if hit.place == "help":
            self.panel.show_topic(str(hit.argument))
        else:
            self._opened(hit.place, hit.argument)
