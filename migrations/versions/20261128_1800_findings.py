"""Keep the findings of the rules, reviewers' decisions on them, and the duties done.

Revision: 0030, after 0020
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0030"
down_revision = "0027"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
GATES = (
    "'enrol', 'open', 'join', 'lock', 'quote', 'opening', 'award', 'contract', 'activation', "
    "'invoice', 'operate', 'archive'"
)
TABLES = ("findings", "finding_decisions", "duties_done")


def upgrade() -> None:
    op.create_table(
        "findings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("group_buy_id", sa.Uuid()),
        sa.Column("gate", sa.String(32), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(32), nullable=False),
        sa.Column("says", postgresql.JSONB(), nullable=False),
        sa.Column("facts", postgresql.JSONB(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("asked_by", sa.Uuid()),
        sa.Column("visible_at", INSTANT),
        sa.CheckConstraint(f"gate IN ({GATES})", name=op.f("ck_findings_gate")),
        sa.CheckConstraint(
            "outcome IN ('pass', 'warn', 'hold', 'reject')", name=op.f("ck_findings_outcome")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_findings_organisation_id"
        ),
        sa.ForeignKeyConstraint(
            ["group_buy_id"], ["group_buys.id"], name="fk_findings_group_buy_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_findings"),
        sa.UniqueConstraint("number", name="uq_findings_number"),
    )
    op.create_index("ix_findings_subject", "findings", ["subject_id", "gate", "code", "number"])
    op.create_index("ix_findings_organisation_id", "findings", ["organisation_id", "number"])
    op.create_index("ix_findings_fingerprint", "findings", ["fingerprint"])
    op.create_index(
        "ix_findings_stopping",
        "findings",
        ["number"],
        postgresql_where=sa.text("outcome IN ('hold', 'reject')"),
    )
    op.create_table(
        "finding_decisions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("finding_id", sa.Uuid(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("verdict", sa.String(32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_at", INSTANT, nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=False),
        sa.Column("confirms_id", sa.Uuid()),
        sa.Column("first_by", sa.Uuid()),
        sa.CheckConstraint(
            "verdict IN ('allow', 'refuse')", name=op.f("ck_finding_decisions_verdict")
        ),
        sa.CheckConstraint(
            "(confirms_id IS NULL) = (first_by IS NULL)",
            name=op.f("ck_finding_decisions_confirms_whom"),
        ),
        sa.CheckConstraint(
            "decided_by <> first_by", name=op.f("ck_finding_decisions_second_pair_of_eyes")
        ),
        sa.CheckConstraint("length(trim(reason)) > 0", name=op.f("ck_finding_decisions_reasoned")),
        sa.ForeignKeyConstraint(
            ["finding_id"], ["findings.id"], name="fk_finding_decisions_finding_id"
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["users.id"], name="fk_finding_decisions_decided_by"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_finding_decisions"),
        sa.UniqueConstraint("id", "decided_by", name="uq_finding_decisions_id_decided_by"),
        sa.UniqueConstraint("confirms_id", name="uq_finding_decisions_confirms_id"),
    )
    op.create_foreign_key(
        "fk_finding_decisions_confirms_id_first_by",
        "finding_decisions",
        "finding_decisions",
        ["confirms_id", "first_by"],
        ["id", "decided_by"],
    )
    op.create_index("ix_finding_decisions_finding_id", "finding_decisions", ["finding_id"])
    op.create_index(
        "ix_finding_decisions_fingerprint", "finding_decisions", ["fingerprint", "number"]
    )
    op.create_table(
        "duties_done",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("duty", sa.Text(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.CheckConstraint("length(trim(note)) > 0", name=op.f("ck_duties_done_noted")),
        sa.ForeignKeyConstraint(["recorded_by"], ["users.id"], name="fk_duties_done_recorded_by"),
        sa.PrimaryKeyConstraint("id", name="pk_duties_done"),
    )
    op.create_index("ix_duties_done_duty", "duties_done", ["duty"])
    op.execute(
        """
        CREATE FUNCTION refuse_finding_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
        END $$;
        """
    )
    for table in TABLES:
        op.execute(
            f"CREATE TRIGGER refuse_finding_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_finding_change()"
        )


def downgrade() -> None:
    for table in ("duties_done", "finding_decisions", "findings"):
        op.drop_table(table)
    op.execute("DROP FUNCTION refuse_finding_change")
