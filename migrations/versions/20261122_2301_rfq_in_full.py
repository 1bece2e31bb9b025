"""Add questions, amendments, profiles, re-runs and the counting of quotes without opening them.

Revision: 0007, after 0006
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_constraint(op.f("ck_rfqs_state"), "rfqs", type_="check")

    op.create_table(
        "rfq_amendments",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rfq_id", sa.Uuid(), nullable=False),
        sa.Column("group_buy_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("changes", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("due_before_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_after_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("amended_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("amended_by", sa.Uuid(), nullable=False),
        sa.CheckConstraint("due_after_at >= due_before_at", name=op.f("ck_rfq_amendments_never_earlier")),
        sa.ForeignKeyConstraint(
            ["rfq_id", "group_buy_id"],
            ["rfqs.id", "rfqs.group_buy_id"],
            name="fk_rfq_amendments_rfq_id_group_buy_id",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_rfq_amendments"),
        sa.UniqueConstraint("rfq_id", "number", name="uq_rfq_amendments_rfq_id_number"),
    )
    op.create_table(
        "rfq_questions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rfq_id", sa.Uuid(), nullable=False),
        sa.Column("group_buy_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("carrier_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "asked",
                "answered",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("survey_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'answered') = (answered_at IS NOT NULL)", name=op.f("ck_rfq_questions_answered")
        ),
        sa.CheckConstraint("kind IN ('question', 'survey')", name=op.f("ck_rfq_questions_kind")),
        sa.ForeignKeyConstraint(
            ["carrier_id"], ["organisations.id"], name="fk_rfq_questions_carrier_id"
        ),
        sa.ForeignKeyConstraint(
            ["rfq_id", "group_buy_id"],
            ["rfqs.id", "rfqs.group_buy_id"],
            name="fk_rfq_questions_rfq_id_group_buy_id",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_rfq_questions"),
        sa.UniqueConstraint("rfq_id", "number", name="uq_rfq_questions_rfq_id_number"),
    )
    op.add_column(
        "quotes", sa.Column("firm_down_to_bps", sa.Integer(), server_default="0", nullable=False)
    )
    op.add_column(
        "rfqs",
        sa.Column(
            "profile",
            sa.Enum(
                "simple",
                "strict",
                name="profile",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            server_default="simple",
            nullable=False,
        ),
    )
    op.add_column("rfqs", sa.Column("rerun_of_id", sa.Uuid(), nullable=True))
    op.add_column("rfqs", sa.Column("rerun_reason", sa.Text(), nullable=True))
    op.add_column("rfqs", sa.Column("notes", sa.Text(), server_default="", nullable=False))
    op.add_column("rfqs", sa.Column("questions_due_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("rfqs", sa.Column("allowed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("rfqs", sa.Column("allowed_by", sa.Uuid(), nullable=True))
    op.add_column("rfqs", sa.Column("allowed_reason", sa.Text(), nullable=True))
    op.create_foreign_key("fk_rfqs_rerun_of_id", "rfqs", "rfqs", ["rerun_of_id"], ["id"])
    op.add_column(
        "sealed_quotes", sa.Column("presence", sa.LargeBinary(), server_default="", nullable=False)
    )

    op.create_check_constraint(
        op.f("ck_quotes_firm_down_to"), "quotes", "firm_down_to_bps BETWEEN 0 AND 10000"
    )
    op.create_check_constraint(
        op.f("ck_rfqs_state"),
        "rfqs",
        "state IN ('quoting', 'short', 'opened', 'failed', 'void')",
    )


def downgrade() -> None:
    op.drop_constraint(op.f("ck_rfqs_state"), "rfqs", type_="check")

    op.drop_column("sealed_quotes", "presence")
    op.drop_constraint("fk_rfqs_rerun_of_id", "rfqs", type_="foreignkey")
    op.drop_column("rfqs", "allowed_reason")
    op.drop_column("rfqs", "allowed_by")
    op.drop_column("rfqs", "allowed_at")
    op.drop_column("rfqs", "questions_due_at")
    op.drop_column("rfqs", "notes")
    op.drop_column("rfqs", "rerun_reason")
    op.drop_column("rfqs", "rerun_of_id")
    op.drop_column("rfqs", "profile")
    op.drop_column("quotes", "firm_down_to_bps")
    op.drop_table("rfq_questions")
    op.drop_table("rfq_amendments")

    op.create_check_constraint(
        op.f("ck_rfqs_state"), "rfqs", ("state IN ('quoting', 'opened', 'failed', 'void')")
    )
