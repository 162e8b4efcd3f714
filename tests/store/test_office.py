"""Opening, creating and refusing data files (design: Data file; Bad input)."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.store import Office, OfficeLock, RequestQuery, dialect, migrate, open_office
from gongkai_desktop.store.location import mount_type, refuse_network_drive


def test_missing_file_is_named_and_not_made(location: Path) -> None:
    with pytest.raises(UserError, match="尚无数据"):
        open_office(location)
    assert not location.exists()


def test_new_office_lies_alone_in_its_folder(office: Office, location: Path) -> None:
    assert [file.name for file in location.parent.iterdir()] == [location.name]


def test_failed_creation_leaves_nothing(location: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise UserError("磁盘已满")

    monkeypatch.setattr("gongkai_desktop.store.office.found", fail)
    with pytest.raises(UserError):
        open_office(location, create=True)
    assert list(location.parent.iterdir()) == []


def test_header_and_journal_are_as_decided(office: Office, location: Path) -> None:
    raw = sqlite3.connect(location)
    assert raw.execute("PRAGMA application_id").fetchone() == (dialect.APPLICATION_ID,)
    assert raw.execute("PRAGMA user_version").fetchone() == (int(migrate.HEAD),)
    assert raw.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    raw.close()
    with office._engine.connect() as connection:
        assert dialect.pragma(connection, "synchronous") == [(2,)]
        assert dialect.pragma(connection, "foreign_keys") == [(1,)]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "可能属于其他程序"),
        ("登记号,收到日期\n".encode() * 30, "已加密，或者不是公开台"),
        (b"PK\x03\x04" + bytes(200), "已加密，或者不是公开台"),
    ],
)
def test_other_files_are_refused_and_kept(location: Path, content: bytes, words: str) -> None:
    location.write_bytes(content)
    with pytest.raises(UserError, match=words):
        open_office(location, create=True)
    assert location.read_bytes() == content


def test_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError):
        open_office(tmp_path, create=True)


def test_another_programs_database_is_refused(location: Path) -> None:
    raw = sqlite3.connect(location)
    raw.execute("CREATE TABLE places (id INTEGER)")
    raw.commit()
    raw.close()
    before = location.read_bytes()
    with pytest.raises(UserError, match="其他程序"):
        open_office(location)
    assert location.read_bytes() == before


def test_newer_file_is_refused_with_advice(office: Office, location: Path) -> None:
    office.close()
    raw = sqlite3.connect(location)
    raw.execute("UPDATE alembic_version SET version_num = '0999'")
    raw.commit()
    raw.close()
    with pytest.raises(UserError, match="安装新版本"):
        open_office(location)


def test_damaged_page_is_refused_not_repaired(
    office: Office, location: Path, make_case, now: datetime
) -> None:
    with office.change("导入", operator="李四", at=now) as change:
        change.requests.add_many(make_case(f"2026-{n:03d}") for n in range(200))
    office.close()
    content = bytearray(location.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle : middle + 4096] = b"\xff" * 4096
    location.write_bytes(content)
    with pytest.raises(UserError, match="已损坏"):
        open_office(location)
    assert location.read_bytes() == bytes(content)


def test_cut_file_is_refused(office: Office, location: Path, make_case, now: datetime) -> None:
    with office.change("导入", operator="李四", at=now) as change:
        change.requests.add_many(make_case(f"2026-{n:03d}") for n in range(200))
    office.close()
    content = location.read_bytes()
    location.write_bytes(content[: len(content) // 2])
    with pytest.raises(UserError, match="已损坏"):
        open_office(location)


@pytest.mark.skipif(not dialect.can_encrypt, reason="no wheel of sqlcipher3 here")
def test_encrypted_office_needs_its_password(
    location: Path, make_case, now: datetime, capfd: pytest.CaptureFixture[str]
) -> None:
    with (
        open_office(location, key="山高'月小", create=True) as office,
        office.change("登记", operator="李四", at=now) as change,
    ):
        change.requests.add(*make_case(applicant="欧阳修"))
    assert b"SQLite" not in location.read_bytes()[:16]
    assert "欧阳修".encode() not in location.read_bytes()
    for key in (None, "水落石出"):
        with pytest.raises(UserError, match=r"口令|加密"):
            open_office(location, key=key)
    with open_office(location, key="山高'月小") as office, office.read() as reader:
        assert reader.requests.count(RequestQuery()) == 1
        assert reader.audit.entries()[0].keyed
        assert office.verify() == []
    assert capfd.readouterr() == ("", "")


def test_password_for_a_plain_file_is_refused(office: Office, location: Path) -> None:
    with pytest.raises(UserError, match="没有加密"):
        open_office(location, key="口令")


def test_exception_rolls_all_back(office: Office, make_case, now: datetime) -> None:
    with pytest.raises(RuntimeError), office.change("登记", operator="李四", at=now) as change:
        change.requests.add(*make_case())
        change.counters.take("register", 2026)
        raise RuntimeError
    with office.read() as reader:
        assert reader.requests.count(RequestQuery()) == 0
        assert reader.counters.peek("register", 2026) == 1
        assert reader.audit.entries() == []


HOLD = """
import sqlite3, sys
other = sqlite3.connect(sys.argv[1], isolation_level=None)
other.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def holding_the_lock(location: Path) -> Iterator[None]:
    """Another process has the file; within one process POSIX locks would not show."""
    command = [sys.executable, "-c", HOLD, str(location)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        yield
        other.communicate(b"")


def test_file_locked_by_another_program(
    office: Office, location: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialect, "BUSY_MILLISECONDS", 50)
    with (
        holding_the_lock(location),
        pytest.raises(UserError, match="正被占用"),
        office.change("登记", operator="李四", at=now),
    ):
        pass
    with office.change("登记", operator="李四", at=now) as change:
        assert change.counters.take("register", 2026) == 1


def test_second_window_is_told_who_has_the_first(location: Path, now: datetime) -> None:
    first, second = OfficeLock(location), OfficeLock(location)
    first.acquire(now)
    with pytest.raises(UserError, match="2026-11-22 09:30"):
        second.acquire(now)
    first.release()
    second.acquire(now)
    second.release()
    assert not first.path.exists()


def test_claim_of_a_process_that_is_gone_is_taken_over(location: Path, now: datetime) -> None:
    lock = OfficeLock(location)
    lock.acquire(now)
    claim = lock.path.read_text(encoding="utf-8")
    holder = lock.holder()
    assert holder is not None
    gone = claim.replace(f'"process": {holder.process}', '"process": 4194303')
    lock.path.write_text(gone, encoding="utf-8")
    OfficeLock(location).acquire(now)


@pytest.mark.parametrize("share", ["\\\\server\\share\\公开.gkt", "//server/share/公开.gkt"])
def test_share_is_refused(share: str) -> None:
    with pytest.raises(UserError, match="网络驱动器"):
        refuse_network_drive(Path(share))


def test_deepest_mount_counts() -> None:
    table = "/dev/sda / ext4 rw 0 0\nserver:/x /mnt/office\\040files nfs4 rw 0 0\n"
    assert mount_type(Path("/mnt/office files/a.gkt"), table) == "nfs4"
    assert mount_type(Path("/mnt/office/a.gkt"), table) == "ext4"
