"""Keep what an organiser states of itself and of its group buy before it opens.

Revision: 0040, after 0032
"""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0032"
branch_labels = None
depends_on = None

ANSWERS = (
    "public_body",
    "state_owned",
    "fiscal_funds",
    "construction_project",
    "designated_carrier",
    "hidden_rebate",
    "beyond_line_purchase",
    "member_exclusivity",
    "boycott_terms",
    "names_a_supplier",
    "unequal_information",
)


def upgrade() -> None:
    op.create_table(
        "organiser_statements",
        sa.Column("group_buy_id", sa.Uuid(), nullable=False),
        *(sa.Column(name, sa.Boolean(), nullable=False) for name in ANSWERS),
        sa.Column("approval_id", sa.Uuid()),
        sa.Column("stated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stated_by", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_buy_id"], ["group_buys.id"], name="fk_organiser_statements_group_buy_id"
        ),
        sa.ForeignKeyConstraint(
            ["approval_id"], ["stored_files.id"], name="fk_organiser_statements_approval_id"
        ),
        sa.ForeignKeyConstraint(
            ["stated_by"], ["users.id"], name="fk_organiser_statements_stated_by"
        ),
        sa.PrimaryKeyConstraint("group_buy_id", name="pk_organiser_statements"),
    )


def downgrade() -> None:
    op.drop_table("organiser_statements")
