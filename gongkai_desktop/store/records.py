"""Value objects of the smaller rooms of the data file; requests have theirs in the domain."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import attrs

if TYPE_CHECKING:
    from gongkai_desktop.domain.letter.composed import ComposedLetter


@attrs.frozen(kw_only=True)
class Person:
    """Someone of the office (人员) with a named post and roles, from ``since`` to ``until``."""

    name: str
    post: str = ""
    roles: tuple[str, ...] = ()
    section: str = ""
    phone: str = ""
    since: date | None = None
    until: date | None = None
    id: str = ""


@attrs.frozen(kw_only=True)
class StoredLetter:
    """A letter (文书) of a request as kept: its words, what it was made from, how far it is.

    ``facts`` are the letter fields, ``entries`` the form and law entries used with their
    fingerprints, ``steps`` the sign-off chain; ``text_fingerprint`` is frozen at approval,
    ``file_fingerprint`` taken after number and date.
    """

    code: str
    request_id: str | None = None
    number: str = ""
    letter_date: date | None = None
    status: str = ""
    composed: ComposedLetter | None = None
    facts: Mapping[str, Any] = attrs.field(factory=dict)
    entries: Mapping[str, str] = attrs.field(factory=dict)
    steps: tuple[Mapping[str, Any], ...] = ()
    text_fingerprint: str = ""
    file_fingerprint: str = ""
    void_reason: str = ""
    id: str = ""


@attrs.frozen(kw_only=True)
class Attachment:
    """A file kept in the data file (附件): ``size`` in bytes, content named by its SHA-256.

    ``owner_kind`` and ``owner_id`` say what it belongs to (``request``, ``letter``, …).
    """

    owner_kind: str
    owner_id: str
    name: str
    mime: str
    size: int
    sha256: str
    added: str
    void_reason: str = ""
    id: str = ""


@attrs.frozen(kw_only=True)
class StoredEntry:
    """An entry of law or forms that takes a shipped one's place (``county`` or ``office``)."""

    layer: str
    key: str
    text: str
    base_fingerprint: str = ""
    id: str = ""


@attrs.frozen(kw_only=True)
class Figure:
    """A yearly figure no register gives (手工填报数) and the section that supplied it.

    One taken back has no value.
    """

    year: int
    key: str
    value: Any = None
    section: str = ""
    supplied: date | None = None
    note: str = ""
    id: str = ""


@attrs.frozen(kw_only=True)
class FrozenReport:
    """A yearly report as it was submitted; a corrected one is a further version."""

    year: int
    version: int
    frozen_at: str
    body: Mapping[str, Any]
    id: str = ""


@attrs.frozen(kw_only=True)
class Exchange:
    """A package sent or received (报送记录), or a return entered from paper.

    ``sent`` tells our own from those received; ``source`` how it came (报送包, 工作簿). ``seal``
    is the package's own hash, ``at`` the local time, ``reason`` why it was sent back; ``body``
    holds its figures or records.
    """

    kind: str
    period: str
    unit_code: str
    unit: str
    edition: int
    sent: bool = False
    status: str = ""
    source: str = ""
    seal: str = ""
    at: str = ""
    reason: str = ""
    manifest: Mapping[str, Any] = attrs.field(factory=dict)
    body: Mapping[str, Any] = attrs.field(factory=dict)
    void_reason: str = ""
    id: str = ""


@attrs.frozen(kw_only=True)
class LedgerRow:
    """One row of a ledger (台账): the columns every ledger has, and its own in ``body``."""

    ledger: str
    no: str = ""
    title: str = ""
    status: str = ""
    due_date: date | None = None
    done_date: date | None = None
    unit: str = ""
    updated: str = ""
    body: Mapping[str, Any] = attrs.field(factory=dict)
    void_reason: str = ""
    id: str = ""


@attrs.frozen(kw_only=True)
class Draft:
    """Something being typed (自动保存), kept until it is saved properly or given up."""

    key: str
    saved_at: str
    body: Any
