"""Putting a backup in the place of the data file (恢复)."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import attrs

from gongkai_desktop.domain.audit import AuditHead
from gongkai_desktop.domain.errors import UserError
from gongkai_desktop.domain.progress import Report, silent
from gongkai_desktop.store.backup import copy_file, stamped_copy
from gongkai_desktop.store.failures import told_plainly
from gongkai_desktop.store.location import OfficeLock, refuse_network_drive
from gongkai_desktop.store.office import Office, check_file_kind, is_older, open_office
from gongkai_desktop.store.request_query import RequestQuery
from gongkai_desktop.store.secret import file_key

RESTORE_USE_CASE = "从备份恢复"


@attrs.frozen(kw_only=True)
class RestoreResult:
    """What was restored: requests now in the file, where the replaced file is kept (if any)."""

    path: Path
    requests: int
    safety_copy: Path | None
    audit_head: AuditHead


@contextmanager
def looked_into(file: Path, key: str | None) -> Iterator[Office]:
    """Open a data file only to look at it: one of an older program stays as it is, and a copy
    that is thrown away is upgraded.

    Raises UserError as ``open_office`` does.
    """
    if not (file.is_file() and is_older(file, key)):
        with open_office(file, key=key) as office:
            yield office
        return
    with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
        copy = Path(folder) / file.name
        copy_file(file, copy, None if key is None else file_key(file, key))
        with open_office(copy, key=key) as office:
            yield office


def restore_office(
    backup: Path,
    location: Path,
    *,
    operator: str,
    at: datetime,
    key: str | None = None,
    report: Report = silent,
) -> RestoreResult:
    """Check a backup, keep the present file beside it, put the backup in its place.

    The restore stands in the audit of the restored file with the head of the file it replaced.
    Raises UserError when the backup is missing, foreign, damaged, newer or its password is wrong;
    the present file is then untouched.
    """
    with told_plainly(OSError):
        if not backup.is_file():
            raise UserError(f"没有备份文件“{backup}”", "请核对路径")
        if location.exists() and location.samefile(backup):
            raise UserError("备份文件就是现在的数据文件", "请选择另外保存的备份")
        refuse_network_drive(location)
        OfficeLock(location).refuse_others()
        known = None if key is None else file_key(backup, key)
        check_file_kind(backup, known)
        location.parent.mkdir(parents=True, exist_ok=True)
        incoming = location.with_name(f".{location.name}.{secrets.token_hex(4)}.恢复")
        try:
            copy_file(backup, incoming, known, report)
            head = _present_head(location, key)
            replaced = _keep_present(location, at)
            facts = {
                "backup": backup.name,
                "replaced": replaced.name if replaced else "",
                "replaced_head": head,
            }
            result = _sign(incoming, replaced, facts, operator, at, key)
            incoming.replace(location)
        finally:
            incoming.unlink(missing_ok=True)
    return attrs.evolve(result, path=location)


def _present_head(location: Path, key: str | None) -> str:
    """The end of the audit that is being replaced; empty where the file cannot tell."""
    if not location.exists():
        return ""
    try:
        with open_office(location, key=key) as office, office.read() as reader:
            head = reader.audit.head()
    except UserError:
        return ""
    return f"第{head.seq}条 {head.hash}"


def _keep_present(location: Path, at: datetime) -> Path | None:
    """A copy of the present file byte for byte: it may be damaged or have another password."""
    if not location.exists():
        return None
    copy = stamped_copy(location, "恢复前", at)
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.write_bytes(location.read_bytes())
    journal = location.with_name(location.name + "-journal")
    if journal.exists():
        copy.with_name(copy.name + "-journal").write_bytes(journal.read_bytes())
        journal.unlink()
    return copy


def _sign(
    incoming: Path,
    replaced: Path | None,
    facts: Mapping[str, str],
    operator: str,
    at: datetime,
    key: str | None,
) -> RestoreResult:
    with open_office(incoming, key=key) as office:
        with office.change(RESTORE_USE_CASE, operator=operator, at=at) as change:
            change.note(**facts)
        return _result(office, incoming, replaced)


def _result(office: Office, path: Path, replaced: Path | None) -> RestoreResult:
    with office.read() as reader:
        return RestoreResult(
            path=path,
            requests=reader.requests.count(RequestQuery()),
            safety_copy=replaced,
            audit_head=reader.audit.head(),
        )
