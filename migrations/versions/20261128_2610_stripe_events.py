"""Keep what Stripe tells us as it came, and every comparison of Stripe with the ledger.

Events are never changed but for the marks of their processing, and are deleted only when they are
90 days old: they may name a payer. Bookings get the real time at which they were made, for a
comparison looks back in Stripe's time, which no demo's clock moves.

Revision: 0051, after 0050
"""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
KEEP_EVENTS = """
CREATE FUNCTION keep_stripe_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.received_at > clock_timestamp() - interval '90 days' THEN
      RAISE EXCEPTION 'stripe_events are kept for 90 days';
    END IF;
    RETURN OLD;
  END IF;
  IF (NEW.id, NEW.type, NEW.object_kind, NEW.object_id, NEW.livemode, NEW.happened_at,
      NEW.received_at, NEW.body)
     IS DISTINCT FROM
     (OLD.id, OLD.type, OLD.object_kind, OLD.object_id, OLD.livemode, OLD.happened_at,
      OLD.received_at, OLD.body) THEN
    RAISE EXCEPTION 'stripe_events is append-only but for its marks';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_stripe_event BEFORE UPDATE OR DELETE ON stripe_events
  FOR EACH ROW EXECUTE FUNCTION keep_stripe_event();
"""
OUTCOMES = "'recorded', 'not_ours', 'noted', 'other_mode', 'failed'"
KINDS = "'not_booked', 'not_at_stripe', 'amount', 'currency', 'unknown_move', 'balance'"


def upgrade() -> None:
    op.add_column(
        "stripe_bookings",
        sa.Column("booked_at", INSTANT, server_default=sa.func.clock_timestamp(), nullable=False),
    )
    op.create_index("ix_stripe_bookings_booked_at", "stripe_bookings", ["booked_at"])
    _events()
    _checks()


def _events() -> None:
    op.create_table(
        "stripe_events",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("object_kind", sa.Text(), nullable=False),
        sa.Column("object_id", sa.Text(), nullable=False),
        sa.Column("livemode", sa.Boolean(), nullable=False),
        sa.Column("happened_at", INSTANT, nullable=False),
        sa.Column("received_at", INSTANT, server_default=sa.func.clock_timestamp(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("outcome", sa.String(32)),
        sa.Column("processed_at", INSTANT),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("fault", sa.Text()),
        sa.CheckConstraint(f"outcome IN ({OUTCOMES})", name=op.f("ck_stripe_events_outcome")),
        sa.CheckConstraint(
            "(outcome = 'failed') = (fault IS NOT NULL)", name=op.f("ck_stripe_events_fault")
        ),
        sa.CheckConstraint(
            "(outcome IS NULL) = (processed_at IS NULL)", name=op.f("ck_stripe_events_processed")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stripe_events")),
    )
    op.create_index("ix_stripe_events_received_at", "stripe_events", ["received_at"])
    op.create_index(
        "ix_stripe_events_open",
        "stripe_events",
        ["received_at"],
        postgresql_where=sa.text("outcome IS NULL OR outcome = 'failed'"),
    )
    op.execute(KEEP_EVENTS)


def _checks() -> None:
    op.create_table(
        "payment_checks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", INSTANT, server_default=sa.func.clock_timestamp(), nullable=False),
        sa.Column("asked_by", sa.Uuid()),
        sa.Column("since", INSTANT, nullable=False),
        sa.Column("reread", sa.Boolean(), nullable=False),
        sa.Column("ended_at", INSTANT),
        sa.Column("outcome", sa.String(32)),
        sa.Column("moves", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("mended", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("fault", sa.Text()),
        sa.CheckConstraint(
            "outcome IN ('agreed', 'differs', 'failed')", name=op.f("ck_payment_checks_outcome")
        ),
        sa.CheckConstraint(
            "(outcome IS NULL) = (ended_at IS NULL)", name=op.f("ck_payment_checks_ended")
        ),
        sa.CheckConstraint(
            "(outcome IS NOT NULL AND outcome = 'failed') = (fault IS NOT NULL)",
            name=op.f("ck_payment_checks_fault"),
        ),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["users.id"], name=op.f("fk_payment_checks_asked_by_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_checks")),
    )
    op.create_index("ix_payment_checks_asked_at", "payment_checks", ["asked_at"])
    op.create_table(
        "payment_differences",
        sa.Column("check_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("stripe_id", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("at_stripe_minor", sa.BigInteger()),
        sa.Column("booked_minor", sa.BigInteger()),
        sa.CheckConstraint(f"kind IN ({KINDS})", name=op.f("ck_payment_differences_kind")),
        sa.ForeignKeyConstraint(
            ["check_id"],
            ["payment_checks.id"],
            name=op.f("fk_payment_differences_check_id_payment_checks"),
        ),
        sa.PrimaryKeyConstraint("check_id", "position", name=op.f("pk_payment_differences")),
    )


def downgrade() -> None:
    op.drop_table("payment_differences")
    op.drop_table("payment_checks")
    op.drop_table("stripe_events")
    op.execute("DROP FUNCTION keep_stripe_event")
    op.drop_index("ix_stripe_bookings_booked_at", "stripe_bookings")
    op.drop_column("stripe_bookings", "booked_at")
