"""Screen the quotes at the opening: their origins, hits, hearings and decisions.

An award is refused by the database too while its RFQ was not screened or a hit holds it.

Revision: 0022, after 0018
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0022"
down_revision = "0020"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
GUARD = """
CREATE FUNCTION refuse_held_award() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM screen_runs r WHERE r.rfq_id = NEW.rfq_id) OR EXISTS (
    SELECT FROM screen_hits h
    WHERE h.rfq_id = NEW.rfq_id AND h.effect = 'hold' AND NOT EXISTS (
      SELECT FROM screen_decisions d
      WHERE d.hit_id = h.id AND d.outcome IN ('released', 'set_aside')))
  THEN
    RAISE EXCEPTION 'the award is held by a screen'
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'awards_screened';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER refuse_held_award BEFORE INSERT ON awards
  FOR EACH ROW EXECUTE FUNCTION refuse_held_award();

CREATE FUNCTION refuse_screen_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;

CREATE TRIGGER refuse_screen_change BEFORE UPDATE OR DELETE OR TRUNCATE ON screen_runs
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_screen_change();
CREATE TRIGGER refuse_screen_change BEFORE UPDATE OR DELETE OR TRUNCATE ON screen_hits
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_screen_change();
CREATE TRIGGER refuse_screen_change BEFORE UPDATE OR DELETE OR TRUNCATE ON screen_decisions
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_screen_change();

CREATE FUNCTION refuse_hearing_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.stated_at IS NOT NULL
    OR (NEW.hit_id, NEW.carrier_id, NEW.question, NEW.asked_at, NEW.asked_by, NEW.due_at)
      IS DISTINCT FROM
      (OLD.hit_id, OLD.carrier_id, OLD.question, OLD.asked_at, OLD.asked_by, OLD.due_at)
  THEN
    RAISE EXCEPTION 'the record of a hearing is not rewritten';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER refuse_hearing_change BEFORE UPDATE ON screen_hearings
  FOR EACH ROW EXECUTE FUNCTION refuse_hearing_change();
