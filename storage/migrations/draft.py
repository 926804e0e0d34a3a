"""Write the next revision from what the tables say: `python -m storage.migrations.draft "what changes"`.

For who changes a table. What it writes is a draft: read it, and give new columns without null a server default, or
rows that are there already cannot take them. `--first` rewrites the first revision; after a release never again.
"""

import argparse
import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext

from storage import migrate
from storage.door import open_engine
from storage.tables import metadata

VERSIONS = migrate.HERE / "versions"
TEMPLATE = '''"""{message}."""

import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = {below!r}
branch_labels = None
depends_on = None


def upgrade() -> None:
    {up}


def downgrade() -> None:
    {down}
'''


def draft(message: str, first: bool = False) -> str:
    """The text of the revision that leads from the present one (with `first`: from nothing) to the tables."""
    with TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{Path(folder) / 'draft.db'}")
        if not first:
            migrate.upgrade(engine)
        with engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"render_as_batch": not first})
            script = produce_migrations(context, metadata)
            assert script.upgrade_ops is not None and script.downgrade_ops is not None
            up, down = (
                render_python_code(ops, render_as_batch=not first, render_item=plain_type, migration_context=context)
                for ops in (script.upgrade_ops, script.downgrade_ops)
            )
        engine.dispose()
    up, down = (re.sub(r" *# ###.*\n?", "", part).strip() for part in (up, down))
    below = None if first else migrate.head()
    return TEMPLATE.format(message=message, revision=_number(below), below=below, up=up, down=down)


def plain_type(kind: str, item: Any, _: Any) -> str | Literal[False]:
    """SQLModel's own types as SQLAlchemy's: a revision must not change its meaning with a new SQLModel."""
    name = type(item).__name__
    if kind == "type" and name == "UTCDateTime":
        return "sa.DateTime(timezone=True)"
    if kind == "type" and name == "AutoString":
        return f"sa.String(length={item.length})" if item.length else "sa.String()"
    return "sa.JSON()" if kind == "type" and name == "JSON" else False


def _number(below: str | None) -> str:
    return f"{int(below or 0) + 1:04}"


def main() -> None:
    """Write the file and name it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("message", help='what changes, such as "units have a telephone number"')
    parser.add_argument("--first", action="store_true", help="from nothing: rewrites the first revision")
    given = parser.parse_args()
    content = draft(given.message, given.first)
    number = re.search(r'^revision = "(\d+)"', content, re.MULTILINE)
    assert number is not None
    path = VERSIONS / f"{number[1]}_{re.sub('[^a-z0-9]+', '_', given.message.lower()).strip('_')}.py"
    path.write_text(content, encoding="utf-8")
    sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    main()
