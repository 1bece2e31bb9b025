"""Keep how far deposits were judged, so that the sweep judges only where something has moved.

Revision: 0082, after 0081
"""

import sqlalchemy as sa
from alembic import op

revision = "0082"
down_revision = "0081"
branch_labels = None
depends_on = None

OPEN = "state IN ('due', 'saved', 'charging', 'confirming', 'held', 'claimed')"


def upgrade() -> None:
    op.create_table(
        "deposit_looks",
        sa.Column("group_buy_id", sa.Uuid(), nullable=False),
        sa.Column("chain_length", sa.BigInteger(), nullable=False),
        sa.Column("look_again_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_buy_id"],
            ["group_buys.id"],
            name="fk_deposit_looks_group_buy_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("group_buy_id", name="pk_deposit_looks"),
    )
    op.create_index(
        "ix_deposits_open", "deposits", ["group_buy_id"], postgresql_where=sa.text(OPEN)
    )


def downgrade() -> None:
    op.drop_index("ix_deposits_open", "deposits")
    op.drop_table("deposit_looks")
