"""What stands above the rows of a ledger: which rows, its needs so far, its papers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import attrs
from PySide6.QtWidgets import QComboBox, QPushButton, QVBoxLayout, QWidget

from gongkai_desktop.domain.ledger.form import LedgerForm
from gongkai_desktop.domain.role import Right
from gongkai_desktop.services.ledger_sheets import RECORDED
from gongkai_desktop.ui.common.forms import choice_field
from gongkai_desktop.ui.common.menus import ActMenu
from gongkai_desktop.ui.common.widgets import button, label, row
from gongkai_desktop.ui.ports.ledger import LedgerOverview
from gongkai_desktop.ui.style.theme import space

_STATES = (("open", "未办结"), ("overdue", "已超期"), ("closed", "已办结"), ("void", "已作废"))
_WIDTH = 150


@attrs.frozen(kw_only=True)
class Choice:
    """The rows that are shown: of a state, or those whose column holds a value."""

    state: str = ""
    only: tuple[str, str] | None = None


def choices_of(form: LedgerForm) -> Mapping[str, Choice]:
    """Every choice a ledger offers, by its words; the first is all rows."""
    own = {one.title: Choice(only=(one.column, one.value)) for one in form.views}
    timed = bool(form.limits) or any(one.closed for one in form.statuses)
    states = {words: Choice(state=key) for key, words in _STATES if timed or key == "void"}
    return {"全部记录": Choice()} | own | states


class ListHead(QWidget):
    """The title with the needs counted so far, below it the choice of rows and the papers.

    ``own`` are buttons that only this ledger has.
    """

    def __init__(
        self,
        overview: LedgerOverview,
        chosen: str,
        choose: Callable[[str], object],
        paper: Callable[[str], object],
        own: Sequence[QPushButton] = (),
    ) -> None:
        super().__init__()
        form = overview.form
        counted = label("　".join(overview.counters), "muted", wrap=True)
        counted.setToolTip("\n".join(overview.sources))
        words = list(choices_of(form))
        self.choice: QComboBox = choice_field([(one, one) for one in words], chosen or words[0])
        self.choice.setAccessibleName("显示哪些记录")
        self.choice.setFixedWidth(_WIDTH)
        self.choice.currentTextChanged.connect(choose)
        tools = list(own)
        if overview.sheets:
            self.papers = ActMenu(self)
            for key, title in overview.sheets.items():
                right = Right.KEEP if key in RECORDED else Right.LOOK
                self.papers.offer(f"{title}…", partial(paper, key), right)
            menu = button("单据", kind="quiet", symbol="print")
            menu.setMenu(self.papers)
            tools.append(menu)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(space("small"))
        layout.addLayout(row(label(form.title, "heading"), counted, 1))
        layout.addLayout(row(self.choice, 1, *tools))
