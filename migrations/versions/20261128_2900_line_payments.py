"""Keep what lines in service cost: due items, the carriers' invoices and accounts, remittances.

Recorded only: no money moves here, and nothing of it enters the ledger. The database refuses that
an item is invoiced twice or by an invoice of another contract, that a number is used twice by its
seller, that more is paid than invoiced, and any change of what is due or of a stated account.

Revision: 0070, after 0052
"""

import sqlalchemy as sa
from alembic import op

revision = "0070"
down_revision = "0052"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
MAX_MINOR = 9 * 10**14
TABLES = ("payee_accounts", "due_items", "line_invoices", "invoice_items", "remittances")
FIXED = """
CREATE FUNCTION refuse_due_item_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what is due for a line never changes';
END $$;

CREATE TRIGGER refuse_due_item_change BEFORE UPDATE OR DELETE OR TRUNCATE ON due_items
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_due_item_change();

CREATE FUNCTION refuse_payee_account_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.id, NEW.carrier_id, NEW.account_name, NEW.uscc, NEW.bank,
      NEW.account_number, NEW.stated_at, NEW.stated_by, OLD.state)
    = (OLD.id, OLD.carrier_id, OLD.account_name, OLD.uscc, OLD.bank,
      OLD.account_number, OLD.stated_at, OLD.stated_by, 'standing') THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a stated account is replaced, never changed';
END $$;

CREATE TRIGGER refuse_payee_account_change BEFORE UPDATE OR DELETE ON payee_accounts
  FOR EACH ROW EXECUTE FUNCTION refuse_payee_account_change();
"""
FUNCTIONS = ("refuse_due_item_change", "refuse_payee_account_change")


def upgrade() -> None:
    _payee_accounts()
    _due_items()
    _line_invoices()
    _invoice_items()
    _remittances()
    op.execute(FIXED)


