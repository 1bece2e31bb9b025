"""Keep the platform's own money in a ledger that balances by itself.

The database numbers the entries without gaps in the order in which they commit (whoever posts holds
the head's lock until then), so that what is known as of a number never changes. At commit it refuses
an entry that does not come to zero in each currency, that has not the postings it says, or after
which an organisation would have got back more than was held. Nothing is ever changed or deleted.

Revision: 0060, after 0043
"""

import sqlalchemy as sa
from alembic import op

revision = "0060"
down_revision = "0043"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
MAX_MINOR = 9 * 10**14
PURPOSES = (
    "'bank', 'stripe_clearing', 'fee_receivable', 'deposit_held', 'interest_payable', "
    "'kept_deposit_payable', 'vat_payable', 'fee_revenue', 'interest_expense', 'payment_cost'"
)
OF_ORGANISATIONS = "'fee_receivable', 'deposit_held', 'interest_payable', 'kept_deposit_payable'"
CURRENCIES = "'CNY', 'HKD', 'USD', 'EUR', 'SGD', 'JPY'"
CAUSES = "'deposit', 'service_fee', 'credit_note', 'payout', 'correction'"
ENTRY_PURPOSES = (
    "'charged', 'returned', 'kept', 'paid_on', 'interest', 'invoiced', 'paid', 'credited', "
    "'settled', 'cost', 'reversed'"
)
APPEND_ONLY = (
    "ledger_accounts",
    "ledger_entries",
    "ledger_postings",
    "ledger_snapshots",
    "ledger_balances",
)

NUMBER = """
INSERT INTO ledger_head (one, number) VALUES (true, 0);

CREATE FUNCTION number_ledger_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE ledger_head SET number = number + 1, at = greatest(at, NEW.at)
    RETURNING number, at INTO NEW.number, NEW.at;
  RETURN NEW;
END $$;

CREATE TRIGGER number_ledger_entry BEFORE INSERT ON ledger_entries
  FOR EACH ROW EXECUTE FUNCTION number_ledger_entry();

CREATE FUNCTION refuse_ledger_head_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.number = OLD.number + 1 AND NEW.at >= coalesce(OLD.at, NEW.at) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'the ledger only goes on';
END $$;

CREATE TRIGGER refuse_ledger_head_change BEFORE UPDATE OR DELETE ON ledger_head
  FOR EACH ROW EXECUTE FUNCTION refuse_ledger_head_change();
"""

BALANCE = """
CREATE FUNCTION ledger_balance(of_account uuid, up_to bigint) RETURNS bigint
  LANGUAGE sql STABLE AS $$
  WITH s AS (SELECT coalesce(max(as_of), 0) AS as_of FROM ledger_snapshots WHERE as_of <= up_to)
  SELECT coalesce((SELECT b.debit_minor - b.credit_minor FROM ledger_balances b, s
                   WHERE b.account_id = of_account AND b.as_of = s.as_of), 0)
    + coalesce((SELECT sum(p.amount_minor) FROM ledger_postings p, s
                WHERE p.account_id = of_account
                  AND p.entry_number > s.as_of AND p.entry_number <= up_to), 0)::bigint
$$;
"""

CHECKED = """
CREATE FUNCTION check_ledger_entry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  entry bigint := (to_jsonb(NEW) ->> TG_ARGV[0])::bigint;
BEGIN
  IF (SELECT count(*) FROM ledger_postings WHERE entry_number = entry)
     <> (SELECT legs FROM ledger_entries WHERE number = entry) THEN
    RAISE EXCEPTION 'ledger entry % has not the postings it says', entry
      USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_entry_whole';
  END IF;
  IF EXISTS (SELECT FROM ledger_postings p JOIN ledger_accounts a ON a.id = p.account_id
             WHERE p.entry_number = entry GROUP BY a.currency HAVING sum(p.amount_minor) <> 0) THEN
    RAISE EXCEPTION 'ledger entry % does not balance', entry
      USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_entry_balances';
  END IF;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER check_ledger_entry AFTER INSERT ON ledger_entries
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_ledger_entry('number');
CREATE CONSTRAINT TRIGGER check_ledger_entry AFTER INSERT ON ledger_postings
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_ledger_entry('entry_number');

CREATE FUNCTION check_ledger_floor() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM ledger_accounts a WHERE a.id = NEW.account_id AND a.purpose
             IN ('deposit_held', 'interest_payable', 'kept_deposit_payable')
             AND ledger_balance(a.id, 9223372036854775807) > 0) THEN
    RAISE EXCEPTION 'ledger entry % gives back more than is held', NEW.entry_number
      USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_floor';
  END IF;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER check_ledger_floor AFTER INSERT ON ledger_postings
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.amount_minor > 0)
  EXECUTE FUNCTION check_ledger_floor();

CREATE FUNCTION check_ledger_snapshot() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.as_of <> (SELECT number FROM ledger_head FOR UPDATE) THEN
    RAISE EXCEPTION 'a snapshot is taken of the newest entry'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_snapshot_newest';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER check_ledger_snapshot BEFORE INSERT ON ledger_snapshots
  FOR EACH ROW EXECUTE FUNCTION check_ledger_snapshot();

CREATE FUNCTION refuse_ledger_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;
"""


