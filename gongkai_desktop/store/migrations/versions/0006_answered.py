"""What was answered when, and when it was due, is counted from an index."""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index; no row changes."""
    columns = ["counted", "decided_date", "due_date", "sent_date", "report_row"]
    op.create_index("ix_view_answered", "current_view", columns, unique=False)
