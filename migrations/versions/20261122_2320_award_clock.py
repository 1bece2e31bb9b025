"""Know which problem a solve solved, since when a standstill runs, and when a complaint ended.

A solve's `problem_sha256` finds twins without reading documents. `clock_resumed_at` is the day from
which the days left of a standstill are counted after a complaint. Revision: 0012, after 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.add_column("solves", sa.Column("problem_sha256", sa.Text))
    op.add_column("awards", sa.Column("clock_resumed_at", moment))
    op.add_column("award_complaints", sa.Column("withdrawn_at", moment))
    op.create_check_constraint(
        op.f("ck_award_complaints_withdrawn"),
        "award_complaints",
        "(state = 'withdrawn') = (withdrawn_at IS NOT NULL)",
    )


def downgrade() -> None:
    op.drop_constraint(op.f("ck_award_complaints_withdrawn"), "award_complaints", type_="check")
    op.drop_column("award_complaints", "withdrawn_at")
    op.drop_column("awards", "clock_resumed_at")
    op.drop_column("solves", "problem_sha256")
