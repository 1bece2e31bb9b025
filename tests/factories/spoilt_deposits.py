"""What breaks each invariant of deposits, in a market whose members have joined."""

from __future__ import annotations

UNLOCKED = "ALTER TABLE {0} DISABLE TRIGGER USER"
DEPOSIT = (
    "INSERT INTO deposits (id, group_buy_id, participation_id, member_id, state, amount_minor, "
    "estimate_minor, way, interest_bps, hold_days, confirm_days, rule_version, asked_at, "
    "method_id, confirm_due_at, return_due_at, version) SELECT gen_random_uuid(), "
    "p.group_buy_id, p.id, p.member_id, '{state}', 1000, 100000, 'charge', 0, 60, 2, 'x', now(), "
    "'pm', now(), now(), 1 FROM participations p JOIN group_buys g ON g.id = p.group_buy_id "
    "WHERE p.state = 'joined' AND g.state = 'open' LIMIT 1"
)
PAID = (
    "INSERT INTO deposit_payments (id, deposit_id, group_buy_id, payment_id, amount_minor, stands, "
    "paid_at) SELECT gen_random_uuid(), id, group_buy_id, 'pi', 1000, true, now() FROM deposits"
)
BACK = (
    "INSERT INTO deposit_returns (id, deposit_id, group_buy_id, of_payment_id, reason, "
    "amount_minor, state, asked_at, due_at, done_at) SELECT gen_random_uuid(), deposit_id, "
    "group_buy_id, id, 'left', {amount}, '{state}', now(), {due}, now() FROM deposit_payments"
)
SPOILT: dict[str, list[str]] = {
    "deposit_within_cap": [
        "ALTER TABLE deposits DROP CONSTRAINT ck_deposits_cap",
        DEPOSIT.format(state="due"),
        "UPDATE deposits SET estimate_minor = 49999",
    ],
    "deposit_returned_in_time": [
        DEPOSIT.format(state="returning"),
        PAID,
        BACK.format(amount=1000, state="sent", due="market_now() - interval '1 hour'"),
    ],
    "deposit_returned_once": [
        DEPOSIT.format(state="returned"),
        PAID,
        UNLOCKED.format("deposit_returns"),
        BACK.format(amount=1001, state="done", due="market_now()"),
    ],
    "deposit_ended_is_settled": [DEPOSIT.format(state="returned"), PAID],
    "deposit_held_is_paid": [DEPOSIT.format(state="held")],
    "deposit_booked": [DEPOSIT.format(state="held"), PAID],
    "deposit_has_end": [DEPOSIT.format(state="claimed"), PAID],
}
