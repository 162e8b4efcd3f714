"""The window starts without what it does not need yet, and its speed can be measured."""

import json
import shutil
import subprocess
import sys
import time

HEAVY = ("openpyxl", "docx", "lxml", "reportlab", "pypinyin", "pypdfium2", "python_calamine")


def test_what_reads_and_writes_files_is_not_read_in_at_the_start() -> None:
    modules = (
        "gongkai_desktop.app",
        "gongkai_desktop.ui.main",
        "gongkai_desktop.ui.bridge.desktop",
        "gongkai_desktop.ui.desk.page",
        "gongkai_desktop.ui.request.page",
        "gongkai_desktop.ui.bridge.register",
    )
    assert read_in(modules) & set(HEAVY) == set()


def test_the_frame_stands_without_what_opens_the_office() -> None:
    frame = ("gongkai_desktop.app", "gongkai_desktop.ui.main", "gongkai_desktop.ui.start")
    later = {"sqlalchemy", "sqlcipher3", "sqlite3", "alembic", "gongkai_desktop.store"}
    spared = {"attr", "concurrent.futures", "html", "gongkai_desktop.ui.desk.page"}
    assert read_in(frame) & {*later, *HEAVY, *spared} == set()


def test_an_office_is_opened_without_sockets_and_mail() -> None:
    office = ("gongkai_desktop.store", "gongkai_desktop.ui.desk.page")
    unused = {"asyncio.events", "ssl", "socket", "email.message", "importlib.metadata._adapters"}
    assert read_in(office) & unused == set()


def test_what_waits_is_there_when_it_is_asked_for() -> None:
    code = (
        "import gongkai_desktop.store, asyncio, importlib.metadata;"
        "print(asyncio.CancelledError.__name__, importlib.metadata.version('sqlalchemy')[0]);"
        "import asyncio.subprocess, sys; print(sys.modules['asyncio'].__file__ is not None)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["CancelledError", "2", "True"]


def test_the_window_stands_without_pythons_names_for_qts_styles() -> None:
    code = (
        "import os; os.environ['QT_QPA_PLATFORM'] = 'offscreen';"
        "from gongkai_desktop.ui.style.application import the_application;"
        "from gongkai_desktop.ui.frame import Navigation; the_application();"
        "Navigation(print).grab(); import PySide6.QtWidgets as q; print('QStyle' in vars(q))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False"]


def test_the_source_of_no_module_is_read_at_the_start() -> None:
    code = (
        "from gongkai_desktop.ui.lean import spare_the_sources; spare_the_sources();"
        "import linecache, wave; print(*(name for name in linecache.cache if 'wave' in name))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def read_in(modules) -> set[str]:
    """What stands in a process that has read in these."""
    code = f"import sys, {', '.join(modules)}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


FILLED = """
import sys
from gongkai_desktop.ui import measured
measured._fill(measured._shell(sys.argv[1], "gongkai_desktop.app"))
import PySide6.QtWidgets
print(*sys.modules, *(f"Qt.{name}" for name in vars(PySide6.QtWidgets)))
sys.stdout.flush()
measured._end()
"""


def test_the_first_desk_is_filled_without_what_it_does_not_show(sample_file, tmp_path) -> None:
    office = tmp_path / "office.gkt"
    shutil.copyfile(sample_file, office)
    done = subprocess.run(
        [sys.executable, "-c", FILLED, str(office)], capture_output=True, text=True, check=True
    )
    present = set(done.stdout.split())
    rooms = {"store.reviews", "store.composed", "domain.letter.table", "services.unit_guess"}
    later = {f"gongkai_desktop.{room}" for room in (*rooms, "library.reports", "services.backup")}
    assert {"gongkai_desktop.ui.desk.page", "Qt.QTableView"} <= present
    assert present & {*later, *HEAVY, "asyncio.events", "email.message", "Qt.QMdiArea"} == set()


def test_the_window_is_measured_in_a_process_of_its_own(sample_file, tmp_path) -> None:
    office = tmp_path / "office.gkt"
    shutil.copyfile(sample_file, office)
    call = [sys.executable, "-m", "gongkai_desktop.ui.measured", "window", repr(time.time())]
    done = subprocess.run(
        [*call, str(office), "gongkai_desktop.app"], capture_output=True, text=True, check=True
    )
    measured = json.loads(done.stdout)
    assert measured["seconds"] > measured["stood"] > 0
    assert measured["megabytes"] >= 0
