"""Sends pages to a printer as pictures at its own place on the sheet (套打)."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
from PySide6.QtCore import QByteArray, QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.progress import Report
from gongkai_desktop.ui.ports.printing import Millimetres, Printing

DPI = 300
_MM_PER_INCH = 25.4
_LOST = "打印机没有响应"


@attrs.frozen(kw_only=True)
class PrintOrder:
    """What to print: pages counted from 0, copies, and the offset in millimetres.

    ``right`` and ``down`` move everything on the sheet, for paper that is printed on already.
    """

    pages: Sequence[int]
    copies: int = 1
    right: float = 0.0
    down: float = 0.0


def printer_names() -> list[str]:
    """The printers of this computer, the usual one first."""
    usual = QPrinterInfo.defaultPrinterName()
    names: list[str] = list(QPrinterInfo.availablePrinterNames())
    return sorted(names, key=lambda name: name != usual)


def printer_named(name: str) -> QPrinter:
    """A printer of this computer; UserError where it is gone."""
    info = QPrinterInfo.printerInfo(name)
    if info.isNull():
        raise UserError(f"找不到打印机“{name}”", "请在系统里检查打印机，或者存为 PDF")
    return QPrinter(info, QPrinter.PrinterMode.HighResolution)


def send(printer: QPrinter, pdf: bytes, order: PrintOrder, pages: Printing, report: Report) -> None:
    """Print; reports each page and may be stopped there. UserError where the printer refuses."""
    sizes = pages.sizes(pdf)
    printer.setResolution(DPI)
    printer.setFullPage(True)
    printer.setCopyCount(order.copies)
    painter = QPainter()
    try:
        for at, number in enumerate(order.pages):
            report(at, len(order.pages), f"第 {at + 1} 页，共 {len(order.pages)} 页")
            _set_paper(printer, sizes[number])
            if not (printer.newPage() if painter.isActive() else painter.begin(printer)):
                raise UserError(_LOST, "请检查打印机是否接通、有纸，再试一次；也可以存为 PDF")
            picture = QImage.fromData(QByteArray(pages.page(pdf, number, DPI)))
            painter.drawImage(_place(sizes[number], order), picture)
    except BaseException:
        printer.abort()  # a stopped job must not come out in part
        raise
    finally:
        painter.end()


def _set_paper(printer: QPrinter, size: Millimetres) -> None:
    width, height = size
    lying = width > height
    paper = QPageSize(QSizeF(min(size), max(size)), QPageSize.Unit.Millimeter)
    turned = QPageLayout.Orientation.Landscape if lying else QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(paper, turned, QMarginsF()))


def _place(size: Millimetres, order: PrintOrder) -> QRectF:
    dots = DPI / _MM_PER_INCH
    width, height = size
    return QRectF(order.right * dots, order.down * dots, width * dots, height * dots)
