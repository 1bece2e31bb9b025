"""Add scenarios, complaints, re-awards, own choice and confirmations.

Revision: 0008, after 0007
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_constraint(op.f("ck_award_lines_acceptance"), "award_lines", type_="check")
    op.drop_constraint(op.f("ck_award_lines_decided"), "award_lines", type_="check")
    op.drop_constraint(op.f("ck_award_lines_served"), "award_lines", type_="check")

    op.create_table(
        "award_complaints",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("award_id", sa.Uuid(), nullable=False),
        sa.Column("group_buy_id", sa.Uuid(), nullable=False),
        sa.Column("complainant_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "filed",
                "dismissed",
                "upheld",
                "withdrawn",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("filed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("filed_by", sa.Uuid(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("effect", sa.Text(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state IN ('dismissed', 'upheld')) = (answered_at IS NOT NULL) AND (answered_at IS NULL) = (answer IS NULL) AND (state = 'upheld') <= (effect IS NOT NULL)",
            name=op.f("ck_award_complaints_answered"),
        ),
        sa.CheckConstraint(
            "effect IN ('none', 'reaward', 'rerun')", name=op.f("ck_award_complaints_effect")
        ),
        sa.ForeignKeyConstraint(
            ["award_id", "group_buy_id"],
            ["awards.id", "awards.group_buy_id"],
            name="fk_award_complaints_award_id_group_buy_id",
        ),
        sa.ForeignKeyConstraint(
            ["complainant_id"], ["organisations.id"], name="fk_award_complaints_complainant_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_award_complaints"),
    )
    op.create_index("ix_award_complaints_award_id", "award_complaints", ["award_id"], unique=False)
    op.create_table(
        "award_confirmations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("award_id", sa.Uuid(), nullable=False),
        sa.Column("group_buy_id", sa.Uuid(), nullable=False),
        sa.Column("carrier_id", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "pending",
                "confirmed",
                "released",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("awarded_mbps", sa.Integer(), nullable=False),
        sa.Column("accepted_mbps", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'pending') = (decided_at IS NULL)", name=op.f("ck_award_confirmations_decided")
        ),
        sa.CheckConstraint("asked_at < due_at", name=op.f("ck_award_confirmations_window")),
        sa.ForeignKeyConstraint(
            ["award_id", "group_buy_id"],
            ["awards.id", "awards.group_buy_id"],
            name="fk_award_confirmations_award_id_group_buy_id",
        ),
        sa.ForeignKeyConstraint(
            ["carrier_id"], ["organisations.id"], name="fk_award_confirmations_carrier_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_award_confirmations"),
        sa.UniqueConstraint(
            "award_id", "carrier_id", name="uq_award_confirmations_award_id_carrier_id"
        ),
    )
    op.create_index(
        "ix_award_confirmations_carrier_id", "award_confirmations", ["carrier_id"], unique=False
    )
    op.create_index(
        "ix_award_confirmations_due",
        "award_confirmations",
        ["due_at"],
        unique=False,
        postgresql_where=sa.text("state = 'pending'"),
    )
    op.add_column(
        "award_lines", sa.Column("held", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.add_column("award_lines", sa.Column("taken_carrier_id", sa.Uuid(), nullable=True))
    op.add_column("award_lines", sa.Column("taken_list_minor", sa.BigInteger(), nullable=True))
    op.add_column("award_lines", sa.Column("taken_discount_bps", sa.Integer(), nullable=True))
    op.add_column("award_lines", sa.Column("taken_price_minor", sa.BigInteger(), nullable=True))
    op.add_column("award_lines", sa.Column("taken_one_off_minor", sa.BigInteger(), nullable=True))
    op.add_column(
        "award_lines", sa.Column("taken_first_month_minor", sa.BigInteger(), nullable=True)
    )
    op.add_column("award_lines", sa.Column("taken_monthly_minor", sa.BigInteger(), nullable=True))
    op.add_column(
        "award_lines", sa.Column("consented_at", sa.DateTime(timezone=True), nullable=True)
    )
    op.add_column("award_lines", sa.Column("place_of_line_id", sa.Uuid(), nullable=True))
    op.create_unique_constraint(
        "uq_award_lines_award_id_place_of_line_id", "award_lines", ["award_id", "place_of_line_id"]
    )
    op.create_foreign_key(
        "fk_award_lines_award_id_place_of_line_id",
        "award_lines",
        "award_lines",
        ["award_id", "place_of_line_id"],
        ["award_id", "line_id"],
    )
    op.create_foreign_key(
        "fk_award_lines_taken_carrier_id",
        "award_lines",
        "organisations",
        ["taken_carrier_id"],
        ["id"],
    )
    op.add_column("awards", sa.Column("round", sa.Integer(), server_default="1", nullable=False))
    op.add_column("awards", sa.Column("previous_id", sa.Uuid(), nullable=True))
    op.add_column(
        "awards",
        sa.Column("parameters", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False),
    )
    op.add_column("awards", sa.Column("cheapest_minor", sa.BigInteger(), nullable=True))
    op.add_column(
        "awards", sa.Column("clock_stopped_at", sa.DateTime(timezone=True), nullable=True)
    )
    op.add_column("awards", sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("awards", sa.Column("superseded_reason", sa.Text(), nullable=True))
    op.create_foreign_key("fk_awards_previous_id", "awards", "awards", ["previous_id"], ["id"])
    op.add_column(
        "solves",
        sa.Column("parameters", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False),
    )

    op.create_check_constraint(
        op.f("ck_award_lines_above_ceiling_by_consent"),
        "award_lines",
        ("taken_price_minor <= ceiling_minor OR consented_at IS NOT NULL"),
    )
    op.create_check_constraint(
        op.f("ck_award_lines_acceptance"),
        "award_lines",
        (
            "acceptance IN ('pending', 'accepted', 'declined', 'chosen', 'lapsed', "
            "'unserved', 'released')"
        ),
    )
    op.create_check_constraint(
        op.f("ck_award_lines_decided"),
        "award_lines",
        ("(acceptance IN ('accepted', 'declined', 'chosen')) <= (decided_at IS NOT NULL)"),
    )
    op.create_check_constraint(
        op.f("ck_award_lines_served"),
        "award_lines",
        (
            "(carrier_id IS NULL) = (price_minor IS NULL) AND (acceptance = 'unserved') <= "
            "(carrier_id IS NULL) AND (acceptance IN ('pending', 'accepted', 'lapsed')) <= "
            "(carrier_id IS NOT NULL)"
        ),
    )
    op.create_check_constraint(
        op.f("ck_award_lines_taken"),
        "award_lines",
        (
            "(taken_carrier_id IS NULL) = (taken_price_minor IS NULL) AND (acceptance = "
            "'chosen') <= (taken_carrier_id IS NOT NULL) AND (acceptance IN ('pending', "
            "'accepted', 'declined', 'lapsed', 'unserved')) <= (taken_carrier_id IS NULL)"
        ),
    )
    op.create_check_constraint(
        op.f("ck_award_lines_taken_from_another"), "award_lines", ("taken_carrier_id <> carrier_id")
    )
    op.create_check_constraint(op.f("ck_awards_round"), "awards", ("round IN (1, 2)"))
    op.create_check_constraint(
        op.f("ck_awards_superseded_has_time"),
        "awards",
        ("(state = 'superseded') = (superseded_at IS NOT NULL)"),
    )


def downgrade() -> None:
    op.drop_constraint(op.f("ck_award_lines_above_ceiling_by_consent"), "award_lines", type_="check")
    op.drop_constraint(op.f("ck_award_lines_acceptance"), "award_lines", type_="check")
    op.drop_constraint(op.f("ck_award_lines_decided"), "award_lines", type_="check")
    op.drop_constraint(op.f("ck_award_lines_served"), "award_lines", type_="check")
    op.drop_constraint(op.f("ck_award_lines_taken"), "award_lines", type_="check")
    op.drop_constraint(op.f("ck_award_lines_taken_from_another"), "award_lines", type_="check")
    op.drop_constraint(op.f("ck_awards_round"), "awards", type_="check")
    op.drop_constraint(op.f("ck_awards_superseded_has_time"), "awards", type_="check")

    op.drop_column("solves", "parameters")
    op.drop_constraint("fk_awards_previous_id", "awards", type_="foreignkey")
    op.drop_column("awards", "superseded_reason")
    op.drop_column("awards", "superseded_at")
    op.drop_column("awards", "clock_stopped_at")
    op.drop_column("awards", "cheapest_minor")
    op.drop_column("awards", "parameters")
    op.drop_column("awards", "previous_id")
    op.drop_column("awards", "round")
    op.drop_constraint("fk_award_lines_taken_carrier_id", "award_lines", type_="foreignkey")
    op.drop_constraint(
        "fk_award_lines_award_id_place_of_line_id", "award_lines", type_="foreignkey"
    )
    op.drop_constraint("uq_award_lines_award_id_place_of_line_id", "award_lines", type_="unique")
    op.drop_column("award_lines", "place_of_line_id")
    op.drop_column("award_lines", "consented_at")
    op.drop_column("award_lines", "taken_monthly_minor")
    op.drop_column("award_lines", "taken_first_month_minor")
    op.drop_column("award_lines", "taken_one_off_minor")
    op.drop_column("award_lines", "taken_price_minor")
    op.drop_column("award_lines", "taken_discount_bps")
    op.drop_column("award_lines", "taken_list_minor")
    op.drop_column("award_lines", "taken_carrier_id")
    op.drop_column("award_lines", "held")
    op.drop_index(
        "ix_award_confirmations_due",
        table_name="award_confirmations",
        postgresql_where=sa.text("state = 'pending'"),
    )
    op.drop_index("ix_award_confirmations_carrier_id", table_name="award_confirmations")
    op.drop_table("award_confirmations")
    op.drop_index("ix_award_complaints_award_id", table_name="award_complaints")
    op.drop_table("award_complaints")

    op.create_check_constraint(
        op.f("ck_award_lines_acceptance"),
        "award_lines",
        ("acceptance IN ('pending', 'accepted', 'declined', 'lapsed', 'unserved')"),
    )
    op.create_check_constraint(
        op.f("ck_award_lines_decided"),
        "award_lines",
        ("(acceptance IN ('accepted', 'declined') <= (decided_at IS NOT NULL))"),
    )
    op.create_check_constraint(
        op.f("ck_award_lines_served"),
        "award_lines",
        (
            "(((carrier_id IS NULL) = (price_minor IS NULL)) AND ((carrier_id IS NULL) = "
            "((acceptance)::text = 'unserved'::text)))"
        ),
    )
