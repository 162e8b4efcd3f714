"""Writing a file so that a half-made one is never seen (原子写入); telling of broken ones."""

from __future__ import annotations

import codecs
import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gongkai_desktop import __version__
from gongkai_desktop.domain.errors import UserError

MAKER = f"公开台 {__version__}"
"""What a file of ours says it was made by, in its properties."""


def atomic_write(path: Path, content: bytes | memoryview) -> None:
    """Write ``content`` beside ``path`` and rename it into place.

    Raises UserError where the folder is missing, the disk full, the place read-only, or the file
    held open by another program; the old file is then as it was.
    """
    with writing_told(path):
        _write_beside(path, content)


@contextmanager
def writing_told(path: Path) -> Iterator[None]:
    """Say of a file or folder why it cannot be written (UserError), whatever the system raises."""
    try:
        yield
    except OSError as error:
        raise UserError(f"文件“{path.name}”写不进去：{_reason(error)}", _advice(error)) from error


@contextmanager
def damage_told(path: Path, advice: str) -> Iterator[None]:
    """Say of a file that its reader chokes on that it is damaged, whatever the reader raises.

    The readers of Office files raise types of their own for each kind of damage; to the clerk
    all mean the same. Raises UserError.
    """
    try:
        yield
    except UserError:
        raise
    except Exception as error:
        raise UserError(f"“{path.name}”已损坏，打不开", advice) from error


def content_of(path: Path, most: int, kind: str, advice: str) -> bytes:
    """A file's bytes, at most ``most`` of them; ``kind`` is what it is taken for (年报).

    Raises UserError where it is missing, larger or cannot be read.
    """
    try:
        if path.stat().st_size > most:
            large = f"“{path.name}”大于{most // 1024**2}兆字节，不像是一份{kind}"
            raise UserError(large, advice)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UserError(f"找不到文件“{path.name}”", "请检查文件名和所在文件夹") from error
    except OSError as error:
        raise UserError(f"读不出文件“{path.name}”", "请关闭打开它的程序，检查权限") from error


def text_of(content: bytes) -> str | None:
    """The words of a text file: UTF-8, UTF-16, or GB 18030; None for anything else."""
    for encoding in _encodings(content):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _encodings(content: bytes) -> tuple[str, ...]:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    # Without a mark the zero halves of line ends, digits and spaces tell UTF-16 and its order.
    even, odd = content[:4096:2].count(0), content[1:4096:2].count(0)
    if max(even, odd) > 3 * min(even, odd) and len(content) % 2 == 0:
        return ("utf-16-le",) if odd > even else ("utf-16-be",)
    return ("utf-8-sig", "gb18030")


def make_folder(folder: Path) -> None:
    """Make a folder and those above it; raises UserError where it cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise UserError(f"“{folder.name}”已是一个文件，不是文件夹", "请换一个文件夹") from error
    except OSError as error:
        raise UserError(f"文件夹“{folder}”建不了：{_reason(error)}", "请换一个文件夹") from error


def _write_beside(path: Path, content: bytes | memoryview) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if os.name == "posix":
            mask = os.umask(0)
            os.umask(mask)
            temporary.chmod(0o666 & ~mask)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _reason(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "磁盘已满"
    if error.errno == errno.EROFS:
        return "磁盘是只读的"
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return "文件夹不存在"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EBUSY, errno.ETXTBSY):
        return "没有写入权限，或者文件正被别的程序打开"
    if error.errno == errno.EISDIR:
        return "这是一个文件夹"
    return error.strerror or "系统拒绝写入"


def _advice(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "请清理磁盘后再试，或者换一个盘保存。"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EBUSY, errno.ETXTBSY):
        return "请关闭打开该文件的程序（如 Word、WPS、阅读器），或者换一个文件夹保存。"
    return "请换一个文件夹保存。"
