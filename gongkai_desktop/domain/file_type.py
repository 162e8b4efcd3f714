"""What a file really is (文件类型), told by its first bytes and compared with its name."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

HEAD_BYTES = 1024
"""How many bytes of a file are looked at."""


@attrs.frozen(kw_only=True)
class FileType:
    """A kind of file: its name, the endings it goes by, its MIME type."""

    name: str
    endings: tuple[str, ...]
    mime: str


_PDF = FileType(name="PDF", endings=("pdf",), mime="application/pdf")
_ZIP = FileType(
    name="压缩包或者 Office 文档",
    endings=("zip", "docx", "xlsx", "pptx", "ofd", "odt", "ods", "wps", "et", "jar"),
    mime="application/zip",
)
_OLE = FileType(
    name="旧版 Office 文档",
    endings=("doc", "xls", "ppt", "wps", "et", "dps", "msg"),
    mime="application/x-ole-storage",
)
_PROGRAM = FileType(
    name="程序", endings=("exe", "dll", "com", "scr"), mime="application/x-msdownload"
)
_STARTS: tuple[tuple[bytes, FileType], ...] = (
    (b"%PDF-", _PDF),
    (
        b"\xff\xd8\xff",
        FileType(name="JPEG 图片", endings=("jpg", "jpeg", "jfif"), mime="image/jpeg"),
    ),
    (b"\x89PNG\r\n\x1a\n", FileType(name="PNG 图片", endings=("png",), mime="image/png")),
    (b"GIF8", FileType(name="GIF 图片", endings=("gif",), mime="image/gif")),
    (b"BM", FileType(name="BMP 图片", endings=("bmp",), mime="image/bmp")),
    (b"II*\x00", FileType(name="TIFF 图片", endings=("tif", "tiff"), mime="image/tiff")),
    (b"MM\x00*", FileType(name="TIFF 图片", endings=("tif", "tiff"), mime="image/tiff")),
    (b"PK\x03\x04", _ZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _OLE),
    (b"Rar!\x1a\x07", FileType(name="RAR 压缩包", endings=("rar",), mime="application/vnd.rar")),
    (
        b"7z\xbc\xaf\x27\x1c",
        FileType(name="7z 压缩包", endings=("7z",), mime="application/x-7z-compressed"),
    ),
    (b"{\\rtf", FileType(name="RTF 文档", endings=("rtf", "doc"), mime="application/rtf")),
    (b"MZ", _PROGRAM),
    (b"\x7fELF", _PROGRAM),
)
_KNOWN_ENDINGS: Mapping[str, FileType] = {
    ending: kind for _, kind in reversed(_STARTS) for ending in kind.endings
}
_SCRIPTS = ("bat", "cmd", "vbs", "vbe", "js", "jse", "wsf", "ps1", "hta", "msi", "lnk", "reg")


def type_of(head: bytes) -> FileType | None:
    """The kind of file that begins so; None where its beginning tells nothing (plain text)."""
    if b"%PDF-" in head[:HEAD_BYTES] and not head.startswith((b"PK", b"MZ")):
        return _PDF
    return next((kind for start, kind in _STARTS if head.startswith(start)), None)


def refusal_of_file(name: str, head: bytes) -> str:
    """Why a file must not be kept, empty where it may: programs and scripts are no papers."""
    kind, ending = type_of(head), _ending(name)
    if kind is _PROGRAM:
        return f"文件“{name}”是程序，不是材料"
    if ending in (*_SCRIPTS, *_PROGRAM.endings):
        return f"文件“{name}”是脚本或者程序，不是材料"
    return "" if head else f"文件“{name}”是空的"


def doubt_of_file(name: str, head: bytes) -> str:
    """What does not fit between a file's name and its content, empty where all does."""
    kind, ending = type_of(head), _ending(name)
    if kind is None:
        expected = _KNOWN_ENDINGS.get(ending)
        return f"“{name}”的内容不是{expected.name}，可能打不开，请核对" if expected else ""
    if ending in kind.endings:
        return ""
    return f"“{name}”的内容其实是{kind.name}，扩展名不符，请核对"


def mime_of(name: str, head: bytes, guessed: str) -> str:
    """The MIME type to keep: that of the content where the name does not fit it."""
    kind = type_of(head)
    return kind.mime if kind and _ending(name) not in kind.endings else guessed


def _ending(name: str) -> str:
    return name.rpartition(".")[2].lower() if "." in name else ""
