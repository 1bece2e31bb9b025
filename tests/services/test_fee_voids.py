"""A void and a credit note of one invoice together take back what was invoiced, and no more."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from marketplace.domain.lives import FeeCreditState, FeeState
from marketplace.errors import Conflict
from marketplace.jobs.fee_deadlines import FEE_DEADLINES
from marketplace.jobs.sweep_deadlines import sweep_deadlines
from tests.factories.fee_histories import a_history


@pytest.fixture
def history(fees):
    """A fee whose invoice is open at Stripe."""
    return a_history(fees, "issue", "settle")


def test_a_fee_that_is_being_voided_is_not_credited(history):
    history.void()

    with pytest.raises(Conflict, match="fee_void_on_its_way"):
        history.credit_part()


def test_a_contract_that_ends_while_its_fee_is_being_voided_asks_no_credit_note(history):
    history.void()
    ended = sa.text("UPDATE contracts SET state = 'cancelled' WHERE id = :id")
    with history.market.database.unit_of_work() as session:
        session.execute(ended, {"id": history.fee.contract_id})

    sweep_deadlines(history.market.runtime, FEE_DEADLINES[:1])

    assert history.fee.credits == []
    assert (history.end().state, history.broken()) == (FeeState.VOID, [])


def test_a_void_at_stripe_refuses_the_credit_note_on_its_way_and_takes_all_back(history):
    history.credit_part()
    history.void_there()

    history.record(history._invoice())
    fee = history.end()

    assert (fee.state, fee.open_minor, history.broken()) == (FeeState.VOID, 0, [])
    assert [(one.state, one.fault) for one in fee.credits] == [
        (FeeCreditState.REFUSED, "invoice_voided")
    ]


@pytest.mark.parametrize("first", ["void", "note"])
def test_a_credit_note_whose_answer_was_lost_and_a_void_add_up_in_either_order(history, first):
    history.credit_part()
    history.lost("/credit_notes")
    history.void_there()
    seen = sorted(history.objects(), key=lambda one: one.id.startswith("cn_") == (first == "void"))

    for one in seen:
        history.record(one)

    assert history.broken() == []
    assert (history.end().state, history.broken()) == (FeeState.VOID, [])
