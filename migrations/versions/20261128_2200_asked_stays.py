"""Keep when the rules were last asked of a stay: what changed since is asked again by itself.

A finding told of a missing paper long after the paper had come, until the member asked anew.

Revision: 0035, after 0060
"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0060"
branch_labels = None
depends_on = None


def upgrade() -> None:
    asked = sa.Column("rules_asked_at", sa.DateTime(timezone=True), nullable=True)
    op.add_column("participations", asked)


def downgrade() -> None:
    op.drop_column("participations", "rules_asked_at")
