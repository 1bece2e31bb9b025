"""Keep that a credit note was made void, and that papers at Stripe stand otherwise than ours.

What a void credit note took back is owed again, so it counts no more in the sum of credit notes.

Revision: 0088, after 0087
"""

from alembic import op

revision = "0088"
down_revision = "0087"
branch_labels = None
depends_on = None

NOTES = "'wanted', 'issued', 'refused'"
KINDS = "'not_booked', 'not_at_stripe', 'amount', 'currency', 'unknown_move', 'balance'"
WITHIN = """
CREATE OR REPLACE FUNCTION check_fee_credits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM service_fees f JOIN fee_credits c ON c.fee_id = f.id
             WHERE f.id = NEW.fee_id AND c.state NOT IN ({0}) GROUP BY f.id
             HAVING sum(c.net_minor) > f.net_minor OR sum(c.vat_minor) > f.vat_minor) THEN
    RAISE EXCEPTION 'more would be credited than was invoiced'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'fee_credits_within';
  END IF;
  RETURN NULL;
END $$
"""


def upgrade() -> None:
    _choices("fee_credits", "state", f"{NOTES}, 'voided'")
    _choices("payment_differences", "kind", f"{KINDS}, 'invoice', 'credit_note', 'page'")
    op.execute(WITHIN.format("'refused', 'voided'"))


def downgrade() -> None:
    op.execute(WITHIN.format("'refused'"))
    _choices("payment_differences", "kind", KINDS)
    _choices("fee_credits", "state", NOTES)


def _choices(table: str, column: str, values: str) -> None:
    name = op.f(f"ck_{table}_{column}")
    op.drop_constraint(name, table)
    op.create_check_constraint(name, table, f"{column} IN ({values})")
