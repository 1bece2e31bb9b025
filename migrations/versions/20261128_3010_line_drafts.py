"""Keep the lines that a company is still writing down for a group buy, as typed.

A draft is read by its company alone, and deleted when it joins, throws it away, or can join no
more. It counts for nothing.

Revision: 0081, after 0080
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0081"
down_revision = "0080"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "line_drafts",
        sa.Column("group_buy_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("typed", postgresql.JSONB(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "jsonb_typeof(typed) = 'object' AND pg_column_size(typed) <= 400000",
            name=op.f("ck_line_drafts_typed"),
        ),
        sa.ForeignKeyConstraint(
            ["group_buy_id"], ["group_buys.id"], name="fk_line_drafts_group_buy_id"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["organisations.id"], name="fk_line_drafts_member_id"
        ),
        sa.PrimaryKeyConstraint("group_buy_id", "member_id", name="pk_line_drafts"),
    )


def downgrade() -> None:
    op.drop_table("line_drafts")
