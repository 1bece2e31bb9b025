"""Mark each saving of a company's unfinished lines, so that two people do not overwrite each other.

Revision: 0083, after 0082
"""

import sqlalchemy as sa
from alembic import op

revision = "0083"
down_revision = "0082"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("line_drafts", sa.Column("mark", sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    op.drop_column("line_drafts", "mark")
