"""Check the place that a waiting company took at the commit: a re-award brings both its rows.

Revision: 0015, after 0014
"""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

NAME = "fk_award_lines_award_id_place_of_line_id"
COLUMNS = ["award_id", "place_of_line_id"], ["award_id", "line_id"]


def upgrade() -> None:
    op.drop_constraint(op.f(NAME), "award_lines", type_="foreignkey")
    op.create_foreign_key(
        op.f(NAME), "award_lines", "award_lines", *COLUMNS, deferrable=True, initially="DEFERRED"
    )


def downgrade() -> None:
    op.drop_constraint(op.f(NAME), "award_lines", type_="foreignkey")
    op.create_foreign_key(op.f(NAME), "award_lines", "award_lines", *COLUMNS)
