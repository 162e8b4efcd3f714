"""The key of an encrypted data file (口令): of its password, or of the recovery key (恢复密钥).

SQLCipher encrypts with a key derived from the password and the salt in the file's first 16 bytes.
It is derived here once per opening, by the same function and count as SQLCipher's own, and handed
over raw: so the single connections cost nothing, and the derived key, printed on paper, opens the
file when the password is forgotten. Copies keep the salt, so one sheet serves the backups too.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from pathlib import Path
from typing import NewType

from gongkai_desktop.store import dialect

FileKey = NewType("FileKey", str)
"""Key and salt as SQLCipher takes them raw: 64 and 32 hexadecimal digits."""

KDF_ROUNDS = 256_000
KEY_BYTES = 32
SALT_BYTES = 16
CHECK_SIGNS = 4
GROUP = 4

# Crockford's base 32: no I, L, O or U, so that a sheet read aloud or by hand is read right.
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans("OIL", "011")
_KEY_SIGNS = -(-KEY_BYTES * 8 // 5)


def file_key(path: Path, secret: str) -> FileKey:
    """The key of an existing file from what the user typed: password or recovery key."""
    salt = dialect.salt_of(path)
    return _joined(read_recovery(secret) or _derived(secret, salt), salt)


def new_file_key(password: str) -> FileKey:
    """The key of a file still to be made, with a salt of its own."""
    salt = secrets.token_bytes(SALT_BYTES)
    return _joined(_derived(password, salt), salt)


def can_encrypt() -> bool:
    """Whether this computer has the library that encrypts data files."""
    return dialect.can_encrypt


def recovery_key(key: FileKey) -> str:
    """The key as it is printed: fourteen groups of four signs, the last one a check."""
    data = bytes.fromhex(key)[:KEY_BYTES]
    signs = _spelled(data, _KEY_SIGNS) + _check(data)
    return "-".join(signs[at : at + GROUP] for at in range(0, len(signs), GROUP))


def read_recovery(text: str) -> bytes | None:
    """The key on a recovery sheet as typed in; None for anything else, a slip of one sign too."""
    signs = re.sub(r"[\s\-－—]", "", text).upper().translate(_MISREAD)
    if len(signs) != _KEY_SIGNS + CHECK_SIGNS or not set(signs) <= set(_SIGNS):
        return None
    number = 0
    for sign in signs[:_KEY_SIGNS]:
        number = number * 32 + _SIGNS.index(sign)
    number >>= _KEY_SIGNS * 5 - KEY_BYTES * 8
    data = number.to_bytes(KEY_BYTES, "big")
    return data if signs == _spelled(data, _KEY_SIGNS) + _check(data) else None


def _derived(password: str, salt: bytes) -> bytes:
    return hashlib.pbkdf2_hmac("sha512", password.encode(), salt, KDF_ROUNDS, KEY_BYTES)


def _joined(key: bytes, salt: bytes) -> FileKey:
    return FileKey(key.hex() + salt.hex())


def _spelled(data: bytes, length: int) -> str:
    """The first ``length`` × 5 bits of some bytes, missing bits as zero."""
    number = int.from_bytes(data, "big")
    spare = length * 5 - len(data) * 8
    number = number << spare if spare >= 0 else number >> -spare
    return "".join(_SIGNS[number >> 5 * at & 31] for at in reversed(range(length)))


def _check(data: bytes) -> str:
    return _spelled(hashlib.sha256(data).digest(), CHECK_SIGNS)
