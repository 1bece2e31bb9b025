"""The charge of a saved way to pay: made while it is wanted, called off when it is not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

from marketplace.adapters.stripe_twin.client import NetworkFault
from marketplace.db.session import now_of
from marketplace.services.record_deposit import record_deposit
from tests.factories.demand import a_line
from tests.factories.deposited import DepositMarket, Deposits, take_one_out

SAVED = {"way": "save", "rate_bps": 100}
CHARGES = "post", "/v1/payment_intents"


@pytest.fixture
def market(deposits) -> DepositMarket:
    return DepositMarket(deposits, SAVED)


@contextmanager
def payments_off(deposits: Deposits) -> Iterator[None]:
    runtime = deposits.runtime
    deposits.app.extensions["marketplace"] = replace(runtime, payments=None)
    try:
        yield
    finally:
        deposits.app.extensions["marketplace"] = runtime


def cancel(market: DepositMarket) -> None:
    answer = market.park.post(f"{market.path}/cancel", json={"reason": "No budget left"})
    assert answer.status_code == 200, answer.json
    market.sweep()


def charged(deposits: Deposits) -> list[Any]:
    """Every payment that went through at Stripe."""
    made = deposits.stripe.twin.state.all("payment_intent")
    return [one for one in made if one["status"] == "succeeded"]


def later(deposits: Deposits, market: DepositMarket) -> None:
    deposits.clock.advance(minutes=10)
    deposits.sweep()
    market.sweep()
    deposits.sweep()


def test_a_charge_that_never_reached_stripe_is_not_made_once_the_group_buy_is_cancelled(
    deposits, market
):
    member, deposit_id = market.paid()
    before = len(charged(deposits))
    with deposits.silence(of=CHARGES):
        market.reach_lock()
        cancel(market)
    asked = market.seen(member, deposit_id)

    later(deposits, market)

    assert (asked["state"], asked["next"]["step"]) == ("charging", "calling_off")
    seen = market.seen(member, deposit_id)
    assert (seen["state"], seen["ended_reason"]) == ("released", "group_buy_cancelled")
    assert len(charged(deposits)) == before


def test_a_charge_whose_answer_was_lost_is_held_and_goes_back_once_it_is_called_off(
    deposits, market
):
    member, deposit_id = market.paid()
    with deposits.silence(NetworkFault.AFTER, of=CHARGES):
        market.reach_lock()
        cancel(market)

    later(deposits, market)

    row = deposits.row(deposit_id)
    assert [(one.reason, one.state) for one in row.returns] == [("group_buy_cancelled", "done")]
    assert row.state == "returned"
    assert deposits.owed(member.id) == {}


def test_a_charge_that_stripe_was_never_asked_for_ends_at_once(deposits, market):
    member, deposit_id = market.paid()
    before = len(charged(deposits))
    with payments_off(deposits):
        market.reach_lock()
        cancel(market)
        seen = market.seen(member, deposit_id)

    later(deposits, market)

    assert seen["state"] == "released"
    assert len(charged(deposits)) == before
    assert [one.state for one in deposits.row(deposit_id).tries] == ["done", "failed"]


def test_no_call_asks_for_the_charge_again_once_it_is_called_off(deposits, market):
    _, deposit_id = market.paid()
    with deposits.silence(of=CHARGES):
        market.reach_lock()
        cancel(market)
    before = len(deposits.stripe.client.asked)

    deposits.work(deposit_id)

    assert deposits.stripe.client.asked[before:] == []


def test_an_earlier_page_read_again_does_not_put_back_the_card_saved_before(deposits, market):
    member, deposit_id = market.paid()
    first = deposits.row(deposit_id).tries[0].page_id
    market.pay(member, deposit_id, card="pm_card_mastercard")

    with deposits.database.unit_of_work() as session:
        seen = deposits.stripe.payments.read_page(first)
        record_deposit(session, seen, now=now_of(session))

    assert "mastercard" in deposits.row(deposit_id).method_label.lower()
    market.reach_lock()
    assert "mastercard" in deposits.row(deposit_id).standing.label.lower()


def test_two_equal_parts_both_go_back_though_stripe_refuses_the_first_for_a_while(deposits):
    market = DepositMarket(deposits)
    member, deposit_id = market.paid(a_line(), a_line(label="second"))
    take_one_out(market, member)
    deposits.stripe.twin.state.data["empty"] = True
    market.reach_lock()
    deposits.stripe.twin.state.data["empty"] = False
    cancel(market)
    deposits.sweep()
    states = [one.state for one in deposits.row(deposit_id).returns]

    deposits.clock.advance(hours=2)
    deposits.sweep()

    first, second = deposits.row(deposit_id).returns
    assert (first.amount_minor, states) == (second.amount_minor, ["asked", "done"])
    assert (first.state, second.state) == ("done", "done")
    assert deposits.owed(member.id) == {}
