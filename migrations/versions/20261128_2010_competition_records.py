"""Keep the organiser's record of the effect on competition, signed off before the lock.

Revision: 0041, after 0040
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "competition_records",
        sa.Column("group_buy_id", sa.Uuid(), nullable=False),
        sa.Column("efficiency", sa.Text(), nullable=False),
        sa.Column("small_firms", sa.Text(), nullable=False),
        sa.Column("no_restriction", sa.Text(), nullable=False),
        sa.Column("fair_share", sa.Text(), nullable=False),
        sa.Column("local_demand_share_bps", sa.Integer(), nullable=False),
        sa.Column("share_basis", sa.Text(), nullable=False),
        sa.Column("legal_review_id", sa.Uuid()),
        sa.Column("figures", postgresql.JSONB(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signed_by", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "local_demand_share_bps BETWEEN 0 AND 10000", name=op.f("ck_competition_records_share")
        ),
        sa.ForeignKeyConstraint(
            ["group_buy_id"], ["group_buys.id"], name="fk_competition_records_group_buy_id"
        ),
        sa.ForeignKeyConstraint(
            ["legal_review_id"], ["stored_files.id"], name="fk_competition_records_legal_review_id"
        ),
        sa.ForeignKeyConstraint(
            ["signed_by"], ["users.id"], name="fk_competition_records_signed_by"
        ),
        sa.PrimaryKeyConstraint("group_buy_id", name="pk_competition_records"),
    )


def downgrade() -> None:
    op.drop_table("competition_records")
