"""The key of an encrypted file: password and printed recovery key open the same file."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.store import dialect, open_office, secret

PASSWORD = "山高'月小 水落\"石出"

needs_cipher = pytest.mark.skipif(not dialect.can_encrypt, reason="no encryption on this machine")


@given(st.binary(min_size=48, max_size=48))
def test_a_recovery_key_reads_back(data: bytes) -> None:
    printed = secret.recovery_key(secret.FileKey(data.hex()))
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){13}[0-9A-HJKMNP-TV-Z]{4}", printed)
    assert secret.read_recovery(printed) == data[:32]
    careless = printed.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert secret.read_recovery(careless) == data[:32]


@given(st.binary(min_size=48, max_size=48), st.integers(0, 55), st.sampled_from("0123456789ABXYZ"))
def test_one_wrong_sign_is_noticed(data: bytes, at: int, sign: str) -> None:
    signs = secret.recovery_key(secret.FileKey(data.hex())).replace("-", "")
    wrong = signs[:at] + sign + signs[at + 1 :]
    assert wrong == signs or secret.read_recovery(wrong) is None


@pytest.mark.parametrize("text", ["", "口令", "A" * 56, "1234-5678", "x'00'"])
def test_a_password_is_not_taken_for_a_recovery_key(text: str) -> None:
    assert secret.read_recovery(text) is None


@needs_cipher
def test_both_open_the_file_and_its_backup(location: Path, tmp_path: Path, make_case, now) -> None:
    with open_office(location, key=PASSWORD, create=True) as office:
        with office.change("登记", operator="甲", at=now) as change:
            change.requests.add(*make_case())
        assert office.key is not None
        sheet = secret.recovery_key(office.key)
        office.backup(tmp_path / "备份.gkt")
    for place in (location, tmp_path / "备份.gkt"):
        for known in (PASSWORD, sheet):
            with open_office(place, key=known) as office, office.read() as reader:
                assert reader.requests.get("2026-001") is not None
        with pytest.raises(UserError, match="口令不正确"):
            open_office(place, key=PASSWORD + " ")


@needs_cipher
def test_a_file_of_the_library_alone_opens_with_its_password(location: Path, now: datetime) -> None:
    """The derivation is SQLCipher's own: a file keyed by the bare password is the same file."""
    with open_office(location, key=PASSWORD, create=True):
        pass
    connection = dialect.driver.connect(str(location))
    quoted = PASSWORD.replace("'", "''")
    connection.execute(f"PRAGMA key = '{quoted}'")
    assert connection.execute("PRAGMA application_id").fetchone() == (dialect.APPLICATION_ID,)
    connection.close()
