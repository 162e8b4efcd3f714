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
    code = f"import sys, {', '.join(modules)}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) & set(HEAVY) == set()


def test_the_window_is_measured_in_a_process_of_its_own(sample_file, tmp_path) -> None:
    office = tmp_path / "office.gkt"
    shutil.copyfile(sample_file, office)
    call = [sys.executable, "-m", "gongkai_desktop.ui.measured", "window", repr(time.time())]
    done = subprocess.run(
        [*call, str(office), "gongkai_desktop.app"], capture_output=True, text=True, check=True
    )
    measured = json.loads(done.stdout)
    assert measured["seconds"] > 0
    assert measured["megabytes"] >= 0
