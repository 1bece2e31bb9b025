"""What is said to be open to the operator of a fee is what the acts themselves accept."""

from __future__ import annotations

import pytest

from marketplace.domain.fee_words import CreditReason, FeeWay
from marketplace.errors import Conflict
from marketplace.services.credit_fee import credit_fee, void_fee, write_off_fee
from marketplace.services.find_fee_acts import FeeAct, find_fee_acts, pay_page
from marketplace.services.find_fees import lock_fee
from marketplace.services.issue_fee import issue_fee
from marketplace.services.record_fee_e_invoice import record_fee_e_invoice
from marketplace.services.record_fee_transfer import (
    record_fee_return,
    record_fee_transfer,
    record_overpaid_return,
)
from marketplace.services.take_back_fee import take_back_fee
from tests.factories.fee_histories import a_history

ISSUED = ("issue", "settle")
FEES = {
    "due": (),
    "waits for its invoice": ("issue",),
    "to be paid": ISSUED,
    "given up": (*ISSUED, "write_off"),
    "a credit note is on its way": (*ISSUED, "credit_part"),
    "is being voided": (*ISSUED, "void"),
    "void": (*ISSUED, "void", "end"),
    "marked as paid at Stripe": (*ISSUED, "paid_there", "end"),
    "paid": (*ISSUED, "pay_by_card", "end"),
    "paid and disputed": (*ISSUED, "pay_by_card", "dispute", "look"),
    "paid twice": (*ISSUED, "pay_without_return", "transfer", "end"),
    "transferred and credited": (*ISSUED, "transfer", "credit_part"),
    "credited": (*ISSUED, "credit_rest", "end"),
}


class Tried(Exception):
    """The act was accepted; it is undone."""


@pytest.fixture(params=FEES)
def history(request, fees):
    return a_history(fees, *FEES[request.param])


def tries(history, note_id=None):
    """By act, the service with what it is given."""
    day, asks = history.market.day, {"asks": False}
    back = {"returned_on": day, "return_reference": "BOS-1"} | asks
    numbered = {"number": "7" * 20, "issued_on": day} | asks
    if note_id is not None:
        return {
            FeeAct.SEND_BACK: (record_fee_return, back | {"credit_id": note_id}),
            FeeAct.E_INVOICE: (record_fee_e_invoice, numbered | {"credit_id": note_id}),
        }
    agreed = {"net_minor": None, "why": CreditReason.AGREED, "reason": "agreed"}
    came = {"transferred_on": day, "bank_reference": "BOS-2"}
    return {
        FeeAct.ISSUE: (issue_fee, {"way": FeeWay.TRANSFER, "online": True}),
        FeeAct.TAKE_BACK: (take_back_fee, {"online": True}),
        FeeAct.TRANSFER: (record_fee_transfer, came),
        FeeAct.VOID: (void_fee, {"reason": "mistake"}),
        FeeAct.WRITE_OFF: (write_off_fee, {"reason": "gone"} | asks),
        FeeAct.CREDIT: (credit_fee, agreed),
        FeeAct.SEND_BACK: (record_overpaid_return, back),
        FeeAct.E_INVOICE: (record_fee_e_invoice, numbered),
    }


def accepts(history, service, given):
    def tried(session, **call):
        service(session, **call)
        raise Tried

    with pytest.raises((Tried, Conflict)) as ended:
        history.in_one(tried, identity=history.who, **given)
    return ended.type is Tried


def accepted(history, note_id=None):
    found = tries(history, note_id).items()
    return {act for act, (service, given) in found if accepts(history, service, given)}


def said(history):
    """What is said to be open: of the fee, and by id of each of its credit notes."""
    with history.market.database.unit_of_work() as session:
        fee = lock_fee(session, history.fee_id)
        return find_fee_acts(fee), {note.id: find_fee_acts(note) for note in fee.credits}


def test_what_is_open_is_what_is_accepted(history):
    of_fee, of_notes = said(history)

    assert of_fee == accepted(history)
    assert of_notes == {note_id: accepted(history, note_id) for note_id in of_notes}


@pytest.mark.parametrize(
    ("acts", "payable"),
    [(ISSUED, True), ((*ISSUED, "void"), False), ((*ISSUED, "void_there", "end"), False)],
)
def test_only_an_invoice_that_stands_at_stripe_is_paid_there(fees, acts, payable):
    fee = a_history(fees, *acts).fee

    assert bool(pay_page(fee)) is payable
