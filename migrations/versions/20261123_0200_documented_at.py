"""Note when a line's present contract was documented: a file may be uploaded long before.

Revision: 0016, after 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("lines", sa.Column("present_documented_at", sa.DateTime(timezone=True)))
    op.execute(
        "UPDATE lines SET present_documented_at = stored_files.created_at FROM stored_files "
        "WHERE stored_files.id = lines.present_evidence_id"
    )


def downgrade() -> None:
    op.drop_column("lines", "present_documented_at")
