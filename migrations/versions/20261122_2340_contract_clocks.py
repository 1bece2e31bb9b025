"""Note on each contract when its carrier should have decided the user archives.

Frozen when the contract is drawn, like the day to sign by: a later setting moves neither.

Revision: 0014, after 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("contracts", sa.Column("archive_due_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    op.drop_column("contracts", "archive_due_at")
