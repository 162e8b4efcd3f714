"""The data file (数据文件): one file, or one server database, holds everything of an office."""

import gongkai_desktop.store.lean  # noqa: F401 - before anything below reads in SQLAlchemy

# isort: split
from gongkai_desktop.store.annual import AnnualCount, AnnualPart
from gongkai_desktop.store.audit import AuditQuery, RowChange
from gongkai_desktop.store.backup import BACKUP_FOLDER, BackupResult
from gongkai_desktop.store.change import Change, Reader
from gongkai_desktop.store.copy import CopyResult, copy_office
from gongkai_desktop.store.failures import DamagedError
from gongkai_desktop.store.ledger_query import LedgerQuery
from gongkai_desktop.store.location import OfficeLock
from gongkai_desktop.store.office import Office, WrongPasswordError, open_office
from gongkai_desktop.store.records import (
    Attachment,
    Draft,
    Exchange,
    Figure,
    FrozenReport,
    LedgerRow,
    Person,
    StoredEntry,
    StoredLetter,
)
from gongkai_desktop.store.rekey import is_unreadable, plain_copies, rekey_office
from gongkai_desktop.store.request_query import RequestQuery
from gongkai_desktop.store.requests import VoidEvent
from gongkai_desktop.store.restore import RestoreResult, looked_into, restore_office
from gongkai_desktop.store.secret import can_encrypt, recovery_key
from gongkai_desktop.store.verify import ROW_TITLES, Damage

__all__ = [
    "BACKUP_FOLDER",
    "ROW_TITLES",
    "AnnualCount",
    "AnnualPart",
    "Attachment",
    "AuditQuery",
    "BackupResult",
    "Change",
    "CopyResult",
    "Damage",
    "DamagedError",
    "Draft",
    "Exchange",
    "Figure",
    "FrozenReport",
    "LedgerQuery",
    "LedgerRow",
    "Office",
    "OfficeLock",
    "Person",
    "Reader",
    "RequestQuery",
    "RestoreResult",
    "RowChange",
    "StoredEntry",
    "StoredLetter",
    "VoidEvent",
    "WrongPasswordError",
    "can_encrypt",
    "copy_office",
    "is_unreadable",
    "looked_into",
    "open_office",
    "plain_copies",
    "recovery_key",
    "rekey_office",
    "restore_office",
]
