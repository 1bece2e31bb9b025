"""Add contract documents, archive reviews, milestones and tests.

Revision: 0009, after 0008
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_unique_constraint(
        "uq_contract_lines_id_group_buy_id", "contract_lines", ["id", "group_buy_id"]
    )

    op.create_table(
        "line_tests",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("contract_line_id", sa.Uuid(), nullable=False),
        sa.Column("group_buy_id", sa.Uuid(), nullable=False),
        sa.Column("tested_on", sa.Date(), nullable=False),
        sa.Column("rtt_us", sa.Integer(), nullable=False),
        sa.Column("throughput_mbps", sa.Integer(), nullable=True),
        sa.Column("loss_ppm", sa.Integer(), nullable=True),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("evidence_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.CheckConstraint("loss_ppm BETWEEN 0 AND 1000000", name=op.f("ck_line_tests_loss")),
        sa.CheckConstraint("rtt_us > 0", name=op.f("ck_line_tests_rtt")),
        sa.CheckConstraint("throughput_mbps > 0", name=op.f("ck_line_tests_throughput")),
        sa.ForeignKeyConstraint(
            ["contract_line_id", "group_buy_id"],
            ["contract_lines.id", "contract_lines.group_buy_id"],
            name="fk_line_tests_contract_line_id_group_buy_id",
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["stored_files.id"], name="fk_line_tests_evidence_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_line_tests"),
    )
    op.create_index(
        "ix_line_tests_contract_line_id", "line_tests", ["contract_line_id"], unique=False
    )
    op.create_table(
        "milestones",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("contract_line_id", sa.Uuid(), nullable=False),
        sa.Column("group_buy_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "survey",
                "resources",
                "loa",
                "test",
                "ready_for_service",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "planned",
                "done",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("expected_on", sa.Date(), nullable=False),
        sa.Column("delay_reason", sa.Text(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by", sa.Uuid(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("evidence_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'done') = (done_on IS NOT NULL)", name=op.f("ck_milestones_done_has_day")
        ),
        sa.CheckConstraint(
            "(expected_on > due_on) <= (delay_reason IS NOT NULL)",
            name=op.f("ck_milestones_delay_has_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["contract_line_id", "group_buy_id"],
            ["contract_lines.id", "contract_lines.group_buy_id"],
            name="fk_milestones_contract_line_id_group_buy_id",
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["stored_files.id"], name="fk_milestones_evidence_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_milestones"),
        sa.UniqueConstraint("contract_line_id", "kind", name="uq_milestones_contract_line_id_kind"),
    )
    op.create_index(
        "ix_milestones_due_on",
        "milestones",
        ["due_on"],
        unique=False,
        postgresql_where=sa.text("state = 'planned'"),
    )
    op.add_column(
        "contract_lines",
        sa.Column(
            "archive_state",
            sa.Enum(
                "pending",
                "approved",
                "denied",
                name="archive_state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            server_default="pending",
            nullable=False,
        ),
    )
    op.add_column("contract_lines", sa.Column("archive_reason", sa.Text(), nullable=True))
    op.add_column(
        "contract_lines", sa.Column("archive_decided_at", sa.DateTime(timezone=True), nullable=True)
    )
    op.add_column("contract_lines", sa.Column("archive_decided_by", sa.Uuid(), nullable=True))
    op.add_column(
        "contract_lines", sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True)
    )
    op.add_column("contract_lines", sa.Column("rtt_us", sa.Integer(), nullable=True))
    op.add_column("contract_lines", sa.Column("availability_bps", sa.Integer(), nullable=True))
    op.add_column("contract_lines", sa.Column("mttr_hours", sa.Integer(), nullable=True))
    op.add_column("contract_lines", sa.Column("delivery_days", sa.Integer(), nullable=True))
    op.add_column("contract_lines", sa.Column("due_on", sa.Date(), nullable=True))
    op.add_column("contract_lines", sa.Column("ends_on", sa.Date(), nullable=True))
    op.drop_constraint("uq_contract_lines_line_id", "contract_lines", type_="unique")
    op.create_index(
        "uq_contract_lines_alive",
        "contract_lines",
        ["line_id"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.add_column(
        "contracts", sa.Column("sequence", sa.Integer(), server_default="1", nullable=False)
    )
    op.add_column("contracts", sa.Column("sign_due_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("contracts", sa.Column("ended_reason", sa.Text(), nullable=True))
    op.add_column("contracts", sa.Column("commitment_version", sa.Text(), nullable=True))
    op.add_column("contracts", sa.Column("document_sha256", sa.Text(), nullable=True))
    op.add_column("contracts", sa.Column("rendered_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("contracts", sa.Column("pdf_zh_id", sa.Uuid(), nullable=True))
    op.add_column("contracts", sa.Column("pdf_en_id", sa.Uuid(), nullable=True))
    op.add_column("contracts", sa.Column("member_scan_id", sa.Uuid(), nullable=True))
    op.add_column("contracts", sa.Column("carrier_scan_id", sa.Uuid(), nullable=True))
    op.drop_constraint("uq_contracts_award_id_member_id_carrier_id", "contracts", type_="unique")
    op.create_index(
        "ix_contracts_sign_due",
        "contracts",
        ["sign_due_at"],
        unique=False,
        postgresql_where=sa.text("state = 'drawn'"),
    )
    op.create_unique_constraint(
        "uq_contracts_award_id_member_id_carrier_id_sequence",
        "contracts",
        ["award_id", "member_id", "carrier_id", "sequence"],
    )
    op.create_foreign_key(
        "fk_contracts_pdf_en_id", "contracts", "stored_files", ["pdf_en_id"], ["id"]
    )
    op.create_foreign_key(
        "fk_contracts_carrier_scan_id", "contracts", "stored_files", ["carrier_scan_id"], ["id"]
    )
    op.create_foreign_key(
        "fk_contracts_member_scan_id", "contracts", "stored_files", ["member_scan_id"], ["id"]
    )
    op.create_foreign_key(
        "fk_contracts_pdf_zh_id", "contracts", "stored_files", ["pdf_zh_id"], ["id"]
    )

    op.create_check_constraint(
        op.f("ck_contract_lines_denied_is_ended"),
        "contract_lines",
        ("(archive_state = 'denied') <= (ended_at IS NOT NULL AND archive_reason IS NOT NULL)"),
    )
    op.create_check_constraint(
        op.f("ck_contract_lines_live_if_not_ended"),
        "contract_lines",
        ("live_on IS NULL OR (ended_at IS NULL AND archive_state <> 'denied')"),
    )


def downgrade() -> None:
    op.drop_constraint(op.f("ck_contract_lines_denied_is_ended"), "contract_lines", type_="check")
    op.drop_constraint(op.f("ck_contract_lines_live_if_not_ended"), "contract_lines", type_="check")

    op.drop_constraint("fk_contracts_pdf_zh_id", "contracts", type_="foreignkey")
    op.drop_constraint("fk_contracts_member_scan_id", "contracts", type_="foreignkey")
    op.drop_constraint("fk_contracts_carrier_scan_id", "contracts", type_="foreignkey")
    op.drop_constraint("fk_contracts_pdf_en_id", "contracts", type_="foreignkey")
    op.drop_constraint(
        "uq_contracts_award_id_member_id_carrier_id_sequence", "contracts", type_="unique"
    )
    op.drop_index(
        "ix_contracts_sign_due", table_name="contracts", postgresql_where=sa.text("state = 'drawn'")
    )
    op.create_unique_constraint(
        "uq_contracts_award_id_member_id_carrier_id",
        "contracts",
        ["award_id", "member_id", "carrier_id"],
    )
    op.drop_column("contracts", "carrier_scan_id")
    op.drop_column("contracts", "member_scan_id")
    op.drop_column("contracts", "pdf_en_id")
    op.drop_column("contracts", "pdf_zh_id")
    op.drop_column("contracts", "rendered_at")
    op.drop_column("contracts", "document_sha256")
    op.drop_column("contracts", "commitment_version")
    op.drop_column("contracts", "ended_reason")
    op.drop_column("contracts", "sign_due_at")
    op.drop_column("contracts", "sequence")
    op.drop_index(
        "uq_contract_lines_alive",
        table_name="contract_lines",
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_unique_constraint("uq_contract_lines_line_id", "contract_lines", ["line_id"])
    op.drop_column("contract_lines", "ends_on")
    op.drop_column("contract_lines", "due_on")
    op.drop_column("contract_lines", "delivery_days")
    op.drop_column("contract_lines", "mttr_hours")
    op.drop_column("contract_lines", "availability_bps")
    op.drop_column("contract_lines", "rtt_us")
    op.drop_column("contract_lines", "ended_at")
    op.drop_column("contract_lines", "archive_decided_by")
    op.drop_column("contract_lines", "archive_decided_at")
    op.drop_column("contract_lines", "archive_reason")
    op.drop_column("contract_lines", "archive_state")
    op.drop_index(
        "ix_milestones_due_on",
        table_name="milestones",
        postgresql_where=sa.text("state = 'planned'"),
    )
    op.drop_table("milestones")
    op.drop_index("ix_line_tests_contract_line_id", table_name="line_tests")
    op.drop_table("line_tests")
    op.drop_constraint("uq_contract_lines_id_group_buy_id", "contract_lines", type_="unique")
