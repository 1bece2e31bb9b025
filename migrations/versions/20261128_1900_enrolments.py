"""Keep the enrolment files of companies and carriers, and what reviewers checked of them.

Checks are append-only; those of a refused enrolment may go with it when its term has run out.

Revision: 0031, after 0030
"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
DOCUMENTS = ("resident_card", "passport", "hk_mo_permit", "tw_permit", "residence_permit")
APPEND_ONLY = """
CREATE FUNCTION refuse_enrolment_check_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND EXISTS (
    SELECT 1 FROM organisations WHERE id = OLD.organisation_id AND state = 'refused'
  ) THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'enrolment_checks is append-only';
END $$;

CREATE TRIGGER refuse_enrolment_check_change BEFORE UPDATE OR DELETE ON enrolment_checks
  FOR EACH ROW EXECUTE FUNCTION refuse_enrolment_check_change();
"""


def choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def text(name: str) -> sa.Column:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def upgrade() -> None:
    files = ("business_licence_id", "authorisation_letter_id", "internal_approval_id")
    op.create_table(
        "enrolments",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        text("legal_representative"),
        sa.Column("legal_document_kind", choice("legal_document_kind", *DOCUMENTS)),
        sa.Column("legal_number_sealed", sa.LargeBinary()),
        text("legal_number_masked"),
        sa.Column("acts", choice("acts", "legal_representative", "authorised")),
        text("agent_name"),
        text("agent_phone"),
        sa.Column("agent_document_kind", choice("agent_document_kind", *DOCUMENTS)),
        sa.Column("agent_number_sealed", sa.LargeBinary()),
        text("agent_number_masked"),
        *(sa.Column(name, sa.Uuid()) for name in files),
        sa.Column("state_owned", sa.Boolean()),
        sa.Column("fiscal_funds", sa.Boolean()),
        sa.Column("consented_at", INSTANT),
        sa.Column("consented_by", sa.Uuid()),
        text("notice_version"),
        sa.Column("notice_accepted_at", INSTANT),
        sa.Column("notice_accepted_by", sa.Uuid()),
        sa.Column("persons_version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(legal_number_sealed IS NULL AND agent_number_sealed IS NULL) "
            "OR consented_at IS NOT NULL",
            name=op.f("ck_enrolments_numbers_with_consent"),
        ),
        sa.CheckConstraint(
            "(notice_accepted_at IS NULL) = (notice_version = '')",
            name=op.f("ck_enrolments_notice_of_a_version"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_enrolments_organisation_id"
        ),
        *(
            sa.ForeignKeyConstraint([name], ["stored_files.id"], name=f"fk_enrolments_{name}")
            for name in files
        ),
        sa.PrimaryKeyConstraint("organisation_id", name="pk_enrolments"),
    )
    op.create_table(
        "enrolment_checks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("file_version", sa.Integer(), nullable=False),
        sa.Column("identity_verified", sa.Boolean()),
        sa.Column(
            "identity_how",
            choice("identity_how", "in_person", "video", "identity_service", "other"),
        ),
        sa.Column("identity_checked_on", sa.Date()),
        sa.Column("phone_verified", sa.Boolean()),
        sa.Column(
            "registry_status",
            choice("registry_status", "active", "abnormal", "serious_breach", "closed"),
        ),
        sa.Column("registry_checked_on", sa.Date()),
        sa.Column("registry_evidence_id", sa.Uuid()),
        sa.Column("risk_found", sa.Boolean()),
        text("risk_note"),
        sa.Column("checked_at", INSTANT, nullable=False),
        sa.Column("checked_by", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(identity_verified IS NULL) = (identity_how IS NULL) "
            "AND (identity_verified IS NULL) = (identity_checked_on IS NULL)",
            name=op.f("ck_enrolment_checks_identity_how_and_when"),
        ),
        sa.CheckConstraint(
            "(registry_status IS NULL) = (registry_checked_on IS NULL)",
            name=op.f("ck_enrolment_checks_registry_when"),
        ),
        sa.CheckConstraint(
            "risk_found IS NOT TRUE OR length(trim(risk_note)) > 0",
            name=op.f("ck_enrolment_checks_risk_noted"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_enrolment_checks_organisation_id"
        ),
        sa.ForeignKeyConstraint(
            ["registry_evidence_id"],
            ["stored_files.id"],
            name="fk_enrolment_checks_registry_evidence_id",
        ),
        sa.ForeignKeyConstraint(
            ["checked_by"], ["users.id"], name="fk_enrolment_checks_checked_by"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_enrolment_checks"),
        sa.UniqueConstraint("number", name="uq_enrolment_checks_number"),
    )
    op.create_index(
        "ix_enrolment_checks_organisation_id", "enrolment_checks", ["organisation_id", "number"]
    )
    op.execute(APPEND_ONLY)


def downgrade() -> None:
    op.drop_table("enrolment_checks")
    op.drop_table("enrolments")
    op.execute("DROP FUNCTION refuse_enrolment_check_change()")