def _payee_accounts() -> None:
    op.create_table(
        "payee_accounts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("carrier_id", sa.Uuid(), nullable=False),
        sa.Column("account_name", sa.Text(), nullable=False),
        sa.Column("uscc", sa.Text(), nullable=False),
        sa.Column("bank", sa.Text(), nullable=False),
        sa.Column("account_number", sa.Text(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("replaces_id", sa.Uuid()),
        sa.Column("stated_at", INSTANT, nullable=False),
        sa.Column("stated_by", sa.Uuid(), nullable=False),
        sa.Column("ended_at", INSTANT),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('standing', 'replaced', 'withdrawn')", name=op.f("ck_payee_accounts_state")
        ),
        sa.CheckConstraint(
            "(state = 'standing') = (ended_at IS NULL)",
            name=op.f("ck_payee_accounts_ended_has_time"),
        ),
        sa.CheckConstraint(
            "account_number ~ '^[0-9]{8,30}$'", name=op.f("ck_payee_accounts_account_digits")
        ),
        sa.ForeignKeyConstraint(
            ["carrier_id"], ["organisations.id"], name="fk_payee_accounts_carrier_id"
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["payee_accounts.id"], name="fk_payee_accounts_replaces_id"
        ),
        sa.ForeignKeyConstraint(["stated_by"], ["users.id"], name="fk_payee_accounts_stated_by"),
        sa.PrimaryKeyConstraint("id", name="pk_payee_accounts"),
        sa.UniqueConstraint("id", "carrier_id", name="uq_payee_accounts_id_carrier_id"),
        sa.UniqueConstraint("replaces_id", name="uq_payee_accounts_replaces_id"),
    )
    op.create_index("ix_payee_accounts_carrier_id", "payee_accounts", ["carrier_id"])
    op.create_index(
        "uq_payee_accounts_standing",
        "payee_accounts",
        ["carrier_id", "account_number"],
        unique=True,
        postgresql_where=sa.text("state = 'standing'"),
    )


def _due_items() -> None:
    op.create_table(
        "due_items",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("contract_line_id", sa.Uuid(), nullable=False),
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("group_buy_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("net_minor", sa.BigInteger(), nullable=False),
        sa.Column("vat_minor", sa.BigInteger(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.CheckConstraint(
            f"net_minor BETWEEN 0 AND {MAX_MINOR} AND vat_minor BETWEEN 0 AND {MAX_MINOR}",
            name=op.f("ck_due_items_net_minor_vat_minor_amount"),
        ),
        sa.CheckConstraint(
            "number >= 0 AND from_on <= to_on AND net_minor > 0", name=op.f("ck_due_items_item")
        ),
        sa.ForeignKeyConstraint(
            ["contract_id", "group_buy_id"],
            ["contracts.id", "contracts.group_buy_id"],
            name="fk_due_items_contract_id_group_buy_id",
        ),
        sa.ForeignKeyConstraint(
            ["contract_line_id", "group_buy_id"],
            ["contract_lines.id", "contract_lines.group_buy_id"],
            name="fk_due_items_contract_line_id_group_buy_id",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_due_items"),
        sa.UniqueConstraint(
            "contract_line_id", "number", name="uq_due_items_contract_line_id_number"
        ),
        sa.UniqueConstraint("id", "contract_id", name="uq_due_items_id_contract_id"),
    )
    op.create_index("ix_due_items_contract_id", "due_items", ["contract_id", "to_on"])


def _line_invoices() -> None:
    op.create_table(
        "line_invoices",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("group_buy_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("carrier_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("seller_uscc", sa.Text(), nullable=False),
        sa.Column("buyer_uscc", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("vat_bps", sa.Integer(), nullable=False),
        sa.Column("net_minor", sa.BigInteger(), nullable=False),
        sa.Column("vat_minor", sa.BigInteger(), nullable=False),
        sa.Column("gross_minor", sa.BigInteger(), nullable=False),
        sa.Column("difference_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("tax_due_on", sa.Date(), nullable=False),
        sa.Column("delivered_on", sa.Date(), nullable=False),
        sa.Column("contract_due_on", sa.Date()),
        sa.Column("legal_due_on", sa.Date()),
        sa.Column("legal_rule", sa.String(32)),
        sa.Column("payee_account_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("remitted_minor", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("received_minor", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("disputed_by", sa.Uuid()),
        sa.Column("answered_at", INSTANT),
        sa.Column("replaced_by_id", sa.Uuid()),
        sa.Column("red_number", sa.Text()),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *_invoice_rules(),
    )
    op.create_index("ix_line_invoices_carrier_id", "line_invoices", ["carrier_id", "issued_on"])
    op.create_index("ix_line_invoices_contract_id", "line_invoices", ["contract_id"])
    op.create_index(
        "ix_line_invoices_due",
        "line_invoices",
        [sa.text("least(contract_due_on, legal_due_on)")],
        postgresql_where=sa.text("state = 'invoiced'"),
    )
    op.create_index("ix_line_invoices_member_id", "line_invoices", ["member_id", "issued_on"])


def _invoice_rules() -> list[sa.Constraint]:
    """What holds of one invoice by itself, and what it points to."""
    return [
        sa.CheckConstraint(
            "legal_rule IN ('contract', 'public_payer', 'large_payer')",
            name=op.f("ck_line_invoices_legal_rule"),
        ),
        sa.CheckConstraint(
            "state IN ('invoiced', 'paid', 'received', 'disputed', 'void')",
            name=op.f("ck_line_invoices_state"),
        ),
        sa.CheckConstraint(
            "(state = 'disputed') = (disputed_by IS NOT NULL)",
            name=op.f("ck_line_invoices_disputed_by"),
        ),
        sa.CheckConstraint(
            "CASE state WHEN 'invoiced' THEN remitted_minor < gross_minor WHEN 'paid' THEN remitted_minor = gross_minor AND received_minor < gross_minor WHEN 'received' THEN received_minor = gross_minor WHEN 'void' THEN remitted_minor = 0 ELSE true END",
            name=op.f("ck_line_invoices_state_as_paid"),
        ),
        sa.CheckConstraint("currency = 'CNY'", name=op.f("ck_line_invoices_currency")),
        sa.CheckConstraint("number ~ '^[0-9]{20}$'", name=op.f("ck_line_invoices_number_digits")),
        sa.CheckConstraint(
            "red_number ~ '^[0-9]{20}$'", name=op.f("ck_line_invoices_red_number_digits")
        ),
        sa.CheckConstraint(
            "replaced_by_id IS NULL OR state = 'void'",
            name=op.f("ck_line_invoices_replaced_is_void"),
        ),
        sa.CheckConstraint(
            "(legal_due_on IS NULL) = (legal_rule IS NULL)",
            name=op.f("ck_line_invoices_legal_rule_day"),
        ),
        sa.CheckConstraint(
            "disputed_by IS NULL OR disputed_by IN (member_id, carrier_id)",
            name=op.f("ck_line_invoices_disputed_party"),
        ),
        sa.CheckConstraint(
            "net_minor + vat_minor = gross_minor AND net_minor > 0",
            name=op.f("ck_line_invoices_sums"),
        ),
        sa.CheckConstraint(
            f"net_minor BETWEEN 0 AND {MAX_MINOR} AND vat_minor BETWEEN 0 AND {MAX_MINOR} AND gross_minor BETWEEN 0 AND {MAX_MINOR} AND remitted_minor BETWEEN 0 AND {MAX_MINOR} AND received_minor BETWEEN 0 AND {MAX_MINOR}",
            name=op.f("ck_line_invoices_net_minor_vat_minor_gross_minor_remitted_amount"),
        ),
        sa.CheckConstraint(
            "received_minor <= remitted_minor AND remitted_minor <= gross_minor",
            name=op.f("ck_line_invoices_paid"),
        ),
        sa.ForeignKeyConstraint(
            ["carrier_id"], ["organisations.id"], name="fk_line_invoices_carrier_id"
        ),
        sa.ForeignKeyConstraint(
            ["contract_id", "group_buy_id"],
            ["contracts.id", "contracts.group_buy_id"],
            name="fk_line_invoices_contract_id_group_buy_id",
        ),
        sa.ForeignKeyConstraint(
            ["disputed_by"], ["organisations.id"], name="fk_line_invoices_disputed_by"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["organisations.id"], name="fk_line_invoices_member_id"
        ),
        sa.ForeignKeyConstraint(
            ["payee_account_id", "carrier_id"],
            ["payee_accounts.id", "payee_accounts.carrier_id"],
            name="fk_line_invoices_payee_account_id_carrier_id",
        ),
        sa.ForeignKeyConstraint(["recorded_by"], ["users.id"], name="fk_line_invoices_recorded_by"),
        sa.ForeignKeyConstraint(
            ["replaced_by_id"], ["line_invoices.id"], name="fk_line_invoices_replaced_by_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_line_invoices"),
        sa.UniqueConstraint("id", "contract_id", name="uq_line_invoices_id_contract_id"),
        sa.UniqueConstraint("seller_uscc", "number", name="uq_line_invoices_seller_uscc_number"),
    ]


def _invoice_items() -> None:
    op.create_table(
        "invoice_items",
        sa.Column("invoice_id", sa.Uuid(), nullable=False),
        sa.Column("due_item_id", sa.Uuid(), nullable=False),
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("group_buy_id", sa.Uuid(), nullable=False),
        sa.Column("ended_at", INSTANT),
        sa.ForeignKeyConstraint(
            ["due_item_id", "contract_id"],
            ["due_items.id", "due_items.contract_id"],
            name="fk_invoice_items_due_item_id_contract_id",
        ),
        sa.ForeignKeyConstraint(
            ["invoice_id", "contract_id"],
            ["line_invoices.id", "line_invoices.contract_id"],
            name="fk_invoice_items_invoice_id_contract_id",
        ),
        sa.PrimaryKeyConstraint("invoice_id", "due_item_id", name="pk_invoice_items"),
    )
    op.create_index(
        "uq_invoice_items_standing",
        "invoice_items",
        ["due_item_id"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )


def _remittances() -> None:
    op.create_table(
        "remittances",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("invoice_id", sa.Uuid(), nullable=False),
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("group_buy_id", sa.Uuid(), nullable=False),
        sa.Column("carrier_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("payee_account_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('recorded', 'received', 'denied', 'withdrawn')",
            name=op.f("ck_remittances_state"),
        ),
        sa.CheckConstraint(
            "currency = 'CNY' AND amount_minor > 0", name=op.f("ck_remittances_amount")
        ),
        sa.CheckConstraint(
            f"amount_minor BETWEEN 0 AND {MAX_MINOR}",
            name=op.f("ck_remittances_amount_minor_amount"),
        ),
        sa.ForeignKeyConstraint(
            ["invoice_id", "contract_id"],
            ["line_invoices.id", "line_invoices.contract_id"],
            name="fk_remittances_invoice_id_contract_id",
        ),
        sa.ForeignKeyConstraint(
            ["payee_account_id", "carrier_id"],
            ["payee_accounts.id", "payee_accounts.carrier_id"],
            name="fk_remittances_payee_account_id_carrier_id",
        ),
        sa.ForeignKeyConstraint(["recorded_by"], ["users.id"], name="fk_remittances_recorded_by"),
        sa.PrimaryKeyConstraint("id", name="pk_remittances"),
    )
    op.create_index("ix_remittances_invoice_id", "remittances", ["invoice_id"])
    op.create_index(
        "uq_remittances_counted",
        "remittances",
        ["invoice_id", "reference"],
        unique=True,
        postgresql_where=sa.text("state IN ('recorded', 'received')"),
    )


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    for function in FUNCTIONS:
        op.execute(f"DROP FUNCTION {function}()")
