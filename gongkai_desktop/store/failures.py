"""The one place where a database's complaint becomes a sentence for the user."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.store.dialect import DRIVER_ERRORS

_SENTENCES: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (
        ("request.register_no", "uq_request_register_no"),
        "登记号已在使用",
        "请换一个登记号；已作废的登记号也不能再用",
    ),
    (
        ("database is locked", "database table is locked", "lock timeout", "deadlock"),
        "数据文件正被占用",
        "正在导出、备份的，等它完成再试；另有窗口或程序在用它的，请先关闭；本次操作没有写入",
    ),
    (
        ("database or disk is full", "no space left", "disk full"),
        "磁盘已满，无法写入数据文件",
        "请清理磁盘空间后重试；数据文件保持操作前的样子",
    ),
    (
        ("readonly database", "read-only", "attempt to write"),
        "数据文件或所在文件夹是只读的",
        "请取消只读属性，或者把数据文件移到可以写入的文件夹",
    ),
    (
        ("file is not a database", "file is encrypted", "hmac check failed"),
        "口令不正确，或者这不是公开台的数据文件",
        "请核对口令和文件；文件没有被改动",
    ),
    (
        (
            *("malformed", "corrupt", "disk image", "no such column", "no such table"),
            "could not decode to utf-8",
        ),
        "数据文件已损坏，程序不会擅自修复",
        "请不要继续使用该文件，用最近的备份恢复（restore）",
    ),
    (
        ("unable to open database file", "cannot open"),
        "打不开数据文件",
        "请核对路径，以及是否有权读写该文件夹",
    ),
    (
        ("disk i/o error", "i/o error"),
        "读写数据文件时磁盘出错",
        "请检查磁盘或者U盘是否仍然连接，再从备份恢复",
    ),
    (
        ("connection refused", "could not connect", "connection failed", "connection is lost"),
        "连接不上数据库服务器",
        "请检查网络和服务器是否开启；本次操作没有写入",
    ),
    (
        ("server closed the connection", "terminating connection", "consuming input failed"),
        "与数据库服务器的连接中断了",
        "服务器恢复后可以继续；请先看刚才的一步有没有写入，没有的重做一次",
    ),
    (
        ("password authentication failed", "does not exist", "permission denied"),
        "数据库服务器拒绝了连接",
        "请核对地址中的用户名、口令和数据库名称",
    ),
)


class DamagedError(UserError):
    """The data file is damaged: the way forward is a restore."""


_FULL = ("磁盘已满，没有写入", "请清理磁盘空间后重试；数据文件保持操作前的样子")
_FORBIDDEN = ("没有权限读写该文件或者文件夹", "请取消只读属性，或者换一个文件夹")
_ABSENT = ("打不开该文件或者文件夹", "请核对路径，并检查磁盘或者U盘是否仍然连接")
_BY_NUMBER: dict[int, tuple[str, str]] = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EACCES: _FORBIDDEN,
    errno.EPERM: _FORBIDDEN,
    errno.EROFS: _FORBIDDEN,
    errno.ENOENT: _ABSENT,
    errno.ENOTDIR: _ABSENT,
    errno.EISDIR: _ABSENT,
    errno.EIO: _ABSENT,
}


def as_user_error(error: BaseException) -> UserError | None:
    """The sentence for a driver's or the system's error, or None for a defect of the program."""
    original = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(original, OSError) and original.errno in _BY_NUMBER:
        return UserError(*_BY_NUMBER[original.errno])
    if isinstance(original, UnicodeDecodeError):  # text that no program of ours wrote
        return DamagedError(
            "数据文件已损坏，程序不会擅自修复", "请不要继续使用该文件，用最近的备份恢复（restore）"
        )
    words = str(original).lower()
    for marks, message, advice in _SENTENCES:
        if any(mark in words for mark in marks):
            kind = DamagedError if "malformed" in marks else UserError
            return kind(message, advice)
    return None


@contextmanager
def told_plainly(*also: type[Exception]) -> Iterator[None]:
    """Turn what the user can mend into UserError; defects pass as they are.

    ``also`` names further errors to look at: OSError where the store itself handles files.
    """
    caught: tuple[type[Exception], ...] = (DBAPIError, *DRIVER_ERRORS, *also)
    try:
        yield
    except caught as error:
        plain = as_user_error(error)
        if plain is None:
            raise
        raise plain from error
