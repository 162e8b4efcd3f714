"""The first revision: requests, letters, attachments, audit and the rest of the office."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from gongkai_desktop.store.dialect import guard_audit

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make all tables; the audit is append-only from the start."""
    op.create_table(
        "annual_report",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("frozen_at", sa.String(length=40), nullable=False),
        sa.Column("body", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("row_hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annual_report")),
        sa.UniqueConstraint("year", "version", name=op.f("uq_annual_report_year_version")),
    )
    op.create_table(
        "attachment",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("owner_kind", sa.String(length=80), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("mime", sa.String(length=120), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("added", sa.String(length=40), nullable=False),
        sa.Column("void_reason", sa.Text(), nullable=False),
        sa.Column("row_hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    op.create_index(
        op.f("ix_attachment_owner_kind_owner_id"),
        "attachment",
        ["owner_kind", "owner_id"],
        unique=False,
    )
    op.create_index(op.f("ix_attachment_sha256"), "attachment", ["sha256"], unique=False)
    op.create_table(
        "attachment_chunk",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", "part", name=op.f("pk_attachment_chunk")),
    )
    op.create_table(
        "audit",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.Column("operator", sa.Text(), nullable=False),
        sa.Column("use_case", sa.Text(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("notes", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("keyed", sa.Boolean(), nullable=False),
        sa.Column("body_hash", sa.String(length=64), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit")),
    )
    op.create_table(
        "audit_part",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("seq", "part", name=op.f("pk_audit_part")),
    )
    op.create_table(
        "calendar",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("body", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("row_hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar")),
        sa.UniqueConstraint("year", name=op.f("uq_calendar_year")),
    )
    op.create_table(
        "counter",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("series", sa.String(length=80), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("row_hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counter")),
        sa.UniqueConstraint("series", "year", name=op.f("uq_counter_series_year")),
    )
    op.create_table(
        "draft",
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("saved_at", sa.String(length=40), nullable=False),
        sa.Column("body", sa.JSON(none_as_null=True), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_draft")),
    )
    op.create_table(
        "entry",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("layer", sa.String(length=80), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("base_fingerprint", sa.String(length=80), nullable=False),
        sa.Column("void_reason", sa.Text(), nullable=False),
        sa.Column("row_hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry")),
        sa.UniqueConstraint("layer", "key", name=op.f("uq_entry_layer_key")),
    )
    op.create_table(
        "figure",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("value", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("supplied", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("row_hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure")),
        sa.UniqueConstraint("year", "key", name=op.f("uq_figure_year_key")),
    )
    op.create_table(
        "ledger_row",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("ledger", sa.String(length=80), nullable=False),
        sa.Column("no", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=80), nullable=False),
        sa.Column("due_date", sa.Date(), nullable=True),
        sa.Column("done_date", sa.Date(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("updated", sa.String(length=40), nullable=False),
        sa.Column("body", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=False),
        sa.Column("row_hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_row")),
    )
    op.create_index(
        op.f("ix_ledger_row_ledger_due_date"), "ledger_row", ["ledger", "due_date"], unique=False
    )
    op.create_table(
        "meta",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_meta")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("roles", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("row_hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_table(
        "request",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("register_no", sa.Text(), nullable=False),
        sa.Column("request_text", sa.Text(), nullable=False),
        sa.Column("corrected_text", sa.Text(), nullable=False),
        sa.Column("delivery_form", sa.Text(), nullable=False),
        sa.Column("mail_no", sa.Text(), nullable=False),
        sa.Column("platform_no", sa.Text(), nullable=False),
        sa.Column("signer", sa.Text(), nullable=False),
        sa.Column("forwarded", sa.Date(), nullable=True),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("handler", sa.Text(), nullable=False),
        sa.Column("row", sa.String(length=80), nullable=False),
        sa.Column("ground", sa.String(length=80), nullable=False),
        sa.Column("imported", sa.Boolean(), nullable=False),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("original_due", sa.Date(), nullable=True),
        sa.Column("original_outcome", sa.Text(), nullable=False),
        sa.Column("reply_no", sa.Text(), nullable=False),
        sa.Column("service_no", sa.Text(), nullable=False),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("archived", sa.Date(), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=False),
        sa.Column("row_hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request")),
        sa.UniqueConstraint("register_no", name=op.f("uq_request_register_no")),
    )
    op.create_table(
        "setting",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("row_hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting")),
        sa.UniqueConstraint("key", name=op.f("uq_setting_key")),
    )
    op.create_table(
        "applicant",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("request_id", sa.String(length=36), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("id_kind", sa.Text(), nullable=False),
        sa.Column("id_no", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("postcode", sa.Text(), nullable=False),
        sa.Column("agent", sa.Text(), nullable=False),
        sa.Column("row_hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_applicant_request_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_applicant")),
        sa.UniqueConstraint("request_id", "no", name=op.f("uq_applicant_request_id_no")),
    )
    op.create_index(op.f("ix_applicant_id_no"), "applicant", ["id_no"], unique=False)
    op.create_index(op.f("ix_applicant_name"), "applicant", ["name"], unique=False)
    op.create_table(
        "current_view",
        sa.Column("request_id", sa.String(length=36), nullable=False),
        sa.Column(
            "desk_key",
            sa.String(length=20).with_variant(sa.String(length=20, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "register_sort",
            sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "due_sort",
            sa.String(length=10).with_variant(sa.String(length=10, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.Column("received_year", sa.Integer(), nullable=False),
        sa.Column("decided_year", sa.Integer(), nullable=False),
        sa.Column("register_no", sa.Text(), nullable=False),
        sa.Column("applicant", sa.Text(), nullable=False),
        sa.Column("applicant_kind", sa.String(length=80), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("handler", sa.Text(), nullable=False),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("stage", sa.String(length=80), nullable=False),
        sa.Column("received_date", sa.Date(), nullable=True),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("clock_state", sa.Text(), nullable=False),
        sa.Column("due_date", sa.Date(), nullable=True),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("awaited", sa.Text(), nullable=False),
        sa.Column("awaited_until", sa.Date(), nullable=True),
        sa.Column("ground", sa.String(length=80), nullable=False),
        sa.Column("report_row", sa.String(length=80), nullable=False),
        sa.Column("decided_date", sa.Date(), nullable=True),
        sa.Column("sent_date", sa.Date(), nullable=True),
        sa.Column("warnings", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("fingerprint", sa.String(length=80), nullable=False),
        sa.Column("updated", sa.String(length=40), nullable=False),
        sa.Column("row_hash", sa.String(length=64), nullable=False),
        sa.Column("request_text", sa.Text(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("search_pinyin", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_current_view_request_id")
        ),
        sa.PrimaryKeyConstraint("request_id", name=op.f("pk_current_view")),
    )
    op.create_index(
        "ix_view_annual",
        "current_view",
        ["counted", "report_row", "applicant_kind", "received_year", "decided_year"],
        unique=False,
    )
    op.create_index(
        "ix_view_applicant",
        "current_view",
        ["applicant", "register_sort", "request_id"],
        unique=False,
    )
    op.create_index(
        "ix_view_desk", "current_view", ["desk_key", "register_sort", "request_id"], unique=False
    )
    op.create_index(
        "ix_view_due", "current_view", ["due_sort", "register_sort", "request_id"], unique=False
    )
    op.create_index("ix_view_number", "current_view", ["register_sort", "request_id"], unique=False)
    op.create_index(
        "ix_view_received",
        "current_view",
        ["received_date", "register_sort", "request_id"],
        unique=False,
    )
    op.create_index(
        "ix_view_section",
        "current_view",
        ["section", "desk_key", "register_sort", "request_id"],
        unique=False,
    )
    op.create_index(
        "ix_view_updated", "current_view", ["updated", "register_sort", "request_id"], unique=False
    )
    op.create_table(
        "dispute",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("request_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("received", sa.Date(), nullable=True),
        sa.Column("concluded", sa.Date(), nullable=True),
        sa.Column("result", sa.String(length=80), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("details", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=False),
        sa.Column("row_hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_dispute_request_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispute")),
    )
    op.create_index(op.f("ix_dispute_request_id"), "dispute", ["request_id"], unique=False)
    op.create_table(
        "event",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("request_id", sa.String(length=36), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(length=80), nullable=False),
        sa.Column("date", sa.Date(), nullable=True),
        sa.Column("details", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=False),
        sa.Column("row_hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_event_request_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("request_id", "no", name=op.f("uq_event_request_id_no")),
    )
    op.create_table(
        "item",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("request_id", sa.String(length=36), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("ground", sa.String(length=80), nullable=False),
        sa.Column("row", sa.String(length=80), nullable=False),
        sa.Column("fields", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("void", sa.Boolean(), nullable=False),
        sa.Column("row_hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_item_request_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item")),
    )
    op.create_index(op.f("ix_item_request_id_no"), "item", ["request_id", "no"], unique=False)
    op.create_table(
        "letter",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("request_id", sa.String(length=36), nullable=True),
        sa.Column("code", sa.String(length=80), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("letter_date", sa.Date(), nullable=True),
        sa.Column("status", sa.String(length=80), nullable=False),
        sa.Column("composed", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("facts", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("entries", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("text_fingerprint", sa.String(length=64), nullable=False),
        sa.Column("file_fingerprint", sa.String(length=64), nullable=False),
        sa.Column("steps", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=False),
        sa.Column("row_hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_letter_request_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
    )
    op.create_index(op.f("ix_letter_request_id"), "letter", ["request_id"], unique=False)
    guard_audit(op.get_bind())
