"""The nightly comparison reads how invoices, credit notes and pages stand, not money alone."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from marketplace.adapters.stripe_twin import credit_notes, invoice_ends
from marketplace.db.session import real_now_of
from marketplace.domain.lives import FeeCreditState, FeeState
from marketplace.domain.payments import CreditNote
from marketplace.domain.reconciling import DifferenceKind
from marketplace.errors import Conflict
from marketplace.jobs.compare_papers import compare_papers
from marketplace.services.remind_fee import remind_fee
from tests.factories.fee_histories import LONG_AGO, a_history


@pytest.fixture
def history(fees):
    """A fee whose invoice is open at Stripe."""
    return a_history(fees, "issue", "settle")


def compare(history, since=LONG_AGO):
    mended, left = compare_papers(history.market.runtime, since)
    return mended, [one.kind for one in left]


def at_stripe(history, act, id_, **given):
    return act(history.trial.twin.state, id_, given)


def marked_paid(history):
    at_stripe(history, invoice_ends.pay_invoice, history._invoice().id, paid_out_of_band="true")


def credited(history):
    history.credit_part()
    history.settle()
    (note,) = [one for one in history.objects() if isinstance(one, CreditNote)]
    return note


def test_what_stands_alike_is_no_difference(history):
    credited(history)

    assert compare(history) == (0, [])


def test_an_invoice_made_void_without_a_webhook_voids_its_fee(history):
    history.void_there()

    assert compare(history) == (1, [])
    assert (history.fee.state, history.broken()) == (FeeState.VOID, [])


def test_one_older_than_the_time_looked_at_is_read_while_its_fee_is_open(history):
    at_stripe(history, invoice_ends.mark_uncollectible, history._invoice().id)
    with history.market.database.single_statements() as session:
        tomorrow = real_now_of(session) + timedelta(days=1)

    assert compare(history, tomorrow)[0] == 1
    assert history.fee.state == FeeState.UNCOLLECTIBLE


def test_a_credit_note_made_void_there_is_owed_again(history):
    note = credited(history)
    at_stripe(history, credit_notes.void_credit_note, note.id)

    assert compare(history) == (1, [])
    assert [one.state for one in history.fee.credits] == [FeeCreditState.VOIDED]
    assert (history.fee.open_minor, history.broken()) == (history.fee.total_minor, [])


def test_a_lost_credit_note_that_was_made_void_is_asked_for_no_more(history):
    history.credit_part()
    history.lost("/credit_notes")
    (note,) = [one for one in history.objects() if isinstance(one, CreditNote)]
    at_stripe(history, credit_notes.void_credit_note, note.id)

    history.settle()

    assert [(one.state, one.fault) for one in history.fee.credits] == [
        (FeeCreditState.REFUSED, "credit_note_voided")
    ]
    assert (compare(history), history.broken()) == ((0, []), [])


def test_marked_paid_without_a_payment_is_a_difference_until_the_transfer_is_recorded(history):
    marked_paid(history)
    assert compare(history) == (0, [DifferenceKind.INVOICE])

    history.transfer()

    assert (history.fee.state, history.fee.void_asked_at) == (FeeState.TRANSFERRED, None)
    assert (compare(history), history.broken()) == ((0, []), [])


def test_nobody_is_reminded_of_an_invoice_marked_paid_nor_voids_it(history):
    marked_paid(history)
    history.end()
    fee = history.fee

    with history.market.database.unit_of_work() as session:
        after = history.market.now + timedelta(days=fee.due_days + 8)
        assert remind_fee(session, fee_id=fee.id, now=after) is None
    with pytest.raises(Conflict, match="fee_paid_at_stripe"):
        history.void()


def test_one_marked_paid_by_mistake_is_credited_here(history):
    marked_paid(history)
    history.end()

    history.credit_rest()

    assert (history.fee.state, history.broken()) == (FeeState.CREDITED, [])
    assert compare(history) == (0, [])


def test_a_second_invoice_of_a_fee_is_a_difference(history):
    state = history.trial.twin.state
    other = dict(state.get(history._invoice().id)) | {"id": f"in_{uuid4().hex}"}
    state.data["objects"][other["id"]] = other

    assert compare(history) == (0, [DifferenceKind.INVOICE])
