"""Deposits: what an organiser sets, each member's deposit, what was asked and paid at Stripe.

A deposit follows a stay in a group buy. Tries, payments, returns and claims are rows of their own,
because each has a life and an idempotency key of its own, and because money is never overwritten.

Revision: 0060d, after 0051
"""

from alembic import op

revision = "0060d"
down_revision = "0051"
branch_labels = None
depends_on = None

TABLES = (
    "deposit_claims", "deposit_returns", "deposit_payments", "deposit_tries", "deposits",
    "deposit_terms",
)  # fmt: skip
STATEMENTS = (
    """CREATE TABLE deposit_terms (
    group_buy_id UUID NOT NULL,
    way VARCHAR(32) NOT NULL,
    fixed_minor BIGINT,
    rate_bps INTEGER,
    interest_bps INTEGER NOT NULL,
    hold_days INTEGER NOT NULL,
    confirm_days INTEGER NOT NULL,
    rule_version TEXT NOT NULL,
    CONSTRAINT pk_deposit_terms PRIMARY KEY (group_buy_id),
    CONSTRAINT ck_deposit_terms_one_amount CHECK ((fixed_minor IS NULL) <> (rate_bps IS NULL)),
    CONSTRAINT ck_deposit_terms_fixed CHECK (fixed_minor BETWEEN 1000 AND 99999999),
    CONSTRAINT ck_deposit_terms_rate CHECK (rate_bps BETWEEN 1 AND 10000),
    CONSTRAINT ck_deposit_terms_interest CHECK (interest_bps BETWEEN 0 AND 1000),
    CONSTRAINT ck_deposit_terms_hold CHECK (hold_days BETWEEN 14 AND 180),
    CONSTRAINT ck_deposit_terms_confirm CHECK (confirm_days BETWEEN 1 AND 10),
    CONSTRAINT fk_deposit_terms_group_buy_id FOREIGN KEY(group_buy_id) REFERENCES group_buys
        (id) ON DELETE CASCADE,
    CONSTRAINT ck_deposit_terms_way CHECK (way IN ('charge', 'save'))
)""",
    """CREATE TABLE deposits (
    id UUID NOT NULL,
    group_buy_id UUID NOT NULL,
    participation_id UUID NOT NULL,
    member_id UUID NOT NULL,
    state VARCHAR(32) NOT NULL,
    amount_minor BIGINT NOT NULL,
    estimate_minor BIGINT NOT NULL,
    way VARCHAR(32) NOT NULL,
    interest_bps INTEGER NOT NULL,
    hold_days INTEGER NOT NULL,
    confirm_days INTEGER NOT NULL,
    rule_version TEXT NOT NULL,
    asked_at TIMESTAMP WITH TIME ZONE NOT NULL,
    customer_id TEXT,
    method_id TEXT,
    method_label TEXT,
    confirm_due_at TIMESTAMP WITH TIME ZONE,
    ended_at TIMESTAMP WITH TIME ZONE,
    ended_reason TEXT,
    return_due_at TIMESTAMP WITH TIME ZONE,
    version INTEGER NOT NULL,
    CONSTRAINT pk_deposits PRIMARY KEY (id),
    CONSTRAINT fk_deposits_participation_id_group_buy_id FOREIGN KEY(participation_id,
        group_buy_id) REFERENCES participations (id, group_buy_id),
    CONSTRAINT uq_deposits_id_group_buy_id UNIQUE (id, group_buy_id),
    CONSTRAINT ck_deposits_cap CHECK (amount_minor * 50 <= estimate_minor),
    CONSTRAINT ck_deposits_amount CHECK (amount_minor BETWEEN 1000 AND 99999999),
    CONSTRAINT ck_deposits_saved_method CHECK ((state IN ('saved', 'charging')) <= (method_id
        IS NOT NULL)),
    CONSTRAINT ck_deposits_confirming_has_end CHECK ((state = 'confirming') <= (confirm_due_at
        IS NOT NULL)),
    CONSTRAINT ck_deposits_returning_has_end CHECK ((state IN ('returning', 'returned')) <=
        (return_due_at IS NOT NULL)),
    CONSTRAINT uq_deposits_participation_id UNIQUE (participation_id),
    CONSTRAINT fk_deposits_member_id FOREIGN KEY(member_id) REFERENCES organisations (id),
    CONSTRAINT ck_deposits_state CHECK (state IN ('due', 'saved', 'charging', 'confirming',
        'held', 'claimed', 'returning', 'returned', 'kept', 'released')),
    CONSTRAINT ck_deposits_way CHECK (way IN ('charge', 'save'))
)""",
    """CREATE INDEX ix_deposits_group_buy_id_state ON deposits (group_buy_id, state)""",
    """CREATE INDEX ix_deposits_member_id ON deposits (member_id)""",
    """CREATE TABLE deposit_tries (
    id UUID NOT NULL,
    deposit_id UUID NOT NULL,
    group_buy_id UUID NOT NULL,
    number INTEGER NOT NULL,
    kind VARCHAR(32) NOT NULL,
    state VARCHAR(32) NOT NULL,
    amount_minor BIGINT NOT NULL,
    language TEXT DEFAULT 'zh' NOT NULL,
    asked_at TIMESTAMP WITH TIME ZONE NOT NULL,
    asked_by UUID,
    page_id TEXT,
    page_url TEXT,
    payment_id TEXT,
    fault TEXT DEFAULT '' NOT NULL,
    seen_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_deposit_tries PRIMARY KEY (id),
    CONSTRAINT fk_deposit_tries_deposit_id_group_buy_id FOREIGN KEY(deposit_id, group_buy_id)
        REFERENCES deposits (id, group_buy_id),
    CONSTRAINT uq_deposit_tries_deposit_id_number UNIQUE (deposit_id, number),
    CONSTRAINT ck_deposit_tries_language CHECK (language IN ('zh', 'en')),
    CONSTRAINT ck_deposit_tries_open_page CHECK ((state = 'open') <= (page_id IS NOT NULL)),
    CONSTRAINT ck_deposit_tries_kind CHECK (kind IN ('pay_page', 'save_page', 'charge')),
    CONSTRAINT ck_deposit_tries_state CHECK (state IN ('asked', 'open', 'done', 'closed',
        'failed')),
    CONSTRAINT uq_deposit_tries_page_id UNIQUE (page_id)
)""",
    """CREATE UNIQUE INDEX uq_deposit_tries_live ON deposit_tries (deposit_id) WHERE state IN
        ('asked', 'open')""",
    """CREATE TABLE deposit_payments (
    id UUID NOT NULL,
    deposit_id UUID NOT NULL,
    group_buy_id UUID NOT NULL,
    payment_id TEXT NOT NULL,
    amount_minor BIGINT NOT NULL,
    label TEXT DEFAULT '' NOT NULL,
    stands BOOLEAN NOT NULL,
    paid_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_deposit_payments PRIMARY KEY (id),
    CONSTRAINT fk_deposit_payments_deposit_id_group_buy_id FOREIGN KEY(deposit_id,
        group_buy_id) REFERENCES deposits (id, group_buy_id),
    CONSTRAINT uq_deposit_payments_id_deposit_id UNIQUE (id, deposit_id),
    CONSTRAINT ck_deposit_payments_amount CHECK (amount_minor > 0),
    CONSTRAINT uq_deposit_payments_payment_id UNIQUE (payment_id)
)""",
    """CREATE UNIQUE INDEX uq_deposit_payments_stands ON deposit_payments (deposit_id) WHERE stands""",
    """CREATE TABLE deposit_returns (
    id UUID NOT NULL,
    deposit_id UUID NOT NULL,
    group_buy_id UUID NOT NULL,
    of_payment_id UUID NOT NULL,
    reason TEXT NOT NULL,
    amount_minor BIGINT NOT NULL,
    state VARCHAR(32) NOT NULL,
    asked_at TIMESTAMP WITH TIME ZONE NOT NULL,
    due_at TIMESTAMP WITH TIME ZONE NOT NULL,
    refund_id TEXT,
    refusals INTEGER DEFAULT '0' NOT NULL,
    fault TEXT DEFAULT '' NOT NULL,
    seen_at TIMESTAMP WITH TIME ZONE,
    done_at TIMESTAMP WITH TIME ZONE,
    interest_minor BIGINT,
    interest_reference TEXT,
    interest_paid_at TIMESTAMP WITH TIME ZONE,
    bank_reference TEXT,
    CONSTRAINT pk_deposit_returns PRIMARY KEY (id),
    CONSTRAINT fk_deposit_returns_deposit_id_group_buy_id FOREIGN KEY(deposit_id, group_buy_id)
        REFERENCES deposits (id, group_buy_id),
    CONSTRAINT fk_deposit_returns_of_payment_id_deposit_id FOREIGN KEY(of_payment_id,
        deposit_id) REFERENCES deposit_payments (id, deposit_id),
    CONSTRAINT uq_deposit_returns_of_payment_id_reason UNIQUE (of_payment_id, reason),
    CONSTRAINT ck_deposit_returns_amount CHECK (amount_minor > 0),
    CONSTRAINT ck_deposit_returns_done CHECK ((state IN ('done', 'settled')) <= (done_at IS NOT
        NULL)),
    CONSTRAINT ck_deposit_returns_settled CHECK ((state = 'settled') = (bank_reference IS NOT
        NULL)),
    CONSTRAINT ck_deposit_returns_interest_paid CHECK ((interest_reference IS NULL) =
        (interest_paid_at IS NULL)),
    CONSTRAINT ck_deposit_returns_state CHECK (state IN ('asked', 'sent', 'done', 'failed',
        'settled')),
    CONSTRAINT uq_deposit_returns_refund_id UNIQUE (refund_id)
)""",
    """CREATE INDEX ix_deposit_returns_due ON deposit_returns (due_at) WHERE state NOT IN ('done',
        'settled')""",
    """CREATE TABLE deposit_claims (
    id UUID NOT NULL,
    deposit_id UUID NOT NULL,
    group_buy_id UUID NOT NULL,
    contract_id UUID NOT NULL,
    carrier_id UUID NOT NULL,
    member_id UUID NOT NULL,
    state VARCHAR(32) NOT NULL,
    cost_minor BIGINT NOT NULL,
    reserved_minor BIGINT NOT NULL,
    text TEXT NOT NULL,
    evidence_id UUID NOT NULL,
    filed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    filed_by UUID NOT NULL,
    decide_due_at TIMESTAMP WITH TIME ZONE NOT NULL,
    decided_minor BIGINT,
    decision TEXT,
    decided_at TIMESTAMP WITH TIME ZONE,
    decided_by UUID,
    contest_due_at TIMESTAMP WITH TIME ZONE,
    contest TEXT,
    contested_at TIMESTAMP WITH TIME ZONE,
    answer TEXT,
    answered_by UUID,
    answered_at TIMESTAMP WITH TIME ZONE,
    kept_minor BIGINT,
    kept_at TIMESTAMP WITH TIME ZONE,
    bank_reference TEXT,
    paid_on_at TIMESTAMP WITH TIME ZONE,
    version INTEGER NOT NULL,
    CONSTRAINT pk_deposit_claims PRIMARY KEY (id),
    CONSTRAINT fk_deposit_claims_deposit_id_group_buy_id FOREIGN KEY(deposit_id, group_buy_id)
        REFERENCES deposits (id, group_buy_id),
    CONSTRAINT ck_deposit_claims_cost CHECK (cost_minor > 0 AND reserved_minor > 0),
    CONSTRAINT ck_deposit_claims_decided CHECK (decided_minor <= least(cost_minor,
        reserved_minor)),
    CONSTRAINT ck_deposit_claims_kept CHECK (kept_minor BETWEEN 1 AND decided_minor),
    CONSTRAINT ck_deposit_claims_kept_amount CHECK ((state IN ('kept', 'paid_on')) =
        (kept_minor IS NOT NULL)),
    CONSTRAINT ck_deposit_claims_paid_on CHECK ((state = 'paid_on') = (bank_reference IS NOT
        NULL)),
    CONSTRAINT ck_deposit_claims_proposed_has_end CHECK ((state = 'proposed') <=
        (contest_due_at IS NOT NULL)),
    CONSTRAINT ck_deposit_claims_cost_minor_amount CHECK (cost_minor BETWEEN 0 AND
        900000000000000),
    CONSTRAINT uq_deposit_claims_contract_id UNIQUE (contract_id),
    CONSTRAINT fk_deposit_claims_contract_id FOREIGN KEY(contract_id) REFERENCES contracts (id),
    CONSTRAINT fk_deposit_claims_carrier_id FOREIGN KEY(carrier_id) REFERENCES organisations
        (id),
    CONSTRAINT fk_deposit_claims_member_id FOREIGN KEY(member_id) REFERENCES organisations (id),
    CONSTRAINT ck_deposit_claims_state CHECK (state IN ('filed', 'proposed', 'contested',
        'dismissed', 'withdrawn', 'kept', 'paid_on')),
    CONSTRAINT fk_deposit_claims_evidence_id FOREIGN KEY(evidence_id) REFERENCES stored_files
        (id)
)""",
    """CREATE INDEX ix_deposit_claims_carrier_id ON deposit_claims (carrier_id)""",
    """CREATE INDEX ix_deposit_claims_deposit_id ON deposit_claims (deposit_id)""",
)

