"""Note when a notification was mailed, so that its mail may be forgotten and is never sent twice.

Revision: 0011, after 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_notifications_unmailed", table_name="notifications")
    op.drop_column("notifications", "mail_id")
    op.add_column("notifications", sa.Column("mailed_at", sa.DateTime(timezone=True)))
    op.create_index(
        "ix_notifications_unmailed",
        "notifications",
        ["created_at"],
        postgresql_where=sa.text("mailed_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_notifications_unmailed", table_name="notifications")
    op.drop_column("notifications", "mailed_at")
    op.add_column("notifications", sa.Column("mail_id", sa.Uuid))
    op.create_foreign_key(
        "fk_notifications_mail_id", "notifications", "mail_messages", ["mail_id"], ["id"]
    )
    op.create_index(
        "ix_notifications_unmailed",
        "notifications",
        ["id"],
        postgresql_where=sa.text("mail_id IS NULL"),
    )
