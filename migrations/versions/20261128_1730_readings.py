"""Keep who looked at whose sensitive data: append-only, deleted after three years alone.

The trigger goes by the market's time, as every deadline does, and by days in Shanghai, as every
term: a deletion that comes too early is refused whoever asks for it.

Revision: 0027, after 0026
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

APPEND_ONLY = """
CREATE FUNCTION refuse_reading_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND (OLD.at AT TIME ZONE 'Asia/Shanghai')::date + interval '3 years'
      <= (market_now() AT TIME ZONE 'Asia/Shanghai')::date THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'readings are append-only and kept for three years';
END $$;

CREATE TRIGGER refuse_reading_change BEFORE UPDATE OR DELETE ON readings
  FOR EACH ROW EXECUTE FUNCTION refuse_reading_change();
"""


def upgrade() -> None:
    op.create_table(
        "readings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reader_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("owner_id <> organisation_id", name=op.f("ck_readings_of_another")),
        sa.ForeignKeyConstraint(["reader_id"], ["users.id"], name="fk_readings_reader_id"),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_readings_organisation_id"
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["organisations.id"], name="fk_readings_owner_id"),
        sa.PrimaryKeyConstraint("id", name="pk_readings"),
    )
    op.create_index("ix_readings_owner_id_at", "readings", ["owner_id", "at"], unique=False)
    op.create_index("ix_readings_at", "readings", ["at"], unique=False)
    op.execute(APPEND_ONLY)


def downgrade() -> None:
    op.drop_table("readings")
    op.execute("DROP FUNCTION refuse_reading_change()")
