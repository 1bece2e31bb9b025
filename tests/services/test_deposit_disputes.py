"""A deposit that a card holder's bank, or a person at Stripe, gave back is not given back again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from marketplace.adapters.stripe_twin import disputes, refunds
from marketplace.db.session import now_of
from marketplace.errors import Conflict
from marketplace.jobs.check_payments import compared
from marketplace.models import Notification
from marketplace.services.record_seen import record_seen
from marketplace.services.settle_deposit import settle_return
from tests.factories.deposited import DepositMarket, Deposits
from tests.web.tidiness import assert_tidy_in_both_languages

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
PAID = (100_000 + 12 * 2_000_000) // 50


@pytest.fixture(scope="module")
def deposits(deposits: Deposits) -> Iterator[Deposits]:
    yield deposits
    assert deposits.broken() == []
    _, last = compared(deposits.runtime, LONG_AGO)
    assert last.differences == []


@pytest.fixture
def held(deposits):
    """A deposit that is held: its market, member and id."""
    market = DepositMarket(deposits)
    return market, *market.paid()


def payment_of(deposits, deposit_id):
    return deposits.row(deposit_id).payments[0].payment_id


def told(deposits, dispute_or_refund):
    """What a webhook does."""
    payments = deposits.stripe.payments
    id_ = dispute_or_refund["id"]
    seen = payments.read_dispute(id_) if id_.startswith("dp_") else payments.read_refund(id_)
    with deposits.database.unit_of_work() as session:
        assert record_seen(session, seen, now=now_of(session))


def dispute(deposits, deposit_id, amount=None, **how):
    made = disputes.open_dispute(
        deposits.stripe.twin.state, payment_of(deposits, deposit_id), amount, **how
    )
    told(deposits, made)
    return made


def end(deposits, made, *, won):
    disputes.end_dispute(deposits.stripe.twin.state, made, won=won)
    told(deposits, made)
    told(deposits, made)


def refund_there(deposits, deposit_id, amount):
    given = {"payment_intent": payment_of(deposits, deposit_id), "amount": str(amount)}
    return refunds.create_refund(deposits.stripe.twin.state, "", given)


def leave(market, member):
    member.delete(f"{market.path}/participation", etag='"1"')
    market.sweep()
    market.deposits.sweep()


def states(deposits, deposit_id):
    return [(one.reason, str(one.state)) for one in deposits.row(deposit_id).returns]


def refunded(deposits, deposit_id):
    state, payment = deposits.stripe.twin.state, payment_of(deposits, deposit_id)
    return sum(one["amount"] for one in state.all("refund") if one["payment_intent"] == payment)


def test_returns_wait_while_the_bank_has_the_money(held, deposits):
    market, member, deposit_id = held
    dispute(deposits, deposit_id)

    leave(market, member)

    assert states(deposits, deposit_id) == [("left", "asked")]
    assert market.seen(member, deposit_id)["next"]["step"] == "disputed"
    assert deposits.owed(member.id) == {"deposit_held": PAID, "disputed": -PAID}


def test_won_it_goes_back_by_us(held, deposits):
    market, member, deposit_id = held
    made = dispute(deposits, deposit_id)
    leave(market, member)

    end(deposits, made, won=True)
    deposits.sweep()

    assert market.seen(member, deposit_id)["state"] == "returned"
    assert (deposits.owed(member.id), refunded(deposits, deposit_id)) == ({}, PAID)


@pytest.mark.parametrize("leaves", [True, False])
def test_lost_it_has_gone_back_by_the_bank(held, deposits, leaves):
    market, member, deposit_id = held
    made = dispute(deposits, deposit_id)
    if leaves:
        leave(market, member)

    end(deposits, made, won=False)
    deposits.sweep()

    seen = market.seen(member, deposit_id)
    assert (seen["state"], seen["back_minor"], seen["held_minor"]) == ("returned", PAID, 0)
    assert states(deposits, deposit_id)[-1] == ("charged_back", "taken")
    assert (deposits.owed(member.id), refunded(deposits, deposit_id)) == ({}, 0)


def test_of_a_part_that_was_lost_only_the_rest_goes_back(held, deposits):
    market, member, deposit_id = held
    made = dispute(deposits, deposit_id, 100_000)
    leave(market, member)

    end(deposits, made, won=False)
    deposits.sweep()

    assert market.seen(member, deposit_id)["state"] == "returned"
    assert refunded(deposits, deposit_id) == PAID - 100_000


def test_lost_after_it_was_given_back_stays_to_be_looked_for(held, deposits):
    market, member, deposit_id = held
    leave(market, member)
    made = dispute(deposits, deposit_id)

    end(deposits, made, won=False)

    assert deposits.owed(member.id) == {"disputed": -PAID}
    assert market.seen(member, deposit_id)["state"] == "returned"


def test_an_inquiry_takes_nothing_and_holds_nothing(held, deposits):
    market, member, deposit_id = held
    made = dispute(deposits, deposit_id, inquiry=True)

    leave(market, member)

    assert market.seen(member, deposit_id)["state"] == "returned"
    end(deposits, made, won=True)
    assert deposits.owed(member.id) == {}


def test_a_dispute_whose_webhook_was_lost_is_found_when_the_refund_is_refused(held, deposits):
    market, member, deposit_id = held
    state = deposits.stripe.twin.state
    disputes.open_dispute(state, payment_of(deposits, deposit_id))

    leave(market, member)

    assert market.seen(member, deposit_id)["disputes"][0]["state"] == "open"
    assert states(deposits, deposit_id) == [("left", "asked")]


def test_the_operator_sends_nothing_by_bank_while_it_is_disputed(deposits):
    market = DepositMarket(deposits)
    member, deposit_id = market.paid(card="pm_card_refundFail")
    leave(market, member)
    state = deposits.stripe.twin.state
    for one in state.all("refund"):
        if one["payment_intent"] == payment_of(deposits, deposit_id):
            refunds.end_refund(state, one, fails=True)
            told(deposits, one)
    made = dispute(deposits, deposit_id)
    (back,) = deposits.row(deposit_id).returns
    who = deposits.people.operator().identity

    def settle():
        with deposits.database.unit_of_work() as session:
            settle_return(
                session, return_id=back.id, reference="BOS-1", identity=who, now=now_of(session)
            )

    with pytest.raises(Conflict, match="payment_disputed"):
        settle()
    end(deposits, made, won=False)
    assert states(deposits, deposit_id) == [("left", "withdrawn"), ("charged_back", "taken")]
    assert deposits.owed(member.id) == {}


def test_a_refund_made_at_stripe_is_not_made_again(held, deposits):
    market, member, deposit_id = held
    told(deposits, refund_there(deposits, deposit_id, 200_000))
    assert market.seen(member, deposit_id)["back_minor"] == 200_000

    leave(market, member)

    assert market.seen(member, deposit_id)["state"] == "returned"
    assert (refunded(deposits, deposit_id), deposits.owed(member.id)) == (PAID, {})


def test_all_of_it_refunded_at_stripe_ends_the_deposit(held, deposits):
    market, member, deposit_id = held

    told(deposits, refund_there(deposits, deposit_id, PAID))

    assert market.seen(member, deposit_id)["state"] == "returned"
    assert states(deposits, deposit_id) == [("at_stripe", "done")]


def test_one_whose_webhook_was_lost_is_found_when_ours_is_refused(held, deposits):
    market, member, deposit_id = held
    refund_there(deposits, deposit_id, 200_000)

    leave(market, member)
    deposits.sweep()

    assert (refunded(deposits, deposit_id), deposits.owed(member.id)) == (PAID, {})
    assert market.seen(member, deposit_id)["state"] == "returned"


def test_member_and_operator_see_it_and_are_told(held, deposits):
    _, member, deposit_id = held
    dispute(deposits, deposit_id)
    operator = deposits.people.operator()

    for reader in (member, operator):
        (seen,) = reader.get(f"/deposits/{deposit_id}").json["disputes"]
        assert (seen["state"], seen["amount_minor"]) == ("open", PAID)
        assert_tidy_in_both_languages(reader, f"/deposits/{deposit_id}")
    query = sa.select(Notification.event).where(Notification.path == f"/deposits/{deposit_id}")
    with deposits.database.single_statements() as session:
        assert {"deposit_disputed", "payment_disputed"} <= set(session.scalars(query))
