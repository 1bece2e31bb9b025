"""Add the corridors from Lingang; lengths and floors computed from the coordinates.

Revision: 0004, after 0003
"""

from datetime import UTC, datetime
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

from marketplace.domain.corridors import CITIES, corridor_values

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    made_at = datetime(2026, 11, 22, tzinfo=UTC)
    rows = [{"id": uuid4(), "created_at": made_at, **corridor_values(c)} for c in CITIES]
    corridors = sa.table("corridors", *(sa.column(name) for name in rows[0]))
    op.bulk_insert(corridors, rows)


def downgrade() -> None:
    codes = ", ".join(f"'SHA-{city.code}'" for city in CITIES)
    op.execute(f"DELETE FROM corridors WHERE code IN ({codes})")
