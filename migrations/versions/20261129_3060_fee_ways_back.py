"""Keep how what was paid twice for a fee went back when its refund was refused or failed.

Revision: 0086, after 0085
"""

import sqlalchemy as sa
from alembic import op

revision = "0086"
down_revision = "0085"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "service_fees",
        sa.Column("refund_refusals", sa.Integer(), server_default="0", nullable=False),
    )
    op.add_column("service_fees", sa.Column("returned_on", sa.Date()))
    op.add_column("service_fees", sa.Column("return_reference", sa.Text()))
    op.add_column(
        "service_fees",
        sa.Column("returned_minor", sa.BigInteger(), server_default="0", nullable=False),
    )
    op.create_check_constraint(
        op.f("ck_service_fees_returned"),
        "service_fees",
        "(returned_on IS NULL) = (return_reference IS NULL) "
        "AND (returned_on IS NULL) = (returned_minor = 0) AND returned_minor >= 0",
    )


def downgrade() -> None:
    op.drop_constraint(op.f("ck_service_fees_returned"), "service_fees")
    for column in ("returned_minor", "return_reference", "returned_on", "refund_refusals"):
        op.drop_column("service_fees", column)
