"""两级报送 in the place 年度报告与统计: our own package, what came in, the county's sum."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget

from gongkai_desktop.domain.exchange.kind import period_words
from gongkai_desktop.domain.role import Right
from gongkai_desktop.ui.common.flow import Flow, wrapping
from gongkai_desktop.ui.common.forms import choice_field, text_of
from gongkai_desktop.ui.common.help import about
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.paper import save_pages
from gongkai_desktop.ui.common.prompts import ANY
from gongkai_desktop.ui.common.record_table import RecordTable
from gongkai_desktop.ui.common.room import Stack
from gongkai_desktop.ui.common.table import VirtualTableModel
from gongkai_desktop.ui.common.tasks import Job
from gongkai_desktop.ui.common.widgets import (
    Card,
    EmptyState,
    InfoBanner,
    button,
    column,
    icon_button,
    label,
)
from gongkai_desktop.ui.common.work import carry_out
from gongkai_desktop.ui.exchange.answers import AnswersView
from gongkai_desktop.ui.exchange.receiving import Receiving
from gongkai_desktop.ui.exchange.section_tasks import SectionTasks
from gongkai_desktop.ui.exchange.standing import COLUMNS
from gongkai_desktop.ui.exchange.tables import PaperView, SumView
from gongkai_desktop.ui.ports.exchange import PackedLine, StandingLine

_DOWNWARD = ("任务", "案例", "配置", "退回")
_NOT_LISTED = "任务、案例收到后直接进台账，配置采用后在设置里，退回通知收到后列在这里。"
_SCAN_HELP = "光标留在框里，用扫码枪扫年报报送单上的二维码，或者把扫到的数字粘贴进来"
_FILING, _REGISTER, _RETURN, _ANNUAL = "答复备案", "台账脱敏", "退回", "年报"


class ExchangeView(QWidget):
    """Packages of one kind and year."""

    back = Signal()
    data_changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        about(self, "exchange")
        self._context = context
        self._ports = context.ports.exchanges
        self._lines: Sequence[StandingLine] = ()
        self._typed_for = ""
        self.kind = choice_field(self._ports.kinds())
        self.kind.setAccessibleName("报送内容")
        self.period = choice_field([])
        self.period.setAccessibleName("报送期间")
        self._list_periods()
        self.kind.currentIndexChanged.connect(lambda _: self._guard(self._choose_kind))
        self.period.currentIndexChanged.connect(lambda _: self._guard(self.refresh))
        self._model = VirtualTableModel(
            COLUMNS,
            lambda key, down: range(len(self._lines)),
            lambda positions: [self._lines[at] for at in positions],
            self,
        )
        self.table = RecordTable(self._model, "报送情况")
        self._make_views()
        self._assemble()

    def _make_views(self) -> None:
        context = self._context
        self.counts = label("", "muted")
        self.own = label("", "muted")
        self.returned = InfoBanner("", "danger")
        self.letters = QCheckBox("附答复书原文（须设口令）")
        self.texts = QCheckBox("附脱敏后的申请内容")
        self.views = Stack()
        self.sum = SumView()
        self.sum.back.connect(lambda: self.views.setCurrentIndex(0))
        self.sum.asked.connect(self._units_behind)
        self.paper = PaperView()
        self.paper.back.connect(lambda: self.views.setCurrentIndex(0))
        self.paper.saved.connect(self._keep_paper)
        self.answers = AnswersView()
        self.answers.back.connect(lambda: self.views.setCurrentIndex(0))
        self.receiving = Receiving(context, self, self.answers, self._tell)
        self.sections = SectionTasks(context)
        self.sections.back.connect(lambda: self.views.setCurrentIndex(0))
        self.pack_button = button(
            "生成本单位报送包", self._pack, symbol="export", right=Right.DECIDE
        )
        self._yearly = (
            _tool("录入纸质年报", self._enter_paper, "edit", Right.KEEP),
            button("粘贴扫码内容", self._scan, kind="quiet", symbol="search", right=Right.KEEP),
            button("汇总年报", self._total, symbol="annual"),
        )
        self.files_button = _tool("取出附件", self._save_files, "attach", Right.FULL)
        self.close_button = button(
            "关闭报送", self._close, kind="quiet", symbol="lock", right=Right.DECIDE
        )
        self.receive_button = button(
            "接收报送", self.receiving.ask, kind="primary", symbol="import", right=Right.KEEP
        )

    def _assemble(self) -> None:
        self._listing = Stack()
        self._listing.addWidget(self.table)
        self._listing.addWidget(self._nothing_yet())
        self._listing.addWidget(EmptyState("mail", "这一类不逐个单位催报", _NOT_LISTED))
        card = Card(padding="small")
        card.body.addLayout(
            wrapping(
                icon_button("back", "返回年报", self.back.emit),
                label("两级报送", "heading"),
                self.kind,
                self.period,
                self.counts,
                1,
                self.letters,
                self.texts,
                self.pack_button,
                self.receive_button,
            )
        )
        card.body.addWidget(self.returned)
        card.body.addWidget(self.own)
        card.body.addWidget(self._listing, 1)
        card.body.addLayout(self._tools())
        for view in (card, self.sum, self.paper, self.answers, self.sections):
            self.views.addWidget(view)
        self.setLayout(column(self.views))

    def _nothing_yet(self) -> EmptyState:
        return EmptyState(
            "unit",
            "还没有单位清单，也没有收到报送",
            "县级公开办先读入单位清单（单位代码、单位名称两栏的表格），再接收各单位的报送包；"
            "部门在右上角生成自己的报送包。",
            button("读入单位清单", self._take_members, symbol="import", right=Right.MANAGE),
        )

    def _tools(self) -> Flow:
        """What can be done with the unit chosen, and with all of them."""
        return wrapping(
            _tool("单位清单", self._take_members, "unit", Right.MANAGE),
            _tool("退回所选", self._send_back, "void", Right.DECIDE),
            _tool("撤销退回", self._accept, "refresh", Right.DECIDE),
            _tool("退回通知", self._notice, "print", Right.LOOK),
            *self._yearly[:2],
            self.files_button,
            self.close_button,
            1,
            button("协办来件", self._show_sections, symbol="mail"),
            self._yearly[2],
        )

    def _list_periods(self) -> None:
        self.period.blockSignals(True)
        self.period.clear()
        for one in self._ports.periods(text_of(self.kind)):
            self.period.addItem(period_words(one), one)
        self.period.blockSignals(False)

    def _choose_kind(self) -> None:
        self._list_periods()
        self.refresh()

    def refresh(self) -> None:
        """Read how the units stand."""
        self._lines = self._ports.standing(text_of(self.kind), text_of(self.period))
        at = self.table.currentIndex().row()
        self._model.reload()
        if 0 <= at < len(self._lines):
            self.table.setCurrentIndex(self._model.index(at, 0))
        listed = text_of(self.kind) not in _DOWNWARD
        self._listing.setCurrentIndex(0 if self._lines else 1 if listed else 2)
        reported = sum(one.reported for one in self._lines)
        back = sum(one.state == "退回" for one in self._lines)
        missing = sum(one.state == "未报" for one in self._lines)
        words = f"已报 {reported}　退回 {back}　未报 {missing}" if self._lines else ""
        self.counts.setText(words)
        closed = self._ports.is_closed(text_of(self.kind), text_of(self.period))
        self.close_button.setText("重新开放报送" if closed else "关闭报送")
        self._fit(text_of(self.kind))

    def _fit(self, kind: str) -> None:
        """Show what belongs to a kind, and how our own report of it stands."""
        self.letters.setVisible(kind == _FILING)
        self.texts.setVisible(kind == _REGISTER)
        self.files_button.setVisible(kind == _FILING)
        self.pack_button.setVisible(kind != _RETURN)
        for one in self._yearly:
            one.setVisible(kind == _ANNUAL)
        own = self._ports.own(kind, text_of(self.period))
        self.own.setText(own.words if own else "")
        self.own.setVisible(own is not None)
        reason = own.returned if own else ""
        self.returned.say(f"本单位的{kind}被退回：{reason}。改正后重新生成" if reason else "")

    def _guard(self, action: Callable[[], object]) -> bool:
        return self._context.errors.guard(self, action)

    def _pack(self) -> None:
        folder = self._context.prompts.choose_folder(self, "报送包放在哪个文件夹")
        if folder is None:
            return

        kind, period = text_of(self.kind), text_of(self.period)
        choice = {_FILING: self.letters, _REGISTER: self.texts}.get(kind)
        along = choice is not None and choice.isChecked()

        def make(held: Sequence[str]) -> None:
            password = self._password(held)
            if password is not None:
                self._work(
                    f"生成{kind}报送包",
                    lambda report: self._ports.pack(kind, period, folder, along, password, report),
                    self._tell_packed,
                )

        self._work(
            f"整理{kind}报送内容",
            lambda report: self._ports.personal(kind, period, along, report),
            make,
        )

    def _tell_packed(self, made: PackedLine) -> None:
        self.refresh()
        self.data_changed.emit()
        names = "\n".join(one.name for one in (made.path, *made.papers))
        told = f"{names}\n校验码 {made.mark[:16]}"
        self._context.prompts.tell(self, f"已生成第{made.edition}版", told)

    def _work(self, title: str, job: Job, then: Callable[[Any], object]) -> None:
        """Do what may take long off the window's thread."""
        carry_out(self._context, self, title, job, then, cancellable=True)

    def _password(self, held: Sequence[str]) -> str | None:
        """The password a package needs, empty where it needs none; None when given up."""
        if not held:
            return ""
        ports = self._ports
        return self._context.prompts.ask_lock(self, held, ports.judge, ports.new_password)

    def _tell(self, title: str, told: Sequence[str]) -> None:
        """Read everything anew and say what became of what came in."""
        self.refresh()
        self.data_changed.emit()
        self.answers.show_lines(title, told)
        self.views.setCurrentWidget(self.answers)

    def _take_members(self) -> None:
        path = self._context.prompts.open_file(self, "读入单位清单", ANY)
        if path is not None and self._guard(lambda: self._ports.take_members(path)):
            self.refresh()

    def _chosen(self) -> StandingLine | None:
        """The unit chosen in the list; says so where there is none."""
        at = self.table.currentIndex().row()
        if 0 <= at < len(self._lines):
            return self._lines[at]
        self._context.prompts.trouble(self, "没有选中单位", "请先在列表里选一个单位")
        return None

    def _enter_paper(self) -> None:
        one = self._chosen()
        if one is None:
            return

        def show() -> None:
            year = self._year()
            self.paper.show_unit(one.unit, year, self._ports.paper(year, one.code))
            self._typed_for = one.code
            self.views.setCurrentWidget(self.paper)

        self._guard(show)

    def _scan(self) -> None:
        text = self._context.prompts.ask_text(self, "扫码录入", _SCAN_HELP)
        if not text:
            return

        def take() -> None:
            self._tell("扫码录入", self._ports.take_code(text))

        self._guard(take)

    def _keep_paper(self) -> None:
        def keep() -> None:
            told = self._ports.take_paper(self._year(), self._typed_for, self.paper.cells())
            self._tell("手工录入", told)

        self._guard(keep)

    def _close(self) -> None:
        kind, period = text_of(self.kind), text_of(self.period)
        closed = self._ports.is_closed(kind, period)
        self._guard(lambda: self._ports.close_period(kind, period, not closed))
        self.refresh()

    def _send_back(self) -> None:
        one = self._chosen()
        if one is None:
            return
        reason = self._context.prompts.ask_text(self, f"退回{one.unit}", "退回理由")
        if not reason:
            return
        folder = self._context.prompts.choose_folder(self, "退回包放在哪个文件夹")
        if folder is None:
            return

        kind, period = text_of(self.kind), text_of(self.period)

        def told(made: Path) -> None:
            self.refresh()
            words = f"{made.name}\n退回包发给{one.unit}导入，退回通知打印盖章"
            self._context.prompts.tell(self, "已退回", words)
            self._print_notice(one)

        send = lambda report: self._ports.send_back(kind, period, one.code, reason, folder)  # noqa: E731
        carry_out(self._context, self, f"退回{one.unit}", send, told)

    def _notice(self) -> None:
        """退回通知 of the unit chosen, as often as it is wanted."""
        one = self._chosen()
        if one is not None:
            self._print_notice(one)

    def _print_notice(self, one: StandingLine) -> None:
        kind, period = text_of(self.kind), text_of(self.period)
        name = f"退回通知_{one.unit}_{kind}{period}.pdf"
        make = lambda: self._ports.return_notice(kind, period, one.code)  # noqa: E731
        save_pages(self._context, self, "打印退回通知", name, make)

    def _accept(self) -> None:
        one = self._chosen()
        if one is None:
            return
        kind, period = text_of(self.kind), text_of(self.period)
        if self._guard(lambda: self._ports.accept(kind, period, one.code)):
            self.refresh()

    def _save_files(self) -> None:
        one = self._chosen()
        if one is None:
            return
        folder = self._context.prompts.choose_folder(self, "附件放在哪个文件夹")
        if folder is None:
            return

        kind, period = text_of(self.kind), text_of(self.period)
        self._work(
            "取出附件",
            lambda report: self._ports.save_files(kind, period, one.code, folder, report),
            lambda count: self._context.prompts.tell(self, "取出附件", f"取出{count}个文件"),
        )

    def show_handed(self, key: str) -> None:
        """The form to answer one thing handed to us"""
        self.views.setCurrentWidget(self.sections)
        self.sections.refresh()
        self.sections.open_key(key)

    def _show_sections(self) -> None:
        if self._guard(self.sections.refresh):
            self.views.setCurrentWidget(self.sections)

    def _total(self) -> None:
        def show() -> None:
            self.sum.show_sum(self._year(), self._ports.total(self._year()))
            self.views.setCurrentWidget(self.sum)

        self._guard(show)

    def _year(self) -> int:
        return int(text_of(self.period)[:4])

    def _units_behind(self, path: str, title: str) -> None:
        def show() -> None:
            found = self._ports.behind(self._year(), path)
            told = "\n".join(f"{unit}　{figure}" for unit, figure in found)
            self._context.prompts.tell(self, title, told or "各单位都是 0")

        self._guard(show)


def _tool(text: str, action: Callable[[], object], symbol: str, right: Right) -> QPushButton:
    return button(text, action, kind="quiet", symbol=symbol, right=right)
