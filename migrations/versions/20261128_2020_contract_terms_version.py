"""Keep which standing text a contract was printed with: its payment days follow from it.

Revision: 0042, after 0041
"""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("contracts", sa.Column("terms_version", sa.Text()))
    op.execute(
        "UPDATE contracts SET terms_version = 'ST-2026-1' WHERE document_sha256 IS NOT NULL"
    )


def downgrade() -> None:
    op.drop_column("contracts", "terms_version")
