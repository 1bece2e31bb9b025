"""Add notifications and the complaints desk.

Revision: 0010, after 0009
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table(
        "notifications",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("dedupe", sa.Text(), nullable=False),
        sa.Column("group_buy_id", sa.Uuid(), nullable=True),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("params", postgresql.JSONB(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("mail_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["group_buy_id"], ["group_buys.id"], name="fk_notifications_group_buy_id"
        ),
        sa.ForeignKeyConstraint(["mail_id"], ["mail_messages.id"], name="fk_notifications_mail_id"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_notifications_user_id"),
        sa.PrimaryKeyConstraint("id", name="pk_notifications"),
        sa.UniqueConstraint(
            "user_id", "event", "dedupe", name="uq_notifications_user_id_event_dedupe"
        ),
    )
    op.create_index(
        "ix_notifications_unmailed",
        "notifications",
        ["id"],
        unique=False,
        postgresql_where=sa.text("mail_id IS NULL"),
    )
    op.create_index(
        "ix_notifications_user_id_created_at",
        "notifications",
        ["user_id", "created_at"],
        unique=False,
    )
    op.create_table(
        "service_complaints",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("group_buy_id", sa.Uuid(), nullable=False),
        sa.Column("contract_line_id", sa.Uuid(), nullable=True),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("carrier_id", sa.Uuid(), nullable=True),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "filed",
                "answered",
                "closed",
                "escalated",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("filed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("filed_by", sa.Uuid(), nullable=False),
        sa.Column("answer_due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("escalated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'closed') = (closed_at IS NOT NULL)", name=op.f("ck_service_complaints_closed")
        ),
        sa.CheckConstraint(
            "category IN ('delivery', 'quality', 'billing', 'contract', 'organiser', 'other')",
            name=op.f("ck_service_complaints_category"),
        ),
        sa.CheckConstraint("filed_at < answer_due_at", name=op.f("ck_service_complaints_window")),
        sa.ForeignKeyConstraint(
            ["carrier_id"], ["organisations.id"], name="fk_service_complaints_carrier_id"
        ),
        sa.ForeignKeyConstraint(
            ["contract_line_id", "group_buy_id"],
            ["contract_lines.id", "contract_lines.group_buy_id"],
            name="fk_service_complaints_contract_line_id_group_buy_id",
        ),
        sa.ForeignKeyConstraint(
            ["group_buy_id"], ["group_buys.id"], name="fk_service_complaints_group_buy_id"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["organisations.id"], name="fk_service_complaints_member_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_service_complaints"),
        sa.UniqueConstraint("number", name="uq_service_complaints_number"),
    )
    op.create_index(
        "ix_service_complaints_carrier_id", "service_complaints", ["carrier_id"], unique=False
    )
    op.create_index(
        "ix_service_complaints_due",
        "service_complaints",
        ["answer_due_at"],
        unique=False,
        postgresql_where=sa.text("state = 'filed'"),
    )
    op.create_index(
        "ix_service_complaints_group_buy_id", "service_complaints", ["group_buy_id"], unique=False
    )
    op.create_index(
        "ix_service_complaints_member_id", "service_complaints", ["member_id"], unique=False
    )
    op.create_table(
        "service_complaint_words",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("said_by", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("evidence_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["complaint_id"],
            ["service_complaints.id"],
            name="fk_service_complaint_words_complaint_id",
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["stored_files.id"], name="fk_service_complaint_words_evidence_id"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name="fk_service_complaint_words_organisation_id",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_service_complaint_words"),
        sa.UniqueConstraint(
            "complaint_id", "number", name="uq_service_complaint_words_complaint_id_number"
        ),
    )


def downgrade() -> None:

    op.drop_table("service_complaint_words")
    op.drop_index("ix_service_complaints_member_id", table_name="service_complaints")
    op.drop_index("ix_service_complaints_group_buy_id", table_name="service_complaints")
    op.drop_index(
        "ix_service_complaints_due",
        table_name="service_complaints",
        postgresql_where=sa.text("state = 'filed'"),
    )
    op.drop_index("ix_service_complaints_carrier_id", table_name="service_complaints")
    op.drop_table("service_complaints")
    op.drop_index("ix_notifications_user_id_created_at", table_name="notifications")
    op.drop_index(
        "ix_notifications_unmailed",
        table_name="notifications",
        postgresql_where=sa.text("mail_id IS NULL"),
    )
    op.drop_table("notifications")
