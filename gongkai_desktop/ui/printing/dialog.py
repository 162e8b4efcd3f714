"""The print centre (打印): the very pages, printer, copies, pages, offset; or save as PDF."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QDialog, QDoubleSpinBox, QHBoxLayout, QWidget

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.ui.common.forms import FormGrid, choice_field, inset, number_field, text_field
from gongkai_desktop.ui.common.help import about
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.common.paper import OtherForm, keep_pages
from gongkai_desktop.ui.common.preview import PdfPreview
from gongkai_desktop.ui.common.tasks import Progress
from gongkai_desktop.ui.common.waiting import ProgressPanel
from gongkai_desktop.ui.common.widgets import InfoBanner, button, column, enter_means, label, row
from gongkai_desktop.ui.printing.printer import PrintOrder, printer_named, printer_names, send

_SIDE = 268
_SIZE = (920, 600)
_MOST_MM, _MOST_COPIES = 30.0, 99
_RANGE = re.compile(r"^(\d+)(?:-(\d+))?$")
PRINTER, RIGHT, DOWN = "printer", "offset_right", "offset_down"
NO_PRINTER = "没有找到打印机，可以存为 PDF。"


class PrintDialog(QDialog):
    """``printed`` and ``saved`` say what was done with the pages; either closes the dialog."""

    printed = Signal(str)
    saved = Signal(str)

    def __init__(
        self,
        context: Context,
        parent: QWidget,
        title: str,
        name: str,
        pdf: bytes,
        also: Sequence[OtherForm] = (),
    ) -> None:
        super().__init__(parent)
        about(self, "print")
        self.setWindowTitle(title)
        self.resize(QSize(*_SIZE).boundedTo(parent.window().size()))
        self._context, self._name, self._pdf, self._also = context, name, pdf, also
        self._count = len(context.ports.printing.sizes(pdf))
        names = printer_names()
        self.printer = choice_field([(one, one) for one in names], context.local.text(PRINTER))
        self.copies = number_field(1, _MOST_COPIES, 1, "份")
        self.pages = text_field(placeholder=f"全部 {self._count} 页；如 1-2")
        self.right = _offset(context.local.number(RIGHT))
        self.down = _offset(context.local.number(DOWN))
        self.trouble = InfoBanner(NO_PRINTER if not names else "", "info")
        self.trouble.setVisible(not names)
        self.preview = PdfPreview(context.ports.printing.previews, context.tasks, "要打印的页面")
        self.print_button = button("打印", self.print_pages, kind="primary", symbol="print")
        self.print_button.allow("" if names else NO_PRINTER)
        self.save_button = button("存为文件" if also else "存为 PDF", self.save, symbol="export")
        first = self.print_button if names else self.save_button
        self._assemble()
        first.setFocus()
        ProgressPanel(self, context.tasks)
        enter_means(self, first)
        self.preview.show_pdf(pdf)

    def print_pages(self) -> None:
        """Send what is chosen to the printer, off the window's thread."""
        if not self._context.errors.guard(self, self._start):
            self.print_button.setEnabled(True)

    def save(self) -> None:
        """Write the very pages to a file."""
        title = self.windowTitle()
        path = keep_pages(self._context, self, title, self._name, self._pdf, self._also)
        if path is not None:
            self.saved.emit(path.name)
            self.accept()

    def order(self) -> PrintOrder:
        """What is chosen; UserError for pages that are not there."""
        return PrintOrder(
            pages=pages_of(self.pages.text(), self._count),
            copies=self.copies.value(),
            right=self.right.value(),
            down=self.down.value(),
        )

    def _start(self) -> None:
        order, name = self.order(), str(self.printer.currentData())
        local = self._context.local
        local.keep(PRINTER, name)
        local.keep(RIGHT, order.right)
        local.keep(DOWN, order.down)
        printer, pages = printer_named(name), self._context.ports.printing

        def job(progress: Progress) -> None:
            send(printer, self._pdf, order, pages, progress)

        self.print_button.setEnabled(False)
        task = self._context.tasks.read(job, "打印")
        task.done.connect(lambda _: self._sent(name))
        task.failed.connect(lambda error: self._context.errors.show(self, error))
        task.ended.connect(lambda: self.print_button.setEnabled(True))

    def _sent(self, printer: str) -> None:
        self._context.ports.audits.note(self.windowTitle(), printer)
        self.printed.emit(printer)
        self.accept()

    def _assemble(self) -> None:
        grid = FormGrid()
        grid.add("打印机", self.printer)
        grid.add("份数", self.copies)
        grid.add("页码", self.pages)
        offset = FormGrid(columns=2)
        offset.add("向右移", self.right)
        offset.add("向下移", self.down)
        words = "套打偏移：印在有红头的纸上偏了，量一量填在这里，本机记住。"
        side = QWidget()
        side.setFixedWidth(_SIDE)
        close = button("关闭", self.reject)
        side.setLayout(
            column(
                self.trouble,
                grid,
                label(words, "caption", wrap=True),
                offset,
                1,
                self.print_button,
                row(self.save_button, close),
                gap="medium",
            )
        )
        layout = QHBoxLayout(self)
        layout.addWidget(self.preview, 1)
        layout.addWidget(side)


def pages_of(text: str, count: int) -> tuple[int, ...]:
    """The pages meant by ``1-2`` or ``1、3``, counted from 0; nothing means all; UserError."""
    plain = text.replace("，", ",").replace("、", ",").replace("－", "-").replace(" ", "")
    if not plain:
        return tuple(range(count))
    found: list[int] = []
    for part in plain.split(","):
        match = _RANGE.match(part)
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
        if not 1 <= first <= last <= count:
            raise UserError(f"页码“{text}”看不懂", f"共 {count} 页，可以写成 1-2 或者 1、3")
        found += range(first - 1, last)
    return tuple(dict.fromkeys(found))


def _offset(value: float) -> QDoubleSpinBox:
    field = QDoubleSpinBox()
    field.setRange(-_MOST_MM, _MOST_MM)
    field.setDecimals(1)
    field.setSingleStep(0.5)
    field.setSuffix(" 毫米")
    field.setValue(value)
    inset(field)
    return field
