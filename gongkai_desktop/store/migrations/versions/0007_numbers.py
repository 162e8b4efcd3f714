"""Numbers of letters, events of a kind and arrivals by channel are looked up in an index."""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_INDEXES = {
    "ix_request_reply_no": ("request", ["reply_no"]),
    "ix_event_type_date": ("event", ["type", "date"]),
    "ix_letter_number": ("letter", ["number"]),
    "ix_view_arrived": ("current_view", ["counted", "received_date", "decided_date", "channel"]),
}


def upgrade() -> None:
    """Make the indexes; no row changes."""
    for name, (table, columns) in _INDEXES.items():
        op.create_index(name, table, columns, unique=False)
