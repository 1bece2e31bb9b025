"""Keep that a fee is to be taken back while an invoice of Stripe is waited for.

Revision: 0087, after 0086
"""

import sqlalchemy as sa
from alembic import op

revision = "0087"
down_revision = "0086"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("service_fees", sa.Column("take_back_asked_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    op.drop_column("service_fees", "take_back_asked_at")
