"""Keep under which reference a carrier filed an internal VPN (USE-11).

Revision: 0043, after 0042
"""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("contract_lines", sa.Column("vpn_filing", sa.Text()))


def downgrade() -> None:
    op.drop_column("contract_lines", "vpn_filing")
