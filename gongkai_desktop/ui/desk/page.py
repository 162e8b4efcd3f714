"""The desk (工作台): counts, what is due, what is awaited, mail, ledgers, duties, the horizon."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from gongkai_desktop.domain.duty import DutyDue
from gongkai_desktop.domain.role import Right
from gongkai_desktop.ui.common.days import read_day
from gongkai_desktop.ui.common.page import Command, Context, Page
from gongkai_desktop.ui.common.paper import save_pages
from gongkai_desktop.ui.common.prompts import ANY
from gongkai_desktop.ui.common.widgets import Card, EmptyState, Tile, button, column, row, scrolled
from gongkai_desktop.ui.desk.cards import DutyCard, HorizonCard, MailCard
from gongkai_desktop.ui.desk.lists import (
    ShortList,
    dispute_columns,
    handed_columns,
    ledger_columns,
    urgent_columns,
    waiting_columns,
)
from gongkai_desktop.ui.ports import RegisterLine, StateFilter

_SIDE_WIDTH = 276

_TILES = (
    ("overdue", "已超期", "danger", StateFilter.OVERDUE),
    ("near", "即将到期", "warning", StateFilter.NEAR),
    ("open", "在办", "", StateFilter.OPEN),
    ("waiting", "等待条件", "waiting", StateFilter.WAITING),
    ("closed_this_year", "本年办结", "success", StateFilter.CLOSED_THIS_YEAR),
)


class DeskPage(Page):
    """工作台."""

    title = "工作台"
    topic = "desk"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.tiles = {key: self._tile(name, tint, state) for key, name, tint, state in _TILES}
        self.body.addLayout(row(*self.tiles.values(), gap="medium"))
        self.urgent = ShortList("先办这些", "没有正在计时的申请", urgent_columns())
        self.waiting = ShortList("等待条件", "没有等待他人的申请", waiting_columns())
        self.disputes = ShortList("复议诉讼", "没有尚未审结的案件", dispute_columns())
        self.handed = ShortList("协办来件", "没有等着反馈的协办", handed_columns())
        self.ledger_rows = ShortList("台账到期", "台账里没有到期的事项", ledger_columns())
        self.mail = MailCard()
        self.horizon = HorizonCard(lambda: self.go.emit("settings", "calendar"))
        self.duties = DutyCard(lambda: self.go.emit("settings", "duty"))
        self.first = self._first_steps()
        self._connect()
        self._assemble()

    def refresh(self) -> None:
        """Read the desk again."""
        desk = self.context.ports.desktop.desk()
        for key, tile in self.tiles.items():
            tile.set_figure(getattr(desk.counts, key), "件")
        closed = self.tiles["closed_this_year"]
        closed.set_figure(desk.counts.closed_this_year, f"件　{desk.counts.quality}".rstrip())
        self.tiles["near"].set_name(f"{desk.near}个工作日内到期")
        self.urgent.show_lines(desk.urgent, desk.counts.open - desk.counts.waiting)
        lists = (self.urgent, self.waiting, self.disputes, self.ledger_rows)
        empty = not any((desk.urgent, desk.waiting, desk.disputes, desk.ledger_rows, desk.handed))
        self.first.setVisible(empty)
        for one in lists:
            one.setVisible(not empty)
        self.waiting.show_lines(desk.waiting, desk.counts.waiting)
        self.disputes.show_lines(desk.disputes)
        self.ledger_rows.show_lines(desk.ledger_rows)
        self.handed.show_lines(desk.handed)
        # Only sections are handed anything: at most desks this list would always be empty.
        self.handed.setVisible(bool(desk.handed))
        self.mail.show_mail(desk.mail)
        self.horizon.show_horizon(desk.horizon)
        self.duties.show_duties(desk.duties, self.context.ports.desktop.facts().today)

    def commands(self) -> Sequence[Command]:
        """Registering is what a clerk comes for; the list is what the leader is given."""
        new = Command(
            title="登记新申请",
            right=Right.KEEP,
            run=lambda: self.go.emit("request", "new"),
            symbol="plus",
            shortcut="Ctrl+N",
            primary=True,
        )
        page = Command(title="打印清单", run=self.save_page, symbol="print", shortcut="Ctrl+P")
        return (page, new)

    def save_page(self) -> None:
        """The desk as one A4 page."""
        day = self.context.ports.desktop.facts().today
        name = f"待办事项-{day.isoformat()}.pdf"
        save_pages(self.context, self, "打印清单", name, self.context.ports.desktop.desk_page)

    def record(self, duty: DutyDue) -> None:
        """Ask for day and evidence of a duty that was met."""
        desktop, prompts = self.context.ports.desktop, self.context.prompts
        words = prompts.ask_text(self, duty.title, "完成日期（如 今天、2026-11-20）")
        if words is None:
            return
        day = read_day(words, desktop.facts().today)
        if day is None:
            prompts.trouble(self, f"“{words}”不是日期", "可写成 2026-11-20 或者 今天")
            return
        evidence = prompts.open_file(self, "选择佐证材料（公布页面截图、报送回执等）", ANY)
        if evidence is not None:
            self._change(lambda: desktop.record_duty(duty, day, evidence))

    def switch_off(self, duty: DutyDue) -> None:
        """Take a duty off the desk; a reason is asked for."""
        reason = self.context.prompts.ask_text(self, f"停用：{duty.title}", "停用理由")
        if reason is not None and reason.strip():
            self._change(lambda: self.context.ports.desktop.switch_duty(duty.key, reason))

    def _change(self, action: Callable[[], object]) -> None:
        if self.guard(action):
            self.data_changed.emit()
            self.guard(self.refresh)

    def _open_duty(self, duty: DutyDue) -> None:
        if duty.ledger:
            self._open_ledger(duty.ledger, duty.row)
        else:
            self.go.emit("settings", "calendar")

    def _open_ledger(self, ledger: str, line: str) -> None:
        place = self.context.ports.ledgers.place_of(ledger)
        self.go.emit(place, (ledger, line))

    def _connect(self) -> None:
        for part in (self.urgent, self.waiting):
            part.table.opened.connect(self._opener(part))
        self.urgent.wanted.connect(lambda: self.go.emit("request", StateFilter.OPEN))
        self.waiting.wanted.connect(lambda: self.go.emit("request", StateFilter.WAITING))
        self.disputes.table.opened.connect(
            lambda at: self.go.emit("dispute", self.disputes.line(at))
        )
        self.ledger_rows.table.opened.connect(self._open_ledger_row)
        self.handed.table.opened.connect(lambda at: self.go.emit("annual", self.handed.line(at)))
        self.mail.chosen.connect(lambda mail: self.go.emit("request", mail))
        self.duties.record.connect(self.record)
        self.duties.opened.connect(self._open_duty)
        self.duties.switched_off.connect(self.switch_off)

    def _open_ledger_row(self, at: int) -> None:
        line = self.ledger_rows.line(at)
        self._open_ledger(line.ledger, line.row)

    def _assemble(self) -> None:
        """One area that scrolls as a whole: lists on the left, cards on the right.

        From the outside in: whatever is moved with its parts in it is styled anew with them all.
        """
        lists, side, whole = Card(padding="small"), QWidget(), QWidget()
        whole.setLayout(row(lists, side, gap="medium"))
        self.body.addWidget(scrolled(whole), 1)
        for part in (self.first, self.urgent, self.handed, self.waiting, self.disputes):
            lists.body.addWidget(part)
        lists.body.addWidget(self.ledger_rows)
        lists.body.addStretch(1)
        side.setFixedWidth(_SIDE_WIDTH)
        side.setLayout(column(self.mail, self.horizon, self.duties, 1, gap="medium"))

    def _first_steps(self) -> EmptyState:
        """What to do on the first day, and whenever nothing is open."""
        words = (
            "收到申请就登记，答复期限、要发的文书、年报的数字都从登记来。"
            "原来有 Excel 台账的先导入；不熟悉的先用虚构的数据练习一遍。哪里不懂，按 F1。"
        )
        return EmptyState(
            "request",
            "现在没有要办的事",
            words,
            button(
                "登记新申请",
                lambda: self.go.emit("request", "new"),
                kind="primary",
                right=Right.KEEP,
            ),
            button("导入旧登记簿", lambda: self.go.emit("request", "import"), right=Right.KEEP),
            button("先练习一遍", self.context.acts.practise),
        )

    def _tile(self, name: str, tint: str, state: StateFilter) -> Tile:
        tile = Tile(name, tint)
        tile.opened.connect(lambda: self.go.emit("request", state))
        return tile

    def _opener(self, part: ShortList[RegisterLine]) -> Callable[[int], None]:
        return lambda at: self.go.emit("request", part.line(at).row.register_no)
