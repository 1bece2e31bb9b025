"""What was paid twice for a fee goes back once, by the way it came or by bank transfer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from marketplace.domain.fee_words import MOST_REFUSALS
from marketplace.errors import Conflict
from marketplace.models import Notification
from marketplace.services.record_fee_transfer import record_overpaid_return
from tests.factories.fee_histories import History
from tests.factories.fees import FeeMarket, fee_market


@pytest.fixture(scope="module")
def market(config, database_url) -> Iterator[FeeMarket]:
    with fee_market(config, database_url) as made:
        made.sign()
        yield made


def paid_twice(market, card="pm_card_visa"):
    """Paid at Stripe and by transfer, before anything was seen of the payment."""
    made = History(market, 1)
    for name in ("issue", "settle"):
        made.act(name)
    made.trial.visitor.pay_invoice(made._invoice().id, card)
    made.act("transfer")
    return made


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


def told(market, fee):
    query = sa.select(sa.func.count()).where(
        Notification.event == "fee_to_settle", Notification.path == f"/fees/{fee.id}"
    )
    with market.database.single_statements() as session:
        return session.execute(query).scalar_one()


def test_a_refund_that_failed_is_sent_back_by_transfer_once(market):
    history = paid_twice(market, "pm_card_refundFail")
    fee = history.end()
    assert (fee.open_minor, told(market, fee)) == (-fee.total_minor, 1)

    sent_back(history)

    assert (history.fee.open_minor, history.broken()) == (0, [])
    with pytest.raises(Conflict, match="fee_nothing_to_return"):
        sent_back(history)


def test_a_refused_refund_rests_and_is_asked_for_under_another_key(market):
    history = paid_twice(market)
    empty(history)

    history.settle()

    assert (history.fee.refund_refusals, history.fee.fault) == (1, "balance_insufficient")
    history.trial.twin.state.data["empty"] = False
    fee = history.end()
    assert (fee.open_minor, fee.fault, history.broken()) == (0, "", [])


def test_a_refund_refused_for_good_is_the_operators_to_send(market):
    history = paid_twice(market)
    empty(history)
    with pytest.raises(Conflict, match="fee_nothing_to_return"):
        sent_back(history)

    for _ in range(MOST_REFUSALS + 2):
        history.settle()

    assert (history.fee.refund_refusals, told(market, history.fee)) == (MOST_REFUSALS, 1)
    sent_back(history)
    history.trial.twin.state.data["empty"] = False
    fee = history.end()
    assert (fee.open_minor, fee.returned_minor, history.broken()) == (0, fee.total_minor, [])
