"""An office moved to another file keeps every row, every attachment and its audit chain."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.store import RequestQuery, copy_office, dialect, open_office
from gongkai_desktop.store.copy import shown

BODY = bytes(range(256)) * 2_000


@pytest.fixture
def filled(location: Path, make_case, now: datetime) -> Path:
    with open_office(location, create=True) as office:
        with office.change("导入", operator="李四", at=now) as change:
            change.requests.add_many([make_case(f"2026-{n}") for n in range(1, 8)])
        with office.change("附件", operator="李四", at=now) as change:
            request = change.requests.get("2026-3")
            assert request is not None
            change.attachments.add("request", request.id, "信封.pdf", "", BODY)
    return location


def test_everything_arrives(filled: Path, tmp_path: Path, now: datetime) -> None:
    target = tmp_path / "新" / "公开台.gkt"
    result = copy_office(str(filled), str(target), operator="王五", at=now)
    assert result.rows["request"] == 7
    with open_office(filled) as old, open_office(target) as new:
        assert new.verify() == []
        with old.read() as before, new.read() as after:
            assert after.audit.head().seq == before.audit.head().seq + 1
            assert [after.requests.get(f"2026-{n}") for n in range(1, 8)] == [
                before.requests.get(f"2026-{n}") for n in range(1, 8)
            ]
            assert after.requests.count(RequestQuery()) == 7
    assert {path.name for path in target.parent.iterdir()} == {"公开台.gkt"}


@pytest.mark.skipif(not dialect.can_encrypt, reason="no encryption on this machine")
def test_into_an_encrypted_file_and_back(filled: Path, tmp_path: Path, now: datetime) -> None:
    secret, plain = tmp_path / "密.gkt", tmp_path / "明.gkt"
    copy_office(str(filled), str(secret), operator="王五", at=now, target_key="长口令 '甲'")
    with pytest.raises(UserError, match="已加密"):
        open_office(secret)
    copy_office(str(secret), str(plain), operator="王五", at=now, source_key="长口令 '甲'")
    with open_office(plain) as office:
        assert office.verify() == []


def test_existing_target_is_left_alone(filled: Path, tmp_path: Path, now: datetime) -> None:
    target = tmp_path / "别的.gkt"
    target.write_bytes(b"mine")
    with pytest.raises(UserError, match="已经存在"):
        copy_office(str(filled), str(target), operator="王五", at=now)
    assert target.read_bytes() == b"mine"


def test_damaged_source_is_not_carried(filled: Path, tmp_path: Path, now: datetime) -> None:
    engine = dialect.file_engine(filled)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE request SET request_text = '改过'")
    engine.dispose()
    with pytest.raises(UserError, match="检查不通过"):
        copy_office(str(filled), str(tmp_path / "新.gkt"), operator="王五", at=now)
    assert [path.name for path in tmp_path.iterdir()] == [filled.name]


def test_missing_source(tmp_path: Path, now: datetime) -> None:
    with pytest.raises(UserError, match="尚无数据"):
        copy_office(str(tmp_path / "无.gkt"), str(tmp_path / "新.gkt"), operator="甲", at=now)


@pytest.mark.parametrize(
    ("location", "printed"),
    [
        ("postgresql://office:mi%40ma@db/gk", "postgresql://office@db/gk"),
        ("postgresql://office@db/gk", "postgresql://office@db/gk"),
        ("postgresql://db/gk", "postgresql://db/gk"),
        ("甲.gkt", "甲.gkt"),
    ],
)
def test_password_of_a_server_is_never_printed(location: str, printed: str) -> None:
    assert shown(location) == printed
