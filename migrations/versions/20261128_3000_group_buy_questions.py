"""Keep what companies ask the organiser of a group buy before the lock, and the answers.

Until now a company could ask nothing before it joined; carriers alone had questions, on an RFQ.

Revision: 0080, after 0071
"""

import sqlalchemy as sa
from alembic import op

revision = "0080"
down_revision = "0071"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
STATE = sa.Enum(
    "asked", "answered", name="state", native_enum=False, create_constraint=True, length=32
)


def upgrade() -> None:
    op.create_table(
        "group_buy_questions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("group_buy_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", STATE, nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("answer", sa.Text()),
        sa.Column("answered_at", INSTANT),
        sa.Column("answered_by", sa.Uuid()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'answered') = (answered_at IS NOT NULL)",
            name=op.f("ck_group_buy_questions_answered"),
        ),
        sa.CheckConstraint(
            "(answer IS NULL) = (answered_at IS NULL)",
            name=op.f("ck_group_buy_questions_answer_whole"),
        ),
        sa.ForeignKeyConstraint(
            ["group_buy_id"], ["group_buys.id"], name="fk_group_buy_questions_group_buy_id"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["organisations.id"], name="fk_group_buy_questions_member_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_group_buy_questions"),
        sa.UniqueConstraint(
            "group_buy_id", "number", name="uq_group_buy_questions_group_buy_id_number"
        ),
    )


def downgrade() -> None:
    op.drop_table("group_buy_questions")