# A payment goes back at most once, whatever asks for it, in whatever parts.
RETURNS_FIT = """
CREATE FUNCTION refuse_over_return() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    paid bigint;
BEGIN
    SELECT amount_minor INTO paid FROM deposit_payments WHERE id = NEW.of_payment_id FOR UPDATE;
    IF paid < NEW.amount_minor + coalesce((SELECT sum(amount_minor) FROM deposit_returns
                                           WHERE of_payment_id = NEW.of_payment_id), 0) THEN
        RAISE EXCEPTION 'more would be returned than was paid'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ck_deposit_returns_fit';
    END IF;
    RETURN NEW;
END $$
"""
TRIGGERS = (
    "CREATE TRIGGER refuse_over_return BEFORE INSERT ON deposit_returns "
    "FOR EACH ROW EXECUTE FUNCTION refuse_over_return()",
    "CREATE TRIGGER refuse_ledger_change BEFORE UPDATE OR DELETE OR TRUNCATE ON deposit_payments "
    "FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change()",
    "CREATE TRIGGER note_evidence_id AFTER INSERT OR UPDATE OF evidence_id OR DELETE "
    "ON deposit_claims FOR EACH ROW EXECUTE FUNCTION note_named_file('evidence_id')",
)


def upgrade() -> None:
    for statement in (*STATEMENTS, RETURNS_FIT, *TRIGGERS):
        op.execute(statement)


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
    op.execute("DROP FUNCTION refuse_over_return()")
