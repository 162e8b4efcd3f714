"""Files kept with a request (附件): copied into the data file, written out again on demand."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import BinaryIO

from gongkai_desktop.documents.files import atomic_write
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.services.request import find
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import Attachment

OWNER = "request"
_MOST_BYTES = 500 * 1024 * 1024


def attach(workspace: Workspace, register_no: str, path: Path) -> Attachment:
    """Copy a file into the data file; raises UserError where it cannot be read or is too large."""
    with opened(path) as stream, workspace.change("添加附件") as change:
        request = find(change, register_no)
        return change.attachments.add(OWNER, request.id, path.name, typed(path), stream)


def opened(path: Path) -> BinaryIO:
    """A file to be kept, opened; raises UserError where it cannot be read or is too large."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise UserError(f"文件“{path.name}”超过500MB", "请压缩或者拆分后再添加")
        return path.open("rb")
    except OSError as error:
        raise UserError(f"读不了文件“{path.name}”", "请关闭占用它的程序，并核对位置") from error


def typed(path: Path) -> str:
    """The kind of a file (MIME) by its name."""
    return mimetypes.guess_type(path.name)[0] or "application/octet-stream"


def attachments_of(workspace: Workspace, request_id: str) -> list[Attachment]:
    """The files of one request, struck ones left out."""
    with workspace.office.read() as reader:
        kept = reader.attachments.list(OWNER, request_id)
    return [one for one in kept if not one.void_reason]


def save_attachment(workspace: Workspace, attachment_id: str, target: Path) -> None:
    """Write a kept file out."""
    with workspace.office.read() as reader:
        content = reader.attachments.read(attachment_id)
    atomic_write(target, content)
