"""Reconciliation: Stripe and the ledger in both directions, and what was lost is re-read."""

from __future__ import annotations

from random import Random
from uuid import uuid4

import pytest
import sqlalchemy as sa

from marketplace.adapters.stripe_twin import balance
from marketplace.adapters.stripe_twin.client import NetworkFault
from marketplace.domain.ledger import AccountPurpose as A
from marketplace.domain.ledger_entries import Account, Cause, CauseKind, EntryPurpose, Leg
from marketplace.domain.reconciling import CheckOutcome, DifferenceKind
from marketplace.services.book_stripe import book_stripe
from marketplace.services.check_invariants import check_invariants
from marketplace.services.find_stripe_bookings import cleared
from tests.factories.paid_market import paid_market
from tests.factories.stripe_trial import new_key


@pytest.fixture
def market_and_recorder(config, database_url):
    with paid_market(config, database_url) as made:
        yield made


@pytest.fixture
def market(market_and_recorder):
    return market_and_recorder[0]


def kinds(check):
    return [difference.kind for difference in check.differences]


def clearing(market):
    with market.database.single_statements() as session:
        return cleared(session)


def test_nothing_happened_and_nothing_differs(market):
    check = market.compare()

    assert (check.outcome, check.moves, kinds(check)) == (CheckOutcome.AGREED, 0, [])


def test_lost_webhooks_are_found_re_read_and_booked_with_costs_and_payout(market):
    trial = market.trial
    payment = trial.paid(100_000)
    trial.payments.refund(payment.id, amount_minor=40_000, key=new_key())
    balance.create_payout(trial.twin.state, "", {"amount": "20000", "currency": "cny"})

    check = market.compare()

    assert (check.outcome, check.moves) == (CheckOutcome.AGREED, 3)
    assert check.mended >= 2
    assert clearing(market) == trial.payments.balances() == {"CNY": 100_000 - 3_635 - 60_000}


def test_comparing_again_changes_nothing(market):
    market.trial.paid()
    market.compare()
    before = market.booked()

    again = market.compare(reread=True)

    assert (again.outcome, again.mended) == (CheckOutcome.AGREED, 0)
    assert market.booked() == before


def test_what_came_by_webhook_and_by_re_reading_is_booked_once(market):
    payment = market.trial.paid(5_000)
    market.compare()
    market.deliver()
    market.work()

    assert market.booked()[payment.id] == 5_000
    assert market.compare().outcome is CheckOutcome.AGREED


def test_what_is_booked_but_not_at_stripe_is_a_difference(market, market_and_recorder):
    cause = Cause(CauseKind.DEPOSIT, uuid4(), EntryPurpose.CHARGED)
    holder = market_and_recorder[1].holder_id
    legs = Leg(Account(A.STRIPE_CLEARING), 900), Leg(Account(A.DEPOSIT_HELD, holder), -900)
    with market.database.unit_of_work() as session:
        now = session.scalar(sa.text("SELECT market_now()"))
        book_stripe(session, stripe_id="pi_never", about=None, cause=cause, legs=legs, now=now)

    check = market.compare()

    assert kinds(check) == [DifferenceKind.NOT_AT_STRIPE, DifferenceKind.BALANCE]
    assert check.differences[0].booked_minor == 900


def test_an_amount_that_differs_is_a_difference(market):
    payment = market.trial.paid(5_000)
    market.deliver()
    market.work()
    state = market.trial.twin.state
    (move,) = [m for m in state.all("balance_transaction") if m["type"] == "charge"]
    move |= {"amount": 6_000, "net": 6_000 - move["fee"]}

    check = market.compare()

    assert kinds(check) == [DifferenceKind.AMOUNT, DifferenceKind.BALANCE]
    assert check.differences[0].stripe_id == payment.id
    assert check.differences[0].at_stripe_minor == 6_000


def test_a_payment_that_nobody_can_record_stays_a_difference(market, market_and_recorder):
    market_and_recorder[1].fails = True
    market.trial.paid(5_000)

    check = market.compare()

    assert kinds(check) == [DifferenceKind.NOT_BOOKED, DifferenceKind.BALANCE]


def test_a_movement_of_an_unknown_kind_is_shown_to_a_person(market):
    state = market.trial.twin.state
    source = {"id": "dp_1", "currency": "cny"}
    balance.book(state, "adjustment", source, -1_500, 1_500)

    check = market.compare()

    assert kinds(check) == [DifferenceKind.UNKNOWN_MOVE, DifferenceKind.BALANCE]
    assert check.differences[0].at_stripe_minor == -3_000


def test_a_payout_that_came_back_is_booked_back(market):
    trial = market.trial
    trial.paid(100_000)
    payout = balance.create_payout(trial.twin.state, "", {"amount": "500", "currency": "cny"})
    market.compare()
    balance.come_back(trial.twin.state, payout)

    assert market.compare().outcome is CheckOutcome.AGREED
    assert market.booked()[payout["id"] + ":failed"] == 500


def test_without_an_answer_of_stripe_the_run_says_that_it_failed(market):
    market.trial.client.fail = lambda _method, _path: NetworkFault.BEFORE

    check = market.compare()

    assert (check.outcome, check.fault) == (CheckOutcome.FAILED, "no_answer")


def test_a_wrong_key_is_said(market):
    market.trial.twin.key = "sk_test_another"

    assert market.compare().fault == "stripe_key_refused"


def test_random_losses_doubles_and_faults_end_in_agreement(market):
    random, trial = Random(11), market.trial
    for _ in range(12):
        payment = trial.paid(random.randrange(1_000, 90_000))
        if random.random() < 0.5:
            amount = random.randrange(100, payment.amount_minor)
            trial.payments.refund(payment.id, amount_minor=amount, key=new_key())
        mail = trial.twin.mail
        mail.shuffle(random)
        del mail.waiting[random.randrange(len(mail.waiting) + 1) :]
        mail.waiting.extend(mail.waiting[:2])
        market.deliver()
        market.work()

    check = market.compare()

    assert check.outcome is CheckOutcome.AGREED
    assert clearing(market) == trial.payments.balances()
    with market.database.unit_of_work() as session:
        assert check_invariants(session) == []
