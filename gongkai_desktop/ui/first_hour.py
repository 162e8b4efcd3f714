"""The first hour (第一次使用的一小时): someone new registers, prints, reviews, finds the table.

It is walked in the real window on an office that does not exist yet, by mouse and keys alone. The
manual shows a picture of every step; what was done stands in the office and can be looked up.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QWidget

from gongkai_desktop.ui.common.unattended import UnattendedPrompts
from gongkai_desktop.ui.hand import Hand
from gongkai_desktop.ui.printing.dialog import PrintDialog
from gongkai_desktop.ui.start import Start

DAY = date(2026, 11, 23)
Step = tuple[str, QWidget]
PAGE = "供水工程补助公示\n张某一，电话13000000001，补助300元。\n望山县水利局\n2026年11月23日"
SIZE = (1093, 543)
"""What is left of 1366×768 at 125 % under a title bar and over a task bar."""


class KeepingPrompts(UnattendedPrompts):
    """Keeps what is printed as one file, as someone without a printer would."""

    def __init__(self, printed: Path) -> None:
        self.printed = printed

    def save_file(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
        """Always the same file."""
        return self.printed


def walk(start: Start, printed: Path) -> Iterator[Step]:
    """The steps in the order of the clicks, each with the window as it then stands.

    A step without a name only waits. ``start`` has been opened where there is no office yet;
    between two steps its work must come to rest. ``printed`` is where its prompts keep the
    receipt as PDF.
    """
    yield from _found_the_office(start)
    yield from _register(start)
    yield from _give_the_receipt(start, printed)
    yield from _review_a_page(start)
    shell = _window(start)
    Hand(shell).press("年度报告与统计")
    yield "年报表格", shell


def _found_the_office(start: Start) -> Iterator[Step]:
    window = _window(start)
    hand = Hand(window)
    yield "欢迎", window
    hand.press("开始填写")
    hand.enter("单位全称", "望山县水利局")
    hand.enter("机关代字", "望水")
    yield "单位", window
    hand.press("下一步")
    yield "复议机关和法院", window
    hand.press("下一步")
    hand.enter("经办人姓名", "丁某")
    hand.enter("联系电话", "0100-12345678")
    yield "经办人", window
    hand.press("完成")
    shell = _window(start)
    shell.resize(*SIZE)
    yield "工作台", shell


def _register(start: Start) -> Iterator[Step]:
    shell = _window(start)
    hand = Hand(shell)
    hand.press("登记新申请")
    hand.enter("申请人", "李某二")
    hand.enter("联系电话", "13000000002")
    yield "申请人", shell
    hand.enter("申请内容", "2025年农村供水工程竣工验收报告")
    yield "申请内容", shell
    hand.press("登记")
    yield "下一步", shell


def _give_the_receipt(start: Start, printed: Path) -> Iterator[Step]:
    shell = _window(start)
    hand = Hand(shell)
    hand.press("拟制文书")
    yield "登记回执", shell
    hand.press("编号并打印")
    yield "", shell
    assert start.shell is not None
    title = "打印用印稿"
    dialog = PrintDialog(start.context, start.shell, title, printed.name, printed.read_bytes())
    dialog.show()
    yield "打印回执", dialog
    dialog.close()
    yield "登记用印", shell


def _review_a_page(start: Start) -> Iterator[Step]:
    shell = _window(start)
    hand = Hand(shell)
    hand.press("发布预审")
    yield "", shell  # a place is read in when it is first turned to
    hand.press("新的待发布信息")
    hand.enter("标题", "农村供水工程补助公示")
    hand.enter("发布责任人", "丁某")
    yield "待发布信息", shell
    hand.press("保存")
    hand.enter("待审文稿", PAGE)
    yield "文稿", shell
    hand.press("扫描")
    yield "扫描提示", shell


def _window(start: Start) -> QWidget:
    window = start.shell or start.wizard
    assert window is not None
    return window
