"""Power of attorney of an agent, and the request that another one repeats."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the two columns, empty for what is registered already."""
    for table, column in (("applicant", "authority"), ("request", "repeat_of")):
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column(column, sa.Text(), nullable=False, server_default=""))
    for table, column in (("applicant", "authority"), ("request", "repeat_of")):
        with op.batch_alter_table(table) as batch:
            batch.alter_column(column, server_default=None)
