"""Every page, part and editor of the window, each as a way to get there from anywhere."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from gongkai_desktop.ui.common.page import LIST, Context
from gongkai_desktop.ui.places import PLACES
from gongkai_desktop.ui.printing.dialog import PrintDialog
from gongkai_desktop.ui.shell import Shell

Way = Callable[[], object]
OPEN_REQUEST, CLOSED_REQUEST = "2026-015", "2026-012"


def ways(shell: Shell, *, ledgers: int = 3) -> dict[str, Way]:
    """Name of a state of the window → what brings the window there.

    All ledgers are made of the same parts: so many of each place stand for the others.
    """
    return {
        **_places(shell),
        **_requests(shell),
        **_reviews(shell),
        **_ledgers(shell, ledgers),
        **_disputes(shell),
        **_annual(shell),
        **_settings(shell),
    }


def settle(context: Context) -> None:
    """Let what was begun come to its end."""
    QApplication.processEvents()
    while context.tasks.busy:
        QApplication.processEvents()
    QApplication.processEvents()


def dialog(shell: Shell, context: Context) -> PrintDialog:
    """The print centre over the list of the desk."""
    pdf = context.ports.desktop.desk_page()
    return PrintDialog(context, shell, "打印清单", "待办事项.pdf", pdf)


def _places(shell: Shell) -> dict[str, Way]:
    return {one.title: lambda key=one.key: shell.open_place(key, LIST) for one in PLACES}


def _requests(shell: Shell) -> dict[str, Way]:
    def open_(number: str = OPEN_REQUEST):
        page = shell.open_place("request", LIST)
        page.open_request(number)
        return page

    def part(title: str, number: str = OPEN_REQUEST) -> None:
        open_(number).detail.section(title)

    titles = open_().detail.section_titles
    found: dict[str, Way] = {f"申请　{one}": lambda one=one: part(one) for one in titles}
    found |= {
        f"办结的申请　{one}": lambda one=one: part(one, CLOSED_REQUEST)
        for one in ("事项与结果", "文书", "归档")
    }
    found["登记事件"] = lambda: open_().detail.begin_event()
    found["申请人的申请"] = lambda: open_().detail.section("基本信息").ask_history()
    found["登记新申请"] = lambda: shell.open_place("request", "new")
    found["催办"] = lambda: shell.open_place("request").show_remind()
    found["导入旧登记簿"] = lambda: shell.open_place("request").show_bring_in()
    return found


def _reviews(shell: Shell) -> dict[str, Way]:
    def part(row: int, at: int) -> None:
        page = shell.open_place("review", LIST)
        page.table.opened.emit(row)
        page.desk.tabs.setCurrentIndex(at)

    part(1, 0)
    tabs = shell.page.desk.tabs
    named = [tabs.tabText(at).split()[0] for at in range(tabs.count())]
    found: dict[str, Way] = {
        f"预审　{name}": lambda at=at: part(1, at) for at, name in enumerate(named)
    }
    found["可发布的稿子"] = lambda: part(2, 2)
    found["新的待发布信息"] = lambda: shell.open_place("review", LIST).begin()
    return found


def _ledgers(shell: Shell, most: int) -> dict[str, Way]:
    def list_(place: str, key: str):
        return shell.open_place(place, (key, ""))

    def row(place: str, key: str) -> None:
        page = list_(place, key)
        page.open_row(*page._ports.lines(key, page._find("", False)[:1]))

    found: dict[str, Way] = {}
    for place in ("publication", "ledger", "precedent"):
        names = shell.open_place(place, LIST).names
        items = [names.item(at) for at in range(names.count())]
        keys = [key for one in items if (key := one.data(Qt.ItemDataRole.UserRole))]
        for key in keys[:most]:
            found[f"台账　{key}"] = lambda place=place, key=key: list_(place, key)
            found[f"台账一行　{key}"] = lambda place=place, key=key: row(place, key)
    return found


def _disputes(shell: Shell) -> dict[str, Way]:
    return {
        "复议诉讼　案件": lambda: shell.open_place("dispute", LIST).table.opened.emit(0),
    }


def _annual(shell: Shell) -> dict[str, Way]:
    def tab(at: int) -> None:
        shell.open_place("annual", LIST).tabs.setCurrentIndex(at)

    def beside(name: str) -> None:
        getattr(shell.open_place("annual", LIST), name)()

    found: dict[str, Way] = {f"年报　{at}": lambda at=at: tab(at) for at in range(5)}
    for name in ("figures", "final", "statistics", "scoring", "scoring_table", "exchange"):
        found[f"年报　{name}"] = lambda name=name: beside(f"show_{name}")
    return found


def _settings(shell: Shell) -> dict[str, Way]:
    parts = shell.open_place("settings").parts

    def part(at: int) -> None:
        shell.open_place("settings")
        parts.setCurrentRow(at)

    return {f"设置　{parts.item(at).text()}": lambda at=at: part(at) for at in range(parts.count())}
