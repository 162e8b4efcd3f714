"""Backup and restore (备份、恢复): verified copies, the present file kept, the restore recorded."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.store import Office, RequestQuery, dialect, open_office, restore_office


@pytest.fixture
def saved(office: Office, make_case, now: datetime, tmp_path: Path) -> Path:
    """A backup holding one request, while the office has gone on to two."""
    with office.change("登记", operator="李四", at=now) as change:
        change.requests.add(*make_case("2026-001"))
    target = tmp_path / "U盘" / "备份.gkt"
    office.backup(target)
    with office.change("登记", operator="李四", at=now) as change:
        change.requests.add(*make_case("2026-002"))
    return target


def test_backup_is_a_whole_office(office: Office, saved: Path, now: datetime) -> None:
    result = office.backup(saved)
    assert (result.path, result.requests, result.size) == (saved, 2, saved.stat().st_size)
    assert list(saved.parent.iterdir()) == [saved]
    with open_office(saved) as copy, copy.read() as reader:
        assert reader.requests.count(RequestQuery()) == 2
        assert reader.audit.head() == result.audit_head
        assert copy.verify() == []


def test_backup_onto_itself_is_refused(office: Office, location: Path, saved: Path) -> None:
    with pytest.raises(UserError, match="数据文件本身"):
        office.backup(location)


def test_backup_that_cannot_be_written_leaves_the_old_one(
    office: Office, saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = saved.read_bytes()

    def damaged(path: Path, key: str | None, report: object) -> None:
        raise UserError("写出的副本检查不通过")

    monkeypatch.setattr("gongkai_desktop.store.backup.read_back", damaged)
    with pytest.raises(UserError):
        office.backup(saved)
    assert saved.read_bytes() == before
    assert list(saved.parent.iterdir()) == [saved]


def test_restore_keeps_the_present_file_and_is_recorded(
    office: Office, location: Path, saved: Path, now: datetime
) -> None:
    office.close()
    result = restore_office(saved, location, operator="王五", at=now)
    assert result.requests == 1
    assert result.safety_copy is not None
    with open_office(result.safety_copy) as kept, kept.read() as reader:
        assert reader.requests.count(RequestQuery()) == 2
    with open_office(location) as restored, restored.read() as reader:
        assert reader.requests.count(RequestQuery()) == 1
        last = reader.audit.entries(1)[0]
        assert restored.verify() == []
    assert (last.use_case, last.operator, last.notes["backup"]) == (
        "从备份恢复",
        "王五",
        saved.name,
    )
    assert reader.audit is not None


def test_restore_where_nothing_was(saved: Path, tmp_path: Path, now: datetime) -> None:
    target = tmp_path / "新电脑" / "公开台.gkt"
    result = restore_office(saved, target, operator="王五", at=now)
    assert (result.path, result.safety_copy, result.requests) == (target, None, 1)


def test_restore_over_a_damaged_file(
    office: Office, location: Path, saved: Path, now: datetime
) -> None:
    office.close()
    location.write_bytes(b"\x00" * 5000)
    assert restore_office(saved, location, operator="王五", at=now).requests == 1


@pytest.mark.parametrize("content", [None, b"PK\x03\x04" * 100, b""])
def test_bad_backup_changes_nothing(
    office: Office, location: Path, tmp_path: Path, now: datetime, content: bytes | None
) -> None:
    office.close()
    before, backup = location.read_bytes(), tmp_path / "坏.gkt"
    if content is not None:
        backup.write_bytes(content)
    with pytest.raises(UserError):
        restore_office(backup, location, operator="王五", at=now)
    assert location.read_bytes() == before
    assert not (tmp_path / "备份").exists()


@pytest.mark.skipif(not dialect.can_encrypt, reason="no wheel of sqlcipher3 here")
def test_encrypted_backup_stays_encrypted(tmp_path: Path, make_case, now: datetime) -> None:
    location, target = tmp_path / "密.gkt", tmp_path / "密备份.gkt"
    with open_office(location, key="口令", create=True) as office:
        with office.change("登记", operator="李四", at=now) as change:
            change.requests.add(*make_case())
        assert office.backup(target).requests == 1
    with pytest.raises(UserError):
        open_office(target)
    assert restore_office(target, location, operator="王五", at=now, key="口令").requests == 1
