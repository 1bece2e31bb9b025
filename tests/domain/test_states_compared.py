"""Which states at Stripe go with which of ours."""

from __future__ import annotations

import pytest

from marketplace.domain.fee_words import FeeWay
from marketplace.domain.lives import FeeState, TryState
from marketplace.domain.payments import (
    FeeInvoice,
    InvoiceState,
    PageState,
    Payment,
    PaymentPage,
    PaymentState,
)
from marketplace.domain.states_compared import invoice_stands, page_stands

_I, _F = InvoiceState, FeeState


def an_invoice(state):
    return FeeInvoice("in_1", None, "1", state, 1, 0, 1, 0, "CNY", None, None, None)


@pytest.mark.parametrize(
    ("state", "stands"),
    [
        (_F.DUE, set()),
        (_F.ISSUING, set()),
        (_F.OPEN, {_I.OPEN}),
        (_F.OVERDUE, {_I.OPEN}),
        (_F.UNCOLLECTIBLE, {_I.OPEN, _I.UNCOLLECTIBLE}),
        (_F.PAID, {_I.PAID}),
        (_F.TRANSFERRED, {_I.VOID, _I.PAID}),
        (_F.CREDITED, {_I.VOID, _I.PAID}),
        (_F.VOID, {_I.VOID}),
    ],
)
def test_an_invoice_stands_as_its_fee(state, stands):
    found = {
        one
        for one in InvoiceState
        if invoice_stands(an_invoice(one), state, FeeWay.STRIPE, void_asked=False)
    }

    assert found == stands


def test_one_that_is_being_voided_may_still_be_open():
    for state in (_I.OPEN, _I.UNCOLLECTIBLE):
        assert invoice_stands(an_invoice(state), _F.TRANSFERRED, FeeWay.STRIPE, void_asked=True)


def test_of_a_fee_that_is_asked_for_by_transfer_only_a_void_invoice_stands():
    seen = an_invoice(_I.OPEN)

    assert not invoice_stands(seen, _F.OPEN, FeeWay.TRANSFER, void_asked=False)


def test_a_page_stands_as_what_was_asked_of_it():
    page = PaymentPage("cs_1", None, PageState.EXPIRED, None)
    payment = Payment("pi_1", None, PaymentState.PROCESSING, 1, "CNY")
    moving = PaymentPage("cs_1", None, PageState.COMPLETE, None, payment)

    assert [page_stands(page, one) for one in (TryState.CLOSED, TryState.OPEN)] == [True, False]
    assert page_stands(moving, TryState.OPEN)
