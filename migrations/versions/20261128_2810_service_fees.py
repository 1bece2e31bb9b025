"""Keep the service fee: its published tables, what each contract owes, and its credit notes.

A published table is never changed. What a fee or a credit note comes to never changes either, none
is deleted, and credit notes together take back no more than was invoiced: triggers see to it. A
group buy keeps the version that was in force when it opened; those opened before have none, and so
owe nothing. An organisation is one customer at Stripe. The platform states where transfers go.

Revision: 0052, after 0051
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
GUARDS = """
CREATE FUNCTION refuse_fee_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  fixed text;
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION '% are not deleted', TG_TABLE_NAME;
  END IF;
  FOREACH fixed IN ARRAY TG_ARGV LOOP
    IF to_jsonb(NEW) -> fixed IS DISTINCT FROM to_jsonb(OLD) -> fixed THEN
      RAISE EXCEPTION '% of % never changes', fixed, TG_TABLE_NAME;
    END IF;
  END LOOP;
  RETURN NEW;
END $$;

CREATE TRIGGER refuse_fee_change BEFORE UPDATE OR DELETE ON service_fees FOR EACH ROW
  EXECUTE FUNCTION refuse_fee_change('number', 'contract_id', 'payer', 'organisation_id',
    'fee_table', 'parts', 'net_minor', 'vat_bps', 'vat_minor', 'currency');
CREATE TRIGGER refuse_fee_change BEFORE UPDATE OR DELETE ON fee_credits FOR EACH ROW
  EXECUTE FUNCTION refuse_fee_change('number', 'fee_id', 'net_minor', 'vat_minor', 'way');
CREATE TRIGGER refuse_ledger_change BEFORE UPDATE OR DELETE OR TRUNCATE ON fee_tables
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change();

