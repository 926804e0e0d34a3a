"""The audit and the seals over it only grow: the database itself refuses to change, delete or replace a line."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

REFUSED = "the audit only grows"
TABLES = ("audit", "seal")

# REPLACE deletes a row without telling the DELETE trigger, so an INSERT onto a line that is there is refused too; a
# seal could also be replaced by what is unique in it.
SAME = {
    "audit": "id = NEW.id",
    "seal": "id = NEW.id OR upto = NEW.upto OR previous = NEW.previous",
}
SQLITE = {
    "no_update": "BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{refused}'); END",
    "no_delete": "BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, '{refused}'); END",
    "no_replace": "BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) "
    "BEGIN SELECT RAISE(ABORT, '{refused}'); END",
}
POSTGRESQL = {
    "no_change": "BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
    "no_truncate": "BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
}
FUNCTION = f"""
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'restrict_violation'; END $$
"""


def upgrade() -> None:
    if not _is_sqlite():
        op.execute(FUNCTION)
    for table in TABLES:
        for name, body in (SQLITE if _is_sqlite() else POSTGRESQL).items():
            told = body.format(table=table, same=SAME[table], refused=REFUSED)
            op.execute(f"CREATE TRIGGER {table}_{name} {told}")


def downgrade() -> None:
    """Where somebody has taken a guard away already, a restore must not stop at that."""
    for table in TABLES:
        if _is_sqlite():
            for name in SQLITE:
                op.execute(f"DROP TRIGGER IF EXISTS {table}_{name}")
        else:
            for name in POSTGRESQL:
                op.execute(f"DROP TRIGGER IF EXISTS {table}_{name} ON {table}")
    if not _is_sqlite():
        op.execute("DROP FUNCTION IF EXISTS audit_refuse()")


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"
