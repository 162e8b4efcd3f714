"""协办: a request out to a section in three steps, and its opinion back into the request."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QTabBar, QWidget

from gongkai_desktop.domain.role import Right
from gongkai_desktop.ui.common.days import day_words
from gongkai_desktop.ui.common.forms import (
    DateField,
    FormGrid,
    choice_field,
    long_field,
    suggest_field,
    text_of,
)
from gongkai_desktop.ui.common.help import about
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.room import Stack
from gongkai_desktop.ui.common.widgets import (
    InfoBanner,
    button,
    column,
    icon_button,
    label,
    row,
    scrolled,
)
from gongkai_desktop.ui.exchange.answers import asked_passwords
from gongkai_desktop.ui.ports.sections import HandOutOrder

_ANSWER = "反馈包、反馈表和材料 (*.zwgk *.xlsx *.xls *.et *.docx *.pdf *.png *.jpg *.jpeg)"
_ASKED = "请检索本科室保存的材料，填写检索记录，提出公开属性的意见和依据"
_PRIVATE = (
    "申请内容里有个人信息（姓名、证件号码等）。科室用不到的，请遮去；原样交给科室的，须设口令。"
)
_SEND_HELP = "通知单和反馈表都在包里：科室装了公开台的直接导入，没有装的填 Excel 反馈表交回。"
_BACK_HELP = (
    "选择科室交回的反馈包，或者填好的反馈表连同材料一起选。先看内容，存入后意见进批办记录和审批单，"
    "检索记录进答复书，材料进这件申请的文件。"
)


_STEPS = ("1　交给谁，要什么", "2　生成协办包", "3　收回反馈")


class HandOut(QWidget):
    """The three steps; ``closed`` ends the view, the request to be read anew."""

    closed = Signal()

    def __init__(self, context: Context, register_no: str) -> None:
        super().__init__()
        about(self, "request.hand_out")
        self._context, self._number = context, register_no
        self._ports = context.ports.sections
        self._start = self._ports.start(register_no)
        self._back: tuple[Sequence[Path], Sequence[str]] | None = None
        self._make_fields()
        self._assemble()

    def _make_fields(self) -> None:
        context = self._context
        self.section = suggest_field(self._start.sections, self._start.section)
        self.kind = choice_field([("批办（承办科室）", False), ("协办（配合科室）", True)])
        self.reply_by = DateField(context.ports.desktop.facts().today, "反馈期限")
        self.advice = long_field(_ASKED, 2)
        self.applicant = QCheckBox("附申请人姓名和联系方式（须设口令）")
        self.masked = QCheckBox("遮去申请内容里的个人信息")
        self.files = [(key, QCheckBox(name)) for key, name in self._start.files]
        self.summary = label("", "strong", wrap=True)
        self.sent = InfoBanner("", "success")
        self.shown = QPlainTextEdit()
        self.shown.setReadOnly(True)
        self.shown.setAccessibleName("科室反馈的内容")
        self.shown.setMinimumHeight(120)
        self.keep_button = button("存入这件申请", self.keep, kind="primary", right=Right.KEEP)
        for one in (self.sent, self.shown, self.keep_button):
            one.hide()

    def _assemble(self) -> None:
        back = icon_button("back", "返回批办记录", self.closed.emit)
        self.steps = QTabBar()
        self.steps.setAccessibleName("协办的步骤")
        self.steps.setExpanding(False)
        self._pages = Stack()
        for title, page in zip(_STEPS, (self._first(), self._second(), self._third()), strict=True):
            self.steps.addTab(title)
            self._pages.addWidget(page)
        self.steps.currentChanged.connect(self._turn)
        self.setLayout(column(row(back, self.steps, 1), self._pages, gap="small"))
        self._turn(0)

    def _first(self) -> QWidget:
        grid = FormGrid(columns=2)
        grid.add("科室", self.section, required=True)
        grid.add("反馈期限", self.reply_by, required=True)
        grid.add("事由", self.kind)
        grid.add("请科室做什么", self.advice, wide=True)
        self._grid = grid
        content = QWidget()
        content.setLayout(column(grid, *self._along(), 1, gap="medium"))
        go = button("下一步", lambda: self.steps.setCurrentIndex(1), kind="primary")
        page = QWidget()
        page.setLayout(column(scrolled(content), row(1, go), gap="small"))
        return page

    def _second(self) -> QWidget:
        act = button("生成协办包…", self.send, kind="primary", symbol="export", right=Right.KEEP)
        page = QWidget()
        page.setLayout(
            column(
                self.summary,
                label(_SEND_HELP, "muted", wrap=True),
                row(act, 1),
                self.sent,
                1,
                gap="medium",
            )
        )
        return page

    def _third(self) -> QWidget:
        act = button("选择反馈…", self.choose_back, symbol="import", right=Right.KEEP)
        page = QWidget()
        page.setLayout(
            column(
                label(_BACK_HELP, "muted", wrap=True),
                row(act, 1),
                self.shown,
                row(1, self.keep_button),
                1,
                gap="medium",
            )
        )
        return page

    def _turn(self, at: int) -> None:
        """Show a step; the second only when the first is filled in."""
        if at == 1:
            order = self.order()
            if order is None:
                self.steps.setCurrentIndex(0)
                return
            self._context.errors.guard(self, lambda: self._sum_up(order))
        self._pages.setCurrentIndex(at)

    def _sum_up(self, order: HandOutOrder) -> None:
        """Say before anything is written what goes to whom."""
        held = self._ports.personal(self._number, order)
        what = f"包里有{'、'.join(held)}，须设口令" if held else "包里没有个人信息，不用口令"
        who = f"{self._number}交{order.section}办理，{day_words(order.reply_by)}前反馈"
        self.summary.setText(f"{who}。{what}。")

    def _along(self) -> list[QWidget]:
        """What goes along, ticked by the clerk: nothing personal by itself."""
        parts: list[QWidget] = [label("随包提供", "muted")]
        if self._start.private:
            parts += [InfoBanner(_PRIVATE, "warning"), self.masked]
        parts.append(self.applicant)
        parts += [box for _, box in self.files]
        if self.files:
            parts.append(label("勾选的文件都按含个人信息对待，须设口令。", "caption"))
        return parts

    def order(self) -> HandOutOrder | None:
        """What is filled in; None where something is missing, which is then marked."""
        day = self.reply_by.day
        if self._grid.first_problem() or day is None:
            return None
        return HandOutOrder(
            section=text_of(self.section).strip(),
            reply_by=day,
            advice=text_of(self.advice).strip(),
            assisting=bool(self.kind.currentData()),
            applicant=self.applicant.isChecked(),
            masked=self.masked.isChecked(),
            attachments=tuple(key for key, box in self.files if box.isChecked()),
        )

    def send(self) -> None:
        """Enter the hand-out and write the package."""
        order = self.order()
        if order is None:
            return
        folder = self._context.prompts.choose_folder(self, "协办包放在哪个文件夹")
        if folder is not None:
            self._context.errors.guard(self, lambda: self._send(order, folder))

    def _send(self, order: HandOutOrder, folder: Path) -> None:
        ports, held = self._ports, self._ports.personal(self._number, order)
        password: str | None = ""
        if held:
            prompts = self._context.prompts
            password = prompts.ask_lock(self, held, ports.judge, ports.new_password)
        if password is None:
            return
        made = ports.send(self._number, order, folder, password)
        names = "、".join(one.name for one in (made.path, *made.papers))
        self.sent.say(f"已生成第{made.edition}版：{names}")

    def choose_back(self) -> None:
        """Show what a section gave back, before anything is kept."""
        paths = self._context.prompts.open_files(self, "选择反馈", _ANSWER)
        if paths:
            self._context.errors.guard(self, lambda: self._preview(paths))

    def _preview(self, paths: Sequence[Path]) -> None:
        self._show_back([])
        passwords = asked_passwords(self._context, self, self._ports, paths)
        if passwords is None:
            return
        told = self._ports.preview_back(self._number, paths, passwords)
        self._back = (paths, passwords)
        self._show_back(told[1:] or told)

    def _show_back(self, lines: Sequence[str]) -> None:
        self._back = self._back if lines else None
        self.shown.setPlainText("\n".join(lines))
        for one in (self.shown, self.keep_button):
            one.setVisible(bool(lines))

    def keep(self) -> None:
        """Take the answer into the request."""
        if self._back is not None:
            paths, passwords = self._back
            self._context.errors.guard(self, lambda: self._keep(paths, passwords))

    def _keep(self, paths: Sequence[Path], passwords: Sequence[str]) -> None:
        told = self._ports.take_back(self._number, paths, passwords)
        self._show_back([])
        self._context.prompts.tell(self, "科室反馈", "\n".join(told))
        self.closed.emit()
