"""Keep which object at Stripe each booking of money came from.

One row for each object that moved money, written in the transaction of its entry in the ledger:
the same charge or refund is never booked twice, and the daily reconciliation holds these rows
against Stripe.

Revision: 0050, after 0038
"""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "stripe_bookings",
        sa.Column("stripe_id", sa.Text(), nullable=False),
        sa.Column("entry_number", sa.BigInteger(), nullable=False),
        sa.Column("about_kind", sa.String(32)),
        sa.Column("about_id", sa.Uuid()),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.CheckConstraint("amount_minor <> 0", name=op.f("ck_stripe_bookings_amount")),
        sa.CheckConstraint(
            "about_kind IN ('deposit', 'service_fee')", name=op.f("ck_stripe_bookings_about_kind")
        ),
        sa.CheckConstraint(
            "(about_kind IS NULL) = (about_id IS NULL)", name=op.f("ck_stripe_bookings_about")
        ),
        sa.ForeignKeyConstraint(
            ["entry_number"],
            ["ledger_entries.number"],
            name=op.f("fk_stripe_bookings_entry_number_ledger_entries"),
        ),
        sa.PrimaryKeyConstraint("stripe_id", name=op.f("pk_stripe_bookings")),
    )
    op.create_index(
        op.f("ix_stripe_bookings_entry_number"), "stripe_bookings", ["entry_number"]
    )
    op.create_index("ix_stripe_bookings_about", "stripe_bookings", ["about_kind", "about_id"])
    op.execute(
        "CREATE TRIGGER refuse_ledger_change BEFORE UPDATE OR DELETE OR TRUNCATE ON stripe_bookings "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change()"
    )


def downgrade() -> None:
    op.drop_table("stripe_bookings")
