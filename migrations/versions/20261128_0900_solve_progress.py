"""Tell how far a computation is, let it be cancelled, and keep the proof of its result.

Progress has a table of its own: it is written about once a second and must not touch the row that
holds the documents. Revision: 0017, after 0016
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

BEFORE = "state IN ('requested', 'solved', 'infeasible', 'failed')"
AFTER = "state IN ('requested', 'solved', 'infeasible', 'failed', 'cancelled')"
ONE_PROOF = "certificate_id IS NULL OR proof_of_id IS NULL"


def upgrade() -> None:
    op.create_unique_constraint("uq_solves_id_group_buy_id", "solves", ["id", "group_buy_id"])
    op.create_table(
        "solve_progress",
        sa.Column("solve_id", sa.Uuid(), nullable=False),
        sa.Column("group_buy_id", sa.Uuid(), nullable=False),
        sa.Column("best_minor", sa.BigInteger()),
        sa.Column("bound_minor", sa.BigInteger(), nullable=False),
        sa.Column("nodes", sa.BigInteger(), nullable=False),
        sa.Column("spent_ms", sa.BigInteger(), nullable=False),
        sa.Column("steps", postgresql.JSONB(), nullable=False),
        sa.Column("told", sa.Integer(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["solve_id", "group_buy_id"],
            ["solves.id", "solves.group_buy_id"],
            name="fk_solve_progress_solve_id_group_buy_id",
        ),
        sa.PrimaryKeyConstraint("solve_id", name="pk_solve_progress"),
    )
    op.add_column("solves", sa.Column("certificate_id", sa.Uuid()))
    op.add_column("solves", sa.Column("proof_of_id", sa.Uuid()))
    op.create_foreign_key(
        "fk_solves_certificate_id", "solves", "stored_files", ["certificate_id"], ["id"]
    )
    op.create_foreign_key("fk_solves_proof_of_id", "solves", "solves", ["proof_of_id"], ["id"])
    op.create_check_constraint(op.f("ck_solves_one_proof"), "solves", ONE_PROOF)
    _states(AFTER)


def downgrade() -> None:
    op.execute("UPDATE solves SET state = 'failed' WHERE state = 'cancelled'")
    _states(BEFORE)
    op.drop_constraint(op.f("ck_solves_one_proof"), "solves", type_="check")
    op.drop_column("solves", "proof_of_id")
    op.drop_column("solves", "certificate_id")
    op.drop_table("solve_progress")
    op.drop_constraint("uq_solves_id_group_buy_id", "solves", type_="unique")


def _states(allowed: str) -> None:
    op.drop_constraint(op.f("ck_solves_state"), "solves", type_="check")
    op.create_check_constraint(op.f("ck_solves_state"), "solves", allowed)