"""


def upgrade() -> None:
    op.create_table(
        "quote_origins",
        sa.Column("quote_id", sa.Uuid(), nullable=False),
        sa.Column("rfq_id", sa.Uuid(), nullable=False),
        sa.Column("sealed_by", sa.Uuid()),
        sa.Column("address", sa.Text(), server_default="", nullable=False),
        sa.Column("agent", sa.Text(), server_default="", nullable=False),
        sa.Column(
            "preparation", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["quote_id", "rfq_id"],
            ["quotes.id", "quotes.rfq_id"],
            name="fk_quote_origins_quote_id_rfq_id",
        ),
        sa.PrimaryKeyConstraint("quote_id", name="pk_quote_origins"),
    )
    op.create_table(
        "screen_runs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rfq_id", sa.Uuid(), nullable=False),
        sa.Column("group_buy_id", sa.Uuid(), nullable=False),
        sa.Column("screened_at", INSTANT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("settings", postgresql.JSONB(), nullable=False),
        sa.Column("facts_sha256", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["rfq_id", "group_buy_id"],
            ["rfqs.id", "rfqs.group_buy_id"],
            name="fk_screen_runs_rfq_id_group_buy_id",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_screen_runs"),
        sa.UniqueConstraint("rfq_id", name="uq_screen_runs_rfq_id"),
        sa.UniqueConstraint("id", "rfq_id", name="uq_screen_runs_id_rfq_id"),
    )
    op.create_table(
        "screen_hits",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("rfq_id", sa.Uuid(), nullable=False),
        sa.Column("group_buy_id", sa.Uuid(), nullable=False),
        sa.Column("screen", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("effect", sa.String(32), nullable=False),
        sa.Column("carriers", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("figures", postgresql.JSONB(), nullable=False),
        sa.Column("found_at", INSTANT, nullable=False),
        sa.CheckConstraint(
            "kind IN ('deemed', 'suspicion', 'hint')", name=op.f("ck_screen_hits_kind")
        ),
        sa.CheckConstraint("effect IN ('hold', 'warn')", name=op.f("ck_screen_hits_effect")),
        sa.ForeignKeyConstraint(
            ["run_id", "rfq_id"],
            ["screen_runs.id", "screen_runs.rfq_id"],
            name="fk_screen_hits_run_id_rfq_id",
        ),
        sa.ForeignKeyConstraint(
            ["group_buy_id"], ["group_buys.id"], name="fk_screen_hits_group_buy_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_screen_hits"),
        sa.UniqueConstraint(
            "run_id", "screen", "carriers", name="uq_screen_hits_run_id_screen_carriers"
        ),
        sa.UniqueConstraint("id", "group_buy_id", name="uq_screen_hits_id_group_buy_id"),
    )
    op.create_index("ix_screen_hits_rfq_id", "screen_hits", ["rfq_id"])
    op.create_table(
        "screen_hearings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("hit_id", sa.Uuid(), nullable=False),
        sa.Column("group_buy_id", sa.Uuid(), nullable=False),
        sa.Column("carrier_id", sa.Uuid(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("statement", sa.Text()),
        sa.Column("stated_at", INSTANT),
        sa.Column("stated_by", sa.Uuid()),
        sa.CheckConstraint("asked_at < due_at", name=op.f("ck_screen_hearings_window")),
        sa.CheckConstraint(
            "(statement IS NULL) = (stated_at IS NULL)", name=op.f("ck_screen_hearings_stated")
        ),
        sa.ForeignKeyConstraint(
            ["hit_id", "group_buy_id"],
            ["screen_hits.id", "screen_hits.group_buy_id"],
            name="fk_screen_hearings_hit_id_group_buy_id",
        ),
        sa.ForeignKeyConstraint(
            ["carrier_id"], ["organisations.id"], name="fk_screen_hearings_carrier_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_screen_hearings"),
        sa.UniqueConstraint("hit_id", "carrier_id", name="uq_screen_hearings_hit_id_carrier_id"),
    )
    op.create_index("ix_screen_hearings_carrier_id", "screen_hearings", ["carrier_id"])
    op.create_table(
        "screen_decisions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("hit_id", sa.Uuid(), nullable=False),
        sa.Column("outcome", sa.String(32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column(
            "set_aside", postgresql.ARRAY(sa.Uuid()), server_default="{}", nullable=False
        ),
        sa.Column("decided_at", INSTANT, nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('released', 'upheld', 'set_aside')",
            name=op.f("ck_screen_decisions_outcome"),
        ),
        sa.CheckConstraint("length(trim(reason)) > 0", name=op.f("ck_screen_decisions_reasoned")),
        sa.CheckConstraint(
            "(outcome = 'set_aside') = (cardinality(set_aside) > 0)",
            name=op.f("ck_screen_decisions_who_is_set_aside"),
        ),
        sa.ForeignKeyConstraint(
            ["hit_id"], ["screen_hits.id"], name="fk_screen_decisions_hit_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_screen_decisions"),
    )
    op.create_index("ix_screen_decisions_hit_id", "screen_decisions", ["hit_id"])
    op.create_index(
        "uq_screen_decisions_final",
        "screen_decisions",
        ["hit_id"],
        unique=True,
        postgresql_where=sa.text("outcome IN ('released', 'set_aside')"),
    )
    op.execute(GUARD)


def downgrade() -> None:
    op.execute("DROP TRIGGER refuse_held_award ON awards; DROP FUNCTION refuse_held_award;")
    for table in (
        "screen_decisions",
        "screen_hearings",
        "screen_hits",
        "screen_runs",
        "quote_origins",
    ):
        op.drop_table(table)
    op.execute("DROP FUNCTION refuse_screen_change; DROP FUNCTION refuse_hearing_change;")
