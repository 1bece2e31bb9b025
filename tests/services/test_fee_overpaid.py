"""What was paid twice for a fee goes back once, by the way it came or by bank transfer."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from marketplace.domain.fee_words import MOST_REFUSALS
from marketplace.errors import Conflict
from marketplace.models import Notification
from marketplace.services.record_fee_transfer import record_overpaid_return
from tests.factories.fee_histories import a_history


def paid_twice(fees, pays="pay_by_card"):
    """Paid at Stripe and by transfer, before anything was seen of the payment."""
    return a_history(fees, "issue", "settle", pays, "transfer")


def empty(history):
    """Nothing is left on the balance at Stripe: each refund is refused."""
    history.trial.twin.state.data["empty"] = True


def sent_back(history):
    history.in_one(
        record_overpaid_return,
        returned_on=history.market.day,
        return_reference="BOS-7",
        identity=history.who,
        asks=False,
    )


def told(fees, fee):
    query = sa.select(sa.func.count()).where(
        Notification.event == "fee_to_settle", Notification.path == f"/fees/{fee.id}"
    )
    with fees.database.single_statements() as session:
        return session.execute(query).scalar_one()


def test_a_refund_that_failed_is_sent_back_by_transfer_once(fees):
    history = paid_twice(fees, "pay_without_return")
    fee = history.end()
    assert (fee.open_minor, told(fees, fee)) == (-fee.total_minor, 1)

    sent_back(history)

    assert (history.fee.open_minor, history.broken()) == (0, [])
    with pytest.raises(Conflict, match="fee_nothing_to_return"):
        sent_back(history)


def test_a_refused_refund_rests_and_is_asked_for_under_another_key(fees):
    history = paid_twice(fees)
    empty(history)

    history.settle()

    assert (history.fee.refund_refusals, history.fee.fault) == (1, "balance_insufficient")
    history.trial.twin.state.data["empty"] = False
    fee = history.end()
    assert (fee.open_minor, fee.fault, history.broken()) == (0, "", [])


def test_a_refund_refused_for_good_is_the_operators_to_send(fees):
    history = paid_twice(fees)
    empty(history)
    with pytest.raises(Conflict, match="fee_nothing_to_return"):
        sent_back(history)

    for _ in range(MOST_REFUSALS + 2):
        history.settle()

    assert (history.fee.refund_refusals, told(fees, history.fee)) == (MOST_REFUSALS, 1)
    sent_back(history)
    history.trial.twin.state.data["empty"] = False
    fee = history.end()
    assert (fee.open_minor, fee.returned_minor, history.broken()) == (0, fee.total_minor, [])
