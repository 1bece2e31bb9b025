"""Add the job queue's own tables and functions, as procrastinate 3.10 ships them.

Revision: 0003, after 0002
"""

from alembic import op
from procrastinate.schema import SchemaManager

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.get_bind().exec_driver_sql(SchemaManager.get_schema().replace("%", "%%"))


def downgrade() -> None:
    op.get_bind().exec_driver_sql(
        """
        DO $$ DECLARE t record; BEGIN
          FOR t IN SELECT tablename FROM pg_tables
            WHERE schemaname = current_schema() AND tablename LIKE 'procrastinate_%%' LOOP
            EXECUTE 'DROP TABLE ' || quote_ident(t.tablename) || ' CASCADE';
          END LOOP;
          FOR t IN SELECT oid::regprocedure AS f FROM pg_proc
            WHERE pronamespace = current_schema()::regnamespace
              AND proname LIKE 'procrastinate_%%' LOOP
            EXECUTE 'DROP FUNCTION ' || t.f || ' CASCADE';
          END LOOP;
          FOR t IN SELECT typname FROM pg_type
            WHERE typnamespace = current_schema()::regnamespace
              AND typname LIKE 'procrastinate_%%' AND typtype IN ('e', 'c') LOOP
            EXECUTE 'DROP TYPE ' || quote_ident(t.typname) || ' CASCADE';
          END LOOP;
        END $$;
        """
    )
