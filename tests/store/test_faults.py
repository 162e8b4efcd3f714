"""Kill, full disk, read-only folder: the file is as it was before or after, never between."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import pytest

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.store import Office, RequestQuery, dialect, open_office

BEFORE, BATCH = 20, 4_000
IMPORT = """
import sys
from datetime import datetime
sys.path.insert(0, sys.argv[2])
from gongkai_desktop.store import open_office
from tests.store.conftest import case
office = open_office(sys.argv[1])
print("begin", flush=True)
with office.change("导入", operator="李四", at=datetime(2026, 11, 22, 9)) as change:
    change.requests.add_many(case(f"新-{n}") for n in range(int(sys.argv[3])))
print("done", flush=True)
"""
HOUSE = Path(__file__).parent.parent.parent


def start_import(location: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", IMPORT, str(location), str(HOUSE), str(BATCH)]
    return subprocess.Popen(command, stdout=subprocess.PIPE)


def kill_after(location: Path, seconds: float) -> None:
    """Start the import and kill it so long after it began to write."""
    with start_import(location) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"begin\n"
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)


def seconds_of_a_whole_import(location: Path) -> float:
    with start_import(location) as process:
        assert process.stdout is not None
        process.stdout.readline()
        begun = time.monotonic()
        assert process.stdout.readline() == b"done\n"
        return time.monotonic() - begun


def kill_at_random(folder: Path, times: int, make_case, now: datetime) -> set[int]:
    """Kill as many imports, each at its own moment; the counts found afterwards."""
    measured = fresh_office(folder / "measure.gkt", make_case, now)
    whole, counts = seconds_of_a_whole_import(measured), set()
    moments = random.Random(20261122)
    for number in range(times):
        location = fresh_office(folder / f"{number}.gkt", make_case, now)
        # every third one near the commit, where journal and file are both being written
        share = moments.uniform(0.85, 1.1) if number % 3 == 2 else moments.uniform(0, 0.9)
        kill_after(location, whole * share)
        with open_office(location) as office:
            assert office.verify() == []
            with office.read() as reader:
                counts.add(reader.requests.count(RequestQuery()))
                assert reader.audit.head().seq in (1, 2)
    return counts


def fresh_office(location: Path, make_case, now: datetime) -> Path:
    with (
        open_office(location, create=True) as office,
        office.change("登记", operator="李四", at=now) as change,
    ):
        change.requests.add_many(make_case(f"旧-{n}") for n in range(BEFORE))
    return location


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_killed_import_leaves_all_or_nothing(tmp_path: Path, make_case, now: datetime) -> None:
    assert kill_at_random(tmp_path, 3, make_case, now) <= {BEFORE, BEFORE + BATCH}


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_killed_imports_by_the_hundred(tmp_path: Path, make_case, now: datetime) -> None:
    assert kill_at_random(tmp_path, 100, make_case, now) <= {BEFORE, BEFORE + BATCH}


FULL = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from datetime import datetime
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.store import open_office
from tests.store.conftest import case
office = open_office(sys.argv[1])
limit = Path(sys.argv[1]).stat().st_size + 100_000
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    with office.change("导入", operator="李四", at=datetime(2026, 11, 22, 9)) as change:
        change.requests.add_many(case(f"新-{n}") for n in range(3000))
except UserError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits")
def test_no_room_is_said_and_changes_nothing(tmp_path: Path, make_case, now: datetime) -> None:
    """A limit on the file's size stands for the full disk: every further write fails."""
    location = fresh_office(tmp_path / "满.gkt", make_case, now)
    command = [sys.executable, "-c", FULL, str(location), str(HOUSE)]
    said = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    assert "磁盘" in said
    with open_office(location) as office, office.read() as reader:
        assert reader.requests.count(RequestQuery()) == BEFORE
        assert office.verify() == []


@pytest.mark.parametrize(
    ("complaint", "words"),
    [
        ("database or disk is full", "磁盘已满"),
        ("attempt to write a readonly database", "只读"),
        ("disk I/O error", "磁盘出错"),
        ("database disk image is malformed", "已损坏"),
        ("Could not decode to UTF-8 column 'name' with text 'p\ufffdge'", "已损坏"),
        ("database is locked", "正被占用"),
    ],
)
def test_each_complaint_has_one_sentence(
    office: Office, now: datetime, complaint: str, words: str
) -> None:
    with (
        pytest.raises(UserError, match=words) as caught,
        office.change("登记", operator="李四", at=now),
    ):
        raise dialect.driver.OperationalError(complaint)
    assert caught.value.advice


def test_our_own_defects_are_not_dressed_up(office: Office, now: datetime) -> None:
    with (
        pytest.raises(ZeroDivisionError),
        office.change("登记", operator="李四", at=now),
    ):
        _ = 1 / 0


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="permissions do not bind this user"
)
def test_read_only_folder(tmp_path: Path) -> None:
    folder = tmp_path / "只读"
    folder.mkdir(mode=0o500)
    with pytest.raises(UserError):
        open_office(folder / "a.gkt", create=True)
    assert list(folder.iterdir()) == []
