"""Files that travel in a package (附件): named for any carrier, taken out, kept with its record."""

from __future__ import annotations

import hashlib
import mimetypes
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from gongkai_desktop.documents.exchange_package import ENDINGS, Package
from gongkai_desktop.documents.files import atomic_write
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.services.attachment import opened
from gongkai_desktop.services.binding import into_place, workshop
from gongkai_desktop.services.exchange_content import FILES, OWNER
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import Attachment, Change, Exchange

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
_LONGEST = 80
_NOT_CARRIED = (".json", ".txt", ".toml")


def file_parts(files: Iterable[tuple[str, bytes]]) -> dict[str, bytes]:
    """Files as parts of a package, each under a name of its own.

    Raises UserError for kinds that no package may hold (旧版 Office、程序、压缩包).
    """
    parts: dict[str, bytes] = {}
    for name, content in files:
        stem, ending = Path(name).stem, Path(name).suffix.lower()
        if ending not in ENDINGS or ending in _NOT_CARRIED:
            raise UserError(
                f"附件“{name}”不能放进报送包",
                "只能放 docx、xlsx、pdf、png、jpg，请另存或者扫描成这几种",
            )
        plain = (_FORBIDDEN.sub("-", stem).strip(". ") or "附件")[:_LONGEST]
        taken = {one.casefold() for one in parts}
        named = (f"{FILES}{plain}{f'-{no}' if no else ''}{ending}" for no in range(len(parts) + 1))
        parts[next(one for one in named if one.casefold() not in taken)] = content
    return parts


def read_files(paths: Sequence[Path]) -> list[tuple[str, bytes]]:
    """Files from disk; UserError where one cannot be read, is too large or a program."""
    found = []
    for path in paths:
        with opened(path) as stream:
            found.append((path.name, stream.read()))
    return found


def files_in(package: Package) -> Mapping[str, bytes]:
    """The attached files of a package by their bare names."""
    return {
        name.removeprefix(FILES): content
        for name, content in package.parts.items()
        if name.startswith(FILES)
    }


def keep_files(
    change: Change, owner_kind: str, owner_id: str, files: Mapping[str, bytes]
) -> list[str]:
    """Keep files with their owner; those it has already are left out. Returns the names added."""
    kept = change.attachments.list(owner_kind, owner_id)
    held = {one.sha256 for one in kept if not one.void_reason}
    added = []
    for name, content in files.items():
        if hashlib.sha256(content).hexdigest() in held:
            continue
        mime = mimetypes.guess_type(name)[0] or "application/octet-stream"
        change.attachments.add(owner_kind, owner_id, name, mime, content)
        added.append(name)
    return added


def files_of(workspace: Workspace, exchange: Exchange) -> list[Attachment]:
    """The files kept with a record, struck ones left out."""
    with workspace.office.read() as reader:
        kept = reader.attachments.list(OWNER, exchange.id)
    return [one for one in kept if not one.void_reason]


def save_files(workspace: Workspace, exchange: Exchange, folder: Path) -> list[Path]:
    """Write the files kept with a record into a folder, all or none; the audit keeps it."""
    workspace.demand("取出文件")
    kept = files_of(workspace, exchange)
    with workshop(folder) as shop:
        made = []
        for at, one in enumerate(kept):
            workspace.report(at, len(kept), f"正在取出 {one.name}")
            with workspace.office.read() as reader:
                content = reader.attachments.read(one.id)
            made.append(shop / one.name)
            atomic_write(made[-1], content)
        written = into_place(made, shop, folder)
    workspace.note("取出文件", what=f"{exchange.unit}{exchange.kind}", count=len(written))
    return written
