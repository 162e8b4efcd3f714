"""Packed attachments for review (.zip): every file, its name before the place (压缩包)."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from gongkai_desktop.documents.review.transcript import Attachment, Transcript
from gongkai_desktop.domain.errors import UserError

_MOST_FILES = 2000
_LARGEST = 200 * 1024 * 1024
_PIECE = 1024 * 1024
_UTF8_NAME = 0x800
_LOCKED = 0x1
_CLUTTER = ("__MACOSX/", ".DS_Store", "Thumbs.db")


def read_archive(content: bytes, name: str, transcript: Transcript) -> Iterator[Attachment]:
    """Files of an archive one by one; names lead nowhere, for nothing is written.

    Raises UserError for an archive that is damaged as a whole.
    """
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError) as error:
        raise UserError(f"“{name}”已损坏，打不开", "请重新取得这个文件") from error
    entries = [one for one in archive.infolist() if not one.is_dir() and not _is_clutter(one)]
    for entry in entries[:_MOST_FILES]:
        words = _unpacked(archive, entry, transcript)
        if words is not None:
            yield Attachment(_shown_name(entry), words)
    if len(entries) > _MOST_FILES:
        transcript.skip(f"第{_MOST_FILES}个以后的文件", "压缩包里文件过多，没有扫描；请分开审查")


def _unpacked(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, transcript: Transcript
) -> bytes | None:
    shown = _shown_name(entry)
    if entry.flag_bits & _LOCKED:
        transcript.skip(shown, "设了解压密码，没有扫描；请解开后再审")
        return None
    try:
        return _bounded(archive, entry)
    except _TooLargeError:
        transcript.skip(shown, "解开后大得不正常，没有扫描；请核对文件来源，单独审查")
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError):
        # zipfile raises RuntimeError and its kin for packings it cannot read.
        transcript.skip(shown, "已损坏或者是读不了的压缩方式，没有扫描；请解开后再审")
    return None


class _TooLargeError(Exception):
    """A packed file that unpacks to more than a file is worth."""


def _bounded(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """The file, measured while it is read: what the archive says of its size is not believed."""
    pieces: list[bytes] = []
    size = 0
    with archive.open(entry) as stream:
        while piece := stream.read(_PIECE):
            size += len(piece)
            if size > _LARGEST:
                raise _TooLargeError
            pieces.append(piece)
    return b"".join(pieces)


def _shown_name(entry: zipfile.ZipInfo) -> str:
    """The name as the sender wrote it: old Chinese programs write it in GBK without saying so."""
    name = entry.filename
    if not entry.flag_bits & _UTF8_NAME:
        raw = name.encode("cp437", errors="replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError:
                continue
    return name


def _is_clutter(entry: zipfile.ZipInfo) -> bool:
    return entry.filename.startswith(_CLUTTER[0]) or entry.filename.endswith(_CLUTTER[1:])
