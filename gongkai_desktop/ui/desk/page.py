"""The desk (工作台): counts, the urgent list, what is awaited, duties, the calendar horizon."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gongkai_desktop.ui.common.badge import TONES
from gongkai_desktop.ui.common.days import day_words
from gongkai_desktop.ui.common.page import Command, Context, Page
from gongkai_desktop.ui.common.table import Column, RecordTable, VirtualTableModel
from gongkai_desktop.ui.common.widgets import (
    Card,
    Tile,
    button,
    clear,
    column,
    icon_label,
    label,
    row,
    rule,
    scrolled,
)
from gongkai_desktop.ui.ports import CalendarHorizon, Desk, Duty, RegisterLine, StateFilter
from gongkai_desktop.ui.style.theme import space

_SIDE_WIDTH = 268

_TILES = (
    ("overdue", "已超期", "danger", StateFilter.OVERDUE),
    ("near", "3日内到期", "warning", StateFilter.NEAR),
    ("open", "在办", "", StateFilter.OPEN),
    ("waiting", "等待条件", "waiting", StateFilter.WAITING),
    ("closed_this_year", "本年办结", "success", StateFilter.CLOSED_THIS_YEAR),
)


def due_words(line: RegisterLine) -> str:
    """The due date of a line; what is awaited has none of its own."""
    view = line.row.view
    if view.awaited or view.due_date is None:
        return "—"
    return f"{day_words(view.due_date)}{'（暂定）' if view.provisional else ''}"


def desk_columns() -> tuple[Column[RegisterLine], ...]:
    """The columns of the urgent list."""
    return (
        Column(title="登记号", text=lambda line: line.row.register_no, width=82),
        Column(
            title="申请内容",
            text=lambda line: line.row.request_text,
            note=lambda line: (
                f"{line.row.applicant} · {line.why}" if line.why else line.row.applicant
            ),
        ),
        Column(title="答复期限", text=due_words, width=102),
        Column(
            title="期限状态",
            text=lambda line: line.urgency.words,
            tone=lambda line: TONES[line.urgency.level],
            width=196,
        ),
    )


class DeskPage(Page):
    """工作台."""

    title = "工作台"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._desk: Desk | None = None
        self.tiles = {key: self._tile(name, tint, state) for key, name, tint, state in _TILES}
        self.body.addLayout(row(*self.tiles.values(), gap="medium"))
        self.urgent = _ShortList("先办这些", "没有正在计时的申请", lambda: self._lines("urgent"))
        self.waiting = _ShortList("等待条件", "没有等待他人的申请", lambda: self._lines("waiting"))
        for part in (self.urgent, self.waiting):
            part.table.opened.connect(self._opener(part))
        self._duties = Card("定期任务")
        self._duty_rows = QVBoxLayout()
        self._duties.body.addLayout(self._duty_rows)
        self._horizon = HorizonCard(lambda: self.go.emit("settings", "calendar"))
        self._assemble()

    def refresh(self) -> None:
        """Read the desk again."""
        self._desk = self.context.ports.desktop.desk()
        counts = self._desk.counts
        for key, tile in self.tiles.items():
            tile.set_figure(getattr(counts, key), "件")
        self.urgent.reload()
        self.waiting.reload()
        self._horizon.show_horizon(self._desk.horizon)
        self._show_duties(self._desk.duties)

    def commands(self) -> Sequence[Command]:
        """Registering is what a clerk comes for."""
        new = Command(
            title="登记新申请",
            run=lambda: self.go.emit("request", "new"),
            symbol="plus",
            shortcut="Ctrl+N",
            primary=True,
        )
        return (new,)

    def _assemble(self) -> None:
        lists = Card(padding="small")
        lists.body.addWidget(self.urgent)
        lists.body.addWidget(self.waiting)
        lists.body.addStretch(1)
        left = scrolled(lists)
        lists.setObjectName("")
        side = QWidget()
        side.setLayout(column(self._horizon, self._duties, 1, gap="medium"))
        area = scrolled(side)
        area.setFixedWidth(_SIDE_WIDTH)
        self.body.addLayout(row(left, area, gap="medium"), 1)

    def _tile(self, name: str, tint: str, state: StateFilter) -> Tile:
        tile = Tile(name, tint)
        tile.opened.connect(lambda: self.go.emit("request", state))
        return tile

    def _lines(self, group: str) -> Sequence[RegisterLine]:
        return getattr(self._desk, group) if self._desk else ()

    def _opener(self, part: _ShortList) -> Callable[[int], None]:
        return lambda at: self.go.emit("request", part.line(at).row.register_no)

    def _show_duties(self, duties: Sequence[Duty]) -> None:
        clear(self._duty_rows)
        if not duties:
            self._duty_rows.addWidget(label("没有设置定期任务", "muted"))
        for position, duty in enumerate(duties):
            if position:
                self._duty_rows.addWidget(rule())
            self._duty_rows.addLayout(_duty_row(duty))


def _duty_row(duty: Duty) -> QVBoxLayout:
    ready = duty.done >= duty.needed
    mark = icon_label("done" if ready else "clock", "success" if ready else "faint", 16)
    state = label(f"{duty.done}/{duty.needed}", "muted")
    head = row(mark, label(duty.title, wrap=True), 1, state)
    day = f"{day_words(duty.due)}前　" if duty.due else ""
    return column(head, label(f"{day}{duty.source}", "caption", wrap=True), gap="tight")


class _ShortList(QWidget):
    """A heading and a list that is as tall as its rows."""

    def __init__(
        self, title: str, nothing: str, lines: Callable[[], Sequence[RegisterLine]]
    ) -> None:
        super().__init__()
        self._source = lines
        self._lines: Sequence[RegisterLine] = ()
        self._model = VirtualTableModel(desk_columns(), self._find, self._fetch, self)
        self.table = RecordTable(self._model, title, tall=True)
        self._title, self._words = label(title, "strong"), title
        self._title.setContentsMargins(8, 6, 0, 2)
        self._nothing = label(nothing, "muted")
        self._nothing.setContentsMargins(8, 4, 0, 10)
        self.setLayout(column(self._title, self.table, self._nothing, gap="tight"))

    def reload(self) -> None:
        """Show the lines as they now are."""
        self._lines = self._source()
        self._model.reload()
        self.table.fit_rows()
        self._title.setText(f"{self._words}（{len(self._lines)}）")
        self.table.setVisible(bool(self._lines))
        self._nothing.setVisible(not self._lines)

    def line(self, at: int) -> RegisterLine:
        """The line at a position."""
        return self._lines[at]

    def _find(self, key: str, descending: bool) -> Sequence[int]:
        return range(len(self._lines))

    def _fetch(self, positions: Sequence[int]) -> Sequence[RegisterLine]:
        return [self._lines[at] for at in positions]


class HorizonCard(Card):
    """How far the calendar is known, and the way to enter the next arrangement."""

    def __init__(self, paste: Callable[[], object]) -> None:
        super().__init__("工作日历")
        self._until = label("", wrap=True)
        self._missing = label("", "muted", wrap=True)
        self.paste = button("粘贴放假通知", paste, symbol="calendar")
        self.body.setSpacing(space("small"))
        for part in (self._until, self._missing, self.paste):
            self.body.addWidget(part)

    def show_horizon(self, horizon: CalendarHorizon) -> None:
        """Say what is known and what is missing."""
        self._until.setText(f"放假安排已知至 {day_words(horizon.known_until)}")
        year = horizon.missing_year
        self._missing.setVisible(year is not None)
        self.paste.setVisible(year is not None)
        if year is None:
            return
        limit = day_words(horizon.computable_until)
        text = f"{year}年放假安排尚未录入。{limit}以前的期限为暂定，之后的不能计算。"
        if horizon.affected:
            text += f"受影响的在办申请 {horizon.affected} 件。"
        self._missing.setText(text)
