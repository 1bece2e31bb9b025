"""Keep when Stripe was asked for a charge, and since when it refuses our key.

A charge never asked for ends without a look at Stripe. Of those that are under way it is not
known, so they count as asked for. While the key is refused nobody can pay, and no line leaves.

Revision: 0084, after 0083
"""

import sqlalchemy as sa
from alembic import op

revision = "0084"
down_revision = "0083"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("deposit_tries", sa.Column("called_at", sa.DateTime(timezone=True)))
    op.execute("UPDATE deposit_tries SET called_at = asked_at WHERE kind = 'charge'")
    op.create_table(
        "payment_troubles",
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("act", name="pk_payment_troubles"),
    )


def downgrade() -> None:
    op.drop_table("payment_troubles")
    op.drop_column("deposit_tries", "called_at")
