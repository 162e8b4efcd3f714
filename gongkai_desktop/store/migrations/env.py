"""Alembic's entry: the connection is handed over, the transaction is the caller's."""

from __future__ import annotations

from alembic import context

from gongkai_desktop.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
