"""Invariants of deposits: nothing twice, nothing late, and the ledger says the same."""

# ruff: noqa: S608  (no value that anybody gives enters these texts)
from __future__ import annotations

from marketplace.services.check_rule import Told, among

BOOKED = """
    SELECT e.cause_kind, e.cause_id, e.purpose, sum(p.amount_minor) AS amount_minor
    FROM ledger_entries e
    JOIN ledger_postings p ON p.entry_number = e.number AND p.amount_minor > 0
    WHERE e.cause_kind IN ('deposit', 'payout', 'dispute')
    GROUP BY e.number
"""
DEPOSIT_RULES = (
    Told(
        "deposit_within_cap",
        "what is asked for is at most 2 % of the estimate that it was reckoned from",
        f"""SELECT d.id, concat(d.amount_minor, ' of ', d.estimate_minor) FROM deposits d
            WHERE {among("d.group_buy_id")} AND d.amount_minor * 50 > d.estimate_minor""",
    ),
    Told(
        "deposit_returned_in_time",
        "whatever is to go back has gone back by its due time, five days after the end (BID-12)",
        f"""SELECT r.deposit_id, concat(r.state, ', due ', r.due_at) FROM deposit_returns r
            WHERE {among("r.group_buy_id")}
              AND r.state NOT IN ('done', 'settled', 'taken', 'withdrawn')
              AND r.due_at < market_now() AND NOT EXISTS (
                SELECT FROM deposit_payments p JOIN payment_disputes x
                  ON x.payment_id = p.payment_id AND x.state = 'open'
                WHERE p.id = r.of_payment_id)""",
    ),
    Told(
        "deposit_returned_once",
        "no payment goes back, or is kept, for more than it was",
        f"""SELECT p.deposit_id, p.payment_id FROM deposit_payments p
            WHERE {among("p.group_buy_id")} AND p.amount_minor <
              (SELECT coalesce(sum(r.amount_minor), 0) FROM deposit_returns r
               WHERE r.of_payment_id = p.id AND r.state <> 'withdrawn')
              + CASE WHEN p.stands THEN (SELECT coalesce(sum(c.kept_minor), 0)
                     FROM deposit_claims c WHERE c.deposit_id = p.deposit_id) ELSE 0 END""",
    ),
    Told(
        "deposit_ended_is_settled",
        "of an ended deposit nothing is held: all of it has gone back or was kept",
        f"""SELECT d.id, d.state FROM deposits d
            WHERE {among("d.group_buy_id")} AND d.state IN ('returned', 'kept', 'released') AND
              (SELECT coalesce(sum(p.amount_minor), 0) FROM deposit_payments p
               WHERE p.deposit_id = d.id)
              <> (SELECT coalesce(sum(r.amount_minor), 0) FROM deposit_returns r
                  WHERE r.deposit_id = d.id AND r.state IN ('done', 'settled', 'taken'))
                 + (SELECT coalesce(sum(c.kept_minor), 0) FROM deposit_claims c
                    WHERE c.deposit_id = d.id)""",
    ),
    Told(
        "deposit_held_is_paid",
        "a deposit that is held, claimed or going back has a payment",
        f"""SELECT d.id, d.state FROM deposits d
            WHERE {among("d.group_buy_id")} AND d.state IN ('held', 'claimed', 'returning')
              AND NOT EXISTS (SELECT FROM deposit_payments p WHERE p.deposit_id = d.id)""",
    ),
    Told(
        "deposit_booked",
        "every payment, return and kept amount is booked, each as it is",
        f"""WITH booked AS ({BOOKED}), facts AS (
              SELECT group_buy_id, deposit_id, id, 'deposit' AS kind, 'charged' AS purpose,
                     amount_minor FROM deposit_payments
              UNION ALL
              SELECT group_buy_id, deposit_id, id, 'deposit', 'returned', amount_minor
              FROM deposit_returns WHERE refund_id IS NOT NULL
              UNION ALL
              SELECT group_buy_id, deposit_id, id, 'deposit', 'reversed', amount_minor
              FROM deposit_returns
              WHERE refund_id IS NOT NULL AND state IN ('failed', 'settled', 'withdrawn')
              UNION ALL
              SELECT group_buy_id, deposit_id, id, 'payout', 'returned', amount_minor
              FROM deposit_returns WHERE state = 'settled'
              UNION ALL
              SELECT group_buy_id, deposit_id, id, 'deposit', 'interest', interest_minor
              FROM deposit_returns WHERE interest_minor > 0
              UNION ALL
              SELECT group_buy_id, deposit_id, id, 'payout', 'interest', interest_minor
              FROM deposit_returns WHERE interest_paid_at IS NOT NULL
              UNION ALL
              SELECT group_buy_id, about_id, id, 'dispute', 'returned', taken_minor
              FROM payment_disputes WHERE taken_minor > 0
              UNION ALL
              SELECT group_buy_id, about_id, id, 'dispute', 'reversed', restored_minor
              FROM payment_disputes WHERE restored_minor > 0
              UNION ALL
              SELECT group_buy_id, about_id, id, 'dispute', 'settled', settled_minor
              FROM payment_disputes WHERE settled_minor > 0
              UNION ALL
              SELECT group_buy_id, deposit_id, id, 'deposit', 'kept', kept_minor
              FROM deposit_claims WHERE kept_minor IS NOT NULL
              UNION ALL
              SELECT group_buy_id, deposit_id, id, 'payout', 'paid_on', kept_minor
              FROM deposit_claims WHERE state = 'paid_on')
            SELECT f.deposit_id, concat(f.kind, ' ', f.purpose, ' ', f.amount_minor)
            FROM facts f LEFT JOIN booked b ON (b.cause_kind, b.cause_id, b.purpose)
                                             = (f.kind, f.id, f.purpose)
            WHERE {among("f.group_buy_id")} AND b.amount_minor IS DISTINCT FROM f.amount_minor""",
    ),
    Told(
        "deposit_has_end",
        "every deposit that is not over has an end in sight: a time that is known",
        f"""SELECT d.id, d.state FROM deposits d JOIN group_buys g ON g.id = d.group_buy_id
            WHERE {among("d.group_buy_id")} AND (
              (d.state = 'due' AND g.state <> 'open'
               AND g.locked_at < market_now() - interval '1 day')
              OR (d.state = 'confirming' AND d.confirm_due_at < market_now() - interval '1 day')
              OR (d.state IN ('saved', 'charging', 'held')
                  AND coalesce(g.locked_at, g.locks_at) + make_interval(days => d.hold_days + 1)
                      < market_now())
              OR (d.state = 'claimed' AND NOT EXISTS (
                    SELECT FROM deposit_claims c WHERE c.deposit_id = d.id
                    AND c.state IN ('filed', 'proposed', 'contested'))))""",
    ),
)
