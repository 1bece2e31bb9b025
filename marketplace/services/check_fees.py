"""Invariants of service fees: what was agreed is owed, and the ledger says what the fee says."""

# ruff: noqa: S608  (no value that anybody gives enters these texts)
from __future__ import annotations

from marketplace.services.check_rule import Told, among

CREDITS = """(SELECT coalesce(sum({0}), 0) FROM fee_credits c WHERE c.fee_id = f.id
              AND c.state = 'issued')"""
REFUNDED = "f.stripe_refund_state IN ('pending', 'succeeded')"
OPEN = f"""CASE WHEN f.issued_at IS NULL OR f.state = 'void' THEN 0 ELSE
             f.net_minor + f.vat_minor - {CREDITS.format("c.net_minor + c.vat_minor")}
             - coalesce(f.stripe_paid_minor, 0) - coalesce(f.transferred_minor, 0)
             + f.stripe_taken_minor
             + {CREDITS.format("c.returned_minor")} + f.returned_minor
             + CASE WHEN {REFUNDED} THEN coalesce(f.stripe_paid_minor, 0) ELSE 0 END END"""
CLAIM = """(SELECT coalesce(sum(p.amount_minor), 0) FROM ledger_entries e
            JOIN ledger_postings p ON p.entry_number = e.number
            JOIN ledger_accounts a ON a.id = p.account_id AND a.purpose = 'fee_receivable'
            WHERE a.organisation_id = f.organisation_id
              AND (e.cause_kind IN ('service_fee', 'payout') AND e.cause_id = f.id
                   OR e.cause_kind = 'dispute' AND e.cause_id IN
                      (SELECT x.id FROM payment_disputes x WHERE x.about_id = f.id)
                   OR e.cause_kind = 'credit_note' AND e.cause_id IN
                      (SELECT c.id FROM fee_credits c WHERE c.fee_id = f.id)))"""

FEE_RULES = (
    Told(
        "fee_as_agreed",
        "a fee is owed by a party of a contract in force, by the table its group buy opened under",
        f"""SELECT f.id, concat(f.number, ' table ', f.fee_table, ' agreed ', g.fee_table)
            FROM service_fees f JOIN contracts c ON c.id = f.contract_id
            JOIN group_buys g ON g.id = f.group_buy_id
            WHERE {among("f.group_buy_id")}
              AND (f.fee_table IS DISTINCT FROM g.fee_table
                   OR f.organisation_id <> CASE f.payer WHEN 'member' THEN c.member_id
                                                        ELSE c.carrier_id END
                   OR c.member_signed_at IS NULL OR c.carrier_signed_at IS NULL)""",
    ),
    Told(
        "fee_table_kept",
        "a group buy keeps the newest fee table published and in force when it opened",
        f"""SELECT g.id, concat('keeps ', g.fee_table) FROM group_buys g
            WHERE {among("g.id")} AND g.fee_table IS NOT NULL AND g.fee_table IS DISTINCT FROM
              (SELECT max(t.version) FROM fee_tables t WHERE t.published_at <= g.opened_at
               AND t.effective_on <= (g.opened_at AT TIME ZONE 'Asia/Shanghai')::date)""",
    ),
    Told(
        "fee_booked",
        "what a fee has open is what the ledger has on the payer's account for it",
        f"""SELECT f.id, concat(f.number, ' open ', {OPEN}, ' booked ', {CLAIM})
            FROM service_fees f WHERE {among("f.group_buy_id")} AND {OPEN} <> {CLAIM}""",
    ),
    Told(
        "fee_credits_within",
        "credit notes take back no more than was invoiced, in net and in VAT",
        f"""SELECT f.id, f.number FROM service_fees f WHERE {among("f.group_buy_id")}
              AND ({CREDITS.format("c.net_minor")} > f.net_minor
                   OR {CREDITS.format("c.vat_minor")} > f.vat_minor)""",
    ),
    Told(
        "fee_settled",
        "a fee that is paid or transferred has nothing open; a credited one has nothing left",
        f"""SELECT f.id, concat(f.number, ' ', f.state) FROM service_fees f
            WHERE {among("f.group_buy_id")}
              AND (f.state IN ('paid', 'transferred') AND {OPEN} > 0
                   OR f.state = 'credited' AND {CREDITS.format("c.net_minor")} <> f.net_minor)""",
    ),
)
