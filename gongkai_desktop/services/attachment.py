"""Files kept with a request (附件): copied into the data file, written out again on demand."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import BinaryIO

from gongkai_desktop.documents.files import atomic_write
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.file_type import (
    HEAD_BYTES,
    doubt_of_file,
    mime_of,
    refusal_of_file,
)
from gongkai_desktop.services.request import find
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import Attachment

OWNER = "request"
_MEGABYTE = 1024 * 1024
_MOST_BYTES = 500 * _MEGABYTE


def attach(workspace: Workspace, register_no: str, path: Path) -> Attachment:
    """Copy a file into the data file; raises UserError where it cannot be read or is too large."""
    with opened(path) as stream, workspace.change("添加附件") as change:
        request = find(change, register_no)
        return change.attachments.add(OWNER, request.id, path.name, typed(path), stream)


def opened(path: Path) -> BinaryIO:
    """A file to be kept, opened; UserError where it cannot be read, is too large or a program."""
    try:
        size = path.stat().st_size
        stream = path.open("rb")
    except OSError as error:
        raise UserError(f"读不了文件“{path.name}”", "请关闭占用它的程序，并核对位置") from error
    reason = refusal_of_file(path.name, _head(stream))
    if size > _MOST_BYTES:
        reason = f"文件“{path.name}”有{size // _MEGABYTE}MB，超过{_MOST_BYTES // _MEGABYTE}MB"
    if reason:
        stream.close()
        raise UserError(reason, "请选择扫描件、照片或者文档；太大的请压缩或者拆分")
    return stream


def _head(stream: BinaryIO) -> bytes:
    head = stream.read(HEAD_BYTES)
    stream.seek(0)
    return head


def typed(path: Path) -> str:
    """The kind of a file (MIME): by its content where the name does not fit it."""
    guessed = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    with opened(path) as stream:
        return mime_of(path.name, _head(stream), guessed)


def doubt_about(path: Path) -> str:
    """What does not fit between a file's name and its content; told, never refused."""
    with opened(path) as stream:
        return doubt_of_file(path.name, _head(stream))


def attachments_of(workspace: Workspace, request_id: str) -> list[Attachment]:
    """The files of one request, struck ones left out."""
    with workspace.office.read() as reader:
        kept = reader.attachments.list(OWNER, request_id)
    return [one for one in kept if not one.void_reason]


def strike(workspace: Workspace, attachment_id: str, reason: str) -> None:
    """Strike a file kept by mistake (作废); its content stays in the data file."""
    with workspace.change("作废附件") as change:
        change.attachments.void(attachment_id, reason)


def save_attachment(workspace: Workspace, attachment_id: str, target: Path) -> None:
    """Write a kept file out, which the audit keeps."""
    workspace.demand("取出文件")
    with workspace.office.read() as reader:
        content = reader.attachments.read(attachment_id)
    atomic_write(target, content)
    workspace.note("取出文件", file=target.name)
