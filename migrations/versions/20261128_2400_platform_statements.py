"""Keep what the operator states of the platform, and unlawful uses of lines that became known.

Both are append-only: a statement is followed by its next version, a record by a later one.

Revision: 0038, after 0037
"""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
NAMES = [
    ("platform_statements", "business_licence_id"),
    ("platform_statements", "service_agreement_id"),
    ("line_abuses", "evidence_id"),
]
"Columns that name a stored file"
TABLES = ("platform_statements", "line_abuses")


def upgrade() -> None:
    _platform_statements()
    _line_abuses()
    for table, column in NAMES:
        op.execute(
            f"CREATE TRIGGER note_{column} AFTER INSERT OR UPDATE OF {column} OR DELETE "
            f"ON {table} FOR EACH ROW EXECUTE FUNCTION note_named_file('{column}')"
        )
    for table in TABLES:
        op.execute(
            f"CREATE TRIGGER refuse_finding_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_finding_change()"
        )


def _platform_statements() -> None:
    op.create_table(
        "platform_statements",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("icp_number", sa.Text(), server_default="", nullable=False),
        sa.Column("edi_basis", sa.String(32)),
        sa.Column("edi_reference", sa.Text(), server_default="", nullable=False),
        sa.Column("edi_on", sa.Date()),
        sa.Column("business_licence_id", sa.Uuid()),
        sa.Column("service_agreement_id", sa.Uuid()),
        sa.Column("grading_level", sa.Integer()),
        sa.Column("grading_filing", sa.Text(), server_default="", nullable=False),
        sa.Column("grading_tested_on", sa.Date()),
        sa.Column("crypto_level", sa.Integer()),
        sa.Column("crypto_assessed_on", sa.Date()),
        sa.Column("servers_in_mainland", sa.Boolean()),
        sa.Column("servers_where", sa.Text(), server_default="", nullable=False),
        sa.Column("stated_at", INSTANT, nullable=False),
        sa.Column("stated_by", sa.Uuid(), nullable=False),
        sa.CheckConstraint("version > 0", name=op.f("ck_platform_statements_counted")),
        sa.CheckConstraint(
            "edi_basis IN ('licence', 'answer')", name=op.f("ck_platform_statements_edi_basis")
        ),
        sa.CheckConstraint(
            "(edi_basis IS NULL) = (edi_reference = '') AND (edi_basis IS NULL) = (edi_on IS NULL)",
            name=op.f("ck_platform_statements_edi_whole"),
        ),
        sa.CheckConstraint(
            "(grading_level IS NULL) = (grading_filing = '')",
            name=op.f("ck_platform_statements_grading_whole"),
        ),
        sa.CheckConstraint(
            "(crypto_level IS NULL) = (crypto_assessed_on IS NULL)",
            name=op.f("ck_platform_statements_crypto_whole"),
        ),
        sa.CheckConstraint(
            "(servers_in_mainland IS NULL) = (servers_where = '')",
            name=op.f("ck_platform_statements_servers_whole"),
        ),
        sa.CheckConstraint(
            "grading_level BETWEEN 1 AND 5 AND crypto_level BETWEEN 1 AND 5",
            name=op.f("ck_platform_statements_levels"),
        ),
        sa.ForeignKeyConstraint(
            ["business_licence_id"],
            ["stored_files.id"],
            name="fk_platform_statements_business_licence_id",
        ),
        sa.ForeignKeyConstraint(
            ["service_agreement_id"],
            ["stored_files.id"],
            name="fk_platform_statements_service_agreement_id",
        ),
        sa.ForeignKeyConstraint(
            ["stated_by"], ["users.id"], name="fk_platform_statements_stated_by"
        ),
        sa.PrimaryKeyConstraint("version", name="pk_platform_statements"),
    )


def _line_abuses() -> None:
    op.create_table(
        "line_abuses",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("contract_line_id", sa.Uuid(), nullable=False),
        sa.Column("word", sa.String(32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("evidence_id", sa.Uuid()),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "word IN ('known', 'stopped', 'ended', 'unfounded')", name=op.f("ck_line_abuses_word")
        ),
        sa.CheckConstraint("length(trim(reason)) > 0", name=op.f("ck_line_abuses_reasoned")),
        sa.ForeignKeyConstraint(
            ["contract_line_id"], ["contract_lines.id"], name="fk_line_abuses_contract_line_id"
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["stored_files.id"], name="fk_line_abuses_evidence_id"
        ),
        sa.ForeignKeyConstraint(["recorded_by"], ["users.id"], name="fk_line_abuses_recorded_by"),
        sa.PrimaryKeyConstraint("id", name="pk_line_abuses"),
        sa.UniqueConstraint("number", name="uq_line_abuses_number"),
    )
    op.create_index("ix_line_abuses_line", "line_abuses", ["contract_line_id", "number"])


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
