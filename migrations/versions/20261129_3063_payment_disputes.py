"""Keep disputes of card holders, and money of a deposit that went back in another way.

What a bank takes back stands on an account of its own until it is decided. A return that is not
made, because the money went back otherwise, counts no more against its payment.

Revision: 0089, after 0088
"""

import sqlalchemy as sa
from alembic import op

revision = "0089"
down_revision = "0088"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
PURPOSES = (
    "'bank', 'stripe_clearing', 'fee_receivable', 'deposit_held', 'interest_payable', "
    "'kept_deposit_payable', 'vat_payable', 'fee_revenue', 'interest_expense', 'payment_cost'"
)
OF_ORGANISATIONS = "'fee_receivable', 'deposit_held', 'interest_payable', 'kept_deposit_payable'"
CAUSES = "'deposit', 'service_fee', 'credit_note', 'payout', 'correction'"
RETURNS = "'asked', 'sent', 'done', 'failed', 'settled'"
FIT = """
CREATE OR REPLACE FUNCTION refuse_over_return() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    paid bigint;
BEGIN
    SELECT amount_minor INTO paid FROM deposit_payments WHERE id = NEW.of_payment_id FOR UPDATE;
    IF paid < NEW.amount_minor + coalesce((SELECT sum(amount_minor) FROM deposit_returns
                                           WHERE of_payment_id = NEW.of_payment_id{0}), 0) THEN
        RAISE EXCEPTION 'more would be returned than was paid'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ck_deposit_returns_fit';
    END IF;
    RETURN NEW;
END $$
"""


def upgrade() -> None:
    _payment_disputes()
    op.add_column(
        "service_fees",
        sa.Column("stripe_taken_minor", sa.BigInteger(), server_default="0", nullable=False),
    )
    _check("ledger_accounts", "purpose", f"purpose IN ({PURPOSES}, 'disputed')")
    _check("ledger_accounts", "whose", _whose(f"{OF_ORGANISATIONS}, 'disputed'"))
    _check("ledger_entries", "cause_kind", f"cause_kind IN ({CAUSES}, 'dispute')")
    _check("deposit_returns", "state", f"state IN ({RETURNS}, 'taken', 'withdrawn')")
    _check(
        "deposit_returns",
        "done",
        "(state IN ('done', 'settled', 'taken')) <= (done_at IS NOT NULL)",
    )
    op.drop_constraint("uq_deposit_returns_of_payment_id_reason", "deposit_returns")
    op.create_index(
        "uq_deposit_returns_reason",
        "deposit_returns",
        ["of_payment_id", "reason"],
        unique=True,
        postgresql_where=sa.text(
            "state <> 'withdrawn' AND reason NOT IN ('at_stripe', 'charged_back')"
        ),
    )
    _due("state NOT IN ('done', 'settled', 'taken', 'withdrawn')")
    op.execute(FIT.format(" AND state <> 'withdrawn'"))


def downgrade() -> None:
    op.execute(FIT.format(""))
    _due("state NOT IN ('done', 'settled')")
    op.drop_index("uq_deposit_returns_reason", "deposit_returns")
    op.create_unique_constraint(
        "uq_deposit_returns_of_payment_id_reason", "deposit_returns", ["of_payment_id", "reason"]
    )
    _check("deposit_returns", "done", "(state IN ('done', 'settled')) <= (done_at IS NOT NULL)")
    _check("deposit_returns", "state", f"state IN ({RETURNS})")
    _check("ledger_entries", "cause_kind", f"cause_kind IN ({CAUSES})")
    _check("ledger_accounts", "whose", _whose(OF_ORGANISATIONS))
    _check("ledger_accounts", "purpose", f"purpose IN ({PURPOSES})")
    op.drop_column("service_fees", "stripe_taken_minor")
    op.drop_table("payment_disputes")


def _payment_disputes() -> None:
    op.create_table(
        "payment_disputes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("stripe_id", sa.Text(), nullable=False),
        sa.Column("about_kind", sa.String(32), nullable=False),
        sa.Column("about_id", sa.Uuid(), nullable=False),
        sa.Column("group_buy_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("payment_id", sa.Text(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("respond_by", INSTANT),
        sa.Column("opened_at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT),
        sa.Column("taken_minor", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("restored_minor", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("settled_minor", sa.BigInteger(), server_default="0", nullable=False),
        sa.CheckConstraint(
            "about_kind IN ('deposit', 'service_fee')",
            name=op.f("ck_payment_disputes_about_kind"),
        ),
        sa.CheckConstraint(
            "state IN ('inquiry', 'open', 'won', 'lost')", name=op.f("ck_payment_disputes_state")
        ),
        sa.CheckConstraint(
            "amount_minor BETWEEN 0 AND 900000000000000",
            name=op.f("ck_payment_disputes_amount_minor_amount"),
        ),
        sa.CheckConstraint(
            "(state IN ('won', 'lost')) = (ended_at IS NOT NULL)",
            name=op.f("ck_payment_disputes_ended"),
        ),
        sa.CheckConstraint(
            "taken_minor >= 0 AND restored_minor >= 0 AND settled_minor BETWEEN 0 AND taken_minor",
            name=op.f("ck_payment_disputes_moved"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_payment_disputes_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_disputes")),
        sa.UniqueConstraint("stripe_id", name=op.f("uq_payment_disputes_stripe_id")),
    )
    op.create_index("ix_payment_disputes_about", "payment_disputes", ["about_kind", "about_id"])
    op.create_index("ix_payment_disputes_payment_id", "payment_disputes", ["payment_id"])


def _whose(purposes: str) -> str:
    return f"(purpose IN ({purposes})) = (organisation_id IS NOT NULL)"


def _check(table: str, what: str, rule: str) -> None:
    name = op.f(f"ck_{table}_{what}")
    op.drop_constraint(name, table)
    op.create_check_constraint(name, table, rule)


def _due(where: str) -> None:
    op.drop_index("ix_deposit_returns_due", "deposit_returns")
    op.create_index(
        "ix_deposit_returns_due", "deposit_returns", ["due_at"], postgresql_where=sa.text(where)
    )
