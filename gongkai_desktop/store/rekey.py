"""Setting, changing and taking away the password of a data file (口令)."""

from __future__ import annotations

import secrets
from datetime import datetime
from pathlib import Path

from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.store import dialect
from gongkai_desktop.store.backup import BACKUP_FOLDER
from gongkai_desktop.store.copy import copy_office
from gongkai_desktop.store.failures import told_plainly
from gongkai_desktop.store.office import Office
from gongkai_desktop.store.secret import recovery_key


def rekey_office(office: Office, password: str | None, *, operator: str, at: datetime) -> None:
    """Write the office anew under another password, or plainly with None, in place of the file.

    The new file is counted, hashed and verified before it takes the old one's place, so that a
    broken-off change leaves the file as it was. Nothing else may have the office open; open it
    again afterwards. Raises UserError on a server, which has no password of ours.
    """
    if dialect.is_server(office.location):
        raise UserError("服务器上的数据不由本程序加密", "请由服务器管理员设置")
    path = Path(office.location)
    incoming = path.with_name(f".{path.name}.{secrets.token_hex(4)}.换口令")
    present = None if office.key is None else recovery_key(office.key)
    office.close()
    with told_plainly(OSError):
        try:
            copy_office(
                office.location,
                str(incoming),
                operator=operator,
                at=at,
                source_key=present,
                target_key=password,
                use_case="取消加密" if password is None else "设置口令",
            )
            incoming.replace(path)
        finally:
            incoming.unlink(missing_ok=True)


def is_unreadable(location: str) -> bool:
    """Whether a file can only be opened with a password, if it is an office at all."""
    if dialect.is_server(location) or not Path(location).is_file():
        return False
    with told_plainly(OSError):
        return dialect.application_mark(Path(location), None) is None


def plain_copies(location: str) -> list[Path]:
    """Copies beside the data file that anybody can open: made before it was encrypted."""
    folder = Path(location).parent / BACKUP_FOLDER
    return [file for file in sorted(folder.glob("*.gkt")) if not is_unreadable(str(file))]
