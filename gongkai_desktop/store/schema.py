"""Tables of the data file (SQLAlchemy Core), the same on SQLite and PostgreSQL.

Recorded tables carry ``id`` (UUIDv7) and ``row_hash``, the hash of the row's last image; every
change to them is in the audit. ``current_view`` and ``ledger_index`` are derived and may be
rebuilt at any time.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _text(name: str, **more: Any) -> Column[str]:
    return Column(name, Text, nullable=False, default="", **more)


def _code(name: str, length: int = 80, **more: Any) -> Column[str]:
    return Column(name, String(length), nullable=False, default="", **more)


def _sorted(name: str, length: int) -> Column[str]:
    """Text compared byte by byte on every server, whatever its language."""
    plain = String(length).with_variant(String(length, collation="C"), "postgresql")
    return Column(name, plain, nullable=False, default="")


def _day(name: str) -> Column[date]:
    return Column(name, Date, nullable=True, default=None)


def _flag(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False, default=False)


def _number(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False, default=0)


def _json(name: str) -> Column[Any]:
    return Column(name, JSON(none_as_null=True), nullable=True, default=None)


def _id(name: str, target: str) -> Column[str]:
    return Column(name, String(36), ForeignKey(target), nullable=False, default="")


def _recorded(name: str, *columns: Any) -> Table:
    own = Column("id", String(36), primary_key=True)
    return Table(name, metadata, own, *columns, _code("row_hash", 64), info={"recorded": True})


meta = Table("meta", metadata, Column("name", String(80), primary_key=True), _text("value"))

request = _recorded(
    "request",
    _text("register_no", unique=True),
    _text("request_text"),
    _text("corrected_text"),
    _text("delivery_form"),
    _text("mail_no"),
    _text("platform_no"),
    _text("signer"),
    _day("forwarded"),
    _text("section"),
    _text("handler"),
    _code("row"),
    _code("ground"),
    _flag("imported"),
    _flag("demo"),
    _day("original_due"),
    _text("original_outcome"),
    _text("reply_no", index=True),
    _text("service_no"),
    _text("remarks"),
    _day("archived"),
    _text("void_reason"),
    _text("repeat_of"),
)

applicant = _recorded(
    "applicant",
    _id("request_id", "request.id"),
    _number("no"),
    _code("kind"),
    _text("name", index=True),
    _text("id_kind"),
    _text("id_no", index=True),
    _text("contact"),
    _text("phone"),
    _text("email"),
    _text("address"),
    _text("postcode"),
    _text("agent"),
    _text("authority"),
    UniqueConstraint("request_id", "no"),
)

item = _recorded(
    "item",
    _id("request_id", "request.id"),
    _number("no"),
    _text("text"),
    _code("ground"),
    _code("row"),
    _json("fields"),
    _flag("void"),
    Index(None, "request_id", "no"),
)

event = _recorded(
    "event",
    _id("request_id", "request.id"),
    _number("no"),
    _code("type"),
    _day("date"),
    _json("details"),
    _text("void_reason"),
    UniqueConstraint("request_id", "no"),
    Index(None, "type", "date"),
)

_ANNUAL = ("counted", "report_row", "applicant_kind", "received_year", "decided_year")

current_view = Table(
    "current_view",
    metadata,
    Column("request_id", String(36), ForeignKey("request.id"), primary_key=True),
    _sorted("desk_key", 20),
    _sorted("register_sort", 80),
    _sorted("due_sort", 10),
    _flag("counted"),
    _number("received_year"),
    _number("decided_year"),
    _text("register_no"),
    _text("applicant"),
    _code("applicant_kind"),
    _text("section"),
    _text("handler"),
    _flag("demo"),
    _code("stage"),
    _day("received_date"),
    _text("channel"),
    _text("clock_state"),
    _day("due_date"),
    _flag("provisional"),
    _text("awaited"),
    _day("awaited_until"),
    _code("ground"),
    _code("report_row"),
    _day("decided_date"),
    _day("sent_date"),
    _json("warnings"),
    _code("fingerprint"),
    _code("updated", 40),
    _code("row_hash", 64),
    _text("request_text"),
    _text("search_text"),
    _text("search_pinyin"),
    Index("ix_view_desk", "desk_key", "register_sort", "request_id"),
    Index("ix_view_number", "register_sort", "request_id"),
    Index("ix_view_received", "received_date", "register_sort", "request_id"),
    Index("ix_view_due", "due_sort", "register_sort", "request_id"),
    Index("ix_view_applicant", "applicant", "register_sort", "request_id"),
    Index("ix_view_updated", "updated", "register_sort", "request_id"),
    Index("ix_view_section", "section", "desk_key", "register_sort", "request_id"),
    Index("ix_view_arrived", "counted", "received_date", "decided_date", "channel"),
    Index("ix_view_answered", "counted", "decided_date", "due_date", "sent_date", "report_row"),
    Index("ix_view_annual", *_ANNUAL),
)

setting = _recorded("setting", _text("key", unique=True), _json("value"))

counter = _recorded(
    "counter", _code("series"), _number("year"), _number("last"), UniqueConstraint("series", "year")
)

person = _recorded(
    "person",
    _text("name"),
    _text("post"),
    _json("roles"),
    _text("section"),
    _text("phone"),
    _day("since"),
    _day("until"),
)

letter = _recorded(
    "letter",
    Column("request_id", String(36), ForeignKey("request.id"), nullable=True, default=None),
    _code("code"),
    _text("number", index=True),
    _day("letter_date"),
    _code("status"),
    _json("composed"),
    _json("facts"),
    _json("entries"),
    _code("text_fingerprint", 64),
    _code("file_fingerprint", 64),
    _json("steps"),
    _text("void_reason"),
    Index(None, "request_id"),
)

attachment = _recorded(
    "attachment",
    _code("owner_kind"),
    _code("owner_id", 36),
    _text("name"),
    _code("mime", 120),
    _number("size"),
    _code("sha256", 64),
    _code("added", 40),
    _text("void_reason"),
    Index(None, "owner_kind", "owner_id"),
    Index(None, "sha256"),
)

attachment_chunk = Table(
    "attachment_chunk",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("part", Integer, primary_key=True, autoincrement=False),
    Column("data", LargeBinary, nullable=False),
)

calendar = _recorded(
    "calendar", Column("year", Integer, nullable=False, unique=True), _json("body")
)

entry = _recorded(
    "entry",
    _code("layer"),
    _text("key"),
    _text("text"),
    _code("base_fingerprint"),
    _text("void_reason"),
    UniqueConstraint("layer", "key"),
)

dispute = _recorded(
    "dispute",
    _id("request_id", "request.id"),
    _code("kind"),
    _day("received"),
    _day("concluded"),
    _code("result"),
    _text("note"),
    _json("details"),
    _text("void_reason"),
    Index(None, "request_id"),
)

figure = _recorded(
    "figure",
    _number("year"),
    _code("key", 120),
    _json("value"),
    _text("section"),
    _day("supplied"),
    _text("note"),
    UniqueConstraint("year", "key"),
)

annual_report = _recorded(
    "annual_report",
    _number("year"),
    _number("version"),
    _code("frozen_at", 40),
    _json("body"),
    UniqueConstraint("year", "version"),
)

exchange = _recorded(
    "exchange",
    _code("kind"),
    _code("period"),
    _code("unit_code"),
    _text("unit"),
    _number("edition"),
    _flag("sent"),
    _code("status"),
    _code("source"),
    _code("seal", 64),
    _code("at", 40),
    _text("reason"),
    _json("manifest"),
    _json("body"),
    _text("void_reason"),
    Index(None, "kind", "period", "unit_code"),
)

review = _recorded(
    "review",
    _text("no", unique=True),
    _text("title"),
    _code("kind"),
    _code("channel"),
    _text("responsible"),
    _day("formed"),
    _day("planned"),
    _day("published"),
    _code("mark", 64),
    _code("updated", 40),
    _json("body"),
    _text("void_reason"),
    Index(None, "published"),
)

ledger_row = _recorded(
    "ledger_row",
    _code("ledger"),
    _text("no"),
    _text("title"),
    _code("status"),
    _day("due_date"),
    _day("done_date"),
    _text("unit"),
    _code("updated", 40),
    _json("body"),
    _text("void_reason"),
    Index(None, "ledger", "due_date"),
)

ledger_index = Table(
    "ledger_index",
    metadata,
    Column("row_id", String(36), ForeignKey("ledger_row.id"), primary_key=True),
    _code("ledger"),
    _sorted("no_sort", 80),
    _text("search_text"),
    _text("search_pinyin"),
    Index(None, "ledger", "no_sort"),
)

draft = Table(
    "draft",
    metadata,
    Column("key", String(200), primary_key=True),
    _code("saved_at", 40),
    _json("body"),
)

audit = Table(
    "audit",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    _code("at", 40),
    _text("operator"),
    _text("use_case"),
    _number("rows"),
    _json("notes"),
    _flag("keyed"),
    _code("body_hash", 64),
    _code("previous", 64),
    _code("hash", 64),
)

audit_part = Table(
    "audit_part",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("part", Integer, primary_key=True, autoincrement=False),
    _number("rows"),
    _code("hash", 64),
    Column("body", LargeBinary, nullable=False),
)

RECORDED: tuple[Table, ...] = tuple(
    table for table in metadata.sorted_tables if table.info.get("recorded")
)
