"""The locked part of a package (加密内容): a ZIP under AES-256 as WinZip, 7-Zip and WinRAR read it.

Everything personal lies in it, the names of the files too; without the password only its size
is seen. The checksum of the plain content is left out (AE-2), which would tell short texts.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from gongkai_desktop.documents.packages import PackageLimits, judge_archive
from gongkai_desktop.domain.errors import UserError

_AE2 = 2
_STRENGTH = 256
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
        for name, content in parts.items():
            entry = pyzipper.zipfile_aes.AESZipInfo(name, _FIXED_TIME)
            entry.compress_type = pyzipper.ZIP_DEFLATED
            archive.writestr(entry, content)
    return buffer.getvalue()


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
                return {one.filename: archive.read(one) for one in archive.infolist()}
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
