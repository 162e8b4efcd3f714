"""Items under review before publication (发布预审) are kept."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; there are no rows yet."""
    op.create_table(
        "review",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("no", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("channel", sa.String(length=80), nullable=False),
        sa.Column("responsible", sa.Text(), nullable=False),
        sa.Column("formed", sa.Date(), nullable=True),
        sa.Column("planned", sa.Date(), nullable=True),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("updated", sa.String(length=40), nullable=False),
        sa.Column("body", sa.JSON(), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=False),
        sa.Column("row_hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
        sa.UniqueConstraint("no", name=op.f("uq_review_no")),
    )
    op.create_index(op.f("ix_review_published"), "review", ["published"], unique=False)