CREATE FUNCTION check_fee_credits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM service_fees f JOIN fee_credits c ON c.fee_id = f.id
             WHERE f.id = NEW.fee_id AND c.state <> 'refused' GROUP BY f.id
             HAVING sum(c.net_minor) > f.net_minor OR sum(c.vat_minor) > f.vat_minor) THEN
    RAISE EXCEPTION 'more would be credited than was invoiced'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'fee_credits_within';
  END IF;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER check_fee_credits AFTER INSERT OR UPDATE ON fee_credits
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_fee_credits();
"""
TABLES = ("stripe_customers", "fee_tables", "service_fees", "fee_credits")


def upgrade() -> None:
    _stripe_customers()
    _fee_tables()
    _service_fees()
    _fee_credits()
    op.add_column("group_buys", sa.Column("fee_table", sa.Integer()))
    op.create_foreign_key(
        op.f("fk_group_buys_fee_table"), "group_buys", "fee_tables", ["fee_table"], ["version"]
    )
    op.add_column(
        "platform_statements",
        sa.Column("bank_account", sa.Text(), server_default="", nullable=False),
    )
    op.execute(GUARDS)


def _stripe_customers() -> None:
    op.create_table(
        "stripe_customers",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("stripe_id", sa.Text(), nullable=False),
        sa.Column("kept_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name=op.f("fk_stripe_customers_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", name=op.f("pk_stripe_customers")),
        sa.UniqueConstraint("stripe_id", name=op.f("uq_stripe_customers_stripe_id")),
    )


def _fee_tables() -> None:
    op.create_table(
        "fee_tables",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kept_rows", postgresql.JSONB(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("major", sa.Boolean(), nullable=False),
        sa.Column("due_days", sa.Integer(), nullable=False),
        sa.Column("reason_zh", sa.Text(), nullable=False),
        sa.Column("reason_en", sa.Text(), nullable=False),
        sa.Column("published_at", INSTANT, nullable=False),
        sa.Column("published_by", sa.Uuid(), nullable=False),
        sa.CheckConstraint("due_days BETWEEN 1 AND 90", name=op.f("ck_fee_tables_due_days")),
        sa.CheckConstraint("version > 0", name=op.f("ck_fee_tables_counted")),
        sa.ForeignKeyConstraint(
            ["published_by"], ["users.id"], name=op.f("fk_fee_tables_published_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fee_tables")),
        sa.UniqueConstraint("version", name=op.f("uq_fee_tables_version")),
    )


def _service_fees() -> None:
    op.create_table(
        "service_fees",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("group_buy_id", sa.Uuid(), nullable=False),
        sa.Column("payer", sa.String(32), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("fee_table", sa.Integer(), nullable=False),
        sa.Column("parts", postgresql.JSONB(), nullable=False),
        sa.Column("net_minor", sa.BigInteger(), nullable=False),
        sa.Column("vat_bps", sa.Integer(), nullable=False),
        sa.Column("vat_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), server_default="CNY", nullable=False),
        sa.Column("due_days", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("arisen_at", INSTANT, nullable=False),
        sa.Column("way", sa.String(32), nullable=True),
        sa.Column("attempt", sa.Integer(), server_default="0", nullable=False),
        sa.Column("asked_at", INSTANT, nullable=True),
        sa.Column("fault", sa.Text(), server_default="", nullable=False),
        sa.Column("issued_at", INSTANT, nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("reminded", sa.Integer(), nullable=True),
        sa.Column("paid_at", INSTANT, nullable=True),
        sa.Column("void_asked_at", INSTANT, nullable=True),
        sa.Column("ended_reason", sa.Text(), nullable=True),
        sa.Column("stripe_invoice_id", sa.Text(), nullable=True),
        sa.Column("stripe_number", sa.Text(), nullable=True),
        sa.Column("stripe_state", sa.String(32), nullable=True),
        sa.Column("page_url", sa.Text(), nullable=True),
        sa.Column("pdf_url", sa.Text(), nullable=True),
        sa.Column("stripe_payment_id", sa.Text(), nullable=True),
        sa.Column("stripe_paid_minor", sa.BigInteger(), nullable=True),
        sa.Column("stripe_refund_id", sa.Text(), nullable=True),
        sa.Column("stripe_refund_state", sa.String(32), nullable=True),
        sa.Column("transferred_on", sa.Date(), nullable=True),
        sa.Column("transferred_minor", sa.BigInteger(), nullable=True),
        sa.Column("bank_reference", sa.Text(), nullable=True),
        sa.Column("e_invoice_number", sa.Text(), nullable=True),
        sa.Column("e_invoice_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("payer IN ('member', 'carrier')", name=op.f("ck_service_fees_payer")),
        sa.CheckConstraint(
            "state IN ('due', 'issuing', 'open', 'overdue', 'paid', 'transferred', 'credited', "
            "'void', 'uncollectible')",
            name=op.f("ck_service_fees_state"),
        ),
        sa.CheckConstraint("way IN ('stripe', 'transfer')", name=op.f("ck_service_fees_way")),
        sa.CheckConstraint(
            "stripe_state IN ('draft', 'open', 'paid', 'void', 'uncollectible')",
            name=op.f("ck_service_fees_stripe_state"),
        ),
        sa.CheckConstraint(
            "stripe_refund_state IN ('pending', 'succeeded', 'failed', 'cancelled')",
            name=op.f("ck_service_fees_stripe_refund_state"),
        ),
        sa.CheckConstraint(
            "(transferred_on IS NULL) = (bank_reference IS NULL) AND (transferred_on IS NULL) = "
            "(transferred_minor IS NULL) AND (state = 'transferred') <= (transferred_on IS NOT "
            "NULL)",
            name=op.f("ck_service_fees_transferred"),
        ),
        sa.CheckConstraint(
            "e_invoice_number ~ '^[0-9]{20}$'", name=op.f("ck_service_fees_e_invoice_number")
        ),
        sa.CheckConstraint(
            "(state NOT IN ('due', 'issuing', 'void')) <= (way IS NOT NULL AND issued_at IS NOT "
            "NULL AND due_on IS NOT NULL)",
            name=op.f("ck_service_fees_issued"),
        ),
        sa.CheckConstraint(
            "((state NOT IN ('due', 'issuing', 'void')) AND way = 'stripe') <= "
            "(stripe_invoice_id IS NOT NULL)",
            name=op.f("ck_service_fees_at_stripe"),
        ),
        sa.CheckConstraint(
            "(e_invoice_number IS NULL) = (e_invoice_on IS NULL)",
            name=op.f("ck_service_fees_e_invoice_with_day"),
        ),
        sa.CheckConstraint("net_minor > 0", name=op.f("ck_service_fees_something")),
        sa.CheckConstraint(
            "net_minor BETWEEN 0 AND 900000000000000 AND vat_minor BETWEEN 0 AND 900000000000000",
            name=op.f("ck_service_fees_net_minor_vat_minor_amount"),
        ),
        sa.ForeignKeyConstraint(
            ["contract_id", "group_buy_id"],
            ["contracts.id", "contracts.group_buy_id"],
            name=op.f("fk_service_fees_contract_id_group_buy_id"),
        ),
        sa.ForeignKeyConstraint(
            ["fee_table"], ["fee_tables.version"], name=op.f("fk_service_fees_fee_table")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_service_fees_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_fees")),
        sa.UniqueConstraint("contract_id", "payer", name=op.f("uq_service_fees_contract_id_payer")),
        sa.UniqueConstraint("e_invoice_number", name=op.f("uq_service_fees_e_invoice_number")),
        sa.UniqueConstraint("id", "group_buy_id", name=op.f("uq_service_fees_id_group_buy_id")),
        sa.UniqueConstraint("number", name=op.f("uq_service_fees_number")),
        sa.UniqueConstraint("stripe_invoice_id", name=op.f("uq_service_fees_stripe_invoice_id")),
    )
    op.create_index("ix_service_fees_group_buy_id", "service_fees", ["group_buy_id"], unique=False)
    op.create_index(
        op.f("ix_service_fees_organisation_id"), "service_fees", ["organisation_id"], unique=False
    )
    op.create_index("ix_service_fees_state", "service_fees", ["state", "due_on"], unique=False)


def _fee_credits() -> None:
    op.create_table(
        "fee_credits",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("fee_id", sa.Uuid(), nullable=False),
        sa.Column("group_buy_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("why", sa.String(32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("net_minor", sa.BigInteger(), nullable=False),
        sa.Column("vat_minor", sa.BigInteger(), nullable=False),
        sa.Column("way", sa.String(32), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("issued_at", INSTANT, nullable=True),
        sa.Column("fault", sa.Text(), server_default="", nullable=False),
        sa.Column("stripe_note_id", sa.Text(), nullable=True),
        sa.Column("stripe_number", sa.Text(), nullable=True),
        sa.Column("pdf_url", sa.Text(), nullable=True),
        sa.Column("stripe_refund_id", sa.Text(), nullable=True),
        sa.Column("refund_state", sa.String(32), nullable=True),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("return_reference", sa.Text(), nullable=True),
        sa.Column("returned_minor", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("e_invoice_number", sa.Text(), nullable=True),
        sa.Column("e_invoice_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('wanted', 'issued', 'refused')", name=op.f("ck_fee_credits_state")
        ),
        sa.CheckConstraint(
            "why IN ('contract_ended', 'agreed', 'mistake', 'at_stripe')",
            name=op.f("ck_fee_credits_why"),
        ),
        sa.CheckConstraint("way IN ('stripe', 'transfer')", name=op.f("ck_fee_credits_way")),
        sa.CheckConstraint(
            "refund_state IN ('pending', 'succeeded', 'failed', 'cancelled')",
            name=op.f("ck_fee_credits_refund_state"),
        ),
        sa.CheckConstraint(
            "(state = 'issued') <= (issued_at IS NOT NULL)", name=op.f("ck_fee_credits_issued")
        ),
        sa.CheckConstraint(
            "e_invoice_number ~ '^[0-9]{20}$'", name=op.f("ck_fee_credits_e_invoice_number")
        ),
        sa.CheckConstraint(
            "(e_invoice_number IS NULL) = (e_invoice_on IS NULL)",
            name=op.f("ck_fee_credits_e_invoice_with_day"),
        ),
        sa.CheckConstraint(
            "(returned_on IS NULL) = (returned_minor = 0) AND returned_minor BETWEEN 0 AND "
            "net_minor + vat_minor",
            name=op.f("ck_fee_credits_returned"),
        ),
        sa.CheckConstraint("net_minor > 0", name=op.f("ck_fee_credits_something")),
        sa.CheckConstraint(
            "net_minor BETWEEN 0 AND 900000000000000 AND vat_minor BETWEEN 0 AND 900000000000000",
            name=op.f("ck_fee_credits_net_minor_vat_minor_amount"),
        ),
        sa.ForeignKeyConstraint(
            ["created_by"], ["users.id"], name=op.f("fk_fee_credits_created_by")
        ),
        sa.ForeignKeyConstraint(
            ["fee_id", "group_buy_id"],
            ["service_fees.id", "service_fees.group_buy_id"],
            name=op.f("fk_fee_credits_fee_id_group_buy_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fee_credits")),
        sa.UniqueConstraint("e_invoice_number", name=op.f("uq_fee_credits_e_invoice_number")),
        sa.UniqueConstraint("number", name=op.f("uq_fee_credits_number")),
        sa.UniqueConstraint("stripe_note_id", name=op.f("uq_fee_credits_stripe_note_id")),
        sa.UniqueConstraint("stripe_refund_id", name=op.f("uq_fee_credits_stripe_refund_id")),
    )
    op.create_index("ix_fee_credits_fee_id", "fee_credits", ["fee_id"], unique=False)
    op.create_index(
        "uq_fee_credits_wanted",
        "fee_credits",
        ["fee_id"],
        unique=True,
        postgresql_where=sa.text("state = 'wanted'"),
    )


def downgrade() -> None:
    op.drop_column("platform_statements", "bank_account")
    op.drop_column("group_buys", "fee_table")
    for table in reversed(TABLES):
        op.drop_table(table)
    op.execute("DROP FUNCTION check_fee_credits()")
    op.execute("DROP FUNCTION refuse_fee_change()")
