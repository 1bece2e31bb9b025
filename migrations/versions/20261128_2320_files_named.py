"""Keep since when a file is named, and by nothing any more; what is doomed cannot be named.

A file that was named once is a record with a term, one that never was is a left-over: only the
database sees every naming. Of files that nothing names today it is not known whether something
did: they count as let go by this migration, so that no term ends early.

Revision: 0037, after 0036
"""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

NAMES = [
    ("archive_papers", "file_id"),
    ("competition_records", "legal_review_id"),
    ("contracts", "carrier_scan_id"),
    ("contracts", "member_scan_id"),
    ("contracts", "pdf_en_id"),
    ("contracts", "pdf_zh_id"),
    ("data_export_checks", "pdf_en_id"),
    ("data_export_checks", "pdf_zh_id"),
    ("enrolment_checks", "registry_evidence_id"),
    ("enrolments", "authorisation_letter_id"),
    ("enrolments", "business_licence_id"),
    ("enrolments", "internal_approval_id"),
    ("licences", "authorisation_id"),
    ("licences", "evidence_id"),
    ("licences", "lookup_evidence_id"),
    ("line_tests", "evidence_id"),
    ("line_uses", "resources_contract_id"),
    ("line_uses", "z_evidence_id"),
    ("lines", "present_evidence_id"),
    ("milestones", "evidence_id"),
    ("organiser_statements", "approval_id"),
    ("premises", "proof_id"),
    ("service_complaint_words", "evidence_id"),
    ("solves", "certificate_id"),
]
"Every column that names a stored file"
NOTED = """
CREATE FUNCTION note_named_file() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  before uuid;
  after uuid;
BEGIN
  IF TG_OP <> 'INSERT' THEN before := (to_jsonb(OLD) ->> TG_ARGV[0])::uuid; END IF;
  IF TG_OP <> 'DELETE' THEN after := (to_jsonb(NEW) ->> TG_ARGV[0])::uuid; END IF;
  IF before IS NOT DISTINCT FROM after THEN RETURN NULL; END IF;
  UPDATE stored_files SET unnamed_at = market_now() WHERE id = before;
  UPDATE stored_files SET named_at = coalesce(named_at, market_now()), unnamed_at = NULL
    WHERE id = after AND doomed_at IS NULL;
  IF after IS NOT NULL AND NOT FOUND THEN
    RAISE EXCEPTION 'the file is gone or about to go'
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'file_is_doomed';
  END IF;
  RETURN NULL;
END $$;
"""


def upgrade() -> None:
    for name in ("named_at", "unnamed_at", "doomed_at"):
        op.add_column("stored_files", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_stored_files_sha256", "stored_files", ["sha256"])
    op.create_index(
        "ix_stored_files_doomed",
        "stored_files",
        ["id"],
        postgresql_where=sa.text("doomed_at IS NOT NULL"),
    )
    op.execute("UPDATE stored_files SET named_at = created_at, unnamed_at = market_now()")
    op.execute(NOTED)
    for table, column in NAMES:
        op.execute(
            f"UPDATE stored_files f SET unnamed_at = NULL FROM {table} t WHERE t.{column} = f.id"
        )
        op.execute(
            f"CREATE TRIGGER note_{column} AFTER INSERT OR UPDATE OF {column} OR DELETE "
            f"ON {table} FOR EACH ROW EXECUTE FUNCTION note_named_file('{column}')"
        )


def downgrade() -> None:
    for table, column in NAMES:
        op.execute(f"DROP TRIGGER note_{column} ON {table}")
    op.execute("DROP FUNCTION note_named_file()")
    op.drop_index("ix_stored_files_doomed", table_name="stored_files")
    op.drop_index("ix_stored_files_sha256", table_name="stored_files")
    for name in ("named_at", "unnamed_at", "doomed_at"):
        op.drop_column("stored_files", name)
