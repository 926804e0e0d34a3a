"""Alembic's way into our schema. storage/migrate.py runs it and hands over a connection in an open transaction."""

from alembic import context

from storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite changes a table by building it anew
    transactional_ddl=True,  # both databases take schema changes back; Alembic does not believe it of SQLite
)
with context.begin_transaction():
    context.run_migrations()
