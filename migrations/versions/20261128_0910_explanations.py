"""Keep why an award is as it is: each line's options, and what each rule costs.

Revision: 0018, after 0017
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "explanations",
        sa.Column("solve_id", sa.Uuid(), nullable=False),
        sa.Column("group_buy_id", sa.Uuid(), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("requested_by", sa.Uuid()),
        sa.Column("explained_at", sa.DateTime(timezone=True)),
        sa.Column("failure", sa.Text()),
        sa.Column("rules", postgresql.JSONB()),
        sa.Column("lines", postgresql.JSONB()),
        sa.CheckConstraint(
            "explained_at IS NULL OR failure IS NOT NULL OR (rules IS NOT NULL AND lines IS NOT NULL)",
            name=op.f("ck_explanations_whole"),
        ),
        sa.CheckConstraint(
            "failure IS NULL OR explained_at IS NOT NULL", name=op.f("ck_explanations_ended")
        ),
        sa.ForeignKeyConstraint(
            ["solve_id", "group_buy_id"],
            ["solves.id", "solves.group_buy_id"],
            name="fk_explanations_solve_id_group_buy_id",
        ),
        sa.PrimaryKeyConstraint("solve_id", name="pk_explanations"),
    )


def downgrade() -> None:
    op.drop_table("explanations")
