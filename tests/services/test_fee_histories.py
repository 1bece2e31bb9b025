"""Random histories of a fee at Stripe: whatever fails, comes twice or out of order, it adds up."""

from __future__ import annotations

import sqlalchemy as sa
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from marketplace.domain.fee_words import FeeWay
from marketplace.domain.lives import FeeState
from marketplace.domain.payments import (
    Dispute,
    FeeInvoice,
    Payment,
    PaymentState,
    Refund,
    RefundState,
)
from marketplace.models import StripeBooking
from marketplace.services.check_invariants import check_invariants
from marketplace.services.find_fee_steps import find_fee_steps
from marketplace.services.issue_fee import issue_fee
from tests.factories.fee_histories import History, a_history
from tests.factories.fees import kept

ACTS = (
    "issue", "settle", "break_before", "break_after", "pay", "told", "transfer", "refunds_end",
    "credit_part", "credit_rest", "void", "write_off", "void_there", "issue_again",
    "paid_there", "note_void_there", "take_back", "transfer_again",
    "dispute", "dispute_ends",
)  # fmt: skip


@settings(max_examples=60, phases=[Phase.explicit, Phase.generate])
@given(st.lists(st.sampled_from(ACTS), max_size=14), st.integers(0, 2**16))
def test_whatever_happens_fee_ledger_and_stripe_agree(fees, acts, seed):
    history = History(fees, seed)

    for name in ("issue", *acts):
        history.act(name)
    fee = history.end()

    objects = history.objects()
    with fees.database.unit_of_work() as session:
        assert find_fee_steps(session, fee.id) == []
        broken = check_invariants(session, only=[fee.group_buy_id])
        assert [one for one in broken if one.rule.startswith(("fee_", "ledger_"))] == []
        query = sa.select(StripeBooking.stripe_id, StripeBooking.amount_minor)
        booked = dict(session.execute(query.where(StripeBooking.about_id == fee.id)).all())
    assert booked == there(objects)
    assert sum(isinstance(one, FeeInvoice) for one in objects) <= 1
    assert 0 <= fee.had_minor <= fee.total_minor
    assert_seen(fee, objects)


def there(objects) -> dict[str, int]:
    """What moved at Stripe, by object: in above zero."""
    moved = {
        one.id: one.amount_minor
        for one in objects
        if isinstance(one, Payment) and one.state is PaymentState.SUCCEEDED
    }
    for one in objects:
        if isinstance(one, Refund):
            moved[one.id] = -one.amount_minor
            if one.state is RefundState.FAILED:
                moved[f"{one.id}:failed"] = one.amount_minor
        if isinstance(one, Dispute):
            moved[one.id] = -one.taken_minor
            if one.restored_minor:
                moved[f"{one.id}:won"] = one.restored_minor
    return moved


def assert_seen(fee, objects):
    """Whoever has paid is not asked again, and nobody paid for what was taken back."""
    (invoice,) = [one for one in objects if isinstance(one, FeeInvoice)] or [None]
    if fee.state in (FeeState.PAID, FeeState.TRANSFERRED):
        assert fee.open_minor == 0
    if invoice is not None and invoice.state == "open":
        assert fee.state in (FeeState.OPEN, FeeState.OVERDUE, FeeState.UNCOLLECTIBLE)
    if fee.state == FeeState.VOID:
        assert fee.had_minor == 0


def test_two_jobs_at_once_make_one_invoice(fees):
    """The second finds at Stripe what the first made."""
    history = History(fees, 1)
    history.issue()

    history.act("break_after")
    history.settle()
    history.settle()

    invoices = [one for one in history.objects() if isinstance(one, FeeInvoice)]
    assert len(invoices) == 1
    assert kept(fees, str(history.fee_id)).state == FeeState.OPEN


def test_with_the_keys_of_another_account_the_customer_is_made_anew(fees):
    a_history(fees, "issue", "settle")
    history = History(fees, 5, same_account=False)
    history.act("issue")

    for _ in range(2):
        history.settle()

    assert kept(fees, str(history.fee_id)).state == FeeState.OPEN


def test_paid_at_stripe_and_by_transfer_is_given_back_once(fees):
    history = a_history(fees, "issue", "settle", "pay_by_card", "transfer")

    fee = history.end()

    refunds = [one for one in history.objects() if isinstance(one, Refund)]
    assert [one.amount_minor for one in refunds] == [fee.total_minor]
    assert (fee.state, fee.open_minor) == (FeeState.TRANSFERRED, 0)


def test_a_refusal_of_stripe_waits_for_a_person(fees):
    """An invoice that Stripe would tax otherwise is not sent; the operator chooses a transfer."""
    history = History(fees, 3)
    with fees.database.unit_of_work() as session:
        session.execute(sa.text("ALTER TABLE service_fees DISABLE TRIGGER refuse_fee_change"))
        session.execute(
            sa.text("UPDATE service_fees SET vat_minor = vat_minor + 1 WHERE id = :id"),
            {"id": history.fee_id},
        )
        session.execute(sa.text("ALTER TABLE service_fees ENABLE TRIGGER refuse_fee_change"))
    history.act("issue")
    history.settle()
    refused = kept(fees, str(history.fee_id))

    assert (refused.state, refused.fault) == (FeeState.DUE, "tax_differs")
    history.in_one(issue_fee, way=FeeWay.TRANSFER, online=True, identity=history.who)
    assert kept(fees, str(history.fee_id)).state == FeeState.OPEN
