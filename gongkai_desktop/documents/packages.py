"""One guard for every file that is a zip (Word, Excel, packages): judged before it is read.

Nothing a package says of itself is believed: sizes are measured, not looked up.
"""

from __future__ import annotations

import copy
import io
import re
import zipfile
import zlib
from pathlib import Path
from typing import Any

import attrs

from gongkai_desktop.domain.errors import UserError

_PIECE = 1024 * 1024
_PROLOG = 64 * 1024
_MARKUP_FREE = (".svg", ".htm", ".html", ".mht")
"""Parts that look like XML and are only carried along, never parsed; they may name a DTD."""
_UNMARKED = re.compile(rb"(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_ROOT = re.compile(rb"<[A-Za-z_\x80-\xff]")


@attrs.frozen(kw_only=True)
class PackageLimits:
    """How large a sound package may be: bytes unpacked, how tightly packed, how many parts."""

    unpacked: int = 1024**3
    ratio: int = 300
    small: int = 50 * 1024**2
    """Bytes unpacked up to which no ratio is suspicious: empty tables pack very tightly."""
    parts: int = 10_000


OFFICE_FILE = PackageLimits()


def guard_package(
    source: Path | bytes, name: str, advice: str, limits: PackageLimits = OFFICE_FILE
) -> None:
    """Refuse a zip that is broken, locked, bloated, leads outside or declares XML entities.

    ``name`` is what the clerk calls the file, ``advice`` what to do where it is merely broken.
    Raises UserError in one sentence; the package itself is left unread.
    """
    try:
        with zipfile.ZipFile(source if isinstance(source, Path) else io.BytesIO(source)) as archive:
            judge_archive(archive, name, limits)
    except UserError:
        raise
    except FileNotFoundError as error:
        raise UserError(f"找不到文件“{name}”", "请核对文件名和所在文件夹") from error
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        RuntimeError,
        ValueError,
    ) as error:
        # zipfile raises RuntimeError for parts with a password and for packings it cannot read.
        if "password" in str(error):
            raise UserError(f"“{name}”设了打开密码", "请先取消密码，另存后再用") from error
        raise UserError(f"“{name}”已损坏，打不开", advice) from error


def is_package(path: Path) -> bool:
    """Whether a file is a zip, whatever its name says."""
    try:
        return zipfile.is_zipfile(path)
    except OSError:
        return False


def judge_archive(archive: Any, name: str, limits: PackageLimits) -> None:
    """Refuse what an opened archive may not hold; it reads as ``zipfile.ZipFile`` does.

    Raises UserError in one sentence, or what its reader raises where it is broken.
    """
    parts = archive.infolist()
    if len(parts) > limits.parts:
        raise UserError(f"“{name}”里装了{len(parts)}个部件，多得不正常", "请核对文件来源，不要打开")
    seen: set[str] = set()
    for part in parts:
        _refuse_name(name, part.filename, seen)
    room = limits.unpacked
    for part in parts:
        room -= _measured(archive, part, name, room)
    unpacked, packed = limits.unpacked - room, sum(part.compress_size for part in parts)
    if unpacked > limits.small and unpacked > limits.ratio * max(packed, 1):
        raise _bloated(name)


def _refuse_name(name: str, part: str, seen: set[str]) -> None:
    plain = part.replace("\\", "/")
    if plain.startswith("/") or ".." in plain.split("/") or plain[1:2] == ":" or "\x00" in plain:
        raise UserError(
            f"“{name}”里有指向文件以外的名称“{part}”，正常的文件没有",
            "请不要打开，先向来件人核对文件来源",
        )
    if plain in seen:
        raise UserError(f"“{name}”里有两个都叫“{part}”的部件，正常的文件没有", "请核对文件来源")
    seen.add(plain)


def _measured(archive: Any, part: zipfile.ZipInfo, name: str, room: int) -> int:
    """The bytes a part really unpacks to; its head is looked at on the way."""
    honest = copy.copy(part)
    # The reader stops at the size written down; a hostile package writes down a small one.
    honest.file_size = room + 2 * _PIECE
    size = 0
    with archive.open(honest) as stream:
        while piece := stream.read(_PIECE):
            if not size:
                _refuse_declarations(name, part.filename, piece[:_PROLOG])
            size += len(piece)
            if size > room:
                raise _bloated(name)
    if size != part.file_size:
        raise zipfile.BadZipFile(f"{part.filename}: {part.file_size} said, {size} found")
    return size


def _refuse_declarations(name: str, part: str, head: bytes) -> None:
    """XML of Office files begins with its root element; a DTD can only stand before it.

    Whatever stands there in an encoding of its own is refused with it.
    """
    # Wide encodings put a zero byte beside each sign of the prolog.
    prolog = head.replace(b"\x00", b"").removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe")
    if not prolog.lstrip().startswith(b"<") or part.lower().endswith(_MARKUP_FREE):
        return
    before = _UNMARKED.match(prolog)
    if before is None or not _ROOT.match(prolog, before.end()):
        raise UserError(
            f"“{name}”的部件“{part}”里有文档类型或实体声明，正常的文件没有",
            "请用 Word、Excel 或 WPS 打开后另存一份再用；来源不明的不要打开",
        )


def _bloated(name: str) -> UserError:
    return UserError(f"“{name}”解开后大得不正常", "请核对文件来源，另存后再导入")
