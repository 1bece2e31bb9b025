"""Keep of a licence its holder, class, reach, scan, and when a reviewer looked it up.

Licences that sell no cross-border line are taken in too, so that a reviewer can say so. Those of
before stay as they are: nothing of them was looked up. Revision: 0019, after 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

SCOPES = "ARRAY['A11-4','A14-1','A14-4','A24-1','A26','B11','B13','B14','B21']"
SCOPES_BEFORE = "ARRAY['A11-4','A14-1','A14-4']"
FILES = ("authorisation_id", "evidence_id", "lookup_evidence_id")
TEXTS = ("geographic_scope", "holder_name", "gateway_city", "handover_pop", "lookup_note")
CHECKS = {
    "licence_class": "licence_class IN ('A1', 'A2', 'B1', 'B2')",
    "holder_shape": "holder_uscc ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'",
    "genuine": "NOT (forged_or_lent AND state = 'verified')",
    "looked_up_tells": "(looked_up_on IS NULL) = (forged_or_lent IS NULL)",
}


def upgrade() -> None:
    for name in TEXTS:
        op.add_column("licences", sa.Column(name, sa.Text, server_default="", nullable=False))
    op.add_column("licences", sa.Column("licence_class", sa.String(32)))
    op.add_column("licences", sa.Column("holder_uscc", sa.Text))
    op.add_column("licences", sa.Column("looked_up_on", sa.Date))
    op.add_column("licences", sa.Column("looked_up_by", sa.Uuid))
    op.add_column("licences", sa.Column("forged_or_lent", sa.Boolean))
    for name in FILES:
        op.add_column("licences", sa.Column(name, sa.Uuid))
        op.create_foreign_key(f"fk_licences_{name}", "licences", "stored_files", [name], ["id"])
    op.create_index("ix_licences_holder_uscc", "licences", ["holder_uscc"])
    for name, rule in CHECKS.items():
        op.create_check_constraint(op.f(f"ck_licences_{name}"), "licences", rule)
    _scopes(SCOPES)


def downgrade() -> None:
    _scopes(SCOPES_BEFORE)
    for name in CHECKS:
        op.drop_constraint(op.f(f"ck_licences_{name}"), "licences", type_="check")
    op.drop_index("ix_licences_holder_uscc", "licences")
    made = ("licence_class", "holder_uscc", "looked_up_on", "looked_up_by", "forged_or_lent")
    for name in (*FILES, *made, *TEXTS):
        op.drop_column("licences", name)


def _scopes(known: str) -> None:
    op.drop_constraint(op.f("ck_licences_scopes"), "licences", type_="check")
    op.create_check_constraint(
        op.f("ck_licences_scopes"), "licences", f"scopes <@ {known} AND cardinality(scopes) > 0"
    )
