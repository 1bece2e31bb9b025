"""Record of a line in service: its filing with public security, compensation for lateness.

Revision: 0032, after 0031
"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

COLUMNS = {
    "security_filing": sa.Text(),
    "security_filed_on": sa.Date(),
    "late_compensation_minor": sa.BigInteger(),
    "late_compensated_on": sa.Date(),
}
CHECKS = {
    "filing_with_day": "(security_filing IS NULL) = (security_filed_on IS NULL)",
    "compensation_with_day": (
        "(late_compensation_minor IS NULL) = (late_compensated_on IS NULL)"
    ),
    "in_service": (
        "live_on IS NOT NULL OR (security_filing IS NULL AND late_compensation_minor IS NULL)"
    ),
    "late_compensation_minor_amount": "late_compensation_minor BETWEEN 0 AND 900000000000000",
}


def upgrade() -> None:
    for name, kind in COLUMNS.items():
        op.add_column("contract_lines", sa.Column(name, kind))
    for name, rule in CHECKS.items():
        op.create_check_constraint(op.f(f"ck_contract_lines_{name}"), "contract_lines", rule)


def downgrade() -> None:
    for name in CHECKS:
        op.drop_constraint(op.f(f"ck_contract_lines_{name}"), "contract_lines")
    for name in COLUMNS:
        op.drop_column("contract_lines", name)
