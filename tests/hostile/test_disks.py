"""Real disks that fill up, turn read-only or are pulled out; power lost during an upgrade."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from gongkai_desktop.documents.files import atomic_write
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.services import auto_backup, backup
from gongkai_desktop.services.request import register
from gongkai_desktop.services.workspace import Workspace, open_workspace
from gongkai_desktop.store import DamagedError, dialect, migrate, open_office
from gongkai_desktop.store import backup as store_backup

if sys.platform == "win32":
    pytest.skip("mounts and forks", allow_module_level=True)

from tests.hostile.fates import state_of
from tests.hostile.scenario import new_request

DATABASES = Path(__file__).parent.parent / "databases"
Mount = Callable[[str], None]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[tuple[Path, Mount]]:
    """A disk of three megabytes and a way to mount it otherwise; needs the rights to mount."""
    place = tmp_path / "U盘"
    place.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(place)], capture_output=True
    )
    if made.returncode != 0:
        pytest.skip("no right to mount a disk")

    def again(options: str) -> None:
        subprocess.run(["mount", "-o", f"remount,{options}", str(place)], check=True)

    yield place, again
    subprocess.run(["umount", "-l", str(place)], check=False)


def founded(location: Path) -> Workspace:
    workspace = open_workspace(location, today=date(2026, 11, 22), operator="丁某", create=True)
    for name in ("张某", "李某二", "王某三"):
        register(workspace, new_request(name))
    return workspace


def test_a_disk_that_is_full(disk: tuple[Path, Mount]) -> None:
    """磁盘已满: one sentence, the file as before, and with room again the work goes on."""
    place, _ = disk
    workspace = founded(place / "公开台.gkt")
    before = state_of(place / "公开台.gkt")
    filler = place / "别的文件"
    room = shutil.disk_usage(place).free
    filler.write_bytes(bytes(max(0, room - 8_192)))
    for attempt in (
        lambda: [register(workspace, new_request()) for _ in range(50)],
        lambda: backup.backup(workspace, place / "备份"),
        lambda: atomic_write(place / "登记簿.xlsx", bytes(100_000)),
    ):
        with pytest.raises(UserError, match="磁盘已满"):
            attempt()
    names = {path.name for path in place.rglob("*") if path.is_file()}
    assert names == {"公开台.gkt", "别的文件"}
    filler.unlink()
    seq, _ = state_of(place / "公开台.gkt")
    assert seq >= before[0]
    register(workspace, new_request())
    assert workspace.office.verify() == []
    workspace.close()


def test_a_disk_that_turns_read_only(disk: tuple[Path, Mount]) -> None:
    place, again = disk
    workspace = founded(place / "公开台.gkt")
    before = state_of(place / "公开台.gkt")
    again("ro")
    with pytest.raises(UserError, match=r"只读|没有权限|打不开"):
        register(workspace, new_request())
    with pytest.raises(UserError):
        backup.backup(workspace, place / "备份")
    again("rw")
    assert state_of(place / "公开台.gkt") == before
    register(workspace, new_request())
    workspace.close()


def test_a_stick_pulled_out_while_the_backup_is_written(
    disk: tuple[Path, Mount], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """拔出U盘: the first copy stands, the second is said to be missing, nothing half made."""
    place, _ = disk
    workspace = founded(tmp_path / "公开台.gkt")
    auto_backup.choose_second_place(workspace, str(place))
    copy = store_backup._copy_pages

    def pulled(source: Path, target: Path, key: object, report: object) -> None:
        copy(source, target, key, report)  # type: ignore[arg-type]
        if place in target.parents:
            subprocess.run(["umount", "-l", str(place)], check=True)

    monkeypatch.setattr(store_backup, "_copy_pages", pulled)
    made = auto_backup.back_up_if_changed(workspace)
    assert made is not None
    assert made.second is None
    assert made.trouble.startswith("第二处备份没有写成")
    state_of(made.file)
    assert list(place.iterdir()) == []
    assert workspace.office.verify() == []
    workspace.close()


def test_a_folder_that_vanishes_while_a_backup_is_written(tmp_path: Path) -> None:
    """The same without the right to mount: the target folder is removed again and again."""
    workspace = founded(tmp_path / "公开台.gkt")
    place, stop = tmp_path / "别处", threading.Event()

    def remove() -> None:
        while not stop.is_set():
            shutil.rmtree(place, ignore_errors=True)
            time.sleep(0.0005)

    thread = threading.Thread(target=remove)
    thread.start()
    refused = 0
    try:
        for _ in range(12):
            try:
                backup.backup(workspace, place)
            except UserError as error:
                assert error.advice
                refused += 1
    finally:
        stop.set()
        thread.join()
    assert refused > 0
    assert workspace.office.verify() == []
    workspace.close()


@pytest.mark.parametrize("times", [2, pytest.param(60, marks=pytest.mark.long)])
def test_power_lost_during_an_upgrade(tmp_path: Path, times: int) -> None:
    """Killed at any moment, the file opens: as the old one, upgraded then, or as the new."""
    oldest = DATABASES / "0001.gkt"
    chance = random.Random(times)
    whole = _upgrade(oldest, tmp_path / "whole", None)
    revisions = set()
    for number in range(times):
        folder = tmp_path / str(number)
        _upgrade(oldest, folder, chance.uniform(0.05, 1.0) * whole)
        location = folder / "office.gkt"
        revisions.add(_revision(location))
        with open_office(location) as office:
            assert office.revision == migrate.HEAD
            assert office.verify() == []
    assert revisions <= {"0001", migrate.HEAD}


def _upgrade(source: Path, folder: Path, after: float | None) -> float:
    """Upgrade a copy in a process of its own, killed after so many seconds."""
    folder.mkdir()
    location = Path(shutil.copyfile(source, folder / "office.gkt"))
    started = time.monotonic()
    child = os.fork()
    if child == 0:
        if after is not None:
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.setitimer(signal.ITIMER_REAL, after)
        open_office(location).close()
        os._exit(0)
    os.waitpid(child, 0)
    return time.monotonic() - started


def _revision(location: Path) -> str:
    engine = dialect.file_engine(location, None)
    try:
        with engine.connect() as connection:
            return migrate.revision_of(connection) or ""
    finally:
        engine.dispose()


def damaged(location: Path, at: float, size: int = 4_096) -> None:
    """Overwrite one stretch of the file, somewhere in the middle."""
    content = bytearray(location.read_bytes())
    start = int(len(content) * at) // 4_096 * 4_096
    content[start : start + size] = b"\xa5" * size
    location.write_bytes(content)


@pytest.mark.parametrize("at", [0.3, 0.7])
def test_a_damaged_page_is_told_and_a_backup_brings_all_back(tmp_path: Path, at: float) -> None:
    location = tmp_path / "公开台.gkt"
    workspace = founded(location)
    saved = backup.backup(workspace, tmp_path / "备份").file
    before = state_of(saved)
    workspace.close()
    damaged(location, at)
    try:
        with open_office(location) as office:
            assert office.verify()
    except DamagedError as error:
        assert "备份" in error.advice
    assert saved in backup.backups_beside(str(location))
    done = backup.restore(str(location), saved, today=None, key=None)
    assert done.safety_copy is not None
    assert state_of(location)[0] == before[0] + 1
    assert dict(state_of(location)[1])["request"] == dict(before[1])["request"]


def test_a_missing_attachment_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    location = tmp_path / "公开台.gkt"
    workspace = founded(location)
    with workspace.change("添加附件") as change:
        (row, *_) = change.requests.rows_numbered(["2026-001"])
        source = tmp_path / "扫描件.pdf"
        source.write_bytes(b"%PDF-1.4 scan")
        with source.open("rb") as stream:
            kept = change.attachments.add("request", row.id, source.name, "application/pdf", stream)
    engine = dialect.file_engine(location, None)
    with engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM attachment_chunk WHERE sha256 = ?", (kept.sha256,))
    engine.dispose()
    (found,) = workspace.office.verify()
    assert found.detail == "附件“扫描件.pdf”的内容缺失或者被改动"
    with pytest.raises(UserError, match="附件"), workspace.office.read() as reader:
        reader.attachments.read(kept.id)
    with pytest.raises(UserError, match="检查不通过"):
        backup.backup(workspace, tmp_path / "备份")
    register(workspace, new_request())
    workspace.close()


def test_the_present_head_stands_in_the_audit_after_a_restore(tmp_path: Path) -> None:
    """恢复也在审计里: which file was replaced, and where its own audit ended."""
    location = tmp_path / "公开台.gkt"
    workspace = open_workspace(location, today=date(2026, 11, 22), operator="丁某", create=True)
    saved = backup.backup(workspace, tmp_path / "备份").file
    register(workspace, new_request())
    with workspace.office.read() as reader:
        head = reader.audit.head()
    workspace.close()
    backup.restore(str(location), saved, today=None, key=None)
    with open_office(location) as office, office.read() as reader:
        (entry,) = reader.audit.entries(1)
    assert entry.use_case == "从备份恢复"
    assert entry.notes["replaced_head"] == f"第{head.seq}条 {head.hash}"
    assert datetime.fromisoformat(entry.at)
