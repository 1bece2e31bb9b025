"""A fee whose payment a card holder's bank takes back is never refunded too, and owed again."""

from __future__ import annotations

import pytest

from marketplace.adapters.stripe_twin import disputes, refunds
from marketplace.domain.fee_words import MOST_REFUSALS
from marketplace.domain.lives import FeeState
from marketplace.domain.payments import Refund
from marketplace.errors import Conflict
from marketplace.jobs.compare_papers import compare_papers
from tests.factories.fee_histories import LONG_AGO, a_history


@pytest.fixture
def paid(fees):
    """A fee that was paid at Stripe."""
    return a_history(fees, "issue", "settle", "pay_by_card", "look")


def dispute(history, *, told=True):
    made = disputes.open_dispute(history.trial.twin.state, payment_of(history))
    if told:
        history.look()
    return made


def payment_of(history):
    return history.trial.payments.read_invoice(history._invoice().id).payment_id


def end(history, made, *, won):
    disputes.end_dispute(history.trial.twin.state, made, won=won)
    return history.look()


def refunded(history):
    return sum(one.amount_minor for one in history.objects() if isinstance(one, Refund))


def test_an_open_dispute_holds_credit_notes_and_leaves_the_fee_paid(paid):
    dispute(paid)

    assert (paid.fee.state, paid.fee.is_disputed, paid.broken()) == (FeeState.PAID, True, [])
    with pytest.raises(Conflict, match="payment_disputed"):
        paid.credit_part()


def test_won_the_payment_stands(paid):
    fee = end(paid, dispute(paid), won=True)

    assert (fee.state, fee.open_minor, fee.is_disputed) == (FeeState.PAID, 0, False)
    assert paid.broken() == []


def test_lost_the_fee_is_owed_again_and_paid_by_transfer(paid):
    fee = end(paid, dispute(paid), won=False)
    assert (fee.state, fee.open_minor) == (FeeState.OVERDUE, fee.total_minor)
    assert paid.broken() == []

    paid.transfer()

    fee = paid.look()
    assert (fee.state, fee.open_minor, refunded(paid)) == (FeeState.TRANSFERRED, 0, 0)
    assert (paid.broken(), compare_papers(paid.market.runtime, LONG_AGO)) == ([], (0, []))


def test_lost_it_can_be_credited_here(paid):
    end(paid, dispute(paid), won=False)

    with pytest.raises(Conflict, match="fee_paid_at_stripe"):
        paid.void()
    paid.credit_rest()

    assert (paid.fee.state, paid.fee.open_minor, paid.broken()) == (FeeState.CREDITED, 0, [])


def twice(fees):
    return a_history(fees, "issue", "settle", "pay_by_card", "transfer")


def test_paid_twice_and_taken_back_by_the_bank_is_not_refunded(fees):
    history = twice(fees)
    made = disputes.open_dispute(history.trial.twin.state, payment_of(history))
    for _ in range(MOST_REFUSALS + 1):
        history.settle()
    assert (history.fee.is_disputed, history.fee.refund_refusals) == (True, 0)

    fee = end(history, made, won=False)

    assert (fee.open_minor, refunded(history), history.broken()) == (0, 0, [])


def test_paid_twice_and_refunded_by_a_person_at_stripe_is_not_refunded_again(fees):
    history = twice(fees)
    refunds.create_refund(history.trial.twin.state, "", {"payment_intent": payment_of(history)})

    for _ in range(MOST_REFUSALS + 1):
        history.settle()

    fee = history.look()
    assert (fee.open_minor, fee.returned_minor, history.broken()) == (0, 0, [])
    assert refunded(history) == fee.total_minor


def test_a_part_refunded_by_a_person_leaves_the_rest_to_a_person(fees):
    history = twice(fees)
    given = {"payment_intent": payment_of(history), "amount": "1000"}
    refunds.create_refund(history.trial.twin.state, "", given)

    for _ in range(MOST_REFUSALS + 1):
        history.settle()

    assert history.fee.fault
    assert (history.fee.is_back_by_bank, refunded(history)) == (False, 1_000)
