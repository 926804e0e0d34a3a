"""The schema for the tests: as the migrations make it, which is what an office has.

While somebody changes a table and has not written the migration yet, the tables as they are declared serve instead, so
that one test fails and not all of them.
"""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, text

from storage import migrate
from storage.tables import metadata

DRIFT = 'tables changed without a migration: python -m storage.migrations.draft "what changes"'


def differences(engine: Engine) -> list[str]:
    """How the database differs from the tables as they are declared."""
    with engine.connect() as connection:
        return [str(one) for one in compare_metadata(MigrationContext.configure(connection), metadata)]


def make(engine: Engine) -> bool:
    """Put the schema into an empty database. False: it is the declared one, as the migrations make another."""
    migrate.upgrade(engine)
    if not differences(engine):
        return True
    migrate.downgrade(engine, migrate.NOTHING)
    metadata.create_all(engine)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": migrate.head()})
    return False
