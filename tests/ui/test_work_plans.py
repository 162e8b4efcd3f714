"""Each phrase of the five work plans has its place in the window and works there with its words.

The phrases, their places and what is to be seen are tests/cases/work_plans.toml.
"""

from __future__ import annotations

import shutil
import time
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from time import monotonic, sleep
from types import SimpleNamespace
from typing import Any

import attrs
import pytest
from fake import FakePrompts
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QTabBar,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from gongkai_desktop.domain.ledger.form import ColumnType
from gongkai_desktop.services.unit import save_unit, the_unit
from gongkai_desktop.services.workspace import open_workspace
from gongkai_desktop.ui.common.errors import ErrorDesk
from gongkai_desktop.ui.ledger.lines import LinesField
from gongkai_desktop.ui.ledger.page import LedgerPage
from gongkai_desktop.ui.opened import context_of
from gongkai_desktop.ui.request.letter_acts import PostForm
from gongkai_desktop.ui.shell import Shell
from gongkai_desktop.ui.style.application import dress
from tests.services.printed import text_of

CASES = Path(__file__).parent.parent / "cases"
PLANS = CASES / "plans"
PHRASES = tomllib.loads((CASES / "work_plans.toml").read_text(encoding="utf-8"))["phrase"]
TODAY = date(2024, 11, 22)
IN_LEDGERS = [one for one in PHRASES if one["open"].startswith(("ledger:", "plan", "duty"))]
ELSEWHERE = [one for one in PHRASES if one not in IN_LEDGERS]


def named(phrases: list[dict[str, Any]]) -> list[str]:
    return [f"{one['id']}-{one['open']}" for one in phrases]


class Window:
    """One real window over a real office, used as a clerk uses it."""

    def __init__(self, workspace: Any, folder: Path) -> None:
        self.workspace, self.folder = workspace, folder
        self.prompts = FakePrompts()
        self.context = context_of(workspace, self.prompts, ErrorDesk(self.prompts))
        self.shell = Shell(self.context)
        self.shell.resize(1093, 614)

    def settle(self) -> None:
        end = monotonic() + 30
        while self.context.tasks.busy and monotonic() < end:
            QApplication.processEvents()
            sleep(0.002)
        QApplication.processEvents()

    def ledger(self, key: str) -> LedgerPage:
        page = self.shell.open_place(self.context.ports.ledgers.place_of(key), (key, ""))
        assert isinstance(page, LedgerPage)
        return page

    def rows(self, page: LedgerPage) -> list[str]:
        return list(page._find("no", False))

    def enter(self, key: str, cells: dict[str, Any]) -> SimpleNamespace:
        """Enter a row by the form; what was said, and the row if it went in."""
        page = self.ledger(key)
        before = self.rows(page)
        self.prompts.said.clear()
        page.open_row()
        form = page.views.currentWidget()
        columns = {one.title: one for one in page._form().columns}
        first = {title: words_in(form.fields[one.key]) for title, one in columns.items()}
        choices = {
            title: [field.itemText(at) for at in range(field.count())]
            for title, one in columns.items()
            if isinstance(field := form.fields[one.key], QComboBox)
        }
        for title, words in cells.items():
            fill(form.fields[columns[title].key], words)
        form._save()
        new = [one for one in self.rows(page) if one not in before]
        (line,) = page._fetch(new) if new else (None,)
        counters = page._shown[key].counters
        cells_of = {one.title: line.cells[one.key] for one in columns.values()} if line else {}
        return SimpleNamespace(
            first=first,
            choices=choices,
            said=self.prompts.said,
            line=line,
            cells=cells_of,
            counters=counters,
            page=page,
        )

    def paste(self, words: str) -> tuple[LedgerPage, list[Any]]:
        """Paste a plan; the tasks that came in."""
        page = self.ledger("tasks")
        before = set(self.rows(page))
        page.show_paste()
        view = page.views.currentWidget()
        data = QMimeData()
        data.setText(words)
        view.text.insertFromMimeData(data)
        view.pasted.emit(view.text.toPlainText())
        self.settle()
        new = [one for one in self.rows(page) if one not in before]
        return page, list(page._fetch(new))


def words_in(field: QWidget) -> str:
    if isinstance(field, QComboBox):
        return field.currentText()
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText()
    return field.text() if isinstance(field, QLineEdit) else ""


def fill(field: QWidget, words: Any) -> None:
    if isinstance(field, LinesField):
        for line in words:
            field.add_line()
            for at, cell in enumerate(line):
                field.table.item(field.table.rowCount() - 1, at).setText(cell)
    elif isinstance(field, QComboBox):
        assert field.findText(words) >= 0, words
        field.setCurrentText(words)
    elif isinstance(field, QPlainTextEdit):
        field.setPlainText(words)
    else:
        assert isinstance(field, QLineEdit)
        field.setText(words)


