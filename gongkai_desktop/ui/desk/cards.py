"""The cards beside the lists of the desk: unregistered mail, calendar horizon, duties."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QToolButton, QVBoxLayout

from gongkai_desktop.domain.duty import DutyDue
from gongkai_desktop.domain.ledger.mail import UnregisteredMail
from gongkai_desktop.domain.role import Right
from gongkai_desktop.ui.common.days import day_words
from gongkai_desktop.ui.common.menus import ActMenu
from gongkai_desktop.ui.common.widgets import (
    Card,
    button,
    clear,
    column,
    icon_button,
    icon_label,
    label,
    row,
    rule,
)
from gongkai_desktop.ui.ports import CalendarHorizon
from gongkai_desktop.ui.style.theme import space


class MailCard(Card):
    """未登记来件: its clock already runs; one click starts its registration."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__("未登记来件")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(space("small"))
        self.body.addLayout(self._rows)

    def show_mail(self, mail: Sequence[UnregisteredMail]) -> None:
        """Show what waits; the card is gone when nothing does."""
        clear(self._rows)
        self.title.setText(f"未登记来件（{len(mail)}）")
        self.setVisible(bool(mail))
        for at, one in enumerate(mail):
            if at:
                self._rows.addWidget(rule())
            self._rows.addLayout(self._row(one))

    def _row(self, one: UnregisteredMail) -> QVBoxLayout:
        what = " ".join(part for part in (one.kind, one.mail_no) if part)
        signed = f"{one.signed.month}月{one.signed.day}日{one.signer}签收"
        handed = "" if one.handed_over else "，尚未转交"
        register = button(
            "登记为申请", lambda: self.chosen.emit(one), kind="link", right=Right.KEEP
        )
        register.setAccessibleName(f"把来件{what}登记为申请")
        due = f"按签收日计，{day_words(one.due)}前答复" if one.due else "按签收日起算答复期限"
        return column(
            label(f"{one.sender}　{what}" if one.sender else what, wrap=True),
            label(f"{signed}{handed}。{due}。", "caption", wrap=True),
            row(register, 1),
            gap="tight",
        )


class DutyCard(Card):
    """定期任务: done and needed, the day, the source; a menu says what can be done."""

    record = Signal(object)
    opened = Signal(object)
    switched_off = Signal(object)

    def __init__(self, manage: Callable[[], object]) -> None:
        settings = icon_button("settings", "设置定期任务", manage)
        super().__init__("定期任务", settings)
        self._today = date.min
        self._rows = QVBoxLayout()
        self._rows.setSpacing(space("small"))
        self.body.addLayout(self._rows)

    def show_duties(self, duties: Sequence[DutyDue], today: date) -> None:
        """Show the duties in their order."""
        self._today = today
        clear(self._rows)
        left = sum(not one.met for one in duties)
        self.title.setText(f"定期任务（{left}）")
        if not duties:
            self._rows.addWidget(label("没有启用定期任务", "muted"))
        for at, one in enumerate(duties):
            if at:
                self._rows.addWidget(rule())
            self._rows.addLayout(self._row(one))

    def _row(self, one: DutyDue) -> QVBoxLayout:
        mark = icon_label("done" if one.met else "clock", "success" if one.met else "faint", 16)
        state = label(f"{one.done}/{one.needed}", "muted")
        state.setAccessibleName(one.progress)
        head = row(mark, label(one.title, wrap=True), 1, state, self._menu(one))
        source = label(f"{self._when(one)}　{one.source}", "caption", wrap=True)
        if not one.met and one.due < self._today:
            source.setProperty("role", "error")
        return column(head, source, gap="tight")

    def _when(self, one: DutyDue) -> str:
        if one.met:
            return f"{one.period}，已完成" if one.period else "已完成"
        day = day_words(one.due)
        words = f"应于{day}前完成，已过期" if one.due < self._today else f"{day}前"
        return f"{one.period}，{words}" if one.period else words

    def _menu(self, one: DutyDue) -> QToolButton:
        more = icon_button("more", f"{one.title}：可以做的")
        menu = ActMenu(more)
        if one.recordable:
            menu.offer("登记完成…", lambda: self.record.emit(one), Right.KEEP)
        elif one.key == "calendar":
            menu.offer("粘贴放假通知…", lambda: self.opened.emit(one))
        else:
            menu.offer("打开台账", lambda: self.opened.emit(one))
        menu.offer("停用…", lambda: self.switched_off.emit(one), Right.MANAGE)
        more.setMenu(menu)
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return more


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
