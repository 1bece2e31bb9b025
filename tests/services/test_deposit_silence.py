"""Stripe is silent, or refuses our key, at a deadline: nobody loses lines who could not pay."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from marketplace.models import Notification
from marketplace.services.lock_deposits import GRACE
from tests.factories.deposited import ASKS, DepositMarket, Deposits
from tests.factories.people import Actor

SAVED = {"way": "save", "rate_bps": 100}


@pytest.fixture
def market(deposits) -> DepositMarket:
    return DepositMarket(deposits)


@contextmanager
def key_refused(deposits: Deposits) -> Iterator[None]:
    """The key was exchanged at Stripe, and not here."""
    twin = deposits.stripe.twin
    key, twin.key = twin.key, "sk_test_another"
    try:
        yield
    finally:
        twin.key = key


def before_the_lock(market: DepositMarket, **span: float) -> None:
    locks_at = datetime.fromisoformat(market.park.get(market.path).json["locks_at"])
    market.deposits.clock.freeze(locks_at - timedelta(**span))


def press_pay(market: DepositMarket, member: Actor, deposit_id: str) -> None:
    answer = member.post(f"/deposits/{deposit_id}/page")
    assert answer.status_code == 200, answer.json
    market.deposits.work(deposit_id)


def lines(market: DepositMarket, member: Actor) -> set[str]:
    stay = member.get(f"{market.path}/participation").json
    return {line["state"] for line in stay["lines"]}


def test_while_the_key_is_refused_no_line_leaves_at_the_lock(deposits, market):
    (presser, pressed), (other, unpressed) = market.joined(), market.joined()
    before_the_lock(market, minutes=5)

    with key_refused(deposits):
        press_pay(market, presser, pressed)
        market.reach_lock()

    assert lines(market, presser) == lines(market, other) == {"pooled"}
    assert market.seen(other, unpressed)["ended_reason"] == "deposits_off"


def test_operators_are_told_at_once_that_the_key_is_refused(deposits, market):
    operator = deposits.people.operator()
    member, deposit_id = market.joined()

    with key_refused(deposits):
        press_pay(market, member, deposit_id)

    assert operator.get("/payments").json["refused"] == "stripe_key_refused"
    mine = sa.select(Notification.path).where(
        Notification.event == "payments_refused",
        Notification.user_id == operator.identity.user_id,
    )
    with deposits.database.single_statements() as session:
        assert set(session.scalars(mine)) == {"/payments"}


def test_once_the_key_is_good_again_deposits_are_asked_for_in_earnest(deposits, market):
    (payer, paid), (other, unpaid) = market.joined(), market.joined()
    before_the_lock(market, minutes=5)
    with key_refused(deposits):
        press_pay(market, payer, paid)
    market.pay(payer, paid)

    market.reach_lock()

    assert lines(market, payer) == {"pooled"}
    assert (market.seen(other, unpaid)["state"], lines(market, other)) == ("released", {"released"})


def test_a_payment_of_the_last_minute_that_stripe_tells_of_late_is_held(deposits, market):
    member, deposit_id = market.joined()
    page = market.page(member, deposit_id)
    deposits.stripe.visitor.pay(page)
    with deposits.silence():
        market.reach_lock(after=GRACE)
    waiting = market.seen(member, deposit_id)

    deposits.sweep()

    assert (waiting["state"], lines(market, member)) == ("confirming", {"pooled"})
    assert market.seen(member, deposit_id)["state"] == "held"


def test_who_asked_for_a_page_in_time_and_got_none_pays_after_the_lock(deposits, market):
    member, deposit_id = market.joined()
    before_the_lock(market, minutes=5)
    with deposits.silence():
        press_pay(market, member, deposit_id)
        market.reach_lock(after=GRACE)
    waiting = market.seen(member, deposit_id)

    deposits.sweep()
    market.pay(member, deposit_id)

    assert (waiting["state"], lines(market, member)) == ("confirming", {"pooled"})
    assert market.seen(member, deposit_id)["state"] == "held"


def test_who_asks_for_a_page_in_the_last_seconds_is_too_late(deposits, market):
    market.paid()
    member, deposit_id = market.joined()
    before_the_lock(market, seconds=20)
    with deposits.silence():
        press_pay(market, member, deposit_id)

    market.reach_lock()

    assert (market.seen(member, deposit_id)["state"], lines(market, member)) == (
        "released",
        {"released"},
    )


def test_time_to_pay_after_the_lock_begins_anew_while_stripe_is_silent(deposits):
    market = DepositMarket(deposits, SAVED)
    member, deposit_id = market.paid(card=ASKS)
    market.reach_lock()
    with deposits.silence():
        press_pay(market, member, deposit_id)
        deposits.clock.advance(days=5)
        market.sweep()
    waiting = market.seen(member, deposit_id)

    market.pay(member, deposit_id)

    assert (waiting["state"], lines(market, member)) == ("confirming", {"pooled"})
    assert market.seen(member, deposit_id)["state"] == "held"


def test_a_way_to_pay_saved_in_the_last_minute_is_charged_when_stripe_tells_of_it(deposits):
    market = DepositMarket(deposits, SAVED)
    member, deposit_id = market.joined()
    page = market.page(member, deposit_id)
    deposits.stripe.visitor.pay(page)
    with deposits.silence():
        market.reach_lock(after=GRACE)
    waiting = market.seen(member, deposit_id)["state"]

    deposits.sweep()

    assert waiting == "confirming"
    assert market.seen(member, deposit_id)["state"] == "held"
