"""The locked part of a package (加密内容): a ZIP under AES-256 as WinZip, 7-Zip and WinRAR read it.

A ZIP shows the names and sizes of what it locks, so the attached files go by 附件1, 附件2; their
own names stand in a list behind the password. The checksum of the plain content is left out
(AE-2), which would tell short texts.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from gongkai_desktop.documents.packages import PackageLimits, judge_archive
from gongkai_desktop.domain.errors import UserError

_AE2 = 2
_STRENGTH = 256
_FILES = "files/"
_NAMES = "data/names.json"
_LIST = "附件目录.txt"
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)


def lock(parts: Mapping[str, bytes], password: str) -> bytes:
    """The parts as one locked ZIP."""
    import pyzipper

    buffer = io.BytesIO()
    with pyzipper.AESZipFile(
        buffer, "w", compression=pyzipper.ZIP_DEFLATED, encryption=pyzipper.WZ_AES
    ) as archive:
        archive.setpassword(password.encode("ascii"))
        archive.setencryption(pyzipper.WZ_AES, nbits=_STRENGTH, force_wz_aes_version=_AE2)
        for name, content in _neutral(parts).items():
            entry = pyzipper.zipfile_aes.AESZipInfo(name, _FIXED_TIME)
            entry.compress_type = pyzipper.ZIP_DEFLATED
            archive.writestr(entry, content)
    return buffer.getvalue()


def _neutral(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts under names that tell nothing, with the list of their own names."""
    plain: dict[str, str] = {}
    for name in (one for one in parts if one.startswith(_FILES)):
        plain[name] = f"{_FILES}附件{len(plain) + 1}{PurePosixPath(name).suffix}"
    found = {plain.get(name, name): content for name, content in parts.items()}
    if plain:
        found[_NAMES] = json.dumps({new: own for own, new in plain.items()}).encode()
        lines = (f"{_bare(new)}　{_bare(own)}" for own, new in plain.items())
        found[_LIST] = "\r\n".join(lines).encode("utf-8-sig")
    return found


def _bare(name: str) -> str:
    return name.removeprefix(_FILES)


def _named(found: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts under their own names again; ValueError where the list of them is none."""
    names = json.loads(found.get(_NAMES, b"{}"))
    if not isinstance(names, dict) or not all(isinstance(one, str) for one in names.values()):
        raise ValueError("no list of names")
    rest = {name: content for name, content in found.items() if name not in (_NAMES, _LIST)}
    named = {names.get(name, name): content for name, content in rest.items()}
    if len(named) < len(rest):
        raise ValueError("two parts of one name")
    return named


def unlock(
    content: bytes, passwords: Sequence[str], limits: PackageLimits, advice: str
) -> Mapping[str, bytes] | None:
    """The parts of a locked ZIP, None where no password opens it.

    Raises UserError for a ZIP that is broken, bloated or leads outside.
    """
    import pyzipper

    for password in passwords:
        try:
            with pyzipper.AESZipFile(io.BytesIO(content)) as archive:
                if not _opens(archive, password):
                    continue
                judge_archive(archive, "加密内容", limits)
                found = {one.filename: archive.read(one) for one in archive.infolist()}
                return _named(found)
        except (pyzipper.BadZipFile, OSError, EOFError, ValueError, RuntimeError) as error:
            raise UserError("加密内容已损坏，打不开", advice) from error
    return None


def _opens(archive: Any, password: str) -> bool:
    """Whether a password opens every part; one that opens a single part by chance is found out.

    The caller has proved the bytes, so that a part that fails fails by the password.
    """
    import pyzipper

    if not password.isascii() or not archive.infolist():
        return False
    archive.setpassword(password.encode("ascii"))
    if not all(one.flag_bits & 1 for one in archive.infolist()):
        raise ValueError("a part without a lock")
    first = min(archive.infolist(), key=lambda one: one.compress_size)
    try:
        with archive.open(first) as stream:
            while stream.read(1024 * 1024):
                pass
    except (RuntimeError, pyzipper.BadZipFile):
        return False
    return True
