"""Deposits at the lock: pages that are still open, amounts that followed the lines, no Stripe."""

from __future__ import annotations

from datetime import datetime

from marketplace.services.lock_deposits import GRACE
from tests.factories.demand import a_line
from tests.factories.deposited import DepositMarket, Deposits, take_one_out

PRICE = 100_000 + 12 * 2_000_000
"of one line here, fen"
SAVED = {"way": "save", "rate_bps": 100}


def state_at_stripe(deposits: Deposits, page: str) -> str:
    return str(deposits.stripe.twin.state.get(page, "checkout.session")["status"])


def test_a_page_to_save_another_way_is_closed_before_the_saved_one_is_charged(deposits):
    market = DepositMarket(deposits, SAVED)
    member, deposit_id = market.paid()
    other = market.page(member, deposit_id)

    market.reach_lock()

    assert state_at_stripe(deposits, other) == "expired"
    assert market.seen(member, deposit_id)["state"] == "held"


def test_the_lock_waits_for_a_page_to_save_another_way_to_pay(deposits):
    market = DepositMarket(deposits, SAVED)
    member, deposit_id = market.paid()
    market.page(member, deposit_id)
    locks_at = datetime.fromisoformat(market.park.get(market.path).json["locks_at"])
    deposits.clock.freeze(locks_at)

    answer = market.park.post(f"{market.path}/lock")

    assert (answer.status_code, answer.json["code"]) == (409, "too_early")
    assert market.park.get(market.path).json["state"] == "open"


def test_a_page_that_stripe_does_not_close_in_time_stops_no_lock_and_is_closed_later(deposits):
    market = DepositMarket(deposits, SAVED)
    member, deposit_id = market.paid()
    other = market.page(member, deposit_id)
    with deposits.silence():
        market.reach_lock(after=GRACE)
    locked = market.park.get(market.path).json["state"]

    deposits.sweep()

    assert locked == "locked"
    assert state_at_stripe(deposits, other) == "expired"
    assert market.seen(member, deposit_id)["state"] == "held"
    assert [one.state for one in deposits.row(deposit_id).tries] == ["done", "closed", "done"]


def test_a_page_asks_for_the_lines_as_they_are_when_pay_is_pressed_again(deposits):
    market = DepositMarket(deposits)
    member, deposit_id = market.joined(a_line(), a_line(label="second"))
    old = market.page(member, deposit_id)
    take_one_out(market, member)

    new = market.page(member, deposit_id)

    assert state_at_stripe(deposits, old) == "expired"
    deposits.stripe.visitor.pay(new)
    member.post(f"/deposits/{deposit_id}/page")
    deposits.work(deposit_id)
    assert market.seen(member, deposit_id)["held_minor"] == PRICE // 50


def test_a_page_that_asks_for_more_than_the_lines_that_are_left_is_closed(deposits):
    market = DepositMarket(deposits)
    member, deposit_id = market.joined(a_line(), a_line(label="second"))
    old = market.page(member, deposit_id)
    take_one_out(market, member)
    deposits.clock.advance(minutes=2)

    deposits.sweep()

    assert state_at_stripe(deposits, old) == "expired"
    seen = market.seen(member, deposit_id)
    assert (seen["amount_minor"], seen["next"]["step"]) == (PRICE // 50, "pay_page")


def test_while_stripe_does_not_close_a_page_no_other_is_opened(deposits):
    market = DepositMarket(deposits)
    member, deposit_id = market.joined(a_line(), a_line(label="second"))
    old = market.page(member, deposit_id)
    take_one_out(market, member)
    with deposits.silence():
        member.post(f"/deposits/{deposit_id}/page")
        deposits.work(deposit_id)
    asked = [one.state for one in deposits.row(deposit_id).tries]
    deposits.stripe.visitor.pay(old)

    deposits.clock.advance(minutes=2)
    deposits.sweep()

    row = deposits.row(deposit_id)
    assert asked == ["closed", "asked"]
    assert (row.state, len(row.payments)) == ("held", 1)
    assert [one.state for one in row.tries] == ["closed", "failed"]


def test_a_saved_way_to_pay_is_charged_for_the_lines_that_are_left_at_the_lock(deposits):
    market = DepositMarket(deposits, SAVED)
    member, deposit_id = market.paid(a_line(), a_line(label="second"))
    take_one_out(market, member)
    followed = market.seen(member, deposit_id)["amount_minor"]

    market.reach_lock()

    assert followed == PRICE // 100
    assert market.seen(member, deposit_id)["held_minor"] == PRICE // 100
