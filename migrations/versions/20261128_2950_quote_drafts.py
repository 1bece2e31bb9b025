"""Keep what a carrier types of its quote: one encrypted paper for each invited carrier.

A carrier prices for hours and lost all of it with the browser. The papers are of equal size and
written for every invited carrier when an RFQ is issued, so that none tells whether one began;
those of RFQs that are out already are written at the first saving.

Revision: 0071, after 0070
"""

import sqlalchemy as sa
from alembic import op

revision = "0071"
down_revision = "0070"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "quote_drafts",
        sa.Column("rfq_id", sa.Uuid(), nullable=False),
        sa.Column("carrier_id", sa.Uuid(), nullable=False),
        sa.Column("paper", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("rfq_id", "carrier_id", name=op.f("pk_quote_drafts")),
        sa.ForeignKeyConstraint(
            ["rfq_id", "carrier_id"],
            ["sealed_quotes.rfq_id", "sealed_quotes.carrier_id"],
            name=op.f("fk_quote_drafts_rfq_id_carrier_id"),
        ),
    )


def downgrade() -> None:
    op.drop_table("quote_drafts")
