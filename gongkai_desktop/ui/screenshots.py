"""Pictures of every page and dialog, made without a display (gongkai screenshots)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep

from PySide6.QtCore import QSize, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from gongkai_desktop.services.first_run import look_into
from gongkai_desktop.ui import first_hour
from gongkai_desktop.ui.annual.page import AnnualPage
from gongkai_desktop.ui.care_pictures import care_pictures
from gongkai_desktop.ui.common.page import Context
from gongkai_desktop.ui.dispute.page import DisputePage
from gongkai_desktop.ui.first_run.page import FirstRun
from gongkai_desktop.ui.first_run.unlock import Unlock
from gongkai_desktop.ui.places import PLACES
from gongkai_desktop.ui.printing.dialog import PrintDialog
from gongkai_desktop.ui.request.page import RequestPage
from gongkai_desktop.ui.request.particulars import ParticularSection
from gongkai_desktop.ui.review.page import ReviewPage
from gongkai_desktop.ui.settings.page import SettingsPage
from gongkai_desktop.ui.shell import Shell
from gongkai_desktop.ui.start import Start

Picture = tuple[str, QWidget]
_PAUSE_MS = 2_000
_LAST_ROUNDS = 3


def take_screenshots(context: Context, folder: Path, size: QSize) -> list[Path]:
    """Write one PNG per page into ``folder``; ``size`` is in logical pixels.

    The caller has dressed the application. Returns the files in the order of the navigation.
    """
    folder.mkdir(parents=True, exist_ok=True)
    shell = Shell(context)
    shell.resize(size)
    shell.show()
    files: list[Path] = []
    for name, widget in _pictures(shell, context):
        _settle(context)
        path = folder / f"{len(files) + 1:02d}-{name}.png"
        widget.grab().save(str(path))
        files.append(path)
    shell.close()
    return files


def take_first_hour(folder: Path) -> list[Path]:
    """Write one PNG per step of the first hour, walked on an office made for it."""
    folder.mkdir(parents=True, exist_ok=True)
    files: list[Path] = []
    with TemporaryDirectory(prefix="gongkai-") as place:
        printed = Path(place) / "回执.pdf"
        start = Start(
            str(Path(place) / "公开台.gkt"),
            today=first_hour.DAY,
            password=None,
            prompts=first_hour.KeepingPrompts(printed),
        )
        start.open()
        for name, widget in first_hour.walk(start, printed):
            _settle(start.context if start.shell else None)
            if name:
                files.append(folder / f"{len(files) + 1:02d}-第一小时-{name}.png")
                widget.grab().save(str(files[-1]))
        start.close()
    return files


def take_care_pictures(folder: Path, size: QSize) -> list[Path]:
    """Write the pictures of what keeps an office's data and passes them on."""
    folder.mkdir(parents=True, exist_ok=True)
    files: list[Path] = []
    for name, widget, context in care_pictures(size):
        _settle(context)
        files.append(folder / f"{len(files) + 1:02d}-{name}.png")
        widget.grab().save(str(files[-1]))
    return files


def _pictures(shell: Shell, context: Context) -> Iterator[Picture]:
    for place in PLACES:
        shell.open_place(place.key)
        yield place.title, shell
        if place.key == "request":
            yield from _of_requests(shell)
        elif place.key == "dispute":
            yield from _of_disputes(shell)
        elif place.key == "review":
            yield from _of_reviews(shell)
        elif place.key == "annual":
            yield from _of_annual(shell)
        elif place.key == "settings":
            yield from _of_settings(shell)
    yield from _of_aids(shell, context)
    yield from _of_first_run(context)
    door = Unlock(lambda typed: False, context.errors, "请输入数据文件“公开台.gkt”的口令。")
    door.show()
    yield "解锁", door
    door.close()


_FILLED = {
    "name": "望山县自然资源局（虚构）",
    "prefix": "望资",
    "government": "望山县人民政府",
    "court": "望山县人民法院",
}


def _of_first_run(context: Context) -> Iterator[Picture]:
    first = FirstRun(context.prompts, context.errors, lambda unit: unit.government, look_into)
    first.resize(820, 600)
    first.show()
    yield "首次使用", first
    for title in ("单位", "救济机关", "经办人"):
        first.proceed()
        for name, words in _FILLED.items():
            if name in first.form.fields:
                first.form.fields[name].setText(words)
        yield f"首次使用-{title}", first
    first.close()


