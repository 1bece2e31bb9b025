"""A fee never hangs while an invoice of Stripe is waited for: somebody can always act."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from marketplace.domain.fee_words import FeeWay
from marketplace.domain.lives import FeeState
from marketplace.domain.payments import FeeInvoice
from marketplace.errors import MarketplaceError
from marketplace.models import User
from marketplace.services.issue_fee import issue_fee
from marketplace.services.take_back_fee import take_back_fee
from tests.factories.fee_histories import a_history


@pytest.fixture
def history(fees):
    """A fee that waits for its invoice."""
    return a_history(fees, "issue")


@pytest.fixture
def payers_users(history):
    """Changes the users of the payer, for this test: other fees of the file have the same payer."""
    of_payer = User.organisation_id == history.fee.organisation_id
    kept = (User.id, User.email, User.active, User.deactivated_at)
    with history.market.database.unit_of_work() as session:
        before = [row._asdict() for row in session.execute(sa.select(*kept).where(of_payer))]

    def change(**values):
        with history.market.database.unit_of_work() as session:
            session.execute(sa.update(User).where(of_payer).values(values))

    yield change
    with history.market.database.unit_of_work() as session:
        session.execute(sa.update(User), before)


def take_back(history, *, online=True):
    history.in_one(take_back_fee, online=online, identity=history.who)
    if online:
        history.settle()
    return history.fee


def by_transfer(history):
    history.in_one(issue_fee, way=FeeWay.TRANSFER, online=True, identity=history.who)


def drafts_and_invoices(history):
    return len(list(history.trial.twin.state.all("invoice")))


def test_a_payer_without_an_address_leaves_the_fee_to_the_operator(history, payers_users):
    payers_users(active=False, deactivated_at=sa.func.now())

    history.settle()

    assert (history.fee.state, history.fee.fault) == (FeeState.DUE, "payer_without_address")
    by_transfer(history)
    assert history.fee.state == FeeState.OPEN


def test_a_customer_that_stripe_refuses_leaves_the_fee_to_the_operator(history, payers_users):
    payers_users(email=sa.func.replace(User.email, "@", " at "))

    history.settle()

    assert (history.fee.state, history.fee.fault) == (FeeState.DUE, "email_invalid")


@pytest.mark.parametrize("broken", ["/invoices", "/invoiceitems"])
def test_it_is_due_again_once_stripe_shows_that_it_issued_no_invoice(history, broken):
    history.lost(broken)

    fee = take_back(history)

    assert (fee.state, fee.fault) == (FeeState.DUE, "taken_back")
    assert drafts_and_invoices(history) == 0
    history.act("issue_again")
    history.settle()
    assert (history.fee.state, history.broken()) == (FeeState.OPEN, [])


def test_an_invoice_that_was_issued_stands_instead(history):
    history.lost("/send")

    fee = take_back(history)

    assert (fee.state, fee.take_back_asked_at) == (FeeState.OPEN, None)


def test_without_keys_it_is_due_at_once_and_an_invoice_found_later_is_voided(history):
    history.lost("/send")
    take_back(history, online=False)
    by_transfer(history)
    assert history.fee.state == FeeState.OPEN

    fee = history.end()

    (invoice,) = [one for one in history.objects() if isinstance(one, FeeInvoice)]
    assert (invoice.state, fee.state, fee.way) == ("void", FeeState.OPEN, "transfer")
    assert (fee.open_minor, history.broken()) == (fee.total_minor, [])


def test_what_is_paid_on_such_an_invoice_settles_the_fee(history):
    history.lost("/send")
    take_back(history, online=False)
    by_transfer(history)
    history.trial.visitor.pay_invoice(history._invoice().id)

    fee = history.end()

    assert (fee.state, fee.open_minor, history.broken()) == (FeeState.PAID, 0, [])


def test_invoiced_at_stripe_again_the_same_invoice_is_found(history):
    history.lost("/send")
    take_back(history, online=False)

    history.act("issue_again")
    history.settle()

    assert (history.fee.state, drafts_and_invoices(history)) == (FeeState.OPEN, 1)


def test_only_a_fee_that_waits_for_stripe_is_taken_back(history):
    history.settle()

    with pytest.raises(MarketplaceError):
        take_back(history)
