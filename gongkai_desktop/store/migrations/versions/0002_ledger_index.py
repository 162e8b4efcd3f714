"""Ledger rows can be searched and sorted: words, 拼音 and the order of their numbers."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

from gongkai_desktop.store.search import search_pinyin, search_text, sort_key

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index and enter the rows there are."""
    plain = sa.String(length=80).with_variant(sa.String(length=80, collation="C"), "postgresql")
    index = op.create_table(
        "ledger_index",
        sa.Column("row_id", sa.String(length=36), nullable=False),
        sa.Column("ledger", sa.String(length=80), nullable=False),
        sa.Column("no_sort", plain, nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("search_pinyin", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["row_id"], ["ledger_row.id"], name=op.f("fk_ledger_index_row_id")
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_ledger_index")),
    )
    op.create_index(
        op.f("ix_ledger_index_ledger_no_sort"), "ledger_index", ["ledger", "no_sort"], unique=False
    )
    rows = op.get_bind().execute(
        sa.text("SELECT id, ledger, no, title, status, unit, body FROM ledger_row")
    )
    found = [_entry(row) for row in rows.mappings()]
    if found:
        op.bulk_insert(index, found)


def _entry(row):
    body = json.loads(row["body"]) if isinstance(row["body"], str) else row["body"]
    return {
        "row_id": row["id"],
        "ledger": row["ledger"],
        "no_sort": sort_key(row["no"]),
        "search_text": search_text(
            row["no"], row["title"], row["status"], row["unit"], *_words(body)
        ),
        "search_pinyin": search_pinyin(row["title"], row["unit"]),
    }


def _words(value):
    if isinstance(value, dict):
        return [word for part in value.values() for word in _words(part)]
    if isinstance(value, list):
        return [word for part in value for word in _words(part)]
    return [value] if isinstance(value, str) else []
