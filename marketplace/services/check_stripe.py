"""Invariants of what is booked of Stripe's objects."""

# ruff: noqa: S608  (no value that anybody gives enters these texts)
from __future__ import annotations

from marketplace.services.check_ledger import EVERYTHING
from marketplace.services.check_rule import Told

STRIPE_RULES = (
    Told(
        "stripe_booked_once",
        "every object booked of Stripe has one entry of its own",
        f"""SELECT NULL::uuid, concat('entry ', b.entry_number)
            FROM stripe_bookings b WHERE {EVERYTHING}
            GROUP BY b.entry_number HAVING count(*) > 1""",
    ),
    Told(
        "stripe_booked_as_moved",
        "its entry moves the clearing account by as much as the booking says",
        f"""SELECT b.about_id, b.stripe_id FROM stripe_bookings b
            WHERE {EVERYTHING} AND b.amount_minor IS DISTINCT FROM
              (SELECT sum(p.amount_minor) FROM ledger_postings p
               JOIN ledger_accounts a ON a.id = p.account_id
               WHERE p.entry_number = b.entry_number AND a.currency = b.currency
                 AND a.purpose = 'stripe_clearing')""",
    ),
)