def upgrade() -> None:
    op.create_table(
        "ledger_head",
        sa.Column("one", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("at", INSTANT),
        sa.CheckConstraint("one", name=op.f("ck_ledger_head_one")),
        sa.PrimaryKeyConstraint("one", name="pk_ledger_head"),
    )
    op.create_table(
        "ledger_accounts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.String(32), nullable=False),
        sa.Column("organisation_id", sa.Uuid()),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.CheckConstraint(f"purpose IN ({PURPOSES})", name=op.f("ck_ledger_accounts_purpose")),
        sa.CheckConstraint(
            f"(purpose IN ({OF_ORGANISATIONS})) = (organisation_id IS NOT NULL)",
            name=op.f("ck_ledger_accounts_whose"),
        ),
        sa.CheckConstraint(f"currency IN ({CURRENCIES})", name=op.f("ck_ledger_accounts_currency")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_ledger_accounts_organisation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_ledger_accounts"),
        sa.UniqueConstraint(
            "purpose",
            "organisation_id",
            "currency",
            name="uq_ledger_accounts_purpose_organisation_id_currency",
            postgresql_nulls_not_distinct=True,
        ),
    )
    op.create_index("ix_ledger_accounts_organisation_id", "ledger_accounts", ["organisation_id"])
    op.create_table(
        "ledger_entries",
        sa.Column("number", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("cause_kind", sa.String(32), nullable=False),
        sa.Column("cause_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.String(32), nullable=False),
        sa.Column("legs", sa.SmallInteger(), nullable=False),
        sa.CheckConstraint(f"cause_kind IN ({CAUSES})", name=op.f("ck_ledger_entries_cause_kind")),
        sa.CheckConstraint(
            f"purpose IN ({ENTRY_PURPOSES})", name=op.f("ck_ledger_entries_purpose")
        ),
        sa.CheckConstraint("legs >= 2", name=op.f("ck_ledger_entries_double")),
        sa.PrimaryKeyConstraint("number", name="pk_ledger_entries"),
        sa.UniqueConstraint(
            "cause_kind", "cause_id", "purpose", name="uq_ledger_entries_cause_kind_cause_id_purpose"
        ),
    )
    op.create_index("ix_ledger_entries_at", "ledger_entries", ["at", "number"])
    op.create_table(
        "ledger_postings",
        sa.Column("entry_number", sa.BigInteger(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            f"amount_minor <> 0 AND amount_minor BETWEEN -{MAX_MINOR} AND {MAX_MINOR}",
            name=op.f("ck_ledger_postings_amount"),
        ),
        sa.ForeignKeyConstraint(
            ["entry_number"], ["ledger_entries.number"], name="fk_ledger_postings_entry_number"
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["ledger_accounts.id"], name="fk_ledger_postings_account_id"
        ),
        sa.PrimaryKeyConstraint("entry_number", "account_id", name="pk_ledger_postings"),
    )
    op.create_index(
        "ix_ledger_postings_account_id", "ledger_postings", ["account_id", "entry_number"]
    )
    _snapshots()
    for block in (NUMBER, BALANCE, CHECKED):
        op.get_bind().exec_driver_sql(block.replace("%", "%%"))
    for table in APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER refuse_ledger_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change()"
        )


def _snapshots() -> None:
    op.create_table(
        "ledger_snapshots",
        sa.Column("as_of", sa.BigInteger(), nullable=False),
        sa.Column("taken_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["as_of"], ["ledger_entries.number"], name="fk_ledger_snapshots_as_of"
        ),
        sa.PrimaryKeyConstraint("as_of", name="pk_ledger_snapshots"),
    )
    op.create_table(
        "ledger_balances",
        sa.Column("as_of", sa.BigInteger(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("debit_minor", sa.BigInteger(), nullable=False),
        sa.Column("credit_minor", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "debit_minor >= 0 AND credit_minor >= 0", name=op.f("ck_ledger_balances_sums")
        ),
        sa.ForeignKeyConstraint(
            ["as_of"], ["ledger_snapshots.as_of"], name="fk_ledger_balances_as_of"
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["ledger_accounts.id"], name="fk_ledger_balances_account_id"
        ),
        sa.PrimaryKeyConstraint("as_of", "account_id", name="pk_ledger_balances"),
    )


def downgrade() -> None:
    for table in ("ledger_balances", "ledger_snapshots", "ledger_postings", "ledger_entries"):
        op.drop_table(table)
    for table in ("ledger_accounts", "ledger_head"):
        op.drop_table(table)
    for function in (
        "check_ledger_snapshot",
        "check_ledger_floor",
        "check_ledger_entry",
        "ledger_balance",
        "number_ledger_entry",
        "refuse_ledger_change",
        "refuse_ledger_head_change",
    ):
        op.execute(f"DROP FUNCTION {function}")