_USUAL = "2026-017"
_TELLING = {"文书": "2026-014", "复议诉讼": "2026-009", "归档": "2026-005", "更正记录": "2026-005"}
"""Requests of the sample office in which there is something to see."""


def _of_requests(shell: Shell) -> Iterator[Picture]:
    page = shell.page
    assert isinstance(page, RequestPage)
    if page.list.table.model().rowCount():
        page.list.table.opened.emit(0)
        for at, title in enumerate(page.detail.section_titles):
            page.open_request(_TELLING.get(title, _USUAL))
            page.detail.tabs.setCurrentIndex(at)
            yield f"申请-{title}", shell
        page.open_request(_USUAL)
        page.detail.begin_event()
        yield "申请-登记事件", shell
        particulars = page.detail.section("基本信息")
        assert isinstance(particulars, ParticularSection)
        particulars.ask_history()
        yield "申请人的申请", shell
    page.show_intake()
    yield "登记新申请", shell
    page.show_remind()
    yield "催办", shell
    page.show_bring_in()
    yield "导入旧登记簿", shell
    page.show_list()


def _of_disputes(shell: Shell) -> Iterator[Picture]:
    page = shell.page
    assert isinstance(page, DisputePage)
    if page.table.model().rowCount():
        page.table.opened.emit(0)
        yield "复议诉讼-案件", shell
        page.show_list()


def _of_reviews(shell: Shell) -> Iterator[Picture]:
    page = shell.page
    assert isinstance(page, ReviewPage)
    if page.table.model().rowCount():
        page.table.opened.emit(1)
        for at in range(page.desk.tabs.count()):
            page.desk.tabs.setCurrentIndex(at)
            yield f"预审-{page.desk.tabs.tabText(at).split()[0]}", shell
    page.show_list()


def _of_annual(shell: Shell) -> Iterator[Picture]:
    page = shell.page
    assert isinstance(page, AnnualPage)
    page.tabs.setCurrentIndex(page.tabs.count() - 1)
    yield "年报-文字部分", shell
    page.tabs.setCurrentIndex(1)
    for name, show in (
        ("年报-填报数字", page.show_figures),
        ("年报-定稿", page.show_final),
        ("统计报表", page.show_statistics),
        ("考核自评", page.show_scoring),
        ("评分表", page.show_scoring_table),
        ("两级报送", page.show_exchange),
    ):
        show()
        yield name, shell


def _of_aids(shell: Shell, context: Context) -> Iterator[Picture]:
    """What stands over a page: search, help, keys, printing, the strip of practising."""
    shell.open_place("desk")
    shell.aids.palette.begin("征地")
    yield "搜索全部", shell
    shell.aids.palette.leave()
    shell.aids.help()
    yield "帮助", shell
    shell.aids.help()
    shell.aids.show_keys()
    yield "快捷键", shell
    shell.aids.show_keys()
    pdf = context.ports.desktop.desk_page()
    dialog = PrintDialog(context, shell, "打印清单", "待办事项.pdf", pdf)
    dialog.show()
    yield "打印", dialog
    dialog.close()
    shell.show_practice(True)
    yield "练习模式", shell
    shell.show_practice(False)


def _of_settings(shell: Shell) -> Iterator[Picture]:
    page = shell.page
    assert isinstance(page, SettingsPage)
    for at in range(1, page.parts.count()):
        page.parts.setCurrentRow(at)
        yield f"设置-{page.parts.item(at).text()}", shell


def _settle(context: Context | None) -> None:
    """Let layouts, delayed renderings and running jobs come to rest."""
    QApplication.processEvents()
    while (context and context.tasks.busy) or _something_is_delayed():
        sleep(0.005)
        QApplication.processEvents()
    for _ in range(_LAST_ROUNDS):
        QApplication.processEvents()


def _something_is_delayed() -> bool:
    """Whether a window is about to do something after a pause: search, draw a preview."""
    return any(
        timer.isActive() and timer.isSingleShot() and timer.remainingTime() < _PAUSE_MS
        for window in QApplication.topLevelWidgets()
        for timer in window.findChildren(QTimer)
    )
