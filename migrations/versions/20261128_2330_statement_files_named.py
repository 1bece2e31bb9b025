"""Keep since when the files of statements are named too: approvals and legal reviews.

Their columns came beside those of 0037. What they name today is let go by nothing.

Revision: 0038, after 0037
"""

from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

NAMES = [("competition_records", "legal_review_id"), ("organiser_statements", "approval_id")]


def upgrade() -> None:
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