def words_of(widget: QWidget) -> str:
    """Everything a part of the window says, whether it is scrolled into view or not."""
    found: list[str] = []
    for one in (widget, *widget.findChildren(QWidget)):
        if isinstance(one, QLabel | QAbstractButton | QLineEdit):
            found.append(one.text())
        elif isinstance(one, QComboBox):
            found += [one.itemText(at) for at in range(one.count())]
        elif isinstance(one, QTabBar):
            found += [one.tabText(at) for at in range(one.count())]
        elif isinstance(one, QListWidget):
            found += [one.item(at).text() for at in range(one.count())]
        elif isinstance(one, QPlainTextEdit):
            found.append(one.toPlainText())
        elif isinstance(one, QTableWidget):
            cells = [
                one.item(at, column)
                for at in range(one.rowCount())
                for column in range(one.columnCount())
            ]
            found += [cell.text() for cell in cells if isinstance(cell, QTableWidgetItem)]
        model = getattr(one, "model", None)
        if callable(model) and not isinstance(one, QListWidget | QTableWidget | QComboBox):
            found += texts_of(model())
    return "\n".join(found)


def texts_of(model: Any) -> list[str]:
    if model is None:
        return []
    return [
        str(model.index(at, column).data() or "")
        for at in range(min(model.rowCount(), 60))
        for column in range(model.columnCount())
    ]


@pytest.fixture(scope="module")
def district(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    """A bureau of the district whose plan is the second seed, its 54 tasks pasted."""
    dress(qapp)
    folder = tmp_path_factory.mktemp("district")
    workspace = open_workspace(folder / "a.gkt", today=TODAY, operator="丁某", create=True)
    unit = attrs.evolve(the_unit(workspace), name="济南市市中区商务局", short_name="区商务局")
    save_unit(workspace, unit)
    window = Window(workspace, folder)
    _, tasks = window.paste((PLANS / "district_points_2024.txt").read_text(encoding="utf-8"))
    assert len(tasks) == 54
    yield window
    window.shell.close()
    workspace.close()


@pytest.fixture(scope="module")
def county(
    qapp: QApplication, sample_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Window]:
    """The sample office, for what needs requests."""
    dress(qapp)
    folder = tmp_path_factory.mktemp("county")
    shutil.copyfile(sample_file, folder / "office.gkt")
    workspace = open_workspace(folder / "office.gkt")
    window = Window(workspace, folder)
    yield window
    window.shell.close()
    workspace.close()


@pytest.fixture(autouse=True)
def windows_end_with_their_test() -> None:
    """The windows of this module end with it: they are used from phrase to phrase."""


def test_every_phrase_has_a_place() -> None:
    assert len(PHRASES) == len({one["id"] for one in PHRASES}) == 82
    assert {one["rank"] for one in PHRASES} == {"CORE", "STRONG"}
    assert {one["id"][0] for one in PHRASES} == set("01234")


@pytest.mark.parametrize("phrase", IN_LEDGERS, ids=named(IN_LEDGERS))
def test_a_phrase_is_used_in_its_ledger(district: Window, phrase: dict[str, Any]) -> None:
    kind, _, key = phrase["open"].partition(":")
    if kind == "plan":
        check_plan(district, phrase)
    elif kind == "duty":
        district.shell.open_place("desk")
        district.settle()
        assert phrase["text"] in words_of(district.shell.page)
    else:
        check_row(district, phrase, key)


def check_plan(window: Window, phrase: dict[str, Any]) -> None:
    words = phrase.get("text") or (PLANS / phrase["file"]).read_text(encoding="utf-8")
    page, tasks = window.paste(words)
    assert len(tasks) == phrase["count"]
    columns = {one.title: one.key for one in page._form().columns}
    cells = {title: tasks[0].cells[columns[title]] for title in phrase["row"]}
    assert cells == phrase["row"]


def check_row(window: Window, phrase: dict[str, Any], key: str) -> None:
    done = window.enter(key, phrase["enter"])
    at, group, title = phrase["place"].split(" › ")[:3]
    names = [done.page.names.item(row).text() for row in range(done.page.names.count())]
    assert (done.page.title, group in names) == (at, True)
    assert done.page.names.currentItem().text().startswith(f"{title}（")
    said = " ".join(" ".join(one) for one in done.said)
    assert phrase.get("refused", "") in said
    assert phrase.get("warned", "") in said
    assert bool(done.line) != ("refused" in phrase), said
    for title, words in phrase.get("initial", {}).items():
        assert done.first[title] == words
    for title, words in phrase.get("choices", {}).items():
        assert set(words) <= set(done.choices[title])
    assert phrase.get("counter", "") in "　".join(done.counters)
    if done.line is None:
        return
    check_line(done, phrase)
    if "sheet" in phrase:
        assert printed(window, done.page, phrase["sheet"]).strip()
    if "found" in phrase:
        assert done.page.search(phrase["found"]) and window.rows(done.page)


def check_line(done: SimpleNamespace, phrase: dict[str, Any]) -> None:
    if "due" in phrase:
        assert done.line.due == date.fromisoformat(phrase["due"])
    if "status" in phrase:
        assert done.line.status == phrase["status"]
    assert done.line.overdue or not phrase.get("overdue")
    lines = {
        one.title: f"{len(done.line.lines[one.key])}条"
        for one in done.page._form().of_type(ColumnType.LINES)
    }
    shown = {**done.cells, **lines}
    assert {title: shown[title] for title in phrase.get("row", {})} == phrase.get("row", {})


def printed(window: Window, page: LedgerPage, title: str) -> str:
    window.prompts.path = window.folder / f"{title}.pdf"
    action = next(one for one in page.head.papers.actions() if one.text() == f"{title}…")
    action.trigger()
    window.settle()
    return text_of(window.prompts.path.read_bytes())


@pytest.mark.parametrize("phrase", ELSEWHERE, ids=named(ELSEWHERE))
def test_a_phrase_is_seen_where_it_belongs(county: Window, phrase: dict[str, Any]) -> None:
    words = seen(county, phrase)
    for one in phrase["see"]:
        assert one in words, one


def seen(window: Window, phrase: dict[str, Any]) -> str:
    place, _, rest = phrase["open"].partition("/")
    kind, _, what = place.partition(":")
    if kind == "request":
        return on_request(window, what, rest)
    if kind == "review":
        return on_review(window, rest, phrase.get("paste", ""))
    if kind == "settings":
        return on_settings(window, rest)
    if kind == "ledger-sheet":
        return printed(window, window.ledger(what), rest)
    if kind == "letter":
        return letter_words(window, what)
    if kind == "letter-send":
        case = SimpleNamespace(deliveries=(), to="甲", address="")
        return words_of(PostForm(case, TODAY, lambda: None))
    if kind == "annual-text":
        return str(window.context.ports.annual.text(2026))
    if kind == "place":
        page = window.shell.open_place(what)
        if what == "request":
            page.show_list()
        window.settle()
        commands = [one.title for one in page.commands()]
        return "\n".join([words_of(page), *commands])
    assert kind == "frame"
    return words_of(window.shell.navigation)


def on_request(window: Window, number: str, tab: str) -> str:
    detail = window.shell.open_place("request", number).detail
    names = [detail.tabs.tabText(at) for at in range(detail.tabs.count())]
    if not tab:
        return words_of(detail)
    detail.tabs.setCurrentIndex(names.index(tab))
    window.settle()
    return words_of(detail)


def on_review(window: Window, tab: str, paste: str) -> str:
    page = window.shell.open_place("review")
    page.begin()
    form = page.desk.particulars
    form.title.setText("工作方案")
    form.responsible.setText("丁某")
    form.save_button.click()
    if paste:
        page.desk.text.setPlainText(paste)
        page.desk.scan_button.click()
        window.settle()
        assert page.desk.text.toPlainText() == paste
    names = [page.desk.tabs.tabText(at) for at in range(page.desk.tabs.count())]
    at = next((at for at, name in enumerate(names) if tab and name.startswith(tab)), 1)
    page.desk.tabs.setCurrentIndex(at)
    window.settle()
    return words_of(page.desk)


def on_settings(window: Window, part: str) -> str:
    page = window.shell.open_place("settings")
    names = [page.parts.item(at).text() for at in range(page.parts.count())]
    page.parts.setCurrentRow(names.index(part))
    window.settle()
    return words_of(page.part())


def letter_words(window: Window, code: str) -> str:
    detail = window.shell.open_place("request", "2026-015").detail
    names = [detail.tabs.tabText(at) for at in range(detail.tabs.count())]
    detail.tabs.setCurrentIndex(names.index("文书"))
    section = detail._sections[names.index("文书")]
    section._pdf = b""  # of the letter looked at before
    section.choose(code)
    section._render()
    for _ in range(200):
        window.settle()
        if section._pdf:
            break
        time.sleep(0.02)
    return text_of(section._pdf)
